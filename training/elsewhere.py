"""Fits the weights that judge answers from libraries without sheets of ours; see README.md."""

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from lxml import html
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from index.embed import MiniLmEmbedder
from index.generations import Generations
from index.publish import publish_library
from index.records import Filters
from index.search import Index
from ingest.store import StoredDocument
from service.answers.ask import Library, Turn, search
from service.answers.background import background
from service.answers.choose import choose
from service.answers.elsewhere import Signs, signs
from service.answers.glossary import Glossary
from service.answers.language import Languages
from service.answers.places import ordinary_words, special_areas, towns
from service.answers.question import understand
from service.answers.spelling import Speller
from service.answers.support import measure
from service.answers.weigh import weigh
from service.evaluation.retrieval import stored_text
from service.settings import ROOT

SEED = 3
FOLDS = 6
FAQ_QUESTIONS = 170
WORDS = 140  # of a passage of a FAQ's answer
LIMIT = 0.5
NAMES = [field.name for field in fields(Signs)]
# What a question counts by its kind: without its passage nothing is near at all, which is easy and plentiful.
COUNTS = {"titled": 1.0, "untitled": 0.5, "removed": 0.15, "faq": 0.5}


@dataclass(frozen=True, slots=True)
class Told:
    """A passage, the questions that it answers, and some about the same thing that it does not."""

    title: str
    text: str
    answered: tuple[str, ...]
    unanswered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the documents that may be searched (none: all), and whether they answer it."""

    text: str
    among: tuple[str, ...]
    answered: bool
    kind: str
    about: int


@dataclass(frozen=True, slots=True)
class Row:
    """A measured question; ``about`` is the number of its passage, by which it is crossed."""

    signs: Signs
    answered: bool
    kind: str
    about: int


def read(path: Path) -> list[Told]:
    """The passages and questions of a file."""
    blocks = re.split(r"^# ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return [told(block.strip().splitlines()) for block in blocks]


def told(lines: Sequence[str]) -> Told:
    """One passage with its questions."""
    marked = {mark: tuple(one[2:] for one in lines if one.startswith(mark)) for mark in ("+ ", "- ")}
    return Told(lines[0], lines[1], marked["+ "], marked["- "])


def faq(folder: Path) -> list[Told]:
    """The questions of FAQ pages in HTML, drawn by lot, each with its answer's first passages as texts of its own."""
    pages = sorted({*folder.glob("*.en.html"), *folder.glob("faq/*.html")})
    found = [one for page in pages for one in answers(page, folder.name)]
    return random.Random(SEED).sample(found, min(FAQ_QUESTIONS // 2, len(found)))


def answers(page: Path, name: str) -> Iterator[Told]:
    """Headings of a page that are questions, each with the paragraphs below it as one text, cut to length."""
    heading, paragraphs = "", list[str]()
    for element in html.parse(page, parser=html.HTMLParser(encoding="utf-8")).getroot().iter():
        if element.tag in {"h1", "h2", "h3", "h4"}:
            if heading.endswith("?") and len(" ".join(paragraphs).split()) > 25:
                yield Told(name, " ".join(" ".join(paragraphs).split()[:WORDS]), (heading,), ())
            heading, paragraphs = re.sub(r"^[\d.]+\s*|¶", "", element.text_content()).strip(), []
        elif element.tag in {"p", "pre"}:
            paragraphs.append(element.text_content())


def library(stored: Iterator[StoredDocument], folder: Path, model: MiniLmEmbedder) -> Library:
    """A library of texts, kept in a folder for the next run."""
    index = Index.open(publish_library(stored, model, Generations(folder), lambda done, total: None), model)
    named = towns(ROOT / "corpus" / "places")
    known = background(index, ordinary_words(named), named)
    glossary = Glossary(ROOT / "corpus" / "glossary", known.rarity.surface)
    glossary.warm()
    languages = Languages(glossary, Speller(known.rarity.surface), special_areas(ROOT / "corpus" / "places"))
    return Library(index, known, languages)


def measured(asked: Asked, library: Library) -> Row:
    """What a library's best passage says to a question."""
    known = library.known
    question = understand(asked.text, (), library.languages, known.named_words)
    found = search(Turn(question, (), Filters(document_ids=asked.among), library))
    candidates = weigh(question, found.hits, found.sentences, known)
    held = measure(question, choose(question, candidates, known), candidates, known)
    return Row(
        signs(question, found.hits, held, library.index, known), asked.answered, asked.kind, asked.about
    )


def questions(texts: Sequence[Told], kind: str, removed: str) -> Iterator[Asked]:
    """All questions on texts; with ``removed`` as a kind, those that are answered again without their own text."""
    for about, one in enumerate(texts):
        yield from (Asked(text, (), True, kind, about) for text in one.answered)
        yield from (Asked(text, (), False, kind, about) for text in one.unanswered)
        others = tuple(f"t{n}" for n in range(len(texts)) if n != about)
        if removed:
            yield from (Asked(text, others, False, removed, about) for text in one.answered)


def rows(texts: Sequence[Told], kind: str, removed: str, folder: Path, model: MiniLmEmbedder) -> list[Row]:
    """All questions on texts, measured over a library of them."""
    stored = (
        stored_text(f"t{n}", "" if kind == "untitled" else one.title, one.text) for n, one in enumerate(texts)
    )
    made = library(stored, folder / kind, model)
    return [measured(asked, made) for asked in questions(texts, kind, removed)]


def table(found: Sequence[Row]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Signs, labels and weights as arrays."""
    return (
        np.array([astuple(row.signs) for row in found]),
        np.array([row.answered for row in found]),
        np.array([COUNTS[row.kind] for row in found]),
    )


def fitted(found: Sequence[Row]) -> Pipeline:
    """The logistic model."""
    x, y, w = table(found)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=2000))
    return model.fit(x, y, logisticregression__sample_weight=w)


def crossed(found: Sequence[Row]) -> np.ndarray:
    """The chance of each question from a model that saw no question on its passage."""
    chances, fold = np.zeros(len(found)), np.array([row.about * 7919 % FOLDS for row in found])
    for number in range(FOLDS):
        model = fitted([row for row, place in zip(found, fold, strict=True) if place != number])
        chances[fold == number] = model.predict_proba(table(found)[0][fold == number])[:, 1]
    return chances


def report(found: Sequence[Row]) -> None:
    """Print how well each kind of question is told, crossed; beside it the bare likeness."""
    chances = crossed(found)
    for kind in COUNTS:
        here = np.array([row.kind == kind for row in found])
        right = np.array([row.answered for row in found])[here]
        if not here.any():
            continue
        refused = chances[here] < LIMIT
        precision = (refused & ~right).sum() / max(refused.sum(), 1)
        recall = (refused & ~right).sum() / max((~right).sum(), 1)
        area = f"{roc_auc_score(right, chances[here]):.3f}" if 0 < right.mean() < 1 else "-"
        print(
            f"{kind:9} n {here.sum()}: area {area}, refusals' precision {precision:.3f}, recall {recall:.3f}"
        )


def write(model: Pipeline, sha256: str) -> None:
    """Put the weights, for signs as they are measured, where the service reads them."""
    scale, weights = model[0], model[1].coef_[0] / model[0].scale_
    kept = {
        "weights": {name: round(float(value), 4) for name, value in zip(NAMES, weights, strict=True)},
        "bias": round(float(model[1].intercept_[0] - weights @ scale.mean_), 4),
        "limit": LIMIT,
        "model": sha256,
    }
    path = ROOT / "service" / "answers" / "elsewhere.json"
    path.write_text(json.dumps(kept, indent=2) + "\n", "utf-8")


def main() -> None:
    """Index, measure, fit, report, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--keep", type=Path, required=True, help="folder for the indexes")
    options.add_argument(
        "--faq", type=Path, nargs="*", default=[], help="folders of FAQ pages (*.en.html, faq/*.html)"
    )
    args = options.parse_args()
    model, texts = MiniLmEmbedder(threads=1), read(Path(__file__).with_suffix(".txt"))
    found = rows(texts, "titled", "removed", args.keep, model)
    found += rows(texts, "untitled", "", args.keep, model)
    for folder in args.faq:
        found += rows(faq(folder), "faq", "faq", args.keep / folder.name, model)
    report(found)
    write(fitted(found), model.sha256)


if __name__ == "__main__":
    main()
