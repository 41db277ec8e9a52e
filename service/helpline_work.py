"""The work of ``samuh helpline``: what a caller may ask for, what is past its time, and the audit trail."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import Any

from ingest.errors import BadRequestError
from service import mail_work, wiring
from service.database import audit
from service.database.engine import Database
from service.settings import Settings


def rows(args: Namespace, settings: Settings) -> Iterator[dict[str, Any]]:
    """Do what a command line asks for, and give what came of it.

    Args:
        args: ``action``, ``number``, ``output``, ``yes``, ``subject`` and ``limit``.
        settings: The settings.

    Raises:
        BadRequestError: no number was given, or it is none.
        NotFoundError: nothing is kept about it.
    """
    now, by = datetime.now(UTC), f"{getuser()} at the command line"[:80]
    database = wiring.helpline_database(settings)
    if args.action == "audit":
        yield from _entries(database, args)
        return
    if args.action == "mail":
        yield mail_work.take(settings, database)
        return
    privacy = wiring.privacy(settings, database)
    if args.action == "purge":
        yield privacy.purge(now, by)
    elif args.action == "erase":
        number = _number(args)
        _sure(args)
        yield privacy.erase_caller(number, now, by)
    else:
        found = privacy.export_caller(_number(args), now, by)
        if args.output:
            _keep(args.output, found)
        else:
            yield found


def line(row: Mapping[str, Any]) -> str:
    """A result on one line: counts and audit entries as words, an export as JSON."""
    if "cases" in row and isinstance(row["cases"], list):
        return json.dumps(row, ensure_ascii=False, indent=1)
    return " · ".join(f"{name} {value}" for name, value in row.items() if value not in (None, {}))


def _entries(database: Database, args: Namespace) -> Iterator[dict[str, Any]]:
    with database.reading() as connection:
        found = audit.entries(connection, args.subject, args.limit)
    for entry in reversed(found):
        yield {
            "at": entry.at.isoformat(timespec="seconds"),
            "actor": entry.actor,
            "action": entry.action,
            "subject": entry.subject,
            "version": entry.version,
            "details": dict(entry.details),
        }


def _number(args: Namespace) -> str:
    """The number or mail address: better asked for than written where the shell keeps it."""
    if args.number:
        return str(args.number)
    if sys.stdin.isatty():
        print("Number or mail address of the caller: ", end="", file=sys.stderr, flush=True)  # noqa: T201
    given = sys.stdin.readline().strip()
    if not given:
        raise BadRequestError(f"samuh helpline {args.action}: about whom? Give a number or a mail address.")
    return given


def _sure(args: Namespace) -> None:
    if args.yes:
        return
    if not sys.stdin.isatty():
        raise BadRequestError(
            "samuh helpline erase: nobody can be asked here whether that is meant; add --yes."
        )
    print("This cannot be undone. Type ERASE to go on: ", end="", file=sys.stderr, flush=True)  # noqa: T201
    if sys.stdin.readline().strip() != "ERASE":
        raise BadRequestError("Nothing was erased.")


def _keep(path: Path, found: Mapping[str, Any]) -> None:
    """Write an export where its owner alone may read it; a file that is there is not written over."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BadRequestError(
            f"{path}: cannot be written ({error.strerror}). Choose another name."
        ) from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(found, file, ensure_ascii=False, indent=1)
