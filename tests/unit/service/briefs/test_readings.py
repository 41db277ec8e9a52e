"""An editor's readings of cases feed the brief on their kind of intervention, each with the side that was read."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.records import Document, DocumentKind
from ingest.sheets.render import render_sheet
from service.briefs.freeze import digest
from service.briefs.gather import Sought
from service.briefs.readings import read_cases, silent
from service.briefs.records import Side, Strength
from service.briefs.subject import read
from service.browse.book import reader
from service.precedents.outcomes import gathered

CORPUS = Path(__file__).resolve().parents[4] / "corpus"
CASES = (
    "clusters/ambur-vaniyambadi-leather", "clusters/erode-textile-processing", "clusters/ludhiana-dyeing",
    "clusters/ranipet-sidco-leather", "clusters/vapi-chemicals", "clusters/sangli-raisin",
    "clusters/nashik-grape-wine", "clusters/kerala-furniture", "clusters/kalady-rice",
    "clusters/alleppey-coir", "clusters/jamnagar-brass-parts",
    "literature/kennedy-1999", "literature/groenwall-2017", "literature/kundli-cetp-2005",
)  # fmt: skip


def held(name: str) -> Document:
    sheet = render_sheet(CORPUS / f"{name}.yaml")
    assert sheet is not None
    return Document(
        id=name.partition("/")[2], title=sheet.title, publisher=None, year=None, kind=DocumentKind.SHEET, language="en",
        state=None, sector=None, path="", sha256=digest(sheet.markdown), licence=None, url=None, supersedes=None,
        text=sheet.markdown,
    )  # fmt: skip


@pytest.fixture(scope="module")
def shelf() -> dict[str, Document]:
    return {document.id: document for document in map(held, CASES)}


@pytest.fixture
def cases(desk, shelf):
    """What an editor read on a topic, by side: the ids of the records, and the statements."""
    desk.held = shelf
    book = reader(CORPUS).current()

    def found(topic: str):
        return [each.item for each in read_cases(Sought(desk, book, read(topic)))]

    return found


def on(items, side: Side) -> set[str]:
    return {item.quote.document_id for item in items if item.side is side}


def test_cases_of_effluent_plants_stand_on_the_side_that_was_read(cases) -> None:
    items = cases("common effluent plants")
    assert on(items, Side.SUPPORTS) == {
        "ambur-vaniyambadi-leather", "kennedy-1999", "groenwall-2017", "ranipet-sidco-leather",
    }  # fmt: skip
    assert on(items, Side.OPPOSES) == {
        "ambur-vaniyambadi-leather", "groenwall-2017", "kundli-cetp-2005", "ludhiana-dyeing",
        "ranipet-sidco-leather", "vapi-chemicals",
    }  # fmt: skip
    assert "erode-textile-processing" in on(items, Side.CONTEXT), "consent is no result"
    assert all(item.editor and "an editor read it" in item.side_because for item in items)


def test_every_statement_is_the_sheets_own_with_its_sources(cases, shelf) -> None:
    for item in cases("common effluent plants"):
        assert shelf[item.quote.document_id].text[item.quote.start : item.quote.end] == item.quote.text
        assert all(origin.issuer for origin in item.quote.origins)


def test_of_two_pages_of_one_body_the_one_that_bears_the_words_is_named(cases) -> None:
    (runs,) = [
        item for item in cases("common effluent plants") if "continuous since March" in item.quote.text
    ]
    assert [origin.title for origin in runs.quote.origins] == ["SIPCOT & SIDCO Phase II CETP"]


def test_only_use_and_disuse_tell_of_idle_infrastructure(cases) -> None:
    items = cases("idle infrastructure")
    assert on(items, Side.SUPPORTS) == {"sangli-raisin", "nashik-grape-wine", "kerala-furniture"}
    assert on(items, Side.OPPOSES) == {"ranipet-sidco-leather", "vapi-chemicals", "kalady-rice"}
    assert not any("sewage plant" in item.quote.text for item in items), "a harm is no disuse"
    cold = next(item for item in items if item.quote.document_id == "sangli-raisin")
    assert cold.strength is Strength.EVALUATION


def test_two_wordings_of_one_topic_on_use_give_the_same_sides(cases) -> None:
    one, other = (
        {(item.quote.text, item.side) for item in cases(topic)}
        for topic in ("idle infrastructure", "idle common facilities")
    )
    assert one == other


def test_a_centre_still_to_open_is_one_not_in_use_and_names_both_sources(cases) -> None:
    (waits,) = [item for item in cases("idle common facilities") if "still to open" in item.quote.text]
    assert waits.side is Side.SUPPORTS
    assert "whether it was built by then is not told" in waits.side_because
    assert {origin.issuer for origin in waits.quote.origins} == {
        "New Indian Express", "wood-furniture.biz (press)",
    }  # fmt: skip


def test_idleness_counts_whatever_kind_of_intervention_the_case_stands_under(cases, monkeypatch) -> None:
    other = [replace(kind, subjects=("training",)) for kind in gathered(reader(CORPUS).current())]
    monkeypatch.setattr("service.briefs.readings.gathered", lambda _: tuple(other))
    items = cases("idle infrastructure")
    assert on(items, Side.SUPPORTS) == {"sangli-raisin", "nashik-grape-wine", "kerala-furniture"}


def test_advice_on_design_takes_no_side(cases) -> None:
    (advice,) = [
        each for each in cases("common effluent plants") if "its own pipe and plant" in each.quote.text
    ]
    assert advice.side is Side.CONTEXT
    assert "advice on how a thing is best built" in advice.side_because


def test_a_programme_of_joint_action_is_but_context_to_its_agent(cases) -> None:
    items = cases("why cluster agents matter")
    assert on(items, Side.SUPPORTS) == {"alleppey-coir"}
    assert "jamnagar-brass-parts" in on(items, Side.CONTEXT)


def test_a_place_in_the_topic_leaves_other_places_out(cases) -> None:
    assert {item.quote.document_id for item in cases("effluent plants in Ranipet")} == {
        "ranipet-sidco-leather"
    }


def test_a_topic_without_a_kind_of_intervention_has_no_readings(cases) -> None:
    assert cases("export decline of Moradabad") == []


def test_what_the_records_tell_no_result_of_is_counted(desk, shelf) -> None:
    desk.held = shelf
    book = reader(CORPUS).current()
    said = silent(Sought(desk, book, read("common effluent plants")))
    assert said.startswith("Of ")
    assert "Erode" in said
    assert silent(Sought(desk, book, read("export decline of Moradabad"))) == ""
