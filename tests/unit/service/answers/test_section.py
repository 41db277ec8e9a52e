"""The rest of a section is read beside the passages of it that a search brought."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors
from index.records import Hit
from ingest.records import Document, DocumentKind, Passage, PassageKind, Section, Sentence
from service.answers.background import background
from service.answers.section import WHOLE, rest_of_section
from service.answers.weigh import Candidate

RULES = [f"Rule {n} of the grant is so." for n in range(3)]
OTHER = "Banks know the form."
TEXT = "\n".join((*RULES, OTHER))
STARTS = [TEXT.index(text) for text in (*RULES, OTHER)]
VECTOR = np.ones(2, dtype=np.float32)


def sheet(kind: DocumentKind = DocumentKind.SHEET) -> Document:
    return Document(
        id="loom", title="Loom Aid", publisher=None, year=2020, kind=kind, language="en", state=None, sector=None,
        path="loom.yaml", sha256="0", licence=None, url=None, supersedes=None, text=TEXT,
        sections=(Section("How much grant", 0), Section("Where to ask", STARTS[3])),
    )  # fmt: skip


class Shelf:
    """One sheet whose every line is a passage."""

    def __init__(self, held: Document) -> None:
        self.held = held

    def documents(self) -> list[Document]:
        return [self.held]

    def passages(self, document_id: str) -> list[Passage]:
        texts = zip(STARTS, (*RULES, OTHER), strict=True)
        return [
            Passage(f"p{n}", document_id, at, at + len(text), text, (), None, PassageKind.PROSE, None, None)
            for n, (at, text) in enumerate(texts)
        ]

    def passage_scores(self, vector: Vectors, passage_ids: Sequence[str]) -> NDArray[np.float64]:
        return np.array([float(vector[0]) / (1 + int(name[1:])) for name in passage_ids])


class Long(Shelf):
    """The same sheet, its first section cut into many passages."""

    def passages(self, document_id: str) -> list[Passage]:
        first = super().passages(document_id)[0]
        return [replace(first, id=f"p{n}") for n in range(WHOLE + 1)]


def best_of(shelf: Shelf) -> Candidate:
    passage = shelf.passages("loom")[1]
    hit = Hit(passage, 0.7, 3, 4, 5, 0.6, "words")
    sentence = Sentence(passage.id, passage.start, passage.end, passage.text)
    return Candidate(hit, sentence, "How much grant", 1.0, 0.6, 1.0, fits=True)


def test_the_passages_that_the_search_did_not_bring_are_read_with_their_own_cosines() -> None:
    shelf = Shelf(sheet())
    more = rest_of_section(best_of(shelf), {"p1", "p2"}, VECTOR, shelf, background(shelf, ()))
    assert [(hit.passage.id, hit.dense, hit.score) for hit in more] == [("p0", 1.0, 0.7)]
    assert more[0].dense_rank is None
    assert more[0].lexical_rank is None


def test_a_section_that_was_found_whole_has_no_rest() -> None:
    shelf = Shelf(sheet())
    assert not rest_of_section(best_of(shelf), {"p0", "p1", "p2"}, VECTOR, shelf, background(shelf, ()))


def test_other_documents_than_sheets_are_left_as_they_were_found() -> None:
    shelf = Shelf(sheet(DocumentKind.OTHER))
    assert not rest_of_section(best_of(shelf), {"p1"}, VECTOR, shelf, background(shelf, ()))


def test_a_long_list_is_not_read_whole() -> None:
    shelf = Long(sheet())
    assert len(shelf.passages("loom")) > WHOLE
    assert not rest_of_section(best_of(shelf), {"p1"}, VECTOR, shelf, background(shelf, ()))
