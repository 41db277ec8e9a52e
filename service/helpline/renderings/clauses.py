"""A statement taken apart for the ear: what it is about, then sentences with one number each."""

import re
from dataclasses import dataclass

from service.helpline.renderings.content import without_sources
from service.helpline.renderings.figures import figures, numbers
from service.helpline.renderings.records import Language
from service.helpline.renderings.shapes import hindi_name, in_hindi, say

_TOPIC = re.compile(
    r"^In the (?P<part>.+?) part of (?P<scheme>[^,:()]+(?: \([^()]*\))?)(?:,|:) (?P<rest>.+)$"
    r"|^Under (?P<only>[^,:()]+(?: \([^()]*\))?), (?P<said>.+)$"
)
_ACRONYM = re.compile(r"^(?P<words>.+) \((?P<short>[A-Z]{2,6})\)$")
_SOURCES_WITHIN = re.compile(r" \((?:[^();]+, (?:\d{4}|undated)(?:; )?)+\)")
_BEFORE_FIGURE = re.compile(r", (?=so at most |worked out on |at most |at least |by )|; |, and (?=\D*\d)")


@dataclass(frozen=True, slots=True)
class Topic:
    """The scheme and part that a sheet's sentence begins with; both empty where it begins otherwise."""

    scheme: str
    part: str

    def named(self, language: Language) -> str:
        """The topic in few words: "MSE-CDP, 2022 guidelines, CFC"."""
        if not self.scheme:
            return ""
        hindi = language is Language.HINDI
        scheme = hindi_name(self.scheme) if hindi else self.scheme
        return ", ".join(filter(None, (_unbracketed(scheme), self._part(hindi))))

    def names(self, name: str, language: Language) -> bool:
        """Whether the topic names this scheme, in whichever way its edition is set off."""
        bare = _unbracketed(name).rstrip(",")
        return bool(bare) and self.named(language).startswith(bare)

    def _part(self, hindi: bool) -> str:
        acronym = _ACRONYM.match(self.part)
        short = acronym["short"] if acronym else self.part
        return (in_hindi(self.part) or short) if hindi and not acronym else short


@dataclass(frozen=True, slots=True)
class Clauses:
    """``topic`` is said once for all statements that share it; ``sentences`` end with a full stop each.

    ``short`` and ``shorter`` tell the statement in part, for want of room (see ``shapes.Said``).
    """

    topic: str
    sentences: tuple[str, ...]
    language: Language
    short: str | None = None
    shorter: str | None = None
    name: str = ""

    def short_after(self, topic: str) -> str | None:
        """The short form to say after a topic: with "it" where the topic has just named the same scheme."""
        return self.shorter if self.name and topic.startswith(self.name) else self.short


def clauses(text: str, language: Language) -> Clauses | None:
    """The statement in sentences of one number each, or None where it cannot be said so without changing it.

    In Hindi where its words are known in Hindi, else in English.
    """
    topic, rest = topic_of(_SOURCES_WITHIN.sub("", without_sources(text)[0]))
    for tongue in dict.fromkeys((language, Language.ENGLISH)):
        found = say(rest, tongue)
        if found:
            about = _finished(topic.named(tongue), tongue)
            sentences = tuple(_unbracketed(sentence).replace(",.", ".") for sentence in found.sentences)
            short = _unbracketed(found.short) if found.short else None
            name = _unbracketed(found.name).rstrip(",")
            made = Clauses(about, sentences, tongue, short, found.shorter, name)
            if _one_figure_each(made):
                return made
    made = Clauses(_finished(topic.named(Language.ENGLISH)), tuple(_parted(rest)), Language.ENGLISH)
    whole = numbers(" ".join(made.sentences)) == numbers(rest)
    return made if whole and _one_figure_each(made) else None


def topic_of(text: str) -> tuple[Topic, str]:
    """What a sheet's sentence is about, and the sentence without that."""
    match = _TOPIC.match(text)
    if match is None:
        return Topic("", ""), text
    if match["only"]:
        return Topic(match["only"], ""), match["said"]
    return Topic(match["scheme"], match["part"]), match["rest"]


def written(text: str, language: Language) -> str:
    """The statement to be read, without its sources: in Hindi where its words are known in Hindi, else as it stands."""
    bare, _ = without_sources(text)
    topic, rest = topic_of(bare)
    found = say(rest, language) if language is Language.HINDI else None
    if found is None:
        return bare
    named = topic.named(language)
    return f"{named}: {' '.join(found.sentences)}" if named else " ".join(found.sentences)


def _one_figure_each(made: Clauses) -> bool:
    return all(len(figures(sentence)) <= 1 for sentence in (made.topic, *made.sentences))


def _parted(text: str) -> list[str]:
    """The sentence as it stands where it holds one figure, else cut where a new one begins."""
    parts = [text] if len(figures(text)) <= 1 else _BEFORE_FIGURE.split(text)
    return [_finished(part) for part in parts if part.strip(" .,;")]


def _unbracketed(text: str) -> str:
    return re.sub(r"\s*\(([^()]*)\)", r", \1", text)


def _finished(text: str, language: Language = Language.ENGLISH) -> str:
    text = _unbracketed(text.strip(" ,;:")).replace('"', "")
    if not text:
        return ""
    stop = "।" if language is Language.HINDI else "."
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "।")) else stop)
