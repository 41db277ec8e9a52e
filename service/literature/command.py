"""``samuh literature``: from what the command line gives to what it prints."""

import argparse
import json
from collections.abc import Iterator
from datetime import date

from ingest.errors import BadRequestError
from service.browse.facets import Wanted
from service.literature.formats import Format, references
from service.literature.room import Literature
from service.literature.search import Asked
from service.literature.styles import Style
from service.literature.told import change_lines, change_record, result_lines, result_record


def asked_of(args: argparse.Namespace) -> Asked:
    """What the options ask for."""
    filters = tuple((name, value) for name in ("form", "origin", "theme") if (value := getattr(args, name)))
    return Asked(Wanted(" ".join(args.text).strip(), args.sort, filters), args.year_from, args.year_to)


def day_of(text: str | None) -> date | None:
    """A day as the command line has it.

    Raises:
        BadRequestError: that is no day.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadRequestError(f"--since {text}: not a day. Write it as 2026-11-01.") from None


def lines(args: argparse.Namespace, literature: Literature) -> Iterator[str]:
    """What ``samuh literature`` prints.

    Without words and format, ``--since`` lists all that is new, changed or gone: records and texts, too.

    Raises:
        BadRequestError: an option cannot be used.
    """
    asked, since = asked_of(args), day_of(args.since)
    if since is not None and not asked.wanted.words and not args.format:
        changes = literature.changes(since)
        yield from (dumped(change_record(each)) for each in changes) if args.json else change_lines(changes)
        return
    rows = literature.find(asked, since).listing.rows
    if args.format:
        yield references([row.entry for row in rows], Format(args.format), Style(args.style)).rstrip("\r\n")
        return
    shown = rows[: args.limit]
    if args.json:
        yield from (dumped(result_record(rank, row)) for rank, row in enumerate(shown, 1))
    else:
        yield from result_lines(shown)


def dumped(record: dict[str, object]) -> str:
    """One JSON object on a line."""
    return json.dumps(record, ensure_ascii=False)
