"""Records that stand beside schemes, clusters and works: agencies, indicators, classes, areas, offices."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from ingest.sheets.models import Keys, Record, Source, Strict


def as_tuple(value: object) -> object:
    """Take one key where a list of keys may stand."""
    return (value,) if isinstance(value, str) else value


OneOrMore = Annotated[tuple[str, ...], BeforeValidator(as_tuple)]
Districts = dict[str, tuple[str, ...]]


class ListedSource(Strict):
    """A source whose key is the name under which it is listed."""

    title: str
    publisher: str
    year: int | str | None
    url: str | None
    note: str | None = None
    seen: str | None = None


class Reference(Record):
    """A record of general use, with the title under which it is found."""

    title: str
    year: int | None = None
    aliases: tuple[str, ...] = ()


class Listed(Reference):
    """A reference whose sources are listed by key."""

    sources: dict[str, ListedSource]
    src: tuple[str, ...] = ()

    def cited(self) -> dict[str, Source]:
        """Give the sources by key, as all records do."""
        return {
            key: Source(key=key, title=s.title, publisher=s.publisher, year=s.year, url=s.url, note=s.note)
            for key, s in self.sources.items()
        }


# --- agencies ---


class Agency(Strict):
    """A body that works with clusters: on what, in which sectors, and what it does."""

    name: str
    kind: str
    areas: tuple[str, ...]
    sectors: tuple[str, ...]
    does: str | None
    src: Keys


class Agencies(Reference):
    """Who works in which area; ``areas`` maps a key to its words."""

    warning: str
    areas: dict[str, str]
    agencies: tuple[Agency, ...]
    states_with_initiatives: tuple[str, ...]
    states_src: Keys
    sources: tuple[Source, ...]


# --- indicators ---


class Observatory(Strict):
    """What a real observatory measures."""

    body: str
    uses: str
    src: Keys


class Indicator(Strict):
    """One measure of a cluster."""

    id: str
    group: str
    subgroup: str
    name: str
    unit: str
    direction: Literal["higher_is_better", "lower_is_better", "context"]
    definition: str
    src: Keys
    core: bool
    level: str
    normalise: str


class Indicators(Reference):
    """The FACTS-style list in five groups, with the rules of an index."""

    groups: dict[str, str]
    groups_src: Keys
    observatories: tuple[Observatory, ...]
    index_rules: tuple[str, ...]
    rules_basis: str
    indicators: tuple[Indicator, ...]
    sources: tuple[Source, ...]


# --- classes of enterprise ---


class ClassLimit(Strict):
    """The most that an enterprise of one class may have invested and turned over, in rupees."""

    name: str
    max_plant_machinery_inr: int
    max_turnover_inr: int


class PreviousLimits(Strict):
    """The limits before: investment and turnover, in rupees."""

    from_: str
    micro: tuple[int, int]
    small: tuple[int, int]
    medium: tuple[int, int]


class MsmeClasses(Reference):
    """Micro, small and medium, now and before."""

    kind: str
    effective_from: str
    notification: str
    classes: tuple[ClassLimit, ...]
    previous: PreviousLimits
    rule: str
    src: tuple[ListedSource, ...]

    def cited(self) -> dict[str, Source]:
        """Number the sources, which stand in the file without keys."""
        return {
            f"S{n}": Source(key=f"S{n}", title=s.title, publisher=s.publisher, year=s.year, url=s.url)
            for n, s in enumerate(self.src, 1)
        }


# --- areas ---


class AreaList(Strict):
    """The States (and districts) that an area word is read as."""

    states: tuple[str, ...]
    source: OneOrMore
    confidence: str
    count: int | None = None
    states_count: int | None = None
    districts: Districts | None = None
    districts_count: dict[str, int] | None = None
    date: str | None = None
    unit: str | None = None
    note: str | None = None
    disagreement: str | None = None


class LweList(Strict):
    """One dated list of districts affected by left-wing extremism; names may be missing."""

    valid_from: str
    count: int
    source: OneOrMore
    affected: Districts | None = None
    most_affected: Districts | int | None = None
    district_of_concern: Districts | None = None
    districts_of_concern: Districts | None = None
    other: Districts | None = None
    others: Districts | None = None
    districts: Districts | None = None
    legacy_and_thrust: dict[str, int | None] | None = None
    per_state: dict[str, int] | None = None
    names: tuple[str, ...] | None = None
    states: int | None = None
    reviewed: int | None = None
    sre_total: int | None = None
    also: tuple[str, ...] = ()
    names_today: str | None = None
    confidence: str | None = None
    note: str | None = None
    latest: bool = False


class LweWord(Strict):
    """The lists of left-wing-extremism areas, the latest first. ``unsourced``: a figure whose source is lost."""

    note: str
    unsourced: str | None = None
    lists: tuple[LweList, ...]


class AspirationalWord(Strict):
    """Where the list of aspirational districts stands."""

    see: str
    count: int


class AreaWords(Listed):
    """What the area words of central schemes mean."""

    use: str
    north_east: AreaList
    hill_states_msme: AreaList
    himalayan: AreaList
    island: AreaList
    border: AreaList
    lwe: LweWord
    aspirational: AspirationalWord


class AspirationalDistrict(Strict):
    """One aspirational district."""

    name: str
    lgd_code: int | None
    as_listed_2023: str | None = None
    variants: tuple[str, ...] = ()
    note: str | None = None


class AspirationalState(Strict):
    """The aspirational districts of one State."""

    count: int
    districts: tuple[AspirationalDistrict, ...]


class Dropped(Strict):
    """Districts that were named first and left the list."""

    state: str
    districts: tuple[str, ...]
    detail: str
    source: OneOrMore


class EarlierName(Strict):
    """Districts that stood in an earlier list under another name."""

    state: str
    earlier: tuple[str, ...]
    now: tuple[str, ...]
    source: str
    confidence: str | None = None


class AspirationalDistricts(Listed):
    """The aspirational districts by State."""

    programme: str
    list_edition: str
    count: int
    states_uts: int
    checked: str
    states: dict[str, AspirationalState]
    dropped: tuple[Dropped, ...]
    earlier_names: tuple[EarlierName, ...]
    disagreements: tuple[str, ...]
    not_the_same_thing: str


# --- offices ---


class MainOffice(Strict):
    """A main field office; ``serves`` is the State of the office, not a sourced jurisdiction."""

    city: str
    state: str
    serves: tuple[str, ...]
    address: str | None = None
    phone: str | None = None
    year_seen: str | None = None
    note: str | None = None
    source: OneOrMore = ()


class BranchOffice(Strict):
    """A branch of a main office."""

    city: str
    state: str
    under: str
    note: str | None = None
    source: OneOrMore = ()


class Helpline(Strict):
    """A telephone number or portal, and how old what we know of it is."""

    name: str
    what_for: str
    year_seen: int | str
    source: OneOrMore
    number: str | None = None
    address: str | None = None
    confidence: str | None = None
    note: str | None = None


class OfficeCounts(Strict):
    """How many offices are listed."""

    main: int
    branches: int


class Offices(Listed):
    """Field offices of the Ministry of MSME, helplines and portals."""

    name_note: str
    main: tuple[MainOffice, ...]
    branches: tuple[BranchOffice, ...]
    counts: OfficeCounts
    office_source: OneOrMore
    age_warning: str
    not_found: tuple[str, ...]
    helplines: Annotated[tuple[Helpline, ...], Field(min_length=1)]
