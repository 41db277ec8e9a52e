"""Follow-ups become questions that can stand alone."""

import pytest

from service.answers.talk import Named, last_that_asks, leans, resolved

SCHEMES, PLACES = {"pmegp", "mudra", "sfurti"}, {"tirupur", "moradabad", "assam", "kerala"}


def names(text: str) -> Named:
    said = set(text.casefold().replace("?", " ").split())
    return Named(frozenset(said & SCHEMES), frozenset(said & PLACES))


@pytest.mark.parametrize(
    ("turns", "meant"),
    [
        (["exports of Tirupur?", "and Moradabad?"], "exports Moradabad?"),
        (["how much does SFURTI give in Kerala?", "and in Assam?"], "how much does SFURTI give in Assam?"),
        (["how big is the first loan?", "and the second one?"], "how big is the second loan?"),
        (["PMEGP subsidy in a rural area", "and urban?"], "PMEGP subsidy in a urban area"),
        (["grant for 6 crore", "and above 10 crore?"], "grant for above 10 crore?"),
        (
            ["is MUDRA open?", "and PMEGP?", "how much does it give?"],
            "is open? PMEGP? how much does it give?",
        ),
        (["how many firms closed in Tirupur?", "why?"], "how many firms closed in Tirupur? why?"),
    ],
)
def test_a_talk_becomes_one_question(turns: list[str], meant: str) -> None:
    assert " ".join(resolved(turns, names).split()) == meant


def test_a_turn_that_stands_alone_ends_what_was_before() -> None:
    talk = ["how many firms closed in Tirupur in the year of the court order?", "is SFURTI open"]
    assert resolved(talk, names) == "is SFURTI open"


def test_a_short_turn_that_only_names_something_leans() -> None:
    assert leans("and Moradabad?", frozenset({"moradabad"}))
    assert leans("PMEGP", frozenset({"pmegp"}))
    assert not leans("tirupur exports", frozenset({"tirupur"}))


def test_what_is_asked_is_taken_from_the_last_turn_that_asks() -> None:
    assert last_that_asks(["how much is it?", "and Kerala?"]) == "how much is it?"
    assert last_that_asks([]) == ""
