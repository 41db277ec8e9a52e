"""What the routes of the helpline are given: cases, tickets, accounts, sessions, the clock. Made at the first use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import Depends, FastAPI, Request

from service.database.engine import Database
from service.helpline.call_backs import CallBacks
from service.helpline.cases import Cases
from service.helpline.tickets import Tickets
from service.http.first_use import kept
from service.http.website import Site
from service.people.accounts import Accounts
from service.people.sessions import Sessions
from service.settings import Settings

if TYPE_CHECKING:
    from service.people.vouching import Vouching


def utc_now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class HelplineRoom:
    """The parts that the helpline's routes share. ``clock`` is replaced in tests."""

    settings: Settings
    database: Database
    cases: Cases
    tickets: Tickets
    call_backs: CallBacks
    accounts: Accounts
    sessions: Sessions
    vouching: "Vouching | None" = None
    clock: Callable[[], datetime] = utc_now

    @property
    def now(self) -> datetime:
        """The moment, in UTC."""
        return self.clock()


def room_of(request: Request) -> HelplineRoom:
    """The room of the application that this request came to."""
    return room_of_app(request.app)


def room_of_app(app: FastAPI) -> HelplineRoom:
    """The room of an application; made at the first use."""
    return kept(app, "helpline_room", lambda: made(cast(Site, app.state.site).settings))


def made(settings: Settings) -> HelplineRoom:
    """The room for these settings; its database is opened at its first use.

    Raises:
        HelplineError: the key file cannot be read or made.
    """
    from service import wiring  # it brings the index with it, which must not hold up the start

    database = wiring.helpline_database(settings)
    return HelplineRoom(
        settings=settings,
        database=database,
        cases=wiring.helpline_cases(settings, database),
        tickets=wiring.tickets(settings, database),
        call_backs=wiring.call_backs(settings, database),
        accounts=wiring.accounts(settings, database),
        sessions=wiring.sessions(settings, database),
        vouching=wiring.vouching(settings, database),
    )


HelplineNow = Annotated[HelplineRoom, Depends(room_of)]
