"""The administrator's pages: accounts, their roles and locks, and what the audit trail says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar, Literal

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from ingest.errors import BadRequestError
from service.database import audit
from service.database.audit import Entry
from service.helpline.working_days import INDIA
from service.http.auth import AdministratorNow, Who
from service.http.helpline_room import HelplineNow, HelplineRoom
from service.http.website import Site, SiteNow
from service.people.accounts import NewAccount
from service.people.passwords import LONGEST, SHORTEST
from service.people.records import Account, Role

people_pages = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

SHOWN = 200
ROLES = {
    Role.OPERATOR: "takes calls and messages",
    Role.EXPERT: "answers tickets, and takes calls",
    Role.EDITOR: "writes knowledge cards",
    Role.SUPERVISOR: "scores calls, reads reports, and does all of the above",
    Role.ADMINISTRATOR: "makes accounts, and does everything",
}


class NewForm(BaseModel):
    """The form for a new account; without a password one signs in through the sign-in service."""

    name: str
    role: Role
    full_name: str = ""
    password: str = ""
    address: str = ""


class ChangeForm(BaseModel):
    """What is done to an account."""

    did: Literal["role", "disable", "enable", "unlock", "password"]
    role: Role = Role.OPERATOR
    password: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One account as it is shown; times are those of India."""

    account: Account
    last: str
    locked: bool
    oneself: bool


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """All accounts, and the form for a new one."""

    template: ClassVar[str] = "people/people.html"
    section: ClassVar[str] = ""

    who: Who
    rows: tuple[Row, ...]
    problem: str | None = None
    done: str | None = None
    shortest: int = SHORTEST
    longest: int = LONGEST
    title: str = "People"

    @property
    def roles(self) -> dict[Role, str]:
        """Every role with what it is for."""
        return ROLES


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry as it is shown."""

    at: str
    entry: Entry
    details: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """The latest entries of the audit trail, of all or of one subject."""

    template: ClassVar[str] = "people/audit.html"
    section: ClassVar[str] = ""

    who: Who
    subject: str
    lines: tuple[AuditLine, ...]
    most: int = SHOWN
    title: str = "Audit trail"


@people_pages.get("/people")
def people(
    site: SiteNow, room: HelplineNow, who: AdministratorNow, done: Annotated[str, Query(max_length=60)] = ""
) -> HTMLResponse:
    """List the accounts."""
    known = {account.name for account in room.accounts.all()}
    return site.templates.reply(page_of(room, who, done=done if done in known else None))


@people_pages.post("/people")
def add(
    site: SiteNow,
    room: HelplineNow,
    who: AdministratorNow,
    new: Annotated[NewForm, Form()],
) -> Response:
    """Make an account."""
    made = NewAccount(new.name.strip(), new.full_name, new.role, new.password or None, new.address or None)
    try:
        room.accounts.add(made, room.now, who.name)
    except BadRequestError as error:
        return refused(site, room, who, error)
    return RedirectResponse(f"/people?done={made.name}", 303)


@people_pages.post("/people/{name}")
def change(
    site: SiteNow,
    room: HelplineNow,
    who: AdministratorNow,
    name: str,
    changed: Annotated[ChangeForm, Form()],
) -> Response:
    """Change an account: its role, its lock, its password, or whether it may sign in."""
    try:
        done(room, who, name, changed)
    except BadRequestError as error:
        return refused(site, room, who, error)
    return RedirectResponse(f"/people?done={name}", 303)


def done(room: HelplineRoom, who: Who, name: str, changed: ChangeForm) -> None:
    """Do it.

    Raises:
        AccountError: the password cannot be used, or it is the last administrator.
        NotFoundError: there is no such account.
    """
    if changed.did == "role":
        room.accounts.give_role(name, changed.role, room.now, who.name)
    elif changed.did == "unlock":
        room.accounts.unlock(name, room.now, who.name)
    elif changed.did == "password":
        room.accounts.set_password(name, changed.password, room.now, who.name)
    else:
        room.accounts.disable(name, changed.did == "disable", room.now, who.name)


@people_pages.get("/people/audit")
def trail(
    site: SiteNow,
    room: HelplineNow,
    who: AdministratorNow,
    subject: Annotated[str, Query(max_length=120)] = "",
) -> HTMLResponse:
    """Show the audit trail."""
    with room.database.reading() as connection:
        found = audit.entries(connection, subject.strip() or None, SHOWN)
    return site.templates.reply(AuditPage(who, subject.strip(), tuple(map(audit_line, found))))


def refused(site: Site, room: HelplineRoom, who: Who, error: BadRequestError) -> HTMLResponse:
    """The page again, with what is wrong."""
    return site.templates.reply(page_of(room, who, problem=str(error)), 400)


def page_of(room: HelplineRoom, who: Who, problem: str | None = None, done: str | None = None) -> PeoplePage:
    """The page as it is now."""
    return PeoplePage(who, rows(room.accounts.all(), who, room.now), problem, done)


def rows(accounts: Sequence[Account], who: Who, now: datetime) -> tuple[Row, ...]:
    """The accounts as they are shown."""
    return tuple(
        Row(
            account,
            local_time(account.last_sign_in) if account.last_sign_in else "never",
            account.locked_until is not None and account.locked_until > now,
            account.name == who.name,
        )
        for account in accounts
    )


def audit_line(entry: Entry) -> AuditLine:
    """An entry as it is shown."""
    return AuditLine(
        local_time(entry.at), entry, ", ".join(f"{name}: {value}" for name, value in entry.details.items())
    )


def local_time(moment: datetime) -> str:
    """A moment on clocks in India."""
    return f"{moment.astimezone(INDIA):%d %b %Y, %H:%M}"
