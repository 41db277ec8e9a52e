"""Sentences of the sheets in few words, in English and in Hindi: shapes with slots, read from ``prompts/spoken.yaml``.

A shape is used only where every number of the sentence stands in what it makes, and no other: that is checked each
time, so that a slip in the file costs a wording and never a number.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from service.helpline.renderings.figures import hindi_months, numbers
from service.helpline.renderings.records import Language

_SLOTS = {
    "money": r"Rs [\d,.]*\d(?: (?:lakh|crore))?",
    "percent": r"\d+(?:\.\d+)?(?: to \d+(?:\.\d+)?)?%",
    "number": r"\d[\d,]*(?:\.\d+)?",
    "day": r"(?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4}(?:-\d{2})?",
    "when": r"(?:on|in|with the financial year) (?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4}(?:-\d{2})?",
    "name": r"[^:;]+?",
}
_WORDS = ("base", "case", "list", "area", "thing")
_SLOT = re.compile(r"\{(\w+)\}")
_UNITS = {"crore": "करोड़", "lakh": "लाख"}
_COMPOSED = (
    ("a project of {money} to {money2} in {area}", "{area} में {money} से {money2} की परियोजना"),
    ("a project of more than {money} in {area}", "{area} में {money} से अधिक की परियोजना"),
    ("{thing} in {area}", "{area} में {thing}"),
    ("{thing} outside {area}", "{area} के बाहर {thing}"),
    ("{thing} owned by {area}", "{area} की {thing}"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in fewer words: ``sentences`` tell all of it.

    ``short`` tells less and none of its dates (None where a shape has no such form), and ``its`` say "it" for the
    scheme ``name``, which must have been named just before, the shortest last.
    """

    sentences: tuple[str, ...]
    short: str | None = None
    its: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Shape:
    pattern: re.Pattern[str]
    lines: Mapping[str, tuple[str, ...]]
    short: Mapping[str, str]
    its: Mapping[str, Sequence[str]]


def say(sentence: str, language: Language) -> Said | None:
    """A sentence of a sheet, without its topic, in the words of its shape; None where no shape fits it.

    Example: "the grant is at most Rs 5 crore" in Hindi → "अनुदान अधिकतम ₹5 करोड़ है।".
    """
    bare = sentence.strip().rstrip(".")
    head, tails = _tails(bare, language)
    for shape in _file().shapes:
        match = shape.pattern.fullmatch(head)
        lines = shape.lines.get(language.value)
        if match is None or lines is None:
            continue
        slots = _slots(match, language)
        if slots is None:
            continue
        made = tuple(_upper(line.format(**slots)) for line in (*lines, *tails))
        made = tuple(line.replace(",:", ":") for line in made)
        if numbers(" ".join(made)) == numbers(bare):
            return _said(shape, made, slots, language)
    return None


def _said(shape: _Shape, made: tuple[str, ...], slots: Mapping[str, str], language: Language) -> Said:
    short = shape.short.get(language.value)
    named = _upper(short.format(**slots)) if short else None
    return Said(made, named, tuple(shape.its.get(language.value, ())), slots.get("name", ""))


def in_hindi(words: str) -> str | None:
    """Words of the sheets in Hindi: a base, a case, an area, a part of a scheme; None where they are not known."""
    known = _file().words.get(words.casefold())
    if known:
        return known
    for pattern, hindi in _compositions():
        match = pattern.fullmatch(words)
        slots = _slots(match, Language.HINDI) if match else None
        if slots is not None:
            return hindi.format(**slots)
    return None


# ---------------------------------------------------------------- slots


def _slots(match: re.Match[str], language: Language) -> dict[str, str] | None:
    """What stands in the slots, ready for the language; None where words are not known in it."""
    found: dict[str, str] = {}
    for name, text in match.groupdict().items():
        ready = _hindi_slot(name, text) if language is Language.HINDI else _english_slot(name, text)
        if ready is None:
            return None
        found[name] = ready
    return found


def _english_slot(name: str, text: str) -> str:
    if name == "name":
        return re.sub(r" \(([^()]*)\)", r", \1,", text)
    if name in ("one", "other", "third", "fourth"):
        return re.sub(r"^it is ", "", text)
    short = brief(text)
    if name == "about":
        return short.removeprefix("the ")
    return re.sub(r"\b(?:an?|the) ", "", short) if name == "case" else short


def brief(text: str) -> str:
    """A text in fewer words, as ``prompts/spoken.yaml`` has them."""
    for long, short in _file().brief:
        text = long.sub(short, text)
    return text


def _hindi_slot(name: str, text: str) -> str | None:
    if name == "list":
        return _hindi_list(text)
    if name in _WORDS:
        return in_hindi(text)
    if name.startswith("money"):
        return _hindi_money(text)
    if name.startswith("percent"):
        return text.replace(" to ", " से ")
    if name == "when":
        return _hindi_when(text)
    return hindi_name(text) if name == "name" else hindi_months(text)


def _hindi_when(text: str) -> str:
    """When something ended: "on 31 March 2026" → "31 मार्च 2026 को"."""
    for start, form in (("with the financial year ", "वित्त वर्ष {} के साथ"), ("on ", "{} को"), ("in ", "{} में")):
        if text.startswith(start):
            return form.format(hindi_months(text.removeprefix(start)))
    return text


def _hindi_money(text: str) -> str:
    for english, hindi in _UNITS.items():
        text = text.replace(f" {english}", f" {hindi}")
    return text.replace("Rs ", "₹")


def hindi_name(text: str) -> str:
    """A scheme's name with its edition in Hindi where that is known: "MSE-CDP (2022 guidelines)"."""
    name, bracket, edition = text.partition(" (")
    if not bracket:
        return name
    return f"{name} ({in_hindi(edition.rstrip(')')) or edition.rstrip(')')})"


def _hindi_list(text: str) -> str | None:
    """A list in Hindi; an "and" within an item ("micro and small enterprises") parts nothing."""
    for english, hindi in ((" or ", "या"), (" and ", "और")):
        parts = [in_hindi(part) for part in re.split(rf", |{english}", text)]
        known = [part for part in parts if part]
        if len(known) == len(parts):
            return f"{', '.join(known[:-1])} {hindi} {known[-1]}" if len(known) > 1 else known[0]
    return None


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


# ---------------------------------------------------------------- the file


def _tails(sentence: str, language: Language) -> tuple[str, list[str]]:
    """The sentence without what follows its head, and that in the language, in the order written."""
    said: list[str] = []
    while True:
        for pattern, lines in _file().tails:
            match = pattern.fullmatch(sentence)
            if match:
                slots = {name: text for name, text in match.groupdict().items() if name != "head"}
                hindi = language is Language.HINDI
                ready = {name: _hindi_slot(name, text) if hindi else text for name, text in slots.items()}
                said.insert(0, lines[language.value].format(**ready))
                sentence = match["head"]
                break
        else:
            return sentence, said


@dataclass(frozen=True, slots=True)
class _File:
    shapes: tuple[_Shape, ...]
    tails: tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]
    words: Mapping[str, str]
    brief: tuple[tuple[re.Pattern[str], str], ...]


@cache
def _file() -> _File:
    data = yaml.safe_load(files("prompts").joinpath("spoken.yaml").read_text("utf-8"))
    return _File(
        tuple(_shape(row) for row in data["shapes"]),
        tuple((_compiled("{head}" + row["match"]), row) for row in data["tails"]),
        {str(english).casefold(): hindi for english, hindi in data["words"].items()},
        tuple((_phrase(long), short) for long, short in sorted(data["brief"].items(), key=_longest_first)),
    )


def _longest_first(pair: tuple[str, str]) -> int:
    return -len(pair[0])


def _phrase(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)


def _shape(row: Mapping[str, Any]) -> _Shape:
    lines = {name: tuple(row[name]) for name in ("en", "hi") if name in row}
    return _Shape(_compiled(row["match"]), lines, row.get("short", {}), row.get("its", {}))


@cache
def _compositions() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_compiled(english), hindi) for english, hindi in _COMPOSED)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile("".join(_parts(pattern)), re.IGNORECASE)


def _parts(pattern: str) -> Iterator[str]:
    at = 0
    for slot in _SLOT.finditer(pattern):
        yield re.escape(pattern[at : slot.start()])
        yield f"(?P<{slot[1]}>{_SLOTS.get(slot[1].rstrip('0123456789'), '.+?')})"
        at = slot.end()
    yield re.escape(pattern[at:])
