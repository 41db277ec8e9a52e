"""Knowledge cards: operators read them, editors write them from answers, approve and withdraw them.

A statement comes from an answer with its citations. It may be put in other words, but with no number that the cited
words do not hold.
"""

from datetime import date, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field

from index.records import Filters
from ingest.errors import BadRequestError
from service.helpline.cards import MOST_STATEMENTS, Card, Cards, CardStatement, CardText, cited
from service.helpline.errors import StaleError
from service.helpline.renderings.figures import numbers
from service.helpline.tickets import Doing
from service.http import asking
from service.http.card_views import CardsPage, Offered, WritePage, card_view, offered, offered_cards, today
from service.http.casework import Casework, EditingNow, ReadingNow
from service.people.records import Role
from service.records import Answer

REVIEW_DAYS = 90
"""How long a card stands unless the editor says otherwise: schemes change with the quarter's orders."""
Line = Annotated[str, Field(max_length=500)]
Text = Annotated[str, Field(max_length=4000)]

card_pages = APIRouter(prefix="/desk/cards", default_response_class=HTMLResponse, include_in_schema=False)


class CardIn(BaseModel):
    """The form of a card. ``take`` are the numbers of the statements, ``text`` the words of all that were offered."""

    version: int = 0
    q: Text = ""
    answer_id: Line = ""
    name: Line = ""
    asked_as: Text = ""
    owner: Line = ""
    review_by: Line = ""
    take: list[int] = []
    text: list[Text] = []


def cards_of(work: Casework) -> Cards:
    """The cards of the helpline."""
    return Cards(work.database)


@card_pages.get("")
def cards(work: ReadingNow, q: Annotated[str, Query(max_length=2000)] = "") -> Response:
    """List the cards: for a question those that fit, for an editor all."""
    kept, editor = cards_of(work), work.who.may(Role.EDITOR)
    if editor and not q.strip():
        day = today(work.now)
        found = tuple(card_view(card, day) for card in kept.all(day))
    else:
        found = offered_cards(kept, q, work.now)
    return work.site.templates.reply(CardsPage(work.who, q, found, editor))


@card_pages.get("/new")
def new(work: EditingNow, q: Annotated[str, Query(max_length=2000)] = "") -> Response:
    """Begin a card with the question that it answers; the answer's statements are offered."""
    if not q.strip():
        return work.site.templates.reply(_empty(work, CardIn(), None))
    try:
        answer = asking.answer(work.site, q, (), Filters())
    except BadRequestError as error:
        return work.site.templates.reply(_empty(work, CardIn(q=q), str(error)), 400)
    nothing = None if answer.statements else "The documents do not answer this: a card has nothing to say."
    return work.site.templates.reply(_writing(work, CardIn(q=q, name=q[:200], asked_as=q), answer, nothing))


@card_pages.post("")
def write(work: EditingNow, form: Annotated[CardIn, Form()]) -> Response:
    """Keep a new card. The question is asked again: what is taken must still be the answer that was shown."""
    answer = asking.answer(work.site, form.q, (), Filters())
    try:
        if answer.id != form.answer_id:
            raise BadRequestError("The library has changed, and with it the answer. Look at it as it is now.")
        cards_of(work).write(_text(form, _taken(form, answer)), work.who.name, work.now)
    except BadRequestError as error:
        return work.site.templates.reply(_writing(work, form, answer, str(error)), 400)
    return RedirectResponse("/desk/cards", 303)


@card_pages.get("/{card_id}")
def one(work: EditingNow, card_id: int) -> Response:
    """Show a card to be changed."""
    return work.site.templates.reply(_changing(work, cards_of(work).card(card_id), None))


@card_pages.post("/{card_id}")
def rewrite(work: EditingNow, card_id: int, form: Annotated[CardIn, Form()]) -> Response:
    """Change a card's words; its citations stay with their statements, and it is to be approved anew."""
    card = cards_of(work).card(card_id)
    try:
        kept = tuple(_reworded(old, _word(form, n)) for n, old in _kept(form, card))
        cards_of(work).rewrite(card_id, _text(form, kept), Doing(form.version, work.who.name), work.now)
    except BadRequestError as error:
        return _refused(work, card_id, error)
    return RedirectResponse("/desk/cards", 303)


class StandingIn(BaseModel):
    """The form that approves or withdraws a card."""

    version: int
    did: Literal["approve", "withdraw"]
    review_by: Line = ""


@card_pages.post("/{card_id}/standing")
def stand(work: EditingNow, card_id: int, form: Annotated[StandingIn, Form()]) -> Response:
    """Approve a card until its next review, or withdraw it."""
    doing = Doing(form.version, work.who.name)
    try:
        if form.did == "approve":
            cards_of(work).approve(card_id, _day(form.review_by), doing, work.now)
        else:
            cards_of(work).withdraw(card_id, doing, work.now)
    except BadRequestError as error:
        return _refused(work, card_id, error)
    return RedirectResponse("/desk/cards", 303)


def _refused(work: Casework, card_id: int, error: BadRequestError) -> Response:
    """The card as it is kept, with what could not be done to it."""
    status = 409 if isinstance(error, StaleError) else 400
    return work.site.templates.reply(_changing(work, cards_of(work).card(card_id), str(error)), status)


# ---------------------------------------------------------------- from the form to the card


def _text(form: CardIn, statements: tuple[CardStatement, ...]) -> CardText:
    return CardText(form.name, form.asked_as, statements, form.owner, _day(form.review_by))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise BadRequestError("Give the day of review, as in 2027-02-28.") from error


def _taken(form: CardIn, answer: Answer) -> tuple[CardStatement, ...]:
    """The statements that were ticked, in the editor's words, with the citations of the answer."""
    by_number = {citation.number: citation for citation in answer.citations}
    taken = []
    for number, statement in enumerate(answer.statements, 1):
        if number in form.take:
            cites = tuple(cited(by_number[n]) for n in statement.citations if n in by_number)
            taken.append(_reworded(CardStatement(statement.text, cites), _word(form, number)))
    return tuple(taken)


def _kept(form: CardIn, card: Card) -> list[tuple[int, CardStatement]]:
    return [(n, old) for n, old in enumerate(card.text.statements, 1) if n in form.take]


def _word(form: CardIn, number: int) -> str:
    return form.text[number - 1].strip() if number <= len(form.text) else ""


def _reworded(statement: CardStatement, words: str) -> CardStatement:
    """The statement in other words.

    Raises:
        BadRequestError: they hold a number that neither the statement nor its quotes have.
    """
    if not words or words == statement.text:
        return statement
    known = set(numbers(" ".join([statement.text, *(cite.quote for cite in statement.cited)])))
    strange = sorted(set(numbers(words)) - known)
    if strange:
        raise BadRequestError(
            f"The cited words do not hold {', '.join(strange)}. A card says no number that its source does not say."
        )
    return CardStatement(words, statement.cited)


# ---------------------------------------------------------------- pages


def _empty(work: Casework, form: CardIn, error: str | None) -> WritePage:
    return _page(work, form, (), "", error)


def _writing(work: Casework, form: CardIn, answer: Answer, error: str | None) -> WritePage:
    rows = offered(answer, form.take or range(1, MOST_STATEMENTS + 1))
    return _page(work, form, _typed(rows, form), answer.id, error)


def _typed(rows: tuple[Offered, ...], form: CardIn) -> tuple[Offered, ...]:
    return tuple(
        Offered(row.number, _word(form, row.number) or row.text, row.taken, row.source) for row in rows
    )


def _page(
    work: Casework, form: CardIn, rows: tuple[Offered, ...], answer_id: str, error: str | None
) -> WritePage:
    due = today(work.now) + timedelta(days=REVIEW_DAYS)
    return WritePage(
        who=work.who,
        card_id=None,
        version=0,
        question=form.q,
        answer_id=answer_id,
        name=form.name,
        asked_as=form.asked_as,
        owner=form.owner or work.who.name,
        review_by=form.review_by or due.isoformat(),
        offered=rows,
        error=error,
    )


def _changing(work: Casework, card: Card, error: str | None) -> WritePage:
    rows = tuple(
        Offered(n, line.text, True, "; ".join(f"{cite.title}, {cite.place}" for cite in line.cited))
        for n, line in enumerate(card.text.statements, 1)
    )
    return WritePage(
        who=work.who,
        card_id=card.id,
        version=card.version,
        question="",
        answer_id="",
        name=card.text.title,
        asked_as=card.text.asked_as,
        owner=card.text.owner,
        review_by=card.text.review_by.isoformat(),
        offered=rows,
        error=error,
        title="Change a card",
    )
