"""Words for sheets: money the Indian way, dates, lists and the plain names of coded values."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

LAKH = 100_000
CRORE = 10_000_000
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
BELOW_THOUSAND = re.compile(r"(?<=\d)(?=(\d\d)+$)")


def number(value: float | int | str) -> str:
    """Write a count with commas at the thousands: 600000 -> ``600,000``; a fraction keeps its digits."""
    whole, point, fraction = plain(value).partition(".")
    return f"{int(whole):,}{point}{fraction}"


def indian(value: float | int | str | Decimal) -> str:
    """Group the digits of rupees the Indian way: 1234567 -> ``12,34,567``."""
    whole, point, fraction = plain(value).partition(".")
    if len(whole) > 3:
        whole = BELOW_THOUSAND.sub(",", whole[:-3]) + "," + whole[-3:]
    return whole + point + fraction


def plain(value: float | int | str | Decimal) -> str:
    """Write a number without exponent or trailing zeros: 2.50 -> ``2.5``."""
    text = format(Decimal(str(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(rupees: float | int) -> str:
    """Write rupees exactly: 70000000 -> ``Rs 7 crore``, 1875000 -> ``Rs 18.75 lakh``, 7500 -> ``Rs 7,500``.

    Crore and lakh are used only where at most two decimals say the amount exactly.
    """
    for unit, name in ((CRORE, "crore"), (LAKH, "lakh")):
        units = Decimal(str(rupees)) / unit
        if units >= 1 and units == round(units, 2):
            return f"Rs {indian(units)} {name}"
    return f"Rs {indian(rupees)}"


def percent(value: float | int) -> str:
    """Write a share of a hundred: 66.67 -> ``66.67%``."""
    return f"{plain(value)}%"


def day(when: str | int | date | None) -> str:
    """Write a date in words: ``2026-03-31`` -> 31 March 2026, ``2022-05`` -> May 2022; others stay as is."""
    if when is None:
        return "undated"
    parts = str(when).split("-")
    if len(parts) == 3:
        return f"{int(parts[2])} {MONTHS[int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == 2 and len(parts[1]) == 2 and 1 <= int(parts[1]) <= 12:
        return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return str(when)


def on_day(when: str) -> str:
    """Say when: ``on 31 March 2026``, ``in May 2022``, ``in 2030``, ``with the financial year 2025-26``."""
    said = day(when)
    if re.fullmatch(r"\d{4}-\d\d", said):
        return f"with the financial year {said}"
    return f"{'on' if said[0].isdigit() and len(said) > 4 else 'in'} {said}"


def listing(items: Iterable[str], last: str = "and") -> str:
    """Join in prose: ``a``, ``a and b``, ``a, b and c``."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def sentence(text: str) -> str:
    """Begin with a capital, end with one full stop, single spaces."""
    text = re.sub(r"\s+", " ", text).strip().rstrip(".")
    text = text.replace(" ,", ",").replace(" .", ".").replace("()", "").strip()
    if not text:
        return ""
    end = "" if text.endswith(("?", "!")) else "."
    return text[0].upper() + text[1:] + end


def lower_first(text: str) -> str:
    """Begin with a small letter unless it begins with a name or an acronym: ``Soft part`` -> ``soft part``."""
    first, _, rest = text.partition(" ")
    named = any(letter.isupper() for letter in first[1:]) or re.match(r"[A-Z][a-z]", rest)
    return text if named or len(first) < 2 else text[0].lower() + text[1:]


def in_words(codes: Iterable[str], names: dict[str, str], last: str = "or") -> str:
    """Join coded values by their plain names; a code without a name is written with spaces."""
    return listing((names.get(code, code.replace("_", " ")) for code in codes), last)


def year(value: int | str | None) -> str:
    """Write the year of a source, or ``undated``."""
    return "undated" if value is None else str(value)


def upper_first(text: str) -> str:
    """Begin with a capital: ``the IC scheme`` -> ``The IC scheme``."""
    return text[:1].upper() + text[1:]


def bare(text: str) -> str:
    """Keep letters and digits only, in small letters, to compare names."""
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def sentences(text: str) -> list[str]:
    """Split at a full stop before a capital letter or a digit; abbreviations are not used in records."""
    return [
        part.strip().rstrip(".")
        for part in re.split(r"(?<!\b[A-Z][.])(?<=[.])\s+(?=[A-Z0-9])", text)
        if part.strip()
    ]


def clause(text: str) -> str:
    """Let a text stand inside a sentence: no full stop at its end."""
    return text.rstrip(". ")
