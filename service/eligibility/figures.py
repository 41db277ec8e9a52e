"""Sums, shares and counts as people write them: lakh and crore, Indian grouping, English and Hindi number words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

LAKH = 100_000
CRORE = 10_000_000


class Kind(StrEnum):
    """What a figure can be by its own dress: a sum, a share or a bare number."""

    MONEY = "money"
    PERCENT = "percent"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in a text at ``text[start:end]``; ``low == high`` unless a range or a limit was written.

    Money is in rupees, a share in percent. ``about`` = the writer gave it as rough.
    """

    start: int
    end: int
    kind: Kind
    low: Fraction | None
    high: Fraction | None
    about: bool = False

    @property
    def value(self) -> Fraction | None:
        """The figure where it is one number, else None."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str


def _table(words: str) -> dict[str, Fraction]:
    pairs = (entry.split("=") for entry in words.split())
    return {name: Fraction(value) for names, value in pairs for name in names.split("|")}


SCALES: Mapping[str, Fraction] = _table(
    "lakh|lakhs|lac|lacs|lack|lacks|lkh|laakh|laakhs|lakhon|laks|lakhs.|l|लाख|लाखों|लक्ष=100000 "
    "crore|crores|cr|crs|kror|karod|karor|karore|carore|crore.|cores|korod|करोड़|करोड|करोड़ों|कोटी|कोटि=10000000 "
    "thousand|thousands|hazar|hazaar|hajar|hajaar|k|हज़ार|हजार|हज़ार=1000 "
    "million|mn|mln=1000000 billion|bn=1000000000 arab|अरब=1000000000"
)
_SHORT = frozenset(("l", "k", "cr", "mn", "bn"))
"""Scales that stand for themselves only right after digits, or (cr, mn, bn) one space later."""

ENGLISH: Mapping[str, Fraction] = _table(
    "zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 "
    "fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty|fourty=40 "
    "fifty=50 sixty=60 seventy=70 eighty=80 ninety=90"
)
HINDI: Mapping[str, Fraction] = _table(
    "ek|एक=1 do|दो=2 teen|तीन=3 char|chaar|चार=4 paanch|panch|पाँच|पांच=5 chhe|chheh|chah|chhah|chay|छह|छः|छे=6 "
    "saat|सात=7 aath|aanth|आठ=8 nau|नौ=9 das|dus|दस=10 gyarah|ग्यारह=11 barah|बारह=12 terah|तेरह=13 chaudah|चौदह=14 "
    "pandrah|pandra|पंद्रह|पन्द्रह=15 solah|सोलह=16 satrah|सत्रह=17 atharah|अठारह=18 unnis|उन्नीस=19 bees|bis|बीस=20 "
    "ikkis|इक्कीस=21 bais|बाईस=22 teis|तेईस=23 chaubis|चौबीस=24 pachees|pachis|pachchis|pacchis|पच्चीस=25 "
    "chhabbis|छब्बीस=26 "
    "sattais|सत्ताईस=27 atthais|अट्ठाईस=28 untis|उनतीस=29 "
    "tees|tis|तीस=30 paintis|paintees|पैंतीस=35 chalis|chalees|चालीस=40 "
    "paintalis|पैंतालीस=45 pachas|pachaas|पचास=50 pachpan|पचपन=55 saath|साठ=60 sattar|सत्तर=70 pachattar|पचहत्तर=75 "
    "assi|अस्सी=80 nabbe|नब्बे=90 sau|सौ=100 dedh|derh|डेढ़|डेढ=3/2 dhai|adhai|dhaai|ढाई|अढ़ाई=5/2 "
    "aadha|adha|aadhe|आधा|आधे=1/2 half=1/2"
)
_PARTS: Mapping[str, Fraction] = _table("sava|सवा=1/4 sadhe|saade|saadhe|साढ़े|साढे=1/2 paune|pauney|पौने=-1/4")
_ALONE = _table("sava|सवा=5/4 paun|पौन=3/4")

_PERCENT = re.compile(
    r"\s*(%|percent\b|per\s?cent\b|pct\b|p\.c\.|fisdi\b|feesdi\b|pratishat\b|प्रतिशत|फीसदी|फ़ीसदी|टक्के)", re.I
)
_CURRENCY_BEFORE = re.compile(r"(₹|\brs\.?|\binr|\brupees?|\brupaye|रु\.?|रुपये|रुपए)\s*$", re.I)
_CURRENCY_AFTER = re.compile(
    r"\s*(/-|₹|rs\b\.?|rupees?\b|rupaye\b|rupaiye\b|rupya\b|inr\b|रुपये|रुपए|रुपया|रु\b\.?)", re.I
)
_TOKEN = re.compile(r"\d+(?:,\d+)*(?:\.\d+)?|(?<![A-Za-z\d])\.\d+|[A-Za-z]+|[\u0900-\u0963\u0970-\u097f]+")
_MASK = re.compile(
    r"\b(?:section|sec|sect?\.|u/s|धारा|सेक्शन)[\s-]*(?:8|25)\b|\biso[\s-]?\d+\b|\b(?:19|20)\d\d[-/]\d\d(?:[-/]\d\d)?\b"
    r"|(?:\b\d{1,2}(?:st|nd|rd|th)?\s*)?"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ ,.'-]*(?:19|20)\d\d\b"
    r"|\b(?:in|since|from|year|by|until|till)\s+(?:19|20)\d\d(?:[-/]\d\d)?\b"
    r"(?!\s*[a-z]*\s*(?:units|members|artisans|looms|people))"
    r"|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d\b|\b(?:\+91[\s-]?)?[6-9]\d{9}\b|\b12a\b|\b80g\b|\bs\.?o\.?\s*\d+",
    re.I,
)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|approx\.?|approximately|roughly|nearly|almost|some|kareeb|karib|lagbhag|takriban|say)|~|लगभग|करीब|क़रीब)\s*(?:₹|rs\.?|inr)?\s*$",
    re.I,
)
_ABOVE = re.compile(
    r"\b(?:above|over|more than|exceeding|greater than|upwards of)\s*(?:₹|rs\.?|inr)?\s*$"
    r"|(?:से ज़्यादा|से ज्यादा|से अधिक)\s*$",
    re.I,
)
_AT_LEAST = re.compile(
    r"\b(?:at least|not less than|minimum(?: of)?|min\.?|kam se kam)\s*(?:₹|rs\.?|inr)?\s*$|कम से कम\s*$", re.I
)
_BELOW = re.compile(r"\b(?:below|under|less than|fewer than|short of)\s*(?:₹|rs\.?|inr)?\s*$", re.I)
_AT_MOST = re.compile(
    r"\b(?:(?<!come )(?<!gone )(?<!went )(?<!comes )up ?to"
    r"|at most|not more than|maximum(?: of)?|max\.?|within)\s*(?:₹|rs\.?|inr)?\s*$",
    re.I,
)
_ABOVE_AFTER = re.compile(
    r"\s*(?:\+(?=\s|$)|plus\b|or more\b|and above\b|se (?:zyada|jyada|jyaada|adhik|upar|uper)\b"
    r"|से (?:ज़्यादा|ज्यादा|अधिक|ऊपर))",
    re.I,
)
_BELOW_AFTER = re.compile(r"\s*(?:se (?:kam|neeche|niche)\b|से कम)", re.I)
_TO = re.compile(r"\s*(?:-|–|to|se|से|or|ya)\s*$", re.I)


def figures(text: str) -> tuple[Figure, ...]:
    """All figures of a text from left to right; "Section 8", dates, phone and standard numbers are none.

    Example: "8 crore CFC, 30% women" → 80,000,000 rupees and 30 percent.
    """
    plain = _digits(text)
    hidden = [match.span() for match in _MASK.finditer(plain)]
    tokens = [
        _Token(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(plain) if not _inside(m.start(), hidden)
    ]
    return tuple(_merged(plain, list(_scan(plain, tokens))))


_MINUS = re.compile(r"\s*(?:₹|rs\.?|inr)?\s*(?:[-−–]|minus\b)", re.IGNORECASE)


def money(text: str) -> int | None:
    """The one sum that a short text states, in whole rupees; None where it states none, several, or one below zero.

    A bare number counts as rupees here: the caller knows that a sum was asked for.
    """
    found = [] if _MINUS.match(text) else figures(text)
    if len(found) != 1 or found[0].kind is Kind.PERCENT or found[0].value is None:
        return None
    return int(found[0].value)


def _digits(text: str) -> str:
    return text.translate({code: str(n) for n, code in enumerate(range(0x966, 0x970))})


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _scan(text: str, tokens: list[_Token]) -> Iterator[Figure]:
    at = 0
    while at < len(tokens):
        number, after = _number(tokens, at)
        if number is None:
            at += 1
            continue
        total, after, scaled = _scaled(text, tokens, number, after)
        spelled = not tokens[at].text[0].isdigit() and tokens[at].text[0] != "."
        figure = _dressed(text, tokens[at].start, tokens[after - 1].end, total, scaled)
        if figure is not None and not (spelled and _only_a_word(tokens[at].text, figure)):
            yield figure
        at = after


def _only_a_word(word: str, figure: Figure) -> bool:
    """Hindi number words in Latin letters are figures only with a scale or sign: "do" and "saath" mean more."""
    return figure.kind is Kind.PLAIN and word.lower() in _AMBIGUOUS


_AMBIGUOUS = frozenset(
    "do das dus char tis tees bis sau saath saat half one chay chah dus ek एक आधे आधा सात".split()
)


def _number(tokens: list[_Token], at: int) -> tuple[Fraction | None, int]:
    """Read digits or number words from ``at``; gives the number and where reading stopped."""
    word = tokens[at].text
    if word[0].isdigit() or word[0] == ".":
        return _from_digits(word), at + 1
    lower = word.lower()
    if lower in _PARTS:
        return _with_part(tokens, at)
    if lower in HINDI:
        return _compound_hindi(tokens, at)
    return _english(tokens, at)


def _from_digits(word: str) -> Fraction | None:
    bare = word.rstrip(",").replace(",", "")
    return Fraction(bare) if bare else None


def _with_part(tokens: list[_Token], at: int) -> tuple[Fraction | None, int]:
    """Read "sava do" is 2 1/4, "sadhe teen" 3 1/2, "paune do" 1 3/4; "sava" alone before a scale is 1 1/4."""
    part = tokens[at].text.lower()
    if at + 1 < len(tokens):
        following = tokens[at + 1].text
        whole = HINDI.get(following.lower()) or (_from_digits(following) if following[0].isdigit() else None)
        if whole is not None:
            return whole + _PARTS[part], at + 2
    return (_ALONE[part], at + 1) if part in _ALONE else (None, at + 1)


def _compound_hindi(tokens: list[_Token], at: int) -> tuple[Fraction, int]:
    first = HINDI[tokens[at].text.lower()]
    if at + 1 < len(tokens) and tokens[at + 1].text.lower() in ("sau", "सौ"):
        return first * 100, at + 2
    return first, at + 1


def _english(tokens: list[_Token], at: int) -> tuple[Fraction | None, int]:
    total: Fraction | None = None
    while at < len(tokens):
        word = tokens[at].text.lower()
        if word in ENGLISH and (total is None or ENGLISH[word] < 10 <= total or total % 100 == 0):
            total = (total or Fraction(0)) + ENGLISH[word]
        elif word == "hundred" and total:
            total *= 100
        elif not (word == "and" and total and _goes_on(tokens, at + 1)):
            break
        at += 1
    if total is not None and _half_follows(tokens, at):
        return total + Fraction(1, 2), at + 3
    return total, max(at, 1)


def _goes_on(tokens: list[_Token], at: int) -> bool:
    return (
        at < len(tokens) and tokens[at].text.lower() in ENGLISH and tokens[at - 2].text.lower() == "hundred"
    )


def _half_follows(tokens: list[_Token], at: int) -> bool:
    return [token.text.lower() for token in tokens[at : at + 3]] == ["and", "a", "half"]


def _scaled(text: str, tokens: list[_Token], number: Fraction, at: int) -> tuple[Fraction, int, bool]:
    """Apply scale words, as in "1 crore 20 lakh". A thousand alone makes no sum: "5 hazar karigar" are people."""
    total, scaled, begin = number, False, at
    while at < len(tokens) and (scale := _scale(text, tokens, at)) is not None:
        total, scaled, at = total * scale, scaled or scale > 1000, at + 1
    while at > begin and at + 1 < len(tokens) and _adjoins(text, tokens, at):
        more, after = _number(tokens, at)
        scale = _scale(text, tokens, after) if more is not None and after < len(tokens) else None
        if more is None or scale is None or more * scale >= total:
            break
        total, at = total + more * scale, after + 1
    return total, at, scaled


def _adjoins(text: str, tokens: list[_Token], at: int) -> bool:
    return text[tokens[at - 1].end : tokens[at].start].strip(" .,") in ("", "and", "aur")


def _scale(text: str, tokens: list[_Token], at: int) -> Fraction | None:
    token, word = tokens[at], tokens[at].text.lower()
    gap = text[tokens[at - 1].end : token.start]
    if gap.strip(" -."):
        return None
    if word in _SHORT and (len(gap) > 1 or (gap and word in ("k", "l") and token.text != "L")):
        return None
    return SCALES.get(word)


def _dressed(text: str, start: int, end: int, value: Fraction, scaled: bool) -> Figure | None:
    percent = _PERCENT.match(text, end)
    before = _CURRENCY_BEFORE.search(text, 0, start)
    after = _CURRENCY_AFTER.match(text, end)
    if percent and not scaled:
        return _limited(text, Figure(start, percent.end(), Kind.PERCENT, value, value))
    kind = Kind.MONEY if scaled or before or after else Kind.PLAIN
    first = before.start() if before else start
    last = after.end() if after else end
    return _limited(text, Figure(first, last, kind, value, value))


def _limited(text: str, figure: Figure) -> Figure:
    """Take "more than", "up to" and the like into the figure's range; the words become part of its span."""
    step = 1 if figure.kind is not Kind.PERCENT else Fraction(1, 100)
    low, high = figure.low, figure.high
    assert low is not None
    assert high is not None
    ways = (
        (_ABOVE, low + step, None),
        (_AT_LEAST, low, None),
        (_BELOW, None, high - step),
        (_AT_MOST, None, high),
    )
    for pattern, first, last in ways:
        if match := pattern.search(text, max(0, figure.start - 40), figure.start):
            return replace(figure, start=match.start(), low=first, high=last)
    for pattern, first, last in ((_ABOVE_AFTER, low, None), (_BELOW_AFTER, None, high - step)):
        if match := pattern.match(text, figure.end):
            return replace(figure, end=match.end(), low=first, high=last)
    rough = _ABOUT.search(text, max(0, figure.start - 30), figure.start)
    return replace(figure, start=rough.start(), about=True) if rough else figure


def _merged(text: str, found: list[Figure]) -> Iterator[Figure]:
    """Join "5 to 6 crore" and "5-6 lakh" into one range; the scale of the second goes for the first."""
    at = 0
    while at < len(found):
        one = found[at]
        other = found[at + 1] if at + 1 < len(found) else None
        if other and _is_range(text, one, other):
            yield _range(text, one, other)
            at += 2
        else:
            yield one
            at += 1


def _is_range(text: str, one: Figure, other: Figure) -> bool:
    joint = text[one.end : other.start]
    between = joint.strip().lower() in ("and", "aur") and text[: one.start].rstrip().lower().endswith(
        "between"
    )
    if one.value is None or other.value is None or not (between or _TO.fullmatch(joint)):
        return False
    return one.kind in (other.kind, Kind.PLAIN) and one.value < other.value


def _range(text: str, one: Figure, other: Figure) -> Figure:
    assert one.value is not None
    assert other.value is not None
    low = one.value
    if one.kind is Kind.PLAIN and other.kind is Kind.MONEY:
        scale = next((s for s in (CRORE, LAKH, 1000) if other.value % s == 0 or other.value > s), 1)
        low = low * scale if low < 1000 else low
    return Figure(one.start, other.end, other.kind, min(low, other.value), other.value, about=True)
