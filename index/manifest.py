"""Reads and writes ``manifest.json``, the last file of a generation: without it a folder is not one."""

import hashlib
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from index import text, words
from index.embed import Embedder
from index.records import Manifest
from ingest.errors import IndexMismatchError, LibraryError

FILE = "manifest.json"
REBUILD = "Run `samuh ingest` to build it again."
SCHEMA = 1  # raise it when any file of a generation changes its form


def settings() -> dict[str, str]:
    """What decides, beside corpus and model, what a generation holds."""
    return {"prefix_tokens": str(text.PREFIX_TOKENS), "words": words.VERSION}


def index_id(corpus_sha256: str, embedder: Embedder, hindi_sha256: str = "") -> str:
    """The name of what would be built: the same corpus, models and settings give the same id.

    ``hindi_sha256`` names the model that reads sentences in Devanagari; empty where it is not used.
    """
    made_from = [corpus_sha256, embedder.sha256, json.dumps(settings(), sort_keys=True), str(SCHEMA)]
    made_from += [hindi_sha256] if hindi_sha256 else []
    return hashlib.sha256("\n".join(made_from).encode()).hexdigest()[:16]


def manifest(
    corpus_sha256: str, embedder: Embedder, counts: tuple[int, int, int], hindi_sha256: str = ""
) -> Manifest:
    """The manifest of a new generation; counts are of documents, passages and sentences. Else as ``index_id``."""
    documents, passages, sentences = counts
    return Manifest(
        index_id=index_id(corpus_sha256, embedder, hindi_sha256),
        schema=SCHEMA,
        model=embedder.name,
        model_sha256=embedder.sha256,
        dimension=embedder.dimension,
        settings=settings(),
        corpus_sha256=corpus_sha256,
        documents=documents,
        passages=passages,
        sentences=sentences,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def write_manifest(folder: Path, made: Manifest) -> None:
    """Write the manifest into a generation's folder."""
    written = json.dumps(asdict(made), ensure_ascii=False, indent=1)
    (folder / FILE).write_text(written + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation.

    Raises:
        LibraryError: it is missing or damaged.
        IndexMismatchError: it was written by a Samuh with another form of index.
    """
    try:
        fields = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if fields["schema"] != SCHEMA:
            raise IndexMismatchError(_differs(folder, f"form {fields['schema']}", f"form {SCHEMA}"))
        return Manifest(**fields)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise LibraryError(f"{folder / FILE}: cannot be read ({error}). {REBUILD}") from error


def check_fits(folder: Path, made: Manifest, embedder: Embedder) -> None:
    """Refuse a generation that this model or these settings cannot search.

    Raises:
        IndexMismatchError: naming what differs.
    """
    if (made.model_sha256, made.dimension) != (embedder.sha256, embedder.dimension):
        built = f"model {made.model} (sha256 {made.model_sha256[:8]}…)"
        raise IndexMismatchError(_differs(folder, built, f"{embedder.name} (sha256 {embedder.sha256[:8]}…)"))
    if made.settings != settings():
        raise IndexMismatchError(_differs(folder, f"settings {made.settings}", f"{settings()}"))


def _differs(folder: Path, built: str, wanted: str) -> str:
    return f"{folder}: built with {built}, but this Samuh uses {wanted}. {REBUILD}"
