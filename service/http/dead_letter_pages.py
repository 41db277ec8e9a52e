"""Dead letters: what could not be worked through or sent, to be tried again or put away by a supervisor."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from service.database import audit
from service.database.audit import Deed
from service.helpline import references
from service.helpline.inbox import InboxRow
from service.helpline.outbox import OutboxRow
from service.http.auth import SupervisorNow, Who
from service.http.desk_words import clock
from service.http.helpline_room import HelplineNow
from service.http.line_room import LineNow
from service.http.website import SiteNow

STATES = {
    "waiting": "waiting",
    "sending": "being sent",
    "sent": "given to the provider",
    "delivered": "delivered",
    "done": "worked through",
    "unsure": "sent or not, nobody knows yet",
    "limited": "over the limit of a minute",
    "stopped": "not sent: the caller wants no messages",
    "dead": "dead letters",
    "given_up": "put away",
}

dead_letter_pages = APIRouter(
    prefix="/desk/dead-letters", default_response_class=HTMLResponse, include_in_schema=False
)


@dataclass(frozen=True, slots=True)
class Letter:
    """One dead letter, without its words and its number."""

    kind: str
    id: int
    way: str
    when: str
    attempts: int
    why: str
    reference: str


@dataclass(frozen=True, slots=True)
class DeadLettersPage:
    """All of them, and how the boxes stand."""

    template: ClassVar[str] = "simulator/dead_letters.html"
    section: ClassVar[str] = "/desk"

    who: Who
    letters: tuple[Letter, ...]
    came: tuple[tuple[str, int], ...]
    goes: tuple[tuple[str, int], ...]
    channels: tuple[str, ...]
    title: str = "Dead letters"


@dead_letter_pages.get("")
def show(site: SiteNow, line: LineNow, who: SupervisorNow) -> HTMLResponse:
    """Show what could not be worked through or sent."""
    inbox, outbox = line.parts.inbox, line.parts.outbox
    letters = [*map(_came, inbox.dead()), *map(_goes, outbox.dead())]
    page = DeadLettersPage(
        who, tuple(letters), _counted(inbox.counts()), _counted(outbox.counts()), site.settings.channels
    )
    return site.templates.reply(page)


@dead_letter_pages.post("/{kind}/{letter_id}")
def settle(
    line: LineNow,
    room: HelplineNow,
    who: SupervisorNow,
    kind: Literal["in", "out"],
    letter_id: int,
    did: Annotated[Literal["again", "give_up"], Form()],
) -> Response:
    """Try one again, or put it away."""
    box = line.parts.inbox if kind == "in" else line.parts.outbox
    if did == "again":
        box.again(letter_id, room.now)
    else:
        box.give_up(letter_id)
    with room.database.writing() as connection:
        action = "tried again" if did == "again" else "gave up"
        audit.record(connection, Deed(who.name, action, f"dead letter {kind} {letter_id}"), room.now)
    line.wake()
    return RedirectResponse("/desk/dead-letters", 303)


def _came(row: InboxRow) -> Letter:
    way = _way("came by", row.channel, row.provider)
    return Letter("in", row.id, way, clock(row.received), row.attempts, row.error or "", "")


def _goes(row: OutboxRow) -> Letter:
    shown = references.shown(row.reference) if row.reference else ""
    way = _way("goes by", row.channel, row.provider)
    return Letter("out", row.id, way, clock(row.made), row.attempts, row.error or "", shown)


def _way(verb: str, channel: str, provider: str) -> str:
    names = {"sms": "SMS", "whatsapp": "WhatsApp", "email": "e-mail", "phone": "telephone"}
    return f"{verb} {names.get(channel, channel)} ({provider})"


def _counted(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple((name, counts[state]) for state, name in STATES.items() if state in counts)
