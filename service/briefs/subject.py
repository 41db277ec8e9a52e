"""What a topic is about: the things whose names a passage must hold, and the claim that passages are read against."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.errors import BadRequestError
from service.answers.words import stem, stem_set, words
from service.briefs.records import Reads

LONGEST_TOPIC = 200
_LEAD = re.compile(
    r"^\s*(?:why|how|whether|what|that|do|does|evidence (?:for|on|about)(?: and against)?)\b[\s:]*", re.I
)
_WEIGHS = re.compile(r"\bmatters?\s*[?.!]*$", re.I)
_TAIL = re.compile(r"\s+(?:matters?|works?|worked|helps?|helped|pays?(?: off)?)\s*[?.!]*$", re.I)


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic as it is looked for. ``things`` are keys of known subjects; ``rest`` are stems that must be there too.

    ``by_use``: only words of use and disuse tell for or against. ``weighs``: words that call the thing important do.
    """

    topic: str
    name: str
    things: tuple[str, ...]
    rest: tuple[str, ...]
    reads: Reads
    by_use: bool
    weighs: bool = False

    @property
    def claim(self) -> str:
        """The claim in our words, until the adviser words it."""
        name = self.name[:1].upper() + self.name[1:]
        if self.weighs:
            return f"{name} matter{'' if name.endswith('s') else 's'}."
        if self.reads is Reads.RESULTS:
            return f"{name} brought the results that were hoped for."
        if any(word in tables()["came"] for word in words(self.topic)):
            return f"{name}: it came about."
        return (
            f"{name}: what was built stood unused." if self.by_use else f"{name}: what was begun fell short."
        )


@cache
def tables() -> Mapping[str, Any]:
    """The words of subjects, as ``subjects.yaml`` has them."""
    loaded: Mapping[str, Any] = yaml.safe_load(
        files("service.briefs").joinpath("subjects.yaml").read_text("utf-8")
    )
    return loaded


def read(topic: str) -> Subject:
    """Read a topic in plain words.

    Example: "why cluster agents matter" is about agents, and good results bear it out; "idle infrastructure" is about
    facilities, and disuse bears it out.

    Raises:
        BadRequestError: it is empty, too long, or none of its words says what it is about.
    """
    plain = " ".join(topic.split())
    if not plain or len(plain) > LONGEST_TOPIC:
        raise BadRequestError(
            f"The topic has {len(plain)} characters; give 1 to {LONGEST_TOPIC}, for example: effluent plants"
        )
    known = tables()
    things = tuple(things_of(plain))
    named_words = {
        stem(word) for key in things for found in pattern(key).findall(plain) for word in words(found)
    }
    said = words(plain)
    by_use = any(word in known["use"] for word in said)
    things = tuple(dict.fromkeys(in_use(key, plain) for key in things)) if by_use else things
    short = [word for word in said if word in known["shortfall"]]
    dull = {stem(word) for word in (*known["generic"], *known["shortfall"])} | named_words
    rest = tuple(dict.fromkeys(stem(word) for word in said if stem(word) not in dull))
    if not things and not rest:
        raise BadRequestError(
            f'"{plain}" does not say what the brief is to be about. Name a thing: effluent plants'
        )
    return Subject(
        topic=plain,
        name=_TAIL.sub("", _LEAD.sub("", plain)) or plain,
        things=things,
        rest=rest,
        reads=Reads.SHORTFALLS if short else Reads.RESULTS,
        by_use=by_use,
        weighs=not short and _WEIGHS.search(plain) is not None,
    )


def things_of(topic: str) -> Iterable[str]:
    """The subjects that a topic names; not one whose name is but part of a longer: "credit" in "credit guarantee"."""
    spans = {key: [each.span() for each in pattern(key).finditer(topic)] for key in tables()["subjects"]}
    every = [span for found in spans.values() for span in found]
    held = [key for key, found in spans.items() if any(not within(span, every) for span in found)]
    table = tables()["subjects"]
    return [key for key in held if not set(table[key].get("takes", ())) & set(held)]  # the narrower says more


def in_use(key: str, topic: str) -> str:
    """The subject that takes in another where a topic on use names that by a name of all: "idle common facilities"."""
    said = {" ".join(re.split(r"[\s-]+", each.casefold())) for each in pattern(key, own=True).findall(topic)}
    for wide, table in tables()["subjects"].items():
        if key in table.get("takes", ()) and said and said <= set(table.get("in_use", ())):
            return str(wide)
    return key


def within(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    """Whether a span is part of a longer one."""
    return any(a <= span[0] and span[1] <= b and (a, b) != span for a, b in others)


def is_about(subject: Subject, text: str, around: str = "") -> bool:
    """Whether a sentence speaks of the topic; ``around`` (title and headings) may name the rest, not the thing.

    All things named must be there. Of a topic without a known thing, all of its words, or two thirds of three and more;
    of one that names several matters ("wages and working conditions"), one of them in its words.
    """
    if not all(named(key, text) for key in subject.things):
        return False
    present = stem_set(text) | (stem_set(around) if subject.things else frozenset())
    if any(re.search(_one(part), text) for part in alternatives(subject)):
        return True
    held = sum(word in present for word in subject.rest)
    enough = len(subject.rest) if subject.things or len(subject.rest) < 3 else -(-2 * len(subject.rest) // 3)
    return held >= enough


def alternatives(subject: Subject) -> Sequence[str]:
    """The several matters that a topic without a known thing names, each in its own words; none where it names one."""
    parts = [part.strip() for part in re.split(r",|\band\b|\bor\b", subject.name, flags=re.I)]
    told = [part for part in parts if stem_set(part) & set(subject.rest)]
    return told if len(told) > 1 and not subject.things else ()


def named(key: str, text: str) -> bool:
    """Whether a text holds one of the names of a subject."""
    return pattern(key).search(text) is not None


def under(key: str, topic: str) -> re.Pattern[str]:
    """The names under which a statement is of the thing that a topic names: all, or only those that the topic uses."""
    table = tables()["subjects"][key]
    said = [name for name in words_of(key) if re.search(_one(name), topic)]
    near = set(table.get("near", ()))
    if near and not near & set(said):
        return re.compile(
            "|".join(_one(name) for name in sorted(set(words_of(key)) - near, key=len, reverse=True))
        )
    if table.get("one") or not said or set(said) & {*table.get("broad", ()), *table.get("in_use", ())}:
        return pattern(key)
    return re.compile("|".join(_one(name) for name in sorted(said, key=len, reverse=True)))


def words_of(key: str) -> Sequence[str]:
    """All names of a subject and of the narrower ones that it takes in."""
    table = tables()["subjects"]
    return [name for each in (key, *table[key].get("takes", ())) for name in table[each]["words"]]


def followed(subject: Subject) -> tuple[str, ...]:
    """The matters whose recommendations belong to a topic: its own, then those beside them."""
    beside = tables()["beside"]
    return tuple(
        dict.fromkeys((*subject.things, *(key for each in subject.things for key in beside.get(each, ()))))
    )


def other_names(subject: Subject) -> tuple[str, ...]:
    """Some other names of what a topic is about, for a search."""
    return tuple(name for key in subject.things for name in tables()["subjects"][key]["words"][:4])


def matters(text: str) -> Iterable[str]:
    """The keys of all subjects that a text names."""
    return (key for key in tables()["subjects"] if named(key, text))


def name_of(key: str) -> str:
    """A subject for people."""
    return str(tables()["subjects"][key]["name"])


@cache
def pattern(key: str, own: bool = False) -> re.Pattern[str]:
    """The names of a subject as one expression: plurals, too, and acronyms as they are written.

    ``own``: without the names of the narrower subjects that it takes in.
    """
    table = tables()["subjects"]
    taken = () if own else table[key].get("takes", ())
    names = sorted((name for each in (key, *taken) for name in table[each]["words"]), key=len, reverse=True)
    return re.compile("|".join(_one(name) for name in names))


def _one(name: str) -> str:
    plain = re.escape(name).replace(r"\ ", r"[\s-]+")
    if name.isupper():
        return rf"(?<!\w){plain}s?(?!\w)"
    plural = re.sub(r"y$", "(?:y|ies)", plain) if name.endswith("y") else f"{plain}(?:e?s)?"
    return rf"(?i:(?<!\w){plural}(?!\w))"
