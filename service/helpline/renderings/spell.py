"""Whole numbers in words as Indians count: hundred, thousand, lakh, crore; in English and in Hindi."""

from collections.abc import Callable, Sequence

CRORE, LAKH, THOUSAND, HUNDRED = 10_000_000, 100_000, 1_000, 100

_ENGLISH_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_ENGLISH_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
_ENGLISH_SCALES = ("crore", "lakh", "thousand", "hundred")

_HINDI = (
    "शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस "
    "बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस "
    "तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस "
    "चालीस इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास "
    "पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ "
    "साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर "
    "सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी "
    "अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी "
    "नब्बे इक्यानवे बानवे तिरानवे चौरानवे पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे"
).split()
_HINDI_SCALES = ("करोड़", "लाख", "हज़ार", "सौ")

_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip


def english(number: int) -> str:
    """A whole number from 0 on in English words: 75_000_000 → "seven crore fifty lakh"."""
    return " ".join(_words(number, _english_small, _ENGLISH_SCALES))


def hindi(number: int) -> str:
    """A whole number from 0 on in Hindi words: 75_000_000 → "सात करोड़ पचास लाख"."""
    return " ".join(_words(number, _HINDI.__getitem__, _HINDI_SCALES))


def ordinal(number: int) -> str:
    """An English ordinal: 31 → "thirty-first"."""
    words = english(number)
    last = words.replace("-", " ").split()[-1]
    said = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return words[: len(words) - len(last)] + said


def english_year(year: int) -> str:
    """A year: 1999 → "nineteen ninety-nine", 2022 → "twenty twenty-two"; 2000 to 2009 as the number is."""
    century, rest = divmod(year, HUNDRED)
    if not (1100 <= year < 2000 or 2010 <= year < 2100):
        return english(year)
    if not rest:
        return f"{english(century)} hundred"
    return f"{english(century)} {'oh ' if rest < 10 else ''}{english(rest)}"


def hindi_year(year: int) -> str:
    """A year: 1999 → "उन्नीस सौ निन्यानवे"."""
    century, rest = divmod(year, HUNDRED)
    if not 1100 <= year < 2000:
        return hindi(year)
    return f"{_HINDI[century]} सौ" + (f" {_HINDI[rest]}" if rest else "")


def _english_small(number: int) -> str:
    if number < 20:
        return _ENGLISH_SMALL[number]
    tens, ones = divmod(number, 10)
    return _ENGLISH_TENS[tens] + (f"-{_ENGLISH_SMALL[ones]}" if ones else "")


def _words(number: int, small: Callable[[int], str], scales: Sequence[str]) -> list[str]:
    """The words of a number; more than ninety-nine crore is so many crore, counted in the same way."""
    if number < 0:
        raise ValueError(f"{number}: only numbers from 0 on are spelt; say the sign before.")
    said: list[str] = []
    for size, scale in zip((CRORE, LAKH, THOUSAND, HUNDRED), scales, strict=True):
        many, number = divmod(number, size)
        if many:
            said += [*_words(many, small, scales), scale]
    return [*said, small(number)] if number or not said else said
