"""How a caller is reached, in one written form: a telephone number as E.164, or a mail address in lower case."""

import re

import phonenumbers

from ingest.errors import BadRequestError

HOME = "IN"
_MAIL = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]{1,190}\.[^@\s<>\".]{2,}")


def normalised(text: str) -> str:
    """A number or a mail address in its one form; numbers without a country code are read as Indian.

    Example: "098765 43210", "+91-98765-43210" and "०९८७६५४३२१०" give "+919876543210".

    Raises:
        BadRequestError: it is neither; the message does not repeat it.
    """
    plain = text.strip()
    if "@" in plain:
        return _mail(plain)
    try:
        number = phonenumbers.parse(plain, HOME)
    except phonenumbers.NumberParseException as error:
        raise BadRequestError(_WRONG) from error
    if not phonenumbers.is_valid_number(number):
        raise BadRequestError(_WRONG)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


_WRONG = (
    "That is no telephone number in use. Write ten digits for a mobile in India, the area code first for a fixed line, "
    "or + and the country code for other countries."
)


def _mail(text: str) -> str:
    if len(text) > 254 or not _MAIL.fullmatch(text):
        raise BadRequestError("That is no mail address. It is written like name@example.org.")
    return text.casefold()


def is_mail(address: str) -> bool:
    """Whether this is a mail address and not a number."""
    return "@" in address


def hint(address: str) -> str:
    """What may be shown of it to recognise a caller: the last four digits, or the first letter and the domain."""
    if not is_mail(address):
        return address[-4:]
    name, _, domain = address.partition("@")
    return f"{name[:1]}…@{domain}"[:80]
