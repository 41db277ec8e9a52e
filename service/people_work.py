"""The work of ``samuh people``: accounts from the machine that runs the service. Passwords never stand on the line."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from getpass import getpass, getuser
from typing import Any

from ingest.errors import BadRequestError
from service import wiring
from service.people.accounts import Accounts, NewAccount
from service.people.records import Account, Role
from service.settings import Settings


def rows(args: Namespace, settings: Settings) -> Iterator[dict[str, Any]]:
    """Do what a command line asks for, and give the accounts that it is about.

    Args:
        args: ``action``, ``name``, ``role``, ``full_name``, ``address``, ``no_password`` and ``password_stdin``.
        settings: The settings.

    Raises:
        BadRequestError: something is missing, or the accounts refuse it.
        NotFoundError: there is no such account.
    """
    accounts = wiring.accounts(settings, wiring.helpline_database(settings))
    if args.action == "list":
        yield from map(_row, accounts.all())
        return
    if not args.name:
        raise BadRequestError(f"samuh people {args.action}: whose account? `samuh people list` names all.")
    yield _row(_done(args, accounts))


def line(row: dict[str, Any]) -> str:
    """One account on one line."""
    marks = [mark for mark in ("disabled", "locked") if row[mark]]
    last = row["last_sign_in"] or "never signed in"
    return f"{row['name']:<20} {row['role']:<14} {row['full_name']:<30} {last} {' '.join(marks)}".rstrip()


def _done(args: Namespace, accounts: Accounts) -> Account:
    now, by = datetime.now(UTC), f"{getuser()} at the command line"[:80]
    if args.action == "add":
        word = None if args.no_password else _password(args.password_stdin)
        new = NewAccount(args.name, args.full_name or args.name, _role(args), word, args.address)
        return accounts.add(new, now, by)
    if args.action == "role":
        return accounts.give_role(args.name, _role(args), now, by)
    if args.action == "password":
        accounts.account(args.name)
        return accounts.set_password(args.name, _password(args.password_stdin), now, by)
    if args.action == "unlock":
        return accounts.unlock(args.name, now, by)
    return accounts.disable(args.name, args.action == "disable", now, by)


def _role(args: Namespace) -> Role:
    if args.role is None:
        raise BadRequestError(
            f"samuh people {args.action}: which role? Add --role with one of: {', '.join(Role)}."
        )
    return Role(args.role)


def _password(from_stdin: bool) -> str:
    """A password from the first line of standard input, or typed twice without being shown."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise BadRequestError(
            "Nobody can be asked for the password here. Give it on standard input with --password-stdin."
        )
    first = getpass("Password: ")
    if getpass("The same again: ") != first:
        raise BadRequestError("The two passwords are not the same. Nothing was changed; try again.")
    return first


def _row(account: Account) -> dict[str, Any]:
    locked = account.locked_until is not None and account.locked_until > datetime.now(UTC)
    last = account.last_sign_in
    return {
        "name": account.name,
        "full_name": account.full_name,
        "role": account.role.value,
        "address": account.address,
        "disabled": account.disabled,
        "locked": locked,
        "last_sign_in": last.isoformat(timespec="minutes") if last else None,
    }
