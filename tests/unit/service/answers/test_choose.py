"""Which statements are quoted together."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.records import Hit
from ingest.records import Document, DocumentKind, Passage, PassageKind, Sentence
from service.answers.ask import best_first
from service.answers.background import Background, background
from service.answers.choose import choose, companions
from service.answers.question import understand
from service.answers.weigh import Candidate
from tests.unit.service.answers.made_sheets import Sheets, sheet
from tests.unit.service.answers.plain import Plain


def sentences(*texts: str) -> Sequence[Sentence]:
    starts = [sum(len(t) + 1 for t in texts[:n]) for n in range(len(texts))]
    return [Sentence("p", start, start + len(t), t) for start, t in zip(starts, texts, strict=True)]


def test_a_statement_that_points_back_comes_with_the_one_before_it() -> None:
    found = sentences("Chile has wine clusters.", "These clusters grew fast.", "Others did not.")
    assert companions(found, 1) == found[:2]


def test_a_statement_comes_with_its_example() -> None:
    found = sentences("Some clusters are small.", "For example, one has a dozen firms.", "Others are large.")
    assert companions(found, 0) == found[:2]


def test_a_statement_that_stands_alone_comes_alone() -> None:
    found = sentences("Chile has wine clusters.", "Brazil has shoe clusters.", "Italy has many.")
    assert companions(found, 1) == [found[1]]


def test_a_statement_comes_with_the_reason_for_it() -> None:
    found = sentences("Credit costs much.", "The major reason for this is risk.", "Banks know it.")
    assert companions(found, 0) == found[:2]


OLD = "Credit guarantee for loans up to Rs 2 crore under KILNHELP."
NOW = "Under KILNHELP, the loan is at most Rs 10 crore (Times, 2024)."


def library(year: int | None) -> Background:
    """A scheme's sheet of 2021, and a booklet on it of another year."""
    booklet = Document(
        id="booklet", title="Booklet", publisher=None, year=year, kind=DocumentKind.SCHEME_GUIDELINE,
        language="en", state=None, sector=None, path="b.pdf", sha256="b", licence=None, url=None,
        supersedes=None, text=OLD,
    )  # fmt: skip
    return background(Sheets({"kilnhelp": sheet("kilnhelp"), "booklet": booklet}), frozenset())


def candidate(document_id: str, text: str, heading: str, score: float) -> Candidate:
    passage = Passage(
        f"p-{document_id}", document_id, 0, len(text), text, (), None, PassageKind.PROSE, None, None
    )
    hit = Hit(passage, 1.0, 1, None, 1, None, "words")
    return Candidate(hit, Sentence(passage.id, 0, len(text), text), heading, score, 0.5, 0.5, True)


@pytest.mark.parametrize(
    ("year", "near", "order"),
    [
        (None, 1.6, ["kilnhelp", "booklet"]),
        (2018, 1.6, ["kilnhelp", "booklet"]),
        (2026, 1.6, ["booklet"]),  # newer than the sheet
        (None, 1.2, ["booklet"]),  # the sheet's statement is far behind
    ],
)
def test_a_dated_sheet_leads_before_an_older_document_on_the_same_scheme(
    year: int | None, near: float, order: list[str]
) -> None:
    question = replace(understand("credit guarantee limit", (), Plain()), parts=("How much",))
    found = [candidate("booklet", OLD, "Objective", 2.0), candidate("kilnhelp", NOW, "How much help", near)]
    assert [c.document_id for c in choose(question, found, library(year))][: len(order)] == order


def test_the_sheets_best_statement_leads_though_the_older_document_scores_higher() -> None:
    sheets = [candidate("kilnhelp", text, "How much help", score) for text, score in ((OLD, 1.0), (NOW, 1.6))]
    older = candidate("booklet", OLD, "Objective", 2.0)
    quoted = [(c.hit, replace(c.sentence, start=n)) for n, c in enumerate((*sheets, older))]
    chosen = [
        replace(c, sentence=sentence) for c, (_, sentence) in zip((*sheets, older), quoted, strict=True)
    ]
    assert [s.start for _, s in best_first(quoted, chosen)] == [1, 0, 2]
