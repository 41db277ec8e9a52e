"""Whole conversations through the real endpoints, with every reply compared whole.

The transcripts lie in ``tests/data/transcripts``. After a change of wording, write them anew with
``GOLDEN_WRITE=1 pytest tests/unit/service/helpline/line/test_transcripts.py`` and read the difference.
"""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[5]
FOLDER = ROOT / "tests" / "data" / "transcripts"
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
ASHA, RAVI = "+919876543210", "+919812345678"


class Talker:
    """A caller on one channel; ``log`` keeps what both sides said."""

    def __init__(self, stage: Any, channel: str, number: str = ASHA) -> None:
        self.stage = stage
        self.channel = channel
        self.number = number
        self.log: list[str] = []
        self.last: list[Any] = []
        self.step: int | None = None

    def heard(self, said: str, reply: Any) -> "Talker":
        assert reply.status_code == 200, reply.text
        self.last = self.stage.replies()
        self.log.append(f">>> {said}")
        if self.channel in ("twilio", "exotel") and reply.text.startswith("<?xml"):
            self.log.append(reply.text.partition("\n")[2])
            found = re.search(r"step=(\d+)", reply.text)
            self.step = int(found[1]) if found else None
        self.log += [json.dumps(told, ensure_ascii=False, indent=1) for told in self.last]
        if len(self.log) and self.log[-1].startswith(">>>"):
            self.log.append("(nothing)")
        return self

    @property
    def text(self) -> str:
        return CODE.sub("<code>", "\n".join(self.log)) + "\n"


class WhatsApp(Talker):
    def words(self, text: str) -> Talker:
        return self.heard(text, self.stage.whatsapp("text", {"body": text}, self.number))

    def tap(self, label: str) -> Talker:
        """Tap a button or a row of the last message by its words."""
        action = self.last[-1]["interactive"]["action"]
        rows = [b["reply"] for b in action.get("buttons", ())] + [
            r for s in action.get("sections", ()) for r in s["rows"]
        ]
        [row] = [row for row in rows if f"{row['title']} {row.get('description', '')}".strip() == label]
        kind = "button_reply" if "buttons" in action else "list_reply"
        return self.heard(
            f"[{label}]", self.stage.whatsapp("interactive", {"type": kind, kind: row}, self.number)
        )

    def picture(self) -> Talker:
        return self.heard("(a picture)", self.stage.whatsapp("image", {"id": "1"}, self.number))


class TwilioSms(Talker):
    def words(self, text: str) -> Talker:
        number = self.stage.count = self.stage.count + 1
        fields = {"MessageSid": f"SM{number}", "From": self.number, "To": "+911140000000", "Body": text}
        return self.heard(text, self.stage.twilio("/hooks/twilio/sms", **fields))


class ExotelSms(Talker):
    def words(self, text: str) -> Talker:
        number = self.stage.count = self.stage.count + 1
        return self.heard(
            text, self.stage.exotel("sms", SmsSid=f"S{number}", From="0" + self.number[3:], Body=text)
        )


class GatewaySms(Talker):
    def words(self, text: str) -> Talker:
        return self.heard(text, self.stage.gateway(channel="sms", **{"from": self.number}, text=text))


class TwilioCall(Talker):
    def dial(self) -> Talker:
        return self.heard("(calls)", self._post("/hooks/twilio/voice", CallStatus="ringing"))

    def keys(self, digits: str) -> Talker:
        return self.heard(
            digits or "(no key)", self._post(f"/hooks/twilio/voice?step={self.step}", Digits=digits)
        )

    def speak(self, text: str) -> Talker:
        return self.heard(f"“{text}”", self._post(f"/hooks/twilio/voice?step={self.step}", SpeechResult=text))

    def hang_up(self) -> Talker:
        return self.heard("(hangs up)", self._post("/hooks/twilio/voice", CallStatus="completed"))

    def _post(self, path: str, **fields: str) -> Any:
        return self.stage.twilio(path, CallSid="CA1", From=self.number, To="+911140000000", **fields)


class ExotelCall(Talker):
    def dial(self) -> Talker:
        return self.heard("(calls)", self._post("voice"))

    def keys(self, digits: str) -> Talker:
        return self.heard(digits, self._post(f"voice?step={self.step}", DigitsPressed=digits))

    def hang_up(self) -> Talker:
        return self.heard("(hangs up)", self._post("voice", CallStatus="completed"))

    def _post(self, what: str, **fields: str) -> Any:
        return self.stage.exotel(what, CallSid="EX1", CallFrom="0" + self.number[3:], **fields)


class Letters(Talker):
    def words(self, text: str, **heads: str) -> Talker:
        return self.heard(text, self.stage.letter(text, **heads))


def answer_and_the_whole_of_it(stage: Any) -> Talker:
    talker = WhatsApp(stage, "whatsapp")
    talker.words("Namaste")
    talker.words("How much is the grant for a Common Facility Centre?")
    talker.tap("Full answer")
    return talker


def eligibility_with_does_not_know(stage: Any) -> Talker:
    talker = WhatsApp(stage, "whatsapp")
    talker.words("eligibility: SPV of 25 foundry units in Rajkot, CFC of 12 crore")
    talker.words("0")
    talker.words("?")
    talker.words("back")
    talker.words("nonsense")
    talker.words("RESULT")
    return talker


def not_known_then_an_expert(stage: Any) -> Talker:
    talker = WhatsApp(stage, "whatsapp")
    talker.picture()
    talker.words("What did the cluster in Assam get?")
    talker.tap("Ask an expert")
    return talker


def hindi_by_whatsapp(stage: Any) -> Talker:
    talker = WhatsApp(stage, "whatsapp")
    talker.words("नमस्ते")
    talker.words("सामान्य सुविधा केंद्र के लिए अनुदान कितना है?")
    talker.words("Assam में क्या मिला?")
    talker.tap("मुझे फ़ोन करें")
    return talker


def answer_by_sms_opened_again_by_another(stage: Any) -> Talker:
    talker = TwilioSms(stage, "sms")
    talker.words("How much is the grant for a Common Facility Centre?")
    reference = re.search(r"ref (\S{4}-\S{3})", talker.last[0]["Body"])
    assert reference is not None
    talker.number = RAVI
    talker.words(reference[1].lower().replace("-", " "))
    talker.words("7K3M2QZ")
    return talker


def opting_out_and_in(stage: Any) -> Talker:
    talker = ExotelSms(stage, "sms")
    talker.words("grant?")
    talker.words("Band karo")
    talker.words("How much is the grant?")
    talker.words("START")
    talker.words("रोकें")
    talker.words("शुरू करें")
    return talker


def call_back_in_hinglish(stage: Any) -> Talker:
    talker = GatewaySms(stage, "sms")
    talker.words("Assam ke cluster ko kya mila")
    talker.words("mujhe call karo")
    return talker


def a_call_about_a_topic(stage: Any) -> Talker:
    talker = TwilioCall(stage, "twilio")
    talker.dial()
    talker.keys("1").keys("1").keys("5").keys("*")  # type: ignore[attr-defined]
    talker.keys("3").speak("how much is the grant")  # type: ignore[attr-defined]
    talker.keys("9").keys("1").hang_up()  # type: ignore[attr-defined]
    return talker


def a_call_in_hindi_ends_with_a_promise(stage: Any) -> Talker:
    talker = ExotelCall(stage, "exotel")
    talker.dial()
    talker.keys("2").keys("7").keys("4").keys("2").keys("12").keys("9812345678").hang_up()  # type: ignore[attr-defined]
    return talker


def eligibility_by_digits(stage: Any) -> Talker:
    talker = TwilioCall(stage, "twilio")
    talker.dial()
    for key in ("1", "2", "1", "9", "*", "1", "0", "4", "9", "9", "1", "25", "6", "*"):
        talker.keys(key)
    for _ in range(20):
        if "To get your code" not in talker.log[-1]:
            talker.keys("0" if "numDigits" in talker.log[-1] else "*")
    talker.keys("1").hang_up()  # type: ignore[attr-defined]
    return talker


def a_call_that_nobody_can_answer(stage: Any) -> Talker:
    talker = TwilioCall(stage, "twilio")
    talker.dial()
    talker.keys("").keys("1").keys("3").speak("what did Assam get")  # type: ignore[attr-defined]
    talker.keys("1").keys("*").keys("0").hang_up()  # type: ignore[attr-defined]
    return talker


def letters_with_a_choice(stage: Any) -> Talker:
    talker = Letters(stage, "email")
    talker.words("How much is the grant for a Common Facility Centre?\n\n-- \nAsha Devi")
    talker.words("which edition is it?")
    talker.words("2\n\nOn Monday, Samuh wrote:\n> 1. Grant under MSE-CDP 2022")
    talker.words("I am out of the office.", **{"Auto-Submitted": "auto-replied"})
    talker.words("Something on Assam")
    talker.words("1")
    return talker


TALKS: tuple[Callable[[Any], Talker], ...] = (
    answer_and_the_whole_of_it,
    eligibility_with_does_not_know,
    not_known_then_an_expert,
    hindi_by_whatsapp,
    answer_by_sms_opened_again_by_another,
    opting_out_and_in,
    call_back_in_hinglish,
    a_call_about_a_topic,
    a_call_in_hindi_ends_with_a_promise,
    eligibility_by_digits,
    a_call_that_nobody_can_answer,
    letters_with_a_choice,
)


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk.__name__)
def test_a_conversation_goes_as_it_is_written_down(talk: Callable[[Any], Talker], stage: Any) -> None:
    number = TALKS.index(talk) + 1
    path = FOLDER / f"{number:02d}-{talk.__name__.replace('_', '-')}.txt"
    said = talk(stage).text
    if os.environ.get("GOLDEN_WRITE"):
        path.write_text(said, "utf-8")
    assert said == path.read_text("utf-8")


def test_there_is_a_transcript_for_each_conversation_and_no_other() -> None:
    assert len(list(FOLDER.glob("*.txt"))) == len(TALKS) == 12
