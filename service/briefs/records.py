"""What a brief is made of: quotes that are frozen, what they are read as and why, gaps, and recommendations over time.

Everything that is ours (which way a quote is read, how strong it is) stands beside its reason. A quote is the
document's own text; where that is a record of ours, its words are ours too, and are never shown as its sources'.
None = the source does not say.
"""

from dataclasses import dataclass
from enum import StrEnum

SCHEMA = 2


class Side(StrEnum):
    """What a passage is to the claim."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    CONTEXT = "context"


class Strength(StrEnum):
    """What kind of source bears a statement, the hardest first."""

    EVALUATION = "evaluation"
    OFFICIAL = "official"
    STUDY = "study"
    ASSOCIATION = "association"
    PRESS = "press"
    OPINION = "opinion"
    UNKNOWN = "unknown"


class Reads(StrEnum):
    """What bears the claim out: good results, or what fell short."""

    RESULTS = "results"
    SHORTFALLS = "shortfalls"


class Standing(StrEnum):
    """What became of a recommendation between the texts that are compared; the first of them can only make one.

    REPEATED: a later text asks for the same. OTHER: it recommends something else on the same matter.
    """

    MADE = "made"
    NEW = "new"
    REPEATED = "repeated"
    OTHER = "other"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Judged:
    """Something that we read into a quote, and by what; ``because`` is a clause for people."""

    value: str
    because: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Who issued a statement that a sheet of ours passes on, or the document itself where it is the source.

    ``kind`` is what the record of a work calls it, where the source is a work that the corpus knows; empty elsewhere.
    """

    title: str
    issuer: str | None
    year: int | None
    url: str | None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A quote as it stood when it was taken: ``text == document.text[start:end]``, offsets in characters.

    ``document_sha256`` is the hash of the file, ``text_sha256`` that of the text read from it, ``quote_sha256`` that of
    the quote. ``origins`` name who issued it, each with its own year; ``year`` is the newest. ``record``: the document
    is a record of ours, which says in our words what the origins say; such a statement is nobody's quotation.
    """

    document_id: str
    passage_id: str
    document_sha256: str
    text_sha256: str
    start: int
    end: int
    text: str
    quote_sha256: str
    title: str
    place: str
    page: int | None
    issuer: str | None
    year: int | None
    origins: tuple[Origin, ...]
    doubt: str | None = None
    record: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One quote in a brief. ``note`` is the adviser's; a dropped item is kept for taking it back.

    ``editor``: a person read the case, and the side is that reading, not one of the rules.
    """

    id: int
    quote: Frozen
    side: Side
    side_because: str
    strength: Strength
    strength_because: str
    note: str = ""
    dropped: bool = False
    editor: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A recommendation in one text: its words, and the column (text) that it stands in."""

    column: int
    quote: Frozen


@dataclass(frozen=True, slots=True)
class Column:
    """One text whose recommendations are compared."""

    document_id: str
    name: str
    year: int


@dataclass(frozen=True, slots=True)
class Track:
    """One matter over the texts compared: who recommended what, and how that stands in each text (None: not there).

    ``shared`` is what two recommendations agree on, in the words of the later; such a track shows both side by side.
    """

    matter: str
    standings: tuple[Standing | None, ...]
    told: tuple[Told, ...]
    shared: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """An evidence sheet.

    ``gaps`` are what sources call not known, ``absences`` what we did not find, ``silent`` of which cases that an
    editor read the records tell no result; ``summary`` is the adviser's own text; ``left`` counts quotes on
    the topic that were not taken up; ``version`` grows by one with each change that is kept.
    """

    title: str
    topic: str
    claim: str
    reads: Reads
    made: str
    index_id: str
    items: tuple[Item, ...]
    gaps: tuple[Frozen, ...] = ()
    absences: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    tracks: tuple[Track, ...] = ()
    summary: str = ""
    left: int = 0
    silent: str = ""
    code: str = ""
    version: int = 0

    def of(self, side: Side) -> tuple[Item, ...]:
        """The items of one side that are not dropped, in the brief's order."""
        return tuple(item for item in self.items if item.side is side and not item.dropped)

    @property
    def kept(self) -> tuple[Item, ...]:
        """All items that are not dropped: those that support, those that oppose, then the context."""
        return tuple(item for side in Side for item in self.of(side))

    def quotes(self) -> tuple[Frozen, ...]:
        """Every quote that the brief shows, in the order in which it shows them."""
        told = (told.quote for track in self.tracks for told in track.told)
        return (*(item.quote for item in self.kept), *self.gaps, *told)


SIDE_NAMES = {
    Side.SUPPORTS: "Supporting",
    Side.OPPOSES: "Opposing",
    Side.CONTEXT: "Context",
}
STRENGTH_NAMES = {
    Strength.EVALUATION: "Evaluation",
    Strength.OFFICIAL: "Official figure or statement",
    Strength.STUDY: "Study",
    Strength.ASSOCIATION: "Claim of an association or company",
    Strength.PRESS: "Press report",
    Strength.OPINION: "Opinion or recommendation",
    Strength.UNKNOWN: "Kind of source not known",
}
STANDING_NAMES = {
    Standing.MADE: "Recommended",
    Standing.NEW: "New",
    Standing.REPEATED: "Repeated",
    Standing.OTHER: "Other advice on the matter",
    Standing.DROPPED: "Not found again",
}
