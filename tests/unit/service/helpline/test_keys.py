"""The keys of the interview: each question takes what an operator would type."""

import pytest

from ingest.errors import BadRequestError
from service.helpline.keys import Key, Move, chosen, read_key, single
from service.interviews.records import Ask, Option


def ask(kind: str, *labels: str) -> Ask:
    options = tuple(Option(label.lower().replace(" ", "_"), label) for label in labels)
    return Ask("fact", "Which?", kind, options, None, None, "", (), 0, None)


CHOICE = ask("one_of", "Cooperative society", "Self-help group", "Section 8 company", "Society")
SEVERAL = ask("any_of", "Textiles", "Food", "Brass", "None")
MONEY = ask("money")
STATES = ask("state", *(f"State {n}" for n in range(1, 37)))


@pytest.mark.parametrize(
    ("question", "typed", "key"),
    [
        (CHOICE, "2", Key(Move.ANSWER, ("self-help_group",))),
        (CHOICE, " self ", Key(Move.ANSWER, ("self-help_group",))),
        (CHOICE, "society", Key(Move.ANSWER, ("society",))),
        (CHOICE, "sectoin 8 company", Key(Move.ANSWER, ("section_8_company",))),
        (CHOICE, "0", Key(Move.UNKNOWN)),
        (CHOICE, "?", Key(Move.UNKNOWN)),
        (CHOICE, "-", Key(Move.BACK)),
        (SEVERAL, "1 3", Key(Move.ANSWER, ("textiles", "brass"))),
        (SEVERAL, "food, brass", Key(Move.ANSWER, ("food", "brass"))),
        (SEVERAL, "2,2", Key(Move.ANSWER, ("food",))),
        (MONEY, "12 crore", Key(Move.ANSWER, ("12 crore",))),
        (MONEY, "0", Key(Move.ANSWER, ("0",))),
        (MONEY, "?", Key(Move.UNKNOWN)),
        (STATES, "17", Key(Move.ANSWER, ("state_17",))),
    ],
)
def test_a_key_is_read_for_its_question(question: Ask, typed: str, key: Key) -> None:
    assert read_key(question, typed) == key


@pytest.mark.parametrize(
    ("question", "typed", "said"),
    [
        (CHOICE, "5", "no option 5"),
        (CHOICE, "1 2", "Only one answer"),
        (CHOICE, "s", "fits several"),
        (CHOICE, "bank", "none of the answers"),
        (CHOICE, "  ", "Type a number"),
        (SEVERAL, "1 9", "no option 9"),
    ],
)
def test_what_names_no_answer_is_refused_with_the_way_out(question: Ask, typed: str, said: str) -> None:
    with pytest.raises(BadRequestError, match=said):
        read_key(question, typed)


def test_one_key_is_enough_only_for_one_answer_out_of_nine() -> None:
    assert [single(question) for question in (CHOICE, SEVERAL, MONEY, STATES)] == [True, False, False, False]
    assert [chosen(question) for question in (CHOICE, SEVERAL, MONEY, STATES)] == [True, True, False, True]
