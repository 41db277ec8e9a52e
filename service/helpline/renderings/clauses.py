"""A statement taken apart for the ear: what it is about, then sentences with one number each."""

import re
from dataclasses import dataclass

from service.helpline.renderings import quotes
from service.helpline.renderings.content import without_sources
from service.helpline.renderings.figures import DATES, figures, numbers
from service.helpline.renderings.records import Language
from service.helpline.renderings.shapes import Said, brief, hindi_name, in_hindi, say

_TOPIC = re.compile(
    r"^In the (?P<part>.+?) part of (?P<scheme>[^,:()]+(?: \([^()]*\))?)(?:,|:) (?P<rest>.+)$"
    r"|^Under (?P<only>[^,:()]+(?: \([^()]*\))?), (?P<said>.+)$"
)
_ACRONYM = re.compile(r"^(?P<words>.+) \((?P<short>[A-Z]{2,6})\)$")
_SOURCES_WITHIN = re.compile(r" \((?:[^();]+, (?:\d{4}|undated)(?:; )?)+\)")
_SOURCES_AT_END = re.compile(r" \((?P<source>[^();]+, (?:\d{4}|undated))\)\.?$")
DISAGREE = "Sources disagree"
_DATED = re.compile(r"^(?P<when>In (?:[A-Z][a-z]+ )?\d{4}(?:-\d{2})?), (?P<rest>.+)$")
_BULLET = re.compile(r"^[-–*] +")
_SEEN = re.compile(r" \(seen: (\d{4})\)")
_UNSPEAKABLE = re.compile(r"https?:|www\.|\S+@\S+|\.\w{2,4}/")
_SIGNS = {"-": "minus ", "−": "minus ", "+": "plus ", "~": "about ", ">": "more than ", "<": "less than "}
_SIGNED = re.compile(r"(?<![^\s(])[-−+~<>](?=(?:Rs |INR |₹)?\d)")
_MOST_QUOTED = 2
"""Figures beside dates in one sentence of a quote in Devanagari: "the Centre 60% and the State 20%" is not parted."""
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

    ``short`` and ``its`` tell the statement in part, for want of room (see ``shapes.Said``). ``language`` is the voice;
    ``quoted`` the language of a quote that stands in another one than English, as "mr".
    """

    topic: str
    sentences: tuple[str, ...]
    language: Language
    short: str | None = None
    its: tuple[str, ...] = ()
    name: str = ""
    quoted: str = ""

    @property
    def tongue(self) -> str:
        """The language of the words, by which they are announced to who speaks another."""
        return self.quoted or self.language.value

    def shorts_after(self, topic: str) -> tuple[str, ...]:
        """The short forms to say after a topic, the longest first: with "it" where it has just named the scheme."""
        if self.name and topic.startswith(self.name) and self.its:
            return self.its
        return (self.short,) if self.short else ()


def clauses(text: str, language: Language) -> Clauses | None:
    """The statement in sentences of one number each, or None where it cannot be said so without changing it.

    In Hindi where its words are known in Hindi, else in English; a quote in Devanagari as it stands. None too for what
    cannot be heard, as an address.
    """
    if _UNSPEAKABLE.search(text):
        return None
    tongue = quotes.tongue(text)
    if tongue:
        return _quote(text, tongue)
    sides = text.startswith(DISAGREE)
    topic, rest = topic_of(text if sides else without_inner(without_sources(text)[0]))
    for each in dict.fromkeys((language, Language.ENGLISH)):
        found = say(rest, each)
        made = _shaped(topic, found, each) if found else None
        if made and _one_figure_each(made):
            return made
    made = Clauses(_finished(topic.named(Language.ENGLISH)), tuple(_parted(rest)), Language.ENGLISH)
    whole = numbers(" ".join(made.sentences)) == numbers(rest)
    return made if whole and _one_figure_each(made) else None


def _quote(text: str, tongue: str) -> Clauses | None:
    """A quote in Devanagari, which is never worded anew: whole, or cut at commas where it holds many figures."""
    whole = quotes.heard(text)
    parts = [whole] if _few(whole) else quotes.parted(whole)
    sentences = tuple(_finished(part, Language.HINDI) for part in parts)
    kept = numbers(" ".join(sentences)) == numbers(text)
    told = kept and all(map(_few, sentences))
    return Clauses("", sentences, Language.HINDI, quoted=tongue) if told else None


def _few(text: str) -> bool:
    return sum(figure.kind not in DATES for figure in figures(text)) <= _MOST_QUOTED


def _shaped(topic: Topic, found: Said, language: Language) -> Clauses:
    return Clauses(
        _finished(topic.named(language), language),
        tuple(spoken(brief(part)) for sentence in found.sentences for part in _with_sources(sentence)),
        language,
        spoken(found.short) if found.short else None,
        found.its,
        _unbracketed(found.name).rstrip(","),
    )


def _with_sources(sentence: str) -> list[str]:
    """A side of a disagreement, then its sources: "One says Rs 2 crore (PIB, 2023)." → with "PIB, 2023." after it."""
    names: list[str] = []
    while (found := _SOURCES_AT_END.search(sentence)) is not None:
        names.insert(0, f"{found['source']}.")
        sentence = f"{sentence[: found.start()]}."
    return [sentence, *names]


def spoken(text: str) -> str:
    """A sentence without signs that are not heard: brackets become pauses, "SC/ST" two words."""
    bare = re.sub(r"(?<=[A-Za-z])\s*/\s*(?=[A-Za-z])", _slash, _unbracketed(text)).replace(" & ", " and ")
    bare = re.sub(r"(?<=[\w)])\s*•\s*", ". ", bare).replace("•", "")
    bare = _BULLET.sub("", bare)
    bare = re.sub(r" {2,}", " ", _SIGNED.sub(lambda sign: _SIGNS[sign[0]], bare)).strip()
    return re.sub(r",+(?=[,.:])", "", bare)


def _slash(sign: re.Match[str]) -> str:
    """A stroke between spaces is read as a pause ("Bihari / ministry"), one without as nothing ("SC/ST")."""
    return ", " if " " in sign[0] else " "


def without_inner(text: str) -> str:
    """A sentence without the sources in brackets that stand within it."""
    return _SOURCES_WITHIN.sub("", text)


def topic_of(text: str) -> tuple[Topic, str]:
    """What a sheet's sentence is about, and the sentence without that."""
    match = _TOPIC.match(text)
    if match is None:
        return Topic("", ""), text
    if match["only"]:
        return Topic(match["only"], ""), match["said"]
    return Topic(match["scheme"], match["part"]), match["rest"]


def written(text: str, language: Language) -> str:
    """The statement to be read: in Hindi where its words are known in Hindi, else as it stands.

    Without its sources, but for a disagreement, whose sides are nothing without them. A quote in another language than
    English and the reader's is announced.
    """
    tongue = quotes.tongue(text)
    if tongue:
        return " ".join(filter(None, (quotes.announced(tongue, language, read=True), text.strip())))
    bare = text if text.startswith(DISAGREE) else without_sources(text)[0]
    topic, rest = topic_of(bare)
    found = say(rest, language) if language is Language.HINDI else None
    if found is None:
        return bare
    named = topic.named(language)
    return f"{named}: {' '.join(found.sentences)}" if named else " ".join(found.sentences)


def _one_figure_each(made: Clauses) -> bool:
    return all(len(figures(sentence)) <= 1 for sentence in (made.topic, *made.sentences))


def _parted(text: str) -> list[str]:
    """The sentence as it stands where it holds one figure, else cut where a new one begins; nothing is left out."""
    dated = _DATED.match(text)
    if dated and figures(dated["rest"]):
        return [_finished(dated["when"]), *_parted(dated["rest"])]
    text = _SEEN.sub(r"; seen in \1", text)
    parts = [text] if len(figures(text)) <= 1 else _BEFORE_FIGURE.split(text)
    return [_finished(part) for part in parts if part.strip(" .,;")]


def _unbracketed(text: str) -> str:
    """Brackets as pauses, the innermost first: "MSME (LEAN) pays" → "MSME, LEAN, pays"."""
    while True:
        bare = re.sub(r"\s*\(([^()]*)\)(?=\s+\w)", r", \1,", text)
        bare = re.sub(r"\s*\(([^()]*)\)", r", \1", bare)
        if bare == text:
            return re.sub(r",+(?=[,.:])", "", bare)
        text = bare


def _finished(text: str, language: Language = Language.ENGLISH) -> str:
    text = spoken(text.strip(" ,;:")).replace('"', "")
    if not text:
        return ""
    stop = "।" if language is Language.HINDI else "."
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!", "।")) else stop)
