"""Which way a sentence points: at a good result, at a shortfall, or at neither; by its words, which are named.

It is rules over words (``wording.yaml``), measured on labelled sentences (docs/how-to/write-a-brief.md). What is
planned or demanded is no result; what points both ways, or nowhere, is context.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

import yaml

from service.briefs.records import Reads, Side

REACH = 28  # characters before a word in which a negation turns it round: about four words
_NUMBER = re.compile(
    r"(?:(?:about|over|around|nearly|some|more than|less than|up to|INR|USD|CNY|EUR|Rs\.?)\s+)*"
    r"(\d[\d,]*(?:\.\d+)?)\s*(%|per cent|[a-zA-Z]+)?"
)
_TIMES = {"thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9}
_COUNTED = ("people", "persons", "workers", "families", "households")  # not to be compared with units
_BEFORE_AFTER = re.compile(r"\bbefore, (?P<before>.+?); after, (?P<after>.+)")
_METRIC = re.compile(r"^On (?P<metric>.+?), the .+? saw this\b")
_CHANGE = re.compile(r"(?:change, |: )(?:about |over |more than |up )?(?P<sign>[+-]|plus |minus )\s?\d")
_BRACKETS = re.compile(r"\((?:[^()]|\([^()]*\))*\b(?:(?:19|20)\d\d|undated)\)")
_MORE = re.compile(r"\d\s*(?:%|per cent)\s+(?:more|higher)\b|\b(?:double|twice|triple)\b")


_PROGRESS = re.compile(r"^The progress of .+? was this: ")  # what follows is how it went
_INFINITIVE = re.compile(r"(?<!\w)to\s*$")
LISTED = "a problem of its record"
_PROBLEM = re.compile(r"^One problem of .+? was ")
_ABSENT = (
    r"(?i:\b(?:no|lack of|lacks?|lacking|lacked|without|absence of|want of|too little|"
    r"shortage of|short of|scarcity of|need for|need of|demand for|asked for)\s+"
    r"(?:(?!but\b)[\w-]+\s+){0,3}?)(?:"
)


Governs: TypeAlias = Callable[[str, int, int], bool]
"""Whether the word at a span of a text counts."""


class Points(StrEnum):
    """Where a sentence points."""

    GOOD = "good"
    BAD = "bad"
    BOTH = "both"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a sentence points, and the words that say so; ``text`` is what was read, on one line."""

    points: Points
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    unreal: str = ""
    text: str = ""


@cache
def wording() -> Mapping[str, Any]:
    """The lists of words, as ``wording.yaml`` has them."""
    loaded: Mapping[str, Any] = yaml.safe_load(
        files("service.briefs").joinpath("wording.yaml").read_text("utf-8")
    )
    return loaded


@cache
def listed(name: str) -> re.Pattern[str]:
    """One list as an expression; entries of the lists of directions are expressions themselves, others are words."""
    entries: Sequence[str] = wording()[name]
    if name in ("good", "bad", "use_good", "use_bad", "weighty"):
        return re.compile(r"(?<![\w-])(?:" + "|".join(entries) + ")", re.I)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(entry) for entry in entries) + r")(?!\w)", re.I)


def counts(_text: str, _start: int, _end: int) -> bool:
    """Let every word count, whatever it is said of."""
    return True


def read(sentence: str, by_use: bool = False, whole: str = "", governs: Governs = counts) -> Reading:
    """Say where a sentence points.

    Args:
        sentence: One statement, or the part of one that counts; sources in brackets are left out of account.
        by_use: Whether words of use and disuse alone count.
        whole: The whole statement, where only a part of it counts: it may say that all of it is but planned.
        governs: Which of the words of a result count: those that are said of a topic.
    """
    text = bare(sentence)
    unreal = listed("unreal").search(_lead(bare(whole) or text))
    if unreal:
        return Reading(Points.NEITHER, unreal=unreal[0], text=text)
    lists = ("use_good", "use_bad") if by_use else ("good", "bad")
    good, bad, wished = _words(_result(text), lists, governs)
    good = good if by_use else (*good, *_weighty(text, governs))
    more, less = _figures(text) if governs(text, 0, 0) else ((), ())
    if more or less:  # figures say more than the words beside them
        good, bad = more, less
    if good and bad:
        return Reading(Points.BOTH, good, bad, text=text)
    if good or bad:
        return Reading(Points.GOOD if good else Points.BAD, good, bad, text=text)
    problem = _PROBLEM.match(text)
    if problem and not by_use and not wished:
        return Reading(Points.BAD, bad=(LISTED,))
    return Reading(Points.NEITHER, unreal=wished, text=text)


def weighs(reading: Reading) -> bool:
    """Whether a sentence only calls the thing important."""
    return bool(reading.good) and all(listed("weighty").match(word) for word in reading.good)


def parts(one: Reading, other: Reading) -> bool:
    """Whether the second reading of a sentence points both ways where the first points one way."""
    return other.points is Points.BOTH and one.points is not Points.BOTH


def bare(sentence: str) -> str:
    """A sentence on one line, without the sources that it names in brackets."""
    return _BRACKETS.sub("", " ".join(sentence.split()))


def told(sentence: str) -> str:
    """What a sentence tells: without its sources, and without the theme that a sheet files a problem under."""
    return re.sub(r"^One problem of .+? was [^:]+: ", "", bare(sentence))


def absent(sentence: str, things: Iterable[re.Pattern[str]]) -> str:
    """The words by which a sentence says that the thing itself is not there: that tells nothing of how it does."""
    for thing in things:
        found = re.search(f"{_ABSENT}{thing.pattern})", sentence)
        if found:
            return found[0]
    return ""


def side(reading: Reading, reads: Reads) -> tuple[Side, str]:
    """What a sentence is to a claim, and the clause that says why."""
    if reading.unreal:
        said = f"what is planned, asked for or possible ({_said((reading.unreal,), reading.text)})"
        return Side.CONTEXT, f"it speaks of {said}, not of a result"
    if reading.bad == (LISTED,):
        return (
            Side.CONTEXT,
            "its record lists it among the problems, in words that do not tell what fell short",
        )
    if reading.points is Points.BOTH:
        return (
            Side.CONTEXT,
            f"it points both ways: {_said(reading.good, reading.text)} and {_said(reading.bad, reading.text)}",
        )
    if reading.points is Points.NEITHER:
        return Side.CONTEXT, "none of its words tells of a result"
    good = reading.points is Points.GOOD
    found = _said(reading.good if good else reading.bad, reading.text)
    supports = good is (reads is Reads.RESULTS)
    return (Side.SUPPORTS if supports else Side.OPPOSES), f"{_what(reading, good)}: {found}"


def _what(reading: Reading, good: bool) -> str:
    """What the words of a reading are: a result, or somebody's word that the thing is needed or important."""
    if good and weighs(reading):
        if any(each.casefold().endswith("a must") for each in reading.good):
            return "it recommends it, and tells of no result"
        return "it calls it important, which is a judgement and no result"
    return f"it tells of {'a good result or use' if good else 'a shortfall'}"


def _said(found: Sequence[str], text: str) -> str:
    return ", ".join(quoted(word, text) for word in found[:3])


def quoted(reason: str, text: str) -> str:
    """A reason with those of its words in quotation marks that stand in the text; one that we worked out has none.

    Example: ``not … used`` gives ``"not" … "used"``; the trend of a figure stays ``park looms fell (our reckoning from
    its figures)``.
    """
    parts = reason.split(" … ")
    if all(part in text for part in parts):
        return " … ".join(f'"{part}"' for part in parts)
    return f"{reason} (our reckoning from its figures)"


def _lead(text: str) -> str:
    """The part of a sentence whose verb decides whether it tells of something that happened."""
    if _BEFORE_AFTER.search(text):
        return re.split(r": before, |; after, ", text, maxsplit=1)[0]
    return _PROGRESS.sub("", text)


def _result(text: str) -> str:
    """What came of it: of "before, … ; after, …" the part behind; what was bad before is no shortfall."""
    found = _BEFORE_AFTER.search(text)
    return found["after"] if found else _PROGRESS.sub("", text)


def _words(
    text: str, lists: tuple[str, str], governs: Governs
) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The words found of either list, each on the side that a negation leaves it on; and what is but wished."""
    good: list[str] = []
    bad: list[str] = []
    wished = ""
    for name, straight, turned in ((lists[1], bad, good), (lists[0], good, bad)):
        for found in _governed(name, text, governs):
            before = _clause_before(text, found.start())
            modal = listed("modal").search(before) or _INFINITIVE.search(before)
            negated = [each[0] for each in listed("negations").finditer(before)]
            if modal and not negated:
                wished = wished or f"{modal[0]} … {found[0].strip()}"
            else:
                (turned if negated else straight).append(
                    f"{negated[-1]} … {found[0].strip()}" if negated else found[0].strip()
                )
    return tuple(dict.fromkeys(good)), tuple(dict.fromkeys(bad)), wished


def _governed(name: str, text: str, governs: Governs) -> Iterator[re.Match[str]]:
    """The words of a list that count."""
    return (found for found in listed(name).finditer(text) if governs(text, found.start(), found.end()))


def _weighty(text: str, governs: Governs) -> Iterator[str]:
    """Words that call a thing important, unless a negation stands before them."""
    for found in _governed("weighty", text, governs):
        if not listed("negations").search(_clause_before(text, found.start())):
            yield found[0]


def _clause_before(text: str, at: int) -> str:
    """What stands shortly before a word in its own clause."""
    return re.split(r"[,;:.]", text[max(0, at - REACH) : at])[-1]


def _figures(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the figures of an outcome say: before against after, or a change with its sign."""
    metric = _METRIC.match(text)
    if not metric:
        return (), ()
    rising = _rising(text[metric.end() :])
    if rising is None:
        return (), ()
    less = listed("less_is_better").search(metric["metric"]) is not None
    said = f"{metric['metric']} {'rose' if rising else 'fell'}"
    return ((said,), ()) if rising is not less else ((), (said,))


def _rising(said: str) -> bool | None:
    """Whether the figure rose; None where two like figures or a signed change are not there."""
    found = _BEFORE_AFTER.search(said)
    if found:
        before, after = _leading(found["before"]), _leading(found["after"])
        if before and after and before[1] == after[1] and before[0] != after[0]:
            return after[0] > before[0]
        return None
    change = _CHANGE.search(said)
    if change:
        return change["sign"] in ("+", "plus ")
    return True if _MORE.search(said) else None


def _leading(said: str) -> tuple[float, str] | None:
    """The figure that a text opens with, and whether it is a share; "16 of 18" and a bare year are none."""
    found = _NUMBER.match(said)
    if not found or (re.fullmatch(r"(?:19|20)\d\d", found[1]) and not found[2]):
        return None
    unit = (found[2] or "").casefold()
    if unit == "of":
        return None
    if unit in _COUNTED:
        return float(found[1].replace(",", "")), unit
    return float(found[1].replace(",", "")) * _TIMES.get(unit, 1.0), "%" if unit in ("%", "per cent") else ""
