import random
from dataclasses import replace

import pytest

from index.text import PREFIX_TOKENS, cut, prefix_of, search_text
from index.tokens import token_counter


@pytest.fixture
def scheme(stored):
    return stored(
        "mse-cdp", "Grants are limited.", title="Cluster Development", publisher="Ministry of MSME", year=2022
    )


def test_a_passage_is_sought_by_where_it_comes_from_and_what_it_says(scheme) -> None:
    passage = replace(scheme.passages[0], headings=("Annex 1", "Grant"), context="Item | Share")
    assert search_text(scheme.document, passage) == (
        "Cluster Development. Ministry of MSME. 2022. Annex 1. Grant. Item | Share\nGrants are limited."
    )


def test_parts_that_are_not_known_leave_no_trace(stored) -> None:
    only = stored("x", "Grants are limited.", title="Guidelines")
    assert search_text(only.document, only.passages[0]) == "Guidelines\nGrants are limited."


def test_publisher_and_outer_headings_give_way_before_title_inner_heading_and_year(scheme) -> None:
    passage = replace(scheme.passages[0], headings=("outer " * 40, "inner heading " * 12))
    prefix = prefix_of(scheme.document, passage)
    assert prefix.startswith("Cluster Development. ")
    assert "inner heading" in prefix
    assert "Ministry" not in prefix


def test_prefix_and_passage_never_exceed_what_the_model_reads(scheme) -> None:
    count, words = token_counter(), ["grant", "MSE-CDP", "crore", "1,00,000", "केंद्र", "clusterization", "|"]
    chance = random.Random(7)
    for length in (1, 50, 120, 150, 200):
        text = " ".join(chance.choices(words, k=length))
        while count(text) > 200:
            text = text[: len(text) * 200 // count(text)]
        long = " ".join(chance.choices(words, k=200))
        document = replace(scheme.document, title=long, publisher=long)
        sought = search_text(document, replace(scheme.passages[0], text=text, headings=(long,), context=long))
        assert count(sought) <= 254
        assert count(sought) - count(text) <= PREFIX_TOKENS + 1
        assert sought.endswith(text)


def test_a_cut_ends_with_a_whole_word() -> None:
    assert cut("clusterization matters", 1) == ""
    assert cut("cluster matters", 1) == "cluster"
    assert cut("cluster matters", 9) == "cluster matters"
    assert cut("", 5) == cut("cluster", 0) == cut("cluster", -3) == ""
