"""Comparisons: sheets side by side on the same points, every cell a quote."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from ingest.records import Document, DocumentKind, Passage, PassageKind, Section, Sentence
from service.answers.background import Background, background
from service.answers.compare import SideBySide, side_by_side
from service.answers.question import understand
from tests.unit.service.answers.made_sheets import Sheets
from tests.unit.service.answers.plain import Plain

SHEETS = {
    "loom-aid": (
        "Loom Aid (2021)",
        ("LOOMAID",),
        (
            (
                "How much grant: looms",
                "Under Loom Aid, the grant is 70% of the cost of looms, at most Rs 25 lakh.",
            ),
            ("How much grant: sheds", "Under Loom Aid, a shed gets a grant of 90% of its cost."),
            ("Who can apply", "These can apply under Loom Aid: societies."),
            ("Is it open now", "Loom Aid was described as open for applications."),
        ),
    ),
    "loom-aid-old": (
        "Loom Aid (2011)",
        ("LOOMAID",),
        (
            ("How much grant: looms", "Under old Loom Aid, the grant is 50% of the cost of looms."),
            ("Is it open now", "Loom Aid (2011) is closed to new applications."),
        ),
    ),
    "kiln-help": (
        "Kilnhelp",
        ("KILNHELP",),
        (
            (
                "How much grant: kilns",
                "Under Kilnhelp, the grant is 40% of the cost of kilns. Under Kilnhelp: a note.",
            ),
            ("Is it open now", "It is not known whether Kilnhelp takes applications now."),
        ),
    ),
    "loom-fund-2015": (
        "Loom Fund (2015)",
        ("LOOMFUND 2015",),
        (("Is it open now", "Loom Fund (2015) is closed to new applications."),),
    ),
    "loom-fund-2020": (
        "Loom Fund (2020)",
        ("LOOMFUND 2020",),
        (("Is it open now", "Loom Fund (2020) is closed to new applications."),),
    ),
    "loom-fund-2023": (
        "Loom Fund (2023)",
        ("LOOMFUND",),
        (("Is it open now", "Loom Fund (2023) was described as open for applications."),),
    ),
    "covaid": (
        "COVAID (2020)",
        ("COVAID 1.0",),
        (("Is it open now", "COVAID (2020) is closed to new applications."),),
    ),
    "covaid-5": (
        "COVAID 5.0",
        ("COVAID",),
        (("Is it open now", "COVAID 5.0 was described as open for applications."),),
    ),
    "madurai-pump": (
        "Madurai pump and foundry cluster",
        (),
        (("Profile", "The Madurai pump cluster lies in Madurai, Tamil Nadu, India."),),
    ),
    "madurai-grinder": (
        "Madurai grinder cluster",
        (),
        (("Units and workers", "In 2020, the Madurai grinder cluster had 30 units."),),
    ),
    "haora-foundry": (
        "Haora foundry cluster",
        (),
        (("Profile", "The Haora foundry cluster lies in Haora, West Bengal, India."),),
    ),
    "a-study": ("Firms of Dombivli", (), (("Profile", "Dombivli is studied."),)),
}


def document(name: str) -> Document:
    title, aliases, parts = SHEETS[name]
    text, sections = "", []
    for heading, body in parts:
        sections.append(Section(heading, len(text)))
        text += f"{heading}\n\n{body}\n\n"
    return Document(
        id=name, title=title, publisher=None, year=2021,
        kind=DocumentKind.OTHER if name.startswith("a-") else DocumentKind.SHEET, language="en", state=None,
        sector=None, path=name, sha256=name, licence=None, url=None, supersedes=None, text=text, pages=(),
        sections=tuple(sections), aliases=aliases,
    )  # fmt: skip


@dataclass(frozen=True)
class Shelf:
    """An index without vectors: each document one passage, each line of it a sentence or two."""

    held: dict[str, Document]

    def documents(self) -> list[Document]:
        return list(self.held.values())

    def passages(self, document_id: str) -> list[Passage]:
        one = self.held[document_id]
        return [
            Passage(
                f"p-{one.id}", one.id, 0, len(one.text), one.text, (), None, PassageKind.PROSE, None, None
            )
        ]

    def sentences(self, ids: list[str]) -> list[Sentence]:
        return [sentence for name in ids for sentence in self._cut(name)]

    def _cut(self, passage_id: str) -> Iterator[Sentence]:
        text = self.held[passage_id.removeprefix("p-")].text
        start = 0
        for line in text.replace(". ", ".\n").split("\n"):
            if line:
                yield Sentence(passage_id, start, start + len(line), line)
            start += len(line) + 1


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf({name: document(name) for name in SHEETS})


@pytest.fixture(scope="module")
def known(shelf: Shelf) -> Background:
    return background(
        shelf,
        frozenset(
            {
                "aid",
                "help",
                "loom",
                "kiln",
                "fund",
                "pump",
                "foundry",
                "grinder",
                "firms",
                "cluster",
                "old",
                "new",
            }
        ),
    )


def compared(question: str, shelf: Shelf, known: Background) -> SideBySide | None:
    return side_by_side(understand(question, (), Plain()), shelf, known)  # type: ignore[arg-type]


def test_two_schemes_are_set_side_by_side_in_the_edition_that_holds(shelf: Shelf, known: Background) -> None:
    made = compared("difference between LOOMAID and KILNHELP", shelf, known)
    assert made is not None
    assert made.table.columns == ("Loom Aid (2021)", "Kilnhelp")
    assert not made.weighing


def test_every_number_of_a_cell_is_the_place_of_a_quote_from_its_column(
    shelf: Shelf, known: Background
) -> None:
    made = compared("LOOMAID or KILNHELP for weavers?", shelf, known)
    assert made is not None
    numbers = [n for row in made.table.rows for cell in row.cells for n in cell]
    assert numbers == list(range(1, len(made.quoted) + 1))
    for row in made.table.rows:
        for column, cell in enumerate(row.cells):
            documents = {made.quoted[n - 1][0].passage.document_id for n in cell}
            assert documents <= {("loom-aid", "kiln-help")[column]}


def test_all_parts_of_a_scheme_speak_and_notes_do_not(shelf: Shelf, known: Background) -> None:
    made = compared("compare LOOMAID with KILNHELP", shelf, known)
    assert made is not None
    said = [sentence.text for _, sentence in made.quoted]
    assert any("70%" in text for text in said)
    assert any("90%" in text for text in said)
    assert not any("a note" in text for text in said)


def test_a_side_without_a_word_on_a_point_has_an_empty_cell(shelf: Shelf, known: Background) -> None:
    made = compared("compare LOOMAID with KILNHELP", shelf, known)
    assert made is not None
    assert {row.name: [bool(cell) for cell in row.cells] for row in made.table.rows}["Who can apply"] == [
        True,
        False,
    ]


def test_a_name_that_is_a_word_too_counts_beside_another_scheme(
    sheets: Sheets, sheets_known: Background
) -> None:
    made = compared("loomaid or trim", sheets, sheets_known)  # type: ignore[arg-type]
    assert made is not None
    assert made.table.columns == ("LOOMAID (2021)", "MSME Competitive (TRIM)")
    assert compared("loomaid and trim", sheets, sheets_known) is not None  # type: ignore[arg-type]
    assert compared("difference between trim and loose cloth", sheets, sheets_known) is None  # type: ignore[arg-type]


def test_a_question_which_is_better_is_known_as_one(shelf: Shelf, known: Background) -> None:
    made = compared("which gives more, LOOMAID or KILNHELP?", shelf, known)
    assert made is not None
    assert made.weighing


@pytest.mark.parametrize(
    "question",
    ["How much does LOOMAID give?", "Can LOOMAID be combined with KILNHELP?", "LOOMAID or what else?"],
)
def test_what_sets_nothing_side_by_side_is_no_comparison(
    question: str, shelf: Shelf, known: Background
) -> None:
    assert compared(question, shelf, known) is None


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("Madurai pump vs Haora", ["Madurai pump and foundry cluster", "Haora foundry cluster"]),
        (
            "compare Madurai pump and Haora foundry",
            ["Madurai pump and foundry cluster", "Haora foundry cluster"],
        ),
        ("Madurai grinder and Haora foundry", ["Madurai grinder cluster", "Haora foundry cluster"]),
        (
            "Haora against Madurai",
            ["Haora foundry cluster", "Madurai grinder cluster", "Madurai pump and foundry cluster"],
        ),
    ],
)
def test_of_the_clusters_of_a_town_the_one_that_is_meant_is_compared(
    question: str, sides: list[str], shelf: Shelf, known: Background
) -> None:
    made = compared(question, shelf, known)
    assert made is not None
    assert list(made.table.columns) == sides


def test_a_work_with_a_profile_is_no_cluster(shelf: Shelf, known: Background) -> None:
    assert compared("Dombivli vs Haora", shelf, known) is None


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("LOOMFUND 2015 vs 2023", ["Loom Fund (2015)", "Loom Fund (2023)"]),
        ("difference between LOOMFUND 2020 and LOOMFUND 2015", ["Loom Fund (2020)", "Loom Fund (2015)"]),
        ("difference between old and new LOOMFUND", ["Loom Fund (2020)", "Loom Fund (2023)"]),
        ("covaid vs covaid 5.0", ["COVAID (2020)", "COVAID 5.0"]),
    ],
)
def test_editions_that_are_set_against_each_other_both_speak(
    question: str, sides: list[str], shelf: Shelf, known: Background
) -> None:
    made = compared(question, shelf, known)
    assert made is not None
    assert list(made.table.columns) == sides


def test_bare_names_of_clusters_are_compared_on_all_points(shelf: Shelf, known: Background) -> None:
    made = compared("Madurai grinder vs Haora", shelf, known)
    assert made is not None
    assert [row.name for row in made.table.rows] == ["Place and line", "Units and workers"]


def test_towns_that_are_compared_for_something_else_are_no_clusters(shelf: Shelf, known: Background) -> None:
    assert compared("Which is better, Madurai grinder or Haora foundry?", shelf, known) is not None
    assert compared("Which is better for a honeymoon, Madurai or Haora?", shelf, known) is None
    assert compared("Which has more hotels, Madurai grinder or Haora foundry?", shelf, known) is None
