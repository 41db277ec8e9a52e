"""One source has one issuing body, one year and one grade, wherever it is quoted."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.records import Document, DocumentKind
from service.briefs.freeze import digest
from service.briefs.origins import behind
from service.briefs.records import Strength
from service.briefs.strength import strength
from service.browse.book import reader

CORPUS = Path(__file__).resolve().parents[4] / "corpus"


@pytest.fixture(scope="module")
def book():
    return reader(CORPUS).current()


def document(name: str, kind: DocumentKind = DocumentKind.OTHER) -> Document:
    return Document(
        id=name, title=name, publisher=None, year=None, kind=kind, language="en", state=None, sector=None, path="",
        sha256=digest(name), licence=None, url=None, supersedes=None, text=name,
    )  # fmt: skip


def test_each_of_two_issuers_keeps_its_own_year(book) -> None:
    said = "Outlet exceeds standards (Down To Earth, 2023; Central Pollution Control Board, 2019)."
    found = behind(document("vapi-chemicals", DocumentKind.SHEET), said, book)
    assert found.issuer == "Down To Earth (2023); Central Pollution Control Board (2019)"
    grade, why = strength(said, found.origins)
    assert (grade, "Central Pollution Control Board, 2019" in why) == (Strength.PRESS, True)


@pytest.mark.parametrize(
    "text",
    [
        "Here the agent is a representative of the agency.",
        "The presence of a full-time agent is also a must.",
        "In 1996 a programme was launched in India.",
    ],
)
def test_a_newspaper_article_is_of_one_grade_in_all_of_its_sentences(book, text: str) -> None:
    found = behind(document("sarkar-2005"), text, book)
    assert strength(text, found.origins)[0] is Strength.OPINION
    assert found.origins[0].year == 2005


def test_a_source_of_a_record_that_is_a_known_work_is_graded_as_that_work(book) -> None:
    said = "A lesson is this: cases show the links (RIETI DP 02-E-014, 2002)."
    of_record = behind(document("tama-tokyo", DocumentKind.SHEET), said, book)
    of_work = behind(
        document("kodama-2002", DocumentKind.SHEET), "According to Kodama (2002), it works.", book
    )
    assert strength(said, of_record.origins)[0] is strength("x", of_work.origins)[0] is Strength.STUDY


def test_a_text_whose_catalogue_names_no_publisher_has_the_one_that_an_editor_read(book) -> None:
    found = behind(document("fmc-cluster-faq", DocumentKind.FAQ), "A cluster is a place.", book)
    assert found.issuer == "Foundation for MSME Clusters"
    theirs = replace(document("fmc-cluster-faq"), publisher="Somebody")
    assert behind(theirs, "A cluster is a place.", book).issuer == "Somebody"


def test_a_text_that_is_held_in_full_is_the_works(book) -> None:
    assert behind(document("fmc-theme-paper"), "x", book).issuer is not None


def test_a_grade_that_the_wording_changes_says_what_it_was(book) -> None:
    origins = behind(document("planning-commission-2012"), "x", book).origins
    assert strength("Clusters were mapped.", origins)[0] is Strength.OFFICIAL
    grade, why = strength("Clusters should be mapped.", origins)
    assert grade is Strength.OPINION
    assert 'its wording: "should"; otherwise official' in why
