from dataclasses import replace

import pytest

from index.records import Filters, Hit
from ingest.records import Document, DocumentKind, Passage, PassageKind, Sentence
from service.answers.background import background
from service.answers.cite import cite
from service.answers.editions import current, newest_first
from service.answers.question import understand
from service.library_desk import LibraryDesk
from tests.unit.service.answers.plain import Plain

TEXT = "The scheme pays 60% of the cost."


def document(name: str, year: int, supersedes: str | None = None) -> Document:
    return Document(
        id=name, title=f"Guidelines {year}", publisher=None, year=year, kind=DocumentKind.SCHEME_GUIDELINE,
        language="en", state=None, sector=None, path=f"{name}.pdf", sha256="0", licence=None, url=None,
        supersedes=supersedes, text=TEXT,
    )  # fmt: skip


def passage(name: str) -> Passage:
    return Passage(f"p-{name}", name, 0, len(TEXT), TEXT, (), None, PassageKind.PROSE, None, None)


class Shelf:
    """Two editions of one work."""

    held = (document("old", 2018), document("new", 2022, supersedes="old"))

    def documents(self) -> tuple[Document, ...]:
        return self.held

    def passages(self, document_id: str) -> list[Passage]:
        return [passage(document_id)]


KNOWN = background(Shelf(), frozenset())
HITS = [Hit(passage(name), 1.0, n, None, n, None, "words") for n, name in enumerate(("old", "new"), 1)]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("What share of the cost does the scheme pay?", ["new"]),
        ("What share did the scheme pay in 2018?", ["old", "new"]),
        ("What share of the cost did the earlier guidelines pay?", ["old", "new"]),
    ],
)
def test_an_older_edition_answers_for_its_own_time_alone(
    desk: LibraryDesk, asked: str, kept: list[str]
) -> None:
    question = understand(asked, (), desk.library().languages)
    assert [hit.passage.document_id for hit in current(question, HITS, Filters(), KNOWN)] == kept


def test_an_older_edition_answers_where_it_alone_is_asked(desk: LibraryDesk) -> None:
    question = understand("What share of the cost?", (), desk.library().languages)
    assert len(current(question, HITS, Filters(document_ids=("old",)), KNOWN)) == 2


def test_a_citation_of_an_older_edition_says_so() -> None:
    sentence = Sentence("p-old", 0, len(TEXT), TEXT)
    _, (old, new) = cite([(HITS[0], sentence), (HITS[1], replace(sentence, passage_id="p-new"))], KNOWN)
    assert old.place.endswith("(an older edition)")
    assert "older" not in new.place


FIGURES = (
    "In 2011, the turnover of the Ravi tile cluster was INR 100 billion.",
    "In 2011, the output of the Ravi tile cluster was 5 tonnes.",
    "In 2020-21, the turnover of the Ravi tile cluster was INR 45,000 crore.",
)


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("Ravi turnover", [2, 1, 0]),
        ("Ravi turnover in 2011", [0, 1, 2]),
    ],
)
def test_figures_of_one_thing_stand_newest_first_unless_a_year_is_asked(asked: str, order: list[int]) -> None:
    quoted = [(HITS[1], Sentence("p-new", n, n + 1, text)) for n, text in enumerate(FIGURES)]
    question = understand(asked, (), Plain())
    assert [s.start for _, s in newest_first(question, quoted)] == order
