"""Does a quote bear a written sentence out? Numbers, names, negation and direction must agree, and most words.

The check would rather drop a true sentence than let a false one pass: what is dropped is still there as a quote.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.sentences import spans
from service.answers.verify import figures
from service.answers.words import STOP, content, fold, stem, words
from service.records import Citation, Statement

LONGEST = 60  # words of a sentence that is read at all
ENOUGH = 0.85  # share of a sentence's telling words that must stand in its sources
MOST = 8  # sentences that are looked at

_MARKER = re.compile(r"\[\s*(\d{1,3}(?:\s*,\s*\d{1,3})*)\s*\]")
_MARKED_BEHIND = re.compile(r"([.?!।])[\"'”’]?\s*((?:\[\s*\d[\d\s,]*\]\s*)+)")
_RANGE = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(?:%|crores?|lakhs?)?\s*(?:to|-|–)\s*(\d[\d,]*(?:\.\d+)?)")
_OPENERS = frozenset("according also however overall additionally further together currently here".split())
_FOREIGN = re.compile(r"https?:|www\.|[<>{}`|]|\]\(|!\[|@\w+\.\w")
_NEGATION = re.compile(
    r"\b(not|no|nor|never|none|neither|nothing|nobody|cannot|without|nahin?|mat|na)\b|n[’']t\b|नहीं|मत\b|बिना"
)
_NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
    if number > 1
} | {
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "seventy": "70",
    "eighty": "80",
    "ninety": "90",
}
_PARTS = frozenset(
    "half third quarter dozen double twice thrice triple hundred thousand lakh crore million billion".split()
)
_UNIT = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)\s*(?:(?:to|-|–)\s*\d[\d,.]*\s*)?(%|per ?cent|percent|crores?|cr\b|lakhs?|lacs?"
    r"|million|billion|thousand|days?|weeks?|months?|years?|members?|units?|workers?|weavers?|artisans?|hours?|km|tonnes?)"
)
_SAME_UNIT = {"per cent": "%", "percent": "%", "cr": "crore", "lac": "lakh"}
# Words that turn a statement round: one that a sentence uses must stand in its source, too.
_TURNS: tuple[frozenset[str], ...] = tuple(
    frozenset(stem(word) for word in group.split())
    for group in (
        "least minimum above over exceeding exceed", "most maximum ceiling cap below under within upto",
        "open running available", "closed ended expired over discontinued stopped", "eligible qualify qualifies",
        "ineligible excluded barred", "rose rise grew grow increase increased gained higher more",
        "fell fall declined decline decrease decreased lost lower less fewer", "all every each always", "only solely",
        "before until till", "after since from", "first", "second", "allowed permitted may", "must required mandatory",
        "success succeeded", "failed failure", "import imports imported", "export exports exported", "loan loans",
        "grant grants subsidy",
    )
)  # fmt: skip
_STRICT = frozenset().union(*_TURNS)


_COUNTS = frozenset(stem(word) for word in _NUMBER_WORDS)  # compared as figures


@dataclass(frozen=True, slots=True)
class Kept:
    """The sentences that are borne out, and how many were dropped."""

    statements: tuple[Statement, ...]
    dropped: int


def borne_out(text: str, citations: Sequence[Citation]) -> Kept:
    """Take a written text apart and keep the sentences that their citations bear out.

    Markers that were not handed out are removed; a sentence with no other one is dropped.
    """
    handed = {citation.number: citation for citation in citations}
    found = list(dict.fromkeys(sentences(text)))
    statements = [s for one in found[:MOST] if (s := _statement(one, handed)) is not None]
    return Kept(tuple(dict.fromkeys(statements)), len(found) - len(statements))


def sentences(text: str) -> Iterator[str]:
    """The sentences of a written text, each with its markers; a marker behind the full stop is drawn before it."""
    for line in _MARKED_BEHIND.sub(r" \2\1 ", text).splitlines():
        plain = line.strip().lstrip("#*-•> ").strip()
        yield from (plain[start:end] for start, end in spans(plain))


def _statement(sentence: str, handed: Mapping[int, Citation]) -> Statement | None:
    numbers = [int(n) for marker in _MARKER.findall(sentence) for n in marker.split(",")]
    cited = [handed[number] for number in dict.fromkeys(numbers) if number in handed]
    said = re.sub(r"\s+([.,;:?!।])", r"\1", " ".join(_MARKER.sub(" ", sentence).split()))
    if not cited or not supported(said, cited):
        return None
    return Statement(said, tuple(citation.number for citation in cited))


def supported(said: str, cited: Sequence[Citation]) -> bool:
    """Whether the cited quotes bear a sentence out."""
    if not 3 <= len(said.split()) <= LONGEST or _FOREIGN.search(said) or said.endswith("?"):
        return False
    quotes = " ".join(citation.quote for citation in cited)
    around = " ".join(f"{c.title} {c.place} {c.publisher or ''} {c.year or ''}" for c in cited)
    return (
        same_numbers(said, quotes, around)
        and whole_ranges(said, quotes)
        and all(same_order(said, citation.quote) for citation in cited)
        and same_negation(said, [citation.quote for citation in cited])
        and same_names(said, f"{quotes} {around}")
        and same_turns(said, quotes)
        and same_words(said, f"{quotes} {around}")
    )


def same_numbers(said: str, quotes: str, around: str) -> bool:
    """Whether every figure, number word and figure with its unit stands in the quotes; years may stand around them."""
    known = numbers(quotes)
    years = {year for year in numbers(around) if re.fullmatch(r"(19|20)\d\d", year)}
    if numbers(said) - known - years:
        return False
    return units(said) <= units(quotes)


def whole_ranges(said: str, quotes: str) -> bool:
    """Whether no range of the quotes is cut: of "10 to 12 crore", neither 10 nor 12 alone may be told."""
    told = numbers(said)
    ends = [tuple(end.replace(",", "") for end in found) for found in _RANGE.findall(fold(quotes))]
    return all((low in told) == (high in told) for low, high in ends)


def same_order(said: str, quote: str) -> bool:
    """Whether a sentence takes figures from a quote with several of them without joining what stands apart there.

    The words and figures that both have must follow each other as in the quote, and no figure of the quote that lies
    between them may be passed over, unless it is of another kind: of "70% in the plains, 90% in the hills" neither
    "90% in the plains" nor "70% in the hills" can be said, while of "70% of the cost, at most Rs 25 lakh" the
    ceiling can be said alone.
    """
    held, told = _telling(quote), _telling(said)
    known = {word for word in held if word[0].isdigit()}
    if len(known) < 2 or not known.intersection(told):
        return True
    at, places = -1, []
    for word in (word for word in told if word in held):
        if word not in held[at + 1 :]:
            return False
        at = held.index(word, at + 1)
        places.append(at)
    passed = known.intersection(held[places[0] : at]) - set(told)
    kinds = _kinds(quote)
    return all(
        kinds.get(one) and not kinds[one] & kinds.get(other, kinds[one])
        for one in passed
        for other in known & set(told)
    )


def _kinds(quote: str) -> dict[str, set[str]]:
    """For each figure of a quote with a unit, its units."""
    found: dict[str, set[str]] = {}
    for number, unit in units(quote):
        found.setdefault(number, set()).add(unit)
    return found


def _telling(text: str) -> list[str]:
    """Stems and figures of a text in order, without the words that every sentence has."""
    return [stem(word) for word in words(text.replace("-", " ")) if word not in STOP]


def numbers(text: str) -> set[str]:
    """All numbers of a text: figures without grouping marks, number words as figures, and words such as half."""
    folded = fold(text)
    found = {number.rstrip("0").rstrip(".") if "." in number else number for number in figures(folded)}
    for word in words(folded.replace("-", " ")):
        found |= {_NUMBER_WORDS[word]} if word in _NUMBER_WORDS else set()
        found |= {word.rstrip("s")} if word.rstrip("s") in _PARTS else set()
    return found


def units(text: str) -> set[tuple[str, str]]:
    """Figures with what they count: ("25", "lakh"), ("70", "%")."""
    return {
        (number.replace(",", ""), _SAME_UNIT.get(unit.rstrip("s"), unit.rstrip("s")))
        for number, unit in _UNIT.findall(fold(text).replace("per  cent", "per cent"))
    }


def same_negation(said: str, quotes: Sequence[str]) -> bool:
    """Whether a sentence denies where its sources do, and only there."""
    denied = [_NEGATION.search(fold(quote)) is not None for quote in quotes]
    return (_NEGATION.search(fold(said)) is not None) == any(denied)


def same_names(said: str, sources: str) -> bool:
    """Whether every name and acronym of a sentence, and the word that opens it, stands in its sources."""
    present = set(words(sources.replace("-", " ")))
    stemmed = {stem(word) for word in present}
    names = words(" ".join(re.findall(r"(?<![\w.])[A-Z][\w&-]*", said)).replace("-", " "))
    return all(name in present or stem(name) in stemmed or name in STOP | _OPENERS for name in names)


def same_turns(said: str, quotes: str) -> bool:
    """Whether words that turn a statement round, such as least and most, are those of the quotes."""
    have, want = _stems(quotes), _stems(said)
    return all(
        bool(group & have) for group in _TURNS if group & want
    )  # another word of the same group says the same


def same_words(said: str, sources: str) -> bool:
    """Whether enough of a sentence's telling words stand in its sources."""
    want = [word for word in content(said) if word not in _STRICT | _COUNTS]
    have = _stems(sources)
    return not want or sum(word in have for word in want) / len(want) >= ENOUGH


def _stems(text: str) -> set[str]:
    return {stem(word) for word in words(text.replace("-", " "))} | set(content(text))
