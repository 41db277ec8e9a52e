"""The interview in the caller's own words, by WhatsApp and by telephone, in English, Hindi and Hinglish."""

import re
from typing import Any

ASHA = "+919876543210"
HINDI = re.compile("[\u0900-\u097f]")
BEGUN = "eligibility: SPV of 25 foundry units in Rajkot, CFC of 12 crore"


def whatsapp(stage: Any, text: str) -> list[str]:
    """What is said to words, with the choices behind it."""
    assert stage.whatsapp("text", {"body": text}).status_code == 200
    return [shown(told) for told in stage.replies()]


def shown(told: dict[str, Any]) -> str:
    if "text" in told:
        return str(told["text"]["body"])
    action = told["interactive"]["action"]
    rows = [b["reply"]["title"] for b in action.get("buttons", ())]
    rows += [row["title"] for section in action.get("sections", ()) for row in section["rows"]]
    return f"{told['interactive']['body']['text']} [{' | '.join(rows)}]"


MEMBERS, WORKING = "Are the members micro, small or medium units?", "Is the cluster already working?"
SENT = "Has the State Government sent the proposal"


def test_words_are_taken_as_the_answers_that_they_are(stage: Any) -> None:
    assert MEMBERS in whatsapp(stage, BEGUN)[1]
    for words, then in (
        ("pata nahi", WORKING),
        ("haan ji", SENT),
        ("-", WORKING),
        ("already", SENT),
        ("peeche", WORKING),
        ("option 2", "no scheme meets every condition yet"),
    ):
        [asked] = whatsapp(stage, words)
        assert then in asked, words


def test_what_is_no_answer_is_said_to_be_none_and_the_question_comes_again(stage: Any) -> None:
    whatsapp(stage, BEGUN)
    for words in ("blue", "7", "nahi"):
        why, again = whatsapp(stage, words)
        assert re.search("none of the answers|There is no option 7|fits several", why), words
        assert MEMBERS in again
    [again] = whatsapp(stage, "ok")
    assert MEMBERS in again
    assert whatsapp(stage, "thanks") == []


def test_a_question_leaves_the_interview_open_and_says_how_to_go_on(stage: Any) -> None:
    whatsapp(stage, BEGUN)
    for question in ("How much is the grant for a Common Facility Centre?", "grant kitna hai"):
        answer, note = whatsapp(stage, question)
        assert "Full answer: reference" in answer
        assert note.startswith("Your eligibility check stays open: write CONTINUE")
        [again] = whatsapp(stage, "continue" if "How" in question else "aage badho")
        assert MEMBERS in again
    result = whatsapp(stage, "result")
    assert re.search(r"Your code: \w{4}-\w{4}-\w{4}", result[0])
    card, _ = whatsapp(stage, "What is the grant?")
    assert MEMBERS in whatsapp(stage, "3")[0], "a bare key answers nothing, but the check is open"
    assert card


def test_facts_told_in_own_words_are_taken_and_named(stage: Any) -> None:
    whatsapp(stage, "eligibility")
    taken, asked = whatsapp(stage, "we are an SPV of 25 foundry units in Rajkot")
    assert taken.startswith("Taken from your words: ")
    assert "members of the SPV" in taken
    assert asked.endswith("[I do not know]") or "|" in asked


def test_a_button_of_a_question_that_is_past_brings_the_open_question(stage: Any) -> None:
    stage.whatsapp("text", {"body": BEGUN})
    rows = stage.replies()[1]["interactive"]["action"]["sections"][0]["rows"]
    whatsapp(stage, "How much is the grant?")
    stage.whatsapp("interactive", {"type": "list_reply", "list_reply": rows[0]})
    late, again = [shown(told) for told in stage.replies()]
    assert late == "That answers an earlier question, and was not counted."
    assert MEMBERS in again


def test_a_hindi_interview_by_whatsapp_is_hindi_throughout(stage: Any) -> None:
    begun, asked = whatsapp(stage, "पात्रता: SPV of 25 foundry units in Rajkot, CFC of 12 crore")
    assert "अंग्रेज़ी" not in begun
    assert asked == (
        "सदस्य इकाइयाँ सूक्ष्म, लघु या मध्यम हैं?\nसदस्यों के उद्यम प्रमाणपत्र के अनुसार।\nयह 2 योजनाओं के लिए ज़रूरी है। "
        "[सब सूक्ष्म | सब लघु | सब मध्यम | सूक्ष्म और लघु | सूक्ष्म, लघु और मध्यम | कुछ बड़ी हैं | पता नहीं]"
    )
    assert (
        whatsapp(stage, "नीला")[0]
        == "यह उत्तर समझ नहीं आया। सूची में से कोई उत्तर या उसका क्रमांक लिखें; पता न हो तो ? लिखें।"
    )
    for words in ("सब लघु", "पता नहीं", "हाँ", "२"):
        for text in whatsapp(stage, words):
            assert HINDI.search(text), words
            assert not re.search("Is the|Are the|Needed for|How many", text)


def test_a_hindi_interview_by_telephone_is_said_in_hindi(stage: Any) -> None:
    call = {"CallSid": "CA1", "From": ASHA, "To": "+911140000000"}
    stage.twilio("/hooks/twilio/voice", CallStatus="ringing", **call)
    xml, heard = "", []
    for step, key in enumerate(("2", "2", "1", "9", *"1" * 24), 1):
        found = re.search(r"step=(\d+)", xml)
        digits = "25" if 'finishOnKey="#"' in xml else key
        xml = stage.twilio(
            f"/hooks/twilio/voice?step={found[1] if found else step}", Digits=digits, **call
        ).text
        heard += re.findall(r'<Say language="(\w\w)-IN">([^<]*)</Say>', xml)
        if "अपना कोड SMS पर" in xml:
            break
    else:
        raise AssertionError("no result was told")
    assert any("आवेदन कौन करेगा?" in text for _, text in heard)
    english = [text for language, text in heard if language == "en"]
    assert not any(re.search(r"press|\?|If you|Type", text) for text in english)
    assert all(HINDI.search(text) for language, text in heard if language == "hi")
