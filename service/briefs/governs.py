"""Whether a word of a result is said of the topic: the topic is its subject, or what the result is put down to.

A grammar of English in small, by closed lists (``grammar.yaml``). In doubt a word is said of something else,
because a passage on the wrong side harms more than one that is left in the context.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from service.answers.words import stem
from service.briefs.direction import listed
from service.briefs.subject import Subject, under

FARTHEST = 8  # words between the topic and what is said of it
BEFORE = 5  # words that may stand before the topic in its noun phrase
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|\d[\d,.]*")
_BREAK = re.compile(
    r"[;:.](?=\s|$)|, (?:and |or |but )?| (?:but|while|whereas|because|although|though|so|that|which|who|whose|"
    r"where|when|if|since|unless|until|as|than) | (?:show|shows|showed|found|finds) (?=the )|"
    r"^(?:when|if|while|although|though|since|because) ",
    re.I,
)
_FRAME = re.compile(r"^(?:On (?P<metric>.+?), the .+? saw this\b|The progress of (?P<thing>.+?) was this: )")
_FIGURED = re.compile(r"\s*(?:(?:about|over|more than|less than|nearly) )?(?:\d|half|most)", re.I)
_INSIDE = re.compile(r"\([^()]*\)")
_RELATIVE = re.compile(r"\b(?:which|that|who)\b", re.I)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence without breaks, and the words that part it from the one before."""

    start: int
    end: int
    broken_by: str


@cache
def words_of(name: str) -> frozenset[str]:
    """One closed list of ``grammar.yaml``."""
    loaded = yaml.safe_load(files("service.briefs").joinpath("grammar.yaml").read_text("utf-8"))
    return frozenset(str(each) for each in loaded[name])


@dataclass(frozen=True, slots=True)
class Governor:
    """Says of the words of one sentence whether they are said of the topic."""

    subject: Subject
    whole: str

    def framed(self) -> bool:
        """Whether a sheet's sentence says it of a measure or a thing that names the topic."""
        found = _FRAME.match(self.whole)
        name = found and (found["metric"] or found["thing"].split(" in the ")[0])
        return bool(name and places(name, self.subject))

    def says(self, text: str, start: int, end: int) -> bool:
        """Whether the word at a span of the text is said of the topic."""
        framed = self.framed()
        if not end or framed:  # a figure is its measure's
            return framed and (not end or self.measured(text, start, end))
        if self.barred(text, start, end):
            return False
        return used_so(text, end, self.subject) or self.told(text, start, end)

    def measured(self, text: str, start: int, end: int) -> bool:
        """Whether a word tells of what a sheet's sentence measures: in its first part, or beside a figure of it."""
        part = text[:start].rpartition(";")
        alone = not part[1] or _FIGURED.match(part[2])
        return bool(alone) and not self.barred(text, start, end) and not self.spreads(text[start:end])

    def barred(self, text: str, start: int, end: int) -> bool:
        """Whether a word can tell no result: it names the topic, or only praises it."""
        praise = not self.subject.weighs and listed("weighty").match(text, start)
        named = any(a < end and start < b for a, b in places(text, self.subject))
        return bool(praise) or named

    def told(self, text: str, start: int, end: int) -> bool:
        """Whether the topic is the subject of a word in running text, or what it puts a result down to."""
        text = _INSIDE.sub(lambda found: " " * len(found[0]), text)
        cut = pieces(text)
        at = next((n for n, piece in enumerate(cut) if piece.start <= start < piece.end), None)
        if at is None:
            return False
        named = [span for span in places(text, self.subject) if cut[at].start <= span[0] < cut[at].end]
        return (
            not self.spreads(text[start:end])
            and not misled(text[start:end], text[end : cut[at].end])
            and predicate(text, cut, at, (start, end), places(text, self.subject))
        ) or any(caused(text[end : span[0]], text[span[1] : cut[at].end]) for span in named if span[0] >= end)

    def spreads(self, word: str) -> bool:
        """Whether a word only says that there is more or less of the topic; of sales or wages that is a result."""
        measured = {stem(each) for each in words_of("outcomes")} & {
            stem(each) for each in tokens(self.subject.name)
        }
        return not measured and (tokens(word) or [""])[0] in words_of("growing")


def used_so(text: str, end: int, subject: Subject) -> bool:
    """Whether a word of use stands right before the topic ("idle plants") or tells of use in it ("ran in the park")."""
    for found in places(text[end:], subject) if subject.by_use else ():
        between = tokens(text[end : end + found[0]])
        if re.search(r"[;:.,]", text[end : end + found[0]]) or not ends(text[end + found[1] :]):
            continue
        if (
            len(between) <= BEFORE
            and (not between or between[0] in words_of("within"))
            and plain(between[1:])
        ):
            return True
    return False


def places(text: str, subject: Subject) -> list[Span]:
    """Where the topic is named: its thing under the names that the topic allows, else its own words near each other."""
    if subject.things:
        found = [[each.span() for each in under(key, subject.topic).finditer(text)] for key in subject.things]
        return min(found, key=len)
    own = {singular(word) for word in tokens(subject.topic) if stem(word) in subject.rest}
    said = [(singular(each[0].casefold()), each.span()) for each in _WORD.finditer(text)]
    wide = len(own) + 1
    return [
        (said[n][1][0], held[-1][1])
        for n in range(len(said))
        if said[n][0] in own and (held := together(said[n : n + wide], own))
    ]


def singular(word: str) -> str:
    """A word without the ending of a plural: "exports" is not "exporters", nor "products" "productivity"."""
    return re.sub(r"(?:'s|’s)$|(?<=[^s])s$", "", re.sub(r"ies$", "y", word))


def together(said: Sequence[tuple[str, Span]], own: AbstractSet[str]) -> list[Span]:
    """The spans of all words of a topic in a run of words; empty where one is missing."""
    found = [span for word, span in said if word in own]
    return found if {word for word, _ in said} >= own else []


def pieces(text: str) -> list[Piece]:
    """A sentence cut at its breaks: marks, and words that open a clause."""
    made: list[Piece] = []
    start, broken = 0, ""
    for found in _BREAK.finditer(text):
        made.append(Piece(start, found.start(), broken))
        start, broken = found.end(), found[0]
    return [*made, Piece(start, len(text), broken)]


def predicate(text: str, cut: Sequence[Piece], at: int, word: Span, named: Sequence[Span]) -> bool:
    """Whether the topic is the subject of a word in its piece, or of the piece that it goes on from."""
    piece = cut[at]
    for span in named:
        if piece.start <= span[0] and span[1] <= word[0] and heads(text[piece.start : span[0]]):
            between = tokens(text[span[1] : word[0]])
            return linked(between) and fits(between, text[word[0] : word[1]])
    before = tokens(text[piece.start : word[0]])
    return (
        at > 0
        and (goes_on(before) or joined(before, piece.broken_by))
        and fits(before, text[word[0] : word[1]])
        and subject_is(text, cut, at - 1, named, piece.broken_by)
    )


def subject_is(text: str, cut: Sequence[Piece], at: int, named: Sequence[Span], broken_by: str) -> bool:
    """Whether a piece has the topic for its subject; before "which" its last noun must be the topic."""
    piece = cut[at]
    here = [span for span in named if piece.start <= span[0] < piece.end]
    if _RELATIVE.search(broken_by):
        return any(not text[span[1] : piece.end].strip() for span in here)
    if any(heads(text[piece.start : span[0]]) and ends(text[span[1] : piece.end]) for span in here):
        return True
    own = tokens(text[piece.start : piece.end])
    return at > 0 and bool(own) and goes_on(own[:1]) and subject_is(text, cut, at - 1, named, piece.broken_by)


def heads(before: str) -> bool:
    """Whether what stands before the topic in its piece leaves it the head of the subject."""
    said = tokens(before)
    if "of" in said:
        at = said.index("of")
        if not set(said[:at]) & words_of("measures"):
            return False
        said = said[at + 1 :]
    within = any(each in words_of("articles") for each in said[1:])  # "higher the trust" is no noun phrase
    return len(said) <= BEFORE and not within and plain(said)


def plain(said: Sequence[str]) -> bool:
    """Whether words may stand in one noun phrase: none of them is a preposition, a pronoun or a common verb."""
    closed = words_of("prepositions") | words_of("verbs") | words_of("links") | words_of("pronouns")
    return not closed & set(said)


def ends(after: str) -> bool:
    """Whether the topic ends its noun phrase: it does not merely describe another thing, as in "training institute"."""
    said = tokens(after)
    return not said or bool(re.match(r"\s*[,;:.)]", after)) or opens(said[0])


def opens(word: str) -> bool:
    """Whether a word goes on from a noun without being one: preposition, verb, adverb; or a word for the whole."""
    lists = ("prepositions", "verbs", "links", "own", "adverbs")
    return word.endswith(("ed", "ly")) or any(word in words_of(name) for name in lists)


def linked(between: Sequence[str]) -> bool:
    """Whether words between the topic and a result let it be the topic's."""
    if len(between) > FARTHEST or (between and not opens(between[0])):
        return False
    other = words_of("conjunctions") | words_of("pronouns")
    last = next((each for each in reversed(between) if each not in words_of("articles")), "")
    return last not in words_of("prepositions") and not other & set(between)


def fits(between: Sequence[str], word: str) -> bool:
    """Whether a word of a result is a verb, or a verb such as "was" or "had" gives it to the topic."""
    first = tokens(word)[:1]
    acts = bool(first) and (first[0].endswith("ed") or first[0] in words_of("results") | words_of("links"))
    return acts or bool(set(between) & words_of("links"))


def goes_on(before: Sequence[str]) -> bool:
    """Whether a piece has no subject of its own before a word."""
    lists = ("links", "adverbs", "verbs", "it")
    return all(
        each.endswith(("ed", "ly")) or any(each in words_of(name) for name in lists) for each in before
    )


def joined(before: Sequence[str], broken_by: str) -> bool:
    """Whether a piece adds a second subject, of what is done, to the one before: "…, and having funds, are …"."""
    return broken_by.strip() == ", and" and before[0].endswith("ing") and bool({"are", "were"} & set(before))


def caused(between: str, after: str) -> bool:
    """Whether a result is put down to the topic: "rose thanks to the training"."""
    said = tokens(between)
    at = next((n for n in reversed(range(len(said))) if said[n] in words_of("causes")), None)
    if at is None or len(said) > FARTHEST or not ends(after):
        return False
    rest = [each for each in said[at + 1 :] if each not in ("to", "of")]
    return len(rest) <= BEFORE and plain(rest)


def misled(word: str, after: str) -> bool:
    """Whether the object turns a word round, or may: "increased costs", "reduced exports"."""
    following = " ".join(tokens(after)[:4])
    less = listed("less_is_better").search(following) is not None
    first = (tokens(word) or [""])[0]
    if first in words_of("raising"):
        return less
    return first in words_of("lowering") and bool(following) and not less


def tokens(text: str) -> list[str]:
    """The words of a text in small letters."""
    return [found[0].casefold() for found in _WORD.finditer(text)]
