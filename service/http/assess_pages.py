"""The pages of the interview: plain forms that are sent, answered with another address, and shown from there.

What is told travels in the bodies of forms only. An address holds the interview's code, at most the name of a fact or
of schemes, and, where somebody asks what another cost would bring, that cost.
"""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse

from ingest.errors import BadRequestError, NotFoundError
from service.eligibility.explain import explain
from service.eligibility.rules import RuleBook
from service.eligibility.values import DOES_NOT_KNOW
from service.exports.assessment import report
from service.exports.records import Report
from service.http.assess_forms import Filled, raw_value
from service.http.assess_result import (
    compare_page,
    component_page,
    costs_page,
    picked,
    result_page,
    summary_page,
)
from service.http.assess_room import Room, RoomNow, usable
from service.http.assess_wizard import KeepPage, Wrong, facts_page, question_page, start_page
from service.http.prefill import link_words
from service.http.same_site import same_site
from service.http.website import Site, SiteNow
from service.interviews import codes
from service.interviews.asking import ask_about
from service.interviews.records import Ask, Entry, Kind, Progress
from service.interviews.standing import answer_entry, reading_of, text_entry
from service.interviews.summary import summary

Schemes = Annotated[list[str], Query(alias="scheme", max_length=20)]
Named = Annotated[str, Query(max_length=60)]
SchemesField = Annotated[list[str], Form(alias="scheme", max_length=20)]
Field = Annotated[str, Form()]

assess_pages = APIRouter(
    prefix="/assess",
    default_response_class=HTMLResponse,
    include_in_schema=False,
    dependencies=[Depends(same_site)],
)


@assess_pages.get("")
def start(
    site: SiteNow,
    room: RoomNow,
    schemes: Schemes = [],  # noqa: B006
    deleted: bool = False,
    state: Named = "",
    sector: Named = "",
) -> HTMLResponse:
    """Offer to tell in own words, to answer questions, or to go on; a link may bring a State and a sector along."""
    told = link_words(state, sector, room.rules)
    page = start_page(schemes, room.rules, room.settings.interview_days, text=told)
    return site.templates.reply(replace(page, deleted=deleted))


@assess_pages.post("")
def begin(site: SiteNow, room: RoomNow, text: Field = "", schemes: SchemesField = []) -> Response:  # noqa: B006
    """Begin an interview with what was told."""
    rules = room.rules
    try:
        words = usable(text)
        rules.only(schemes)
    except BadRequestError as error:
        days = room.settings.interview_days
        return site.templates.reply(start_page([], rules, days, text=text, error=str(error)), 400)
    code = room.keeping.begin([text_entry(words, rules)] if words else [], schemes or None)
    return _to(code, "/facts" if words else "")


@assess_pages.post("/resume")
def resume(site: SiteNow, room: RoomNow, code: Field = "") -> Response:
    """Go on with an interview by its code."""
    try:
        return _to(room.keeping.get(code).code, "/facts")
    except (BadRequestError, NotFoundError) as error:
        status = 404 if isinstance(error, NotFoundError) else 400
        page = start_page([], room.rules, room.settings.interview_days, code_error=str(error))
        return site.templates.reply(page, status)


@assess_pages.get("/{code}")
def question(site: SiteNow, room: RoomNow, code: str, fact: str = "") -> Response:
    """Ask the next question, or the one that somebody wants to answer now."""
    progress, rules = room.progress(code), room.rules
    if progress.interview.code != code:
        return _to(progress.interview.code, f"?fact={rules.words.spec(fact).name}" if fact else "")
    if fact:
        ask = ask_about(fact, progress.assessments, progress.standing, rules)
        return site.templates.reply(question_page(progress, ask, rules, correcting=True))
    if progress.ask is None:
        return _to(code, "/result")
    return site.templates.reply(question_page(progress, progress.ask, rules))


@dataclass(frozen=True, slots=True)
class Answered:
    """What the form of a question sends; ``after`` names the page to go on with."""

    fact: str
    action: str
    filled: Filled
    after: str


def answered_form(
    fact: Field,
    value: Annotated[list[str], Form(max_length=100)] = [],  # noqa: B006 -- FastAPI copies it
    scale: Field = "rupees",
    sure: Field = "",
    action: Field = "answer",
    after: Field = "",
) -> Answered:
    """Gather the fields of a question's form."""
    return Answered(
        fact, action, Filled(tuple(value), scale, bool(sure)), "/facts" if after == "facts" else ""
    )


@assess_pages.post("/{code}/answers")
def answer(
    site: SiteNow, room: RoomNow, code: str, form: Annotated[Answered, Depends(answered_form)]
) -> Response:
    """Take an answer, "we do not know" or "skip", and go on with the next question."""
    progress, rules = room.progress(code), room.rules
    ask = ask_about(form.fact, progress.assessments, progress.standing, rules)
    try:
        entry = _entry(form, ask, progress, rules)
    except BadRequestError as error:
        wrong = Wrong(form.filled.values, form.filled.scale, str(error))
        page = question_page(progress, ask, rules, correcting=form.after == "/facts", wrong=wrong)
        return site.templates.reply(page, 400)
    room.keeping.append(code, [entry])
    return _to(code, form.after)


def _entry(form: Answered, ask: Ask, progress: Progress, rules: RuleBook) -> Entry:
    if form.action == "skip":
        return Entry(Kind.SKIP, form.fact, None)
    if form.action == "unknown":
        return answer_entry(form.fact, DOES_NOT_KNOW.value, rules)
    state = progress.standing.profile.values.get("state")
    value = raw_value(ask, form.filled, rules, state if isinstance(state, str) else None)
    return answer_entry(form.fact, value, rules)


@assess_pages.post("/{code}/back")
def back(room: RoomNow, code: str) -> Response:
    """Take the last entry back, and ask again what was asked then."""
    undone = room.keeping.back(code)
    return _to(code, "/facts" if undone and undone.kind is Kind.TEXT else "")


@assess_pages.post("/{code}/all")
def widen(room: RoomNow, code: str) -> Response:
    """Look at all schemes from now on."""
    room.keeping.widen(code)
    return _to(code, "/result")


# ---------------------------------------------------------------- what was understood


@assess_pages.get("/{code}/facts")
def facts(site: SiteNow, room: RoomNow, code: str) -> HTMLResponse:
    """Show what was understood and told."""
    return _facts_reply(site, room, room.progress(code))


def _facts_reply(site: Site, room: Room, progress: Progress, error: str | None = None) -> HTMLResponse:
    rules, standing = room.rules, progress.standing
    asks = [ask_about(doubt.fact, progress.assessments, standing, rules) for doubt in standing.doubts]
    return site.templates.reply(facts_page(progress, asks, rules, error), 400 if error else 200)


@assess_pages.post("/{code}/remove")
def remove(room: RoomNow, code: str, fact: Field) -> Response:
    """Take a fact back."""
    room.keeping.append(code, [Entry(Kind.REMOVE, room.rules.words.spec(fact).name, None)])
    return _to(code, "/facts")


@assess_pages.post("/{code}/words")
def words(site: SiteNow, room: RoomNow, code: str, text: Field = "") -> Response:
    """Read more words."""
    try:
        more = usable(text)
    except BadRequestError as error:
        return _facts_reply(site, room, room.progress(code), str(error))
    if more:
        room.keeping.append(code, [text_entry(more, room.rules)])
    return _to(code, "/facts")


# ---------------------------------------------------------------- what came of it


@assess_pages.get("/{code}/result")
def result(site: SiteNow, room: RoomNow, code: str) -> HTMLResponse:
    """Show the result, also while questions are open."""
    return site.templates.reply(result_page(room.progress(code), room.rules))


@assess_pages.get("/{code}/schemes/{scheme}/{component}")
def one_component(site: SiteNow, room: RoomNow, code: str, scheme: str, component: str) -> HTMLResponse:
    """Show one component in full."""
    progress = room.progress(code)
    return site.templates.reply(component_page(progress, picked(progress, scheme, component), room.rules))


@dataclass(frozen=True, slots=True)
class Place:
    """The component that an address names."""

    code: str
    scheme: str
    component: str


@assess_pages.get("/{code}/schemes/{scheme}/{component}/costs")
def costs(
    site: SiteNow,
    room: RoomNow,
    place: Annotated[Place, Depends(Place)],
    cost: Annotated[str, Query(max_length=60)] = "",
    scale: str = "crore",
) -> HTMLResponse:
    """Show the grant over the cost, and at one cost."""
    progress = room.progress(place.code)
    assessment = picked(progress, place.scheme, place.component)
    page = costs_page(progress, assessment, room.rules, cost, scale)
    return site.templates.reply(page, 400 if page.error else 200)


@assess_pages.get("/{code}/compare")
def comparison(site: SiteNow, room: RoomNow, code: str, schemes: Schemes = []) -> HTMLResponse:  # noqa: B006
    """Show up to four components side by side."""
    return site.templates.reply(compare_page(room.progress(code), schemes, room.rules))


@assess_pages.get("/{code}/summary")
def send(site: SiteNow, room: RoomNow, code: str) -> HTMLResponse:
    """Show the result as plain text to be sent."""
    return site.templates.reply(summary_page(room.progress(code), room.rules))


@assess_pages.get("/{code}/summary.txt")
def as_text(room: RoomNow, code: str) -> PlainTextResponse:
    """Send the same as a file."""
    text = summary(room.progress(code), room.rules)
    return PlainTextResponse(text, headers={"Content-Disposition": 'attachment; filename="schemes.txt"'})


@assess_pages.get("/{code}/result.docx")
def as_word(room: RoomNow, code: str) -> Response:
    """Send the result as a Word document."""
    from service.exports.word import docx_bytes

    return _file(docx_bytes(_report(room, code)), WORD, "schemes.docx")


@assess_pages.get("/{code}/result.pdf")
def as_pdf(room: RoomNow, code: str) -> Response:
    """Send the result as a PDF."""
    from service.exports.pdf import pdf_bytes

    return _file(pdf_bytes(_report(room, code)), "application/pdf", "schemes.pdf")


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _report(room: Room, code: str) -> Report:
    progress, rules = room.progress(code), room.rules
    explanations = [explain(assessment, rules) for assessment in progress.assessments]
    standing = progress.standing
    return report(
        progress.assessments, explanations, rules, standing.profile, progress.as_of, reading_of(standing)
    )


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(
        content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


# ---------------------------------------------------------------- keeping and deleting


@assess_pages.get("/{code}/keep")
def keep(site: SiteNow, room: RoomNow, code: str) -> HTMLResponse:
    """Show the code, to be written down or read out."""
    found = room.keeping.get(code)
    expires = f"{found.expires.day} {found.expires:%B %Y}"
    return site.templates.reply(KeepPage(found.code, codes.aloud(found.code), expires))


@assess_pages.post("/{code}/delete")
def delete(room: RoomNow, code: str) -> Response:
    """Delete the interview with all that was told."""
    room.keeping.delete(code)
    return RedirectResponse("/assess?deleted=1", 303)


def _to(code: str, rest: str = "") -> RedirectResponse:
    return RedirectResponse(f"/assess/{code}{rest}", 303)
