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


def test_the_strongest_of_several_sources_counts() -> None:
    both = (*by("Business Standard"), *by("Central Pollution Control Board"))
    assert strength("The outlet failed.", both)[0] is Strength.OFFICIAL


def test_the_kind_of_document_tells_where_the_publisher_does_not() -> None:
    assert strength("Output rose.", by(None), DocumentKind.NEWS)[0] is Strength.PRESS
