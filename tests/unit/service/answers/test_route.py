"""Questions that are asked back because they read like ones that fit every scheme."""

import pytest

from ingest.records import Document, DocumentKind, Passage, PassageKind, Section
from service.answers.background import Background, background
from service.answers.heard import Heard
from service.answers.question import understand
from service.answers.route import VAGUE, reads_vague
from service.records import AnswerStatus
from tests.unit.service.answers.plain import Plain

TEXT = "Who can apply\n\nUnder Loomaid a co-op with Udyam can apply.\n\nIs it open now\n\nLoomaid is open."


class Shelf:
    """One sheet."""

    def documents(self) -> list[Document]:
        sections = tuple(Section(h, TEXT.index(h)) for h in ("Who can apply", "Is it open now"))
        return [
            Document(
                id="loomaid", title="Loomaid", publisher=None, year=2021, kind=DocumentKind.SHEET, language="en",
                state=None, sector=None, path="loomaid", sha256="", licence=None, url=None, supersedes=None,
                text=TEXT, pages=(), sections=sections, aliases=("LOOMAID",),
            )
        ]  # fmt: skip

    def passages(self, document_id: str) -> list[Passage]:
        return [Passage("p", document_id, 0, len(TEXT), TEXT, (), None, PassageKind.PROSE, None, None)]


@pytest.fixture(scope="module")
def known() -> Background:
    return background(Shelf(), frozenset("a who can apply under with is it open now till when join".split()))


def test_a_question_that_names_nothing_and_reads_vague_is_asked_back(known: Background) -> None:
    ending = reads_vague(understand("till when can we join", (), Plain()), known, Heard(-1.0, VAGUE + 1))
    assert ending is not None
    assert ending.status is AnswerStatus.NEEDS_FACTS


@pytest.mark.parametrize(
    ("question", "vague", "afield"),
    [
        ("till when can we join", VAGUE - 0.1, -1.0),  # does not read so
        ("till when can we join", VAGUE + 1, VAGUE + 2),  # reads even more like one of another field
        ("till when can we join Loomaid", VAGUE + 1, -1.0),  # names a scheme
        ("till when can we join in Kerala", VAGUE + 1, -1.0),  # names a State
        ("till when can we join with Udyam", VAGUE + 1, -1.0),  # a thing with its own word in the library
        ("what does join mean", VAGUE + 1, -1.0),  # asks for a meaning
    ],
)
def test_others_are_searched(known: Background, question: str, vague: float, afield: float) -> None:
    assert reads_vague(understand(question, (), Plain()), known, Heard(afield, vague)) is None


@pytest.mark.parametrize("question", ["EMC grant till when", "grant till when for bulk drug park"])
def test_a_question_with_a_subject_is_not_vague_though_nothing_of_it_is_held(
    known: Background, question: str
) -> None:
    assert reads_vague(understand(question, (), Plain()), known, Heard(-1.0, VAGUE + 1)) is None
