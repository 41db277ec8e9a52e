"""The case that a question tells of: its cost, its area, the part of a scheme; and the case that a rule is for.

A sheet has a sentence for each case. Where the question says which case it is, those of other cases are no answer.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from service.answers.question import Question
from service.answers.words import STOP, fold, stem, stem_set, words

_UNITS = {"crore": 1e7, "crores": 1e7, "cr": 1e7, "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5}
_SUM = r"(\d+(?:\.\d+)?) ?(crores?|cr|lakhs?|lacs?)\b"
_COST = re.compile(_SUM)
_OF_PROJECT = re.compile(
    rf"{_SUM} (?:rupees? )?(?:ka |ki |ke )?(?:project|cfc|centre|unit)\b|\bproject (?:of|worth|costing) (?:rs )?{_SUM}"
)
_SPAN = re.compile(rf"\bof (?:rs )?{_SUM} to (?:rs )?{_SUM}")
_ABOVE = re.compile(rf"\b(?:more than|above|over) (?:rs )?{_SUM}")
_UP_TO = re.compile(rf"\b(?:project|costs?|loans?)(?: of)? up to (?:rs )?{_SUM}")
_EXAMPLE = re.compile(rf"\ba project of rs {_SUM} gets")
_LEAST_COST = re.compile(r"\bmust cost at least\b")
_LEAST_SUM = re.compile(rf"\bmust cost at least rs {_SUM}")
_MOST_SUM = re.compile(rf"\b(?:project|centre|unit) may cost at most rs {_SUM}")
_IN_DIGITS = re.compile(r"\b(?:rs|inr|rupees) ?(\d{5,})(?! ?(?:crore|cr\b|lakh|lac|million|billion)|[\d.])")
_HELD_BY = re.compile(r"\b(turnover|sales|exports?|members?|worth|already|own share|contribution)\b")
_NOTE = re.compile(r"In the .{3,90}? part of [^:]{2,80}: ")
# Special areas as questions and rules name them, and as a place that lies there is understood.
SPECIAL: Mapping[str, re.Pattern[str]] = {
    "north east": re.compile(r"\bnorth[- ]east"),
    "hill state": re.compile(r"\bhill(?:(?:y|[- ])? ?states?\b|, border\b)"),
    "himalayan state": re.compile(r"\bhimalayan states?\b"),
    "island": re.compile(r"\bislands?\b"),
    "aspirational district": re.compile(r"\baspirational\b"),
}
_WIDER = {"hill state": "himalayan state"}  # each hill State is Himalayan
_ELSEWHERE = ("general area", "any other area", "other areas")
_ANY_PART = frozenset("cluster project part unit units scheme grant loan support help any other".split())
_KINDS: tuple[Mapping[str, re.Pattern[str]], ...] = (
    {
        "special category": re.compile(
            r"\bspecial[- ]category\b|\b(sc|st|obc|scst|minority|wom[ae]n|mahila|disabled|divyang|ex-servicem[ae]n)\b"
        ),
        "general category": re.compile(
            r"\bgeneral[- ](category|caste|class|man|men|male|person|people|applicants?|candidates?|entrepreneurs?)\b"
            r"|\bunreserved\b"
        ),
    },
    {
        "rural": re.compile(r"\b(rural|villages?|gaon|gram)\b"),
        "urban": re.compile(r"\b(urban|city|cities|shahar)\b"),
    },
)
"""What rules tell applicants and places apart by: of each, one name rules out the other."""
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Case:
    """What a question tells: the cost of its project in rupees and the special area; None where it does not say.

    ``kinds`` are the kinds of applicant and place that it names ("general category", "rural").
    """

    cost: float | None
    area: str | None
    kinds: frozenset[str] = frozenset()

    @property
    def told(self) -> bool:
        """Whether the question tells anything of a case."""
        return bool(self.cost or self.area or self.kinds)

    @property
    def special(self) -> bool:
        """Whether rules for special areas or applicants may be its own: a city alone makes nobody special."""
        return bool(self.area) or "special category" in self.kinds


def case_of(question: Question) -> Case:
    """The case that a question tells of."""
    return Case(cost_of(question), area_of(question), kinds_of(question.search))


def under_rules(case: Case, rules: Iterable[str]) -> Case:
    """The case as rules that stand together take it: where a special category includes its area, nobody is general.

    Both the rules for the special and those for the general category may then hold.
    """
    if not case.area or "general category" not in case.kinds:
        return case
    if any("special category" in kinds_of(text) and speaks_of(text, case.area) for text in rules):
        return replace(case, kinds=case.kinds - {"general category"})
    return case


def of_case(text: str, case: Case) -> bool:
    """Whether a rule names the case: its slab holds the cost, it rules that cost out, or it speaks of the area."""
    span = slab(text)
    if ruled_out(text, case) or (case.kinds and case.kinds <= kinds_of(text)):
        return True
    return bool(case.cost and span and inside(case.cost, span)) or speaks_of(text, case.area)


def speaks_of(text: str, area: str | None) -> bool:
    """Whether a rule is for a special area, by its own name or by that of a wider one."""
    return area is not None and any(
        name is not None and SPECIAL[name].search(fold(text)) is not None for name in (area, _WIDER.get(area))
    )


def of_another(text: str, case: Case) -> bool:
    """Whether a rule is for another case only: another slab, another kind, or the areas that are not special."""
    span = slab(text)
    if case.kinds and excludes(case.kinds, kinds_of(text)):
        return True
    if case.cost and span and not inside(case.cost, span):
        return True
    return bool(case.area) and for_all(text)


def for_special_case(text: str) -> bool:
    """Whether a rule is for special areas or a special category of applicants alone."""
    text = fold(text)
    if for_all(text):
        return False
    return any(named.search(text) for named in SPECIAL.values()) or "special category" in kinds_of(text)


def ruled_out(text: str, case: Case) -> bool:
    """Whether a statement bounds what a project must or may cost, and the caller's cost lies outside."""
    if not case.cost:
        return False
    least, most = _LEAST_SUM.search(plain(text)), _MOST_SUM.search(plain(text))
    too_low = least is not None and case.cost < amount(least[1], least[2])
    return too_low or (most is not None and case.cost > amount(most[1], most[2]))


def is_note(text: str) -> bool:
    """Whether a sheet's statement is a note on the rules of a part of a scheme."""
    return _NOTE.match(text) is not None


def for_all(text: str) -> bool:
    """Whether a rule says that it is for the areas that are not special."""
    return any(name in fold(text) for name in _ELSEWHERE)


def standing(text: str, special: bool) -> int:
    """The place of a sheet's statement among those under one heading.

    Rules come first, then the least that a project must cost, then the rules for special cases, then notes on them.
    With ``special`` the question is of a special case, whose rules stand with the others.
    """
    if is_note(text):
        return 3
    if not special and for_special_case(text):
        return 2
    return int(_LEAST_COST.search(text) is not None)


def worked_out(text: str, case: Case) -> bool:
    """Whether a statement works the sum out for just this cost."""
    found = _EXAMPLE.search(plain(text)) if case.cost else None
    return found is not None and amount(found[1], found[2]) == case.cost


def cost_of(question: Question) -> float | None:
    """The one sum of money in a question, in rupees; None where it names none, several, or one of another kind."""
    text = plain(question.search)
    sums = {amount(*found) for found in _COST.findall(text)}
    ours = _OF_PROJECT.search(text) or not _HELD_BY.search(text)
    return sums.pop() if len(sums) == 1 and ours else None


def area_of(question: Question) -> str | None:
    """The special area that a question's State lies in, as rules name it; None where it names none."""
    text = fold(question.search)
    return next((area for area, named in SPECIAL.items() if named.search(text)), None)


def kinds_of(text: str) -> frozenset[str]:
    """The kinds of applicant and place that a text names; none of a pair where it names both."""
    text = fold(text)
    found: set[str] = set()
    for pair in _KINDS:
        named = [name for name, said in pair.items() if said.search(text)]
        found.update(named if len(named) == 1 else ())
    return frozenset(found)


def excludes(asked: frozenset[str], ruled: frozenset[str]) -> bool:
    """Whether a rule names the other kind of a pair of which the question names one."""
    return any(asked & pair.keys() and ruled & pair.keys() - asked for pair in _KINDS)


@lru_cache(maxsize=20_000)  # the same sentences are weighed for many questions
def slab(text: str) -> Span | None:
    """The costs that a statement is for, in rupees: above the first up to the second; None where it is for any."""
    text = plain(text)
    if found := _SPAN.search(text):
        low, high = amount(found[1], found[2]), amount(found[3], found[4])
        return low - 1, high
    if found := _ABOVE.search(text):
        return amount(found[1], found[2]), float("inf")
    found = _UP_TO.search(text)
    return (0.0, amount(found[1], found[2])) if found else None


def inside(cost: float, span: Span) -> bool:
    """Whether a cost falls into a slab."""
    return span[0] < cost <= span[1]


def amount(number: str, unit: str) -> float:
    """A sum in rupees: ``("12", "crore")`` is 120,000,000."""
    return float(number) * _UNITS[unit]


def plain(text: str) -> str:
    """Folded, without grouping marks in numbers and without the dot of Rs; a sum written out in digits in lakh.

    Example: ``₹12,00,00,000`` is ``rs 1200 lakh``.
    """
    bare = re.sub(r"(?<=\d),(?=\d)", "", fold(text)).replace("rs.", "rs ").replace("₹", "rs ")
    return _IN_DIGITS.sub(
        lambda found: f"rs {Decimal(found[1]) / 100_000:f} lakh", re.sub(r"\brs +", "rs ", bare)
    )


def part_of_scheme(heading: str) -> str | None:
    """The part of a scheme that a heading is about: ``How much grant: New unit, PMEGP (2021-26)`` gives New unit."""
    found = re.match(r"[^:]+: (.+), [^,]+$", heading)
    return found[1] if found else None


def names_part(question: Question, part: str) -> frozenset[str]:
    """The stems of the telling words of a part's name by which a question names it; empty where it does not."""
    return part_stems(part) & stem_set(question.search)


def part_stems(part: str) -> frozenset[str]:
    """The stems of the telling words of a part's name."""
    return frozenset(stem(word) for word in words(part) if len(word) > 2 and word not in STOP | _ANY_PART)
