"""Tells a question that turns on a thing no case speaks of, although its other words are at home among the cases.

"Hydrogen fired furnaces in a glass cluster": furnaces and glass are held, hydrogen is not. Each such word is left out
of the question. Where what is left means something else than the whole (the word tells much), and does not lie further
from what is held (no text is about the word), no case answers. A word of a figure of speech ("money in pockets") tells
little; one that a text speaks of in other words brings the question nearer to that text. A name, or a word for a thing
(hydrogen), is what a question turns on; a word for an act, an idea or a state (fear, quadrupled) is said in other words
by the cases.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from index.embed import Vectors
from service.precedents.closeness import WordSense
from service.precedents.shelf import Shelf

# The limits were found on tuning halves, with the general wordings of the cases, each put as a question while it was
# left out itself, as a check on wrong refusals (docs/explanation/precedents.md).
# 1 - cosine with and without the word, and how much nearer the question lies without it
TELLING, NEARER = 0.13, 0.03
MUCH = 0.22  # 1 - cosine from which it is enough that the question lies no further off
AT_HOME, NEARER_AT_HOME = 0.55, 0.08  # with so near a text it must lie this much nearer without the word
A_THING = -0.01  # place between acts and ideas (below) and things (above), from the middle word
THINGS = (
    "furnace kiln loom wood leather glass steel coal gas oil river machine shop road lathe brass silk yarn marble "
    "grape wine ham toys park bank office factory car laboratory college market towns bus"
).split()
IDEAS = (
    "trust growth conflict decline rivalry loyalty failure success rose doubled refused improved competition "
    "reputation fear agreed delay demand quality knowledge cooperation pressure interest slowly weak "
    "strong changed spread ended"
).split()
Embed = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Words of a question that no case has: ``things`` that no word of a case is like, and ``names``, in lower case."""

    things: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def unspoken(shelf: Shelf, text: str, doubtful: Doubtful, embed: Embed) -> tuple[str, ...]:
    """The words on which a question in English turns and of which no case speaks; empty where cases may answer it."""
    words = tuple(dict.fromkeys((*doubtful.names, *doubtful.things)))
    if not words:
        return ()
    whole, *left = embed([text, *(without(text, word) or text for word in words)])
    near = float((shelf.vectors @ whole).max())
    turning = [
        word
        for word, vector in zip(words, left, strict=True)
        if turns(1 - float(vector @ whole), near, float(np.max(shelf.vectors @ vector)) - near)
    ]
    things = {word for word in turning if word in doubtful.names} | things_of(shelf.sense, turning, embed)
    return tuple(word for word in turning if word in things)


def turns(told: float, near: float, nearer: float) -> bool:
    """Whether a question turns on a word.

    Args:
        told: 1 - cosine of the question with and without it.
        near: Likeness of the nearest text of any case to the question.
        nearer: How much nearer the nearest text is to the question without the word.
    """
    if near >= AT_HOME:
        return told >= TELLING and nearer >= NEARER_AT_HOME
    return (told >= TELLING and nearer >= NEARER) or (told >= MUCH and nearer >= 0)


def things_of(sense: WordSense, words: Sequence[str], embed: Embed) -> set[str]:
    """Those of some words that are words for things, by their place between things and ideas that the cases have."""
    if not words:
        return set()
    ends = [
        sense.vectors[[sense.place[word] for word in side if word in sense.place]] for side in (THINGS, IDEAS)
    ]
    if not all(map(len, ends)):
        return set(words)
    axis = ends[0].mean(axis=0) - ends[1].mean(axis=0)
    axis = axis / max(float(np.linalg.norm(axis)), 1e-9)
    places = (embed(words) - sense.mean) @ axis
    return {word for word, place in zip(words, places, strict=True) if place >= A_THING}


def without(text: str, word: str) -> str:
    """A text without one of its words."""
    return " ".join(re.sub(rf"\b{re.escape(word)}\b", " ", text, flags=re.IGNORECASE).split())
