"""What ``samuh precedents`` does: one question, a batch, the neighbours of a case, or a list."""

import argparse
from collections.abc import Iterable, Iterator
from typing import Any

from ingest.errors import BadRequestError
from service.batch import run
from service.precedents.facets import FACETS, Limits
from service.precedents.search import Ending, Found, Precedents
from service.precedents.told import case_record, found_lines, found_record


def limits_of(args: argparse.Namespace) -> Limits:
    """The limits that the options set."""
    return Limits(
        **{facet.name: getattr(args, facet.name) or "" for facet in FACETS},
        year_from=args.year_from,
        year_to=args.year_to,
    )


def records(
    args: argparse.Namespace, room: Precedents, rows: Iterable[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The results of a batch, or of ``--json``, one record for each question in order."""
    if args.list:
        return map(case_record, room.cases())
    limits = limits_of(args)
    if args.like or (limits.any and not args.batch and not args.text):
        return iter([{"id": 1, **found_record(one(args, room, ""))}])
    told = run(rows, lambda row: found_record(room.search(worded(row["text"]), limits, args.limit)))
    return (unread(each) if "error" in each else each for each in told)


def unread(told: dict[str, Any]) -> dict[str, Any]:
    """The record of a question that cannot be used, in the form of the others: nothing was found, and why."""
    return {"id": told["id"], "status": Ending.NO_EVIDENCE.value, "precedents": [], "error": told["error"]}


def worded(text: str) -> str:
    """A question of a batch.

    Raises:
        BadRequestError: it is empty.
    """
    if not text.strip():
        raise BadRequestError("the question is empty. Say what you look for.")
    return text


def lines(args: argparse.Namespace, room: Precedents) -> Iterator[str]:
    """The results of one question in words."""
    if args.list:
        return (f"{case.id}\t{case.kind}\t{case.title}" for case in room.cases())
    return found_lines(one(args, room, " ".join(args.text)))


def one(args: argparse.Namespace, room: Precedents, text: str) -> Found:
    """One search."""
    limits = limits_of(args)
    if args.like:
        return room.like(args.like, limits, args.limit)
    return room.search(text, limits, args.limit)
