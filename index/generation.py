"""One index generation on disk, opened: manifest, texts, vectors and words, which agree with each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors
from index.hindi import HindiVectors
from index.lexical import WordIndex
from index.manifest import REBUILD, read_manifest
from index.records import Manifest
from index.sentences import SentenceVectors
from index.shelf import Shelf
from index.vectors import VectorIndex
from ingest.errors import LibraryError


@dataclass(frozen=True, slots=True)
class Generation:
    """The opened files of one generation, read-only. They stay readable when the folder is swept away."""

    folder: Path
    manifest: Manifest
    shelf: Shelf
    vectors: VectorIndex
    sentences: SentenceVectors
    words: WordIndex
    hindi: HindiVectors | None = None

    @classmethod
    def open(cls, folder: Path) -> "Generation":
        """Open a generation's folder.

        Raises:
            LibraryError: a file is missing or damaged, or the files do not belong together.
            IndexMismatchError: it was written by a Samuh with another form of index.
        """
        manifest = read_manifest(folder)
        shelf = Shelf(folder)
        try:
            opened = cls(
                folder,
                manifest,
                shelf,
                VectorIndex(folder),
                SentenceVectors(folder),
                WordIndex(folder),
                HindiVectors.open(folder),
            )
        except (
            OSError,
            EOFError,
            ValueError,
            KeyError,
            RuntimeError,
            BadZipFile,
        ) as error:  # of the libraries
            raise LibraryError(f"{folder}: cannot be opened ({error}). {REBUILD}") from error
        opened.check()
        return opened

    def check(self) -> None:
        """Compare what each file holds with the manifest.

        Raises:
            LibraryError: a count differs.
        """
        said = self.manifest
        pairs = {
            "documents": (self.shelf.count("documents"), said.documents),
            "passages": (self.shelf.count("passages"), said.passages),
            "sentences": (self.shelf.count("sentences"), said.sentences),
            "passage vectors": (len(self.vectors), said.passages),
            "sentence vectors": (len(self.sentences), said.sentences),
            "passages with words": (len(self.words), said.passages),
            "numbers in a vector": (self.vectors.dimension, said.dimension),
        }
        for what, (found, expected) in pairs.items():
            if found != expected:
                raise LibraryError(f"{self.folder}: holds {found} {what}, expected {expected}. {REBUILD}")

    def known_passages(self, digests: Sequence[bytes]) -> dict[bytes, Vectors]:
        """Vectors of passages by the digest of the text that was embedded; unknown digests are left out."""
        return self._known("SELECT digest, n FROM passages WHERE digest IN (?)", digests, self.vectors)

    def known_sentences(self, digests: Sequence[bytes]) -> dict[bytes, Vectors]:
        """Vectors of sentences by the digest of their text; unknown digests are left out."""
        return self._known("SELECT digest, n FROM sentences WHERE digest IN (?)", digests, self.sentences)

    def _known(
        self, statement: str, digests: Sequence[bytes], rows: VectorIndex | SentenceVectors
    ) -> dict[bytes, Vectors]:
        found = dict(self.shelf.rows_in(statement, digests))
        numbers: NDArray[np.int64] = np.array(list(found.values()), dtype=np.int64)
        return dict(zip(found, rows.rows(numbers), strict=True))
