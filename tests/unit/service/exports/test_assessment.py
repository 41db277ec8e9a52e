"""The report tells all that an assessment holds, each figure with its source, and nothing that it does not."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from service.eligibility import rules as rule_files
from service.eligibility.assess import as_profile, assess, assess_text
from service.eligibility.explain import explain
from service.eligibility.rules import RuleBook
from service.exports.assessment import DECISION_SUPPORT, report
from service.exports.records import Listing, Paragraph, Report, Section, Statement, Table, Tone
from service.exports.understood import fact_label

TODAY = date(2026, 11, 22)
WORDS = "We are 25 machine-tool and casting units in Rajkot, Section 8 company, 8 crore CFC"


@pytest.fixture(scope="module")
def rules(repository: Path) -> RuleBook:
    return rule_files.load(repository / "corpus")


@pytest.fixture(scope="module")
def told(rules: RuleBook) -> Report:
    reading, found = assess_text(WORDS, rules, TODAY)
    return report(found, [explain(one, rules) for one in found], rules, reading.profile, TODAY, reading)


def from_facts(rules: RuleBook, schemes: list[str], **facts: object) -> Report:
    profile = as_profile(facts, rules)
    found = assess(profile, rules, TODAY, schemes)
    return report(found, [explain(one, rules) for one in found], rules, profile, TODAY)


def statements(made: Report) -> Iterator[Statement]:
    yield from made.notices
    for section in made.sections:
        yield from in_section(section)


def in_section(section: Section) -> Iterator[Statement]:
    for block in section.blocks:
        if isinstance(block, Paragraph):
            yield block.said
        elif isinstance(block, Listing):
            yield from block.items
        else:
            yield from (cell for row in block.rows for cell in row)


def text(made: Report) -> str:
    return "\n".join(statement.text for statement in statements(made))


def section(made: Report, heading: str) -> Section:
    return next(each for each in made.sections if each.heading.startswith(heading))


def test_on_top_stands_what_it_is_not_and_every_warning_once(told: Report) -> None:
    assert told.notices[0].text == DECISION_SUPPORT
    warnings = [notice.text for notice in told.notices[1:]]
    assert any(each.startswith("MSE-CDP (2022 guidelines): Its printed period ended") for each in warnings)
    assert len(warnings) == len(set(warnings))


def test_day_and_determination_stand_at_the_head(told: Report, rules: RuleBook) -> None:
    about = dict(told.about)
    assert about["Decided for"] == "22 November 2026"
    stamp = assess_text(WORDS, rules, TODAY)[1][0].determination
    assert about["Determination"].startswith(stamp)


def test_what_was_understood_stands_with_the_words_it_came_from(told: Report) -> None:
    rows = [
        row
        for block in section(told, "What was understood").blocks
        if isinstance(block, Table)
        for row in block.rows
    ]
    cells = [tuple(cell.text for cell in row) for row in rows]
    assert ("District", "Rajkot", "“Rajkot”") in cells
    assert ("Project cost", "₹8 crore", "“8 crore CFC”") in cells


def test_every_source_number_leads_to_a_reference_and_each_reference_is_cited(told: Report) -> None:
    cited = {number for statement in statements(told) for number in statement.sources}
    assert cited == {reference.number for reference in told.references}
    assert [reference.number for reference in told.references] == list(range(1, len(told.references) + 1))


def test_the_working_conditions_and_next_steps_of_what_is_open_are_told(rules: RuleBook) -> None:
    made = from_facts(
        rules,
        ["mse-cdp-2022"],
        project_cost_inr=110_000_000,
        applicant_type="spv",
        state="Gujarat",
        district="Rajkot",
    )
    lines = text(made)
    for expected in ("Project cost", "11,00,00,000", "Who acts next:", "State's part, 20%"):
        assert expected in lines, expected
    headings = {each.heading for each in made.sections}
    assert {"The amount", "Conditions", "Facts that are missing", "What comes next"} <= headings


def test_every_verdict_group_of_a_whole_run_is_told(told: Report) -> None:
    headings = [each.heading for each in told.sections if each.level == 1]
    assert headings[0] == "The result at a glance"
    for heading in ("Announced, not open yet", "Closed", "Does not qualify as told"):
        assert heading in headings


def test_an_announced_scheme_does_not_stand_among_the_closed(told: Report) -> None:
    assert not [s for s in in_section(section(told, "Closed")) if s.text.startswith("announced")]
    assert [s for s in in_section(section(told, "Announced")) if s.text.startswith("announced, not open yet")]


def test_a_refusal_and_a_closed_scheme_promise_no_sum(rules: RuleBook) -> None:
    made = from_facts(rules, ["ap-apcdp", "clcss"], state="Goa", project_cost_inr=60_000_000)
    glance = section(made, "The result at a glance")
    rows = [row for block in glance.blocks if isinstance(block, Table) for row in block.rows]
    assert rows
    assert {row[2].text for row in rows} == {"none"}
    assert "The amount" not in {each.heading for each in made.sections}


def test_few_refusals_are_told_in_full_with_what_would_change_them(rules: RuleBook) -> None:
    made = from_facts(rules, ["mse-cdp-2022"], project_cost_inr=40_000_000, applicant_type="spv")
    changes = section(made, "What would change it")
    assert any("project cost: at least ₹5 crore" in each.text for each in in_section(changes))


def test_a_contradiction_is_shown_as_a_warning(rules: RuleBook) -> None:
    made = from_facts(rules, ["mse-cdp-2022"], state="Assam", area_categories=["none"])
    blocks = section(made, "What was understood").blocks
    assert [b for b in blocks if isinstance(b, Paragraph) and b.tone is Tone.WARNING]


def test_schemes_are_called_by_their_titles(told: Report) -> None:
    assert "replaced by MSE-CDP (2022 guidelines)" in text(told)
    assert "mse-cdp-2022" not in text(told)


def test_nothing_looked_at_still_makes_a_paper(rules: RuleBook) -> None:
    made = report([], [], rules, as_profile({}, rules), TODAY)
    assert "Nothing was looked at." in text(made)


def test_what_serves_the_purpose_stands_before_what_does_not(told: Report) -> None:
    (table,) = [block for block in section(told, "The result").blocks if isinstance(block, Table)]
    names = [row[0].text for row in table.rows]
    centre, estate = (
        next(n for n, name in enumerate(names) if word in name) for word in ("(CFC)", "New industrial")
    )
    assert centre < estate
    assert table.rows[estate][1].text.endswith("(for another purpose than yours)")
    assert "cluster is existing, state recommendation, member units class" in table.rows[centre][3].text


@pytest.mark.parametrize(
    ("fact", "label"),
    [
        ("project_cost_inr", "Project cost"),
        ("spv_members", "SPV members"),
        ("spcb_recommendation", "SPCB recommendation"),
    ],
)
def test_facts_are_called_by_names_for_people(fact: str, label: str) -> None:
    assert fact_label(fact) == label
