"""How well the words of a question are met by words of nearly the same meaning in one text: "shut" by "closed".

The vector of a whole question blurs its parts. Here each of its words is compared with each word that the cases have,
and a text scores the share of the question that it meets. A word that is rare in print counts more, one that most cases
meet anyway ("cluster") next to nothing. A slow but plain form of the late
comparison of Khattab and Zaharia (ColBERT, 2020), with vectors of words alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors
from service.answers.words import STOP, stem, words
from service.precedents.slips import rarity

SHORTEST = 3  # letters
UNLIKE = 0.3  # cosine, after the mean word is taken away, up to which two words have nothing in common
PLAIN, RARE = 6.0, 14.0  # minus the logarithm of a word's share of print
LEAST, LEAST_SELDOM = 0.1, 0.05  # weight of the plainest word, and of one that all cases meet
Embed = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True, eq=False)
class WordSense:
    """The words that the cases have.

    ``apart`` are the vectors without the ``mean`` word, each of length 1. ``rows`` are the numbers of each text's
    words, filled up with -1 on the right; ``owners`` are the numbers of the texts' cases.
    """

    place: dict[str, int]
    vectors: Vectors
    mean: Vectors
    apart: Vectors
    rows: NDArray[np.int64]
    owners: NDArray[np.int64]

    def met(self, text: str, embed: Embed) -> NDArray[np.float64]:
        """The share of a question's words, 0 to 1, that each text meets; all 0 where it has no telling word."""
        asked = list(dict.fromkeys(told(text)))
        if not asked:
            return np.zeros(len(self.rows))
        likeness = centred(self._vectors_of(asked, embed), self.mean) @ self.apart.T
        near = np.clip((likeness - UNLIKE) / (1 - UNLIKE), 0, 1)
        found = np.where(self.rows >= 0, near[:, self.rows], 0).max(axis=2)
        weight = np.array([weight_of(word) for word in asked]) * self._seldom(found)
        return np.asarray(weight @ found / weight.sum(), dtype=np.float64)

    def _seldom(self, found: NDArray[np.float64]) -> NDArray[np.float64]:
        """How seldom the cases meet each word, ``LEAST_SELDOM`` to 1; ``found`` has a row for each word."""
        best = np.zeros((len(found), int(self.owners.max(initial=0)) + 1))
        for row, texts in zip(best, found, strict=True):
            np.maximum.at(row, self.owners, texts)
        return np.asarray(np.maximum(LEAST_SELDOM, 1 - best.mean(axis=1)) ** 2, dtype=np.float64)

    def nearest(self, asked: Sequence[str], embed: Embed) -> NDArray[np.float64]:
        """The likeness of each of some words to the nearest word that the cases have."""
        found = self._vectors_of(asked, embed) @ self.vectors.T
        return np.asarray(found.max(axis=1), dtype=np.float64)

    def _vectors_of(self, asked: Sequence[str], embed: Embed) -> Vectors:
        new = [word for word in asked if word not in self.place]
        made = dict(zip(new, embed(new), strict=True)) if new else {}
        return np.stack([made[word] if word in made else self.vectors[self.place[word]] for word in asked])


def told(text: str) -> list[str]:
    """The words of a text that carry meaning, as they are written, in order."""
    return [word for word in words(text) if len(word) >= SHORTEST and word.isalpha() and word not in STOP]


def vocabulary(texts: Sequence[str]) -> tuple[str, ...]:
    """All telling words of some texts, in the order of the alphabet."""
    return tuple(sorted({word for text in texts for word in told(text)}))


def word_sense(texts: Sequence[str], owners: NDArray[np.int64], vectors: Vectors) -> WordSense:
    """Make the words of texts and their cases ready. ``vectors`` belong to ``vocabulary(texts)``, in its order."""
    place = {word: number for number, word in enumerate(vocabulary(texts))}
    found = [sorted({place[word] for word in told(text)}) for text in texts]
    rows = np.full((len(texts), max(map(len, found), default=0) or 1), -1, dtype=np.int64)
    for row, numbers in zip(rows, found, strict=True):
        row[: len(numbers)] = numbers
    mean = vectors.mean(axis=0) if len(vectors) else np.zeros(vectors.shape[1:], dtype=np.float32)
    return WordSense(place, vectors, mean, centred(vectors, mean), rows, owners)


def centred(vectors: Vectors, mean: Vectors) -> Vectors:
    """Vectors without what all words have in common, each of length 1."""
    moved = vectors - mean
    return np.asarray(
        moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), dtype=np.float32
    )


def weight_of(word: str) -> float:
    """How much a word of a question weighs: plain ones little, rare ones up to 1."""
    return min(1.0, max(LEAST, (rarity(word) - PLAIN) / (RARE - PLAIN)))


def kin(word: str) -> tuple[str, ...]:
    """The stem of a word and of what is left without a beginning that turns its sense: desalting, salt."""
    begun = ("de", "un", "re", "non", "over", "under", "pre", "anti", "inter")
    short = (word[len(head) :] for head in begun if word.startswith(head))
    return (stem(word), *(stem(rest) for rest in short if len(rest) > SHORTEST))
