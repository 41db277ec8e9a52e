"""How strong a source is, and the reason that is shown."""

from dataclasses import replace

import pytest

from ingest.records import DocumentKind
from service.briefs.records import Origin, Strength
from service.briefs.strength import strength


def by(issuer: str | None, title: str = "A page", kind: str = "") -> tuple[Origin, ...]:
    return (Origin(title, issuer, 2020, None, kind),)


@pytest.mark.parametrize(
    ("text", "origins", "work_kind", "expected", "reason"),
    [
        ("Output rose by 10%.", by("Ministry of Textiles (PIB)"), None, Strength.OFFICIAL, "holds a figure"),
        ("Output rose in 2019.", by("Ministry of Textiles"), None, Strength.OFFICIAL, "holds no figure"),
        ("Output rose (RIETI DP 02-E-014, 2002; PIB (India), 2012).", by("PIB"), None, Strength.OFFICIAL, "no figure"),
        ("Output rose.", by("Dyers Association of Tirupur"), None, Strength.ASSOCIATION, "issued by"),
        ("Output rose.", by("Business Standard"), None, Strength.PRESS, "issued by Business Standard"),
        ("Output rose.", by("Some Ministry"), "impact evaluation", Strength.EVALUATION, "its record calls it"),
        ("Output rose.", by("NPC"), "evaluation (reported)", Strength.EVALUATION, "not seen itself"),
        ("Output rose.", by("Wadhwani Foundation"), "policy paper", Strength.OPINION, "policy paper"),
        ("Plants should be built.", by("Ministry of Textiles"), None, Strength.OPINION, '"should"'),
        ("Exporters said that it cannot be done.", by("The Hindu"), None, Strength.ASSOCIATION, '"Exporters said"'),
        ("Output rose.", by("Blogger", "Evaluation of the river plants"), None, Strength.EVALUATION, "is called"),
        ("Output rose.", by("N.N.", "The impact of zero coming into fashion"), None, Strength.UNKNOWN, "neither"),
    ],
)  # fmt: skip
def test_kind_publisher_and_wording_tell_the_strength(text, origins, work_kind, expected, reason) -> None:
    found, because = strength(text, tuple(replace(each, kind=work_kind or "") for each in origins))
    assert found is expected
    assert reason in because


def test_the_weakest_of_several_sources_counts_and_all_are_shown() -> None:
    both = (*by("Business Standard"), *by("Central Pollution Control Board"))
    for origins in (both, both[::-1]):
        grade, why = strength("The outlet failed.", origins)
        assert grade is Strength.PRESS
        assert "issued by Business Standard, 2020 (press report)" in why
        assert "issued by Central Pollution Control Board, 2020 (official figure or statement)" in why


def test_a_source_that_nothing_is_known_of_is_the_weakest_of_several() -> None:
    grade, why = strength("The outlet failed.", (*by("Ministry of Textiles"), *by("N.N.")))
    assert grade is Strength.UNKNOWN
    assert "Ministry of Textiles" in why
    assert "N.N." in why


def test_two_pages_of_one_body_are_one_source() -> None:
    grade, why = strength(
        "It failed.", (*by("Ministry of Textiles"), *by("Ministry of Textiles", "Another page"))
    )
    assert (grade, "weakest" in why) == (Strength.OFFICIAL, False)


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [("SIDBI-EDI Chennai leather cluster site", Strength.ASSOCIATION), ("SIDBI", Strength.OFFICIAL)],
)
def test_a_bank_that_tells_of_its_own_project_makes_a_claim(issuer: str, expected: Strength) -> None:
    assert strength("Upkeep erodes competitiveness.", by(issuer))[0] is expected


@pytest.mark.parametrize(
    ("issuer", "title", "kind", "expected"),
    [
        (
            "UNIDO",
            "Hand block printed textile cluster of Jaipur: end of project report",
            "",
            Strength.ASSOCIATION,
        ),
        ("UNIDO project document", "Technology upgrading", "", Strength.ASSOCIATION),
        ("SIDBI-EDI", "Dyes and chemicals industry newsletter", "", Strength.ASSOCIATION),
        (
            "RUDA, Government of Rajasthan",
            "Case study: Jaipur Blue Pottery Cluster",
            "",
            Strength.ASSOCIATION,
        ),
        ("KICOX", "The Industrial Complex Cluster Program", "programme report", Strength.ASSOCIATION),
        ("UNIDO", "Barpalli ikat weaving cluster: diagnostic study", "", Strength.OFFICIAL),
        ("Ministry of Textiles (PIB)", "Textiles processing projects (reply)", "", Strength.OFFICIAL),
        ("Journal of Japanese Trade & Industry", "TAMA: case study of a region", "", Strength.STUDY),
        ("The Board", "Evaluation of the end of project report", "", Strength.EVALUATION),
    ],
)
def test_what_a_body_says_of_its_own_project_is_its_claim_whoever_it_is(
    issuer: str, title: str, kind: str, expected: Strength
) -> None:
    grade, why = strength("Exports rose by USD 1 million.", by(issuer, title, kind))
    assert grade is expected
    assert ("own project" in why or "its record calls it" in why) is (expected is Strength.ASSOCIATION)


def test_the_kind_of_document_tells_where_the_publisher_does_not() -> None:
    assert strength("Output rose.", by(None), DocumentKind.NEWS)[0] is Strength.PRESS
