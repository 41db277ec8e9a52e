"""The desk: everything that pages, API and command line may ask, joined once by ``service.wiring``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from index.records import Filters, Hit
from ingest.records import Document, DocumentKind, DocumentReport, Passage, ReadStatus, WordBox
from service.records import Answer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LOADING = "the index and the embedding model are still being loaded; try again in a few seconds"


@dataclass(frozen=True, slots=True)
class DeskStatus:
    """Whether questions can be answered now, and from what. ``problem`` says why not, and what to do."""

    ready: bool
    index_id: str | None
    model: str | None
    documents: int
    passages: int
    problem: str | None

    @property
    def loading(self) -> bool:
        """Whether it is a matter of seconds; False once loading has ended, well or badly."""
        return self.problem == LOADING


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits for one query, best first, and the index they came from."""

    query: str
    hits: tuple[Hit, ...]
    index_id: str


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One line of the library: the document without its text, and how reading it went."""

    id: str
    title: str
    publisher: str | None
    year: int | None
    kind: str
    language: str | None
    state: str | None
    sector: str | None
    url: str | None
    licence: str | None
    supersedes: str | None
    pages: int
    passages: int
    status: ReadStatus
    why: str | None
    similar_to: tuple[str, ...] = ()


def summarise(
    report: DocumentReport,
    document: Document | None,
    similar: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> DocumentSummary:
    """The library's line for one file; for one that could not be read, its name stands for the title.

    ``similar`` names for each document those with nearly the same text (see ``ingest.duplicates.near_same``).
    """
    return DocumentSummary(
        id=document.id if document else (report.document_id or report.path),
        title=document.title if document else Path(report.path).name,
        publisher=document.publisher if document else None,
        year=document.year if document else None,
        kind=document.kind.value if document else DocumentKind.OTHER.value,
        language=document.language if document else None,
        state=document.state if document else None,
        sector=document.sector if document else None,
        url=document.url if document else None,
        licence=document.licence if document else None,
        supersedes=document.supersedes if document else None,
        pages=len(document.pages) if document else report.pages,
        passages=report.passages,
        status=report.status,
        why=report.why,
        similar_to=similar.get(document.id, ()) if document else (),
    )


class Desk(Protocol):
    """What every interface is built on. All methods are safe to call from several threads.

    ``search``, ``answer`` and the look-ups raise ``LibraryError`` while no index or model is ready,
    ``NotFoundError`` for an unknown id and ``BadRequestError`` for a question that cannot be used.
    """

    def status(self) -> DeskStatus:
        """Say whether questions can be answered; never loads anything."""
        ...

    def warm_up(self) -> None:
        """Load model and index; safe to call from a thread, and again after a failure."""
        ...

    def search(self, query: str, filters: Filters = Filters(), limit: int = 10) -> SearchResult:
        """Find passages, best first."""
        ...

    def answer(self, question: str, history: Sequence[str] = (), filters: Filters = Filters()) -> Answer:
        """Answer a question from the passages, or say how it ends otherwise.

        ``history`` holds earlier questions of the same talk, oldest first.
        """
        ...

    def directions(self, texts: Sequence[str]) -> "NDArray[np.float32] | None":
        """What short texts mean: one direction of length 1 each. None while no model is warm: nothing is loaded."""
        ...

    def documents(self) -> Sequence[DocumentSummary]:
        """All documents of the library, also those that could not be read, by title."""
        ...

    def document(self, document_id: str) -> Document:
        """One document with its text."""
        ...

    def passages(self, document_id: str) -> Sequence[Passage]:
        """The passages of one document in reading order."""
        ...

    def passage(self, passage_id: str) -> Passage:
        """One passage."""
        ...

    def original(self, document_id: str) -> Path | None:
        """The file that a document was read from, or None where it is no longer there."""
        ...

    def word_boxes(self, document_id: str, page: int) -> Sequence[WordBox]:
        """Where the words of a scanned page stand, in reading order; empty for any other page."""
        ...
