"""Hindi numbers in words, put together: ``paanch sau`` is 500, ``dhai lakh`` 2.5 lakh, ``saadhe teen`` 3.5."""

from collections.abc import Sequence
from dataclasses import dataclass

_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PARTS = {0.25: "quarter", 0.5: "half"}
_TIMES = {"100": 100.0, "1000": 1000.0}
_UNITS = ("lakh", "crore", "arab")


@dataclass(frozen=True, slots=True)
class _Sum:
    """What has been read so far: whole thousands, the rest, a shift such as +0.5, and whether a value may follow."""

    thousands: float = 0
    rest: float | None = None
    shift: float | None = None
    open: bool = True

    @property
    def empty(self) -> bool:
        return self.rest is None and self.shift is None and not self.thousands

    @property
    def amount(self) -> float:
        rest = self.rest if self.rest is not None else (1.0 if self.shift is not None else 0.0)
        return self.thousands + rest + (self.shift or 0)


def read(values: Sequence[str]) -> tuple[str, int]:
    """The number at the start of a run of number words, in digits, and how many of the words it took.

    Args:
        values: Values as the glossary gives them: "5", "1.5", "100", "1000", "lakh", or a shift such as "+0.5".

    Returns:
        Up to ten in English words, larger ones in digits; lakh and crore stay words. At least one word is taken.
    """
    total = _Sum()
    for taken, value in enumerate(values):
        if value in _UNITS:
            return (value if total.empty else f"{_digits(total.amount)} {value}"), taken + 1
        grown = _grow(total, value)
        if grown is None:
            return _spoken(total.amount), taken
        total = grown
    return _spoken(total.amount), len(values)


def _grow(total: _Sum, value: str) -> _Sum | None:
    """The sum with one more word, or None where that word begins another number."""
    if value[0] in "+-":
        return (
            _Sum(total.thousands, None, float(value)) if total.rest is None and total.shift is None else None
        )
    if value in _TIMES:
        return _times(total, _TIMES[value])
    if not total.open:
        return None
    return _Sum(total.thousands, (total.rest or 0) + float(value), total.shift, open=False)


def _times(total: _Sum, factor: float) -> _Sum | None:
    """The sum times hundred or thousand: only what stands since the last thousand is multiplied."""
    part = 1.0 if total.rest is None else total.rest
    amount = (part + (total.shift or 0)) * factor
    if factor == _TIMES["100"]:
        return _Sum(total.thousands, amount)
    return None if total.thousands else _Sum(amount)


def _spoken(amount: float) -> str:
    if amount in _PARTS:
        return _PARTS[amount]
    return _SMALL[int(amount)] if amount == int(amount) and amount < len(_SMALL) else _digits(amount)


def _digits(amount: float) -> str:
    """Digits with a comma from a thousand on, no trailing zeros: 1.5, 500, 50,000."""
    return f"{int(amount):,}" if amount == int(amount) else f"{amount:g}"
