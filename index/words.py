"""Cuts text into the words that are indexed and looked up: one analyser for passages and queries.

By script: Latin words are lower-cased, stripped of accents and stemmed as English; words of other scripts are
kept whole with their vowel signs, which generic tokenizers take for punctuation. ``MSE-CDP`` gives mse, cdp and
msecdp, so that it is found with the hyphen, with a space and in one word; ``1,00,000`` gives 100000.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

from index.tokens import storable

VERSION = "2"  # raise it when the words of any text change: older indexes are then built again

# Lucene's list for English: words that occur in most passages and so tell none apart.
# For Hindi the like: in a mixed library they are rare, and would pass for telling words.
STOP_WORDS = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these "
    "they this to was will with "
    "का की के को में से पर है हैं था थी थे हो और या कि यह ये वह वे जो तो भी ही ने एक लिए इस उस इन उन अपने कर गया गई गए".split()
)
# Words that only frame a question, in English and in Hindi of either script: dropped from queries alone.
QUESTION_WORDS = frozenset(
    "about all am any been can could did do does doing done each give had has have having he her here him his how i "
    "its just let like many me might more most much must my our out please shall she should so some tell than them "
    "those under very we were what when where whether which while who whom whose why would you your "
    "क्या कैसे कितना कितनी कितने कौन कौनसा किस किसे कब कहाँ कहां क्यों मुझे हमें मैं हम बताएं बताइए बताओ मिलता मिलती मिलेगा चाहिए "
    "ka ki ke ko kya kaise kitna kitni kitne kaun kaunsa kab kahan kyun kyon mein main se par hai hain ho hota hoti "
    "hum mujhe humein liye milta milti milega chahiye karna kare karen wala wale wali nahi nahin aur ya yeh ye woh "
    "batao bataiye iska uska isme".split()
)
LONGEST_WORD = 64  # characters; longer runs are encoded data, not words
MOST_PARTS = 4  # a run of more hyphenated parts is a phrase or a rule, not a name

# Python's \w leaves out combining marks, and with them the vowel signs of all Indian scripts.
_MARKS = "".join(chr(n) for n in range(0x300, 0x3100) if unicodedata.category(chr(n)).startswith("M"))
_WORD = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"
_RUN = re.compile(rf"\d+(?:\.\d+)+|{_WORD}(?:[-\u2010-\u2015&]{_WORD})*")
_PART = re.compile(rf"\d+(?:\.\d+)+|{_WORD}")
_ACCENT = re.compile("[\u0300-\u036f\u093c]")  # Latin accents, and the dot below that Hindi often leaves out
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DIGIT = re.compile(r"[^\D0-9]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{2,3}(?!\d))")
_DOTTED = re.compile(r"(?<![^\W_])(?:[A-Za-z]\.){2,}[A-Za-z]?(?![^\W_])")
_POSSESSIVE = re.compile(r"['\u2019][sS](?![^\W_])")
_APOSTROPHE = re.compile(r"(?<=[^\W_])['\u2019](?=[^\W_])")


def words(text: str) -> list[str]:
    """The words of a text in order, ready for the index; a joined form follows its parts.

    Example: words("Grants for MSE-CDP's 1,00,000 looms") gives grant, mse, cdp, msecdp, 100000, loom.
    """
    return _words(text, _IN_TEXTS)


def query_words(text: str) -> list[str]:
    """``words`` without those that only frame a question, unless nothing else is asked.

    Example: words("How much grant does a CFC get?") gives grant, cfc, get.
    """
    return _words(text, _IN_QUERIES) or words(text)


def normal(text: str) -> str:
    """The text in one spelling: accents, digits, thousands, dotted letters, apostrophes evened out; case stays."""
    text = unicodedata.normalize("NFKD", storable(text))
    text = unicodedata.normalize("NFC", _ACCENT.sub("", text)).replace("\u0901", "\u0902")
    text = _DIGIT.sub(lambda found: str(unicodedata.digit(found[0])), text)
    text = _THOUSANDS.sub("", _INVISIBLE.sub("", text))
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    return _APOSTROPHE.sub("", _POSSESSIVE.sub("", text))


_IN_TEXTS = frozenset(normal(word) for word in STOP_WORDS)
_IN_QUERIES = _IN_TEXTS | frozenset(normal(word) for word in QUESTION_WORDS)


def _words(text: str, dropped: frozenset[str]) -> list[str]:
    if text.isupper():  # written in capitals throughout, so that capitals mark no acronym
        text = text.casefold()
    made = (word for run in _RUN.findall(normal(text)) for word in _of_run(run, dropped))
    return [word for word in made if len(word) <= LONGEST_WORD]


def _of_run(run: str, dropped: frozenset[str]) -> Iterator[str]:
    """The indexed words of one run of parts joined by hyphens or ampersands."""
    parts = _PART.findall(run)
    for part in parts:
        acronym = part.isupper() and len(part) > 1  # "IT" and "US" are names, "it" and "us" are not
        if acronym or part.casefold() not in dropped:
            yield _stem(part.casefold())
    if 1 < len(parts) <= MOST_PARTS:
        yield "".join(parts).casefold()


def _stem(word: str) -> str:
    if not word.isascii() or not word.isalpha():
        return word
    stemmed = _stemmer()(word)
    return stemmed[0] if stemmed else word


@cache
def _stemmer() -> Callable[[str], list[str]]:
    """Tantivy's Snowball stemmer for English, a microsecond a word."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    analyser = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer("english")).build()
    return analyser.analyze
