"""Puts cases in order for a question: by sense, by words and their kin, and by the themes that both speak of.

Five scores of each case are stretched so that the middle case has 0 and the best 1, and added with fixed weights. The
weights were found on the tuning half of ``corpus/questions/precedents.jsonl``; docs/explanation/precedents.md has the
figures.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors
from service.answers.words import content
from service.precedents.closeness import Embed
from service.precedents.shelf import Shelf
from service.precedents.thesaurus import Weights

TEXTS, GISTS, WORDS, SENSE, THEMES = 0.1, 0.1, 0.2, 0.3, 0.5
NAMES, SURE_NAME = 0.5, 4.0  # a word that names one or two cases scores about 4
ALIKE_GISTS, ALIKE_FIELDS, ALIKE_THEMES, SAME_SECTOR = 0.35, 0.15, 0.4, 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The score of each case from about 0 to 1, the likeness of each text, and the themes that were asked for."""

    scores: Weights
    likeness: NDArray[np.float32]
    asked: Weights


def rank(shelf: Shelf, text: str, vector: Vectors, embed: Embed) -> Ranking:
    """Score all cases for a question in English and its vector; ``embed`` makes vectors of single words."""
    likeness = shelf.vectors @ vector
    asked = shelf.thesaurus.asked(text, vector, shelf.theme_vectors)
    everything = np.ones_like(shelf.is_gist)
    texts, gists = shelf.best(likeness, everything), shelf.best(likeness, shelf.is_gist)
    gists = np.where(gists > -1, gists, texts)  # a case that no editor has read has no gist
    total = (
        TEXTS * stretched(texts)
        + GISTS * stretched(gists)
        + WORDS * stretched(shelf.words.score(content(text)))
        + SENSE * stretched(shelf.best(shelf.sense.met(text, embed), everything))
        + THEMES * stretched(shelf.themes @ shelf.thesaurus.spread(asked))
    )
    total = total + NAMES * np.minimum(1, shelf.names.score(content(text)) / SURE_NAME)
    return Ranking(total / (TEXTS + GISTS + WORDS + SENSE + THEMES + NAMES), likeness, asked)


def alike(shelf: Shelf, number: int) -> Ranking:
    """Score all cases by how much they are like one of them, which itself gets -1."""
    case = shelf.cases[number]
    gists, fields = shelf.means(shelf.is_gist), shelf.means(~shelf.is_gist)
    length = np.maximum(np.linalg.norm(shelf.themes, axis=1), 1e-9)
    themes = shelf.themes @ shelf.themes[number] / (length * length[number])
    sector = np.array([float(bool(case.sector) and each.sector == case.sector) for each in shelf.cases])
    total = (
        ALIKE_GISTS * (gists @ gists[number])
        + ALIKE_FIELDS * (fields @ fields[number])
        + ALIKE_THEMES * themes
        + SAME_SECTOR * sector
    )
    total[number] = -1
    own = gists[number] if gists[number].any() else fields[number]
    return Ranking(total, shelf.vectors @ own, shelf.themes[number])


def stretched(scores: Weights) -> Weights:
    """Scores with the middle at 0 and the best at 1; all 0 where none stands out."""
    if not len(scores):
        return scores
    middle, best = float(np.median(scores)), float(scores.max())
    return (scores - middle) / (best - middle) if best > middle else np.zeros_like(scores)
