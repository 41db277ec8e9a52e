"""What is open and meant for the caller's purpose stands first; what is announced is not called closed."""

from datetime import date

from service.eligibility.assess import assess, assess_text
from service.eligibility.ranking import Standing, announced, ranked, set_aside
from service.eligibility.rules import RuleBook
from service.eligibility.values import Verdict
from service.exports.assessment import counted
from service.http.assess_wizard import tallies


def standing(
    verdict: Verdict, awaited: bool = False, another: bool = False, missing: int = 0, worth: int = 0
) -> tuple[int, int, int]:
    return Standing(verdict, awaited, another, missing, worth).place


def test_the_order_of_verdicts() -> None:
    in_order = [
        standing(Verdict.ELIGIBLE),
        standing(Verdict.CHECK),
        standing(Verdict.NEED_FACT, missing=1),
        standing(Verdict.NEED_FACT, missing=4),
        standing(Verdict.ELIGIBLE, another=True),
        standing(Verdict.NEED_FACT, another=True),
        standing(Verdict.CLOSED, awaited=True),
        standing(Verdict.CLOSED),
        standing(Verdict.NOT_ELIGIBLE),
    ]
    assert in_order == sorted(in_order)
    assert len(set(in_order)) == len(in_order)


def test_among_equals_the_larger_sum_stands_first_and_a_closed_sum_counts_for_nothing() -> None:
    assert standing(Verdict.ELIGIBLE, worth=9) < standing(Verdict.ELIGIBLE, worth=3)
    assert standing(Verdict.CLOSED, worth=9) == standing(Verdict.CLOSED, worth=3)


def test_what_is_announced_or_has_not_begun_is_awaited(rules: RuleBook, today: date) -> None:
    found = {(a.scheme.id, a.component.id): a for a in assess({}, rules, today)}
    assert announced(found["sme-growth-fund", "main"])
    assert not announced(found["eclgs", "gecl"])
    early = {a.scheme.id: a for a in assess({}, rules, date(2020, 1, 1), ["bhavya"])}
    assert announced(early["bhavya"])


def test_a_caller_who_wants_a_centre_reads_of_centres_first(rules: RuleBook, today: date) -> None:
    text = "We are 25 machine-tool and casting units in Rajkot, Section 8 company, 8 crore CFC"
    _, found = assess_text(text, rules, today)
    names = [(a.scheme.id, a.component.id) for a in ranked(found)]
    assert names.index(("mse-cdp-2022", "cfc")) < names.index(("mse-cdp-2022", "id_new"))


def test_what_pays_for_another_purpose_is_not_counted_with_what_fits(rules: RuleBook, today: date) -> None:
    text = "brass cluster in Moradabad, SPV of 25 members, want a CFC of 8 crore"
    _, found = assess_text(text, rules, today)
    aside = {(a.scheme.id, a.component.id) for a in found if set_aside(a)}
    assert ("mse-cdp-2022", "id_new") in aside
    assert ("mse-cdp-2022", "cfc") not in aside
    said = counted(found)
    assert f"{len(aside)} pay for another purpose than the one named" in said
    assert "meet every condition" not in said
    tally = {entry.name: entry.count for entry in tallies(found)}
    assert tally["pay for another purpose than yours"] == len(aside)
    assert sum(tally.values()) == len(found)
