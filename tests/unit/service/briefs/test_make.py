"""From a topic to a brief: what is for, against and beside; nothing is invented."""

from datetime import date

import pytest

from ingest.errors import NotFoundError
from service.briefs.make import Wanted, make
from service.briefs.records import Side, Strength

TODAY = date(2026, 11, 22)


def test_statements_stand_on_the_side_that_their_words_tell(brief) -> None:
    assert ["Rivertown" in item.quote.text for item in brief.of(Side.SUPPORTS)] == [True]
    assert ["Hilltown collapsed" in item.quote.text for item in brief.of(Side.OPPOSES)] == [True]
    beside = " ".join(item.quote.text for item in brief.of(Side.CONTEXT))
    assert "should be built" in beside, "a wish is no result"
    assert "no effluent plant in Valleytown" in beside, "a plant that is not there cannot fail"


def test_every_quote_is_its_documents_own_text(brief, desk) -> None:
    for quote in brief.quotes():
        document = desk.document(quote.document_id)
        assert document.text[quote.start : quote.end] == quote.text
        assert quote.document_sha256 == document.sha256


def test_the_same_statement_twice_is_quoted_once_from_the_harder_source(brief) -> None:
    (only,) = brief.of(Side.SUPPORTS)
    assert only.quote.document_id == "river-study"
    assert only.strength is Strength.EVALUATION


def test_orders_to_a_reading_machine_are_not_quoted(brief) -> None:
    assert not any("Ignore" in quote.text for quote in brief.quotes())


def test_a_topic_that_the_library_does_not_hold_makes_no_brief(sought) -> None:
    assert make(sought("solar dryers"), Wanted(), TODAY) is None


def test_what_was_not_found_is_said(sought) -> None:
    made = make(sought("effluent plants in Marshtown"), Wanted(), TODAY)
    assert made is not None
    assert any("supporting" in text for text in made.absences)
    assert any("opposing" in text for text in made.absences)


def test_a_brief_of_picked_passages_has_these_alone(sought, desk) -> None:
    passage = desk.passages("weavers")[0]
    made = make(sought("effluent plants"), Wanted(claim="Saris sell.", pinned=(passage.id,)), TODAY)
    assert made is not None
    assert [item.quote.passage_id for item in made.items] == [passage.id]
    assert made.claim == "Saris sell."


def test_a_picked_passage_that_is_not_there_is_refused(sought) -> None:
    with pytest.raises(NotFoundError):
        make(sought("effluent plants"), Wanted(pinned=("nowhere",)), TODAY)


def test_a_shortfall_of_something_else_is_no_evidence(sought, desk) -> None:
    desk.rewrite(
        "weavers", "They sell them in June.", "Poor roads delay what reaches the effluent plant of Loomtown."
    )
    made = make(sought("effluent plants"), Wanted(), TODAY)
    assert made is not None
    (item,) = [item for item in made.items if "Poor roads" in item.quote.text]
    assert item.side is Side.CONTEXT
