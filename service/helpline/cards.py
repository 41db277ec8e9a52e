"""Knowledge cards: short answers that an editor wrote from the documents, with an owner and a day of review.

Each statement cites the documents it rests on: a card without a citation cannot be kept. Only approved cards are
offered to operators; one past its day of review is marked and stands behind the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.engine import RowMapping

from ingest.errors import BadRequestError, NotFoundError
from service.answers.words import content
from service.database.audit import Deed, record
from service.helpline import changes
from service.helpline.changes import Change
from service.helpline.database import Database
from service.helpline.desk_tables import CARDS
from service.helpline.tickets import Doing
from service.records import Citation

MOST_STATEMENTS = 6


@dataclass(frozen=True, slots=True)
class Cited:
    """The words of a document that bear a statement out, as they stood when the card was written."""

    document_id: str
    passage_id: str
    title: str
    year: int | None
    place: str
    quote: str


@dataclass(frozen=True, slots=True)
class CardStatement:
    """One sentence of a card, with the words it rests on."""

    text: str
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class CardText:
    """What an editor writes: ``asked_as`` holds the ways in which callers ask, one a line."""

    title: str
    asked_as: str
    statements: tuple[CardStatement, ...]
    owner: str
    review_by: date


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it is kept. It is offered while it is approved and not withdrawn."""

    id: int
    text: CardText
    approved_by: str | None
    approved: datetime | None
    changed: datetime
    withdrawn: datetime | None
    version: int

    def overdue(self, today: date) -> bool:
        """Whether its day of review is past."""
        return self.text.review_by < today

    @property
    def offered(self) -> bool:
        """Whether operators are shown it."""
        return self.approved is not None and self.withdrawn is None


def cited(citation: Citation) -> Cited:
    """A citation of an answer as a card keeps it."""
    return Cited(
        citation.document_id,
        citation.passage_id,
        citation.title,
        citation.year,
        citation.place,
        citation.quote,
    )


class Cards:
    """The cards of a helpline. All methods are safe to call from several threads and processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, text: CardText, by: str, now: datetime) -> Card:
        """Keep a new card; it waits for approval.

        Raises:
            BadRequestError: the title, the owner, a statement or a citation is missing.
        """
        _whole(text)
        with self._database.writing() as connection:
            row = {**_row(text), "changed": now, "version": 1}
            card_id = int(connection.execute(CARDS.insert().values(**row).returning(CARDS.c.id)).scalar_one())
            record(connection, Deed(by, "wrote", _subject(card_id), 1), now)
            return _card(connection, card_id)

    def rewrite(self, card_id: int, text: CardText, doing: Doing, now: datetime) -> Card:
        """Change a card; what was approved before is to be approved anew.

        Raises:
            BadRequestError: a part is missing.
            StaleError: somebody else has changed it since.
        """
        _whole(text)
        values = {**_row(text), "approved": None, "approved_by": None, "changed": now}
        return self._change(card_id, values, "changed", doing, now)

    def approve(self, card_id: int, review_by: date, doing: Doing, now: datetime) -> Card:
        """Let operators have a card until it is to be looked at again.

        Raises:
            BadRequestError: the day of review is past.
            StaleError: somebody else has changed it since.
        """
        if review_by <= now.date():
            raise BadRequestError("The day of review must be to come: choose the day on which to look again.")
        values = {
            "approved": now,
            "approved_by": doing.by,
            "review_by": review_by.isoformat(),
            "withdrawn": None,
        }
        return self._change(card_id, values, "approved", doing, now)

    def withdraw(self, card_id: int, doing: Doing, now: datetime) -> Card:
        """Take a card away from operators; it is kept, since cases may have used it.

        Raises:
            StaleError: somebody else has changed it since.
        """
        return self._change(card_id, {"withdrawn": now}, "withdrew", doing, now)

    def card(self, card_id: int) -> Card:
        """One card.

        Raises:
            NotFoundError: there is no such card.
        """
        with self._database.reading() as connection:
            return _card(connection, card_id)

    def all(self, today: date) -> tuple[Card, ...]:
        """All cards: those to be looked at first, overdue or waiting for approval; withdrawn ones last."""
        with self._database.reading() as connection:
            cards = [_of_row(row) for row in connection.execute(select(CARDS)).mappings()]
        return tuple(sorted(cards, key=lambda card: (card.withdrawn is not None, *_wait(card, today))))

    def offer(self, question: str, today: date, limit: int = 8) -> tuple[Card, ...]:
        """The approved cards for a question, best first; out-of-date ones behind all others.

        Without a question, all approved ones by title.
        """
        asked = set(content(question))
        scored = [(_fit(card, asked), card) for card in self.all(today) if card.offered]
        kept = [(fit, card) for fit, card in scored if fit or not asked]
        kept.sort(key=lambda pair: (pair[1].overdue(today), -pair[0], pair[1].text.title))
        return tuple(card for _, card in kept[:limit])

    def _change(self, card_id: int, values: Mapping[str, Any], did: str, doing: Doing, now: datetime) -> Card:
        with self._database.writing() as connection:
            change = Change(CARDS, CARDS.c.id == changes.within(card_id), doing.version, values)
            changes.apply(connection, change, Deed(doing.by, did, _subject(card_id)), now)
            return _card(connection, card_id)


def _fit(card: Card, asked: set[str]) -> float:
    """How much of the question's words the card's title and ways of asking hold, 0 to 1."""
    held = set(content(f"{card.text.title} {card.text.asked_as}"))
    return len(asked & held) / len(asked) if asked else 0.0


def _wait(card: Card, today: date) -> tuple[bool, date, str]:
    return card.offered and not card.overdue(today), card.text.review_by, card.text.title


def _whole(text: CardText) -> None:
    if not text.title.strip() or not text.owner.strip():
        raise BadRequestError("A card needs a title and an owner who looks after it.")
    if not 0 < len(text.statements) <= MOST_STATEMENTS:
        raise BadRequestError(f"A card holds 1 to {MOST_STATEMENTS} statements.")
    for statement in text.statements:
        if not statement.text.strip() or not statement.cited:
            raise BadRequestError(
                f'The statement "{statement.text[:60]}" cites no document. Ask the question first and take the '
                "statements of its answer, or leave it out: a card says nothing that no document bears out."
            )


def _row(text: CardText) -> dict[str, Any]:
    return {
        "title": text.title.strip(),
        "asked_as": text.asked_as.strip(),
        "owner": text.owner.strip(),
        "review_by": text.review_by.isoformat(),
        "statements": [asdict(statement) for statement in text.statements],
    }


def _card(connection: Connection, card_id: int) -> Card:
    row = connection.execute(select(CARDS).where(CARDS.c.id == changes.within(card_id))).mappings().first()
    if row is None:
        raise NotFoundError(f"There is no card {card_id}.")
    return _of_row(row)


def _of_row(row: RowMapping) -> Card:
    text = CardText(
        row["title"],
        row["asked_as"],
        tuple(_statement(statement) for statement in row["statements"]),
        row["owner"],
        date.fromisoformat(row["review_by"]),
    )
    kept = ("id", "approved_by", "approved", "changed", "withdrawn", "version")
    return Card(text=text, **{name: row[name] for name in kept})


def _statement(kept: Mapping[str, Any]) -> CardStatement:
    cites: Sequence[Mapping[str, Any]] = kept["cited"]
    return CardStatement(kept["text"], tuple(Cited(**cite) for cite in cites))


def _subject(card_id: int) -> str:
    return f"card {card_id}"
