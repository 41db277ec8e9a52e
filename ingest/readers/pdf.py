"""PDF through pypdf: the words of each page in reading order, without text that nobody can see.

Runs in the child process of ``ingest.sandbox``; ``reread`` is the seam for other ways to read a page.
"""

import logging
import re
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

from pypdf import PageObject, PasswordType, PdfReader

from ingest.readers import ocr
from ingest.readers.bookmarks import titles_of, with_headings
from ingest.readers.devanagari import is_devanagari, lines_of, text_within
from ingest.readers.grids import Rules, Words, grids
from ingest.readers.lines import Collector, in_order, with_gaps, with_tables
from ingest.readers.ocr import languages
from ingest.readers.second import Operation, SecondReaders, without_hidden
from ingest.readers.visible import Box, Matrix, Visible
from ingest.reading import DOUBTS, GARBLED, HIDDEN, NO_TEXT, RawPage, RefusedError
from ingest.sandbox import RECOGNISING, Limits, Start

GLYPH_NAME = re.compile(r"/(?:g|G|uni|cid|glyph|C|c)\d{1,5}\b|\(cid:\d+\)")
STRANGE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]|/[gGucC]|cid"
)
MISSING = "some letters are missing, because the file does not say which they are"
FEW_LETTERS = 100  # a page with a large picture and fewer letters is read from its picture too ...
SOME_LETTERS = 40  # ... which is believed where it says so many more than twice what the file says
log = logging.getLogger(__name__)


def read(path: Path, limits: Limits) -> Iterator[dict[str, Any]]:
    """Read a PDF page by page.

    Yields:
        One message with the number of pages and the title, then one message per page, as far as the limit.

    Raises:
        RefusedError: a password is needed or there are no pages.
    """
    warnings.simplefilter("ignore")
    reader = PdfReader(path, strict=False)
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise RefusedError("it is protected by a password. Save a copy without one and ingest that.")
    total = len(reader.pages)
    if total == 0:
        raise RefusedError("it has no pages.")
    yield {"start": asdict(Start(total, title_of(reader)))}
    labels = labels_of(reader) if total <= limits.pages else []
    titles = titles_of(reader) if total <= limits.pages else {}
    others = SecondReaders(path)
    for number in range(1, min(total, limits.pages) + 1):
        label = labels[number - 1] if number <= len(labels) else None
        made, picture = page_of(reader, number, label, others)
        if picture and languages():
            yield {RECOGNISING: number}
            made = recognised(made, others, limits.ocr_seconds)
        yield {"page": asdict(with_headings(made, titles.get(number, ())))}


def page_of(reader: PdfReader, number: int, label: str | None, others: SecondReaders) -> tuple[RawPage, bool]:
    """Read one page; whatever goes wrong with it is said on the page and does not stop the others.

    Returns:
        The page, and whether what it says is rather to be seen in its picture.
    """
    try:
        drawn = Drawn(reader.pages[number - 1], number)
        drawn.trace()
        made = replace(read_page(drawn, others), label=label)
        thin = drawn.visible.is_scan and letters_of(made.text) < FEW_LETTERS
        return made, thin or made.doubt in (NO_TEXT, GARBLED)
    except MemoryError:
        raise
    except RecursionError:
        return RawPage(number, label, "", "its parts contain each other without end", True), False
    except Exception as error:  # pypdf meets damaged files with every kind of error
        words = " ".join(str(error).split())[:120]
        return RawPage(number, label, "", f"damaged ({type(error).__name__}: {words})", True), False


def recognised(made: RawPage, others: SecondReaders, seconds: float) -> RawPage:
    """Recognise the text of a page; the little that the file itself says is kept where the picture says no more."""
    number = made.number or 1
    try:
        paper = ocr.is_paper(others.picture(number, ocr.GLANCE, ocr.PIXELS))
        if not (paper or made.unread):
            return made
        dpi = ocr.DPI if paper else ocr.DPI // 2  # a cover in colour: large letters, and much else to look at
        found = ocr.page_of(others.picture(number, dpi, ocr.PIXELS), number, seconds)
    except Exception as error:  # pdfium cannot draw it
        log.warning("page=%s problem=picture error=%s", made.number, type(error).__name__)
        return made
    more = (
        letters_of(found.text) > 2 * letters_of(made.text) + SOME_LETTERS and (found.confidence or 0) >= 0.5
    )
    return replace(found, label=made.label) if more or made.unread else made


def letters_of(text: str) -> int:
    """Count the letters of a text."""
    return sum(map(str.isalpha, text))


class Drawn:
    """A page as pypdf draws it: its lines of text, its ruled lines, and what of it can be seen."""

    def __init__(self, page: PageObject, number: int) -> None:
        self.page = page
        self.number = number
        self.visible, self.collector, self.rules = Visible(page), Collector(), Rules()
        self.operations: list[Operation] = []

    def trace(self) -> None:
        """Follow the drawing of the page."""
        self.page.extract_text(
            visitor_operand_before=self.before,
            visitor_operand_after=self.after,
            visitor_text=self.collector.take,
        )
        self.collector.close()

    def before(self, operator: bytes, operands: list[Any], cm: Matrix, tm: Matrix) -> None:
        """Take note of one drawing operation; what cannot be seen is blanked out of it."""
        self.visible.before(operator, operands, cm, tm)
        self.rules.before(operator, operands, cm, tm)
        if self.visible.depth == (operator == b"Do"):
            self.operations.append((operands, operator))

    def after(self, operator: bytes, operands: list[Any], cm: Matrix, tm: Matrix) -> None:
        """Leave a form or image that was entered."""
        self.visible.after(operator, operands, cm, tm)
        self.rules.after(operator, operands, cm, tm)

    def copy(self) -> bytes | None:
        """Give the page without its hidden text as a file of its own; None where nothing is hidden."""
        return without_hidden(self.page, self.operations) if self.visible.dropped else None


def read_page(drawn: Drawn, others: SecondReaders) -> RawPage:
    """Make of a page its text, the sizes of type of its lines, and what is doubtful about it.

    ``unread`` marks a page without usable text.
    """
    number, visible = drawn.number, drawn.visible
    texts, sizes = with_gaps(in_order(drawn.collector.lines))
    strange = strangeness("\n".join(texts))
    indic = is_devanagari("\n".join(texts))
    if not visible.inside and (indic or strange <= 0.2):
        texts, sizes = reread(drawn, others, indic) or (texts, sizes)
    text = "\n".join(texts)
    strange = strangeness(text) if indic else strange
    if strange > 0.2:
        return RawPage(number, None, "", GARBLED, True)
    if not text.strip():
        return RawPage(number, None, "", NO_TEXT if visible.painted else None, visible.painted)
    doubts = [HIDDEN] * bool(visible.dropped) + [MISSING] * (strange > 0.01)
    return RawPage(number, None, text, DOUBTS.join(doubts) or None, False, tuple(sizes))


def reread(drawn: Drawn, others: SecondReaders, indic: bool) -> tuple[list[str], list[float]] | None:
    """Read tables, and pages in Devanagari, by the readers that are better at them; None where pypdf's text stands."""
    if not indic and not drawn.rules.might_rule():
        return None
    try:
        return better(drawn, others, indic)
    except Exception as error:  # the second readers are not ours; the first reading stands
        log.warning("page=%d problem=second-reader error=%s", drawn.number, type(error).__name__)
        return None


def better(drawn: Drawn, others: SecondReaders, indic: bool) -> tuple[list[str], list[float]] | None:
    """Do what ``reread`` says; what the other readers raise goes through."""
    copy = drawn.copy()
    index = 0 if copy else drawn.number - 1
    known = " ".join(line.text for line in drawn.collector.lines)

    def words(area: Box) -> Words:
        if indic:
            return partial(text_within, others.oxide(copy), index)
        return others.words_of(drawn.number, copy, known, area)

    tables = grids(drawn.rules, words, drawn.collector.bold_in)
    if indic:
        return lines_of(others.oxide(copy), index, tables)
    return with_gaps(in_order(with_tables(drawn.collector.lines, tables))) if tables else None


def strangeness(text: str) -> float:
    """Give the share of signs that mean nothing: names of glyphs, private and replacement signs."""
    if not STRANGE.search(text):
        return 0.0
    letters = sum(not sign.isspace() for sign in text)
    named = sum(len(name) for name in GLYPH_NAME.findall(text))
    kinds = (unicodedata.category(sign) for sign in text if sign not in "\n\t\r")
    return (named + text.count("\ufffd") + sum(kind in ("Co", "Cc") for kind in kinds)) / max(1, letters)


def title_of(reader: PdfReader) -> str | None:
    """Give the title in the file's properties, if it can be read."""
    try:
        return str(reader.metadata.title) if reader.metadata and reader.metadata.title else None
    except Exception:  # a title is not worth a document
        return None


def labels_of(reader: PdfReader) -> list[str]:
    """Give the page labels that the file states; none where it states none."""
    try:
        return list(reader.page_labels) if "/PageLabels" in reader.root_object else []
    except Exception:  # as above
        return []
