"""The command line: each command is a thin call into the parts that ``service.wiring`` joins."""

import argparse
import itertools
import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ingest.errors import BadRequestError, SamuhError
from service.heartbeat import Heartbeat
from service.options import parser
from service.settings import Settings, load

if TYPE_CHECKING:
    from index.records import Filters
    from ingest.store import DocumentStore
    from service.library_desk import LibraryDesk

T = TypeVar("T")

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


def bring_in(
    settings: Settings, paths: Sequence[Path], as_json: bool = False, brief: bool = False
) -> list[Any]:
    """Read paths into the library and publish a new index generation where anything changed, showing progress.

    Each file's report is shown as it comes; with ``brief`` only those of files that were not read whole.
    """
    from tqdm import tqdm

    from ingest.records import ReadStatus
    from service.render import report_line, summary_line
    from service.wiring import count_files, ingest_paths, rebuild

    quiet = not sys.stderr.isatty()
    unsaid = {ReadStatus.UNCHANGED, ReadStatus.SKIPPED} | ({ReadStatus.READ} if brief else set())
    with tqdm(total=count_files(settings, paths), desc="reading", unit=" files", disable=quiet) as bar:
        heart = Heartbeat("reading", "files", log_line)
        total, seen = bar.total, itertools.count(1)

        def report(done: Any) -> None:  # noqa: ANN401 -- DocumentReport, imported late
            bar.update()
            if quiet:
                heart.beat(next(seen), total)
            if as_json:
                print(json.dumps(_plain(done), ensure_ascii=False))
            elif done.status not in unsaid:
                bar.write(report_line(done), file=sys.stderr)

        reports = in_turn(lambda: ingest_paths(settings, paths, report))
    with progress_bar("indexing", "texts") as progress:
        folder = in_turn(lambda: rebuild(settings, progress))
    if not as_json:
        print(f"{summary_line(reports) or 'nothing to read'}; index {folder.name}", file=sys.stderr)
    return reports


def log_line(words: str) -> None:
    """Write a line about the run, not about its results."""
    print(words, file=sys.stderr, flush=True)


def in_turn(work: Callable[[], T]) -> T:
    """Do some work once no other run writes to the library, saying so while it is waited for."""
    from service.patience import patiently

    return patiently(work, lambda words: print(f"samuh: {words}", file=sys.stderr))


@contextmanager
def progress_bar(what: str, unit: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error, and the function that moves it: called with how many are done, and of how many."""
    from tqdm import tqdm

    quiet = not sys.stderr.isatty()
    heart = Heartbeat(what, unit, log_line)
    with tqdm(desc=what, unit=f" {unit}", disable=quiet) as bar:

        def progress(done: int, total: int) -> None:
            if quiet:
                heart.beat(done, total)
            bar.total = total
            bar.update(done - bar.n)

        yield progress


def _search(args: argparse.Namespace, settings: Settings) -> int:
    from service import batch
    from service.render import search_lines

    desk = _ready_desk(settings)

    def one(row: batch.Record) -> batch.Record:
        result = desk.search(row["text"], _filters(args), args.limit)
        return {"index_id": result.index_id, "hits": [batch.hit_record(hit) for hit in result.hits]}

    if args.batch or args.json:
        return _show_records(batch.run(_rows(args), one))
    return _show(search_lines(desk.search(_text(args), _filters(args), args.limit)))


def _ask(args: argparse.Namespace, settings: Settings) -> int:
    from service import batch
    from service.render import answer_lines

    desk = _ready_desk(settings)

    def one(row: batch.Record) -> batch.Record:
        return batch.answer_record(desk.answer(row["text"], batch.history(row), _filters(args)))

    if args.batch or args.json:
        return _show_records(batch.run(_rows(args), one))
    return _show(answer_lines(desk.answer(_text(args), args.after, _filters(args))))


def _assess(args: argparse.Namespace, settings: Settings) -> int:
    from datetime import date

    from service import batch
    from service.assessed import assessment_lines
    from service.eligibility.batch import assess_record
    from service.eligibility.rules import load as load_rules

    rules = load_rules(settings.corpus)
    rows = _rows(args) if args.batch else [_told(args)]
    found = batch.run(rows, lambda row: assess_record(row, rules, date.today()))
    if args.batch or args.json:
        return _show_records(found)
    return _show(line for record in found for line in assessment_lines(record))


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
        return _show_records(map(_plain, rows)) if args.json else _show(render.document_lines(rows))
    if not args.id:
        raise BadRequestError(f"samuh documents {args.action}: which one? `samuh documents` lists the ids.")
    if args.action == "show":
        held = store.load(args.id)
        return _show_records([holdings.record(held)]) if args.json else _show(holdings.lines(held))
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
        return _show_records(map(differences.record, found))
    return _show(differences.lines(old, new, found))


def _evaluate(args: argparse.Namespace, settings: Settings) -> int:
    from service.measuring import evaluate_lines

    return _show(evaluate_lines(args, settings, progress_bar))


def _calibrate(args: argparse.Namespace, settings: Settings) -> int:
    from service.measuring import calibrate_lines

    return _show(calibrate_lines(args, settings))


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
        _show_records(_plain(finding) for finding in found)
    else:
        _show(str(finding) for finding in found)
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
        _show_records(meter_record(m, rules) for m in found)
        if args.json
        else _show(meter_lines(found, rules))
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


def _worker(args: argparse.Namespace, settings: Settings) -> int:
    from service.uploads.process import work

    work(settings, idle_seconds=0 if args.until_done else None)
    return 0


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


def _text(args: argparse.Namespace) -> str:
    text = " ".join(args.text).strip()
    if not text:
        raise BadRequestError(
            f'samuh {args.command}: nothing was asked. Example: samuh {args.command} "CFC grant in Assam"'
        )
    return text


def _rows(args: argparse.Namespace) -> Iterable[dict[str, Any]]:
    from service.batch import records

    if not args.batch:
        return [{"id": 1, "text": _text(args), "history": getattr(args, "after", [])}]
    if args.batch == "-":
        return records(_decoded(sys.stdin, "standard input"), "standard input")
    return records(_lines(Path(args.batch)), args.batch)


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8") as file:
            yield from _decoded(file, str(path))
    except OSError as error:
        raise BadRequestError(
            f"{path}: cannot be read ({error.strerror}). Give a file of JSON lines, or -."
        ) from error


def _decoded(lines: Iterable[str], source: str) -> Iterator[str]:
    try:
        yield from lines
    except UnicodeDecodeError as error:
        raise BadRequestError(f"{source}: not UTF-8 text. Save it as UTF-8 and try again.") from error


def _plain(record: Any) -> dict[str, Any]:  # noqa: ANN401 -- any of our frozen records
    from dataclasses import asdict

    return asdict(record)


def _show(lines: Iterable[str]) -> int:
    for line in lines:
        print(line)
    return 0


def _show_records(rows: Iterable[dict[str, Any]]) -> int:
    for row in rows:
        print(json.dumps(row, ensure_ascii=False), flush=True)
    return 0
