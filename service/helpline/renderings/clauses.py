"""A statement taken apart for the ear: what it is about, then sentences with one number each."""

import re
from dataclasses import dataclass

from service.helpline.renderings.content import without_sources
from service.helpline.renderings.figures import figures
from service.helpline.renderings.records import Language

_TOPIC = re.compile(
    r"^In the (?P<part>.+?) part of (?P<scheme>[^,:()]+(?: \([^()]*\))?)(?:,|:) (?P<rest>.+)$"
    r"|^Under (?P<only>[^,:()]+(?: \([^()]*\))?), (?P<said>.+)$"
)
_ACRONYM = re.compile(r"^(?P<words>.+) \((?P<short>[A-Z]{2,6})\)$")
_BEFORE_FIGURE = re.compile(r", (?=so at most |worked out on |at most |at least |by )|; |, and (?=\D*\d)")


@dataclass(frozen=True, slots=True)
class Clauses:
    """``topic`` is said once for all statements that share it; ``sentences`` end with a full stop each."""

    topic: str
    sentences: tuple[str, ...]
    language: Language


def sentences_of(text: str, language: Language) -> Clauses | None:
    """The statement in sentences of one number each, or None where it cannot be said so without changing it."""
    topic, rest = topic_of(without_sources(text)[0])
    sentences = [_finished(rest)] if len(figures(rest)) <= 1 else _parted(rest)
    if any(len(figures(sentence)) > 1 for sentence in (*sentences, topic)):
        return None
    return Clauses(_finished(topic) if topic else "", tuple(sentences), Language.ENGLISH)


def topic_of(text: str) -> tuple[str, str]:
    """The scheme and part that a sheet's sentence begins with, and the sentence without them."""
    match = _TOPIC.match(text)
    if match is None:
        return "", text
    if match["only"]:
        return _bare(match["only"]), match["said"]
    part = _ACRONYM.match(match["part"])
    return f"{_bare(match['scheme'])}, {part['short'] if part else match['part']}", match["rest"]


def _bare(scheme: str) -> str:
    """A scheme with its edition, without brackets: "MSE-CDP (2022 guidelines)" → "MSE-CDP, 2022 guidelines"."""
    return scheme.replace(" (", ", ").replace(")", "")


def _parted(text: str) -> list[str]:
    return [_finished(part) for part in _BEFORE_FIGURE.split(text) if part.strip(" .,;")]


def _finished(text: str) -> str:
    text = text.strip(" ,;:")
    text = re.sub(r"\s*\(([^()]*)\)", r", \1", text).replace('"', "")
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "।")) else ".")
