"""A question and the statements that would answer it must speak of the same thing."""

import pytest

from service.answers.agreement import astray, beside_the_point, demanded, foreign, lacking
from service.answers.question import Question, understand
from tests.unit.service.answers.plain import Plain


def asked(text: str) -> Question:
    return understand(text, [], Plain())


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many looms are in Kancheepuram?", "The cluster has 60,000 weavers."),
        ("What is the last date for the card?", "The card gives a discount of 20%."),
        ("Who is the director in charge?", "The scheme pays 70% of the cost."),
    ],
)
def test_a_text_about_another_thing_lacks_what_is_asked(question: str, text: str) -> None:
    assert lacking(asked(question), text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many looms are needed?", "There should be 500 handlooms in one place."),
        ("How many people work there?", "It gave 600,000 jobs in 2023."),
        ("Is the scheme accepting applications today?", "The selection is finished."),
    ],
)
def test_a_text_that_counts_the_same_by_another_name_lacks_nothing(question: str, text: str) -> None:
    assert not lacking(asked(question), text)


def test_a_place_that_the_text_does_not_name_is_foreign() -> None:
    question = asked("How many lock makers work in Aligarh?")
    assert foreign(question, "Brass parts are made in Jamnagar.", {"aligarh", "jamnagar"})
    assert not foreign(question, "Aligarh has many lock makers.", {"aligarh", "jamnagar"})


def test_the_callers_own_town_is_not_foreign() -> None:
    assert not foreign(asked("What do we in Aligarh get?"), "A cluster gets 70%.", {"aligarh"})


@pytest.mark.parametrize(
    ("text", "holds", "lacks"),
    [
        (
            "What share of the exports comes from Surat?",
            "It has 15 per cent of the exports.",
            "It exports 3 million kg.",
        ),
        ("How much did the firm charge?", "It charged Rs 4 lakh.", "The firm drew up the road map."),
        ("How many mills are there?", "There are 31 mills.", "There are mills."),
        ("Which country came first?", "The first was in Morocco.", "The first was large."),
    ],
)
def test_a_question_that_leaves_no_doubt_demands_its_kind_of_figure(
    text: str, holds: str, lacks: str
) -> None:
    must = demanded(asked(text))
    assert must is not None
    assert must(holds.casefold())
    assert not must(lacks.casefold())


def test_a_question_of_another_kind_demands_no_figure() -> None:
    assert demanded(asked("Why do firms work together?")) is None


def test_what_is_paid_for_building_tells_nothing_of_running_costs() -> None:
    must = demanded(asked("Who pays the operating cost of the centre?"))
    assert must is not None
    assert not must("The centre gets a grant of 70% of the project cost.")
    assert not must("A society or co-operative runs the centre.")
    assert must("The State is not liable for the operation of a centre.")


def test_rules_of_a_scheme_hold_in_a_town_that_they_do_not_name() -> None:
    text = "A cluster gets 70% of the cost."
    assert not astray(asked("Which grant is there in Surat?"), text, "", {"surat"}, rules=True)
    assert astray(asked("What did the plant in Surat look like?"), text, "", {"surat"}, rules=True)


def test_another_country_is_not_met_with_the_rules_of_india() -> None:
    text = "A cluster gets 70% of the cost."
    assert astray(asked("What grant does a cluster get in Nepal?"), text, "MSE-CDP", (), rules=True)
    assert not astray(asked("What grant is paid in Nepal?"), "Nepal pays half.", "", (), rules=False)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many powerlooms of Surat belong to women?", "Surat had 470,496 powerlooms."),
        ("How much interest is paid on a Shishu loan?", "The loan is at most Rs 50,000."),
        ("What share does Madhya Pradesh pay for it?", "The grant is 70% of the cost."),
    ],
)
def test_another_figure_of_what_is_named_is_beside_the_point(question: str, text: str) -> None:
    assert beside_the_point(asked(question), text, rules=False)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many powerlooms of Surat belong to women?", "Women own 1,200 of the powerlooms."),
        ("What share does Madhya Pradesh pay for it?", "Madhya Pradesh adds 10% of the cost."),
        ("How much does the Government pay?", "The grant is 70% of the cost."),
        ("Who wrote of women in lace making?", "Mies studied the lace makers of Narsapur."),
    ],
)
def test_the_figure_that_is_asked_for_is_to_the_point(question: str, text: str) -> None:
    assert not beside_the_point(asked(question), text, rules=False)


def test_a_grant_for_all_holds_for_women_too() -> None:
    question = asked("How much grant do women get under the scheme?")
    assert not beside_the_point(question, "A unit gets 60% of the cost.", rules=True)


@pytest.mark.parametrize(
    ("text", "told"),
    [("It makes 3 million kg a day, INR 3,000 crore a year.", False), ("Gold: Rs. 90,000", True)],
)
def test_a_price_is_no_turnover(text: str, told: bool) -> None:
    question = asked("What is the price of a kilo of yarn?")
    assert astray(question, text, "", (), False) is not told


def test_a_date_in_a_year_that_the_text_does_not_know_is_not_told() -> None:
    question = asked("On which date in 2027 does the next call open?")
    assert astray(question, "The window closed in July 2025.", "", (), True)


def test_another_body_is_not_the_person_who_is_asked_for() -> None:
    question = asked("Who is the present minister of small firms?")
    assert astray(question, "For more, visit the site of the ministry.", "", (), False)
    assert not astray(question, "The minister, A. Rao, opened it.", "", (), False)
