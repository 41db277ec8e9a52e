"""Inflected words of Hindi, in Devanagari and in Latin letters: the forms under which a glossary may list them."""

from collections.abc import Iterator

# Plural and oblique endings, longest first, each with the endings that the dictionary form may have in its stead.
_NOUN_ENDINGS = (
    ("ियों", ("ी", "ि")), ("ियां", ("ी",)), ("ियो", ("ी",)), ("ाओं", ("ा",)), ("ाएं", ("ा",)), ("ुओं", ("ु", "ू")),
    ("ओं", ("",)), ("एं", ("",)), ("ों", ("", "ा")), ("ें", ("",)), ("े", ("ा", "")), ("ी", ("ा",)), ("ा", ("",)),
)  # fmt: skip
_NOUN_ENDINGS_ROMAN = (
    ("iyon", ("i",)), ("iyan", ("i",)), ("iyo", ("i",)), ("iyaan", ("i",)), ("aon", ("a",)), ("aen", ("a",)),
    ("ein", ("",)), ("oon", ("", "a")), ("on", ("", "a")), ("en", ("",)), ("o", ("", "a")), ("e", ("a",)),
    ("i", ("a",)), ("s", ("",)),
)  # fmt: skip
# Endings of verbs, shortest first: of two stems (लग, लगा) the longer one is meant.
_VERB_ENDINGS = tuple(
    "ा े ी ो ए ई ओ ीं ें ूं एं ना ने नी ता ते ती या िए इए कर के ाई ाए तीं ओगे ाया ाना ाने ानी ाता ाते ाती ाकर एगा एगी ेगा ेगी ोगे "
    "एंगे एंगी ेंगे ेंगी ूंगा ूंगी ऊंगा ऊंगी ाएंगे ाएंगी ाऊंगा ाऊंगी".split()
)
_VERB_ENDINGS_ROMAN = tuple(
    "a e i o ke na ne ni ta te ti ya ye yi en on ein een oon kar tey iye iya aya aye ayi ana ane ani ata ate ati ega "
    "egi oge ogi aaya aaye aayi aana aane aani aata aate aati aega aegi yega yegi enge engi unga ungi iyega engey "
    "oonga oongi aunga yenge aenge ayenge aaenge aayenge".split()
)


def dictionary_forms(word: str, roman: bool, shortest: int) -> Iterator[str]:
    """The dictionary forms that a plural or oblique form may belong to, likeliest first.

    Args:
        word: Folded, as ``sounds.fold`` does.
        roman: Whether it is in Latin letters.
        shortest: Signs that must be left without the ending.
    """
    for ending, replacements in _NOUN_ENDINGS_ROMAN if roman else _NOUN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            yield from (word.removesuffix(ending) + replacement for replacement in replacements)


def verb_stems(word: str, roman: bool) -> Iterator[str]:
    """The stems that a form of a verb may have, the longest first; last the word itself. Arguments as above."""
    endings = _VERB_ENDINGS_ROMAN if roman else _VERB_ENDINGS
    yield from (word.removesuffix(ending) for ending in endings if word.endswith(ending))
    yield word
