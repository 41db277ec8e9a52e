"""What an adviser may do, and that a quote never changes."""

import pytest

from ingest.errors import BadRequestError
from service.briefs import edit
from service.briefs.records import Side, Strength


def first(brief, side):
    return brief.of(side)[0]


def test_order_changes_within_a_side(brief) -> None:
    one, two = brief.of(Side.CONTEXT)[:2]
    made = edit.move(two.id, edit.Move.UP)(brief)
    assert [item.id for item in made.of(Side.CONTEXT)[:2]] == [two.id, one.id]
    assert edit.move(two.id, edit.Move.UP)(made) == made, "at the top nothing happens"


def test_what_the_adviser_decides_is_said_to_be_theirs(brief) -> None:
    item = first(brief, Side.CONTEXT)
    made = edit.judge(item.id, Side.OPPOSES, Strength.OPINION, " See the annex. ")(brief)
    judged = edit.found(made, item.id)
    assert (judged.side, judged.strength, judged.note) == (Side.OPPOSES, Strength.OPINION, "See the annex.")
    assert judged.side_because == edit.BY_ADVISER
    assert judged.quote == item.quote


def test_a_reason_stays_where_nothing_was_decided_otherwise(brief) -> None:
    item = first(brief, Side.SUPPORTS)
    made = edit.judge(item.id, item.side, item.strength, "Good.")(brief)
    assert edit.found(made, item.id).side_because == item.side_because


def test_a_dropped_quote_is_not_shown_and_can_be_taken_back(brief) -> None:
    item = first(brief, Side.SUPPORTS)
    made = edit.drop(item.id)(brief)
    assert item.quote not in made.quotes()
    assert edit.drop(item.id, False)(made) == brief


def test_adding_a_quote_twice_adds_it_once(brief) -> None:
    item = first(brief, Side.SUPPORTS)
    dropped = edit.drop(item.id)(brief)
    assert edit.add([item])(dropped) == brief


@pytest.mark.parametrize(
    ("title", "claim", "summary"),
    [("", "c", ""), ("t", "", ""), ("t" * 201, "c", ""), ("t", "c", "s" * 8001)],
)
def test_a_head_that_cannot_be_kept_is_refused(title: str, claim: str, summary: str) -> None:
    with pytest.raises(BadRequestError):
        edit.head(title, claim, summary)


def test_a_quote_that_is_not_there_cannot_be_judged(brief) -> None:
    with pytest.raises(BadRequestError):
        edit.drop(99)(brief)
