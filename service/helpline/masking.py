"""Numbers of persons taken out of words that are kept for others to read: telephone, Aadhaar, PAN, account.

What is looked up in the library is what was asked; what is kept in a case, shown to experts or counted among gaps is
this. The words as they came lie sealed with the message for as long as messages are kept. A sum of money stays.
"""

import re
from collections.abc import Mapping
from typing import Any

_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
_MONEY_BEFORE = re.compile(r"(?:rs|inr|rupees?|₹|रु|रुपये|रुपए)\.?\s*$", re.IGNORECASE)
_MONEY_AFTER = re.compile(
    r"\s*(?:/-|rupees?|rs\b|inr\b|lakhs?|lacs?|crores?|cr\b|रु|रुपये|रुपए|लाख|करोड़|units?\b|tonnes?\b|kg\b)",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"\b(?:a/?c|acct|account|khata|खाता|खाते)\b(?:\s*(?:no|number|num|नंबर|संख्या))?\.?\s*(?:is|hai|है)?\s*[:#=-]?\s*"
    r"(\d(?:[ -]?\d){8,17})(?!\d)",
    re.IGNORECASE,
)
_AADHAAR_NAMED = re.compile(
    r"\b(?:aadhaa?r|adhaa?r|adhar|uid|आधार)\b\D{0,20}?(\d{4}[ -]?\d{4}[ -]?\d{4})(?!\d)", re.IGNORECASE
)
_AADHAAR = re.compile(r"(?<![\d.,-])[2-9]\d{3}([ -]?)\d{4}\1\d{4}(?![\d,]|\.\d)")
_PAN = re.compile(
    r"(?<![A-Za-z0-9])(?:\d{2})?[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z](?:\d[A-Z][0-9A-Z])?(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[^\s@<>\"',;:()]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_PHONE = re.compile(
    r"(?<![\d.])(?:(?:\+|00)?91[ -]?|0)?[6-9]\d(?:[ -]?\d){8}(?!\d|,\d{1,3}(?!\d)|\.\d|[ -]\d)"
    r"|(?<![\d.])(?:\+|00)(?!91)[1-9](?:[ -]?\d){7,13}(?!\d)"
)
_KINDS: tuple[tuple[re.Pattern[str], int, str], ...] = (
    (_MAIL, 0, "[mail address]"),
    (_ACCOUNT, 1, "[account number]"),
    (_AADHAAR_NAMED, 1, "[Aadhaar number]"),
    (_PAN, 0, "[PAN]"),
    (_PHONE, 0, "[phone number]"),
    (_AADHAAR, 0, "[Aadhaar number]"),
)
"""What is looked for, in this order; which group of the pattern goes, and what stands in its place (no digits)."""

TOLD = ("text", "question", "understood")
"""Parts of a turn that hold a caller's own words."""


def masked(text: str) -> str:
    """The text without numbers of persons.

    Example: "CFC grant? call 98765 43210" gives "CFC grant? call [phone number]"; "₹7500000000" stays.
    """
    for pattern, group, name in _KINDS:
        text = _without(text, pattern, group, name)
    return text


def phones(text: str) -> list[str]:
    """The telephone numbers in a text, digits as they stand."""
    plain = text.translate(_DIGITS)
    return [
        plain[m.start() : m.end()] for m in _PHONE.finditer(plain) if not _is_sum(plain, m.start(), m.end())
    ]


def _without(text: str, pattern: re.Pattern[str], group: int, name: str) -> str:
    """Digits of both scripts are looked at as one, place for place."""
    plain = text.translate(_DIGITS)
    for match in reversed(list(pattern.finditer(plain))):
        start, end = match.span(group)
        if pattern not in (_PHONE, _AADHAAR) or not _is_sum(plain, start, end):
            text = f"{text[:start]}{name}{text[end:]}"
    return text


def _is_sum(text: str, start: int, end: int) -> bool:
    return bool(_MONEY_BEFORE.search(text[:start]) or _MONEY_AFTER.match(text[end:]))


def masked_turn(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a turn with the caller's own words masked."""
    return {
        name: masked(value) if name in TOLD and isinstance(value, str) else value
        for name, value in content.items()
    }
