"""The reference of a case: short enough to be said on the telephone, with a sign to check it by.

Seven signs of Crockford's base 32: six at random (30 bits) and a check sign, by the same weighted sum as the codes of
interviews: it finds every single wrong sign and every exchange of two signs, wherever they stand. The letters that the
alphabet leaves out are read as what was meant (I and L as 1, O as 0); a slip from O to 0 is thus no slip at all.
"""

from random import Random

from service.helpline.errors import ReferenceError_
from service.interviews.codes import ALPHABET, MEANT, aloud, check_sign

LENGTH = 7
EXAMPLE = "7K3M2QZ"
_BETWEEN = "-–—._/"
_LOOK = f"Look at it again; it is written like {EXAMPLE[:4]}-{EXAMPLE[4:]}."


def make(random: Random) -> str:
    """A new reference at random, without its dash."""
    signs = [random.randrange(32) for _ in range(LENGTH - 1)]
    return "".join(ALPHABET[sign] for sign in [*signs, check_sign(signs)])


def check(text: str) -> str:
    """A reference as somebody typed it, in its one form: seven signs in upper case, no dash.

    Raises:
        ReferenceError_: it has the wrong length, a sign that no reference has, or its check sign does not fit.
    """
    plain = "".join(s for s in text.upper() if not s.isspace() and s not in _BETWEEN).translate(MEANT)
    if len(plain) != LENGTH:
        raise ReferenceError_(
            f"A reference has {LENGTH} letters and digits; this one has {len(plain)}. {_LOOK}"
        )
    strange = sorted(set(plain) - set(ALPHABET))
    if strange:
        raise ReferenceError_(f'A reference has no "{strange[0]}". {_LOOK}')
    signs = [ALPHABET.index(sign) for sign in plain]
    if check_sign(signs[:-1]) != signs[-1]:
        raise ReferenceError_(
            f"There is a slip in this reference: its last sign does not fit the others. {_LOOK}"
        )
    return plain


def shown(reference: str) -> str:
    """A reference as it is written for people: "7K3M-2QZ"."""
    return f"{reference[:4]}-{reference[4:]}"


def spoken(reference: str) -> str:
    """A reference as it is said, sign by sign: "7, K as in Kolkata, 3, …"."""
    return aloud(reference)
