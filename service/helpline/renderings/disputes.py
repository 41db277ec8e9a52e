"""Where an answer's sources disagree: on what, whether the answer leads with it, and how it is said beside."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.helpline.renderings.clauses import topic_of
from service.helpline.renderings.content import without_sources
from service.helpline.renderings.records import Language, Point
from service.helpline.renderings.shapes import brief, hindi_name, in_hindi
from service.helpline.renderings.wording import wording

_ON = re.compile(r"^Sources disagree on (?P<about>[^:]+?)(?: under (?P<name>[^:]+?))?: (?P<sides>.+)$")
_FIGURE = re.compile(r"(?:Rs )?\d[\d,]*(?:\.\d+)?(?: (?:lakh|crore)\b|%)?")
_WORD = re.compile(r"[a-z]{4,}")
_LIMITS = frozenset({"crore", "lakh", "least", "most", "must", "have", "than", "more", "fewer"})
_READING = re.compile(r"^On (?P<about>.+), this sheet reads it so: ")


@dataclass(frozen=True, slots=True)
class Dispute:
    """The sides of a disagreement, and how the sheet reads it (None where the answer does not hold that)."""

    sides: Point
    reading: Point | None

    @property
    def points(self) -> tuple[Point, ...]:
        """What is told together or not at all."""
        return (self.sides, self.reading) if self.reading else (self.sides,)

    @property
    def about(self) -> str:
        """What the sources disagree on, empty where the sentence has another form."""
        found = _ON.match(self.sides.text)
        return found["about"] if found else ""


def disputes(points: Sequence[Point]) -> tuple[Dispute, ...]:
    """Every disagreement of an answer with its reading, in the order of the answer."""
    return tuple(Dispute(point, _reading(point, points)) for point in points if point.disagrees)


def leading(points: Sequence[Point], found: Sequence[Dispute]) -> Dispute | None:
    """The disagreement to begin with: the answer's own first statement, or one about all figures of that."""
    first = points[0]
    return next((each for each in found if each.sides == first or _settles(each.sides, first)), None)


def said_beside(found: Sequence[Dispute], language: Language) -> tuple[str, ...]:
    """That sources disagree, to be said beside what else is told; the fullest first; nothing where they do not."""
    if not found:
        return ()
    abouts = list(dict.fromkeys(each.about for each in found))
    known = _known(abouts[0], language) if len(abouts) == 1 else ()
    short = wording("disagree_point" if len(found) == 1 else "disagree_points", language)
    lines = [*(wording("disagree_on", language).format(about=about) for about in known), short]
    return (wording("disagree_ask", language).format(said=lines[0].rstrip(".।")), *dict.fromkeys(lines[-2:]))


def _known(about: str, language: Language) -> tuple[str, ...]:
    """What the disagreement is on, whole and in fewer words; nothing where that cannot be said in the language."""
    if language is Language.HINDI:
        return tuple(filter(None, (in_hindi(about),)))
    return (about, brief(about).removeprefix("the ")) if about else ()


def _reading(sides: Point, points: Sequence[Point]) -> Point | None:
    """The sheet's own reading of the very same matter."""
    found = _ON.match(sides.text)
    if found is None:
        return None
    matter = " under ".join(filter(None, (found["about"], found["name"])))
    return next((p for p in points if (on := _READING.match(p.text)) and on["about"] == matter), None)


def _settles(sides: Point, first: Point) -> bool:
    """Whether a disagreement is about just the figures that the leading statement gives, of the same thing and scheme.

    A cost of Rs 30 crore is not the grant of Rs 30 crore: the statement may speak of nothing that the sides do not.
    """
    found = _ON.match(sides.text)
    topic, rest = topic_of(without_sources(first.text)[0])
    figures = set(_FIGURE.findall(rest))
    if found is None or not figures or hindi_name(found["name"] or "") != hindi_name(topic.scheme):
        return False
    claims = re.sub(r"\([^()]*\)", "", found["sides"])
    matter = set(_WORD.findall(f"{found['about']} {claims}".casefold()))
    return figures <= set(_FIGURE.findall(claims)) and set(_WORD.findall(rest.casefold())) - _LIMITS <= matter
