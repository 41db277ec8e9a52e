"""The wire for documents: lists, pages and whole texts. Built from records with ``of`` and never passed inwards."""

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import Field

from ingest.records import Document, DocumentKind, Page, Passage, ReadStatus
from service.desk import DeskStatus, DocumentSummary
from service.http.schemas import End, IndexId, PassageOut, Start, Wire


class SummaryOut(Wire):
    """One document of the library without its text, and how reading it went."""

    id: str
    title: str
    publisher: str | None
    year: int | None
    kind: DocumentKind
    language: str | None
    state: str | None
    sector: str | None
    url: Annotated[str | None, Field(description="Where its publisher keeps it")]
    licence: str | None
    supersedes: Annotated[str | None, Field(description="The id of the older edition that it replaces")]
    pages: int
    passages: int
    status: ReadStatus
    why: Annotated[str | None, Field(description="What was not read, and what to do about it")]
    similar_to: Annotated[
        tuple[str, ...], Field(description="The ids of documents with nearly the same text")
    ] = ()

    @classmethod
    def of(cls, summary: DocumentSummary) -> Self:
        """Build from the record."""
        return cls(**{name: getattr(summary, name) for name in cls.model_fields})


class DocumentsOut(Wire):
    """One page of the library's list, by title."""

    index_id: IndexId
    total: Annotated[int, Field(description="Documents in the whole list")]
    page: int
    per_page: int
    documents: tuple[SummaryOut, ...]

    @classmethod
    def of(cls, rows: Sequence[DocumentSummary], page: int, per_page: int, status: DeskStatus) -> Self:
        """Cut page ``page`` (from 1) out of all rows."""
        cut = rows[(page - 1) * per_page : page * per_page]
        documents = tuple(SummaryOut.of(row) for row in cut)
        return cls(
            index_id=status.index_id, total=len(rows), page=page, per_page=per_page, documents=documents
        )


class PageOut(Wire):
    """One page of a document as a span of its text."""

    number: Annotated[int | None, Field(description="Page index from 1")]
    label: Annotated[str | None, Field(description="The number printed on the page", examples=["iv"])]
    start: Start
    end: End

    @classmethod
    def of(cls, page: Page) -> Self:
        """Build from the record."""
        return cls(number=page.number, label=page.label, start=page.start, end=page.end)


class DocumentOut(Wire):
    """A document: what is known about it, its text, its pages and its passages."""

    index_id: IndexId
    id: str
    title: str
    publisher: str | None
    year: int | None
    kind: DocumentKind
    language: str | None
    state: str | None
    sector: str | None
    licence: str | None
    url: str | None
    supersedes: str | None
    sha256: Annotated[str, Field(description="Of the file that was read")]
    text: Annotated[str, Field(description="What is quoted; every span counts its characters")]
    pages: tuple[PageOut, ...]
    passages: tuple[PassageOut, ...]

    @classmethod
    def of(cls, document: Document, passages: Sequence[Passage], status: DeskStatus) -> Self:
        """Build from the records."""
        return cls(
            index_id=status.index_id,
            id=document.id,
            title=document.title,
            publisher=document.publisher,
            year=document.year,
            kind=document.kind,
            language=document.language,
            state=document.state,
            sector=document.sector,
            licence=document.licence,
            url=document.url,
            supersedes=document.supersedes,
            sha256=document.sha256,
            text=document.text,
            pages=tuple(PageOut.of(page) for page in document.pages),
            passages=tuple(PassageOut.of(passage) for passage in passages),
        )
