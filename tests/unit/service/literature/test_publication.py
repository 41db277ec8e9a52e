"""Journal, volume, issue, pages and series are read from one statement; what is not understood stays whole."""

import pytest

from service.literature.publication import Place, form_of, place_of
from service.literature.records import Form


@pytest.mark.parametrize(
    ("stated", "form", "place"),
    [
        (
            "World Development 27(9): 1605-1626",
            Form.ARTICLE,
            Place(container="World Development", volume="27", issue="9", pages="1605-1626"),
        ),
        (
            "World Development 27(9); later book chapter, RFF Press",
            Form.ARTICLE,
            Place(
                container="World Development", volume="27", issue="9", left="later book chapter, RFF Press"
            ),
        ),
        (
            "Research Policy (2011 draft read)",
            Form.ARTICLE,
            Place(container="Research Policy", left="2011 draft read"),
        ),
        ("IDS WP 50", Form.WORKING_PAPER, Place(publisher="IDS", number="WP 50")),
        ("RIETI DP 02-E-014", Form.WORKING_PAPER, Place(publisher="RIETI", number="DP 02-E-014")),
        ("IDB-DP-188", Form.REPORT, Place(publisher="IDB", number="DP 188")),
        ("Ivory Tower", Form.BOOK, Place(publisher="Ivory Tower")),
        (
            "Environment, Development and Sustainability",
            Form.ARTICLE,
            Place(container="Environment, Development and Sustainability"),
        ),
    ],
)
def test_a_statement_is_read(stated: str, form: Form, place: Place) -> None:
    assert place_of(stated, form) == place


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("journal article", Form.ARTICLE),
        ("journal note", Form.ARTICLE),
        ("discussion paper", Form.WORKING_PAPER),
        ("monograph", Form.BOOK),
        ("evaluation (reported)", Form.REPORT),
        ("working group report", Form.REPORT),
        ("press data", Form.NEWS),
        ("poster", Form.CONFERENCE),
        ("tapestry", Form.OTHER),
    ],
)
def test_a_kind_has_a_form(kind: str, form: Form) -> None:
    assert form_of(kind) is form
