"""The wire models of the literature room, built from its records."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from service.literature.keeping import LONGEST_NOTE, LONGEST_QUERY, LONGEST_TITLE, ReadingList
from service.literature.ledger import Change
from service.literature.records import Entry, Finding
from service.literature.room import Found
from service.literature.search import Result


class Wire(BaseModel):
    """What is sent; read only."""

    model_config = ConfigDict(frozen=True)


class WorkFindingOut(Wire):
    """One statement and the page where it can be read; ``by`` is the record that states it."""

    text: str
    address: str
    by: str

    @classmethod
    def of(cls, finding: Finding) -> "WorkFindingOut":
        """Build from a record."""
        return cls(text=finding.text, address=finding.address, by=finding.by)


class FoundPassageOut(Wire):
    """A passage of the work's own text: ``text == document.text[start:end]``."""

    document_id: str
    passage_id: str
    start: int
    end: int
    page: int | None
    text: str


class LiteratureWorkOut(Wire):
    """One work; null and empty mean that the source does not say."""

    id: str
    title: str
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    year: int | None
    kind: str
    form: str
    origin: str
    published: str
    url: str | None
    address: str
    document_id: str | None
    basis: str
    findings: tuple[WorkFindingOut, ...]

    @classmethod
    def of(cls, entry: Entry) -> "LiteratureWorkOut":
        """Build from a record."""
        return cls(
            id=entry.id,
            title=entry.title,
            authors=tuple(name.said for name in entry.authors),
            editors=tuple(name.said for name in entry.editors),
            year=entry.year,
            kind=entry.kind,
            form=entry.form.value,
            origin=entry.origin.value,
            published=entry.published,
            url=entry.url,
            address=entry.address,
            document_id=entry.document_id,
            basis=entry.basis,
            findings=tuple(map(WorkFindingOut.of, entry.findings)),
        )


class LiteratureResultOut(Wire):
    """One result: the work, the findings nearest to the query, and a passage of its text where one was found."""

    rank: int
    score: float
    work: LiteratureWorkOut
    nearest: tuple[WorkFindingOut, ...]
    passage: FoundPassageOut | None

    @classmethod
    def of(cls, rank: int, result: Result) -> "LiteratureResultOut":
        """Build from a record."""
        return cls(
            rank=rank,
            score=result.score,
            work=LiteratureWorkOut.of(result.entry),
            nearest=tuple(map(WorkFindingOut.of, result.findings)),
            passage=passage_out(result),
        )


def passage_out(result: Result) -> FoundPassageOut | None:
    """The passage that was found, if one was."""
    if result.hit is None:
        return None
    found = result.hit.passage
    return FoundPassageOut(
        document_id=found.document_id,
        passage_id=found.id,
        start=found.start,
        end=found.end,
        page=found.page_from,
        text=found.text,
    )


class LiteratureOut(Wire):
    """What a search found. ``whole`` is false while no index is ready: then words of records alone were looked at."""

    total: int
    found: int
    whole: bool
    results: tuple[LiteratureResultOut, ...]

    @classmethod
    def of(cls, found: Found, first: int, limit: int) -> "LiteratureOut":
        """Build from a record; ``first`` counts from 0."""
        rows = found.listing.rows
        shown = rows[first : first + limit]
        return cls(
            total=found.listing.total,
            found=len(rows),
            whole=found.whole,
            results=tuple(LiteratureResultOut.of(rank, row) for rank, row in enumerate(shown, first + 1)),
        )


class LibraryChangeOut(Wire):
    """One thing that is new, changed or gone; ``kind`` is work, source, record or text."""

    id: str
    kind: str
    title: str
    news: str
    at: datetime
    address: str

    @classmethod
    def of(cls, change: Change) -> "LibraryChangeOut":
        """Build from a record."""
        return cls(
            id=change.id.removeprefix("document:"),
            kind=change.kind,
            title=change.title,
            news=change.news.value,
            at=change.at,
            address=change.address,
        )


class ChangesOut(Wire):
    """What is new, changed or gone, the latest first."""

    since: datetime
    changes: tuple[LibraryChangeOut, ...]


Title = Annotated[str, StringConstraints(max_length=LONGEST_TITLE)]
Note = Annotated[str, StringConstraints(max_length=LONGEST_NOTE)]


class ReadingListIn(BaseModel):
    """A new list: its title and the works to begin with."""

    model_config = ConfigDict(extra="forbid")

    title: Title = ""
    works: Annotated[tuple[str, ...], Field(max_length=500)] = ()


class NoteIn(BaseModel):
    """A note on a work."""

    model_config = ConfigDict(extra="forbid")

    note: Note = ""


class SavedSearchIn(BaseModel):
    """A search to keep: ``query`` is the part of an address of ``/literature`` behind the question mark."""

    model_config = ConfigDict(extra="forbid")

    name: Title = ""
    query: Annotated[str, StringConstraints(max_length=LONGEST_QUERY)] = ""


class KeptOut(Wire):
    """One work of a list."""

    work: str
    title: str
    note: str
    added: datetime


class SavedSearchOut(Wire):
    """One saved search; ``new`` are the works that are new or changed in it since it was last looked at."""

    number: int
    name: str
    query: str
    kept: datetime
    looked: datetime
    new: tuple[str, ...]


class ReadingListOut(Wire):
    """A list with its works and searches."""

    code: str
    title: str
    expires: datetime
    works: tuple[KeptOut, ...]
    searches: tuple[SavedSearchOut, ...]

    @classmethod
    def of(cls, kept: ReadingList, new: tuple[tuple[str, ...], ...]) -> "ReadingListOut":
        """Build from a record; ``new`` holds for each search the works that are new in it."""
        return cls(
            code=kept.code,
            title=kept.title,
            expires=kept.expires,
            works=tuple(KeptOut(work=w.work, title=w.title, note=w.note, added=w.added) for w in kept.works),
            searches=tuple(
                SavedSearchOut(
                    number=each.number,
                    name=each.name,
                    query=each.query,
                    kept=each.kept,
                    looked=each.looked,
                    new=found,
                )
                for each, found in zip(kept.searches, new, strict=True)
            ),
        )
