"""What people write besides questions: courtesies, FULL, references with a slip, half signs; through the real doors."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from service.helpline.message_tables import CONVERSATIONS
from service.helpline.records import TurnKind
from service.helpline.renderings.segments import count
from service.helpline.tables import CALL_BACKS, CASES, TICKETS, TURNS
from service.helpline.talk_parts import parts
from service.helpline.tickets import Doing, Tickets

ASHA = "+919876543210"
MOST_PARTS = 6
QUESTION = "How much is the grant for a Common Facility Centre?"


def whatsapp(stage: Any, text: str, **more: Any) -> list[str]:
    assert stage.whatsapp("text", {"body": text}, **more).status_code == 200
    return said(stage)


def sms(stage: Any, text: str, number: str = ASHA) -> list[str]:
    stage.count += 1
    fields = {"MessageSid": f"SM{stage.count}", "From": number, "To": "+911140000000", "Body": text}
    assert stage.twilio("/hooks/twilio/sms", **fields).status_code == 200
    return said(stage)


def said(stage: Any) -> list[str]:
    """The words of what was given to providers, whichever it is."""
    texts = []
    for told in stage.replies():
        body = told.get("Body") or told.get("text") or told.get("interactive", {}).get("body", {})
        texts.append(body if isinstance(body, str) else body.get("body") or body["text"])
    return texts


def counted(stage: Any, table: Any) -> int:
    with stage.line.parts.talking.database.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def turns(stage: Any, kind: TurnKind) -> list[dict[str, Any]]:
    asked = select(TURNS.c.content).where(TURNS.c.kind == kind.value).order_by(TURNS.c.at, TURNS.c.number)
    with stage.line.parts.talking.database.reading() as connection:
        return list(connection.execute(asked).scalars())


# ---------------------------------------------------------------- courtesies

COURTESIES = (
    "ok", "OK 👍", "thanks", "Thank you so much sir!", "theek hai", "ठीक है जी", "dhanyavaad", "धन्यवाद", "shukriya",
    "ji", "👍", "🙏🙏", "", "acha", "got it", "ok bye",
)  # fmt: skip


def test_a_courtesy_after_an_answer_gets_one_short_reply_and_makes_nothing(stage: Any, desk: Any) -> None:
    for index, text in enumerate(COURTESIES):
        number = f"+9198765432{index:02d}"
        sms(stage, QUESTION, number)
        asked = len(desk.calls)
        [reply] = sms(stage, text, number)
        assert re.search("next question at any time|कभी भी भेजें", reply), text
        assert len(reply) < 70
        assert sms(stage, text, number) == [], "a second one in a row would be a nuisance"
        assert len(desk.calls) == asked, text
    assert (counted(stage, CASES), counted(stage, TICKETS)) == (len(COURTESIES), 0)


@pytest.mark.parametrize("text", ["theek hai", "👍", "धन्यवाद"])
def test_ok_after_not_known_hands_nothing_on(stage: Any, text: str) -> None:
    whatsapp(stage, "Something on Assam")
    [reply] = whatsapp(stage, text)
    assert re.search("Nothing is passed on before you say so|आपके कहने से पहले", reply)
    assert (whatsapp(stage, text), counted(stage, TICKETS)) == ([], 0)
    [reply] = whatsapp(stage, "haan ji")
    assert re.search("An expert will look into it|विशेषज्ञ इसे देखेंगे", reply)
    assert counted(stage, TICKETS) == 1


def test_cancel_is_meant_for_what_was_asked_last(stage: Any) -> None:
    whatsapp(stage, "Something on Assam")
    [reply] = whatsapp(stage, "nahi chahiye")
    assert reply.startswith("Namaste")
    [reply] = whatsapp(stage, "nahi chahiye")
    assert reply.startswith("You will get no more messages")


def test_a_greeting_or_a_word_that_answers_nothing_brings_the_menu(stage: Any, desk: Any) -> None:
    asked = len(desk.calls)
    for text in ("hello", "namaste ji", "नमस्ते", "hi sir", "yes", "pata nahi", "?", "who are you?"):
        [reply] = sms(stage, text)
        assert re.search("send your question|अपना प्रश्न भेजें", reply), text
    assert (len(desk.calls), counted(stage, CASES)) == (asked, 0)


def test_pictures_are_refused_once_and_signs_on_messages_are_not_answered(stage: Any) -> None:
    for kind in ("reaction", "system"):
        stage.whatsapp(kind, {"emoji": "👍"})
        assert said(stage) == []
    for expected in (1, 0, 0):
        stage.whatsapp("image", {"id": "1"})
        assert len(said(stage)) == expected
    whatsapp(stage, QUESTION)
    stage.whatsapp("sticker", {"id": "1"})
    assert said(stage) == ["Noted. Write whenever you have another question."]


def test_a_short_message_from_a_company_is_not_answered(stage: Any) -> None:
    assert sms(stage, "Your OTP is 123456. How much is the grant?", "VM-HDFCBK") == []
    assert (counted(stage, CASES), stage.line.parts.inbox.counts()) == (0, {"done": 1})


# ---------------------------------------------------------------- the whole answer, part after part


def test_full_brings_part_after_part_until_all_is_said(stage: Any) -> None:
    [first] = sms(stage, QUESTION)
    reference = re.search(r"\b\w{4}-\w{3}$", first)
    assert reference is not None
    heard = []
    for word in ("FULL", reference[0], "full answer", "more", "aage", "पूरा", "next")[: MOST_PARTS + 1]:
        heard += sms(stage, word)
    of = int(re.search(r"part \d of (\d+):", heard[0])[1])  # type: ignore[index]
    told = [re.search(rf"part (\d) of {of}: (.*) For the next part", text) for text in heard]
    parts = [found for found in told if found is not None]
    assert [int(found[1]) for found in parts] == list(range(1, of + 1))
    assert 2 <= of <= MOST_PARTS
    whole = " ".join(found[2] for found in parts)
    assert "worked out on 30 crore rupees at most." in whole
    assert whole.endswith("Quoted from: MSE-CDP (2022 guidelines), 2022.")
    assert heard[of:] == [
        f"Samuh: that was the whole answer. Send the reference {reference[0]} to begin again, or your next question."
    ], "said once; after it FULL is met with silence"
    anew = first.replace("Samuh: ", "Samuh: Angrezi mein: ", 1)
    assert sms(stage, reference[0]) == [anew], (
        "the reference begins anew, announced since पूरा was written in Hindi"
    )
    assert "part 1 of" in sms(stage, "next")[0]


def test_a_long_answer_loses_nothing_and_tears_no_figure() -> None:
    lines = [
        f"Line {n}: a grant of Rs {n} crore, at most {n}0% of ₹{n},00,00,000 – “quoted”."
        for n in range(1, 15)
    ]
    lines.append("See https://example.org/a/very/long/address/that/is/longer/than/one/variable.")
    made = parts(lines, "M9S3462")
    assert [reply.variables[0] for reply in made] == [f"{n} of {len(made)}" for n in range(1, len(made) + 1)]
    assert all(count(reply.text).count <= 2 for reply in made)
    whole = " ".join(" ".join(reply.variables[1:-1]) for reply in made)
    for n in range(1, 15):
        assert f'Line {n}: a grant of Rs {n} crore, at most {n}0% of Rs {n},00,00,000 - "quoted".' in whole
    assert "".join(whole.split()).endswith("/that/is/longer/than/one/variable.")
    [hindi] = parts(["अनुदान 70 प्रतिशत है।"], "M9S3462")
    assert hindi.text == "समूह भाग 1/1: अनुदान 70 प्रतिशत है। आगे के लिए FULL भेजें। M9S3-462"


def test_the_reference_by_whatsapp_brings_the_whole_to_one_who_has_the_card(stage: Any) -> None:
    [card] = whatsapp(stage, QUESTION)
    reference = re.search(r"reference (\w{4}-\w{3})", card)
    assert reference is not None
    head, whole = whatsapp(stage, f"ref {reference[1].lower()}")
    assert head == f"This is the answer under {reference[1]}:"
    assert whole.count("[1]") >= 2
    assert whatsapp(stage, "Full Answer") == [whole]
    for text in ("wrong answer", "शिकायत"):
        assert re.search("expert|विशेषज्ञ", whatsapp(stage, text)[0])


def test_full_before_any_answer_says_that_there_is_none(stage: Any) -> None:
    assert sms(stage, "FULL") == [
        "Samuh: there is no answer yet to send in full. Send your question, or the reference of an earlier answer."
    ]


# ---------------------------------------------------------------- references


def test_of_what_is_not_known_there_is_no_more_to_tell(stage: Any) -> None:
    whatsapp(stage, "Something on Assam")
    [reply] = whatsapp(stage, "और बताएँ")
    assert reply.startswith("क्या आपका प्रश्न विशेषज्ञ को भेजें?")
    assert "विशेषज्ञ इसे देखेंगे" in whatsapp(stage, "1")[0]
    assert whatsapp(stage, "result")[0].startswith("नमस्ते"), "no check was begun"


def test_a_slip_in_a_reference_is_named_and_opens_nothing(stage: Any) -> None:
    [first] = sms(stage, QUESTION)
    right = re.search(r"\b\w{4}-\w{3}$", first)
    assert right is not None
    reference = right[0]
    for wrong in (
        reference[:-1] + ("X" if reference[-1] != "X" else "Y"),
        reference[1] + reference[0] + reference[2:],
        reference + "7",
        "ref " + reference[:-1],
        "Reference no. 1234",
    ):
        [reply] = sms(stage, wrong)
        assert "no valid reference" in reply, wrong
    assert len(turns(stage, TurnKind.MESSAGE_IN)) == 0
    [reply] = whatsapp(stage, "7K3M-Q2PA-94XX", sender="+919812345678")
    assert "no valid code" in reply


def test_words_that_only_look_a_little_like_a_reference_are_a_question(stage: Any, desk: Any) -> None:
    asked = len(desk.calls)
    for text in ("What is GSTR-3B?", "ISO 9001 certificate", "reference letter of the bank"):
        sms(stage, text)
    assert len(desk.calls) == asked + 3


def test_a_reference_tells_what_is_still_owed_and_what_an_expert_replied(stage: Any) -> None:
    [told] = whatsapp(stage, "Something on Assam")
    reference = re.search(r"\w{4}-\w{3}", told)
    assert reference is not None
    [promise] = whatsapp(stage, "1")
    assert whatsapp(stage, reference[0], sender="+919812345678") == [promise]
    tickets = Tickets(stage.line.parts.talking.database)
    [ticket] = tickets.waiting()
    tickets.answer(
        ticket.id, "The cluster got a grant of Rs 2 crore (annual report 2024).", Doing(1, None), stage.now
    )
    [reply] = whatsapp(stage, reference[0])
    assert reply == (
        f"The expert's reply under {reference[0]}: The cluster got a grant of Rs 2 crore (annual report 2024)."
    )
    [part] = sms(stage, f"Ref {reference[0]}")
    assert "part 1 of 1: The expert's reply" in part


# ---------------------------------------------------------------- twice


def test_the_same_question_on_two_channels_has_one_ticket_and_one_promised_call(stage: Any) -> None:
    sms(stage, "Something on Assam")
    [first] = sms(stage, "1")
    whatsapp(stage, "something on ASSAM?")
    [second] = whatsapp(stage, "1")
    reference = re.search(r"\w{4}-\w{3}$", first)
    assert reference is not None
    assert second.startswith("This question of yours is already with an expert.")
    assert reference[0] in second
    assert (counted(stage, TICKETS), counted(stage, CASES)) == (1, 2)
    assert f"Already promised under {reference[0]}." in [n["text"] for n in turns(stage, TurnKind.NOTE)]
    [first], [second] = sms(stage, "call me"), whatsapp(stage, "mujhe call karo")
    assert counted(stage, CALL_BACKS) == 1
    assert re.findall(r"\w{4}-\w{3}", second) == re.findall(r"\w{4}-\w{3}", first)
    [other] = whatsapp(stage, "Please call me on 98123 45678")
    assert counted(stage, CALL_BACKS) == 2, "another number is another promise"
    assert "We will call you by" in other


def test_a_case_that_is_open_beside_another_of_the_same_caller_is_named_in_both(stage: Any) -> None:
    stage.twilio("/hooks/twilio/voice", CallSid="CA1", From=ASHA, To="+911140000000", CallStatus="ringing")
    whatsapp(stage, QUESTION)
    notes = [note["text"] for note in turns(stage, TurnKind.NOTE)]
    assert len(notes) == 2
    assert all(note.startswith("The same caller has another case open: ") for note in notes)
    assert sorted(note.rpartition("(")[2] for note in notes) == ["phone).", "whatsapp)."]


# ---------------------------------------------------------------- what is kept


def test_a_number_inside_a_question_is_looked_up_as_it_is_and_kept_without(stage: Any, desk: Any) -> None:
    text = "grant? my number 98765 43210, Aadhaar 2345 6789 0123, PAN ABCPE1234F"
    whatsapp(stage, text)
    assert desk.calls[-1][0] == text
    whatsapp(stage, "Something on Assam, ring 9812345678 please")
    whatsapp(stage, "1")
    with stage.line.parts.talking.database.reading() as connection:
        ticket = connection.execute(select(TICKETS.c.question)).scalar_one()
        kept = repr(connection.execute(select(TURNS.c.content)).all()) + ticket
    assert ticket == "Something on Assam, ring [phone number] please"
    assert not re.search("43210|98123|0123|ABCPE", kept)


@pytest.mark.parametrize(
    "bad", ["grant \ud800 how much", "grant\x00 how\x07 much", "\x00\x01", "grant \u202e how much", "\ud83d"]
)
def test_half_signs_and_control_signs_break_no_door(stage: Any, bad: str) -> None:
    assert stage.whatsapp("text", {"body": bad}).status_code == 200
    assert len(said(stage)) == 1
    safe = bad.encode("utf-8", "replace").decode()
    assert sms(stage, safe, "+919812345678")
    stage.exotel("sms", SmsSid="S1", From="09812345679", Body=safe)
    stage.letter(safe, Subject="grant \x07 \x0b")
    assert stage.exotel("voice", CallSid="EX\x001", CallFrom="09812345670").status_code == 200
    assert len(said(stage)) == 2
    assert stage.line.parts.inbox.counts().keys() == {"done"}
    asked = " ".join(str(turn["text"]) for turn in turns(stage, TurnKind.QUESTION))
    assert not re.search("[\x00-\x08\u202e\ud800-\udfff]", asked)


# ---------------------------------------------------------------- the window of WhatsApp


def test_the_day_of_whatsapp_counts_from_when_the_caller_wrote(stage: Any) -> None:
    wrote = stage.now - timedelta(hours=23, minutes=59)
    assert whatsapp(stage, QUESTION, timestamp=str(int(wrote.timestamp())))
    older = stage.now - timedelta(hours=25)
    stage.fails = []
    assert whatsapp(stage, QUESTION, sender="+919812345678", timestamp=str(int(older.timestamp()))) == []
    [dead] = stage.line.parts.outbox.dead()
    assert "within 24 hours of the caller's last message" in (dead.error or "")


def test_a_late_webhook_does_not_close_a_window_nor_a_fast_clock_open_one(stage: Any) -> None:
    now = stage.now
    whatsapp(stage, QUESTION)
    whatsapp(stage, "and for Assam", timestamp=str(int((now - timedelta(hours=3)).timestamp())))
    whatsapp(stage, "grant?", timestamp=str(int((now + timedelta(hours=5)).timestamp())))
    with stage.line.parts.talking.database.reading() as connection:
        [last] = connection.execute(select(CONVERSATIONS.c.last_inbound)).scalars()
    assert now <= last.replace(tzinfo=last.tzinfo or UTC) <= now + timedelta(seconds=5)
    assert isinstance(last, datetime)
    whatsapp(stage, "Something on Assam")
    assert "An expert will look into it" in whatsapp(stage, "1")[0], "keys after it are not late"
