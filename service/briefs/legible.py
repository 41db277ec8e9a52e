"""Whether a text was read whole: words that no list knows, torn brackets or a sentence without a verb are not quoted.

In doubt a sentence is left out: a statement less costs little, a garbled one in a Secretary's brief costs trust.
"""

import re
from functools import cache

from service.answers.spelling import english_words
from service.briefs.governs import tokens, words_of

_BROKEN = re.compile(
    r"[\ufffd\u00a2¬¤]|[A-Z]{2}[\[{(][A-Z]{2}|[a-z]\)[A-Z]|[A-Za-z]{2}[\[{][a-z]|\b[a-z]+\d+[a-z]+\b"
)
_WORD = re.compile(r"(?<![\w.@/’'-])[^\W\d_]{5,}(?![\w@/’'-]|\.\w)")
NO_VERB = "it has no verb"
_MODAL = frozenset(
    "can could may might must shall should will would cannot do does did has have had is are was were be been".split()
)
_SMALL = frozenset(
    "a an the this that these those its their his her our your some any no each every such other many most more all of "
    "in on at for from by with without to into through under over after before between among as than and or".split()
)
_PRONOUNS = frozenset("they we you he she it who which there".split())
_SINGULAR = frozenset("this that it which who he she each".split())
_NEW = frozenset(
    "upgradation impactful funder funders roadmap roadmaps onboarding khadi saree sarees powerloom".split()
)
_SPELT = (("or", "our"), ("yz", "ys"), ("iz", "is"), ("tt", "t"), ("el", "ell"), ("ll", "l"), ("s", "z"))
_PLAIN = 3_000_000  # how often a word is in print that is meant where another is one slip from it
_ENDINGS = (
    *(("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", "")),
    *(("isation", "ization"), ("ise", "ize"), ("ised", "ized"), ("ising", "izing"), ("our", "or")),
)
_JOINTS = ("pre", "sub", "non", "micro", "inter", "multi", "re", "un", "co", "over", "under", "self")


def garbled(text: str) -> str:
    """What shows that a sentence was read wrongly, or is but a piece of one; empty where nothing does.

    Example: "the agency that graduation for a cluster" has no verb; "setrvices" is no word.
    """
    plain = " ".join(text.split())
    broken = _BROKEN.search(plain)
    if broken:
        return f'"{broken[0]}"'
    word = unknown(plain)
    if word:
        return f'"{word}" is no word that is known'
    return "" if has_verb(plain) else NO_VERB


def torn(heading: str) -> bool:
    """Whether a heading was read wrongly; capitals are words there, and short ones may be names."""
    long = " ".join(word for word in re.findall(r"[A-Za-z]{7,}", heading))
    return bool(_BROKEN.search(heading) or unknown(long.lower()))


def unknown(text: str) -> str:
    """The first word in small letters that is no word, and one slip from a plain one; names are passed over."""
    for found in _WORD.finditer(text):
        word = found[0]
        if word.islower() and word.isascii() and not known(word) and slip(word):
            return word
    return ""


@cache
def known(word: str) -> bool:
    """Whether a word, its stem or the words that it is joined of are in print; all are where there is no list."""
    listed = english_words()
    if not listed or word in listed or word in _NEW:
        return True
    if any(one in word and word.replace(one, other) in listed for one, other in _SPELT):
        return True
    if any(word.endswith(end) and word[: -len(end)] + put in listed for end, put in _ENDINGS):
        return True
    if any(word.startswith(each) and word[len(each) :] in listed for each in _JOINTS):
        return True
    return any(word[:at] in listed and word[at:] in listed for at in range(4, len(word) - 3))


@cache
def slip(word: str) -> bool:
    """Whether a plain word is one slip of the reader away, two for a long word."""
    from rapidfuzz.distance import Levenshtein

    most = 2 if len(word) > 9 else 1
    return any(
        Levenshtein.distance(word, plain, score_cutoff=most) <= most
        for plain, count in english_words().items()
        if count >= _PLAIN and abs(len(plain) - len(word)) <= most
    )


def has_verb(text: str) -> bool:
    """Whether some word may be a finite verb: of the closed lists, or by its ending and the word before it."""
    said = tokens(text)
    closed = _MODAL | words_of("links") | words_of("verbs") | words_of("results")
    pairs = list(zip(["", *said], said, strict=False))
    return any(
        word in closed or before in _PRONOUNS or (word.endswith("ed") and before not in _SMALL)
        for before, word in pairs
    ) or any(before and ends_as_verb(word) and before not in _SMALL - _SINGULAR for before, word in pairs)


def ends_as_verb(word: str) -> bool:
    """Whether a word has the ending of "runs"; nouns in the plural have it, too."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))
