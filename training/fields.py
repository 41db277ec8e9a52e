"""Fits which field of a record a question asks for, on the vectors of questions; see README.md."""

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from pairs import FOLDERS, HERE, MESSY, messy, names_of
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from service.answers.ask import Library, centre
from service.answers.question import understand
from service.settings import ROOT, load
from service.wiring import desk

SEED = 5
FILLED = 4  # records that each wording is filled in with
OTHER = "other"
# The fields of forms.jsonl under the names of service/answers/fields.py.
_FORMS = {
    "units": "units", "employment": "jobs", "turnover": "turnover", "exports": "exports", "institutions": "bodies",
    "interventions": "tried", "outcomes": "outcomes", "problems": "problems", "lessons": "lessons",
    "product": "profile", "disagreements": "disagree", "objective": "aim", "applicants": "applicants",
    "components": "grant", "conditions": "conditions", "status": "status", "process": "process",
    "timelines": "process", "documents": "documents", "contacts": "contacts", "conflicts": "disagree",
    "not_covered": "unpaid", "own_contribution": "own", "key_findings": OTHER,
}  # fmt: skip
_HEADINGS = {
    "What was": "tried", "How much": "grant", "What it is for": "aim", "Problems": "problems", "What came": "outcomes",
    "Profile": "profile", "Who can apply": "applicants", "Is it open": "status", "Lessons": "lessons",
    "Conditions": "conditions", "How to apply": "process", "Own contribution": "own", "What is not paid": "unpaid",
    "Documents": "documents", "Where sources disagree": "disagree", "Where to ask": "contacts",
}  # fmt: skip
Row = tuple[str, str, str]
"""A question, its field, and the wording that it was made from."""


def rows(corpus: Path, chance: random.Random) -> list[Row]:
    """All questions with their fields."""
    return [*_filled(corpus, chance), *_written()]


def _filled(corpus: Path, chance: random.Random) -> Iterator[Row]:
    records = {
        kind: [yaml.safe_load(path.read_text("utf-8")) for path in sorted((corpus / folder).glob("*.yaml"))]
        for kind, folder in FOLDERS.items()
    }
    for kind, field, wording, messed in _wordings():
        for record in chance.sample(records[kind], FILLED):
            text = wording.format(**names_of(kind, record, chance))
            yield messy(text, chance) if messed and chance.random() < MESSY else text, field, wording


def _wordings() -> Iterator[tuple[str, str, str, bool]]:
    for form in _lines("forms.jsonl"):
        for language in ("en", "hinglish", "hi"):
            for wording in form[language]:
                yield form["kind"], _FORMS[form["fields"][0]], wording, language == "en"
    for row in _lines("fields.jsonl"):
        yield row["kind"], row["field"], row["text"], True


def _written() -> Iterator[Row]:
    """Questions on one place each: of the section's field, and of none where they are on a text."""
    for row in _lines("written.jsonl"):
        heading = row.get("heading", "")
        field = next((name for opening, name in _HEADINGS.items() if heading.startswith(opening)), OTHER)
        yield row["text"], field, row["text"]


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def vectors(texts: Sequence[str], library: Library) -> np.ndarray:
    """The plain vectors of questions as they are searched."""
    made = [understand(text, (), library.languages, library.known.named_words) for text in texts]
    held: Mapping[str, int] = {
        text: n for n, text in enumerate(dict.fromkeys(t for q in made for t in (q.search, q.focus)))
    }
    every = library.index.embedder.embed(list(held))
    return np.stack([centre(every[sorted({held[q.search], held[q.focus]})]) for q in made])


def main() -> None:
    """Fill in, fit, report, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--library", type=Path, required=True)
    made = desk(load(library=options.parse_args().library))
    made.warm_up()
    asked = rows(ROOT / "corpus", random.Random(SEED))
    x = vectors([text for text, _, _ in asked], made.library())
    y = np.array([field for _, field, _ in asked])
    model = LogisticRegression(C=10.0, max_iter=1000)
    wordings = [wording for _, _, wording in asked]
    crossed = cross_val_predict(model, x, y, cv=GroupKFold(5), groups=wordings)
    for field in sorted(set(y)):
        right = crossed[y == field] == field
        print(f"{field:12} {len(right):5} questions, wordings not seen: {right.mean():.2f} right")
    print(f"all          {len(y):5} questions, wordings not seen: {(crossed == y).mean():.3f} right")
    model.fit(x, y)
    np.savez_compressed(
        ROOT / "service" / "answers" / "fields.npz",
        names=model.classes_.astype("U16"),
        weights=model.coef_.astype(np.float16),
        biases=model.intercept_.astype(np.float32),
    )


if __name__ == "__main__":
    main()
