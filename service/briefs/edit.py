"""What an adviser may do with a brief: order, judge, note, drop, take back, add. A quote itself never changes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TypeAlias

from ingest.errors import BadRequestError
from service.briefs.records import Brief, Item, Side, Strength

Edit: TypeAlias = Callable[[Brief], Brief]
MOST_ITEMS = 120
LONGEST = {"title": 200, "claim": 500, "summary": 8000, "note": 3000}
BY_ADVISER = "the adviser of this brief placed it here"
GRADED_BY_ADVISER = "graded by the adviser of this brief"


class Move(StrEnum):
    """Where an item goes among those of its side."""

    UP = "up"
    DOWN = "down"


def head(title: str, claim: str, summary: str) -> Edit:
    """Set title, claim and the adviser's own text.

    Raises:
        BadRequestError: one is too long, or title or claim is empty.
    """
    texts = {"title": title.strip(), "claim": claim.strip(), "summary": summary.strip().replace("\r\n", "\n")}
    for name, text in texts.items():
        checked(name, text)
        if not text and name != "summary":
            raise BadRequestError(f"{name}: it is empty. Write a {name}.")
    return lambda brief: replace(brief, **texts)  # type: ignore[arg-type]


def judge(number: int, side: Side, strength: Strength, note: str) -> Edit:
    """Place an item on a side, grade it and note something; what the adviser decides is said to be theirs.

    Raises:
        BadRequestError: the note is too long.
    """
    text = checked("note", note.strip().replace("\r\n", "\n"))

    def edit(brief: Brief) -> Brief:
        item = found(brief, number)
        moved = item.side is not side
        graded = item.strength is not strength
        made = replace(
            item,
            note=text,
            side=side,
            strength=strength,
            side_because=BY_ADVISER if moved else item.side_because,
            editor=item.editor and not moved,
            strength_because=GRADED_BY_ADVISER if graded else item.strength_because,
        )
        return with_item(brief, made)

    return edit


def drop(number: int, dropped: bool = True) -> Edit:
    """Drop an item, or take it back."""
    return lambda brief: with_item(brief, replace(found(brief, number), dropped=dropped))


def move(number: int, where: Move) -> Edit:
    """Exchange an item with its neighbour on the same side; at the end of a side nothing happens."""

    def edit(brief: Brief) -> Brief:
        item = found(brief, number)
        beside = brief.of(item.side)
        at = next((n for n, each in enumerate(beside) if each.id == number), None)
        to = None if at is None else at + (-1 if where is Move.UP else 1)
        if to is None or not 0 <= to < len(beside):
            return brief
        other = beside[to]
        swap = {item.id: other, other.id: item}
        return replace(brief, items=tuple(swap.get(each.id, each) for each in brief.items))

    return edit


def add(items: Sequence[Item]) -> Edit:
    """Add quotes behind those that are there; one that is there already is taken back instead.

    Raises:
        BadRequestError: there would be too many.
    """

    def edit(brief: Brief) -> Brief:
        places = {place(item): item for item in brief.items}
        known = {places[place(item)].id for item in items if place(item) in places}
        kept = tuple(replace(each, dropped=False) if each.id in known else each for each in brief.items)
        fresh = [item for item in items if place(item) not in places]
        if len(kept) + len(fresh) > MOST_ITEMS:
            raise BadRequestError(
                f"A brief holds at most {MOST_ITEMS} quotes. Drop some, or begin another brief."
            )
        last = max((each.id for each in kept), default=0)
        numbered = (replace(item, id=last + step) for step, item in enumerate(fresh, 1))
        return replace(brief, items=(*kept, *numbered))

    return edit


def place(item: Item) -> tuple[str, int, int]:
    """What tells one quote from another."""
    return item.quote.document_id, item.quote.start, item.quote.end


def found(brief: Brief, number: int) -> Item:
    """An item by its number.

    Raises:
        BadRequestError: the brief has none with that number.
    """
    item = next((each for each in brief.items if each.id == number), None)
    if item is None:
        raise BadRequestError(f"The brief has no quote number {number}. Open it again.")
    return item


def with_item(brief: Brief, item: Item) -> Brief:
    """The brief with one item exchanged."""
    return replace(brief, items=tuple(item if each.id == item.id else each for each in brief.items))


def checked(name: str, text: str) -> str:
    """A text that is no longer than it may be.

    Raises:
        BadRequestError: it is longer.
    """
    if len(text) > LONGEST[name]:
        raise BadRequestError(
            f"{name}: it has {len(text)} characters; at most {LONGEST[name]} are kept. Shorten it."
        )
    return text
