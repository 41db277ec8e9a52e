"""The trace of a case, by its reference: the same answer, index and sources as then, and the sound of what was said."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

from ingest.errors import BadRequestError, NotFoundError
from service.database import audit
from service.helpline import references
from service.helpline.cases import subject
from service.helpline.kept_answers import answer_of
from service.helpline.quality import Quality
from service.helpline.records import Case, Turn, TurnKind
from service.helpline.renderings.audio import Audio
from service.helpline.renderings.records import Language
from service.helpline.renderings.render import render
from service.http.auth import OperatorNow
from service.http.case_views import (
    AnswerView,
    CasePage,
    FindCasePage,
    TurnView,
    audit_line,
    heading,
    sounds,
    turn_view,
)
from service.http.desk_bench import Bench, BenchNow
from service.http.desk_card import answer_card
from service.http.desk_words import clock
from service.http.helpline_room import HelplineNow, HelplineRoom
from service.http.website import SiteNow
from service.people.records import Role

AUDIO_FOLDER = "helpline-audio"
LANGUAGES = (Language.ENGLISH, Language.HINDI)

case_pages = APIRouter(prefix="/desk/case", default_response_class=HTMLResponse, include_in_schema=False)


@case_pages.get("")
def find(site: SiteNow, who: OperatorNow, reference: Annotated[str, Query(max_length=40)] = "") -> Response:
    """Take a reference as it is read out, with slips named; a whole one leads to its case."""
    error = None
    if reference.strip():
        try:
            return RedirectResponse(f"/desk/case/{references.check(reference)}", 303)
        except BadRequestError as wrong:
            error = str(wrong)
    page = FindCasePage(who, reference, error)
    return site.templates.reply(page, 400 if error else 200)


@case_pages.get("/{reference}")
def trace(bench: BenchNow, reference: str) -> Response:
    """Show a case from its first word to its outcome."""
    try:
        case = bench.cases.case(reference)
    except (BadRequestError, NotFoundError) as error:
        status = 404 if isinstance(error, NotFoundError) else 400
        return bench.site.templates.reply(FindCasePage(bench.who, reference, str(error)), status)
    if case.reference != reference:
        return RedirectResponse(f"/desk/case/{case.reference}", 303)
    return bench.site.templates.reply(case_page(bench, case))


def case_page(bench: Bench, case: Case) -> CasePage:
    """The trace of a case, with who changed it and, for supervisors, how it was scored."""
    database, supervisor = bench.helpline.database, bench.who.may(Role.SUPERVISOR)
    with database.reading() as connection:
        entries = audit.since(connection, subject(case.reference), 0)
    sheets = Quality(database, bench.cases).scores(case.reference) if supervisor else ()
    return CasePage(
        who=bench.who,
        case=case,
        head=heading(case),
        turns=tuple(_turn(bench, turn) for turn in bench.cases.turns(case.reference)),
        audit=tuple(audit_line(entry) for entry in entries),
        sheets=tuple(f"{one.share:.0%} by {one.scored_by}, {clock(one.at)}" for one in sheets),
        can_speak=audio(bench.helpline).available,
        supervisor=supervisor,
    )


@case_pages.get("/{reference}/turns/{number}/speech.wav")
def speech(
    helpline: HelplineNow,
    who: OperatorNow,
    reference: str,
    number: int,
    language: Literal["en", "hi"] = "en",
) -> FileResponse:
    """The sound of an answer of a case. A thread of its own runs the voice: the route is no coroutine.

    Raises:
        NotFoundError: there is no such answer.
        AudioError: espeak-ng is not installed, or failed.
    """
    turn = next((turn for turn in helpline.cases.turns(reference) if turn.number == number), None)
    if turn is None or not _is_answer(turn):
        raise NotFoundError(f"Case {reference} has no answer {number}.")
    made = render(answer_of(turn.content), turn.case, language)
    path = audio(helpline).file(made.spoken)
    return FileResponse(path, media_type="audio/wav", headers={"Cache-Control": "private, max-age=3600"})


def audio(helpline: HelplineRoom) -> Audio:
    """Where sound is made and kept: in a folder of the library."""
    return Audio(helpline.settings.library / AUDIO_FOLDER)


def _is_answer(turn: Turn) -> bool:
    return turn.kind is TurnKind.ANSWER and "answer_id" in turn.content


def _turn(bench: Bench, turn: Turn) -> TurnView:
    return turn_view(turn, _answer(bench, turn) if _is_answer(turn) else None)


def _answer(bench: Bench, turn: Turn) -> AnswerView:
    answer = answer_of(turn.content)
    rendered = [render(answer, turn.case, language, bench.templates) for language in LANGUAGES]
    card = answer_card(bench.site.desk, turn, Language.ENGLISH, bench.templates)
    return AnswerView(card, sounds(turn, rendered), rendered[0])
