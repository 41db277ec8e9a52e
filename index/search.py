"""Finds passages: the words and the meaning of a query, fused, with the filters on both."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embed import Embedder, Vectors
from index.filters import Catalogue
from index.fuse import DEEP, aligned, fuse, with_sentences
from index.generation import Generation
from index.manifest import check_fits
from index.ranking import Ranking
from index.records import NO_FILTERS, Filters, Hit, Manifest
from ingest.errors import BadRequestError
from ingest.records import Document, DocumentKind, DocumentReport, Passage, Sentence

REFINED = 200  # passages whose sentences are looked at


class Index:
    """One index generation with the model that made it; read-only, safe to call from several threads."""

    def __init__(self, generation: Generation, embedder: Embedder) -> None:
        """Join an opened generation with its model; use ``Index.open``."""
        self.generation = generation
        self.embedder = embedder
        self._shelf = generation.shelf
        self._catalogue = Catalogue(self._shelf)
        rows = self._shelf.rows("SELECT document FROM passages ORDER BY n")
        self._document_of = np.array([number for (number,) in rows], dtype=np.int64)
        self._first_sentence = self._shelf.sentence_starts()
        sheets = self._catalogue.allowed(Filters(kinds=(DocumentKind.SHEET,)))
        self._of_the_field = sheets is not None and bool(sheets.any())

    @classmethod
    def open(cls, folder: Path, embedder: Embedder) -> "Index":
        """Open a generation.

        Raises:
            IndexMismatchError: it was built with another model, other settings or in another form.
            LibraryError: it is missing or damaged.
        """
        generation = Generation.open(folder)
        check_fits(folder, generation.manifest, embedder)
        return cls(generation, embedder)

    @property
    def manifest(self) -> Manifest:
        """What the generation was made from."""
        return self.generation.manifest

    def search(self, query: str, filters: Filters = NO_FILTERS, limit: int = 10) -> list[Hit]:
        """Find passages, best first; the same query on the same index gives the same hits.

        Raises:
            BadRequestError: the query is blank.
        """
        return self.search_vector(query, self.read([query])[0], filters, limit)

    def read(self, questions: Sequence[str]) -> Vectors:
        """Vectors of questions, for the order in which passages of this library are found.

        The model's change for questions was taught on this field: a library that holds none of its sheets is asked with
        the unchanged model, as that finds a little more in texts of other fields.
        """
        of_the_field = self._of_the_field
        return self.embedder.embed_questions(questions) if of_the_field else self.embedder.embed(questions)

    def search_vector(
        self,
        query: str,
        vector: Vectors,
        filters: Filters = NO_FILTERS,
        limit: int = 10,
        plain: Vectors | None = None,
    ) -> list[Hit]:
        """``search`` for a query whose vectors, shape (dimension,), are there already.

        Args:
            query: Its words are looked up.
            vector: From ``read``; decides the order.
            filters: Which documents may be found.
            limit: How many hits at most.
            plain: From ``Embedder.embed``; if given, the hits' cosines (``Hit.dense``) are measured with it.
        """
        if not query.strip():
            raise BadRequestError("The question is empty. Type what you want to know.")
        allowed = self._catalogue.allowed(filters)
        meaning = self._meaning(vector, allowed)
        lexical = self._lexical(query, allowed)
        best = self._fuse(vector, meaning, lexical, max(limit, REFINED)).first(limit)
        return self._hits(best, vector if plain is None else plain, meaning, lexical)

    def allowed(self, filters: Filters) -> NDArray[np.bool_] | None:
        """One flag for each document, by number: whether it may answer; None where all may."""
        return self._catalogue.allowed(filters)

    def document(self, document_id: str) -> Document:
        """One document with its text, or NotFoundError."""
        return self._shelf.document(document_id)

    def documents(self) -> list[Document]:
        """All documents, by id."""
        return self._shelf.documents()

    def original(self, document_id: str) -> Path | None:
        """The file that a document was read from, None where it is no longer there; or NotFoundError."""
        path = self._shelf.original(document_id)
        return path if path is not None and path.exists() else None

    def reports(self) -> list[DocumentReport]:
        """What happened to each file, by path; also to those that could not be read."""
        return self._shelf.reports()

    def passage(self, passage_id: str) -> Passage:
        """One passage, or NotFoundError."""
        return self._shelf.passages(self._shelf.passage_numbers([passage_id]))[0]

    def passages(self, document_id: str) -> list[Passage]:
        """The passages of one document in reading order, or NotFoundError."""
        return self._shelf.passages_of(document_id)

    def neighbours(self, passage_id: str) -> tuple[Passage | None, Passage | None]:
        """The passages before and after one in its document, None at its ends; or NotFoundError."""
        (number,) = self._shelf.passage_numbers([passage_id])
        before, after = self._beside(number, number - 1), self._beside(number, number + 1)
        return before, after

    def sentences(self, passage_ids: Sequence[str]) -> list[Sentence]:
        """The sentences of passages, in the order given and in reading order; or NotFoundError."""
        return [sentence for _, sentence in self._numbered_sentences(passage_ids)]

    def sentence_scores(self, vector: Vectors, passage_ids: Sequence[str]) -> NDArray[np.float32]:
        """The cosine of a query's vector with each sentence, in the order of ``sentences(passage_ids)``."""
        numbers = np.array([number for number, _ in self._numbered_sentences(passage_ids)], dtype=np.int64)
        return self.generation.sentences.cosines(vector, numbers)

    def passage_scores(self, vector: Vectors, passage_ids: Sequence[str]) -> NDArray[np.float64]:
        """The cosine of a query's vector with each passage, in the order given; or NotFoundError."""
        numbers = np.array(self._shelf.passage_numbers(passage_ids), dtype=np.int64)
        return self.generation.vectors.cosines(vector, numbers)

    def _numbered_sentences(self, passage_ids: Sequence[str]) -> list[tuple[int, Sentence]]:
        return self._shelf.sentences(self._shelf.passage_numbers(passage_ids))

    def _beside(self, number: int, other: int) -> Passage | None:
        inside = 0 <= other < len(self._document_of)
        if not inside or self._document_of[number] != self._document_of[other]:
            return None
        return self._shelf.passages([other])[0]

    def _meaning(self, vector: Vectors, allowed: NDArray[np.bool_] | None) -> Ranking:
        flags = None if allowed is None else allowed[self._document_of]
        return self.generation.vectors.search(vector, flags, DEEP)

    def _lexical(self, query: str, allowed: NDArray[np.bool_] | None) -> Ranking:
        documents = None if allowed is None else np.flatnonzero(allowed).tolist()
        return self.generation.words.search(query, documents, DEEP)

    def _fuse(self, vector: Vectors, meaning: Ranking, lexical: Ranking, count: int) -> Ranking:
        """Fuse all that either arm found, then the best ``count`` of it again with a look at their sentences."""
        numbers = np.union1d(meaning.numbers, lexical.numbers)
        cosines = self._cosines(vector, meaning, numbers)
        rough = Ranking.of(numbers, fuse(cosines, aligned(lexical, numbers))).first(count)
        kept = np.isin(numbers, rough.numbers)
        numbers, cosines, shares = numbers[kept], cosines[kept], aligned(lexical, numbers)[kept]
        cosines = with_sentences(cosines, self._best_sentences(vector, numbers, cosines))
        return Ranking.of(numbers, fuse(cosines, shares))

    def _cosines(self, vector: Vectors, meaning: Ranking, numbers: NDArray[np.int64]) -> NDArray[np.float64]:
        """The cosine of every number: those that the arm gave, and the missing ones worked out."""
        cosines = aligned(meaning, numbers)
        missing = ~np.isin(numbers, meaning.numbers)
        cosines[missing] = self.generation.vectors.cosines(vector, numbers[missing])
        return cosines

    def _best_sentences(
        self, vector: Vectors, numbers: NDArray[np.int64], cosines: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """The highest cosine of a sentence of each passage; the passage's own where it has no sentence."""
        starts, ends = self._first_sentence[numbers], self._first_sentence[numbers + 1]
        best = cosines.copy()
        some = ends > starts
        if some.any():
            rows = np.concatenate([np.arange(*span) for span in zip(starts[some], ends[some], strict=True)])
            bounds = np.concatenate([[0], np.cumsum(ends[some] - starts[some])[:-1]])
            best[some] = np.maximum.reduceat(self.generation.sentences.cosines(vector, rows), bounds)
        return best

    def _hits(self, best: Ranking, vector: Vectors, meaning: Ranking, lexical: Ranking) -> list[Hit]:
        """Dress the best up with their passages, ranks and reasons."""
        numbers = best.numbers.tolist()
        dense_ranks, lexical_ranks = meaning.ranks(), lexical.ranks()
        cosines = self.generation.vectors.cosines(vector, best.numbers).tolist()
        passages, shares = self._shelf.passages(numbers), lexical.by_number()
        return [
            Hit(
                passage=passages[place],
                score=score,
                rank=place + 1,
                dense_rank=dense_ranks.get(number),
                lexical_rank=lexical_ranks.get(number),
                dense=cosines[place],
                why=_why(number in lexical_ranks, number in dense_ranks),
                lexical=shares.get(number),
            )
            for place, (number, score) in enumerate(zip(numbers, best.scores.tolist(), strict=True))
        ]


def _why(by_words: bool, by_meaning: bool) -> str:
    if by_words and by_meaning:
        return "words and meaning"
    return "words" if by_words else "meaning"
