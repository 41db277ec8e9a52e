"""The sentences of a generation that are written in Devanagari, and the vectors that a model of their own gave them.

The vectors lie in ``hindi.npz``, which is absent where no sentence is in Devanagari and where the library was made
without such a model (``index.e5``): a generation is whole with and without it.
"""

import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.e5 import HindiReader
from index.embed import Vectors
from index.shelf import Shelf
from index.text import joined
from ingest.records import Sentence

FILE = "hindi.npz"
AT_ONCE = 32  # sentences between two words on progress
_ROWS = "SELECT n, digest, text FROM sentences WHERE text GLOB '*[\u0900-\u097f]*' ORDER BY n"
_LINES = (
    'SELECT s.n, s.passage, p.document, p.id, s.start, s."end", s.text FROM sentences s JOIN passages p '
    "ON p.n = s.passage WHERE s.text GLOB '*[\u0900-\u097f]*' ORDER BY s.n"
)
_AROUND = "SELECT n, prefix, text FROM passages WHERE n IN (?)"
_DEVANAGARI = re.compile("[\u0904-\u0939\u0958-\u0961\u0972-\u097f]")
_LETTER = re.compile(r"[^\W\d_]")

Row = tuple[int, bytes, str]  # number, digest and text of a sentence


@dataclass(frozen=True, slots=True)
class HindiLine:
    """A sentence in Devanagari: its own number, that of its passage and of its document."""

    number: int
    passage: int
    document: int
    sentence: Sentence


def in_devanagari(text: str) -> bool:
    """Whether at least half of a text's letters are Devanagari: a Hindi sentence may name MSE-CDP."""
    found = len(_DEVANAGARI.findall(text))
    return found > 0 and 2 * found >= len(_LETTER.findall(text))


def hindi_rows(texts: sqlite3.Connection) -> list[Row]:
    """The sentences in Devanagari of a generation's texts, by number."""
    return [row for row in texts.execute(_ROWS) if in_devanagari(row[2])]


def hindi_lines(shelf: Shelf) -> tuple[HindiLine, ...]:
    """The sentences in Devanagari of a generation, by number."""
    return tuple(
        HindiLine(n, passage, document, Sentence(passage_id, start, end, text))
        for n, passage, document, passage_id, start, end, text in shelf.rows(_LINES)
        if in_devanagari(text)
    )


def texts_around(shelf: Shelf, passages: Sequence[int]) -> list[str]:
    """The numbered passages with what stands over them, in the order given."""
    held = {n: joined(prefix, text) for n, prefix, text in shelf.rows_in(_AROUND, passages)}
    return [held[number] for number in passages]


class HindiVectors:
    """The vectors of a generation's sentences in Devanagari, read-only; ``model_sha256`` names who made them."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            self.model_sha256 = str(arrays["model"])
            self.numbers: NDArray[np.int64] = arrays["numbers"]
            self._digests = [bytes(row) for row in arrays["digests"]]
            self._rows: NDArray[np.float16] = arrays["vectors"]
        if not len(self.numbers) == len(self._digests) == len(self._rows):
            raise ValueError(f"{path.name}: its parts differ in length")

    @classmethod
    def open(cls, folder: Path) -> "HindiVectors | None":
        """Those of a generation's folder; None where there are none.

        Raises:
            OSError, ValueError, KeyError: the file is damaged.
        """
        path = folder / FILE
        return cls(path) if path.exists() else None

    def cosines(self, vector: Vectors) -> NDArray[np.float64]:
        """The cosine between a question's vector and each sentence, in the order of ``numbers``."""
        return np.asarray(self._rows.astype(np.float32) @ vector, dtype=np.float64)

    def known(self) -> dict[bytes, NDArray[np.float16]]:
        """The vectors by the digest of their sentence."""
        return dict(zip(self._digests, self._rows, strict=True))


def write_hindi(
    folder: Path,
    rows: Sequence[Row],
    reader: HindiReader,
    previous: HindiVectors | None,
    on_done: Callable[[int], None],
) -> None:
    """Write the vectors of a generation's sentences in Devanagari; old ones again where the sentence is known.

    Args:
        folder: The generation's folder.
        rows: From ``hindi_rows``; not empty.
        reader: The model.
        previous: Of an older generation; used if the same model made them.
        on_done: Told how many sentences have a vector, now and then.

    Raises:
        ModelError: the model cannot be loaded.
    """
    usable = previous is not None and previous.model_sha256 == reader.sha256
    known = previous.known() if previous is not None and usable else {}
    new = {digest: text for _, digest, text in rows if digest not in known}
    marks = list(new)
    for start in range(0, len(marks), AT_ONCE):
        some = marks[start : start + AT_ONCE]
        vectors = reader.read([new[mark] for mark in some]).astype(np.float16)
        known |= dict(zip(some, vectors, strict=True))
        on_done(len(rows) - len(marks) + start + len(some))
    np.savez(
        folder / FILE,
        model=np.array(reader.sha256),
        numbers=np.array([number for number, _, _ in rows], dtype=np.int64),
        digests=np.frombuffer(b"".join(digest for _, digest, _ in rows), dtype=np.uint8).reshape(
            len(rows), -1
        ),
        vectors=np.stack([known[digest] for _, digest, _ in rows]),
    )
