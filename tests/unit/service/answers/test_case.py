"""The case that a question tells of, and the case that a rule is for."""

import pytest

from service.answers.case import (
    Case,
    case_of,
    for_special_case,
    names_part,
    of_another,
    of_case,
    part_of_scheme,
    ruled_out,
    slab,
    standing,
    under_rules,
    worked_out,
)
from service.answers.question import Question, understand
from tests.unit.service.answers.plain import Plain

SMALL = "a project of Rs 5 crore to Rs 10 crore in a general area gets a grant of 70%"
LARGE = "a project of more than Rs 10 crore in the North East, a hill State gets a grant of 70%"


def asked(text: str) -> Question:
    return understand(text, (), Plain())


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("Our centre in Assam (North East) costs 12 crore. What does it get?", Case(12e7, "north east")),
        ("subsidy for a 40 lakh unit", Case(40e5, None)),
        ("a centre in Nuh (aspirational district)", Case(None, "aspirational district")),
        ("a centre in Lakshadweep (island)", Case(None, "island")),
        (
            "PMEGP rate for general category in a rural area",
            Case(None, None, frozenset(("general category", "rural"))),
        ),
        ("is it the same in rural and urban areas?", Case(None, None)),
        ("PMEGP for a woman in the city", Case(None, None, frozenset(("special category", "urban")))),
        ("from 5 crore to 10 crore?", Case(None, None)),  # two sums: no one case
        ("we have a turnover of 3 crore", Case(None, None)),  # no cost of a project
        ("how many members for a 12 crore project", Case(12e7, None)),
        ("members put in 12 crore", Case(None, None)),
        ("grant for a centre of ₹120000000", Case(12e7, None)),
        ("grant for a centre of Rs. 12,00,00,000", Case(12e7, None)),
        ("PMEGP for a general man in the city", Case(None, None, frozenset(("general category", "urban")))),
    ],
)
def test_a_question_tells_its_case(text: str, case: Case) -> None:
    assert case_of(asked(text)) == case


@pytest.mark.parametrize(
    ("text", "span"),
    [
        (SMALL, (5e7 - 1, 10e7)),
        (LARGE, (10e7, float("inf"))),
        ("when the project costs up to Rs 10 crore", (0.0, 10e7)),
        ("the grant is at most Rs 10 crore", None),
    ],
)
def test_a_rule_tells_its_slab(text: str, span: tuple[float, float] | None) -> None:
    assert slab(text) == span


def test_a_hill_state_has_what_himalayan_states_have() -> None:
    rule = "a laboratory in the North East or a Himalayan State gets a grant of 90%"
    assert of_case(rule, Case(None, "hill state"))
    assert of_case(rule, Case(None, "himalayan state"))
    assert not of_case(rule, Case(None, "island"))
    assert not of_case("an estate in a hill State gets a grant of 60%", Case(None, "himalayan state"))


def test_a_rule_is_of_the_case_or_of_another() -> None:
    case = Case(12e7, "north east")
    assert of_case(LARGE, case)
    assert of_another(SMALL, case)
    assert not of_another("the grant is worked out on a cost of at most Rs 30 crore", case)
    assert not of_another(SMALL, Case(None, None))


def test_a_sum_worked_out_for_another_cost_is_not_the_callers() -> None:
    text = "a project of Rs 12 crore gets 60%, that is Rs 7.2 crore"
    assert worked_out(text, Case(12e7, None))
    assert not worked_out(text, Case(10e7, None))


def test_a_question_names_a_part_of_a_scheme_by_a_telling_word() -> None:
    part = part_of_scheme("How much grant: Second loan for upgrade, PMEGP (2021-26)")
    assert part == "Second loan for upgrade"
    assert names_part(asked("subsidy on the second loan"), part)
    assert not names_part(asked("PMEGP maximum project cost"), part)
    assert part_of_scheme("Who can apply") is None


def test_a_rule_for_the_other_kind_of_applicant_or_place_is_for_another_case() -> None:
    asked_for = Case(None, None, frozenset(("general category", "rural")))
    own = "a general-category applicant in a rural area gets a grant of 25%"
    others = (
        "a special-category applicant (SC, ST, woman) in a rural area gets a grant of 35%",
        "a general-category applicant in an urban area gets a grant of 15%",
    )
    assert of_case(own, asked_for)
    assert not of_another(own, asked_for)
    assert all(of_another(text, asked_for) and not of_case(text, asked_for) for text in others)
    assert not of_another("the grant is worked out on a cost of at most Rs 50 lakh", asked_for)


def test_rules_for_special_areas_and_applicants_are_told_from_those_for_everybody() -> None:
    assert for_special_case(LARGE)
    assert for_special_case("a special-category applicant in an urban area gets a grant of 25%")
    assert not for_special_case(SMALL)
    assert not for_special_case("the grant is 95% in the North East and 90% in any other area")


def test_notes_stand_behind_the_rules_they_are_on() -> None:
    note = "In the new unit part of PMEGP (2021-26): The cost counts up to Rs 50 lakh in manufacturing"
    assert [standing(text, special=False) for text in (SMALL, LARGE, note)] == [0, 2, 3]
    assert [standing(text, special=True) for text in (SMALL, LARGE, note)] == [0, 0, 3]


def test_the_least_cost_stands_behind_what_a_project_gets() -> None:
    assert standing(SMALL, special=False) < standing(
        "the project must cost at least Rs 5 crore", special=False
    )


def test_a_cost_below_the_least_or_above_the_most_is_ruled_out() -> None:
    least, most = "the project must cost at least Rs 5 crore", "the project may cost at most Rs 30 crore"
    assert [ruled_out(least, Case(cost, None)) for cost in (4e7, 5e7, None)] == [True, False, False]
    assert [ruled_out(most, Case(cost, None)) for cost in (30e7, 31e7)] == [False, True]
    assert of_case(least, Case(4e7, None))


SPECIAL_RURAL = (
    "a special-category applicant (SC, or in the North East, a hill, border district) in a rural area"
)


@pytest.mark.parametrize(
    ("area", "kinds"),
    [
        ("north east", {"rural"}),
        ("hill state", {"rural"}),
        ("island", {"general category", "rural"}),  # not among the areas that make an applicant special
        (None, {"general category", "rural"}),
    ],
)
def test_where_a_special_category_includes_the_area_nobody_is_general(
    area: str | None, kinds: set[str]
) -> None:
    case = Case(None, area, frozenset(("general category", "rural")))
    rules = (SPECIAL_RURAL, "a general-category applicant in a rural area")
    assert under_rules(case, rules).kinds == kinds


def test_a_city_alone_makes_no_case_special() -> None:
    assert not Case(None, None, frozenset(("urban",))).special
    assert Case(None, None, frozenset(("special category",))).special
    assert Case(None, "hill state").special
