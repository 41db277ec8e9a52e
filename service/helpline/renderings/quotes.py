"""Statements that are quoted in Devanagari, as they stand in a document: their language, and what is heard of them."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from ingest.languages import language as language_of
from service.answers.hindi_words import POINTS_BACK
from service.helpline.renderings.records import Language
from service.helpline.renderings.wording import wording

_NAMES: Mapping[str, str] = {"en": "english", "hi": "hindi", "mr": "marathi", "ne": "nepali"}
_DEVANAGARI = r"\u0900-\u0963\u0970-\u097f"
_SLASH = re.compile(rf"(?<=[{_DEVANAGARI}])\s*/\s*(?=[{_DEVANAGARI}])")
_BAR_FOR_DANDA = re.compile(r"\s*\|+\s*$")
_DOTTED = re.compile(rf"(?<![{_DEVANAGARI}])(?:[{_DEVANAGARI}]{{1,4}}\.){{2,}}")
_BEFORE_FIGURE = re.compile(r"[;,] (?=[^;,]*\d)")


def tongue(text: str) -> str | None:
    """The language of a statement that is mostly in Devanagari: "hi", "mr" or "ne"; None for any other."""
    code = language_of(text)
    return code if code in _NAMES and code != Language.ENGLISH else None


def announced(code: str, language: Language, *, read: bool = False) -> str:
    """What announces a statement in another language than the caller's, ``read`` on a screen; "" in the caller's own.

    Example: a statement in Marathi for a caller in Hindi → "मराठी में:".
    """
    if code == language:
        return ""
    return wording(f"in_{_NAMES[code]}{'_written' if read else ''}", language)


def points_back(text: str) -> bool:
    """Whether a statement begins with a word for something said before it ("यह सहायता ...")."""
    return bool(POINTS_BACK.match(text.lstrip("\"'“‘ ")))


def heard(text: str) -> str:
    """A quote without what cannot be heard: abbreviations in full, strokes as pauses, a bar at the end as a danda.

    Example: "रु० 50 लाख (डॉ. राव)" → "रुपये 50 लाख (डॉक्टर राव)".
    """
    for short, whole in _abbreviations():
        text = short.sub(whole, text)
    text = _DOTTED.sub(lambda found: f"{found[0].replace('.', ' ').strip()} ", text)
    return re.sub(r" {2,}(?=\S)", " ", _SLASH.sub(", ", _BAR_FOR_DANDA.sub("।", text)))


def parted(text: str) -> list[str]:
    """The sentence in parts that begin at a comma before a figure; whole where it holds at most two."""
    return _BEFORE_FIGURE.split(text)


@cache
def _abbreviations() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The longest first. Each ends with a full stop or, as offices write it, with the sign of zero: "रु०"."""
    data = yaml.safe_load(files("prompts").joinpath("spoken.yaml").read_text("utf-8"))
    found: Mapping[str, str] = data["abbreviations"]
    return tuple((_abbreviation(short), found[short]) for short in sorted(found, key=len, reverse=True))


def _abbreviation(short: str) -> re.Pattern[str]:
    ends = r"[.०]\s*".join(map(re.escape, short.rstrip(".").split(".")))
    return re.compile(rf"(?<![{_DEVANAGARI}]){ends}(?:\.|०)(?=\s*)")
