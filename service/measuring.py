"""What ``samuh evaluate`` and ``samuh calibrate`` do, as lines for standard output."""

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from index.generations import Generations
from ingest.errors import BadRequestError
from service.evaluation import (
    answers,
    calibrate,
    compare,
    explain,
    gold,
    outcomes,
    refusal,
    retrieval,
    tables,
)
from service.library_desk import LibraryDesk
from service.precedents import evaluated
from service.precedents.measure import ours
from service.settings import Settings
from service.wiring import desk, embedder, precedents

ProgressBar = Callable[[str, str], AbstractContextManager[Callable[[int, int], None]]]


def evaluate_lines(args: argparse.Namespace, settings: Settings, progress_bar: ProgressBar) -> Iterable[str]:
    """Measure a set, explain one of its questions, or compare two kept runs.

    Raises:
        BadRequestError: no set was named, or a file is not what it must be.
    """
    if args.compare:
        return _compared(args.compare, args.json)
    if args.set is None:
        raise BadRequestError("samuh evaluate: no set was named. Example: corpus/questions/gold.jsonl")
    if args.set.is_dir() and args.refusal:
        return _refusals(args, settings, progress_bar)
    if args.set.is_dir():
        with progress_bar("indexing", "texts") as progress:
            report = retrieval.evaluate(args.set, embedder(settings), args.cache, progress)
        return [retrieval.as_json(report) if args.json else retrieval.as_text(report)]
    if evaluated.is_for_cases(args.set):
        return _cases(args, settings)
    questions = gold.read_gold(args.set, args.split)
    if args.explain:
        return _explained(gold.named(questions, args.explain), _ready(settings), args.json)
    run = answers.run(args.set.name, questions, _ready(settings))
    if args.save:
        outcomes.save(run, args.save)
    return _records([tables.as_record(run)]) if args.json else tables.lines(run, args.failures)


def _refusals(args: argparse.Namespace, settings: Settings, progress_bar: ProgressBar) -> Iterable[str]:
    model = embedder(settings)

    def made_desk(built: Generations) -> LibraryDesk:
        made = LibraryDesk(built, lambda: model, settings.corpus, settings.max_question_chars)
        made.warm_up()
        return made

    with progress_bar("indexing", "texts") as progress:
        report = refusal.evaluate(args.set, model, made_desk, args.cache, progress)
    return [refusal.as_json(report) if args.json else refusal.as_text(report)]


def _cases(args: argparse.Namespace, settings: Settings) -> Iterable[str]:
    run = evaluated.run(args.set.name, evaluated.queries_of(args.set, args.split), ours(precedents(settings)))
    if args.save:
        outcomes.save(run, args.save)
    return _records([evaluated.as_record(run)]) if args.json else evaluated.lines(run, args.failures)


def calibrate_lines(args: argparse.Namespace, settings: Settings) -> Iterable[str]:
    """Find the limits on the tune half, report on the other half, and with ``--write`` store them."""
    questions = gold.read_gold(args.set or settings.corpus / "questions" / "gold.jsonl")
    made = calibrate.calibrate(questions, _ready(settings).library())
    stored = calibrate.store(made.after) if args.write else None
    if args.json:
        return _records([{**asdict(made), "stored": str(stored) if stored else None}])
    return [*calibrate.lines(made), *([f"stored in {stored}"] if stored else [])]


def _compared(paths: Sequence[Path], as_json: bool) -> Iterable[str]:
    before, after = (outcomes.load(path) for path in paths)
    if as_json:
        return _records(asdict(one) for one in compare.differences(before, after))
    return compare.lines(before, after)


def _explained(asked: gold.Gold, ready: LibraryDesk, as_json: bool) -> Iterable[str]:
    made, model = explain.explain(asked, ready), ready.library().model
    return _records([explain.as_record(made, model)]) if as_json else explain.lines(made, model)


def _records(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    return (json.dumps(row, ensure_ascii=False) for row in rows)


def _ready(settings: Settings) -> LibraryDesk:
    made = desk(settings)
    made.warm_up()
    return made
