"""Filters combine, counts say what a choice would leave, orders put the unknown last."""

from collections.abc import Iterator

import pytest

from service.browse.clusters import RULE_SECTORS, cluster_rows, find_clusters
from service.browse.facets import Listing, Wanted
from service.browse.schemes import find_schemes, scheme_rows
from service.browse.themes import HELP_NAMES, OTHER_HELP
from service.browse.works import find_works


@pytest.fixture
def lists(book, today):
    """Each list as a function of what is wanted."""
    return {
        "schemes": lambda wanted: find_schemes(book, wanted, today),
        "clusters": lambda wanted: find_clusters(book, wanted),
        "works": lambda wanted: find_works(book, wanted),
    }


def choices(found: Listing) -> Iterator[tuple[str, str, int]]:
    for select in found.selects:
        yield from ((select.name, choice.value, choice.count) for choice in select.choices)


@pytest.mark.parametrize("name", ["schemes", "clusters", "works"])
def test_every_count_is_the_number_of_rows_that_the_choice_leaves(lists, name) -> None:
    ask = lists[name]
    for facet, value, count in choices(ask(Wanted())):
        assert len(ask(Wanted(filters=((facet, value),))).rows) == count > 0


@pytest.mark.parametrize("name", ["schemes", "clusters", "works"])
def test_counts_hold_for_two_filters_together(lists, name) -> None:
    ask = lists[name]
    first, value, _ = max(choices(ask(Wanted())), key=lambda each: each[2])
    for facet, other, count in choices(ask(Wanted(filters=((first, value),)))):
        if facet != first:
            both = ask(Wanted(filters=((first, value), (facet, other))))
            assert len(both.rows) == count


def test_words_status_and_sector_narrow_together(lists) -> None:
    found = lists["schemes"](Wanted("handloom", filters=(("status", "unknown"), ("sector", "handloom"))))
    assert found.rows
    assert all(row.standing.group == "unknown" and "handloom" in row.sectors for row in found.rows)
    assert all("handloom" in row.words.casefold() for row in found.rows)


def test_a_filter_that_names_nothing_known_leaves_nothing_and_is_shown_as_chosen(lists) -> None:
    found = lists["clusters"](Wanted(filters=(("state", "Atlantis"),)))
    assert found.rows == ()
    assert [c.count for s in found.selects for c in s.choices if c.value == "Atlantis" and c.chosen] == [0]


def test_the_highest_ceiling_comes_first_and_those_without_one_last(lists) -> None:
    rows = lists["schemes"](Wanted(sort="ceiling")).rows
    known = [row.ceiling_inr for row in rows if row.ceiling_inr]
    assert known == sorted(known, reverse=True)
    assert all(row.ceiling_inr is None for row in rows[len(known) :])
    assert rows[0].id == "pm-mitra"


@pytest.mark.parametrize(("name", "sort", "field"), [
    ("schemes", "year", "year"), ("works", "year", "year"),
    ("clusters", "firms", "firms_count"), ("clusters", "turnover", "turnover_crore"),
])  # fmt: skip
def test_sorting_by_a_figure_goes_down_and_ends_with_the_unknown(lists, name, sort, field) -> None:
    values = [getattr(row, field) for row in lists[name](Wanted(sort=sort)).rows]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=True)
    assert values[len(known) :] == [None] * (len(values) - len(known))


def test_an_unknown_order_is_the_usual_one(lists) -> None:
    assert lists["works"](Wanted(sort="nonsense")).rows == lists["works"](Wanted()).rows


def test_nearly_every_scheme_has_a_kind_of_help_told_by_its_words(book, today) -> None:
    rows = scheme_rows(book, today)
    assert all(set(row.kinds) <= set(HELP_NAMES) and row.kinds for row in rows)
    assert sum(row.kinds == (OTHER_HELP,) for row in rows) <= 5


def test_turnover_in_another_currency_is_not_compared(book) -> None:
    rows = {row.id: row for row in cluster_rows(book)}
    assert rows["morbi-ceramics"].turnover_crore == 10_000
    assert rows["silicon-valley"].turnover_crore is None


def test_looms_and_people_are_not_counted_as_enterprises(book) -> None:
    rows = {row.id: row for row in cluster_rows(book)}
    assert rows["surat-textile"].firms_count is None
    assert rows["kanpur-leather"].firms_count == 1600


def test_sectors_of_clusters_are_known_to_the_rules(book) -> None:
    assert set(RULE_SECTORS.values()) <= set(book.rules.words.spec("sector").allowed)
    assert set(RULE_SECTORS) <= {held.record.sector for held in book.clusters.values()}
