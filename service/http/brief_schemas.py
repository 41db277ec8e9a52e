"""Briefs on the wire."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.briefs.edit import LONGEST
from service.briefs.paper import words
from service.briefs.records import Brief, Column, Frozen, Item, Reads, Side, Standing, Strength, Track
from service.briefs.subject import LONGEST_TOPIC
from service.briefs.verify import Checked, Shown, State, Verdict, counted
from service.http.brief_room import place


class Out(BaseModel):
    """What is sent: read only."""

    model_config = ConfigDict(frozen=True)


class BriefIn(BaseModel):
    """What a brief is to be made from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    topic: Annotated[
        str, Field(max_length=LONGEST_TOPIC, description="What it is about", examples=["effluent plants"])
    ]
    claim: Annotated[
        str, Field(max_length=LONGEST["claim"], description="The claim; empty: worded by us")
    ] = ""
    title: Annotated[str, Field(max_length=LONGEST["title"], description="Its title; empty: ours")] = ""
    passages: Annotated[
        tuple[str, ...], Field(max_length=100, description="Ids of passages; without any, all that is found")
    ] = ()


class HeadIn(BaseModel):
    """Title, claim and the adviser's own text. ``version`` is the one that was seen."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    title: str
    claim: str
    summary: str = ""


class ItemIn(BaseModel):
    """What is decided on one quote. ``version`` is the one that was seen."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    side: Side
    strength: Strength
    note: str = ""
    dropped: bool = False


class IssuerOut(Out):
    """Who issued a statement."""

    title: str
    issuer: str | None
    year: int | None
    url: str | None


class FrozenOut(Out):
    """A quote: `text` was the document's text from `start` to `end` when it was frozen."""

    document_id: str
    passage_id: str
    document_sha256: str
    text_sha256: str
    start: int
    end: int
    text: str
    title: str
    place: str
    page: int | None
    issuer: str | None
    year: int | None
    origins: tuple[IssuerOut, ...]
    doubt: str | None
    record: Annotated[
        bool, Field(description="Whether it is a record of Samuh, in words of its own: nobody's quotation")
    ]
    href: Annotated[str, Field(description="The page that shows it in its document")]

    @classmethod
    def of(cls, quote: Frozen) -> "FrozenOut":
        """A quote as it is sent."""
        fields = {name: getattr(quote, name) for name in cls.model_fields if name not in ("origins", "href")}
        origins = tuple(
            IssuerOut(title=o.title, issuer=o.issuer, year=o.year, url=o.url) for o in quote.origins
        )
        return cls(**fields, origins=origins, href=place(quote))


class ItemOut(Out):
    """A quote with what it is to the claim and how strong its source is, each with the reason."""

    id: int
    quote: FrozenOut
    side: Side
    side_because: str
    strength: Strength
    strength_because: str
    note: str
    dropped: bool
    editor: Annotated[bool, Field(description="Whether an editor read the side, and not the rules")]

    @classmethod
    def of(cls, item: Item) -> "ItemOut":
        """An item as it is sent."""
        fields = {name: getattr(item, name) for name in cls.model_fields if name != "quote"}
        return cls(**fields, quote=FrozenOut.of(item.quote))


class PolicyTextOut(Out):
    """A policy text whose recommendations are compared."""

    document_id: str
    name: str
    year: int


class ToldOut(Out):
    """A recommendation, and the number of its text from 0."""

    column: int
    quote: FrozenOut


class TrackOut(Out):
    """One matter: how it stands in each text (null: not there), and what the texts say."""

    matter: str
    standings: tuple[Standing | None, ...]
    told: tuple[ToldOut, ...]
    shared: Annotated[
        str, Field(description="What both recommendations ask for, where one repeats the other")
    ]

    @classmethod
    def of(cls, track: Track) -> "TrackOut":
        """A track as it is sent."""
        told = tuple(ToldOut(column=each.column, quote=FrozenOut.of(each.quote)) for each in track.told)
        return cls(matter=track.matter, standings=track.standings, told=told, shared=track.shared)


class RecommendationsOut(Out):
    """Recommendations over time."""

    columns: tuple[PolicyTextOut, ...]
    tracks: tuple[TrackOut, ...]


class BriefOut(Out):
    """An evidence sheet. Send `version` along with every change."""

    code: str
    version: int
    title: str
    topic: str
    claim: str
    reads: Reads
    made: str
    index_id: str
    summary: str
    items: tuple[ItemOut, ...]
    gaps: tuple[FrozenOut, ...]
    absences: tuple[str, ...]
    columns: tuple[PolicyTextOut, ...]
    tracks: tuple[TrackOut, ...]
    left: Annotated[int, Field(description="Statements on the topic that were found and not taken up")]

    @classmethod
    def of(cls, brief: Brief) -> "BriefOut":
        """A brief as it is sent."""
        built = ("items", "gaps", "columns", "tracks")
        fields = {name: getattr(brief, name) for name in cls.model_fields if name not in built}
        return cls(
            **fields,
            items=tuple(map(ItemOut.of, brief.items)),
            gaps=tuple(map(FrozenOut.of, brief.gaps)),
            columns=columns_out(brief.columns),
            tracks=tuple(map(TrackOut.of, brief.tracks)),
        )


class BriefMadeOut(Out):
    """What came of a topic: a brief, or that the library says nothing of it."""

    status: Literal["made", "no_evidence"]
    brief: BriefOut | None


class CheckedOut(Out):
    """One quote after the check."""

    number: int
    document_id: str
    quote: str
    state: State
    shown: Shown
    because: str
    now: str | None
    start: int | None
    end: int | None

    @classmethod
    def of(cls, each: Checked) -> "CheckedOut":
        """A checked quote as it is sent."""
        fields = {
            name: getattr(each, name)
            for name in ("number", "state", "shown", "because", "now", "start", "end")
        }
        return cls(**fields, document_id=each.quote.document_id, quote=words(each.quote))


class AlterationOut(Out):
    """A paragraph that is not as it was made; an empty `was` was put in, an empty `now` taken out."""

    was: str
    now: str


class BriefCheckOut(Out):
    """A brief compared with the library: whether all that it quotes still stands, and whether it was altered itself."""

    title: str
    made: str
    stands: bool
    altered: bool
    counts: dict[str, int]
    checked: tuple[CheckedOut, ...]
    text_compared: Annotated[
        bool, Field(description="Whether the file's paragraphs were compared with those it was made with")
    ]
    altered_text: Annotated[
        tuple[AlterationOut, ...], Field(description="Paragraphs of the file that are not as they were made")
    ]

    @classmethod
    def of(cls, verdict: Verdict) -> "BriefCheckOut":
        """A verdict as it is sent."""
        return cls(
            title=verdict.title,
            made=verdict.made,
            stands=verdict.stands,
            altered=verdict.altered,
            counts=counted(verdict.checked),
            checked=tuple(map(CheckedOut.of, verdict.checked)),
            text_compared=verdict.text is not None,
            altered_text=tuple(AlterationOut(was=each.was, now=each.now) for each in verdict.text or ()),
        )


def columns_out(columns: Sequence[Column]) -> tuple[PolicyTextOut, ...]:
    """The texts compared, as they are sent."""
    return tuple(PolicyTextOut(document_id=c.document_id, name=c.name, year=c.year) for c in columns)
