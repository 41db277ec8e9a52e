"""Checking an old brief: whether it still shows the quotes that it froze, and whether the library still has them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from rapidfuzz import fuzz

from ingest.errors import NotFoundError
from ingest.records import Document
from ingest.whereabouts import page_at, page_words
from service.briefs.freeze import digest
from service.briefs.opened import Opened
from service.briefs.records import Frozen
from service.briefs.visible import Alteration, alterations, squeezed
from service.exports.plain import fit

LIKE = 70.0  # of 100: from here on other words at the place are the quote's, changed
SHORT = 12  # letters; a shorter quote is not looked for elsewhere


class State(StrEnum):
    """What became of a quote in the library."""

    THERE = "there"
    MOVED = "moved"
    CHANGED = "changed"
    SUPERSEDED = "superseded"
    GONE = "gone"


class Shown(StrEnum):
    """What became of a quote in the brief itself."""

    AS_FROZEN = "as_frozen"
    ALTERED = "altered"
    NOT_SHOWN = "not_shown"


@dataclass(frozen=True, slots=True)
class Checked:
    """One quote after the check; ``because`` is a sentence for people, ``now`` the words that stand there today."""

    number: int
    quote: Frozen
    state: State
    shown: Shown
    because: str
    now: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A whole brief after the check. ``sealed``: its machine-readable part is as it was written.

    ``text`` holds the paragraphs of its file that are not as they were made; None where they could not be compared.
    """

    title: str
    made: str
    sealed: bool
    checked: tuple[Checked, ...]
    text: tuple[Alteration, ...] | None = None

    @property
    def altered(self) -> bool:
        """Whether the brief is not what was made: its part was changed, or it shows another text."""
        return not self.sealed or bool(self.text) or any(each.shown is Shown.ALTERED for each in self.checked)

    @property
    def stands(self) -> bool:
        """Whether the library still says all that is quoted, be it at another place."""
        return all(each.state in (State.THERE, State.MOVED) for each in self.checked)


class Shelf(Protocol):
    """The library as far as a check needs it."""

    def document(self, document_id: str) -> Document:
        """One document; raises NotFoundError."""
        ...

    def successor(self, document_id: str) -> str | None:
        """The id of the document that replaces one; None where the library has none."""
        ...

    def copies(self, sha256: str) -> Sequence[Document]:
        """Documents read from a file with these bytes."""
        ...


def verify(brief: Opened, shelf: Shelf) -> Verdict:
    """Check every quote that a brief shows, in the order in which it shows them."""
    seen = squeezed(brief.shown)
    return Verdict(
        title=brief.brief.title,
        made=brief.brief.made,
        sealed=brief.sealed,
        checked=tuple(
            checked(number, quote, shelf, shown(quote, seen))
            for number, quote in enumerate(brief.brief.quotes(), 1)
        ),
        text=alterations(brief.made, brief.seen),
    )


def shown(quote: Frozen, seen: str) -> Shown:
    """Whether a brief shows the words that it froze. ``seen`` is its text, squeezed."""
    if digest(quote.text) != quote.quote_sha256:
        return Shown.ALTERED
    wanted = squeezed(fit(quote.text))
    if wanted in seen:
        return Shown.AS_FROZEN
    return Shown.ALTERED if fuzz.partial_ratio(wanted, seen) >= LIKE else Shown.NOT_SHOWN


def checked(number: int, quote: Frozen, shelf: Shelf, seen: Shown) -> Checked:
    """One quote against the library."""
    document = held(quote, shelf)
    if document is None:
        later = shelf.successor(quote.document_id)
        state = State.SUPERSEDED if later else State.GONE
        because = (
            f"its document is gone; {later} replaces it"
            if later
            else "its document is no longer in the library"
        )
        return Checked(number, quote, state, seen, because)
    found = placed(number, quote, document, seen)
    later = shelf.successor(document.id)
    if later and found.state in (State.THERE, State.MOVED):
        because = f"{found.because}, but {later} replaces its document"
        return Checked(number, quote, State.SUPERSEDED, seen, because, None, found.start, found.end)
    return found


def held(quote: Frozen, shelf: Shelf) -> Document | None:
    """The document of a quote, also where the same file now has another id."""
    try:
        return shelf.document(quote.document_id)
    except NotFoundError:
        return next(iter(shelf.copies(quote.document_sha256)), None)


def placed(number: int, quote: Frozen, document: Document, seen: Shown) -> Checked:
    """Where the words of a quote stand in a document now, or which words stand in their place."""
    start, end = quote.start, quote.end
    if document.text[start:end] == quote.text:
        same = digest(document.text) == quote.text_sha256
        because = "it stands where it stood" + ("" if same else "; the document has changed elsewhere")
        return Checked(number, quote, State.THERE, seen, because, None, start, end)
    moved = document.text.find(quote.text) if len(quote.text) >= SHORT else -1
    if moved >= 0:
        because = f"it stands elsewhere in its document now{_page(document, moved)}"
        return Checked(number, quote, State.MOVED, seen, because, None, moved, moved + len(quote.text))
    return changed(number, quote, document, seen)


def changed(number: int, quote: Frozen, document: Document, seen: Shown) -> Checked:
    """The likest words of a document in the place of a quote that it does not hold; gone where none are like it."""
    near = fuzz.partial_ratio_alignment(quote.text, document.text, score_cutoff=LIKE)
    if near is None:
        because = "its document does not hold these words, nor any like them"
        return Checked(number, quote, State.GONE, seen, because)
    start, end = near.dest_start, near.dest_end
    if digest(document.text) == quote.text_sha256:
        because = (
            "the document is the same as then and says something else: the brief's own quote was changed"
        )
        return Checked(
            number, quote, State.CHANGED, Shown.ALTERED, because, document.text[start:end], start, end
        )
    because = f"the document now says something else there{_page(document, start)}"
    return Checked(number, quote, State.CHANGED, seen, because, document.text[start:end], start, end)


def _page(document: Document, offset: int) -> str:
    page = page_at(document, offset)
    return f" ({page_words(page)})" if page and page.number else ""


def counted(found: Iterable[Checked]) -> dict[str, int]:
    """How many quotes are in which state; states without one are left out."""
    counts = {state.value: 0 for state in State}
    for each in found:
        counts[each.state.value] += 1
    return {name: count for name, count in counts.items() if count}
