"""The page from which an operator writes to a caller by WhatsApp; what may not be sent cannot be sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field

from ingest.errors import BadRequestError
from service.helpline import references
from service.helpline.channels.whatsapp import CARD_CHARS, TEXT_CHARS
from service.helpline.phones import is_mail
from service.helpline.records import Caller, Case
from service.helpline.whatsapp_desk import WhatsAppDesk, Window, Wording
from service.helpline.whatsapp_templates import MOST_VARIABLE, WhatsAppTemplate, read_templates
from service.helpline.working_days import due, holidays_of
from service.http.auth import Who
from service.http.desk_bench import Bench, BenchNow
from service.http.desk_page import CALL_BACK_HOURS, Held, held
from service.http.desk_pages import status_of
from service.http.desk_words import clock

whatsapp_pages = APIRouter(
    prefix="/desk/calls/{reference}/whatsapp", default_response_class=HTMLResponse, include_in_schema=False
)


class MessageIn(BaseModel):
    """The form: free text, or a template with its variables."""

    did: Literal["text", "choose", "preview", "template"]
    turn: int = 0
    text: Annotated[str, Field(max_length=100_000)] = ""
    template: Annotated[str, Field(max_length=200)] = ""
    value: list[Annotated[str, Field(max_length=2000)]] = []


@dataclass(frozen=True, slots=True)
class WhatsAppPage:
    """What may be sent to the caller of a case. ``why_not`` = nothing may; ``window`` None = no free text."""

    template: ClassVar[str] = "desk/whatsapp.html"
    section: ClassVar[str] = "/desk"

    who: Who
    case: Case
    shown: str
    number: str
    turn: int
    window: str | None
    last: str | None
    why_not: str | None
    templates: tuple[WhatsAppTemplate, ...]
    chosen: WhatsAppTemplate | None
    values: tuple[tuple[str, str], ...]
    preview: str | None
    typed: str
    error: str | None
    most_text: int = TEXT_CHARS
    most_card: int = CARD_CHARS
    most_variable: int = MOST_VARIABLE

    @property
    def title(self) -> str:
        """The name of the page."""
        return f"WhatsApp, case {self.shown}"


@whatsapp_pages.get("")
def show(bench: BenchNow, reference: str) -> Response:
    """Show what may be sent."""
    return bench.site.templates.reply(_page(bench, reference, MessageIn(did="choose")))


@whatsapp_pages.post("")
def send(bench: BenchNow, reference: str, form: Annotated[MessageIn, Form()]) -> Response:
    """Choose a template, look at what it becomes, or send; what was typed comes back in any case."""
    if form.did == "choose":
        return bench.site.templates.reply(_page(bench, reference, form))
    try:
        _send(bench, reference, form)
    except BadRequestError as error:
        page = _page(bench, reference, form, str(error))
        return bench.site.templates.reply(page, status_of(error))
    if form.did == "preview":
        return bench.site.templates.reply(_page(bench, reference, form))
    return RedirectResponse(f"/desk?case={references.check(reference)}", 303)


def _send(bench: Bench, reference: str, form: MessageIn) -> None:
    """Send it; a preview is only made.

    Raises:
        BadRequestError: it may not be sent, or breaks a limit.
    """
    found = held(bench, bench.cases.case(reference))
    chosen = _chosen(bench, form.template) if form.did != "text" else None
    if form.did != "text" and chosen is None:
        raise BadRequestError("Choose a template first.")
    values = _values(bench, found, chosen, form.value) if chosen else ()
    if chosen and form.did == "preview":
        chosen.fill(values)
        return
    why_not = _why_not(bench, found, _window(bench, found))
    if why_not or found.number is None:
        raise BadRequestError(why_not or "No number is known.")
    wording = Wording(form.turn, form.text, chosen, values)
    WhatsAppDesk(bench.cases).send(found.case, found.number, wording, bench.who.name, bench.now)


def _page(bench: Bench, reference: str, form: MessageIn, error: str | None = None) -> WhatsAppPage:
    found = held(bench, bench.cases.case(reference))
    window, chosen = _window(bench, found), _chosen(bench, form.template)
    values = _values(bench, found, chosen, form.value) if chosen else ()
    return WhatsAppPage(
        who=bench.who,
        case=found.case,
        shown=references.shown(found.case.reference),
        number=f"… {found.caller.number_last4}" if found.caller and found.caller.number_last4 else "",
        turn=len(found.turns),
        window=clock(window.until) if window.until else None,
        last=clock(window.last_inbound) if window.last_inbound else None,
        why_not=_why_not(bench, found, window),
        templates=read_templates(bench.site.settings.whatsapp_templates),
        chosen=chosen,
        values=tuple(zip(chosen.variables, values, strict=True)) if chosen else (),
        preview=_preview(chosen, values) if form.did == "preview" and not error else None,
        typed=form.text,
        error=error,
    )


def _preview(chosen: WhatsAppTemplate | None, values: tuple[str, ...]) -> str | None:
    return chosen.fill(values) if chosen else None


def _window(bench: Bench, found: Held) -> Window:
    return WhatsAppDesk(bench.cases).window(found.number, bench.now) if found.number else Window(None, None)


def _chosen(bench: Bench, key: str) -> WhatsAppTemplate | None:
    known: Mapping[str, WhatsAppTemplate] = {
        one.key: one for one in read_templates(bench.site.settings.whatsapp_templates)
    }
    return known.get(key)


def _values(bench: Bench, found: Held, chosen: WhatsAppTemplate, given: list[str]) -> tuple[str, ...]:
    """The variables as they were typed; before that, what is known of them."""
    holidays = holidays_of(found.caller.state if found.caller else None)
    known = {
        "reference": references.shown(found.case.reference),
        "due": clock(due(2, bench.now, holidays, CALL_BACK_HOURS)),
        "operator": bench.who.account.full_name or bench.who.name,
    }
    if len(given) == len(chosen.variables):
        return tuple(value.strip() for value in given)
    return tuple(known.get(name, "") for name in chosen.variables)


def _why_not(bench: Bench, found: Held, window: Window) -> str | None:
    """Why nothing may be sent to this caller, or None where something may."""
    if found.case.closed is not None:
        return "This case is closed. Open it again first, then write."
    if not bench.site.settings.whatsapp_on:
        return "WhatsApp is not set up here (settings SAMUH_WHATSAPP_…)."
    if found.caller is None or found.number is None:
        return "No number is known. Ask for it and keep it under Caller."
    if is_mail(found.number):
        return "The caller gave a mail address."
    return _unwilling(found.caller, window)


def _unwilling(caller: Caller, window: Window) -> str | None:
    """One who wrote within the day may be answered unless they refused; anybody else has to have agreed."""
    if caller.opted_out:
        return "The caller wants no messages (STOP)."
    if caller.consent.messages is False:
        return "The caller does not agree to messages."
    if caller.consent.messages is None and window.until is None:
        return "Ask first whether a message is all right, and note it under Consent."
    return None
