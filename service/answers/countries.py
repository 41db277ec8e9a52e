"""Names of countries, so that a question about one is not met with the rules of another. Names from the CLDR."""

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

from service.answers.words import fold

# Countries that go by several names; the first ones find a question's, the last is found in a text.
_ALIKE = (
    (("united states", "america", "usa"), r"united states|americ|usa\b|u\.s\."),
    (("united kingdom", "britain", "uk"), r"united kingdom|brit|uk\b|england|english"),
    (("south korea", "korea"), r"korea"),
    (("china",), r"chin(a|ese)\b"),
    (("netherlands", "holland"), r"netherlands|holland|dutch"),
    (("turkey",), r"turk"),
    (("czechia", "czech republic"), r"czech"),
)
_MORE = ("uae", "ivory coast")
_NOT = frozenset(
    "india jersey mali chad sark guernsey niger reunion world".split()
)  # other things more often
_SHORTEST = 4  # letters of a country's name by which its people and language are known, too: Ital-y, Ital-ian


@cache
def _names() -> dict[str, str]:
    """Each country but India, folded, with the pattern that finds it in a text."""
    listed = Locale("en").territories
    folded = [fold(name) for code, name in listed.items() if len(code) == 2]
    names = [*(name for name in folded if re.fullmatch(r"[a-z ]+", name) and name not in _NOT), *_MORE]
    found = {name: name if " " in name else name[: max(_SHORTEST, len(name) - 2)] for name in names}
    return found | {name: pattern for group, pattern in _ALIKE for name in group}


@cache
def _any() -> re.Pattern[str]:
    """Finds every name, the longest first, so that South Korea is not taken for Korea."""
    listed = sorted(_names(), key=lambda name: (-len(name), name))
    return re.compile(rf"\b({'|'.join(map(re.escape, listed))})\b")


def named_in(text: str) -> Iterator[re.Pattern[str]]:
    """For each country that a folded text names, what finds it, its people or its language in another text."""
    for name in dict.fromkeys(_any().findall(text)):
        yield re.compile(rf"\b(?:{_names()[name]})")


def names_one(text: str) -> bool:
    """Whether a folded text names a country, India among them."""
    return bool(re.search(r"\bindia\b", text) or _any().search(text))
