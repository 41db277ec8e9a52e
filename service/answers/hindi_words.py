"""Which sentences in Devanagari hold the words of a question, whatever the script or language that it is asked in.

A sentence is read as a question is: its words as they stand, without their endings, and what the glossary takes them
for in English. So इकाइयों is found by इकाई, कर्ज by ऋण, and जमानत by "jamanat" and by "collateral".
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from service.answers.glossary import Glossary
from service.answers.sounds import fold, has_devanagari, romanise, sound_key
from service.answers.words import content, words

# Endings of number and case as ``fold`` spells them, longest first; what is left must have two signs or more.
_ENDINGS = tuple(
    sorted(
        "ाइयों ाइयां ाई इयों इयां ई ियों ियां ाओं ाएं ुओं ुएं ओं एं ों ें ां ीं े ो ि ी ा ु ू".split(),
        key=len,
        reverse=True,
    )
)
SHORTEST = 2
SHORTEST_SOUND = 3  # signs of a key of sound: shorter ones belong to too many words
TRANSLATED = 0.8  # what a word counts that is there in other words: the glossary may have guessed
BESIDE = 0.5  # what a word counts that stands in the sentence's passage or headings, not in itself
# English words with which the glossary renders how something is asked, not what.
_ASKING = frozenset(
    content(
        "how much many what which when where who required need necessary maximum minimum most least long kind "
        "possible available able number count"
    )
)
# A statement that opens so cannot be understood without the one before it.
POINTS_BACK = re.compile(r"(यह|ये|वह|वे|इस|इसी|इन|इसका|इसकी|इसके|इसमें|इनमें|उस|उसी|उन|उसका|उसकी|उसके|उसमें|यही|वही)\s")
# How the glossary writes a number.
_FIGURE = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|half|zero|first|second|third)\b"
)

Scores = NDArray[np.float64]
_NO_ROWS: NDArray[np.int64] = np.zeros(0, dtype=np.int64)


def stem_hindi(word: str) -> str:
    """A Hindi word without its ending, in one spelling; other words in one spelling.

    >>> stem_hindi("इकाइयों") == stem_hindi("इकाई"), stem_hindi("योजनाएँ") == stem_hindi("योजना")
    (True, True)
    """
    word = fold(word)
    if not has_devanagari(word):
        return word
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= SHORTEST), "")
    return word.removesuffix(ending)


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that a question asks with: the stems of its Hindi words, its stems in English, its key of sound.

    ``asks`` marks a word that only asks (कितना, मिलता): it counts a little, as a statement may repeat it.
    """

    stems: frozenset[str]
    english: frozenset[str]
    sound: str = ""
    asks: bool = False


def units(text: str, glossary: Glossary) -> list[Unit]:
    """What a question asks with, each thing once."""
    read = glossary.understand(text)
    matched = [(stems_of(source), frozenset(content(english))) for source, english in read.matched]
    found = [Unit(stems, english, asks=not english) for stems, english in matched]
    done = {stem for unit in found for stem in unit.english}
    done |= {stem for word in read.unknown for stem in content(romanise(word))}
    found += [Unit(stems_of(word), frozenset(), sound_of(word)) for word in read.unknown]
    left = [stem for stem in content(read.english) if stem not in done]
    found += [Unit(frozenset(), frozenset({stem}), sound_of(stem)) for stem in left]
    asked = (unit for unit in found if not unit.english or unit.english - _ASKING)
    return list(dict.fromkeys(unit for unit in asked if unit.stems or unit.english or unit.sound))


def stems_of(text: str) -> frozenset[str]:
    """The stems of the words of a text that are in Devanagari."""
    return frozenset(stem_hindi(word) for word in words(text) if has_devanagari(word))


def sound_of(word: str) -> str:
    """The key that spellings of a word share, empty where it says too little."""
    key = sound_key(stem_hindi(word))
    return key if len(key) >= SHORTEST_SOUND else ""


class Postings:
    """Which of some texts, numbered from 0, hold a stem, an English stem or a sound."""

    def __init__(self, texts: Sequence[str], glossary: Glossary) -> None:
        held: defaultdict[str, list[int]] = defaultdict(list)
        self.figures = np.zeros(len(texts), dtype=np.bool_)  # those that hold a number, in digits or in words
        for row, text in enumerate(texts):
            english = glossary.understand(text).english
            self.figures[row] = _FIGURE.search(english) is not None
            for key in marks(text, content(english)):
                held[key].append(row)
        self._count = len(texts)
        self._held: Mapping[str, NDArray[np.int64]] = {
            key: np.array(rows, dtype=np.int64) for key, rows in held.items()
        }

    def hits(self, unit: Unit) -> Scores:
        """How far each text holds a unit, 0 to 1."""
        best = self._share("hi:", unit.stems, whole=True)
        best = np.maximum(best, TRANSLATED * self._share("en:", unit.english))
        return np.maximum(best, TRANSLATED * self._share("so:", {unit.sound} if unit.sound else ()))

    def _share(self, kind: str, keys: Iterable[str], whole: bool = False) -> Scores:
        keys = list(keys)
        made = np.zeros(self._count)
        for key in keys:
            made[self._held.get(kind + key, _NO_ROWS)] += 1 / len(keys)
        return np.where(made > 0.999, 1.0, 0.0) if whole else made


def marks(text: str, english: Iterable[str]) -> set[str]:
    """The keys by which a text is found."""
    stems = stems_of(text)
    sounds = {sound_of(stem) for stem in stems} - {""}
    return {f"hi:{s}" for s in stems} | {f"en:{s}" for s in english} | {f"so:{s}" for s in sounds}


def coverage(asked: Sequence[Unit], lines: Postings, around: Postings, holder: NDArray[np.int64]) -> Scores:
    """The share of a question that each sentence holds, each unit weighed by how rare it is, 0 to 1.

    Args:
        asked: From ``units``.
        lines: The sentences.
        around: Their passages with what stands over them.
        holder: For each sentence the row of its passage in ``around``.
    """
    count = len(holder)
    total, weights = np.zeros(count), 0.0
    for unit in asked:
        inside = lines.hits(unit)
        weight = float(np.log(1 + (count - inside.sum() + 0.5) / (inside.sum() + 0.5)))
        total += weight * np.maximum(inside, BESIDE * around.hits(unit)[holder])
        weights += weight
    return total / weights if weights else total
