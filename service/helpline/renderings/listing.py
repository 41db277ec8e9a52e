"""A list for the ear and for a message: how many are on it, the first of them by name, and what its sheets say of each.

Of each scheme it is told in few words whether it takes applications: a name alone would pass for a scheme that is open.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from string import Template

from ingest.sheets.words import upper_first
from prompts.wording import ending
from service.helpline.renderings.content import without_sources
from service.helpline.renderings.records import Content, Language, Point, Source
from service.helpline.renderings.shapes import hindi_name
from service.helpline.renderings.telling import on_status
from service.helpline.renderings.wording import wording

_ENDINGS = ("listed", "listed_in_part")
_STATES = (  # how a sheet's statement on the status begins, and the wording that says it in few words
    (re.compile(r"^(?P<name>.+?) was described as open for applications"), "open"),
    (re.compile(r"^(?P<name>.+?) is closed to new applications"), "closed"),
    (re.compile(r"^It is not known whether (?P<name>.+?) takes applications now"), "unknown"),
    (re.compile(r"^It is uncertain whether (?P<name>.+?) takes applications now"), "uncertain"),
    (re.compile(r"^(?P<name>.+?) has been announced but takes no applications yet"), "announced"),
    (re.compile(r"^(?P<name>.+?) takes no applications of its own any more"), "merged"),
    (re.compile(r"^The last window for applications under (?P<name>.+?) has closed"), "window"),
    (re.compile(r"^The selection under (?P<name>.+?) is finished"), "selected"),
)
_LIES = re.compile(r"^(?P<name>.+?) lies in ")
_SEEN = re.compile(r"as far as (?:sources up to (?P<day>.+?)|(?P<undated>undated pages)) show")
_THE = re.compile(r"^The ")


@dataclass(frozen=True, slots=True)
class Entry:
    """One name on a list. ``state`` names the wording for its status, "" for a cluster, which has none.

    ``seen`` is the newest date of the sources on the status, "undated" where they have none, "" where none is told.
    """

    name: str
    state: str
    seen: str
    points: tuple[Point, ...]

    def called(self, language: Language) -> str:
        """The name as it is said in a language."""
        return hindi_name(_THE.sub("", self.name)) if language is Language.HINDI else self.name


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: ``count`` are on it; ``entries`` are the first that can be told in few words, in its order.

    ``years`` says of which years the sheets of so many entries are: "2022-2026".
    """

    count: int
    entries: tuple[Entry, ...]
    publishers: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def state(self) -> str:
        """The one status that all on the list share; "" where they differ, have none, or are not all at hand."""
        states = {entry.state for entry in self.entries}
        return states.pop() if len(states) == 1 and len(self.entries) == self.count else ""

    def opening(self, told: Sequence[Entry], language: Language, *, short: bool = False) -> str:
        """How many are on the list, and what all share: "26 schemes fit, by our documents. Described as open..."."""
        kind = "schemes" if self.entries[0].state else "clusters"
        count = wording("list_short" if short else f"list_{kind}", language).format(count=self.count)
        stop = "।" if language is Language.HINDI else "."
        shared = f"{upper_first(wording(f'list_{self.state}', language))}{stop}" if self.state else ""
        first = wording("list_all" if len(told) == self.count else "list_first", language)
        return " ".join(filter(None, (count, shared, first)))

    def line(self, entry: Entry, language: Language) -> str:
        """An entry in few words, with its status where that is not said of all at once."""
        name = entry.called(language)
        alone = entry.state and not self.state
        return f"{name}: {wording(f'list_{entry.state}', language)}" if alone else name

    def years(self, told: Sequence[Entry], language: Language) -> str:
        """The years of the sheets that the entries stand in, "" where none is dated."""
        held = {number for entry in told for point in entry.points for number in point.sources}
        found = [source.year for source in self.sources if source.number in held]
        dated = sorted({year for year in found if year})
        if not dated:
            return ""
        span = str(dated[0]) if len(dated) == 1 else f"{dated[0]}-{dated[-1]}"
        undated = f" {wording('list_and_undated', language)}" if None in found else ""
        return f"{span}{undated}"

    def source(self, told: Sequence[Entry], language: Language) -> str:
        """Whose documents the entries stand in, and of which years: "Samuh, 2022-2026"."""
        years = self.years(told, language) or wording("undated", language)
        return ", ".join((*self.publishers[:1], years))


def listing_of(content: Content) -> Listing | None:
    """The list that an answer is; None for any other answer, and for a list of one."""
    counted = _counted(content.warning or "")
    if counted is None or not content.points:
        return None
    count, shown = counted
    groups = [tuple(group) for _, group in groupby(content.points, lambda point: _document(point, content))]
    entries = tuple(_told(map(_entry, groups[:shown])))
    if count < 2 or not entries:
        return None
    publishers = tuple(dict.fromkeys(source.publisher for source in content.sources if source.publisher))
    return Listing(count, entries, publishers, content.sources)


def _counted(message: str) -> tuple[int, int] | None:
    """How many are on a list and how many of them are quoted, by the words of its ending; None for no list."""
    for pattern in _patterns():
        found = pattern.match(message.strip())
        if found:
            count = int(found["count"])
            return count, int(found.groupdict().get("shown") or count)
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    numbers = {"count": "COUNT", "shown": "SHOWN"}
    texts = (re.escape(Template(ending(name)).substitute(numbers)) for name in _ENDINGS)
    return tuple(
        re.compile(text.replace("COUNT", r"(?P<count>\d+)", 1).replace("SHOWN", r"(?P<shown>\d+)", 1))
        for text in texts
    )


def _document(point: Point, content: Content) -> str:
    return next((s.document_id for s in content.sources if s.number in point.sources), "")


def _told(entries: Iterable[Entry | None]) -> Iterable[Entry]:
    """The entries up to the first that cannot be told in few words: none is passed over."""
    for entry in entries:
        if entry is None:
            return
        yield entry


def _entry(points: Sequence[Point]) -> Entry | None:
    """What the statements of one sheet say; None where its name or status is not plain, or may be misread."""
    bare = [without_sources(point.text)[0] for point in points]
    if any(point.doubt for point in points):
        return None
    for text in filter(on_status, bare):
        for pattern, state in _STATES:
            found = pattern.match(text)
            if found:
                return Entry(found["name"], state, _seen(text), tuple(points))
        return None
    lies = next(filter(None, map(_LIES.match, bare)), None)
    return Entry(lies["name"], "", "", tuple(points)) if lies else None


def _seen(text: str) -> str:
    found = _SEEN.search(text)
    return (found["day"] or "undated") if found else ""
