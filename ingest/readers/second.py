"""Second readers of a PDF: pdfium for the text inside a box and for pictures of pages, pdf-oxide for Devanagari.

A page from which hidden text was taken is handed to them as a copy without it: they know nothing of what can be seen.
"""

import io
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfWriter
from pypdf.generic import ContentStream, NameObject

from ingest.readers.boxed import repaired, text_in, words_on
from ingest.readers.visible import Box

Operation = tuple[list[Any], bytes]


class SecondReaders:
    """Opens a file for the other readers when they are first asked for, and keeps it open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pdfium: Any = None
        self._oxide: Any = None

    def words_of(self, number: int, copy: bytes | None, known: str, area: Box) -> Callable[[Box], str]:
        """Give the function that reads the text inside a box of a page.

        Args:
            number: The page's number from 1.
            copy: A file of that page alone, to be read in its place.
            known: The text of the page as pypdf gives it, for signs that pdfium has no meaning for.
            area: The part of the page in which the boxes lie; nothing outside is looked at.
        """
        index = 0 if copy else number - 1
        words = repaired(words_on(self.pdfium(copy)[index].get_textpage(), area), known)
        return partial(text_in, words)

    def picture(self, number: int, dpi: int, pixels: int) -> Any:  # noqa: ANN401  a picture of Pillow's
        """Draw a page, given by its number from 1, in grey; with fewer dots per inch where it had too many pixels."""
        page = self.pdfium()[number - 1]
        wide, high = page.get_size()
        scale = min(dpi / 72, (pixels / max(1.0, wide * high)) ** 0.5)
        return page.render(scale=scale, grayscale=True).to_pil()

    def pdfium(self, copy: bytes | None = None) -> Any:  # noqa: ANN401  pypdfium2's document
        """Open the file, or a copy of one page, by pdfium."""
        import pypdfium2

        if copy is not None:
            return pypdfium2.PdfDocument(copy)
        if self._pdfium is None:
            self._pdfium = pypdfium2.PdfDocument(self.path)
        return self._pdfium

    def oxide(self, copy: bytes | None = None) -> Any:  # noqa: ANN401  pdf-oxide's document
        """Open the file, or a copy of one page, by pdf-oxide."""
        import pdf_oxide

        if copy is not None:
            return pdf_oxide.PdfDocument.from_bytes(copy)
        if self._oxide is None:
            pdf_oxide.disable_logging()
            self._oxide = pdf_oxide.PdfDocument(str(self.path))
            self._oxide.authenticate("")  # a file without password takes any
        return self._oxide


def without_hidden(page: PageObject, operations: Sequence[Operation]) -> bytes:
    """Write a page as a file of its own that draws only the given operations."""
    writer = PdfWriter()
    kept = writer.add_page(page)
    content = ContentStream(None, writer)
    content.operations = list(operations)
    kept[NameObject("/Contents")] = writer._add_object(content)  # pypdf has no public way
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
