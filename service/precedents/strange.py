"""Tells a question that no case bears on: what it names is held nowhere, or nothing held is near to it.

Words of a question that neither a case nor a theme has are weighed: a rare word (blockchain) weighs much, a common one
(door) nothing, and one that means nearly the same as a word of a case or a theme (desalting) little. The limits were
found on the tuning halves of ``corpus/questions/precedents*.jsonl``, a false refusal counting one and a half times a
missed one.
"""

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

import numpy as np

from index.embed import Vectors
from service.answers.countries import named_in
from service.answers.spelling import english_words
from service.answers.words import content, words
from service.precedents.closeness import kin, told
from service.precedents.gazetteer import cities
from service.precedents.shelf import Shelf
from service.precedents.slips import in_two, mended, rarity
from service.precedents.telling import Doubtful

PLAIN, RARE = 9.0, 15.0  # minus the logarithm of a word's share of print: from plain (0) to rare (1)
FOREIGN, MEANT = 0.5, 0.75  # likeness to the nearest word: from foreign (1) to meant by it (0)
OF_WORD = (
    0.85  # what likeness to a case's word counts beside that to a theme: single words are always more alike
)
LEAST = 0.3  # likeness that the nearest text must have in any case
# With strange words: a base, more for each, less for themes' words.
FREE, FOR_STRANGE, FOR_THEME = 0.18, 0.55, 0.08
ENOUGH = 4.0  # words of themes beyond which further ones change nothing
NAMED = 0.5  # strangeness from which a word is named to the reader
# A word below this likeness is a thing that nothing held is like, however common in print (hydrogen, strike): it is
# named. To refuse for it, too, refused one question more that can be answered.
UNLIKE_ALL = 0.58
UNLIKE = 0.62  # likeness below which a question may turn on a word (service.precedents.telling)
MOST_WORDS = 8  # words that are looked at


NONE = Doubtful()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Whether a question is refused, and the words or country that nothing held speaks of.

    ``doubtful`` are those on which it may turn.
    """

    refused: bool
    unheld: tuple[str, ...]
    doubtful: Doubtful = NONE


@dataclass(frozen=True, slots=True)
class Heard:
    """A question in English, and words that are not held against it: those that could not be put into English."""

    text: str
    untranslated: tuple[str, ...] = ()


def doubt(
    shelf: Shelf,
    heard: Heard,
    nearest: float,
    embed: Callable[[Sequence[str]], Vectors],
    usual: Container[str] = frozenset(),
) -> Doubt:
    """Judge a question.

    Args:
        shelf: The cases.
        heard: The question.
        nearest: Likeness of the nearest text of any case.
        embed: Makes vectors of single words; called only where the question has words that nothing held has.
        usual: Places and words of the field in lower case: one that no case has is named, and refuses nothing, since
            people ask for cases elsewhere that are like their own.
    """
    text = heard.text
    countries = unheld_countries(shelf, text)
    foreign = {word for each in heard.untranslated for word in words(each)}
    missing = [word for word in unheld_words(shelf, text) if word not in foreign]
    elsewhere = tuple(word for word in missing if word in usual)
    unheld = [word for word in missing if word not in usual]
    if not content(text):
        return Doubt(True, ())
    if not unheld:
        return Doubt(bool(countries) or nearest < LEAST, (*countries, *elsewhere))
    near = np.maximum(
        (embed(unheld) @ shelf.theme_vectors.T).max(axis=1), OF_WORD * shelf.sense.nearest(unheld, embed)
    )
    weights = [strangeness(word, float(likeness)) for word, likeness in zip(unheld, near, strict=True)]
    named = tuple(word for word, weight in zip(unheld, weights, strict=True) if weight >= NAMED)
    things = tuple(word for word, like in zip(unheld, near, strict=True) if is_thing(word, float(like)))
    unlisted = any(
        word not in english_words() for word in named
    )  # what no list of English has is a name or new
    known = 0.0 if unlisted else min(ENOUGH, float(shelf.thesaurus.spoken(text).sum()))
    needed = max(LEAST, FREE + FOR_STRANGE * sum(weights) - FOR_THEME * known)
    strange = (*countries, *elsewhere, *dict.fromkeys((*named, *things)))
    doubtful = Doubtful(
        tuple(word for word, like in zip(unheld, near, strict=True) if is_thing(word, float(like), UNLIKE)),
        tuple(word for word in unheld if word in cities() or is_name(word, text)),
    )
    return Doubt(bool(countries) or nearest < needed, strange, doubtful)


def spelt_right(shelf: Shelf, text: str, stand: Container[str]) -> str:
    """A question with misspelt ordinary words put right; words that are held or in ``stand`` are left."""

    def strange(word: str) -> bool:
        return word not in stand and bool(unheld_words(shelf, word))

    def parted(word: str) -> str | None:
        return in_two(word, (each.text for each in shelf.said))

    return mended(text, strange, parted)


def unheld_words(shelf: Shelf, text: str) -> list[str]:
    """Words that carry meaning and that neither a case nor a theme has."""
    known = (shelf.words, shelf.thesaurus, shelf.plain)
    found = (word for word in dict.fromkeys(told(text)))
    return [word for word in found if not any(part in each for part in kin(word) for each in known)][
        :MOST_WORDS
    ]


def unheld_countries(shelf: Shelf, text: str) -> tuple[str, ...]:
    """Countries that a question names and no case does."""
    told = " ".join(each.text.casefold() for each in shelf.said)
    places = " ".join(f"{case.place} {case.country}".casefold() for case in shelf.cases)
    asked = text.casefold()
    return tuple(
        whole_word(asked, found.start()).title()
        for pattern in named_in(asked)
        if (found := pattern.search(asked)) and not pattern.search(f"{told} {places}")
    )


def whole_word(text: str, start: int) -> str:
    """The word that begins at an offset."""
    found = re.match(r"\w+", text[start:])
    return found[0] if found else ""


def is_thing(word: str, likeness: float, unlike: float = UNLIKE_ALL) -> bool:
    """Whether a word that nothing held has is no plain word and far from every word of the themes and cases."""
    return rarity(word) >= PLAIN and likeness < unlike


def is_name(word: str, text: str) -> bool:
    """Whether a word is written as a name inside a text that also has words in small letters."""
    found = re.search(rf"(?<=\w) +{re.escape(word.capitalize())}\b", text)
    return found is not None and text != text.title()


def strangeness(word: str, likeness: float) -> float:
    """How strange a word is, 0 to 1: rare in print and far from every word of the themes and cases."""
    rare = min(1.0, max(0.0, (rarity(word) - PLAIN) / (RARE - PLAIN)))
    return rare * min(1.0, max(0.0, (MEANT - likeness) / (MEANT - FOREIGN)))
