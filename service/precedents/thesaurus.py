"""The themes of the field as a thesaurus: which of them a question speaks of, by its words and by its sense."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors
from service.precedents.bm25 import telling
from service.precedents.curation import Theme
from service.precedents.records import Precedent

CHUNK = 4  # words of a theme that are embedded together: alone they say too little, all together too much
LONGEST = 4  # words of a phrase
MOST = 4  # themes that a question is taken to speak of
SPREAD = 0.12  # how sharply the best theme outweighs the next: the divisor under an exponent of cosines
WORD = 0.075  # what one word of a theme adds to its likeness, in cosine
ENOUGH = 3.0  # words of one theme beyond which further ones add nothing
NEAR = 0.1  # weight of a theme that lies near one that was asked for
FALLING = 0.1  # how much less each further theme of a case weighs than the one before

Weights = NDArray[np.float64]


class Thesaurus:
    """The listed themes. Texts to embed are ``texts``; their vectors are given back to ``asked``."""

    def __init__(self, themes: Sequence[Theme]) -> None:
        self.themes = tuple(themes)
        self._place = {theme.key: number for number, theme in enumerate(self.themes)}
        self._phrases = phrases(self.themes)
        self._stems = frozenset(stem for phrase in self._phrases for stem in phrase)
        chunks = [
            (number, ", ".join(theme.words[at : at + CHUNK]))
            for number, theme in enumerate(self.themes)
            for at in range(0, len(theme.words), CHUNK)
        ]
        self._owners = np.array([number for number, _ in chunks], dtype=int)
        wholes = [f"{theme.name}: {', '.join(theme.words[:12])}" for theme in self.themes]
        self.texts: tuple[str, ...] = (*wholes, *(text for _, text in chunks))
        self._near = np.array(
            [[float(other.key in theme.near) for other in self.themes] for theme in self.themes]
        ).reshape(len(self.themes), len(self.themes))

    def __contains__(self, stem: str) -> bool:
        """Whether a stem is part of a listed phrase."""
        return stem in self._stems

    def table(self, cases: Sequence[Precedent], sheets: Sequence[str]) -> Weights:
        """The themes of cases, shape (cases, themes): 1 for the first of a case, falling.

        A case that no editor has read has the themes whose words stand most in its sheet.
        """
        made = np.zeros((len(cases), len(self.themes)))
        for row, case, sheet in zip(made, cases, sheets, strict=True):
            own = [self._place[key] for key in case.themes] or self._most_spoken(sheet)
            for number, place in enumerate(own):
                row[place] = 1 / (1 + FALLING * number)
        return made

    def _most_spoken(self, text: str) -> list[int]:
        found = self.spoken(text)
        best = np.argsort(-found, kind="stable")[:MOST]
        return [int(number) for number in best if found[number] >= 1]

    def spoken(self, text: str) -> Weights:
        """How much of each theme's words stands in a text: a word counts 1, a phrase more, one of many themes less."""
        stems = telling(text)
        found = np.zeros(len(self.themes))
        for size in range(1, LONGEST + 1):
            for at in range(len(stems) - size + 1):
                owners = self._phrases.get(tuple(stems[at : at + size]), ())
                for number in owners:
                    found[number] += (1 + 0.5 * (size - 1)) / len(owners) ** 0.5
        return found

    def asked(self, text: str, vector: Vectors, held: Vectors) -> Weights:
        """How much a question asks for each theme; the weights add up to 1, and all but a few are 0.

        Args:
            text: The question in English.
            vector: Its vector.
            held: The vectors of ``texts``, in order.
        """
        likeness = held @ vector
        chunks = np.full(len(self.themes), -1.0)
        np.maximum.at(chunks, self._owners, likeness[len(self.themes) :])
        sense = 0.5 * likeness[: len(self.themes)] + 0.5 * chunks
        sense = sense + WORD * np.minimum(self.spoken(text), ENOUGH)
        raised = np.exp((sense - sense.max()) / SPREAD)
        raised[np.argsort(-raised, kind="stable")[MOST:]] = 0
        weights: Weights = raised / raised.sum()
        return weights

    def spread(self, weights: Weights) -> Weights:
        """Let the themes that lie near count a little."""
        spread: Weights = weights + NEAR * (self._near.T @ weights)
        return spread


def phrases(themes: Sequence[Theme]) -> dict[tuple[str, ...], tuple[int, ...]]:
    """Each phrase as stems, and the themes that list it."""
    found: defaultdict[tuple[str, ...], dict[int, None]] = defaultdict(dict)
    for number, theme in enumerate(themes):
        names = theme.name.replace(",", " and ").replace(":", " and ").split(" and ")
        for words in (*theme.words, *names):
            stems = tuple(telling(words))
            if stems:
                found[stems][number] = None
    return {stems: tuple(numbers) for stems, numbers in found.items()}
