"""The pages of briefs as records: what their templates are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from service.briefs.edit import LONGEST
from service.briefs.offer import mark
from service.briefs.paper import SIDES_READ, found, label, shown
from service.briefs.records import (
    SIDE_NAMES,
    STANDING_NAMES,
    STRENGTH_NAMES,
    Brief,
    Column,
    Frozen,
    Item,
    Side,
    Strength,
    Track,
)
from service.briefs.subject import LONGEST_TOPIC
from service.briefs.verify import Checked, State, Verdict, counted
from service.http import links
from service.http.brief_room import place
from service.http.views import HitView

SECTION = "/briefs"
HEADINGS = {
    Side.SUPPORTS: "Supports the claim",
    Side.OPPOSES: "Speaks against it",
    Side.CONTEXT: "Context: speaks of it, takes no side",
}
STATE_NAMES = {
    State.THERE: "Still there",
    State.MOVED: "Moved",
    State.CHANGED: "Changed",
    State.SUPERSEDED: "Superseded",
    State.GONE: "Gone",
}


@dataclass(frozen=True, slots=True)
class StartPage:
    """The page where a brief begins. ``nothing``: the library says nothing of the topic, and no brief was made."""

    template: ClassVar[str] = "briefs/start.html"
    section: ClassVar[str] = SECTION

    topic: str = ""
    claim: str = ""
    error: str = ""
    nothing: bool = False
    deleted: bool = False
    days: int | None = None

    longest: ClassVar[int] = LONGEST_TOPIC
    longest_claim: ClassVar[int] = LONGEST["claim"]

    @property
    def title(self) -> str:
        """The name of the page."""
        return "Evidence briefs"


@dataclass(frozen=True, slots=True)
class PickPage:
    """Passages to make a brief from; ``hits`` None until something was searched for."""

    template: ClassVar[str] = "briefs/pick.html"
    section: ClassVar[str] = SECTION

    query: str
    hits: tuple[tuple[str, HitView], ...] | None
    error: str = ""

    @property
    def title(self) -> str:
        """The name of the page."""
        return "Pick passages for a brief"


@dataclass(frozen=True, slots=True)
class ItemView:
    """One quote in the editor."""

    item: Item
    words: str
    href: str
    issuer: str
    strength: str
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class SideView:
    """One side in the editor."""

    name: str
    heading: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class GapView:
    """A quote outside the two sides."""

    words: str
    href: str
    source: str


@dataclass(frozen=True, slots=True)
class TrackView:
    """One matter: for each text compared how it stands, and what it says."""

    matter: str
    cells: tuple[tuple[str, tuple[GapView, ...]], ...]
    shared: str = ""


@dataclass(frozen=True, slots=True)
class BriefPage:
    """The editor of one brief."""

    template: ClassVar[str] = "briefs/brief.html"
    section: ClassVar[str] = SECTION

    brief: Brief
    counts: str
    sides: tuple[SideView, ...]
    dropped: tuple[ItemView, ...]
    gaps: tuple[GapView, ...]
    tracks: tuple[TrackView, ...]
    until: str
    saved: bool = False
    error: str = ""

    sides_read: ClassVar[str] = SIDES_READ
    side_names: ClassVar[dict[Side, str]] = SIDE_NAMES
    strength_names: ClassVar[dict[Strength, str]] = STRENGTH_NAMES
    longest: ClassVar[dict[str, int]] = LONGEST

    @property
    def title(self) -> str:
        """The name of the page."""
        return self.brief.title


@dataclass(frozen=True, slots=True)
class OfferView:
    """A statement that may be added."""

    mark: str
    words: str
    href: str
    issuer: str
    read: str
    record: bool


@dataclass(frozen=True, slots=True)
class AddPage:
    """Statements that may be added to a brief."""

    template: ClassVar[str] = "briefs/add.html"
    section: ClassVar[str] = SECTION

    brief: Brief
    query: str
    offers: tuple[OfferView, ...]

    @property
    def title(self) -> str:
        """The name of the page."""
        return f"Add to: {self.brief.title}"


@dataclass(frozen=True, slots=True)
class CheckView:
    """One quote after the check; ``now`` are the words that stand there today, where others do."""

    number: int
    words: str
    state: str
    state_name: str
    because: str
    now: str
    href: str | None
    source: str
    record: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    """A brief compared with the library as it is."""

    template: ClassVar[str] = "briefs/check.html"
    section: ClassVar[str] = SECTION

    brief: Brief
    stands: bool
    counts: tuple[tuple[str, int], ...]
    rows: tuple[CheckView, ...]

    @property
    def title(self) -> str:
        """The name of the page."""
        return f"Check of: {self.brief.title}"


@dataclass(frozen=True, slots=True)
class LostPage:
    """What was written could not be kept, because somebody else changed the brief; it is shown to be copied."""

    template: ClassVar[str] = "briefs/lost.html"
    section: ClassVar[str] = SECTION

    code: str
    error: str
    written: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """The name of the page."""
        return "Not kept: somebody else was faster"


@dataclass(frozen=True, slots=True)
class TracksPage:
    """All recommendations of the policy texts, matter by matter."""

    template: ClassVar[str] = "briefs/recommendations.html"
    section: ClassVar[str] = SECTION

    columns: tuple[Column, ...]
    tracks: tuple[TrackView, ...]

    @property
    def title(self) -> str:
        """The name of the page."""
        return "Recommendations over time"


def brief_page(brief: Brief, until: date, saved: bool = False, error: str = "") -> BriefPage:
    """Build the editor; ``until`` is the day on which the brief is deleted unless it is changed."""
    return BriefPage(
        brief=brief,
        counts=found(brief),
        sides=tuple(SideView(side.value, HEADINGS[side], item_views(brief.of(side))) for side in Side),
        dropped=item_views([item for item in brief.items if item.dropped]),
        gaps=tuple(map(gap_view, brief.gaps)),
        tracks=track_views(brief.tracks, brief.columns),
        until=f"{until.day} {until:%B %Y}",
        saved=saved,
        error=error,
    )


def item_views(items: Sequence[Item]) -> tuple[ItemView, ...]:
    """Quotes in their order."""
    return tuple(
        ItemView(
            item=item,
            words=shown(item.quote),
            href=place(item.quote),
            issuer=label(item.quote),
            strength=STRENGTH_NAMES[item.strength],
            first=number == 0,
            last=number == len(items) - 1,
        )
        for number, item in enumerate(items)
    )


def gap_view(quote: Frozen) -> GapView:
    """A quote with its source."""
    return GapView(shown(quote), place(quote), f"{quote.title}, {quote.place}")


def track_views(tracks: Sequence[Track], columns: Sequence[Column]) -> tuple[TrackView, ...]:
    """Tracks with a cell for each text."""
    return tuple(
        TrackView(
            track.matter,
            tuple(
                (
                    STANDING_NAMES[standing] if (standing := track.standings[at]) else "Not found",
                    tuple(gap_view(told.quote) for told in track.told if told.column == at),
                )
                for at in range(len(columns))
            ),
            track.shared,
        )
        for track in tracks
    )


def offer_view(item: Item) -> OfferView:
    """A statement that may be added."""
    read = f"{SIDE_NAMES[item.side]}: {item.side_because}. {STRENGTH_NAMES[item.strength]}."
    return OfferView(
        mark(item), shown(item.quote), place(item.quote), label(item.quote), read, item.quote.record
    )


def check_page(brief: Brief, verdict: Verdict) -> CheckPage:
    """Build the page of a check; what does not stand comes first."""
    order = list(State)
    rows = sorted(verdict.checked, key=lambda each: -order.index(each.state))
    counts = counted(verdict.checked)
    return CheckPage(
        brief=brief,
        stands=verdict.stands,
        counts=tuple((STATE_NAMES[State(name)], count) for name, count in counts.items()),
        rows=tuple(map(check_view, rows)),
    )


def check_view(each: Checked) -> CheckView:
    """One quote after the check."""
    quote = each.quote
    href = None
    if each.start is not None and each.end is not None:
        href = links.place(quote.document_id, each.start, each.end)
    return CheckView(
        number=each.number,
        words=shown(quote),
        state=each.state.value,
        state_name=STATE_NAMES[each.state],
        because=each.because,
        now=" ".join((each.now or "").split()),
        href=href,
        source=f"{label(quote)}; {quote.title}, {quote.place}",
        record=quote.record,
    )
