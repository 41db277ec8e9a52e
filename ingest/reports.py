"""Reports: how the reading of a file ended, in words for the person whose file it is."""

from collections.abc import Sequence
from itertools import groupby

from ingest.readers.ocr import languages
from ingest.reading import GARBLED, NO_TEXT, RawPage, Reading
from ingest.records import DocumentReport, ReadStatus

UNREAD = (ReadStatus.REFUSED, ReadStatus.NEEDS_OCR)
SCAN = (
    "It is probably a scan and needs OCR, but tesseract is not installed: "
    "`apt install tesseract-ocr tesseract-ocr-hin`, then ingest it again."
)


def judge(reading: Reading) -> tuple[ReadStatus, str | None]:
    """Say how a reading ended, and in plain words what was not read and what to do about it."""
    unread = [page for page in reading.pages if page.unread]
    if len(unread) == len(reading.pages):
        return nothing_read(reading)
    doubts = describe_pages(reading.pages)
    if reading.cut:
        doubts.append(f"{len(reading.pages)} of {reading.total} pages read: {reading.cut}")
    if reading.note:
        doubts.append(reading.note)
    status = ReadStatus.PARTLY_READ if doubts and doubts != [reading.note] else ReadStatus.READ
    return status, "; ".join(doubts) + "." if doubts else None


def nothing_read(reading: Reading) -> tuple[ReadStatus, str]:
    """Tell a scan from a file that is damaged or was cut off."""
    pages = reading.pages
    if any(page.doubt in (NO_TEXT, GARBLED) for page in pages):
        what = "text that makes no sense" if any(page.doubt == GARBLED for page in pages) else "no text"
        many = f"any of its {len(pages)} pages" if len(pages) > 1 else "its one page"
        return ReadStatus.NEEDS_OCR, f"{what} on {many}. {SCAN}"
    why = "; ".join(describe_pages(pages)) or reading.cut or "nothing in it could be read"
    return ReadStatus.REFUSED, f"{why}."


def waits_for_ocr(report: DocumentReport) -> bool:
    """Tell a file of which pages were left unread for want of tesseract, where that is there now."""
    unread = (
        report.status is ReadStatus.NEEDS_OCR
        or NO_TEXT in (report.why or "")
        or GARBLED in (report.why or "")
    )
    return unread and bool(languages())


def describe_pages(pages: Sequence[RawPage]) -> list[str]:
    """Name the pages with a doubt, gathered by what is doubtful.

    >>> describe_pages([RawPage(n, None, "", "no text", True) for n in (3, 5, 6, 7)])
    ['pages 3, 5-7: no text']
    """
    doubts = dict.fromkeys(page.doubt for page in pages if page.doubt)
    return [f"{span_words([p.number or 0 for p in pages if p.doubt == doubt])}: {doubt}" for doubt in doubts]


def span_words(numbers: Sequence[int]) -> str:
    """Write page numbers with their runs drawn together; after ten runs it only counts them."""
    runs = [[n for _, n in run] for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    if len(runs) > 10:
        return f"{len(numbers)} pages"
    words = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"page {words}" if len(numbers) == 1 else f"pages {words}"
