"""The command line: each command is a thin call into the parts that ``service.wiring`` joins."""

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import BadRequestError, SamuhError
from service.bringing import bring_in
from service.options import parser
from service.settings import Settings, load
from service.terminal import in_turn, plain, progress_bar, rows_of, show, show_records, text_of

if TYPE_CHECKING:
    from index.records import Filters
    from ingest.store import DocumentStore
    from service.library_desk import LibraryDesk

# Everything heavy is imported by the command that needs it: `samuh --help` must not wait for a model.


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``ingest.errors`` lists the codes."""
    args = parser().parse_args(argv)
    try:
        settings = load(
            library=args.library, host=getattr(args, "host", None), port=getattr(args, "port", None)
        )
        configure_logging(settings.log_level)
        return COMMANDS[args.command](args, settings)
    except SamuhError as error:
        print(f"samuh: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # the reader has seen enough: `samuh search x | head -1`
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("samuh: stopped; what was finished is kept.", file=sys.stderr)
        return 130


def configure_logging(level: str) -> None:
    """Send log lines to standard error: ours from the given level, those of libraries from warning."""
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for room in ("ingest", "index", "service"):
        logging.getLogger(room).setLevel(level.upper())


def _ingest(args: argparse.Namespace, settings: Settings) -> int:
    from ingest.records import ReadStatus

    reports = bring_in(settings, args.paths or [settings.corpus], args.json)
    return 0 if any(r.status is not ReadStatus.REFUSED for r in reports) or not reports else 4


def _search(args: argparse.Namespace, settings: Settings) -> int:
    from service import batch
    from service.render import search_lines

    desk = _ready_desk(settings)

    def one(row: batch.Record) -> batch.Record:
        result = desk.search(row["text"], _filters(args), args.limit)
        return {"index_id": result.index_id, "hits": [batch.hit_record(hit) for hit in result.hits]}

    if args.batch or args.json:
        return show_records(batch.run(rows_of(args), one))
    return show(search_lines(desk.search(text_of(args), _filters(args), args.limit)))


def _ask(args: argparse.Namespace, settings: Settings) -> int:
    from service import batch
    from service.assessed import pointer_lines
    from service.render import answer_lines

    desk = _ready_desk(settings)

    def one(row: batch.Record) -> batch.Record:
        return batch.answer_record(desk.answer(row["text"], batch.history(row), _filters(args)))

    if args.batch or args.json:
        return show_records(batch.run(rows_of(args), one))
    text = text_of(args)
    show(answer_lines(desk.answer(text, args.after, _filters(args))))
    return show(pointer_lines(text, settings.corpus))


def _assess(args: argparse.Namespace, settings: Settings) -> int:
    from datetime import date

    from service import batch
    from service.assessed import assessment_lines
    from service.eligibility.batch import assess_record
    from service.eligibility.rules import load as load_rules

    rules = load_rules(settings.corpus)
    rows = rows_of(args) if args.batch else [_told(args)]
    found = batch.run(rows, lambda row: assess_record(row, rules, date.today()))
    if args.batch or args.json:
        return show_records(found)
    return show(line for record in found for line in assessment_lines(record))


def _told(args: argparse.Namespace) -> dict[str, Any]:
    """The one case of a command line; both words and facts may be given."""
    if not args.text and not args.facts:
        raise BadRequestError(
            'samuh assess: nothing was told. Example: samuh assess --text "SPV of 25 foundries in Rajkot"'
        )
    facts = _facts(args.facts) if args.facts else {}
    return {
        "id": 1,
        "text": args.text or "",
        "facts": facts,
        "schemes": args.scheme or None,
        "as_of": args.as_of,
    }


def _facts(path: Path) -> dict[str, Any]:
    try:
        facts = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadRequestError(f"{path}: not a JSON object of facts ({error}).") from error
    if not isinstance(facts, dict):
        raise BadRequestError(f"{path}: not a JSON object of facts.")
    return facts


def _documents(args: argparse.Namespace, settings: Settings) -> int:
    from service import holdings, render
    from service.wiring import document_store, rebuild

    store = document_store(settings)
    if args.action == "list":
        rows = holdings.summaries(store)
        return show_records(map(plain, rows)) if args.json else show(render.document_lines(rows))
    if not args.id:
        raise BadRequestError(f"samuh documents {args.action}: which one? `samuh documents` lists the ids.")
    if args.action == "show":
        held = store.load(args.id)
        return show_records([holdings.record(held)]) if args.json else show(holdings.lines(held))
    if args.action == "diff":
        return _show_differences(args, store)

    def take_out() -> None:
        with store.locked():
            print(render.report_line(store.remove(args.id)), file=sys.stderr)

    in_turn(take_out)
    in_turn(lambda: rebuild(settings, lambda done, total: None))
    return 0


def _show_differences(args: argparse.Namespace, store: "DocumentStore") -> int:
    from service import differences

    if not args.other:
        raise BadRequestError(
            f"samuh documents diff {args.id}: compared with which newer document? Give its id."
        )
    old, new = store.load(args.id).document, store.load(args.other).document
    assert old is not None and new is not None  # noqa: PT018 -- load gives documents alone
    found = differences.changes(old, new)
    if args.json:
        return show_records(map(differences.record, found))
    return show(differences.lines(old, new, found))


def _evaluate(args: argparse.Namespace, settings: Settings) -> int:
    from service.measuring import evaluate_lines

    return show(evaluate_lines(args, settings, progress_bar))


def _calibrate(args: argparse.Namespace, settings: Settings) -> int:
    from service.measuring import calibrate_lines

    return show(calibrate_lines(args, settings))


def _check(args: argparse.Namespace, settings: Settings) -> int:
    from service import checking
    from service.wiring import document_store

    store = document_store(settings)
    by = (
        checking.citation_findings(args.citations, store)
        if args.citations
        else checking.findings(settings, store)
    )
    found = list(by)
    if args.json:
        show_records(plain(finding) for finding in found)
    else:
        show(str(finding) for finding in found)
    failures = sum(finding.fails for finding in found)
    print(f"{failures} failures, {len(found) - failures} warnings", file=sys.stderr)
    return 5 if failures else 0


def _fetch(args: argparse.Namespace, settings: Settings) -> int:
    from service.originals import fetch

    say = partial(print, flush=True)
    return fetch(args, settings, say, lambda folder: bring_in(settings, [folder]))


def _coverage(args: argparse.Namespace, settings: Settings) -> int:
    from service.eligibility.meter import meter_lines, meter_record, meters
    from service.eligibility.rules import load as load_rules

    rules = load_rules(settings.corpus)
    found = meters(rules, args.schemes)
    return (
        show_records(meter_record(m, rules) for m in found) if args.json else show(meter_lines(found, rules))
    )


def _serve(args: argparse.Namespace, settings: Settings) -> int:
    from service.http.app import build_app
    from service.http.server import serve
    from service.uploads.process import supervised
    from service.wiring import desk

    if args.ingest_corpus:
        bring_in(settings, [settings.corpus], brief=True)
    with supervised(settings):
        serve(build_app(desk(settings), settings), settings)
    return 0


def _precedents(args: argparse.Namespace, settings: Settings) -> int:
    from service.precedents import command
    from service.wiring import case_finder, precedents

    if args.extracted or args.confirm or args.reject or args.take_back:
        from service.precedents.judging import judged_lines, judged_records

        finder = case_finder(settings)
        return show_records(judged_records(args, finder)) if args.json else show(judged_lines(args, finder))
    room = precedents(settings)
    if args.batch or args.json:
        asked = rows_of(args) if args.batch or args.text else []
        return show_records(command.records(args, room, asked))
    return show(command.lines(args, room))


def _literature(args: argparse.Namespace, settings: Settings) -> int:
    from service.literature.command import lines
    from service.wiring import desk, literature

    made = desk(settings)
    if args.text:
        made.warm_up()
    return show(lines(args, literature(settings, made)))


def _worker(args: argparse.Namespace, settings: Settings) -> int:
    from service.uploads.process import work

    work(settings, idle_seconds=0 if args.until_done else None)
    return 0


def _people(args: argparse.Namespace, settings: Settings) -> int:
    from service import people_work

    found = people_work.rows(args, settings)
    return show_records(found) if args.json else show(map(people_work.line, found))


def _helpline(args: argparse.Namespace, settings: Settings) -> int:
    from service import helpline_work

    found = helpline_work.rows(args, settings)
    return show_records(found) if args.json else show(map(helpline_work.line, found))


def _brief(args: argparse.Namespace, settings: Settings) -> int:
    from service import brief_work

    code, lines = brief_work.brief(args, settings)
    show(lines)
    return code


def _verify(args: argparse.Namespace, settings: Settings) -> int:
    from service import brief_work

    code, lines = brief_work.check(args, settings)
    show(lines)
    return code


COMMANDS = {
    "ingest": _ingest,
    "search": _search,
    "ask": _ask,
    "assess": _assess,
    "documents": _documents,
    "evaluate": _evaluate,
    "calibrate": _calibrate,
    "check": _check,
    "fetch": _fetch,
    "coverage": _coverage,
    "serve": _serve,
    "worker": _worker,
    "people": _people,
    "helpline": _helpline,
    "literature": _literature,
    "precedents": _precedents,
    "brief": _brief,
    "verify": _verify,
}


def _ready_desk(settings: Settings) -> "LibraryDesk":
    from service.wiring import desk

    made = desk(settings)
    made.warm_up()
    return made


def _filters(args: argparse.Namespace) -> "Filters":
    from index.records import Filters

    return Filters(
        kinds=tuple(args.kind),
        year_from=args.year_from,
        year_to=args.year_to,
        states=tuple(args.state),
        sectors=tuple(args.sector),
        document_ids=tuple(args.document),
    )


if __name__ == "__main__":
    sys.exit(main())
