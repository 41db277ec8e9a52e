"""Which points of an answer may be told where room is short, and in what order, so that none misleads alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from service.helpline.renderings import quotes
from service.helpline.renderings.clauses import topic_of
from service.helpline.renderings.content import without_sources
from service.helpline.renderings.disputes import Dispute, disputes, leading, said_beside
from service.helpline.renderings.halves import needed_before, other_halves, outside, says_any_other
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
    areas or groups that are not in ``first``, ``halves`` tell the leading rule for other cases; where one of either is
    not told, the caller hears that there are such. ``beside`` are disagreements that the answer does not begin with:
    each is told with all of its sides or named. ``rows`` are further rows of a comparison, each told for all of its
    sides or not at all. ``split`` are later points that tell rules for one case each: a message too short for all of
    them tells none.
    """

    first: tuple[Point, ...]
    standing: tuple[Point, ...]
    later: tuple[Point, ...]
    special: tuple[Point, ...]
    conflict: bool
    rows: tuple[tuple[Point, ...], ...] = ()
    halves: tuple[Point, ...] = ()
    beside: tuple[Dispute, ...] = ()
    split: tuple[Point, ...] = ()

    @property
    def plain(self) -> tuple[Point, ...]:
        """The later points without rules for special areas or groups, or for one case of several."""
        return tuple(point for point in self.later if point not in self.special and point not in self.split)

    @property
    def ways(self) -> tuple["Plan", ...]:
        """The plan with the leading rule for all cases, which is better, and for the first with the rest named."""
        whole = replace(self, first=(*self.first, *self.halves), halves=())
        return (whole, self) if self.first and self.halves else (self,)

    @property
    def narrowed(self) -> tuple["Plan", ...]:
        """For want of room: a rule for any other area without the one for the area left out, which it names."""
        if len(self.first) < 2 or self.conflict:
            return ()
        *before, lead = self.first
        alone = outside(lead, before)
        return (replace(self, first=(alone,), special=(*before, *self.special)),) if alone else ()


def plan(content: Content) -> Plan:
    """How the points of an answer are to be told, in its own order, beginning with the leading one."""
    if not content.points:
        return Plan((), (), (), (), content.status == "conflicting")
    found = disputes(content.points)
    aside = [point for dispute in found for point in dispute.points]
    points = [point for point in content.points if point not in aside]
    special = [point for point in points if _special(point, content)]
    if content.compared and not (content.status == "conflicting" and not found):
        return replace(_side_by_side(content.compared, content, (*special, *aside)), beside=found)
    ahead = leading(content.points, found)
    beside = tuple(dispute for dispute in found if dispute != ahead)
    sides = ahead.points if ahead else ()
    conflict = bool(sides) or (content.status == "conflicting" and not found)
    first = sides or _first(points, special, conflict)
    made = Plan(first, _standing(points, first, content), (), (), conflict, beside=beside)
    return made if conflict and not first else _filled_up(made, points, special, content)


def _filled_up(made: Plan, points: Sequence[Point], special: Sequence[Point], content: Content) -> Plan:
    """The plan with what may follow the first points: rules for other cases, for special ones, and all others."""
    held = (*made.first, *made.standing)
    others = [p for p in points if p not in held and not on_status(p.text)]
    lead = next((point for point in points if point in made.first and point not in special), None)
    halves = [p for p in (other_halves(lead, others, content) if lead else ()) if p not in special]
    later = _later(others, made.first, special, content) if made.first else ()
    left = tuple(point for point in special if point not in made.first)
    split = tuple(p for p in later if p not in halves and other_halves(p, others, content))
    return replace(made, later=tuple(later), special=left, halves=tuple(halves), split=split)


def _standing(points: Sequence[Point], first: Sequence[Point], content: Content) -> tuple[Point, ...]:
    """What the answer says on whether the scheme of its leading point takes applications."""
    lead = first[0] if first else content.points[0]
    return tuple(p for p in points if p not in first and _stands_for(p, lead, content))


def _side_by_side(compared: Compared, content: Content, without: Sequence[Point]) -> Plan:
    """A comparison: a point of each side or none, the status of each, then further rows, again with all sides."""
    standing = tuple(point for point in content.points if on_status(_bare(point)) and not points_back(point))
    rows = [_row(row, (*without, *standing)) for row in compared.rows]
    whole = [row for row in rows if row]
    first = whole[0] if whole else ()
    special = tuple(point for point in without if _special(point, content))
    return Plan(first, standing, (), special, False, tuple(whole[1:]))


def endings(telling: Plan, language: Language) -> tuple[str, ...]:
    """What must be said of what is not told: that other cases differ, that sources disagree; the fullest first."""
    cases = tuple(wording(name, language) for name in _cases(telling))
    beside = said_beside(telling.beside, language)
    pairs = product(cases or ("",), beside or ("",))
    return tuple(dict.fromkeys(" ".join(filter(None, pair)) for pair in pairs)) if cases or beside else ()


def _cases(telling: Plan) -> tuple[str, ...]:
    """The wordings for rules that are not told: of special cases only where none such is among what is told."""
    if telling.halves or (telling.special and (telling.conflict or any(map(_for_special, telling.first)))):
        return ("others", "others_short")
    return ("special", "special_short") if telling.special else ()


def _for_special(point: Point) -> bool:
    return bool(_SPECIAL.search(_bare(point)))


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
    if conflict:
        return tuple(points) if len(points) > 1 and not any(map(points_back, points)) else ()
    before = needed_before(lead, points)
    if points_back(lead) or before is None:
        return ()
    if before:
        return (*before, lead)
    if lead not in special:
        return (lead, *_quoted_after(lead, points))
    general = next((p for p in points if p not in special and _sibling(lead, p)), None)
    return (lead, general) if general else ()


def _quoted_after(lead: Point, points: Sequence[Point]) -> tuple[Point, ...]:
    """The quote in Devanagari right after one: that stands there to make it understood, and is itself the answer."""
    after = points[1:2] if quotes.tongue(lead.text) else ()
    return tuple(point for point in after if quotes.tongue(point.text) and quotes.points_back(point.text))


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
        if says_any_other(point) and not _after_the_rest(point, others, (*first, *kept)):
            continue
        kept.append(point)
    return kept


def _after_the_rest(point: Point, others: Sequence[Point], told: Sequence[Point]) -> bool:
    """Whether the cases that a rule for any other leaves out are all told before it."""
    before = needed_before(point, (*told, *others))
    return before is not None and all(each in told for each in before)


def _follows(point: Point, told: Sequence[Point], content: Content) -> bool:
    """Whether the point before it in the answer is told right before it, and is of the same document."""
    before = content.points[content.points.index(point) - 1]
    parted = any(on_status(p.text) for p in content.points if p not in told)
    return (
        told[-1] == before and not parted and bool(_documents(point, content) & _documents(before, content))
    )


def points_back(point: Point) -> bool:
    """Whether a sentence begins with a word for something said before it ("That this order covers ...")."""
    return quotes.points_back(point.text) or bool(_BACK.match(topic_of(_bare(point))[1].lstrip('"“‘ ')))


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
    if not on_status(text) or points_back(point):
        return False
    topic, rest = topic_of(text)
    said = say(rest, Language.ENGLISH)
    named, scheme = topic.scheme or (said.name if said else ""), topic_of(_bare(lead))[0].scheme
    if named and scheme:
        return _plain(named) == _plain(scheme)
    return bool(_documents(point, content) & _documents(lead, content))


def on_status(text: str) -> bool:
    """Whether a sentence says if a scheme takes applications, and not whom to ask about it."""
    return bool(_STANDING.search(text)) and not text.startswith("Ask ")


def _documents(point: Point, content: Content) -> set[str]:
    return {source.document_id for source in content.sources if source.number in point.sources}


def _bare(point: Point) -> str:
    return without_sources(point.text)[0]


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[(),]", " ", name).casefold().split())
