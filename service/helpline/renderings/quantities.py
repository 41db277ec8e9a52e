"""A written number with its unit, in words: "7.5 crore" → "seven crore fifty lakh", "10.5" → "ten point five"."""

from collections.abc import Mapping
from decimal import Decimal
from unicodedata import normalize

from service.helpline.renderings import spell
from service.helpline.renderings.records import Language

_SIZES: Mapping[str, int] = {"crore": 10_000_000, "lakh": 100_000, "thousand": 1_000, "hundred": 100}
_MEANT: Mapping[str, str] = {
    "crores": "crore", "cr": "crore", "करोड\u093c": "crore", "करोड": "crore",
    "lakhs": "lakh", "lac": "lakh", "lacs": "lakh", "लाख": "lakh",
    "हज\u093cार": "thousand", "हजार": "thousand", "सौ": "hundred",
    "mn": "million", "bn": "billion",
}  # fmt: skip
_SAID: Mapping[Language, Mapping[str, str]] = {
    Language.ENGLISH: {name: name for name in (*_SIZES, "million", "billion")},
    Language.HINDI: {
        "crore": "करोड़",
        "lakh": "लाख",
        "thousand": "हज़ार",
        "hundred": "सौ",
        "million": "मिलियन",
        "billion": "बिलियन",
    },
}
_POINT: Mapping[Language, str] = {Language.ENGLISH: "point", Language.HINDI: "दशमलव"}


def unit_of(word: str) -> str:
    """The one name of a unit: "Cr." → "crore", "लाख" → "lakh"."""
    bare = normalize("NFC", word).strip().rstrip(".").lower()
    return _MEANT.get(bare, bare)


def whole(number: int, language: Language) -> str:
    """A whole number from 0 on in words."""
    return spell.hindi(number) if language is Language.HINDI else spell.english(number)


def digits(text: str, language: Language) -> str:
    """Each digit of a text by itself: "011" → "zero one one"."""
    return " ".join(whole(int(sign), language) for sign in text if sign.isdecimal())


def plain(number: str, language: Language) -> str:
    """A number as it is written: whole part as a number, decimals digit by digit, none dropped."""
    before, _, after = number.replace(",", "").partition(".")
    said = whole(int(before or "0"), language)
    return f"{said} {_POINT[language]} {digits(after, language)}" if after else said


def amount(number: str, unit: str, language: Language) -> str:
    """A number with its unit. Decimals of crore and lakh become the smaller units where that comes out whole.

    A whole number keeps its unit: "750 lakh" stays seven hundred fifty lakh, as the source has it.
    """
    name = unit_of(unit) if unit else ""
    if not name:
        return plain(number, language)
    exact = Decimal(number.replace(",", "")) * _SIZES.get(name, 1)
    if "." in number and name in _SIZES and exact == int(exact):
        return whole(int(exact), language)
    return f"{plain(number, language)} {_SAID[language][name]}"
