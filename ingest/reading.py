"""What a reader makes of one file: its pages as they were found, before any cleaning."""

from dataclasses import dataclass

from ingest.errors import UnreadableDocumentError

NO_TEXT = "no text"
GARBLED = "letters without meaning"
NOT_RECOGNISED = "a picture without words that could be recognised"
DOUBTS = "; "  # stands between the doubts about one page
HIDDEN = "text that cannot be seen on the page was left out"


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as the reader found it.

    ``number`` counts from 1 and is None where the format has no pages; ``label`` is the printed page number where
    the file states one. ``doubt`` says in a few words why the page could not be read well; None = no doubt.
    ``sizes`` are the sizes of type of the lines of ``text``, ``places`` their places ("row 12", empty for none), where
    the format knows them.
    ``unread`` marks a page without usable text (a scan, or letters that the file does not explain). ``confidence``
    (0 to 1) and ``words`` are given where the text was recognised: each printed word with its left, top, right and
    lower edge as fractions of the page. ``headings`` are the titles that the file's own outline names on the page:
    number of the line and level, both from 0 and 1.
    """

    number: int | None
    label: str | None
    text: str
    doubt: str | None = None
    unread: bool = False
    sizes: tuple[float, ...] = ()
    places: tuple[str, ...] = ()
    confidence: float | None = None
    words: tuple[tuple[str, float, float, float, float], ...] = ()
    headings: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a reader says about one file.

    ``markup`` tells that the text is Markdown, so that headings need not be guessed. ``total`` is the number of
    pages the file has, which may be more than were read; ``cut`` says why reading stopped early. ``note`` is a remark
    on a file that was read whole.
    """

    pages: tuple[RawPage, ...]
    markup: bool = False
    title: str | None = None
    total: int = 0
    cut: str | None = None
    note: str | None = None


class RefusedError(UnreadableDocumentError):
    """A file that cannot be read; the message is the reason alone, fit for a report."""


class SkippedError(UnreadableDocumentError):
    """A file that is no document (a table of settings, say) and is passed over quietly."""
