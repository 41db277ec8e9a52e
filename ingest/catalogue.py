"""The catalogue: what people know about a document that the document does not say itself.

``catalogue.yaml`` at the top of an ingested folder holds either a list of entries or a mapping with the keys
``documents`` (that list) and ``ignore`` (file patterns, relative to the folder, that are passed over).
"""

import fnmatch
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.errors import CatalogueError
from ingest.records import DocumentKind

FILE_NAME = "catalogue.yaml"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast on the long one of our corpus


class CatalogueEntry(BaseModel):
    """One document as the catalogue describes it. ``path`` is relative to the catalogue's folder.

    ``supports`` maps the id of a record of ours to what the document bears out in it.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, coerce_numbers_to_str=True
    )

    path: str | None = Field(default=None, min_length=1)
    id: str | None = Field(default=None, min_length=1, max_length=150, pattern=r"^[^/\\\s][^/\\\n]*$")
    title: str | None = Field(default=None, min_length=1)
    publisher: str | None = None
    year: int | None = Field(default=None, ge=1800, le=2200)
    kind: DocumentKind | None = None
    language: str | None = None
    state: str | None = None
    sector: str | None = None
    licence: str | None = None
    url: str | None = Field(default=None, pattern=r"^https?://")
    supersedes: str | None = None
    aliases: tuple[str, ...] = ()
    supports: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Catalogue(BaseModel):
    """A whole catalogue; ``documents`` may name works that are not in the folder by their ``url`` alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    documents: tuple[CatalogueEntry, ...] = ()
    ignore: tuple[str, ...] = ()

    def entry(self, relative: str) -> CatalogueEntry | None:
        """Find the entry for a file by its path below the folder, written with slashes."""
        return next((entry for entry in self.documents if entry.path == relative), None)

    def ignores(self, relative: str) -> bool:
        """Tell whether a file is passed over."""
        return any(fnmatch.fnmatchcase(relative, pattern) for pattern in self.ignore)


def load(folder: Path) -> Catalogue:
    """Read the catalogue of a folder; an empty one where there is none.

    Raises:
        CatalogueError: it is no YAML, an entry breaks a rule, or two entries share an id or a path.
    """
    file = folder / FILE_NAME
    if not file.is_file():
        return Catalogue()
    held = file.stat()
    return read(file, held.st_mtime_ns, held.st_size)


@lru_cache(maxsize=8)
def read(file: Path, changed: int, size: int) -> Catalogue:
    """Read one catalogue; a run asks for it several times, and that of our corpus takes half a second.

    ``changed`` and ``size`` tell its states apart.
    """
    try:
        raw = yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER) or {}  # noqa: S506  a safe loader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CatalogueError(
            f"{file}: is not valid YAML: {error}. See docs/how-to/ask-your-own-documents.md."
        ) from error
    try:
        made = Catalogue.model_validate({"documents": raw} if isinstance(raw, list) else raw)
    except ValidationError as error:
        raise CatalogueError(explain(file, raw, error)) from error
    check(file, made)
    return made


def explain(file: Path, raw: object, error: ValidationError) -> str:
    """Say in one sentence which entry breaks which rule."""
    first = error.errors()[0]
    place = [str(part) for part in first["loc"]]
    numbers = [part for part in first["loc"] if isinstance(part, int)]
    entry = named(raw, numbers[0]) if numbers and "documents" in place else "the file"
    field = place[-1] if place and not place[-1].isdigit() else "entry"
    return f"{file}: {entry}: {field}: {first['msg']}. See docs/how-to/ask-your-own-documents.md."


def named(raw: object, number: int) -> str:
    """Name an entry by its id, path or title, and by its place in the list."""
    listed: Any = raw.get("documents") if isinstance(raw, dict) else raw
    entry = listed[number] if isinstance(listed, list) and number < len(listed) else None
    name = (
        next((entry[key] for key in ("id", "path", "title") if entry.get(key)), None)
        if isinstance(entry, dict)
        else None
    )
    return f"entry {number + 1} ({name})" if name else f"entry {number + 1}"


def check(file: Path, made: Catalogue) -> None:
    """Refuse two entries for one id or one path, and an entry that leads nowhere."""
    for field in ("id", "path"):
        twice = doubled([getattr(entry, field) for entry in made.documents])
        if twice:
            raise CatalogueError(f"{file}: {twice}: two entries have this {field}. Remove one of them.")
    lost = next((n for n, entry in enumerate(made.documents, 1) if not (entry.path or entry.url)), None)
    if lost:
        raise CatalogueError(
            f"{file}: entry {lost}: neither path nor url is given. Name the file or its address."
        )


def doubled(names: Sequence[str | None]) -> str | None:
    """Give the first name that comes twice."""
    return next((name for name, count in Counter(names).items() if name is not None and count > 1), None)
