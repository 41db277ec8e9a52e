"""The code that reopens an interview: short enough to read out on the telephone, too long to guess.

Twelve signs of Crockford's base 32 in three groups, as in ``7K3M-Q2PA-94XC``: eleven at random (55 bits) and one to
check them by. The alphabet has no I, L, O and U; who writes O or I is understood. The check sign comes from a weighted
sum in the field of 32 elements, in which each place has its own weight: it finds every single wrong sign and every
exchange of two signs, wherever they stand.
"""

import secrets
from collections.abc import Sequence

from ingest.errors import BadRequestError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
GROUP = 4
_FIELD = 0b100101  # x^5 + x^2 + 1: x runs through all 31 elements but 0 before it comes back to 1
MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})

WORDS = dict(
    zip(
        ALPHABET,
        "zero one two three four five six seven eight nine Agra Bhopal Chennai Delhi Erode Faridabad "
        "Guntur Howrah Jaipur Kolkata Mumbai Nagpur Patna Quilon Rajkot Surat Tirupur Vadodara Warangal "
        "X-ray Yavatmal Zaheerabad".split(),
        strict=True,
    )
)
"""A word for each sign, to be said on the telephone: towns that are known all over India."""


def make() -> str:
    """A new code, at random, in its groups."""
    signs = [secrets.randbelow(32) for _ in range(LENGTH - 1)]
    return _grouped([*signs, check_sign(signs)])


def read(text: str) -> str:
    """A code as somebody typed it, in its one written form.

    Example: " 7k3m q2pa-94xc" gives "7K3M-Q2PA-94XC".

    Raises:
        BadRequestError: it has the wrong length, a sign that no code has, or its check sign does not fit.
    """
    plain = "".join(sign for sign in text.upper() if not sign.isspace() and sign not in "-–—.").translate(
        MEANT
    )
    if len(plain) != LENGTH:
        raise BadRequestError(f"A code has {LENGTH} letters and digits; this one has {len(plain)}. {_LOOK}")
    strange = sorted(set(plain) - set(ALPHABET))
    if strange:
        raise BadRequestError(f'A code has no "{strange[0]}". {_LOOK}')
    signs = [ALPHABET.index(sign) for sign in plain]
    if check_sign(signs[:-1]) != signs[-1]:
        raise BadRequestError(f"There is a slip in this code: its last sign does not fit the others. {_LOOK}")
    return _grouped(signs)


_LOOK = "Look at it again; it is written like 7K3M-Q2PA-94XC."


def aloud(code: str) -> str:
    """A code as it is said on the telephone: "K as in Kolkata, 7, …"."""
    said = (sign if sign.isdigit() else f"{sign} as in {WORDS[sign]}" for sign in code.replace("-", ""))
    return ", ".join(said)


def _grouped(signs: Sequence[int]) -> str:
    text = "".join(ALPHABET[sign] for sign in signs)
    return "-".join(text[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def check_sign(signs: Sequence[int]) -> int:
    """The weighted sum: the first sign times x, plus the second times x², and so on."""
    total = 0
    for sign in reversed(signs):
        total = _times_x(total ^ sign)
    return total


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ _FIELD if doubled & 0b100000 else doubled
