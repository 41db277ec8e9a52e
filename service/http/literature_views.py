"""The pages of the literature room: each is one record with what its template shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from service.browse.facets import Select
from service.http import links
from service.http.literature_room import Sought
from service.literature.formats import SORTS, Format
from service.literature.keeping import ReadingList, SavedSearch
from service.literature.ledger import Change
from service.literature.records import Entry
from service.literature.search import Result
from service.literature.styles import STYLE_NAMES, Style, Written, written

HOME = "/literature"
PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a select."""

    value: str
    name: str


FORMATS = tuple(Choice(each.value, SORTS[each].name) for each in Format)
STYLES = tuple(Choice(each.value, STYLE_NAMES[each]) for each in Style)


@dataclass(frozen=True, slots=True)
class Row:
    """One result: ``quote`` is a passage of its own text with ``quote_href``, empty where none was found."""

    entry: Entry
    result: Result
    quote: str
    quote_href: str


@dataclass(frozen=True, slots=True)
class LiteraturePage:
    """The search for works. ``whole`` is False while no index is ready; ``code`` is the list in use, or empty."""

    template: ClassVar[str] = "literature/search.html"
    section: ClassVar[str] = HOME

    sought: Sought
    rows: tuple[Row, ...]
    found: int
    total: int
    selects: tuple[Select, ...]
    orders: tuple[tuple[str, str, bool], ...]
    whole: bool
    code: str
    earlier: str | None
    later: str | None
    formats: tuple[Choice, ...] = FORMATS
    styles: tuple[Choice, ...] = STYLES

    @property
    def title(self) -> str:
        """The name of the page: the words, where there are any."""
        words = self.sought.asked.wanted.words
        return f"{words} - literature" if words else "Literature"


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One work: its findings, and how to cite it in each style."""

    template: ClassVar[str] = "literature/entry.html"
    section: ClassVar[str] = HOME

    entry: Entry
    cited: tuple[tuple[str, Written], ...]
    record_href: str | None
    code: str
    formats: tuple[Choice, ...] = FORMATS

    @property
    def title(self) -> str:
        """The name of the page."""
        return self.entry.title


@dataclass(frozen=True, slots=True)
class NewPage:
    """What is new, changed or gone since a day, by day, the latest first."""

    template: ClassVar[str] = "literature/new.html"
    section: ClassVar[str] = HOME

    since: str
    days: tuple[tuple[str, tuple[Change, ...]], ...]
    count: int
    shown: int
    error: str | None = None
    title: str = "What is new"


@dataclass(frozen=True, slots=True)
class ListsPage:
    """Where a list is begun or opened by its code."""

    template: ClassVar[str] = "literature/lists.html"
    section: ClassVar[str] = HOME

    days: int
    error: str | None = None
    deleted: bool = False
    title: str = "Reading lists"


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One work of a list; ``entry`` is None where nothing of that id is known any more."""

    work: str
    title: str
    note: str
    entry: Entry | None
    cited: Written


@dataclass(frozen=True, slots=True)
class SearchRow:
    """One saved search: how many works are new or changed since the last look, and the address of all it finds."""

    search: SavedSearch
    new: int
    href: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """One reading list."""

    template: ClassVar[str] = "literature/list.html"
    section: ClassVar[str] = HOME

    kept: ReadingList
    aloud: str
    rows: tuple[KeptRow, ...]
    searches: tuple[SearchRow, ...]
    formats: tuple[Choice, ...] = FORMATS
    styles: tuple[Choice, ...] = STYLES

    @property
    def title(self) -> str:
        """The name of the page."""
        return self.kept.title or "Reading list"


def row(result: Result) -> Row:
    """One result as a row."""
    hit = result.hit
    if hit is None:
        return Row(result.entry, result, "", "")
    found = hit.passage
    return Row(
        result.entry,
        result,
        shortened(found.text),
        links.place(found.document_id, found.start, found.end, found.id),
    )


def shortened(text: str, most: int = 320) -> str:
    """The opening of a passage on one line, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"


def entry_page(entry: Entry, code: str) -> EntryPage:
    """The page of a work."""
    record = f"/works/{entry.id}" if entry.origin.value == "work" else None
    cited = tuple((STYLE_NAMES[style], written(entry, style)) for style in Style)
    return EntryPage(entry, cited, record, code)


def new_page(since: str, changes: Sequence[Change], most: int = 200) -> NewPage:
    """Changes by day; no more than ``most`` of them."""
    shown = changes[:most]
    days: dict[str, list[Change]] = {}
    for change in shown:
        days.setdefault(day_said(change.at), []).append(change)
    return NewPage(since, tuple((day, tuple(each)) for day, each in days.items()), len(changes), len(shown))


def day_said(moment: datetime) -> str:
    """A day as people write it here: 22 November 2026."""
    return f"{moment.day} {moment:%B %Y}"
