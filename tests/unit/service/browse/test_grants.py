"""The table of amounts is the engine's, and agrees with the amounts that the sheet works out by itself."""

from decimal import Decimal

import pytest

from ingest.sheets import worked
from service.browse import grants
from service.eligibility.amounts import amount
from service.eligibility.records import Facts


@pytest.fixture(scope="module")
def tables(book):
    """Every table with its component of the rules, its component of the sheet, and both ids."""
    made = []
    for name, held in book.schemes.items():
        rules = book.rules.scheme(name).components
        for rule, sheet in zip(rules, held.record.components, strict=True):
            table = grants.worked_table(rule, sheet, book.rules.words)
            if table:
                made.append((f"{name}/{rule.id}", table, rule, sheet))
    return made


def test_there_are_tables_for_most_parts_with_a_ceiling(tables) -> None:
    names = {name for name, *_ in tables}
    assert {"mse-cdp-2022/cfc", "sfurti-2022/regular", "pmegp/new_unit", "sclcss/subsidy"} <= names
    assert len(tables) >= 60


def test_no_amount_exceeds_its_cost_or_the_ceiling(tables) -> None:
    for name, table, rule, _ in tables:
        ceilings = [r.max_grant_inr for r in rule.grant_rules]
        for row in table.rows:
            for cell in row.cells:
                assert cell.grant_inr is not None, (name, row.cost)
                assert 0 < cell.grant_inr <= row.cost_inr, (name, row.cost)
                if all(ceilings):
                    assert cell.grant_inr <= max(c for c in ceilings if c), (name, row.cost)


def test_where_area_and_cost_alone_decide_the_sheet_works_out_the_same(tables) -> None:
    compared = 0
    for name, table, _, sheet in tables:
        if not worked.slabbed(sheet):
            continue
        special = [bool(worked.special_words(sheet)) and number == 0 for number in range(len(table.cases))]
        for row in table.rows:
            for cell, in_special in zip(row.cells, special, strict=True):
                found = worked.worked(sheet, row.cost_inr, in_special)
                assert found is not None
                assert Decimal(cell.grant_inr or 0) == found[1] // 1, (name, row.cost)
                compared += 1
    assert compared > 40


def test_assam_gets_8_4_crore_for_a_cfc_of_12_crore_and_the_plains_7_2(tables) -> None:
    table = next(table for name, table, *_ in tables if name == "mse-cdp-2022/cfc")
    row = next(row for row in table.rows if row.cost_inr == 120_000_000)
    assert [cell.grant_inr for cell in row.cells] == [84_000_000, 72_000_000]
    assert [cell.share for cell in row.cells] == ["70%", "60%"]


def test_a_limit_is_said_where_it_bites_and_only_there(tables) -> None:
    table = next(table for name, table, *_ in tables if name == "mse-cdp-2022/cfc")
    bites = {row.cost_inr: row.cells[0].bites for row in table.rows}
    assert bites[300_000_000] == ()
    assert bites[360_000_000] == ("worked out on Rs 30 crore only",)
    sclcss = next(table for name, table, *_ in tables if name == "sclcss/subsidy")
    assert sclcss.rows[-1].cells[0].bites == ("worked out on Rs 1 crore only",)


def test_each_case_is_a_profile_that_the_engine_judges_without_doubt(book, tables) -> None:
    for name, table, rule, _ in tables:
        rules = [each for each in rule.grant_rules if not each.item]
        cases = dict.fromkeys(grants.others(each) for each in rules)
        for tests, number in zip(cases, range(len(table.cases)), strict=True):
            facts = grants.profile(tests, rules, rule, book.rules.words)
            for row in table.rows:
                known = Facts({**facts.values, rules[0].base: row.cost_inr}, (), (), frozenset())
                found = amount(rule, known)
                assert found is not None
                assert found.low_inr == found.high_inr == row.cells[number].grant_inr, (name, tests)


def test_rows_are_few_and_their_costs_rise(tables) -> None:
    for name, table, *_ in tables:
        costs = [row.cost_inr for row in table.rows]
        assert costs == sorted(set(costs)), name
        assert 1 <= len(costs) <= grants.ROWS, name
