"""What holds in other cases: rules of the same kind and scheme for another size, part or kind of applicant."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.helpline.renderings.clauses import topic_of
from service.helpline.renderings.content import without_sources
from service.helpline.renderings.records import Content, Point

_GRANT = re.compile(r"^(?:(?P<case>.+?) gets a grant of |the grant is (?!worked out))")
_OWN = re.compile(
    r"^the (?:members' )?own contribution (?:of the applicants )?is (?:at least )?(?P<share>[\d.]+%)(?P<case>.*)"
)
_FIGURE = re.compile(r"(?:Rs )?\d[\d,.]*(?: (?:lakh|crore))?%?")
_SIZE = re.compile(
    r"\b(?:up to|above|more than|less than|at least|at most|over|under|below|from|to|fewer than) #"
)
_CLASS = re.compile(r"\bfor (?:an? |the )?[^#,;]+? (?=is\b|are\b|gets\b)")
_ANY_OTHER = re.compile(r"\b(?:any other|all other|other (?:areas?|States?)|elsewhere)\b", re.IGNORECASE)
_OTHER_AREA = " in any other area"
_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A statement as a rule: of which scheme and part, of what kind, and for which case ("" for all)."""

    scheme: str
    part: str
    kind: str
    case: str


def other_halves(lead: Point, points: Sequence[Point], content: Content) -> tuple[Point, ...]:
    """The points that tell the leading rule for other cases, in their order; none where the caller named the case.

    A rule for a case within a part is a half of the rule for that part, and not the other way round.
    """
    one = _rule(lead)
    if one is None or content.status == "assessed":
        return ()
    return tuple(p for p in points if p != lead and (other := _rule(p)) and _apart(one, other, content))


def needed_before(lead: Point, points: Sequence[Point]) -> tuple[Point, ...] | None:
    """The cases before "any other": told in front of such a rule; None where the answer holds none of them."""
    one = _rule(lead)
    if one is None or not says_any_other(lead):
        return ()
    rules = ((point, _rule(point)) for point in points if point != lead and not says_any_other(point))
    found = tuple(p for p, rule in rules if rule and rule.case and _place(rule) == _place(one))
    return found or None


def outside(lead: Point, before: Sequence[Point]) -> Point | None:
    """The rule for any other area with the one area named that it leaves out, so that it can be told alone.

    Example: "a park in any other area" beside "a park in the North East" → "a park outside the North East". None
    where more than one case is left out, or one of another kind.
    """
    one, others = _rule(lead), [rule for rule in map(_rule, before) if rule]
    if one is None or len(before) != 1 or len(others) != 1 or not one.case.endswith(_OTHER_AREA):
        return None
    head = one.case.removesuffix(_OTHER_AREA)
    if not others[0].case.startswith(f"{head} in "):
        return None
    area = others[0].case.removeprefix(f"{head} in ")
    return replace(lead, text=lead.text.replace(one.case, f"{head} outside {area}", 1))


def says_any_other(point: Point) -> bool:
    """Whether a rule is for all others, which means nothing without those that it leaves out."""
    rule = _rule(point)
    return bool(rule and _ANY_OTHER.search(rule.case))


def _apart(one: _Rule, other: _Rule, content: Content) -> bool:
    if (one.scheme, one.kind) != (other.scheme, other.kind):
        return False
    if one.part != other.part:
        return not _named(one.part, content.question)
    return bool(other.case) and one.case != other.case and not _named(one.case, content.question)


def _place(rule: _Rule) -> tuple[str, str, str]:
    return rule.scheme, rule.part, rule.kind


def _rule(point: Point) -> _Rule | None:
    """A statement of a scheme with a figure in it; None for any other."""
    topic, rest = topic_of(without_sources(point.text)[0])
    if not topic.scheme or point.disagrees or not _FIGURE.search(rest):
        return None
    grant = _GRANT.match(rest)
    if grant:
        return _Rule(topic.scheme, topic.part, "grant", grant["case"] or "")
    own = _OWN.match(rest)
    if own:
        return _Rule(topic.scheme, topic.part, "own", own["case"] if "project" in own["case"] else "")
    kind = _CLASS.sub("for ~ ", _SIZE.sub("~", _FIGURE.sub("#", rest)))
    return _Rule(topic.scheme, topic.part, kind, rest if "~" in kind else "")


def _named(words: str, question: str) -> bool:
    """Whether a question names a part or a case: by its short form in capitals, or by all of its longer words."""
    short = re.search(r"\(([A-Z]{2,6})\)", words)
    if short and re.search(rf"\b{short[1]}\b", question, re.IGNORECASE):
        return True
    asked = set(_WORD.findall(question.casefold()))
    longer = set(_WORD.findall(re.sub(r"\([^)]*\)", "", words).casefold()))
    return bool(longer) and longer <= asked
