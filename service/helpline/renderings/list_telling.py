"""A list told: aloud by its first two or three names, on a card by the first ten."""

from collections.abc import Iterator, Sequence
from itertools import product

from ingest.sheets.words import upper_first
from service.helpline.renderings.clauses import spoken as heard
from service.helpline.renderings.figures import hindi_months, said
from service.helpline.renderings.listing import Entry, Listing
from service.helpline.renderings.records import Content, Language, Piece, Speech
from service.helpline.renderings.speaking import lasts, words
from service.helpline.renderings.wording import wording

_SLOWER = 0.8
"""Seconds by which names in capitals, which are spelt out, take longer than they are estimated to."""
MOST_ALOUD, MOST_ON_A_CARD = 3, 10


def list_aloud(
    content: Content, listing: Listing, language: Language, most: int, seconds: float
) -> Speech | None:
    """How many are on the list, the first of them, of which years the sources are, and how to get the rest.

    In at most so many words and seconds; None where not even one name fits so.
    """
    for count in range(min(MOST_ALOUD, len(listing.entries)), 0, -1):
        told = listing.entries[:count]
        for pieces in _ways(listing, told, language):
            if words(pieces) <= most and lasts(pieces) + _SLOWER <= seconds:
                return Speech(pieces, untold(content, told))
    return None


def untold(content: Content, told: Sequence[Entry]) -> int:
    """How many statements are of no entry that is told."""
    return len(content.points) - sum(len(entry.points) for entry in told)


def _ways(listing: Listing, told: Sequence[Entry], language: Language) -> Iterator[tuple[Piece, ...]]:
    """The speech with our own lines in full, then in short."""
    years = listing.years(told, language)
    stop = "।" if language is Language.HINDI else "."
    own = [
        listing.opening(told, language),
        *(f"{heard(listing.line(entry, language))}{stop}" for entry in told),
        *([wording("list_years", language).format(years=years)] if years else []),
    ]
    rests = ("more",) if len(told) == listing.count else ("list_rest", "list_rest_short")
    for rest, menu in product(rests, ("menu", "menu_short")):
        spoken = (upper_first(said(line, language)) for line in (*own, wording(rest, language)))
        lines = (*spoken, wording(menu, language))
        yield tuple(Piece(line, language) for line in lines)


def card_lines(listing: Listing, told: Sequence[Entry], language: Language) -> list[str]:
    """The lines of a card: each entry with the newest date of its sources, then how many more there are."""
    more = listing.count - len(told)
    lines = [f"• {_dated(listing, entry, language)}" for entry in told]
    return [
        listing.opening(told, language),
        *lines,
        *([wording("list_more", language).format(count=more)] if more else []),
        wording("source", language).format(source=listing.source(told, language)),
    ]


def _dated(listing: Listing, entry: Entry, language: Language) -> str:
    line = listing.line(entry, language)
    if not entry.seen:
        return line
    if entry.seen == "undated":
        return f"{line}, {wording('list_seen_undated', language)}"
    day = hindi_months(entry.seen) if language is Language.HINDI else entry.seen
    return f"{line}, {wording('list_seen', language).format(day=day)}"
