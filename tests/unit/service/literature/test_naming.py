"""Authors are taken apart as people would; what names nobody gives no author."""

from pathlib import Path

import pytest

from service.browse.book import reader
from service.literature.naming import names
from service.literature.records import Name

CORPUS = Path(__file__).resolve().parents[4] / "corpus"
BODIES = {
    "BusinessWorld", "Department of Industrial Policy and Promotion", "ESCA", "EUCLES", "European Cluster Observatory",
    "Financial Express", "Foundation for MSME Clusters", "Harvard Business School", "IDB", "KICOX", "KPMG",
    "Ministry of MSME", "NABARD", "National Assembly Budget Office", "National Productivity Council", "OECD",
    "Paradigm Consulting", "Planning Commission", "UNIDO", "US EDA", "Wadhwani Foundation",
}  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "family", "given"),
    [
        ("Michael E. Porter", "Porter", "Michael E."),
        ("A.K. Sen", "Sen", "A.K."),
        ("AK Sen", "Sen", "AK"),
        ("Ludwig van der Rohe", "van der Rohe", "Ludwig"),
        ("Lucas Figal Garone", "Figal Garone", "Lucas"),
        ("Das, Keshab", "Das", "Keshab"),
        ("Ankit Jain (MIT)", "Jain", "Ankit"),
        ("Nardo", "Nardo", ""),
    ],
)
def test_a_person_has_a_family_name_and_given_names(stated: str, family: str, given: str) -> None:
    assert names([stated]) == ((Name(family, given),), ())


@pytest.mark.parametrize(
    "stated",
    [
        "author not known",
        "independent agency",
        "study team for DC-MSME",
        "JSDC authors",
        "authors, A Journal",
    ],
)
def test_words_that_name_nobody_give_no_author(stated: str) -> None:
    assert names([stated]) == ((), ())


def test_an_editor_is_told_from_an_author() -> None:
    assert names(["Tamal Sarkar (ed.)"]) == ((), (Name("Sarkar", "Tamal"),))


def test_the_bodies_among_the_authors_of_the_corpus_are_those_that_an_editor_listed() -> None:
    works = reader(CORPUS).current().works.values()
    found = {name.family for held in works for name in names(held.record.authors)[0] if name.body}
    assert found == BODIES
