"""What the commands share at the terminal: reading questions, showing results and progress."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from ingest.errors import BadRequestError
from service.heartbeat import Heartbeat

T = TypeVar("T")


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


def text_of(args: argparse.Namespace) -> str:
    """The words of a question.

    Raises:
        BadRequestError: there are none.
    """
    text = " ".join(args.text).strip()
    if not text:
        raise BadRequestError(
            f'samuh {args.command}: nothing was asked. Example: samuh {args.command} "CFC grant in Assam"'
        )
    return text


def rows_of(args: argparse.Namespace) -> Iterable[dict[str, Any]]:
    """The questions of a command: those of ``--batch``, read as they are wanted, or the one that was typed."""
    from service.batch import records

    if not args.batch:
        return [{"id": 1, "text": text_of(args), "history": getattr(args, "after", [])}]
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


def plain(record: Any) -> dict[str, Any]:  # noqa: ANN401 -- any of our frozen records
    """A frozen record as plain data."""
    from dataclasses import asdict

    return asdict(record)


def show(lines: Iterable[str]) -> int:
    """Print lines, each as it comes; the exit code of success."""
    for line in lines:
        print(line)
    return 0


def show_records(rows: Iterable[dict[str, Any]]) -> int:
    """Print one JSON object a line, each as it comes; the exit code of success."""
    for row in rows:
        print(json.dumps(row, ensure_ascii=False), flush=True)
    return 0
