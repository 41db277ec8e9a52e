"""Which points of an answer may be told where room is short, and in what order, so that none misleads alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.helpline.renderings.clauses import topic_of
from service.helpline.renderings.content import without_sources
from service.helpline.renderings.records import Compared, Content, Language, Point
from service.helpline.renderings.shapes import hindi_name, say
from service.helpline.renderings.wording import wording

_SPECIAL = re.compile(
    r"\b(?:north[- ]?east(?:ern)?|hill(?:y|s)?|himalayan?|islands?|aspirational|difficult area|"
    r"jammu|kashmir|ladakh|special[- ](?:area|categor(?:y|ies))|scheduled (?:castes?|tribes?)|SC|ST|SC/ST|"
    r"wom[ae]n(?:-owned)?|tribal|minorit(?:y|ies)|divyang\w*|ex-service\w*)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:arunachal|assam|manipur|meghalaya|mizoram|nagaland|sikkim|tripura|himachal|uttarakhand|andaman|"
    r"lakshadweep|mahila\w*|aurat\w*|purvottar|poorvottar|pahaa?di|anusuchit|adivasi)\b|पूर्वोत्तर|असम|मणिपुर|मेघालय|मिज़ोरम|नागालैंड|सिक्किम|त्रिपुरा|हिमाचल|उत्तराखंड|कश्मीर|लद्दाख|"
    r"पहाड़ी|आकांक्षी|महिला|अनुसूचित",
    re.IGNORECASE,
)
_GENERAL = re.compile(r"\b(?:general(?:[- ]category)?|any other|other (?:areas?|States?))\b", re.IGNORECASE)
_STANDING = re.compile(
    r"\b(?:(?<!ask first whether it )takes (?:no )?applications|open for applications|closed to new applications|"
    r"last window for applications under .+ has closed|no new proposal is taken)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\bopen for applications\b", re.IGNORECASE)
_BACK = re.compile(
    r"^(?!these can apply under |it is (?:not known|uncertain) whether )"
    r"(?:that|this|these|those|it|its|they|their|such|the (?:same|above|said|latter|former)|both)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"Rs [\d,.]*\d(?: (?:lakh|crore))?")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to tell: all of ``first`` whole or no figure at all, then ``standing``, then ``later`` while they fit.

    ``standing`` says whether the scheme of the leading point takes applications. ``special`` are rules for special
    areas or groups that are not in ``first``; where one is not told, the caller hears that there are such. ``rows`` are
    further rows of a comparison, each told for all of its sides or not at all.
    """

    first: tuple[Point, ...]
    standing: tuple[Point, ...]
    later: tuple[Point, ...]
    special: tuple[Point, ...]
    conflict: bool
    rows: tuple[tuple[Point, ...], ...] = ()

    @property
    def plain(self) -> tuple[Point, ...]:
        """The later points without rules for special areas or groups."""
        return tuple(point for point in self.later if point not in self.special)


def plan(content: Content) -> Plan:
    """How the points of an answer are to be told, in its own order, beginning with the leading one."""
    points = content.to_say
    conflict = content.status == "conflicting" or any(point.disagrees for point in points)
    special = [point for point in points if _special(point, content)]
    if content.compared and not conflict:
        return _side_by_side(content.compared, content, special)
    first = _first(points, special, conflict)
    standing = tuple(p for p in points if p not in first and _stands_for(p, points[0], content))
    held = (*first, *standing)
    others = [p for p in points if p not in held and not _on_status(p.text)]
    left = tuple(point for point in special if point not in first)
    later = tuple(_later(others, first, special, content)) if first else ()
    return Plan(first, standing, later, left, conflict)


def _side_by_side(compared: Compared, content: Content, special: Sequence[Point]) -> Plan:
    """A comparison: a point of each side or none, the status of each, then further rows, again with all sides."""
    standing = tuple(point for point in content.points if _on_status(_bare(point)) and not points_back(point))
    rows = [_row(row, (*special, *standing)) for row in compared.rows]
    whole = [row for row in rows if row]
    first = whole[0] if whole else ()
    return Plan(first, standing, (), tuple(special), False, tuple(whole[1:]))


def _row(row: Sequence[Sequence[Point]], without: Sequence[Point]) -> tuple[Point, ...]:
    """The first point of each cell of a row; none where a side has none, or one that points back."""
    sides = [next((p for p in cell if p not in without and not points_back(p)), None) for cell in row]
    found = tuple(point for point in sides if point)
    return found if len(found) == len(sides) else ()


def openings(content: Content, telling: Plan, language: Language) -> tuple[str, ...]:
    """Our own words before the points, the fullest first: that they are a part, or that sources disagree; else "".

    Of a comparison, what is compared.
    """
    if content.compared:
        hindi = language is Language.HINDI
        names = ", ".join(hindi_name(name) if hindi else name for name in content.compared.names)
        named = wording("compared", language).format(names=names)
        partly = f"{wording('partly', language)} " if content.status == "partly_answered" else ""
        return (f"{partly}{named}", partly.strip())
    if content.status == "partly_answered":
        return (wording("partly", language), wording("partly_short", language))
    own = any(point.disagrees for point in telling.first)
    return (wording("disagree", language) if telling.conflict and not own else "",)


def takes_applications(point: Point) -> bool:
    """Whether a point on a scheme's status says that it is open; else a caller must hear it beside any figure."""
    return bool(_OPEN.search(_bare(point)))


def _first(points: Sequence[Point], special: Sequence[Point], conflict: bool) -> tuple[Point, ...]:
    """The points that are told together or not at all; none where the leading one would mislead."""
    if not points:
        return ()
    lead = points[0]
    if conflict and not lead.disagrees:
        return tuple(points) if len(points) > 1 and not any(map(points_back, points)) else ()
    if points_back(lead):
        return ()
    if lead not in special:
        return (lead,)
    general = next((p for p in points if p not in special and _sibling(lead, p)), None)
    return (lead, general) if general else ()


def _later(
    others: Sequence[Point], first: Sequence[Point], special: Sequence[Point], content: Content
) -> list[Point]:
    """The other points in order: a special rule after its general one, what points back right after its fellow."""
    kept: list[Point] = []
    for point in others:
        if point in special and not any(_sibling(point, told) for told in (*first, *kept)):
            continue
        if points_back(point) and not _follows(point, (*first, *kept), content):
            continue
        kept.append(point)
    return kept


def _follows(point: Point, told: Sequence[Point], content: Content) -> bool:
    """Whether the point before it in the answer is told right before it, and is of the same document."""
    before = content.to_say[content.to_say.index(point) - 1]
    parted = any(_on_status(p.text) for p in content.points if p not in told)
    return (
        told[-1] == before and not parted and bool(_documents(point, content) & _documents(before, content))
    )


def points_back(point: Point) -> bool:
    """Whether a sentence begins with a word for something said before it ("That this order covers ...")."""
    return bool(_BACK.match(topic_of(_bare(point))[1].lstrip('"“‘ ')))


def _special(point: Point, content: Content) -> bool:
    """Whether a rule is for special areas or groups alone, and the caller did not ask about such."""
    if content.status == "assessed" or _asked(content.question) or point.disagrees:
        return False
    text = _bare(point)
    return bool(_SPECIAL.search(text)) and bool(re.search(r"\d", text)) and not _GENERAL.search(text)


def _asked(question: str) -> bool:
    return bool(_SPECIAL.search(question) or _NAMED.search(question))


def _sibling(special: Point, general: Point) -> bool:
    """Whether a rule is the one for everybody else: of the same part of the same scheme and for the same sums."""
    one, rule = topic_of(_bare(special))
    other, fellow = topic_of(_bare(general))
    return one == other and bool(_GENERAL.search(fellow)) and _case(rule) == _case(fellow)


def _case(rule: str) -> list[str]:
    """The sums that a rule holds for, before what it gives."""
    return _MONEY.findall(re.split(r" (?:gets|get|is|are|pays?|must|may)\b", rule)[0])


def _stands_for(point: Point, lead: Point, content: Content) -> bool:
    """Whether a point says if the leading point's scheme takes applications."""
    text = _bare(point)
    if not _on_status(text) or points_back(point):
        return False
    topic, rest = topic_of(text)
    said = say(rest, Language.ENGLISH)
    named, scheme = topic.scheme or (said.name if said else ""), topic_of(_bare(lead))[0].scheme
    if named and scheme:
        return _plain(named) == _plain(scheme)
    return bool(_documents(point, content) & _documents(lead, content))


def _on_status(text: str) -> bool:
    """Whether a sentence says if a scheme takes applications, and not whom to ask about it."""
    return bool(_STANDING.search(text)) and not text.startswith("Ask ")


def _documents(point: Point, content: Content) -> set[str]:
    return {source.document_id for source in content.sources if source.number in point.sources}


def _bare(point: Point) -> str:
    return without_sources(point.text)[0]


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[(),]", " ", name).casefold().split())
