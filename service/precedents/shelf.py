"""The cases made ready for questions: their texts as vectors, their words counted, their themes as a table."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors
from service.answers.words import stems
from service.precedents.bm25 import WordTable, telling
from service.precedents.closeness import WordSense, vocabulary, word_sense
from service.precedents.curation import Curation
from service.precedents.records import Precedent
from service.precedents.texts import Part, Said, said
from service.precedents.thesaurus import Thesaurus, Weights
from service.precedents.vectors import VectorShelf

SMALL = re.compile(r"(?<![\w-])[a-z]{2,}")
NAME = re.compile(r"\b[A-Z][\w-]+")
GIST_TIMES = 2  # how often the words of a gist count among those of the sheet


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """Cases and all that is worked out from them once. Rows of ``vectors`` belong to ``said``.

    ``names`` counts the names in titles, places and schemes: who names a case wants that one. ``plain`` are the
    stems of all words, those that tell nothing ("owned") among them.
    """

    cases: tuple[Precedent, ...]
    said: tuple[Said, ...]
    owners: NDArray[np.int64]
    is_gist: NDArray[np.bool_]
    vectors: Vectors
    words: WordTable
    sense: WordSense
    plain: frozenset[str]
    names: WordTable
    thesaurus: Thesaurus
    theme_vectors: Vectors
    themes: Weights

    def best(self, likeness: NDArray[np.floating], rows: NDArray[np.bool_]) -> NDArray[np.float64]:
        """The highest likeness among some rows for each case; -1 for a case without any."""
        found = np.full(len(self.cases), -1.0)
        np.maximum.at(found, self.owners[rows], likeness[rows])
        return found

    def means(self, rows: NDArray[np.bool_]) -> Vectors:
        """The mean direction of some rows for each case; zeros for a case without any."""
        total = np.zeros((len(self.cases), self.vectors.shape[1]), dtype=np.float32)
        np.add.at(total, self.owners[rows], self.vectors[rows])
        length = np.linalg.norm(total, axis=1, keepdims=True)
        return np.asarray(total / np.maximum(length, 1e-9), dtype=np.float32)


def make_shelf(
    cases: Sequence[Precedent], sheets: Sequence[str], curation: Curation, vectors: VectorShelf
) -> Shelf:
    """Make cases ready; embeds what was not embedded before. ``sheets`` are all words of each case."""
    texts = said(cases)
    thesaurus = Thesaurus(tuple(curation.themes.values()))
    plain = small_words(texts)
    lines = [each.text for each in texts]
    owners = np.array([each.case for each in texts], dtype=np.int64)
    made = vectors.vectors([*lines, *thesaurus.texts, *vocabulary(lines)])
    themes_end = len(texts) + len(thesaurus.texts)
    return Shelf(
        cases=tuple(cases),
        said=texts,
        owners=owners,
        is_gist=np.array([each.part is Part.GIST for each in texts], dtype=np.bool_),
        vectors=made[: len(texts)],
        words=WordTable(
            [[*telling(sheet), *gist_words(case)] for case, sheet in zip(cases, sheets, strict=True)]
        ),
        plain=frozenset(stem for line in lines for stem in stems(line)),
        sense=word_sense(lines, owners, made[themes_end:]),
        names=WordTable([name_words(case, plain) for case in cases], b=0.0),
        thesaurus=thesaurus,
        theme_vectors=made[len(texts) : themes_end],
        themes=thesaurus.table(cases, sheets),
    )


def name_words(case: Precedent, plain: Container[str]) -> list[str]:
    """The stems of names in a case's title, place and schemes, each once.

    ``plain`` are stems of words that are written small somewhere: China is a name, the States of "United States" are
    none.
    """
    found = NAME.findall(" ".join((case.title, case.place, *case.schemes)))
    return [stem for stem in dict.fromkeys(telling(" ".join(found))) if stem not in plain]


def small_words(texts: Iterable[Said]) -> frozenset[str]:
    """The stems of words that are written small in any text."""
    return frozenset(stem for each in texts for stem in telling(" ".join(SMALL.findall(each.text))))


def gist_words(case: Precedent) -> list[str]:
    """The telling words of a case's gist, as often as they count."""
    return telling(" ".join(case.gist)) * GIST_TIMES
