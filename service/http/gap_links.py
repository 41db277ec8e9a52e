"""Where to look for what is missing: the pages of schemes and clusters that a gap names, of agencies, and a search."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.errors import SamuhError
from service.browse.book import Book, reader
from service.browse.mentions import names_in_use
from service.helpline.gaps import Gap
from service.http import links
from service.http.browse_records import page_of
from service.settings import Settings

MOST = 6


@dataclass(frozen=True, slots=True)
class Place:
    """A page of ours to look at, with the sort of record that it shows."""

    kind: str
    title: str
    href: str


def book_of(settings: Settings) -> Book | None:
    """The records of the corpus; None where no corpus can be read."""
    try:
        return reader(settings.corpus).current()
    except (SamuhError, OSError):
        return None


def where_to_look(gap: Gap, book: Book | None) -> tuple[Place, ...]:
    """The pages of what the questions name, then of what came nearest, then agencies and a search of the library."""
    asked = " / ".join(dict.fromkeys(one.understood for one in gap.questions))
    found = [*_named(asked, book), *_nearest(gap.nearest, book)][:MOST] if book else []
    if book and book.agencies:
        found.append(Place("Agencies", "who works on what, and offices to ask", "/agencies"))
    found.append(Place("Search", "the library for this question", links.search(gap.name)))
    return tuple({place.href: place for place in found}.values())


def _named(asked: str, book: Book) -> Iterator[Place]:
    for held in book.schemes.values():
        if any(_stands(name, asked) for name in names_in_use(held.record)):
            yield Place("Scheme", held.record.title_short, f"/schemes/{held.record.id}")
    for other in book.clusters.values():
        if _stands(other.record.id.split("-")[0], asked):
            yield Place("Cluster", other.record.name, f"/clusters/{other.record.id}")


def _nearest(documents: Sequence[str], book: Book) -> Iterator[Place]:
    for name in documents:
        address = page_of(book, name)
        if address and address.startswith("/schemes/"):
            yield Place("Scheme", book.schemes[name].record.title_short, address)
        elif address and address.startswith("/clusters/"):
            yield Place("Cluster", book.clusters[name].record.name, address)


def _stands(name: str, text: str) -> bool:
    """Whether a name stands in a text as a word of its own, however it is written."""
    return (
        len(name) > 3 and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE) is not None
    )
