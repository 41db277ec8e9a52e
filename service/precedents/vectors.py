"""The vectors of the cases' texts: those that ship with Samuh, those that the library keeps, the rest made now.

A vector is found by its text and the model's hash, so that a changed record costs its changed texts alone. Only its
direction is used, so that it is kept as whole numbers from -127 to 127, its largest value being 127 or -127.
"""

import hashlib
import logging
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embed import Embedder, Vectors

log = logging.getLogger(__name__)

SHIPPED = "vectors.npz"
LARGEST = 127
FILE = "vectors.npz"
Held = dict[str, NDArray[np.int8]]


class VectorShelf:
    """The vectors of texts by one embedder. ``folder`` is where new ones are kept; None keeps none."""

    def __init__(self, embedder: Embedder, folder: Path | None) -> None:
        self._embedder = embedder
        self._folder = folder

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors of some texts, in order, shape (n, dimension), each of length 1."""
        keys = [key_of(text) for text in texts]
        held = shipped(self._embedder.sha256) | self._kept()
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in held}
        if missing:
            made = self._embedder.embed(list(missing.values()))
            held |= dict(zip(missing, small(made), strict=True))
            self._keep({key: held[key] for key in keys})
        found = np.stack([held[key] for key in keys]).astype(np.float32)
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)

    def _kept(self) -> Held:
        path = self._folder / FILE if self._folder else None
        return read(path, self._embedder.sha256) if path and path.is_file() else {}

    def _keep(self, held: Held) -> None:
        """Keep vectors for the next start; a folder that cannot be written to costs time and nothing else."""
        if self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write(self._folder / FILE, self._embedder.sha256, held)
        except OSError as error:
            log.warning("event=vectors_not_kept error=%s", type(error).__name__)


def small(vectors: Vectors) -> NDArray[np.int8]:
    """Vectors as they are kept: each times 127 by its largest value, in whole numbers; shape as given."""
    largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-9)
    return np.asarray(np.rint(vectors * (LARGEST / largest)), dtype=np.int8)


def key_of(text: str) -> str:
    """What a text is found by."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:20]


def shipped(model: str) -> Held:
    """The vectors that ship with Samuh, where they were made by this model."""
    source = files("service.precedents").joinpath(SHIPPED)
    if not source.is_file():
        return {}
    with as_file(source) as path:
        return read(path, model)


def read(path: Path, model: str) -> Held:
    """The vectors of a file by key; none where another model made them or the file is damaged."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            if str(stored["model"]) != model:
                return {}
            vectors = stored["vectors"]
            if vectors.dtype != np.int8:  # written by an earlier version
                vectors = small(vectors.astype(np.float32))
            return dict(zip(map(str, stored["keys"]), vectors, strict=True))
    except (OSError, ValueError, KeyError) as error:
        log.warning("event=vectors_unreadable error=%s", type(error).__name__)
        return {}


def write(path: Path, model: str, held: Mapping[str, NDArray[np.int8]]) -> None:
    """Write vectors to a file, whole or not at all."""
    keys: Iterable[str] = sorted(held)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".npz")
    try:
        with os.fdopen(handle, "wb") as stream:
            np.savez_compressed(
                stream,
                model=np.array(model),
                keys=np.array(list(keys)),
                vectors=np.stack([held[key] for key in keys]),
            )
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
