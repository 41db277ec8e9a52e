"""Fits what tells questions of other fields from those of this one, on the vectors of questions; see README.md.

The gold questions and ``written.jsonl`` are kept apart: ``support.py`` learns from them how much this measure is worth.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from service.answers.ask import Library, centre
from service.answers.question import understand
from service.evaluation.gold import Gold, read_gold
from service.settings import ROOT, load
from service.wiring import desk

HERE = Path(__file__).parent
OFF_TOPIC = "unanswerable_offtopic"


def vector(gold: Gold, library: Library) -> np.ndarray:
    """The plain vector of a question as it is searched."""
    question = understand(gold.text, gold.history, library.languages)
    texts = list(dict.fromkeys((question.search, question.focus)))
    return centre(library.index.embedder.embed(texts))


def bare(text: str) -> Gold:
    """A question of which nothing but its words is known."""
    return Gold("", text, (), False, frozenset(), (), "any", (), (), (), None)


def report(title: str, chances: np.ndarray, others: np.ndarray) -> None:
    """Print, for several limits, how many questions of other fields are seen, and how many of ours taken for such."""
    for limit in (0.5, 0.7, 0.9):
        seen, lost = (chances[others] > limit).mean(), (chances[~others] > limit).mean()
        print(f"{title}, limit {limit}: others seen {seen:.3f}, ours taken for others {lost:.3f}")


def main() -> None:
    """Read, fit, report, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--library", type=Path, required=True)
    made = desk(load(library=options.parse_args().library))
    made.warm_up()
    library = made.library()
    asked = [
        *read_gold(ROOT / "corpus" / "questions" / "gold.jsonl", "tune"),
        *read_gold(HERE / "written.jsonl"),
    ]
    pairs = [
        json.loads(line)["text"]
        for line in (HERE / "pairs" / "written.jsonl").read_text("utf-8").splitlines()
    ]
    lines = [
        line for line in (HERE / "afield.txt").read_text("utf-8").splitlines() if not line.startswith("#")
    ]
    x = np.stack([vector(bare(text), library) for text in (*pairs, *lines)])
    y = np.array([False] * len(pairs) + [True] * len(lines))
    model = LogisticRegression(C=3.0, max_iter=3000, class_weight="balanced")
    chances = cross_val_predict(model, x, y, cv=8, method="predict_proba")[:, 1]
    report("crossed", chances, y)
    model.fit(x, y)
    apart = model.predict_proba(np.stack([vector(gold, library) for gold in asked]))[:, 1]
    report("questions kept apart", apart, np.array([gold.kind == OFF_TOPIC for gold in asked]))
    weights = [round(float(value), 3) for value in model.coef_[0]]
    text = json.dumps({"weights": weights, "bias": round(float(model.intercept_[0]), 3)})
    (ROOT / "service" / "answers" / "afield.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
