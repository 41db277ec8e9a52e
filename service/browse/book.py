"""The records of the corpus as one book that pages leaf through: read once, again when a file changes. No model."""

import logging
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

from ingest.errors import CatalogueError, NotFoundError
from ingest.sheets.load import Shape, load_record
from ingest.sheets.models import Cluster, Record, Work
from ingest.sheets.reference_models import Agencies, Indicators, Offices
from ingest.sheets.scheme_models import Scheme
from service.browse.chart import Point, town_points
from service.eligibility import rules
from service.eligibility.lint import Coverage, coverage
from service.eligibility.rules import RuleBook

log = logging.getLogger(__name__)

Stamp = tuple[tuple[str, int], ...]
R_co = TypeVar("R_co", bound=Record, covariant=True)


@dataclass(frozen=True, slots=True)
class Held(Generic[R_co]):
    """A record with the file it was read from, so that its sheet can be rendered."""

    record: R_co
    shape: Shape
    path: Path


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """All that the pages are built from. ``stamp`` changes whenever a file of the corpus does. Equal only to itself."""

    schemes: Mapping[str, Held[Scheme]]
    clusters: Mapping[str, Held[Cluster]]
    works: Mapping[str, Held[Work]]
    agencies: Held[Agencies] | None
    offices: Held[Offices] | None
    indicators: Held[Indicators] | None
    rules: RuleBook
    coverage: Mapping[str, Coverage]
    towns: tuple[Point, ...]
    stamp: Stamp

    def scheme(self, name: str) -> Held[Scheme]:
        """A scheme by its id; raises NotFoundError."""
        return found(self.schemes, name, "scheme", "/schemes")

    def cluster(self, name: str) -> Held[Cluster]:
        """A cluster by its id; raises NotFoundError."""
        return found(self.clusters, name, "cluster", "/clusters")

    def work(self, name: str) -> Held[Work]:
        """A work by its id; raises NotFoundError."""
        return found(self.works, name, "work", "/works")


def found(shelf: Mapping[str, Held[R_co]], name: str, kind: str, listed: str) -> Held[R_co]:
    """Look a record up.

    Raises:
        NotFoundError: there is none with that id; says where all are listed.
    """
    if name not in shelf:
        raise NotFoundError(f"{name}: the corpus has no {kind} with that id. All of them: {listed}")
    return shelf[name]


class Reader:
    """Reads the book of one corpus, and again when a file changes; a corpus broken by an edit keeps its last book."""

    def __init__(self, corpus: Path) -> None:
        self._corpus = corpus
        self._lock = threading.Lock()
        self._book: Book | None = None
        self._refused: Stamp | None = None

    def current(self) -> Book:
        """Give the book as the files are now.

        Raises:
            CatalogueError: a record breaks its rules, and no earlier book was read.
        """
        stamp = stamp_of(self._corpus)
        with self._lock:
            if self._book and stamp in (self._book.stamp, self._refused):
                return self._book
            try:
                self._book = read(self._corpus, stamp)
            except CatalogueError as error:
                if self._book is None:
                    raise
                log.warning("event=corpus_refused error=%s", error)
                self._refused = stamp
            return self._book


@cache
def reader(corpus: Path) -> Reader:
    """Give the one reader of a corpus."""
    return Reader(corpus)


def stamp_of(corpus: Path) -> Stamp:
    """Tell the state of a corpus by the times of its files."""
    return tuple((str(path), path.stat().st_mtime_ns) for path in sorted(files_of(corpus)))


def files_of(corpus: Path) -> Iterator[Path]:
    """The files that the book is made of."""
    for folder in ("schemes", "clusters", "literature", "places"):
        yield from (path for path in (corpus / folder).glob("*.*") if path.suffix in (".yaml", ".csv"))
    yield from corpus.glob("*.yaml")


def read(corpus: Path, stamp: Stamp) -> Book:
    """Read all records, the rules over them and the places.

    Raises:
        CatalogueError: a file breaks the rules of its kind.
    """
    held: dict[type[Record], dict[str, Held[Record]]] = {}
    for path in (Path(name) for name, _ in stamp):
        loaded = load_record(path) if path.suffix == ".yaml" else None
        if loaded is not None:
            shape, record = loaded
            held.setdefault(shape.model, {})[record.id] = Held(record, shape, path)
    book = rules.load(corpus)
    return Book(
        schemes=held.get(Scheme, {}),  # type: ignore[arg-type]
        clusters=held.get(Cluster, {}),  # type: ignore[arg-type]
        works=held.get(Work, {}),  # type: ignore[arg-type]
        agencies=only(held.get(Agencies)),  # type: ignore[arg-type]
        offices=only(held.get(Offices)),  # type: ignore[arg-type]
        indicators=only(held.get(Indicators)),  # type: ignore[arg-type]
        rules=book,
        coverage={each.scheme: each for each in coverage(book)},
        towns=town_points(corpus / "places"),
        stamp=stamp,
    )


def only(held: Mapping[str, Held[Record]] | None) -> Held[Record] | None:
    """The one record of a kind that there is one of."""
    return next(iter((held or {}).values()), None)
