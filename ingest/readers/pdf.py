"""PDF through pypdf: the words of each page in reading order, without text that nobody can see.

Runs in the child process of ``ingest.sandbox``; ``read_page`` is the seam for other ways to read a page.
"""

import re
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pypdf import PageObject, PasswordType, PdfReader

from ingest.readers.visible import Visible
from ingest.reading import GARBLED, NO_TEXT, RawPage, RefusedError
from ingest.sandbox import Limits, Start

GLYPH_NAME = re.compile(r"/(?:g|G|uni|cid|glyph|C|c)\d{1,5}\b|\(cid:\d+\)")
HIDDEN = "text that cannot be seen on the page was left out"


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
    for number in range(1, min(total, limits.pages) + 1):
        label = labels[number - 1] if number <= len(labels) else None
        yield {"page": asdict(page_of(reader, number, label))}


def page_of(reader: PdfReader, number: int, label: str | None) -> RawPage:
    """Read one page; whatever goes wrong with it is said on the page and does not stop the others."""
    try:
        text, doubt, unread = read_page(reader.pages[number - 1])
    except MemoryError:
        raise
    except RecursionError:
        text, doubt, unread = "", "its parts contain each other without end", True
    except Exception as error:  # pypdf meets damaged files with every kind of error
        words = " ".join(str(error).split())[:120]
        text, doubt, unread = "", f"damaged ({type(error).__name__}: {words})", True
    return RawPage(number, label, text, doubt, unread)


def read_page(page: PageObject) -> tuple[str, str | None, bool]:
    """Read the text of a page.

    Returns:
        The text; what is doubtful about it, or None; and whether there is no usable text at all.
    """
    visible = Visible(page)
    text = page.extract_text(visitor_operand_before=visible.before, visitor_operand_after=visible.after)
    if is_garbled(text):
        return "", GARBLED, True
    if not text.strip():
        return "", NO_TEXT if visible.painted else None, visible.painted
    return text, HIDDEN if visible.dropped else None, False


def is_garbled(text: str) -> bool:
    """Tell text whose font does not say which letters it shows: glyph names, private signs, replacement signs."""
    letters = sum(not sign.isspace() for sign in text)
    if not letters:
        return False
    named = sum(len(name) for name in GLYPH_NAME.findall(text))
    strange = sum(
        sign == "\ufffd" or unicodedata.category(sign) in ("Co", "Cc")
        for sign in text
        if sign not in "\n\t\r"
    )
    return named > 0.2 * letters or strange > 0.2 * letters


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
