"""Texts that have nothing to do with the field: the change must leave them where they were, and must not find worse.

They come from what every installation has: our own sentences (``pairs/general.txt``), the reference texts of Python,
word lists drawn from the tokenizer, and the docstrings of numerical libraries.
"""

import inspect
import random
import re
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from pydoc_data import topics

from index.tokens import tokenizer

DRAWN = 1200  # reference sentences, and as many lists of words
OWN = 6  # times that each of our own sentences is taken
MODULES = (
    "numpy numpy.linalg numpy.fft scipy.stats scipy.signal scipy.optimize scipy.linalg scipy.ndimage scipy.special "
    "scipy.interpolate scipy.spatial sklearn.cluster sklearn.linear_model sklearn.metrics sklearn.preprocessing "
    "sklearn.decomposition sklearn.ensemble sklearn.feature_extraction.text sklearn.model_selection"
).split()


def kept_texts(seed: int) -> list[str]:
    """Sentences and word lists whose vectors should stay as they are."""
    chance = random.Random(seed)
    own = (Path(__file__).parent / "pairs" / "general.txt").read_text("utf-8").splitlines()
    reference = sorted(_sentences(topics.topics.values()))
    chance.shuffle(reference)
    vocabulary = sorted(w for w in tokenizer().get_vocab() if w.isascii() and w.isalpha() and len(w) > 2)
    lists = [" ".join(chance.sample(vocabulary, chance.randint(2, 12))) for _ in range(DRAWN)]
    return [*reference[:DRAWN], *lists, *own * OWN]


def _sentences(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for sentence in re.split(r"(?<=[.!?])\s+", " ".join(text.split())):
            if 30 < len(sentence) < 200 and sentence.count(" ") > 4:
                yield sentence.strip('*" ')


def docstrings(count: int, seed: int) -> list[tuple[str, str]]:
    """Pairs of the first line of a docstring and what it explains further down, for measuring general search."""
    found: dict[str, str] = {}
    for name in MODULES:
        module = import_module(name)
        for attribute in sorted(dir(module)):
            first, rest = _parts(inspect.getdoc(getattr(module, attribute)) or "")
            if not attribute.startswith("_") and len(first) >= 15 and len(rest) >= 150:
                found.setdefault(first, rest[:700])
    pairs = sorted(found.items())
    random.Random(seed).shuffle(pairs)
    return pairs[:count]


def _parts(text: str) -> tuple[str, str]:
    """The first line, and the next paragraph with the notes."""
    parts = [part for part in re.split(r"\n\s*\n", text) if not re.match(r"[\w.]+\(", part)]
    if len(parts) < 3:
        return "", ""
    notes = re.search(r"Notes\n-+\n(.*?)(\n\n\w+\n-{3,}|\Z)", text, re.DOTALL)
    second = "" if re.match(r"Parameters|Read more", parts[1]) else parts[1]
    return " ".join(parts[0].split()).rstrip("."), " ".join(f"{second} {notes[1] if notes else ''}".split())
