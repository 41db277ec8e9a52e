"""Finds cases like the one that somebody has in mind, says why, and says so when there is none."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from index.embed import Embedder
from ingest.errors import BadRequestError, NotFoundError
from service.answers.glossary import Glossary
from service.answers.language import Languages
from service.answers.spelling import Speller
from service.answers.words import words
from service.browse.book import Book, reader
from service.precedents import facets
from service.precedents.asked import asked as asked_about
from service.precedents.asked import elsewhere, spread
from service.precedents.cases import cases
from service.precedents.curation import curation
from service.precedents.facets import Limits
from service.precedents.gazetteer import cities, craft_words, place_names, state_names
from service.precedents.rank import Ranking, alike, rank
from service.precedents.reasons import Reason, filter_reason, reason
from service.precedents.records import Precedent
from service.precedents.shelf import Shelf, make_shelf
from service.precedents.strange import Doubt, Heard, doubt, spelt_right
from service.precedents.telling import unspoken
from service.precedents.texts import whole
from service.precedents.vectors import VectorShelf

FOLDER = "precedents"
ANY = Limits()
Extra = Callable[[], Sequence[Precedent]]


class Ending(StrEnum):
    """How a search ended."""

    ANSWERED = "answered"
    NO_EVIDENCE = "no_evidence"


@dataclass(frozen=True, slots=True)
class Match:
    """One case that was found, best first from rank 1, with the reason; ``score`` is about 0 to 1."""

    rank: int
    case: Precedent
    score: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave. ``message`` is ours: why nothing was found, or what to beware of; empty where nothing.

    ``near`` are cases that bear on parts of a question that none of them answers whole.
    """

    query: str
    understood: str
    status: Ending
    matches: tuple[Match, ...]
    message: str
    near: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """The cases of one state of the corpus, ready for questions."""

    book: Book
    extra: tuple[Precedent, ...]
    shelf: Shelf
    languages: Languages
    usual: frozenset[str]
    places: frozenset[str]


class Precedents:
    """The cases of one corpus. Making it reads nothing; the first search makes the cases ready.

    Args:
        corpus: The folder of the corpus.
        library: The folder of the library, where vectors are kept.
        embedder: Gives the embedding model.
        extra: Gives the extracted cases that a person has confirmed.
    """

    def __init__(
        self, corpus: Path, library: Path, embedder: Callable[[], Embedder], extra: Extra = tuple
    ) -> None:
        self._corpus, self._library = corpus, library
        self._embedder, self._extra = embedder, extra
        self._lock = threading.Lock()
        self._ready: Ready | None = None

    def cases(self) -> tuple[Precedent, ...]:
        """All cases: clusters, works, then the confirmed ones of documents. Needs no model."""
        return (*cases(self.book()), *self._extra())

    def case(self, name: str) -> Precedent:
        """One case by its id.

        Raises:
            NotFoundError: there is none with that id.
        """
        for case in self.cases():
            if case.id == name:
                return case
        raise NotFoundError(f"{name}: there is no case with that id. All of them: samuh precedents --list")

    def book(self) -> Book:
        """The records of the corpus as they are now."""
        return reader(self._corpus).current()

    def prepare(self) -> None:
        """Make the cases ready now, so that the first question need not wait."""
        self._current()

    def search(self, query: str, limits: Limits = ANY, limit: int = 10) -> Found:
        """Find cases for a question and within limits; with limits alone, all cases that fit, by name.

        Raises:
            BadRequestError: neither a question nor a limit was given.
        """
        asked = " ".join(query.split())
        if not asked:
            return self._listed(limits, limit)
        ready, embedder = self._current(), self._embedder()
        read = ready.languages.glossary.understand(asked)
        foreign = frozenset(read.unknown if read.language != "en" else ())
        understood = spelt_right(ready.shelf, ready.languages.spelt(read.english), ready.usual | foreign)
        ranking = rank(ready.shelf, understood, embedder.embed_questions([understood])[0], embedder.embed)
        heard = Heard(understood, tuple(foreign))
        judged = doubt(ready.shelf, heard, float(ranking.likeness.max()), embedder.embed, ready.usual)
        matches = best(ready.shelf, ranking, limits, limit)
        if judged.refused:
            return Found(query, understood, Ending.NO_EVIDENCE, (), nothing_on(judged.unheld))
        reason = not_in_one(ready, understood, judged, embedder)
        if reason:
            return Found(query, understood, Ending.NO_EVIDENCE, (), reason, matches[:NEAR])
        if not matches:
            return Found(query, understood, Ending.NO_EVIDENCE, (), NONE_FITS)
        beware = f"No case speaks of {' or '.join(judged.unheld)}." if judged.unheld else ""
        return Found(query, understood, Ending.ANSWERED, matches, beware)

    def like(self, name: str, limits: Limits = ANY, limit: int = 10) -> Found:
        """Find the cases that are most like one of them.

        Raises:
            NotFoundError: there is no case with that id.
        """
        self.case(name)
        shelf = self._current().shelf
        number = next(n for n, case in enumerate(shelf.cases) if case.id == name)
        matches = best(shelf, alike(shelf, number), limits, limit, leave_out=number)
        ending = Ending.ANSWERED if matches else Ending.NO_EVIDENCE
        return Found(name, name, ending, matches, "" if matches else NONE_FITS)

    def _listed(self, limits: Limits, limit: int) -> Found:
        if not limits.any:
            raise BadRequestError(
                "samuh precedents: nothing was asked. Say what you look for, or set a filter."
            )
        fitting = sorted(
            (case for case in self.cases() if facets.fits(case, limits)),
            key=lambda each: each.title.casefold(),
        )
        matches = tuple(
            Match(number, case, 1.0, filter_reason(case)) for number, case in enumerate(fitting[:limit], 1)
        )
        ending = Ending.ANSWERED if matches else Ending.NO_EVIDENCE
        return Found("", "", ending, matches, "" if matches else NONE_FITS)

    def _current(self) -> Ready:
        """The cases as the corpus and the confirmed ones are now."""
        book, extra = self.book(), tuple(self._extra())
        with self._lock:
            ready = self._ready
            if ready is None or ready.book is not book or ready.extra != extra:
                ready = self._ready = self._made(book, extra)
            return ready

    def _made(self, book: Book, extra: tuple[Precedent, ...]) -> Ready:
        held = (*cases(book), *extra)
        vectors = VectorShelf(self._embedder(), self._library / FOLDER)
        surface: dict[str, int] = {}
        sheets = [whole(case, book) for case in held]
        for sheet in sheets:
            for word in set(words(sheet)):
                surface[word] = surface.get(word, 0) + 1
        glossary = Glossary(self._corpus / "glossary", surface)
        shelf = make_shelf(held, sheets, curation(), vectors)
        places = place_names(self._corpus) | state_names(self._corpus)
        usual = places | craft_words(self._corpus)
        return Ready(book, extra, shelf, Languages(glossary, Speller(surface)), usual, places)


NONE_FITS = "No case fits all filters. Take one away."
NEAR = 3  # cases that are shown beside a refusal


def not_in_one(ready: Ready, text: str, judged: Doubt, embedder: Embedder) -> str:
    """Why no one case answers, though its parts may be held by several; empty where one may."""
    missing = elsewhere(text, frozenset((*judged.unheld, *judged.doubtful.names)) & (ready.places | cities()))
    if missing:
        return f"No case of {' or '.join(missing).title()} is held."
    turned = unspoken(ready.shelf, text, judged.doubtful, embedder.embed_questions)
    if turned:
        return f"No case speaks of {' or '.join(turned)}, on which the question turns."
    if spread(ready.shelf, asked_about(ready.shelf, text, ready.places), embedder.embed_questions):
        return "No one case that is held shows all of this: the parts stand in different cases."
    return ""


def nothing_on(unheld: Sequence[str]) -> str:
    """What to say where no case bears on a question."""
    named = f" Nothing held speaks of {' or '.join(unheld)}." if unheld else ""
    return (
        f"No precedent is held for this.{named} Ask in other words, or look through all cases with a filter."
    )


def best(
    shelf: Shelf, ranking: Ranking, limits: Limits, limit: int, leave_out: int | None = None
) -> tuple[Match, ...]:
    """The best cases within limits, best first."""
    order = np.argsort(-ranking.scores, kind="stable")
    fitting = [n for n in map(int, order) if n != leave_out and facets.fits(shelf.cases[n], limits)]
    return tuple(
        Match(place, shelf.cases[n], round(float(ranking.scores[n]), 4), reason(shelf, n, ranking))
        for place, n in enumerate(fitting[:limit], 1)
    )
