"""Figures in a text and how they are said: sums, shares, years, dates, ranges, fractions, codes. None is ever changed.

Every run of digits belongs to exactly one figure, and a figure in words says all its digits and no others. A range, a
date and a sum with its unit are one figure each: "Rs 5 crore to Rs 10 crore" is one number to the ear.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from service.helpline.renderings import spell
from service.helpline.renderings.quantities import amount, digits, plain, unit_of, whole
from service.helpline.renderings.records import Language

_NUM = r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_UNIT = (
    r"(?:(?:crores?|lakhs?|lacs?|thousand|hundred|million|billion)\b|(?:cr|mn|bn)\b(?:\.(?=\s+[a-z]))?"
    "|(?:करोड\u093c?|करो\u095c|लाख|हज\u093c?ार|ह\u095bार|सौ)(?![\u0900-\u0963\u0966-\u097f]))"
)
_CURRENCY = r"(?:₹|\bRs\b\.?|\bINR\b|(?<![\u0900-\u097f])(?:र[ुू]\.?(?=\s*\d)|र[ुू]प(?:ये|ए)(?=\s*\d)))\s*"
_RUPEES = r"(?:\s*/-|\s*(?:rupees?\b|र[ुू]प(?:यों|ये|ए|या)|र[ुू](?:\.|(?![\u0900-\u0963\u0970-\u097f]))))"
_ABBREVIATED = re.compile("(?<=[\u0904-\u0939\u093e-\u094c\u0958-\u0961])०")
"""The sign of zero right after a letter ends an abbreviation, as in "रु०"; it is no digit there."""
_TO = r"\s*(?:to|-|–|—|से)\s*"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b(?:\.(?=,?\s*\d))?"
)
_HINDI_MONTHS = "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर".split()
_HINDI_MONTH = "|".join(_HINDI_MONTHS)
_CARDINAL = rf"{_NUM}(?:\s*{_UNIT})?"
_START = r"(?<![\d.,])"
_YEAR = r"(?:19|20)\d\d(?![.,]?\d)"
_BEFORE_YEAR = (
    "|".join(rf"(?<=\b{word} )" for word in ("in", "of", "year", "revised", "since", "source:")) + "|(?<=, )"
)
_AFTER_YEAR = r"$|[.,;:)।]|\s+(?:guidelines|pattern|revamp|and|the|to|in|by|दिशानिर्देश|का|में)(?!\w)"
_KINDS: Mapping[str, str] = {
    "numeric": r"(?<![\d.])\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)\d{4}(?!\d)|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)",
    "day": rf"{_START}\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}}(?!\d))?",
    "month": rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?![\d.,]*\d)(?:,\s*\d{{4}}(?!\d))?",
    "hindi_day": rf"{_START}\d{{1,2}}\s+(?:{_HINDI_MONTH})(?:\s+\d{{4}}(?!\d))?",
    "month_year": rf"\b{_MONTH},?\s+\d{{4}}(?!\d)|(?:{_HINDI_MONTH})\s+\d{{4}}(?!\d)",
    "years": r"(?<![\d,.])(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d)(?![,.]?\d|\s*%)",
    "money": rf"{_CURRENCY}{_CARDINAL}(?:{_TO}(?:{_CURRENCY})?{_CARDINAL})?{_RUPEES}?"
    rf"|{_START}{_CARDINAL}(?:{_TO}{_CARDINAL})?{_RUPEES}",
    "percent": rf"{_START}{_NUM}(?:\s*%)?(?:{_TO}{_NUM})?\s*(?:%|per\s?cent\b|प्रतिशत)",
    "quantity": rf"{_START}{_CARDINAL}{_TO}{_NUM}\s*{_UNIT}|{_START}{_NUM}\s*{_UNIT}",
    "clause": r"(?<![\d,])\d+(?:\.\d+){2,}",
    "digits": rf"{_START}(?:\+\d[\d -]{{6,}}\d|0\d+(?:-\d+)*|\d{{5}}[ -]\d{{5}}|\d{{10,}})(?![,.]?\d)",
    "fraction": r"(?<![\d/.,])\d{1,3}/\d{1,3}(?![\d/]|\.\d)|[½¼¾⅓⅔]",
    "ordinal": rf"{_START}\d+(?:st|nd|rd|th)\b",
    "span": rf"(?<![\d.,-]){_NUM}[-–—]{_NUM}(?![-–]?\d)",
    "year": rf"(?:{_BEFORE_YEAR}){_YEAR}(?={_AFTER_YEAR})"
    rf"|{_START}{_YEAR}(?=\s+(?:guidelines|pattern|revamp|दिशानिर्देश)(?!\w))",
    "number": _NUM,
}
_FIGURE = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _KINDS.items()), re.IGNORECASE)
_PART = re.compile(rf"({_NUM})\s*({_UNIT})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at ``text[start:end]``; ``text`` has its digits in ASCII."""

    start: int
    end: int
    kind: str
    text: str


_REMEMBERED = 2_048
"""Texts whose figures are kept at hand: one answer is framed in many ways, and many callers ask the same."""
YEARS = frozenset(("day", "month_year", "years", "year"))
"""Kinds of figures that say when."""
DATES = YEARS | {"numeric", "month", "hindi_day"}
"""The same with days that have no year, or whose month is a number."""


@lru_cache(maxsize=_REMEMBERED)
def figures(text: str) -> tuple[Figure, ...]:
    """All figures of a text from left to right; together they hold every digit of it."""
    plain_text = ascii_digits(text)
    return tuple(
        Figure(match.start(), match.end(), str(match.lastgroup), match[0])
        for match in _FIGURE.finditer(plain_text)
    )


def ascii_digits(text: str) -> str:
    """The text with the decimal digits of every script as 0 to 9, of the same length; "रु०" becomes "रु."."""
    bare = _ABBREVIATED.sub(".", text)
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in bare)


def numbers(text: str) -> Counter[str]:
    """How often each number stands in a text, with its unit: ``{"5 crore": 1, "80": 1}``.

    Signs such as ½ count too; the "%" is no part of a number, since "75 to 90%" leaves it off the first.
    """
    flat = ascii_digits(text)
    found = Counter(" ".join(filter(None, (m[1].replace(",", ""), _unit(m)))) for m in _PART.finditer(flat))
    found.update(sign for sign in text if sign.isnumeric() and not sign.isdecimal())
    return found


@lru_cache(maxsize=_REMEMBERED)
def said(text: str, language: Language) -> str:
    """The text with all its figures in words; nothing else is touched."""
    parts, at = [], 0
    for figure in figures(text):
        words = _SAYERS[figure.kind](figure.text, language)
        before, after = _joint(text[: figure.start][-1:]), _joint(text[figure.end :][:1])
        parts += [text[at : figure.start], before, words, after]
        at = figure.end
    return "".join([*parts, text[at:]])


def _joint(neighbour: str) -> str:
    """A space between a figure in words and a letter that touches it: "Q23" → "Q twenty-three"."""
    return " " if neighbour.isalpha() else ""


def _unit(part: re.Match[str]) -> str:
    return unit_of(part[2]) if part[2] else ""


# ---------------------------------------------------------------- one way of saying for each kind

_Sayer: TypeAlias = Callable[[str, Language], str]
_WORDS: Mapping[str, Mapping[Language, str]] = {
    "to": {Language.ENGLISH: "to", Language.HINDI: "से"},
    "percent": {Language.ENGLISH: "percent", Language.HINDI: "प्रतिशत"},
    "rupees": {Language.ENGLISH: "rupees", Language.HINDI: "रुपये"},
    "rupee": {Language.ENGLISH: "rupee", Language.HINDI: "रुपया"},
    "plus": {Language.ENGLISH: "plus ", Language.HINDI: "प्लस "},
    "point": {Language.ENGLISH: " point ", Language.HINDI: " दशमलव "},
}
_ENGLISH_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_ENGLISH_FRACTIONS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 10: "tenth"}
_SIGNS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}
_HINDI_FRACTIONS = {"1/2": "आधा", "1/4": "एक चौथाई", "3/4": "तीन चौथाई", "1/3": "एक तिहाई", "2/3": "दो तिहाई"}

_HINDI_ORDINALS = {1: "पहला", 2: "दूसरा", 3: "तीसरा", 4: "चौथा", 6: "छठा"}


def _amounts(text: str, language: Language) -> str:
    """One amount or two with "to" between, as people say a range: "Rs 5 crore to Rs 10 crore" → "five to ten crore"."""
    parts = [(m[1], m[2] or "") for m in _PART.finditer(text)]
    if len(parts) > 1 and unit_of(parts[0][1]) == unit_of(parts[1][1]) and "." not in parts[0][0]:
        parts[0] = (parts[0][0], "")
    spoken = [amount(number, unit, language) for number, unit in parts]
    return f" {_WORDS['to'][language]} ".join(spoken)


def _money(text: str, language: Language) -> str:
    one = [m[1] for m in _PART.finditer(text)] == ["1"] and not _PART.search(text)[2]  # type: ignore[index]
    return f"{_amounts(text, language)} {_WORDS['rupee' if one else 'rupees'][language]}"


def _percent(text: str, language: Language) -> str:
    return f"{_amounts(text, language)} {_WORDS['percent'][language]}"


def _years(text: str, language: Language) -> str:
    first, second = re.findall(r"\d+", text)
    return f"{_year(first, language)} {_WORDS['to'][language]} {_year(second, language)}"


def _year(text: str, language: Language) -> str:
    year = spell.hindi_year if language is Language.HINDI else spell.english_year
    return digits(text, language) if text.startswith("0") else year(int(text))


def _day(text: str, language: Language) -> str:
    """A date with the month as a word, in whichever order it is written: day, month, year are said."""
    found = re.findall(r"\d+", text)
    day, year = found[0], found[1] if len(found) > 1 else ""
    month = _month(text)
    if language is Language.HINDI:
        words = [spell.hindi(int(day)), _HINDI_MONTHS[month]]
    else:
        words = [spell.ordinal(int(day)), _ENGLISH_MONTHS[month]]
    return " ".join([*words, *([_year(year, language)] if year else [])])


def _month(text: str) -> int:
    """Which month a date names, from 0."""
    for number, name in enumerate(_HINDI_MONTHS):
        if name in text:
            return number
    bare = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bof\b", "", text, flags=re.I)
    name = re.sub(r"[^A-Za-z]", "", bare)[:3].lower()
    return [known[:3].lower() for known in _ENGLISH_MONTHS].index(name)


def _month_year(text: str, language: Language) -> str:
    names = _HINDI_MONTHS if language is Language.HINDI else _ENGLISH_MONTHS
    return f"{names[_month(text)]} {_year(text[-4:], language)}"


def hindi_months(text: str) -> str:
    """The text with the names of months in its dates in Hindi: "31 March 2026" → "31 मार्च 2026"."""
    for figure in reversed(figures(text)):
        if figure.kind in ("day", "month", "month_year"):
            name = _HINDI_MONTHS[_month(figure.text)]
            day = re.sub(r"[A-Za-z]+\.?", name, figure.text, count=1)
            text = text[: figure.start] + day + text[figure.end :]
    return text


def _numeric(text: str, language: Language) -> str:
    """A date in figures, part by part as numbers in the order written: which part is the month is not ours to guess."""
    return " ".join(whole(int(part), language) for part in re.findall(r"\d+", text))


def _fraction(text: str, language: Language) -> str:
    text = _SIGNS.get(text, text)
    top, bottom = (int(part) for part in text.split("/"))
    if language is Language.HINDI:
        return _HINDI_FRACTIONS.get(text) or f"{spell.hindi(top)} बटा {spell.hindi(bottom)}"
    name = _ENGLISH_FRACTIONS.get(bottom)
    if name is None or not 0 < top < bottom:
        return f"{spell.english(top)} by {spell.english(bottom)}"
    plural = {"half": "halves"}.get(name, f"{name}s")
    return f"{spell.english(top)} {name if top == 1 else plural}"


def _ordinal(text: str, language: Language) -> str:
    number = int(text[:-2])
    if language is Language.HINDI:
        return _HINDI_ORDINALS.get(number) or f"{spell.hindi(number)}वाँ"
    return spell.ordinal(number)


def _digits(text: str, language: Language) -> str:
    return (_WORDS["plus"][language] if text.startswith("+") else "") + digits(text, language)


def _clause(text: str, language: Language) -> str:
    return _WORDS["point"][language].join(plain(part, language) for part in text.split("."))


_SAYERS: Mapping[str, _Sayer] = {
    "numeric": _numeric,
    "day": _day,
    "month": _day,
    "hindi_day": _day,
    "month_year": _month_year,
    "years": _years,
    "money": _money,
    "percent": _percent,
    "quantity": _amounts,
    "clause": _clause,
    "digits": _digits,
    "fraction": _fraction,
    "ordinal": _ordinal,
    "span": _amounts,
    "year": _year,
    "number": plain,
}
