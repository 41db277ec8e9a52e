"""Fits what tells questions of another field, and vague ones, from the rest, on their vectors; see README.md.

The gold questions and ``written.jsonl`` take no part in ``afield``: ``support.py`` learns from them how much it is
worth. ``apart.txt`` takes no part in anything and is for measuring.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.svm import SVC

from service.answers.ask import Library, centre
from service.answers.kinds import kind
from service.answers.question import understand
from service.evaluation.gold import Gold, read_gold
from service.settings import ROOT, load
from service.wiring import desk

HERE = Path(__file__).parent
ANSWERS = ROOT / "service" / "answers"
FOLDS = 8
WIDTH = 1.0
STRICTNESS = 3.0  # C of the machines; 1 to 10 made no difference

Matrix = NDArray[np.float32]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions, their vectors, shape (n, dimension), and which of them name something of the library."""

    texts: tuple[str, ...]
    vectors: Matrix
    named: Marks


def asked(golds: Sequence[Gold], library: Library) -> Asked:
    """Questions as they are searched, by the unchanged model."""
    made = [understand(gold.text, gold.history, library.languages) for gold in golds]
    texts = [list(dict.fromkeys((question.search, question.focus))) for question in made]
    vectors = np.stack([centre(library.index.embedder.embed(wordings)) for wordings in texts])
    named = np.array([bool(library.known.names.find(gold.text)) for gold in golds])
    return Asked(tuple(gold.text for gold in golds), vectors, named)


def bare(texts: Sequence[str]) -> list[Gold]:
    """Questions of which nothing but their words is known."""
    return [Gold("", text, (), False, frozenset(), (), "any", (), (), (), None) for text in texts]


def marked(name: str) -> dict[str, list[str]]:
    """The lines of a file by the mark that stands before them; the mark is empty where the file has none."""
    found: dict[str, list[str]] = {}
    for line in (HERE / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            mark, text = (line[0], line[2:]) if line[1:2] == " " and line[0] in "+-o" else ("", line)
            found.setdefault(mark, []).append(text.strip())
    return found


def fit(name: str, ours: Matrix, others: Matrix) -> None:
    """Fit one kind, print what it sees by cross-validation, and write it."""
    x = np.concatenate((ours, others))
    y = np.arange(len(x)) >= len(ours)
    machine = SVC(C=STRICTNESS, gamma=WIDTH, class_weight="balanced")
    sums = cross_val_predict(machine, x, y, cv=FOLDS, method="decision_function")
    scale = LogisticRegression(class_weight="balanced").fit(sums[:, None], y)
    report(f"{name}, crossed", scale.decision_function(sums[:, None]), y)
    machine.fit(x, y)
    slope = float(scale.coef_[0, 0])
    near = machine.support_vectors_
    np.savez_compressed(
        ANSWERS / f"{name}.npz",
        near=np.round(near * (127 / np.abs(near).max())).astype(np.int8),
        pull=machine.dual_coef_[0].astype(np.float16),
        width=WIDTH,
        slope=slope,
        bias=float(scale.intercept_[0]) + slope * float(machine.intercept_[0]),
    )
    kind.cache_clear()


def report(title: str, odds: NDArray[np.float64], of_kind: Marks) -> None:
    """Print, for several limits, how many of the kind are seen, and how many others are taken for it."""
    for limit in (-0.5, 0.0, 0.5, 1.0, 1.5, 2.0):
        seen, lost = (odds[of_kind] > limit).mean(), (odds[~of_kind] > limit).mean()
        print(f"{title}, limit {limit}: seen {seen:.3f}, others taken for it {lost:.3f}")


def odds(name: str, held: Asked) -> NDArray[np.float64]:
    """The log odds of the kind that was just written, for each question."""
    return np.array([kind(name).odds(vector) for vector in held.vectors])


def main() -> None:
    """Read, fit, report, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--library", type=Path, required=True)
    made = desk(load(library=options.parse_args().library))
    made.warm_up()
    library = made.library()
    golds = [
        *read_gold(ROOT / "corpus" / "questions" / "gold.jsonl", "tune"),
        *read_gold(HERE / "written.jsonl"),
    ]
    lines = (HERE / "pairs" / "written.jsonl").read_text("utf-8").splitlines()
    pairs = asked(bare([json.loads(line)["text"] for line in lines]), library)
    forms = marked("vague.txt")
    loose, clear = (asked(bare(forms[mark]), library) for mark in "+-")
    others = asked(bare(marked("afield.txt")[""]), library)
    fit("afield", np.concatenate((pairs.vectors, loose.vectors, clear.vectors)), others.vectors)
    written = asked(golds, library)
    off, back = (
        np.array([gold.kind == sort for gold in golds])
        for sort in ("unanswerable_offtopic", "underspecified")
    )
    ours = written.vectors[~off & ~back & ~written.named]
    fit(
        "vague",
        np.concatenate((clear.vectors, pairs.vectors[~pairs.named], ours)),
        np.concatenate((loose.vectors, written.vectors[back])),
    )
    measure_apart(written, off, library)


def measure_apart(written: Asked, off: Marks, library: Library) -> None:
    """Print what both kinds see of questions that neither was fitted on."""
    report("afield, gold and written", odds("afield", written), off)
    apart = {mark: asked(bare(texts), library) for mark, texts in marked("apart.txt").items()}
    for name, mark in (("afield", "o"), ("vague", "+")):
        rest = apart["-"]
        both = np.concatenate((odds(name, apart[mark]), odds(name, rest)))
        report(f"{name}, kept apart", both, np.arange(len(both)) < len(apart[mark].texts))


if __name__ == "__main__":
    main()
