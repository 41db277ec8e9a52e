"""Sending the original file of a document so that nothing in it can act on our pages."""

from pathlib import Path

from fastapi.responses import FileResponse

from ingest.records import Document
from service.desk import Desk

# Only these are shown by the browser; everything else, HTML and SVG above all, is only ever saved.
INLINE = {
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".md": "text/plain",
    ".yaml": "text/plain",
    ".yml": "text/plain",
}
SAVED = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".epub": "application/epub+zip",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"})  # what every browser shows
SEALED = "sandbox; default-src 'none'; frame-ancestors 'self'"


def original(path: Path, index_id: str | None, name: str | None = None) -> FileResponse:
    """The file itself, to be saved as ``name``.

    A reply without a body of ours names the index in the header ``Samuh-Index``.
    """
    suffix = path.suffix.lower()
    kind = INLINE.get(suffix) or SAVED.get(suffix, "application/octet-stream")
    return FileResponse(
        path,
        media_type=kind,
        filename=name or path.name,
        content_disposition_type="inline" if suffix in INLINE else "attachment",
        headers={"Content-Security-Policy": SEALED, "Samuh-Index": index_id or ""},
    )


def viewable(desk: Desk, document: Document) -> str | None:
    """How the original can be shown: "pdf", "picture", or None where only its text can be."""
    original = desk.original(document.id)
    if original is None or not any(page.number for page in document.pages):
        return None
    suffix = original.suffix.casefold()
    if suffix == ".pdf":
        return "pdf"
    return "picture" if suffix in PICTURES and len(document.pages) == 1 else None


def name_of(document: Document, original: Path) -> str:
    """The name under which an original is saved: the file's own, not that of the store."""
    own = Path(document.path).name
    return own if Path(own).suffix.casefold() == original.suffix.casefold() else original.name
