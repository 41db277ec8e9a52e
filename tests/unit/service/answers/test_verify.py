"""What an answer quotes stands in the document, letter for letter."""

from dataclasses import replace

from ingest.records import Document, DocumentKind
from service.answers.verify import exact, faults, figures
from service.records import Citation, Statement

TEXT = "The grant is 70% of the cost. It is at most Rs 7,00,00,000."
DOCUMENT = Document(
    "d", "Title", None, 2022, DocumentKind.OTHER, "en", None, None, "d.txt", "0", None, None, None, TEXT
)  # fmt: skip
CITATION = Citation(1, "d", "p", "Title", None, 2022, "the opening", None, None, TEXT[:29], 0, 29)
STATEMENT = Statement(TEXT[:29], (1,))


def test_a_sound_answer_has_no_faults() -> None:
    assert faults([STATEMENT], [CITATION], {"d": DOCUMENT}) == []


def test_a_quote_moved_by_one_letter_is_a_fault() -> None:
    moved = replace(CITATION, start=1, end=30)
    assert not exact(moved, {"d": DOCUMENT})
    assert faults([STATEMENT], [moved], {"d": DOCUMENT})


def test_a_document_that_is_gone_is_a_fault() -> None:
    assert faults([STATEMENT], [CITATION], {})


def test_a_statement_without_a_citation_is_a_fault() -> None:
    assert faults([Statement("The grant is 70%.", ())], [CITATION], {"d": DOCUMENT})


def test_a_number_that_was_not_handed_out_is_a_fault() -> None:
    assert faults([Statement("The grant is 70%.", (2,))], [CITATION], {"d": DOCUMENT})


def test_a_figure_that_the_quote_has_not_is_a_fault() -> None:
    assert faults([Statement("The grant is 80% of the cost.", (1,))], [CITATION], {"d": DOCUMENT})


def test_figures_are_compared_without_grouping_marks() -> None:
    assert figures("Rs 7,00,00,000 or 70.5%") == {"70000000", "70.5"}
