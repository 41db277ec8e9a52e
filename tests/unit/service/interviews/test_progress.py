"""Interviews step by step: what is asked, what an answer changes, what is not asked again."""

from datetime import date

import pytest

from ingest.errors import BadRequestError
from service.eligibility.values import DOES_NOT_KNOW, Verdict
from service.interviews.asking import ask_about
from service.interviews.records import Entry, Kind
from service.interviews.reply import progress_record
from service.interviews.standing import answer_entry, reading_of, standing, text_entry
from service.interviews.summary import summary


def test_the_first_question_of_all_is_who_applies_with_what_it_settles(stands) -> None:
    ask = stands().ask
    assert ask.fact == "applicant_type"
    assert ask.settles > 40
    assert ask.why.startswith("Likely to settle")
    assert len(ask.schemes) > 40
    assert {option.group for option in ask.options} >= {"Several units together", "One unit or one person"}


def test_an_answer_tells_which_verdicts_it_changed(stands, rules) -> None:
    found = stands(answer_entry("applicant_type", "spv", rules))
    assert found.moved
    assert {moved.before for moved in found.moved} == {Verdict.NEED_FACT}
    assert {moved.assessment.verdict for moved in found.moved} == {Verdict.NOT_ELIGIBLE}


def test_what_is_not_known_is_never_asked_again(stands, rules) -> None:
    first = stands().ask.fact
    second = stands(answer_entry(first, "does_not_know", rules))
    assert second.standing.profile.values[first] is DOES_NOT_KNOW
    assert second.ask.fact != first


def test_what_is_skipped_is_left_out_until_it_is_told(stands, rules) -> None:
    found = stands(Entry(Kind.SKIP, "applicant_type", None))
    assert found.ask.fact != "applicant_type"
    assert found.standing.skipped == ("applicant_type",)
    again = stands(Entry(Kind.SKIP, "applicant_type", None), answer_entry("applicant_type", "spv", rules))
    assert again.standing.skipped == ()


def test_every_question_of_a_whole_interview_is_asked_once(stands, rules) -> None:
    entries, asked = [], []
    while (ask := stands(*entries).ask) is not None:
        asked.append(ask.fact)
        assert len(asked) < 140
        entries.append(answer_entry(ask.fact, "does_not_know", rules))
    assert len(asked) == len(set(asked))


def test_a_name_of_two_states_is_the_first_question_with_just_these(stands, rules) -> None:
    ask = stands(text_entry("foundry SPV in Aurangabad", rules)).ask
    assert ask.fact == "state"
    assert [option.value for option in ask.options] == ["Bihar", "Maharashtra"]
    assert "Aurangabad" in ask.why
    done = stands(text_entry("foundry SPV in Aurangabad", rules), answer_entry("state", "Maharashtra", rules))
    assert done.assessments[0].facts.values["district"] == "Chhatrapati Sambhajinagar"
    assert done.ask.fact not in ("state", "district")


def test_an_answer_stands_before_what_was_read_and_removal_takes_both(stands, rules) -> None:
    text, fixed = (
        text_entry("SPV of 25 units, 8 crore CFC", rules),
        answer_entry("project_cost_inr", "9 crore", rules),
    )
    told = stands(text, fixed).standing.told["project_cost_inr"]
    assert (told.value, told.words) == (90_000_000, None)
    gone = stands(text, fixed, Entry(Kind.REMOVE, "project_cost_inr", None)).standing.told
    assert "project_cost_inr" not in gone
    assert "spv_members" in gone


def test_more_words_add_to_what_was_told(stands, rules) -> None:
    found = stands(text_entry("SPV of 25 foundries", rules), text_entry("in Rajkot, cost 8 crore", rules))
    assert {"spv_members", "district", "project_cost_inr"} <= set(found.standing.told)
    assert len(found.standing.texts) == 2
    assert {read.fact for read in reading_of(found.standing).facts} == set(found.standing.told)


def test_a_value_that_the_vocabulary_no_longer_has_is_named_and_left_out(rules) -> None:
    entries = [Entry(Kind.ANSWER, "applicant_type", "guild"), Entry(Kind.ANSWER, "state", "Assam")]
    found = standing(entries, rules)
    assert found.misfits == ("applicant_type",)
    assert set(found.told) == {"state"}


@pytest.mark.parametrize(
    ("fact", "value", "says"),
    [
        ("stat", "Assam", "Did you mean"),
        ("state", "Asam", 'Did you mean "Assam"'),
        ("project_cost_inr", "much", "number"),
        ("project_cost_inr", None, "no answer"),
        ("mp_priority", True, "computed"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_with_what_would_do(fact, value, says, rules) -> None:
    with pytest.raises(BadRequestError, match=says):
        answer_entry(fact, value, rules)


def test_a_fact_can_be_asked_for_at_any_time_with_what_is_known(stands, rules) -> None:
    found = stands(text_entry("SPV of 25 foundries in Rajkot", rules))
    ask = ask_about("spv_members", found.assessments, found.standing, rules)
    assert (ask.kind, ask.known) == ("number", 25)
    with pytest.raises(BadRequestError, match="no such fact"):
        ask_about("members", found.assessments, found.standing, rules)


def test_of_a_fact_known_in_part_only_what_is_left_is_offered(stands, rules) -> None:
    found = stands(text_entry("a small foundry with Udyam", rules))
    ask = ask_about("applicant_type", found.assessments, found.standing, rules)
    assert {"company", "individual"} <= {option.value for option in ask.options}
    assert "industry_association" not in {option.value for option in ask.options}


def test_an_interview_of_another_day_is_decided_for_that_day(stands, rules) -> None:
    facts = [answer_entry("applicant_type", "spv", rules)]
    then = stands(*facts, schemes=("mse-cdp-2010",), as_of=date(2012, 5, 1))
    now = stands(*facts, schemes=("mse-cdp-2010",))
    assert {a.verdict for a in now.assessments} == {Verdict.CLOSED}
    assert Verdict.CLOSED not in {a.verdict for a in then.assessments}


def test_a_summary_holds_verdicts_warnings_and_sources_and_no_code(stands, rules) -> None:
    text = (
        "SPV of 25 foundries in Kolhapur, Section 8 company, existing cluster, 12 crore CFC, micro and small, "
        "State has recommended it"
    )
    found = stands(text_entry(text, rules))
    said = summary(found, rules)
    assert "MSE-CDP (2022 guidelines): Common Facility Centre" in said
    assert "Attention: Its printed period ended" in said
    assert "7.2 crore" in said
    assert "https://" in said
    assert "not a sanction" in said
    assert found.interview.code not in said


def test_the_record_of_an_interview_lists_what_people_want_to_see_first(stands, rules) -> None:
    record = progress_record(stands(text_entry("SPV of 25 foundries in Kolhapur", rules)))
    order = [row["verdict"] for row in record["verdicts"]]
    assert order.index("need_fact") < order.index("not_eligible")
    assert sum(record["counts"].values()) == len(order)
    assert record["question"]["fact"]


def test_what_the_money_is_for_is_asked_once_few_schemes_are_left(stands, rules) -> None:
    first = text_entry("SPV of 25 handloom weavers' groups in Barpeta, Assam, Section 8 company", rules)
    ask = stands(first).ask
    assert ask.fact == "project_component"
    assert "common facility centre" in {option.value for option in ask.options}
    told = [first, answer_entry("project_component", "common facility centre", rules)]
    asked = []
    while (ask := stands(*told).ask) is not None:
        asked.append(ask.fact)
        told.append(answer_entry(ask.fact, "does_not_know", rules))
    assert "cluster_is_existing" in asked
    assert not {"spcb_recommendation", "land_acres", "project_component"} & set(asked)


def test_a_scheme_for_another_trade_is_no_reason_to_question_somebody(stands, rules) -> None:
    facts = {"applicant_type": "shg", "sector": ["food_processing"], "project_component": "machinery"}
    told = [answer_entry(fact, value, rules) for fact, value in facts.items()]
    asked = []
    while (ask := stands(*told).ask) is not None:
        asked.append(ask.fact)
        told.append(answer_entry(ask.fact, "does_not_know", rules))
    assert "coir_training_done" not in asked
    assert asked.index("prior_scheme") < asked.index("first_loan_repaid")


def test_once_verdicts_are_settled_what_decides_the_sums_is_asked(stands, rules) -> None:
    text = (
        "SPV of 25 foundries in Kolhapur, Section 8 company, existing cluster, CFC, micro and small members, State has "
        "recommended it, zone B"
    )
    found = stands(
        text_entry(text, rules),
        answer_entry("project_cost_inr", {"from": 60_000_000, "to": 90_000_000}, rules),
    )
    assert found.ask.fact == "project_cost_inr"
    assert found.ask.why.startswith(
        "It decides no verdict any more, but the sum of MSE-CDP (2022 guidelines)"
    )
