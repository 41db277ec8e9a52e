"""Wishes with more in them: a call at a time, STOP said twice, eligibility for one scheme; through the real doors."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from service.helpline.records import TurnKind
from service.helpline.tables import CALL_BACKS, CASES
from service.interviews.keeping import Keeping
from service.settings import Settings
from service.store import Store
from tests.unit.service.helpline.line.conftest import ASHA
from tests.unit.service.helpline.line.test_small_talk import QUESTION, counted, said, sms, turns, whatsapp

FOLLOWS = "25 Nov, 17:00 to 18:00 (Indian time)"


def due(stage: Any) -> list[str]:
    with stage.line.parts.talking.database.reading() as connection:
        return [f"{one:%d %H:%M}" for one in connection.execute(select(CALL_BACKS.c.due)).scalars()]


@pytest.mark.parametrize("tell", [sms, whatsapp])
def test_a_call_is_promised_at_the_time_that_was_wished(stage: Any, desk: Any, tell: Any) -> None:
    asked = len(desk.calls)
    [reply] = tell(stage, "please call me tomorrow on 98765 00012 after 5 pm")
    assert FOLLOWS in reply, "the 24th is a holiday"
    assert re.search(r"\w{4}-\w{3}", reply)
    assert due(stage) == ["25 12:30"]
    assert [note["text"] for note in turns(stage, TurnKind.NOTE) if "text" in note] == [
        "To be called 25 Nov, 17:00 to 18:00 (Indian time), as the caller wished."
    ]
    assert len(desk.calls) == asked, "it is no question"


def test_a_call_without_a_plain_time_is_promised_for_the_next_working_time(stage: Any) -> None:
    [reply] = sms(stage, "CALL ME on 9876500001")
    assert reply.startswith("Samuh: we will call you by 25 Nov, 11:30. Ref ")


def test_another_time_moves_the_call_that_was_promised(stage: Any) -> None:
    sms(stage, "CALL ME")
    [reply] = sms(stage, "kal 5 baje ke baad call karo")
    assert FOLLOWS in reply
    assert due(stage) == ["25 12:30"], "one call, at the time that was said last"


def test_a_number_that_cannot_be_called_is_said_to_be_none(stage: Any, desk: Any) -> None:
    sms(stage, QUESTION)
    asked = len(desk.calls)
    wrong, again = sms(stage, "call me on 12345")
    assert "no number that can be called" in wrong
    assert "on which number" in again
    assert (len(desk.calls), counted(stage, CALL_BACKS)) == (asked, 0)
    [reply] = sms(stage, "98765 00012, tomorrow after 5 pm")
    assert FOLLOWS in reply


def test_a_wish_to_be_called_is_no_answer_to_the_question_of_a_check(stage: Any) -> None:
    whatsapp(stage, "ELIGIBILITY")
    *replies, still = whatsapp(stage, "call me on 9876500001 tomorrow")
    assert "25 Nov, 09:00 to 18:00" in replies[0]
    assert "stays open" in still


def test_the_hours_that_were_wished_are_told_again_and_stand_in_the_queue(stage: Any) -> None:
    [reply] = sms(stage, "call me between 10 and 12 tomorrow")
    assert "25 Nov, 10:00 to 12:00 (Indian time)" in reply
    [same] = sms(stage, "call me")
    assert "25 Nov, 10:00 to 12:00" in same
    [call] = calls(stage)
    assert (f"{call.opens:%d %H:%M}", f"{call.due:%d %H:%M}") == ("25 04:30", "25 06:30")


def calls(stage: Any) -> list[Any]:
    with stage.line.parts.talking.database.reading() as connection:
        return list(connection.execute(select(CALL_BACKS)))


def test_a_call_wished_in_other_words_is_promised_and_not_taken_for_a_question_alone(stage: Any) -> None:
    [promise] = whatsapp(stage, "call me next week about a pony")
    assert "We will call you by" in promise
    answer, promise = whatsapp(stage, "call me next week, and tell me the grant")
    assert "70% of the project cost" in answer
    assert "We will call you by" in promise


@pytest.mark.parametrize("text", ["mujhe expert se baat karni hai", "can I talk to an officer?"])
def test_who_wants_to_talk_to_somebody_gets_no_answer_twice(stage: Any, desk: Any, text: str) -> None:
    sms(stage, QUESTION)
    asked = len(desk.calls)
    [reply] = sms(stage, text)
    assert "an expert will reply by" in reply
    assert len(desk.calls) == asked


@pytest.mark.parametrize(("key", "language"), [("1", "en"), ("2", "hi")])
def test_full_after_a_call_gives_the_answer_that_was_sent_out_of_it(
    stage: Any, key: str, language: str
) -> None:
    call = {"CallSid": "CA77", "From": ASHA, "To": "+911140000000"}
    stage.twilio("/hooks/twilio/voice", CallStatus="ringing", **call)
    for step, digit in enumerate((key, "1", "1", "1"), 1):
        stage.twilio(f"/hooks/twilio/voice?step={step}", Digits=digit, **call)
    [sent] = said(stage)
    reference = re.findall(r"\w{4}-\w{3}", sent)[-1]
    [part] = sms(stage, "FULL")
    assert reference in part
    rest = [text for _ in range(6) for text in sms(stage, "FULL")]
    assert any(("उत्तर पूरा हुआ" if language == "hi" else "the whole answer") in text for text in rest), rest


@pytest.mark.parametrize("again", ["STOP", "cancel", "band karo", "रोकें"])
def test_stop_is_confirmed_once(stage: Any, again: str) -> None:
    [reply] = sms(stage, "STOP")
    assert "no more messages" in reply
    assert sms(stage, again) == []
    assert whatsapp(stage, again) == [], "by whichever channel"
    [reply] = sms(stage, "START")
    assert re.search("get our messages again|संदेश फिर मिलेंगे", reply)
    assert len(sms(stage, "STOP")) == 1


def test_eligibility_for_one_scheme_by_sms_says_how_the_check_goes_on(stage: Any) -> None:
    answer, offer = sms(stage, "are we eligible for mse-cdp")
    assert re.search(r"\w{4}-\w{3}$", answer), "the question is answered, too"
    code = re.search(r"code (\S{14}) to us on WhatsApp", offer)
    assert code is not None
    assert sms(stage, "CONTINUE") == sms(stage, "CONTINUE") == [offer]
    [begun, question] = whatsapp(stage, code[1])
    assert "one thing after the other" in begun
    assert question


def test_eligibility_for_one_scheme_on_whatsapp_begins_the_check_of_it(
    stage: Any, desk: Any, settings: Settings
) -> None:
    asked = len(desk.calls)
    begun, question = whatsapp(stage, "Are we eligible for SFURTI?")
    assert "one thing after the other" in begun
    [turn] = turns(stage, TurnKind.INTERVIEW)
    schemes = Keeping(Store(settings.library), 90, stage.clock).get(turn["code"]).schemes
    assert schemes
    assert all("sfurti" in one for one in schemes)
    assert whatsapp(stage, "CONTINUE") == [question]
    assert len(desk.calls) == asked


@pytest.mark.parametrize("text", ["7k3m 2q", "7K3M-2Q", "7k3m2"])
def test_a_reference_that_was_cut_short_is_said_to_be_none(stage: Any, desk: Any, text: str) -> None:
    asked = len(desk.calls)
    [reply] = sms(stage, text)
    assert "no valid reference" in reply
    assert (len(desk.calls), counted(stage, CASES)) == (asked, 0)


def test_a_follow_up_is_asked_with_what_was_asked_before(stage: Any, desk: Any) -> None:
    sms(stage, QUESTION)
    sms(stage, "last date kya hai")
    question, history, _ = desk.calls[-1]
    assert (question, history) == ("last date kya hai", (QUESTION,))
