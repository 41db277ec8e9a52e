"""Follow-ups become questions that can stand alone."""

import re

import pytest

from service.answers.naming import Named
from service.answers.talk import defines, last_that_asks, leans, resolved

BABBLE = {"qwzx", "vbnm"}
PARTS = {"kiln", "testing", "workshop"}
SCHEMES, PLACES = {"pmegp", "mudra", "sfurti"}, {"tirupur", "moradabad", "assam", "kerala"}


def names(text: str) -> Named:
    said = set(re.findall(r"\w+", text.casefold()))
    return Named(
        frozenset(said & SCHEMES),
        frozenset(said & PLACES),
        strange=frozenset(said & BABBLE),
        parts=frozenset(said & PARTS if said & SCHEMES else ()),
    )


@pytest.mark.parametrize(
    ("turns", "meant"),
    [
        (["exports of Tirupur?", "and Moradabad?"], "exports of Moradabad?"),
        (["how much does SFURTI give in Kerala?", "and in Assam?"], "how much does SFURTI give in Assam?"),
        (["how big is the first loan?", "and the second one?"], "how big is the second loan?"),
        (["PMEGP subsidy in a rural area", "and urban?"], "PMEGP subsidy in a urban area"),
        (["grant for 6 crore", "and above 10 crore?"], "grant for above 10 crore?"),
        (["SFURTI grant for a kiln", "and for a testing lab?"], "SFURTI grant for a testing lab?"),
        (["SFURTI grant for a kiln", "how much for testing?"], "how much for testing? (SFURTI)"),
        (["SFURTI grant for a kiln", "and for a lab?"], "SFURTI grant for a kiln for a lab?"),
        (["is MUDRA open?", "and PMEGP?", "how much does it give?"], "how much does it give? (PMEGP)"),
        (["how many firms closed in Tirupur?", "why?"], "how many firms closed in Tirupur? why?"),
        (
            ["how much grant for a kiln under SFURTI?", "ok and who can apply?"],
            "who can apply? (kiln SFURTI)",
        ),
        (["what are the exports of Tirupur?", "and workers?"], "workers? (Tirupur)"),
        (
            ["what did the plant in Tirupur cost?", "what about other towns?"],
            "what did the plant in Tirupur cost? other towns?",
        ),
        (["how many looms in Tirupur?", "source?"], "how many looms in Tirupur?"),
        (["how many looms in Tirupur?", "which year is this figure"], "how many looms in Tirupur?"),
        (
            ["is PMEGP open?", "what is the maximum cost?", "for a service unit?"],
            "what is the maximum cost? (PMEGP) for a service unit?",
        ),
        (
            [
                "how much does SFURTI give in Kerala?",
                "how long does it take",
                "documents needed?",
                "last date",
            ],
            "last date (SFURTI Kerala)",
        ),
        (["is PMEGP open?", "who can apply", "how much does it pay"], "how much does it pay (PMEGP)"),
        (["what is PMEGP", "qwzx vbnm", "last date"], "last date (PMEGP)"),
        (["what is PMEGP", "assam how much"], "assam how much (PMEGP)"),
        (["is PMEGP free for women", "no, I meant MUDRA"], "is MUDRA free for women"),
        (["is PMEGP open?", "documents needed", "not meaning MUDRA"], "documents needed (MUDRA)"),
        (["is PMEGP open?", "no, SFURTI"], "is SFURTI open?"),
        (["is PMEGP open?", "sorry, I mean how much does it pay"], "how much does it pay"),
        (
            ["exports of Tirupur?", "what about Moradabad", "difference between the two"],
            "difference between Tirupur and Moradabad?",
        ),
        (["SFURTI vs MUDRA", "documents for the second one"], "documents (MUDRA)"),
        (["PMEGP or SFURTI", "last date of the first"], "last date (PMEGP)"),
        (["which scheme helps weavers of silk", "how much does it give"], "how much does it give"),
        (["what is the capital of France?", "tell me about PMEGP", "last date"], "last date (PMEGP)"),
        (["what is the capital of France?", "PMEGP"], "PMEGP"),
        (["how much grant?", "PMEGP"], "how much grant? PMEGP"),
        (["how much does SFURTI give in Assam?", "who can apply"], "who can apply (SFURTI)"),
        (["how much does SFURTI give in Assam (North East)", "who can apply"], "who can apply (SFURTI)"),
        (["PMEGP subsidy in a village", "city how much"], "PMEGP subsidy in a city"),
        (["I meant PMEGP", "age limit", "training days"], "training days (PMEGP)"),
        (["is PMEGP open?", "MUDRA what difference"], "difference between PMEGP and MUDRA"),
        (["which scheme helps weavers of silk", "the first one, how much"], "the first one, how much"),
    ],
)
def test_a_talk_becomes_one_question(turns: list[str], meant: str) -> None:
    assert " ".join(resolved(turns, names).split()) == meant


def test_a_turn_that_stands_alone_ends_what_was_before() -> None:
    talk = ["how many firms closed in Tirupur in the year of the court order?", "is SFURTI open"]
    assert resolved(talk, names) == "is SFURTI open"


def test_a_short_turn_that_only_names_something_leans() -> None:
    assert leans("and Moradabad?", names("and Moradabad?"))
    assert leans("PMEGP", names("PMEGP"))
    assert not leans("tirupur exports", names("tirupur exports"))


@pytest.mark.parametrize(
    "turn",
    [
        "how many foundries in Timbuktu?",
        "what is the capital of France?",
        "what is a cluster",
        "which schemes are for women?",
        "loan for weavers",
        "is SFURTI open and who runs it?",
    ],
)
def test_a_short_turn_with_a_subject_of_its_own_stands_alone(turn: str) -> None:
    assert not leans(turn, names(turn))


@pytest.mark.parametrize(
    "turn",
    ["what is the maximum project cost?", "minimum members?", "how many weavers?", "for a service unit"],
)
def test_a_turn_without_a_subject_leans(turn: str) -> None:
    assert leans(turn, names(turn))


def test_what_nobody_could_have_meant_does_not_lean() -> None:
    assert not leans("asdf qwer", Named(strange=frozenset({"asdf", "qwer"})))
    assert not leans("and qwer?", Named(strange=frozenset({"qwer"})))


def test_what_is_asked_is_taken_from_the_last_turn_that_asks() -> None:
    assert last_that_asks(["how much is it?", "and Kerala?"]) == "how much is it?"
    assert last_that_asks([]) == ""


@pytest.mark.parametrize("turn", ["what is CFC", "CFC what", "schemes for silk", "tell me about SFURTI"])
def test_what_one_thing_is_stands_alone(turn: str) -> None:
    assert not leans(turn, names(turn))


def test_a_thing_defined_as_typed_stands_alone_whatever_its_translation_says() -> None:
    assert defines("cluster kya hota hai")
    assert defines("क्लस्टर क्या होता है")
    assert not defines("last date kya hai")
