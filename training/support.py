"""Fits the model that decides whether statements answer a question; see README.md."""

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path

import numpy as np
from asked import Asked, asked
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from index.records import Filters
from service.answers.ask import Library, Turn, search
from service.answers.choose import choose
from service.answers.question import understand
from service.answers.route import route
from service.answers.support import Evidence, measure
from service.answers.weigh import Candidate, weigh
from service.evaluation.gold import Gold, holds_all, read_gold
from service.settings import ROOT, load
from service.wiring import desk

HERE = Path(__file__).parent
SEED = 11
STRICTNESS = 0.1  # C of the weighing, for measures that were put on one scale
NAMES = [field.name for field in fields(Evidence)]
Row = tuple[Evidence, bool, str]


def looked(
    text: str, history: Sequence[str], filters: Filters, library: Library
) -> tuple[list[Candidate], Evidence]:
    """What would be given as an answer, and how well it is borne out."""
    made = understand(text, history, library.languages, library.known.named_words)
    turn = Turn(made, tuple(history), filters, library)
    found = search(turn)
    candidates = weigh(turn.question, found.hits, found.sentences, library.known, found.heard.fields)
    chosen = choose(turn.question, candidates, library.known)
    return chosen, measure(turn.question, chosen, candidates, library.known, found.heard)


def made_rows(questions: Iterable[Asked], library: Library) -> Iterable[Row]:
    """Made questions: right where a statement stands in the right part of the right record."""
    for one in questions:
        chosen, evidence = looked(one.text, (), Filters(), library)
        right = any(
            c.document_id == one.document_id and c.heading.startswith(one.headings) for c in chosen[:3]
        )
        yield evidence, bool(one.document_id) and right, "made"


def gold_rows(questions: Iterable[Gold], library: Library) -> Iterable[Row]:
    """Questions that people wrote: right where the statements hold what they must."""
    for gold in questions:
        question = understand(gold.text, gold.history, library.languages, library.known.named_words)
        if route(question, library.known, not gold.history) is not None:
            continue  # such a question ends before anything is searched
        chosen, evidence = looked(gold.text, gold.history, Filters(), library)
        text = " ".join(c.sentence.text for c in chosen)
        yield evidence, gold.answerable and holds_all(gold, text), "gold"


def held(gold: Gold, library: Library) -> bool:
    """Whether the library holds all documents that answer a question."""
    return all(
        any(name.split(".", 1)[0] == place.document_id for name in library.known.documents)
        for place in gold.places
    )


def table(rows: Sequence[Row]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Measures, labels and weights as arrays.

    What people wrote counts fifteen times what was made, which is plentiful and easier than what callers ask.
    """
    x = np.array([[getattr(evidence, name) for name in NAMES] for evidence, _, _ in rows])
    y = np.array([right for _, right, _ in rows])
    w = np.array([3.0 if kind == "gold" else 0.2 for _, _, kind in rows])
    return x, y, w


def report(title: str, chances: np.ndarray, rows: Sequence[Row], limits: Iterable[float]) -> None:
    """Print, for several limits, how much of what is right would be given and of what is wrong."""
    for kind in ("gold", "made"):
        picked = np.array([k == kind for _, _, k in rows])
        right = np.array([r for _, r, _ in rows]) & picked
        wrong = ~np.array([r for _, r, _ in rows]) & picked
        if not picked.any():
            continue
        for limit in limits:
            given = chances >= limit
            kept = (given & right).sum() / max(right.sum(), 1)
            slipped = (given & wrong).sum() / max(wrong.sum(), 1)
            print(
                f"{title} {kind:6} limit {limit:.2f}: right given {kept:.2f} ({right.sum()}), wrong given {slipped:.2f} ({wrong.sum()})"
            )


def main() -> None:
    """Measure, fit, report, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--library", type=Path, required=True)
    options.add_argument(
        "--rows", type=Path, help="keep the measured questions there, and take them from there again"
    )
    args = options.parse_args()
    made = desk(load(library=args.library))
    made.warm_up()
    library = made.library()
    gold_file = ROOT / "corpus" / "questions" / "gold.jsonl"
    written = [
        *read_gold(gold_file, "tune"),
        *read_gold(HERE / "written.jsonl"),
        *read_gold(HERE / "hard.jsonl", "tune"),
    ]
    rows = kept(args.rows) or [
        *gold_rows((one for one in written if held(one, library)), library),
        *made_rows(asked(ROOT / "corpus", SEED), library),
    ]
    if args.rows:
        args.rows.write_text(json.dumps([(asdict(e), r, k) for e, r, k in rows]), "utf-8")
    x, y, w = table(rows)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=STRICTNESS, max_iter=2000))
    limits = (0.3, 0.35, 0.4, 0.45, 0.5, 0.6)
    weighed = {"logisticregression__sample_weight": w}
    folds = StratifiedKFold(8, shuffle=True, random_state=SEED)
    crossed = cross_val_predict(model, x, y, cv=folds, method="predict_proba", params=weighed)[:, 1]
    report("tune, crossed", crossed, rows, limits)
    model.fit(x, y, **weighed)
    apart = [*read_gold(gold_file, "report"), *read_gold(HERE / "hard.jsonl", "report")]
    measured = list(gold_rows((one for one in apart if held(one, library)), library))
    report("report", model.predict_proba(table(measured)[0])[:, 1], measured, limits)
    write(model)


def write(model: Pipeline) -> None:
    """Put the fitted weights where the service reads them, for measures as they are; the limits stay as they are."""
    scale, weighing = model[0], model[1]
    fit = weighing.coef_[0] / scale.scale_
    bias = float(weighing.intercept_[0] - fit @ scale.mean_)
    path = ROOT / "service" / "answers" / "support.json"
    before = json.loads(path.read_text("utf-8"))
    weights = {name: round(float(value), 4) for name, value in zip(NAMES, fit, strict=True)}
    fitted = {**before, "weights": weights, "bias": round(bias, 4)}
    path.write_text(json.dumps(fitted, indent=2) + "\n", "utf-8")


def kept(path: Path | None) -> list[Row]:
    """Rows that were measured before."""
    if path is None or not path.exists():
        return []
    return [
        (replace(Evidence(), **evidence), right, kind)
        for evidence, right, kind in json.loads(path.read_text("utf-8"))
    ]


if __name__ == "__main__":
    main()
