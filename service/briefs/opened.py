"""Opening an old brief: its machine-readable part, and the text that a reader sees, from Word, PDF or Markdown."""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from ingest.errors import BadRequestError, UnreadableDocumentError
from service.briefs import carried
from service.briefs.markdown import CLOSING, OPENING, unmarked
from service.briefs.records import Brief
from service.briefs.visible import Text, text

WORD, MARKDOWN = "word", "markdown"
MOST_BYTES = 50 * 2**20  # of a file, and of any part of one when unpacked
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HOW = "Give a file that samuh brief or the page of a brief made (.docx, .pdf or .md)."


@dataclass(frozen=True, slots=True)
class Opened:
    """A brief from a file. ``sealed``: its part is as it was written; ``shown`` is the text that a reader sees.

    ``made`` is the text that the file showed when it was made, ``seen`` the one that it shows now, in paragraphs; None
    where there is no file, or where it holds none.
    """

    brief: Brief
    sealed: bool
    shown: str
    made: Text | None = None
    seen: Text | None = None


def opened(path: Path) -> Opened:
    """Open a brief.

    Raises:
        UnreadableDocumentError: the file cannot be read, or carries no brief.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableDocumentError(f"{path}: larger than {MOST_BYTES // 2**20} MiB. {_HOW}")
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableDocumentError(f"{path}: cannot be read ({error.strerror}). {_HOW}") from error
    return of_bytes(content, str(path))


def of_bytes(content: bytes, name: str) -> Opened:
    """Open a brief from the bytes of its file; what kind it is, they tell.

    Raises:
        UnreadableDocumentError: they carry no brief.
    """
    part, seen = parts_of(content, name)
    try:
        brief, sealed = carried.read(part)
    except BadRequestError as error:
        raise UnreadableDocumentError(f"{name}: {error}") from error
    shown = " ".join(seen.lines)
    shown = unmarked(shown) if seen.reader == MARKDOWN else shown
    return Opened(brief, sealed, shown, carried.shown_of(part), seen)


def parts_of(content: bytes, name: str) -> tuple[str, Text]:
    """The machine-readable part of a file, and the paragraphs that it shows.

    Raises:
        UnreadableDocumentError: it carries no part.
    """
    if content.startswith(b"PK"):
        return _word(content, name)
    if content.startswith(b"%PDF"):
        return _pdf(content, name)
    return _markdown(content, name)


def _none(name: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(f"{name}: no brief is carried in this file. {_HOW}")


def _word(content: bytes, name: str) -> tuple[str, Text]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            members = {each.filename: each for each in package.infolist() if each.file_size <= MOST_BYTES}
            parts = [
                package.read(each) for file, each in members.items() if file.startswith("customXml/item")
            ]
            texts = [
                package.read(members[file])
                for file in ("word/document.xml", "word/footnotes.xml")
                if file in members
            ]
        part = next((found for data in parts if (found := _carried(data))), None)
        if part is None:
            raise _none(name)
        return part, text(WORD, [line for data in texts for line in _paragraphs(data)])
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableDocumentError(f"{name}: no readable Word file. {_HOW}") from error


def _carried(data: bytes) -> str | None:
    from service.briefs.notes_part import CARRIED

    root = _parsed(data)
    return root.text if root is not None and root.tag == f"{{{CARRIED}}}brief" else None


def _parsed(data: bytes):  # type: ignore[no-untyped-def]  # noqa: ANN202 -- lxml has no types
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


def _paragraphs(data: bytes) -> list[str]:
    """The words of a part of a Word file, paragraph by paragraph; text marked as deleted is not shown."""
    root = _parsed(data)
    if root is None:
        return []
    return ["".join(t.text or "" for t in paragraph.iter(f"{_W}t")) for paragraph in root.iter(f"{_W}p")]


def _pdf(content: bytes, name: str) -> tuple[str, Text]:
    import pypdf
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    from service.briefs.pdf import ATTACHED

    try:
        reader = PdfReader(BytesIO(content))
        held = reader.attachments.get(ATTACHED)
        lines = [line for page in reader.pages for line in page.extract_text().splitlines()]
    except (PyPdfError, ValueError, KeyError, RecursionError) as error:
        raise UnreadableDocumentError(f"{name}: no readable PDF. {_HOW}") from error
    if not held:
        raise _none(name)
    return held[0].decode("utf-8", "replace"), text(f"pypdf {pypdf.__version__}", lines)


def _markdown(content: bytes, name: str) -> tuple[str, Text]:
    try:
        whole = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _none(name) from error
    shown, opening, rest = whole.rpartition(OPENING)
    if not opening:
        raise _none(name)
    part, _, after = rest.partition(CLOSING)
    return part.strip(), text(MARKDOWN, [*shown.splitlines(), *after.splitlines()])
