from pathlib import Path

import pytest

from ingest.clean import clean
from ingest.describe import Stated, describe
from ingest.outline import outline
from ingest.reading import RawPage, Reading
from ingest.records import DocumentKind


def about(text: str, name: str = "some-paper.txt", own_title: str | None = None) -> Stated:
    sections = outline(clean(Reading((RawPage(None, None, text),))), markup=False)
    return describe(Stated(), own_title, sections, text, Path(name))


@pytest.mark.parametrize(
    ("text", "name", "year"),
    [
        ("A holistic strategy\n\nNovember 2012\n\nText.", "paper.txt", 2012),
        ("March 18, 2005\n\nText.", "paper.txt", 2005),
        ("© 2022 by the Foundation.", "paper.txt", 2022),
        ("Porter wrote of it in 1990.", "paper.txt", None),
        ("Porter wrote of it in 1990.", "report-2011.txt", 2011),
    ],
)
def test_the_year_is_a_date_of_the_first_page_or_of_the_name(text: str, name: str, year: int | None) -> None:
    assert about(text, name).year == year


def test_the_title_is_the_files_own_unless_a_program_wrote_it() -> None:
    text = "# Improving the Clusters of India\n\nText."
    assert about(text, own_title="Guidelines of the Scheme.pdf").title == "Guidelines of the Scheme"
    assert about(text, own_title="Microsoft Word - Document1").title == "Improving the Clusters of India"


def covered(*pages: str) -> str | None:
    raw = tuple(RawPage(None, number, text) for number, text in enumerate(pages, 1))
    sections = outline(clean(Reading(raw)), markup=False)
    return describe(Stated(), None, sections, "\n\n".join(pages), Path("some-booklet.pdf")).title


def test_the_one_line_of_a_cover_is_the_title() -> None:
    body = "The units of a cluster share a centre. Its members pay a fee for each hour that they use it, and no more."
    cover = "pa\n\nMINISTRY OF LOOMS AND KILNS\n\nGOVERNMENT OF INDIA.\n\nHelp for the looms\n\nMarch 2021"
    assert covered(cover, body) == "Help for the looms"
    assert covered(f"{cover}\n\nA second line that could be one", body) == "Some booklet"
    assert covered(body, body) == "Some booklet"
    assert covered(cover) == "Some booklet"


def test_a_files_name_keeps_what_its_text_writes_in_capitals() -> None:
    text = "1. Introduction\n\nThe FMC asks much of MSMEs; other units ask too."
    assert about(text, name="fmc-msmes_asks.txt").title == "FMC msmes asks"
    assert about("1. Introduction\n\nNothing.", name="dpr-of-fmc.txt").title == "DPR of FMC"


def test_a_heading_of_a_part_is_no_title() -> None:
    assert about("1. Introduction\n\nText of it.\n\n2. Aim\n\nMore.").title == "Some paper"


def test_numbered_questions_make_an_faq() -> None:
    text = "\n\n".join(f"{n}. What is number {n}?\n\nIt is a number of its own." for n in range(1, 8))
    assert about(text).kind is DocumentKind.FAQ


def test_language_is_told_by_script() -> None:
    assert about("Text in English.").language == "en"
    assert about("यह हिन्दी में है।").language == "hi"
    assert about("12 34").language is None
