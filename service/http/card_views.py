"""Knowledge cards as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from service.helpline.cards import Card, Cards
from service.http import links
from service.http.auth import Who
from service.http.desk_words import INDIA
from service.records import Answer


@dataclass(frozen=True, slots=True)
class CardSource:
    """The words that a statement of a card rests on."""

    title: str
    place: str
    year: str
    quote: str
    href: str


@dataclass(frozen=True, slots=True)
class CardLine:
    """One statement of a card."""

    text: str
    sources: tuple[CardSource, ...]


@dataclass(frozen=True, slots=True)
class CardView:
    """One card. ``standing`` is "good", "old", "draft" or "withdrawn"; ``mark`` says so in words, "" for a good one."""

    id: int
    title: str
    asked_as: str
    lines: tuple[CardLine, ...]
    owner: str
    review_by: str
    approved: str
    standing: str
    mark: str
    version: int


@dataclass(frozen=True, slots=True)
class CardsPage:
    """The cards for a question, or all of them for who writes them."""

    template: ClassVar[str] = "desk/cards.html"
    section: ClassVar[str] = "/desk"

    who: Who
    question: str
    cards: tuple[CardView, ...]
    editor: bool
    title: str = "Knowledge cards"


@dataclass(frozen=True, slots=True)
class Offered:
    """A statement of an answer that may be taken onto a card."""

    number: int
    text: str
    taken: bool
    source: str


@dataclass(frozen=True, slots=True)
class WritePage:
    """Where a card is written from an answer, or changed; ``card_id`` None = a new one."""

    template: ClassVar[str] = "desk/write_card.html"
    section: ClassVar[str] = "/desk"

    who: Who
    card_id: int | None
    version: int
    question: str
    answer_id: str
    name: str
    asked_as: str
    owner: str
    review_by: str
    offered: tuple[Offered, ...]
    error: str | None
    title: str = "Write a card"


def today(now: datetime) -> date:
    """The day in India."""
    return now.astimezone(INDIA).date()


def offered_cards(cards: Cards, question: str, now: datetime) -> tuple[CardView, ...]:
    """The approved cards for a question, those that are out of date last: for the desk's tab."""
    day = today(now)
    return tuple(card_view(card, day) for card in cards.offer(question, day))


def card_view(card: Card, day: date) -> CardView:
    """One card on a day."""
    standing, mark = _standing(card, day)
    approved = f"{card.approved.astimezone(INDIA):%d %b %Y} by {card.approved_by}" if card.approved else ""
    return CardView(
        id=card.id,
        title=card.text.title,
        asked_as=card.text.asked_as,
        lines=tuple(
            CardLine(
                line.text,
                tuple(
                    CardSource(
                        cite.title,
                        cite.place,
                        str(cite.year or "year not known"),
                        cite.quote,
                        links.document(cite.document_id),
                    )
                    for cite in line.cited
                ),
            )
            for line in card.text.statements
        ),
        owner=card.text.owner,
        review_by=f"{card.text.review_by:%d %b %Y}",
        approved=approved,
        standing=standing,
        mark=mark,
        version=card.version,
    )


def offered(answer: Answer, taken: Sequence[int] | None = None) -> tuple[Offered, ...]:
    """The statements of an answer that cite a document, numbered from 1."""
    cited = {citation.number: citation for citation in answer.citations}
    return tuple(
        Offered(
            number,
            statement.text,
            taken is None or number in taken,
            "; ".join(f"{cited[n].title}, {cited[n].place}" for n in statement.citations if n in cited),
        )
        for number, statement in enumerate(answer.statements, 1)
    )


def _standing(card: Card, day: date) -> tuple[str, str]:
    if card.withdrawn:
        return "withdrawn", "Withdrawn: no longer offered"
    if card.approved is None:
        return "draft", "Not approved yet: operators do not see it"
    if card.overdue(day):
        return (
            "old",
            f"Out of date: it was to be looked at by {card.text.review_by:%d %b %Y}. Check the source first.",
        )
    return "good", ""
