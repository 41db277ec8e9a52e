"""How many SMS a text costs, counted as networks do: GSM 03.38 with its two-unit letters, else UCS-2."""

from dataclasses import dataclass

from service.helpline.renderings.records import Encoding

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWO_UNITS = frozenset("\f^{}\\[~]|€")
_LIMITS = {Encoding.GSM7: (160, 153), Encoding.UCS2: (70, 67)}


@dataclass(frozen=True, slots=True)
class Segments:
    """``units`` are septets (GSM-7) or 16-bit units (UCS-2); ``count`` is the number of messages paid for."""

    encoding: Encoding
    units: int
    count: int


def encoding(text: str) -> Encoding:
    """GSM-7 where every letter is in its alphabet; one Devanagari letter makes the whole text UCS-2."""
    return Encoding.GSM7 if all(c in _BASIC or c in _TWO_UNITS for c in text) else Encoding.UCS2


def count(text: str) -> Segments:
    """Count units and segments of a text; an empty text is none.

    A letter of two units (``€`` in GSM-7, an emoji in UCS-2) is never torn: where it would cross the end of a
    segment, that segment ends one unit early. Example: 159 letters and a ``€`` → GSM-7, 161 units, 2 segments.
    """
    code = encoding(text)
    sizes = [_units(letter, code) for letter in text]
    single, joined = _LIMITS[code]
    units = sum(sizes)
    return Segments(code, units, (1 if units else 0) if units <= single else _filled(sizes, joined))


def _units(letter: str, code: Encoding) -> int:
    if code is Encoding.GSM7:
        return 2 if letter in _TWO_UNITS else 1
    return 2 if ord(letter) > 0xFFFF else 1


def _filled(sizes: list[int], room: int) -> int:
    segments, used = 1, 0
    for size in sizes:
        if used + size > room:
            segments, used = segments + 1, 0
        used += size
    return segments
