"""Finding cases: the right one first, limits, neighbours, reasons, refusals. With hashed vectors."""

from pathlib import Path

import pytest

from index.embed import HashingEmbedder
from ingest.errors import BadRequestError, NotFoundError
from service.precedents.extract import extract
from service.precedents.facets import FACETS, Limits, values
from service.precedents.records import Precedent, Result
from service.precedents.search import Ending, Precedents

CORPUS = Path(__file__).resolve().parents[4] / "corpus"


def test_a_case_that_is_named_comes_first(cases_room: Precedents) -> None:
    assert cases_room.search("pottery in Khurja").matches[0].case.id == "khurja-pottery"


def test_a_theme_finds_cases_that_share_no_word_with_it(cases_room: Precedents) -> None:
    found = cases_room.search("uprooted newcomers and diaspora", limit=4)
    assert "meerut-sports" in [match.case.id for match in found.matches]


def test_the_reason_names_the_shared_theme_and_a_cell_of_the_record(cases_room: Precedents) -> None:
    match = cases_room.search("child labour and social compliance").matches[0]
    assert "child labour and social compliance" in match.reason.words
    assert match.reason.cell is not None
    assert match.reason.nearest in match.reason.words


@pytest.mark.parametrize(
    "query", ["wood carving cluster of Saharanpur", "how the Kundli effluent plant failed", "tea"]
)
def test_no_title_and_no_product_is_given_as_a_reason(cases_room: Precedents, query: str) -> None:
    for match in cases_room.search(query, limit=200).matches:
        assert "Makes" not in match.reason.words
        assert match.reason.nearest not in {match.case.title, match.case.product and match.case.product.text}
        assert match.reason.cell is None or match.reason.cell.origins or match.reason.cell.inferred


def test_a_case_that_a_filter_found_is_not_explained_by_its_product(cases_room: Precedents) -> None:
    found = cases_room.search("", Limits(state="Uttar Pradesh"), 200).matches
    assert found
    told = [match.reason for match in found if match.reason.cell is not None]
    assert all(each.cell.origins or "our inference" in each.words for each in told)
    assert not [match.case.id for match in found if match.reason.cell is None and match.case.lessons]


def test_words_that_nothing_held_has_are_refused_and_named(cases_room: Precedents) -> None:
    found = cases_room.search("cryptocurrency blockchain")
    assert (found.status, found.matches) == (Ending.NO_EVIDENCE, ())
    assert "blockchain" in found.message


def test_a_thing_that_no_case_speaks_of_is_named_above_what_is_near(cases_room: Precedents) -> None:
    asked = "court ban on coal and coke closed iron foundries before a working substitute fuel existed"
    found = cases_room.search(f"{asked} hydrogen")
    assert (found.status, found.message) == (Ending.ANSWERED, "No case speaks of hydrogen.")
    assert cases_room.search(asked).message == ""


def test_a_misspelt_ordinary_word_refuses_nothing_and_is_shown_as_understood(cases_room: Precedents) -> None:
    asked = "owners leave it to the next genration, no young people want this work, artisans ageing"
    found = cases_room.search(asked)
    assert (found.status, found.message) == (Ending.ANSWERED, "")
    assert found.understood == asked.replace("genration", "generation")
    assert found.matches == cases_room.search(found.understood).matches


def test_a_country_that_no_case_speaks_of_is_refused(cases_room: Precedents) -> None:
    found = cases_room.search("effluent treatment plants of tanneries in Kenya")
    assert found.status is Ending.NO_EVIDENCE
    assert "Kenya" in found.message


def test_a_town_that_no_case_speaks_of_is_named_and_cases_elsewhere_are_shown(cases_room: Precedents) -> None:
    found = cases_room.search("effluent treatment plant cost sharing of tanneries in Aligarh")
    assert (found.status, found.matches) == (Ending.NO_EVIDENCE, ())
    assert found.message == "No case of Aligarh is held."
    assert found.near


def test_who_asks_for_the_own_town_is_refused_nothing(cases_room: Precedents) -> None:
    found = cases_room.search("we tanners in Aligarh want to share the cost of an effluent treatment plant")
    assert found.status is Ending.ANSWERED
    assert found.message == "No case speaks of aligarh."


@pytest.mark.parametrize("query", ["handloom weavers in Assam", "carpet weavers in Kashmir and their debts"])
def test_a_state_that_no_case_lies_in_is_refused(cases_room: Precedents, query: str) -> None:
    assert cases_room.search(query).status is Ending.NO_EVIDENCE


@pytest.mark.parametrize(
    "query", ["handloom weavers in Madhya Pradesh", "tanners of Kanpur", "pottery in Khurja"]
)
def test_a_place_that_cases_lie_in_is_not_refused(cases_room: Precedents, query: str) -> None:
    assert cases_room.search(query).status is Ending.ANSWERED


def test_signs_without_words_are_refused(cases_room: Precedents) -> None:
    assert cases_room.search("?!").status is Ending.NO_EVIDENCE


def test_nothing_asked_and_nothing_limited_is_an_error(cases_room: Precedents) -> None:
    with pytest.raises(BadRequestError, match="nothing was asked"):
        cases_room.search("  ")


@pytest.mark.parametrize(
    ("limits", "must"),
    [
        (Limits(sector="Leather"), lambda case: case.sector == "leather"),
        (Limits(state="Tamil Nadu"), lambda case: "Tamil Nadu" in case.states),
        (Limits(theme="effluent"), lambda case: "effluent" in case.themes),
        (Limits(scheme="IIUS"), lambda case: "IIUS" in case.schemes),
        (Limits(funding="members"), lambda case: "members" in case.funding),
        (Limits(outcome="known"), lambda case: case.outcome_known),
        (Limits(result="failed"), lambda case: case.result is Result.FAILED),
        (Limits(year_from=2020), lambda case: max(case.years) >= 2020),
        (Limits(year_to=1900), lambda case: min(case.years) <= 1900),
    ],
)
def test_limits_keep_what_fits_and_drop_the_rest(cases_room: Precedents, limits: Limits, must) -> None:
    found = cases_room.search("", limits, 200)
    kept = {match.case.id for match in found.matches}
    assert kept
    assert all(must(match.case) for match in found.matches)
    assert not [case.id for case in cases_room.cases() if case.id not in kept and case.years and must(case)]


def test_limits_that_nothing_fits_say_so(cases_room: Precedents) -> None:
    found = cases_room.search("common effluent treatment plant", Limits(state="Goa"))
    assert (found.status, found.message) == (Ending.NO_EVIDENCE, "No case fits all filters. Take one away.")


def test_more_like_a_case_leaves_it_out_and_finds_its_kin(cases_room: Precedents) -> None:
    found = [match.case.id for match in cases_room.like("jalandhar-sports", limit=5).matches]
    assert "jalandhar-sports" not in found
    assert {"meerut-sports", "sialkot-football"} & set(found)


def test_a_case_that_is_not_there_is_an_error_that_says_where_all_are(cases_room: Precedents) -> None:
    with pytest.raises(NotFoundError, match="samuh precedents --list"):
        cases_room.like("nowhere")


def test_a_hindi_question_is_understood(cases_room: Precedents) -> None:
    found = cases_room.search("चमड़ा प्रदूषण", limit=5)
    assert found.understood != "चमड़ा प्रदूषण"
    assert any(match.case.sector == "leather" for match in found.matches)


def test_the_same_question_gives_the_same_answer(cases_room: Precedents) -> None:
    assert cases_room.search("idle cold stores") == cases_room.search("idle cold stores")


def test_counts_of_a_filter_are_those_of_the_cases(cases_room: Precedents) -> None:
    cases: tuple[Precedent, ...] = cases_room.cases()
    sector = next(facet for facet in FACETS if facet.name == "sector")
    leather = next(each for each in values(sector, cases) if each.value == "leather")
    assert leather.count == sum(case.sector == "leather" for case in cases)


def test_a_confirmed_case_of_a_document_joins_the_others(report, tmp_path: Path) -> None:
    document, passages, sentences = report
    (case,) = extract(document, passages, sentences, frozenset({"tiruppur"}))
    model = HashingEmbedder()
    room = Precedents(CORPUS, tmp_path, lambda: model, lambda: (case,))
    found = room.search(
        "weaving cluster of Tiruppur testing laboratory established by the association", limit=3
    )
    match = next(each for each in found.matches if each.case.id == case.id)
    assert match.case.document_id == "report"
    assert match.reason.shared
