"""Two shelves to check a brief against: the documents on disk, which need no model, and those of a desk."""

from collections.abc import Callable, Iterable, Sequence

from ingest.errors import NotFoundError
from ingest.records import Document
from service.desk import Desk


class Held:
    """Documents that are all at hand, such as those of a document store."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = {document.id: document for document in documents}

    def document(self, document_id: str) -> Document:
        """See ``service.briefs.verify.Shelf``."""
        if document_id not in self._documents:
            raise NotFoundError(
                f"{document_id}: no such document. `samuh documents` lists those that there are."
            )
        return self._documents[document_id]

    def successor(self, document_id: str) -> str | None:
        """See ``service.briefs.verify.Shelf``."""
        return next((each.id for each in self._documents.values() if each.supersedes == document_id), None)

    def copies(self, sha256: str) -> Sequence[Document]:
        """See ``service.briefs.verify.Shelf``."""
        return [each for each in self._documents.values() if each.sha256 == sha256]


class OfDesk:
    """The documents that a desk answers from; each is read when it is asked for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rows = tuple(desk.documents())

    def document(self, document_id: str) -> Document:
        """See ``service.briefs.verify.Shelf``."""
        return self._desk.document(document_id)

    def successor(self, document_id: str) -> str | None:
        """See ``service.briefs.verify.Shelf``."""
        return next((row.id for row in self._rows if row.supersedes == document_id), None)

    def copies(self, sha256: str) -> Sequence[Document]:
        """See ``service.briefs.verify.Shelf``."""
        return [found for found in self._read() if found.sha256 == sha256]

    def _read(self) -> Iterable[Document]:
        read: Callable[[str], Document] = self._desk.document
        for row in self._rows:
            try:
                yield read(row.id)
            except NotFoundError:  # a file that could not be read has a row and no text
                continue
