"""Sending the original file of a document so that nothing in it can act on our pages."""

from pathlib import Path

from fastapi.responses import FileResponse

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
SEALED = "sandbox; default-src 'none'; frame-ancestors 'self'"


def original(path: Path, index_id: str | None) -> FileResponse:
    """The file itself. A reply without a body of ours names the index in the header ``Samuh-Index``."""
    suffix = path.suffix.lower()
    kind = INLINE.get(suffix) or SAVED.get(suffix, "application/octet-stream")
    return FileResponse(
        path,
        media_type=kind,
        filename=path.name,
        content_disposition_type="inline" if suffix in INLINE else "attachment",
        headers={"Content-Security-Policy": SEALED, "Samuh-Index": index_id or ""},
    )
