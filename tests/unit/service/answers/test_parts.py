"""Which parts of a scheme a question means."""

import pytest

from ingest.records import Document, DocumentKind
from service.answers.parts import parts_meant
from service.answers.question import Question, understand
from tests.unit.service.answers.plain import Plain

OF = "part of Works Aid (2022), support is given for"
TEXT = f"""
- In the shared centre {OF} testing, design and training (Loom Post, 2022).
- In the new industrial estate {OF} land, water and roads.
- In the upgrading of an existing industrial estate {OF} repair of the estate's infrastructure.
"""
SHEET = Document(
    id="works-aid", title="Works Aid (2022)", publisher=None, year=2022, kind=DocumentKind.SHEET, language="en",
    state=None, sector=None, path="works-aid.yaml", sha256="0", licence=None, url=None, supersedes=None, text=TEXT,
)  # fmt: skip
CENTRE, NEW, OLD = "shared centre", "new industrial estate", "upgrading of an existing industrial estate"


def asked(text: str) -> Question:
    return understand(text, (), Plain())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("What is the ceiling for upgrading?", {OLD}),
        ("the grant to upgrade an industrial estate", {OLD}),  # says more of it than of the new one
        ("the grant for an industrial estate", {NEW, OLD}),
        ("Which grant is there for testing under Works Aid?", {CENTRE}),
        ("maximum grant for infrastructure under Works Aid", {NEW, OLD}),  # both are for industrial estates
        ("What is the grant under Works Aid?", set()),
        ("Is 2022 the year of the Loom Post?", set()),  # of a source, not of what is paid for
    ],
)
def test_a_part_is_meant_by_its_name_or_by_what_it_pays_for(text: str, parts: set[str]) -> None:
    assert parts_meant(asked(text), SHEET) == parts


def test_a_question_that_names_every_part_means_none_above_the_others() -> None:
    assert not parts_meant(asked("Is it the centre, the new estate or the existing one?"), SHEET)
