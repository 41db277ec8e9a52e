"""The simulator: telephone, SMS, WhatsApp and e-mail played on a page, by the same conversation, with no provider.

What is played lies in a database of its own (``simulator.db``); it is in no report, and nothing is sent anywhere.
"""

import re
import uuid
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from lxml import etree

from ingest.errors import BadRequestError
from service.helpline.channels.records import Choice, EventKind, Inbound, Outbound, Provider
from service.helpline.line import Line
from service.helpline.message_tables import clear
from service.http.auth import Who, WhoNow
from service.http.first_use import kept
from service.http.website import SiteNow

CHANNELS = {"phone": "Telephone", "sms": "SMS", "whatsapp": "WhatsApp", "email": "E-mail"}
KEYS = tuple("123456789*0#")
TALK = re.compile(r"[0-9a-f]{8}")
MOST_CHARS = 5000

simulator_pages = APIRouter(
    prefix="/desk/simulator", default_response_class=HTMLResponse, include_in_schema=False
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One run of words that is said in a call."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What a call does after an event: what is said, and what it waits for."""

    says: tuple[Spoken, ...]
    keys: str
    hears: bool
    dials: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Bubble:
    """One thing that was said: by the caller (``mine``) or by the helpline."""

    mine: bool
    text: str
    language: str
    note: str
    choices: tuple[Choice, ...] = ()
    step: int | None = None
    says: tuple[Spoken, ...] = ()


@dataclass(frozen=True, slots=True)
class SimulatorPage:
    """A talk as it stands."""

    template: ClassVar[str] = "simulator/talk.html"
    section: ClassVar[str] = "/desk"

    who: Who
    channel: str
    talk: str
    address: str
    bubbles: tuple[Bubble, ...]
    call: Heard | None
    step: int | None
    error: str | None = None
    channels: tuple[tuple[str, str], ...] = tuple(CHANNELS.items())
    keys: tuple[str, ...] = KEYS
    most_chars: int = MOST_CHARS
    title: str = "Simulator"


def line_of(request: Request, site: SiteNow) -> Line:
    """The line of the simulator; made at the first use."""
    from service import wiring  # it brings the index with it, which must not hold up the start

    return kept(request.app, "simulated_line", lambda: wiring.simulated_line(site.settings, site.desk))


SimulatedNow = Annotated[Line, Depends(line_of)]


@dataclass(frozen=True, slots=True)
class Place:
    """Which talk on which channel.

    Raises:
        BadRequestError: there is no such channel or talk.
    """

    channel: str
    talk: str

    def __post_init__(self) -> None:
        if self.channel not in CHANNELS or not TALK.fullmatch(self.talk):
            raise BadRequestError("There is no such talk. Begin one at /desk/simulator.")

    @property
    def address(self) -> str:
        """The number or mail address of the caller that is played."""
        if self.channel == "email":
            return f"caller-{self.talk}@example.org"
        return f"+9198765{int(self.talk, 16) % 100_000:05d}"

    @property
    def href(self) -> str:
        """The address of the page."""
        return f"/desk/simulator?channel={self.channel}&talk={self.talk}"


@simulator_pages.get("")
def show(
    site: SiteNow,
    line: SimulatedNow,
    who: WhoNow,
    channel: Annotated[str, Query(max_length=20)] = "phone",
    talk: Annotated[str, Query(max_length=8)] = "",
) -> HTMLResponse:
    """Show a talk; without one, begin a new one."""
    place = Place(channel, talk or uuid.uuid4().hex[:8])
    return site.templates.reply(page(line, who, place))


@dataclass(frozen=True, slots=True)
class Did:
    """What the form sends: words or a key, the question that it answers, or that the call begins or ends."""

    text: str
    step: int | None
    action: str


def did_form(
    text: Annotated[str, Form(max_length=MOST_CHARS)] = "",
    key: Annotated[str, Form(max_length=20)] = "",
    step: Annotated[str, Form(max_length=9, pattern=r"^\d*$")] = "",
    action: Annotated[str, Form(max_length=20)] = "say",
) -> Did:
    """Gather the fields of the form."""
    return Did(key or text, int(step) if step else None, "key" if key else action)


@simulator_pages.post("")
def say(
    site: SiteNow,
    line: SimulatedNow,
    who: WhoNow,
    did: Annotated[Did, Depends(did_form)],
    channel: Annotated[str, Form(max_length=20)],
    talk: Annotated[str, Form(max_length=8)],
) -> Response:
    """Take what the caller does, let the line do its work, and show the talk."""
    place = Place(channel, talk)
    event = event_of(place, did)
    if event.channel == "phone":
        line.call(event)
    else:
        line.take(event)
    line.drain()
    return RedirectResponse(f"{place.href}#last", 303)


@simulator_pages.post("/clear")
def forget(line: SimulatedNow, who: WhoNow) -> Response:
    """Delete all that was played."""
    with line.parts.talking.database.writing() as connection:
        clear(connection)
    return RedirectResponse("/desk/simulator", 303)


def event_of(place: Place, did: Did) -> Inbound:
    """What a provider would have told."""
    kind = EventKind.WORDS
    if place.channel == "phone":
        kind = _CALL.get(did.action, EventKind.DIGITS)
    elif did.action == "key":
        kind = EventKind.DIGITS
    name = f"{place.talk}:{did.step}:{kind.value}" if kind is EventKind.DIGITS else uuid.uuid4().hex
    return Inbound(
        provider=Provider.SIMULATOR,
        channel=place.channel,
        id=name if place.channel == "phone" else uuid.uuid4().hex,
        sender=place.address,
        to="",
        kind=kind,
        text=did.text.replace("#", "").strip(),
        at=None,
        step=did.step if place.channel == "phone" or did.action == "key" else None,
        subject="Simulated letter" if place.channel == "email" else "",
        thread=(place.talk,) if place.channel == "phone" else (),
    )


_CALL = {"begin": EventKind.CALL_BEGAN, "end": EventKind.CALL_ENDED, "speak": EventKind.WORDS}


def page(line: Line, who: Who, place: Place) -> SimulatorPage:
    """The talk as it stands."""
    inbox, outbox = line.parts.inbox, line.parts.outbox
    key = inbox.conversation(event_of(place, Did("", None, "say")))
    said = [(row.received, 0, _mine(event)) for row, event, _ in inbox.of_conversation(key)]
    calls = [(row.received, heard(xml)) for row, _, xml in inbox.of_conversation(key) if xml]
    said += [(at, 1, _from_call(call)) for at, call in calls if call.says]
    said += [(row.made, 2, _theirs(message, row.state)) for row, message in outbox.of_conversation(key)]
    bubbles = [bubble for _, _, bubble in sorted(said, key=lambda one: one[:2])]
    last = calls[-1][1] if calls else None
    return SimulatorPage(
        who, place.channel, place.talk, place.address, _last_choices(bubbles), last, _step(line, key)
    )


def _step(line: Line, key: str) -> int | None:
    """The number of the question that a call waits for an answer to."""
    xmls = [xml for _, _, xml in line.parts.inbox.of_conversation(key) if xml]
    found = re.search(r"step=(\d+)", xmls[-1]) if xmls else None
    return int(found[1]) if found else None


def heard(xml: str) -> Heard:
    """The XML of a call as a caller meets it."""
    tree = etree.fromstring(xml.encode())
    says = tuple(
        Spoken(say.text or "", say.get("language", "en-IN").partition("-")[0]) for say in tree.iter("Say")
    )
    gather = tree.find("Gather")
    dial = tree.find("Dial/Number")
    keys = "" if gather is None else "one" if gather.get("numDigits") else "several"
    hears = gather is not None and "speech" in gather.get("input", "")
    return Heard(says, keys, hears, "" if dial is None else dial.text or "", tree.find("Hangup") is not None)


def _mine(event: Inbound) -> Bubble:
    names = {EventKind.CALL_BEGAN: "call", EventKind.CALL_ENDED: "hang up"}
    note = names.get(event.kind, "")
    if event.kind is EventKind.DIGITS:
        note = "press" if event.text else "press nothing"
    return Bubble(True, event.text, "hi" if re.search("[\u0900-\u097f]", event.text) else "en", note)


def _from_call(call: Heard) -> Bubble:
    note = f"connects with {call.dials}" if call.dials else "hangs up" if call.ended else ""
    return Bubble(False, "", "en", note, says=call.says)


def _theirs(message: Outbound, state: str) -> Bubble:
    note = f"SMS {message.template}" if message.channel == "sms" else ""
    note += "" if state in ("sent", "delivered") else f" ({state})"
    return Bubble(False, message.text, message.language, note.strip(), message.choices, message.step)


def _last_choices(bubbles: list[Bubble]) -> tuple[Bubble, ...]:
    """Buttons stand at the last message only: earlier ones would be late."""
    return tuple(
        bubble if number == len(bubbles) else replace(bubble, choices=())
        for number, bubble in enumerate(bubbles, 1)
    )
