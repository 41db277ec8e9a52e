"""Text made fit for a document: what a file cannot hold is left out, and a link is an address of the web."""

import re
from urllib.parse import urlsplit

from service.exports.records import Reference

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the direction of writing: with them a text could show another sum than it holds."""
_DEVANAGARI = re.compile("[\u0900-\u097f\ua8e0-\ua8ff]")


def fit(text: str) -> str:
    """The text without control signs, halves of letters, and signs that turn the direction of writing."""
    return _TURNING.sub("", _UNFIT.sub("", text))


def link(address: str | None) -> str | None:
    """The address if it is one of the web, else None: a document must not open anything else."""
    if not address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def in_devanagari(text: str) -> bool:
    """Whether any of it is written in the script of Hindi."""
    return _DEVANAGARI.search(text) is not None


def described(reference: Reference) -> str:
    """A source without number and address: title, publisher, year, or that the page shows none."""
    publisher = f". {reference.publisher}" if reference.publisher else ""
    return fit(f"{reference.title}{publisher}, {reference.year or 'year not shown'}.")
