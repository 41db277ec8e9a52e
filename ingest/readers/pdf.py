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

from ingest.readers.lines import Collector, in_order, with_gaps
from ingest.readers.visible import Visible
from ingest.reading import GARBLED, NO_TEXT, RawPage, RefusedError
from ingest.sandbox import Limits, Start

GLYPH_NAME = re.compile(r"/(?:g|G|uni|cid|glyph|C|c)\d{1,5}\b|\(cid:\d+\)")
HIDDEN = "text that cannot be seen on the page was left out"
MISSING = "some letters are missing, because the file does not say which they are"


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
        text, sizes, doubt = read_page(reader.pages[number - 1])
    except MemoryError:
        raise
    except RecursionError:
        return RawPage(number, label, "", "its parts contain each other without end", True)
    except Exception as error:  # pypdf meets damaged files with every kind of error
        words = " ".join(str(error).split())[:120]
        return RawPage(number, label, "", f"damaged ({type(error).__name__}: {words})", True)
    return RawPage(number, label, text, doubt, doubt in (NO_TEXT, GARBLED), sizes)


def read_page(page: PageObject) -> tuple[str, tuple[float, ...], str | None]:
    """Read the text of a page.

    Returns:
        The text, the sizes of type of its lines, and what is doubtful about the page, or None. ``NO_TEXT`` and
        ``GARBLED`` say that there is no usable text.
    """
    visible, collector = Visible(page), Collector()
    page.extract_text(
        visitor_operand_before=visible.before,
        visitor_operand_after=visible.after,
        visitor_text=collector.take,
    )
    collector.close()
    texts, sizes = with_gaps(in_order(collector.lines))
    text = "\n".join(texts)
    strange = strangeness(text)
    if strange > 0.2:
        return "", (), GARBLED
    if not text.strip():
        return "", (), NO_TEXT if visible.painted else None
    doubts = [HIDDEN] if visible.dropped else []
    return text, tuple(sizes), "; ".join([*doubts, MISSING] if strange > 0.01 else doubts) or None


def strangeness(text: str) -> float:
    """Give the share of signs that mean nothing: names of glyphs, private and replacement signs."""
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
