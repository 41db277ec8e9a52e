"""Words that end and begin messages, in three tongues; and questions that only sound like them."""

import pytest

from service.helpline.consent import Wish, language_of, wish


@pytest.mark.parametrize(
    "text",
    [
        "STOP",
        " stop. ",
        "Stop!!",
        "please stop",
        "UNSUBSCRIBE",
        "band karo",
        "Band kar do",
        "रोकें",
        "बंद करें।",
        "बंद",
        "mat bhejo",
        "“STOP”",
    ],
)
def test_stop_is_understood(text: str) -> None:
    assert wish(text) is Wish.STOP


@pytest.mark.parametrize("text", ["START", "start messages", "शुरू करें", "shuru karo", "चालू", "chalu karo"])
def test_start_is_understood(text: str) -> None:
    assert wish(text) is Wish.START


@pytest.mark.parametrize(
    "text",
    [
        "When does the scheme stop?",
        "start-up scheme",
        "How to start a cluster",
        "योजना कब बंद होगी",
        "band baja cluster",
        "what is the end date",
        "1",
        "",
        "...",
    ],
)
def test_a_question_is_no_wish(text: str) -> None:
    assert wish(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Namaste ji", Wish.MENU), ("पात्रता", Wish.ELIGIBILITY), ("mujhe call karo", Wish.CALL_BACK), ("-", Wish.BACK),
        ("हाँ", Wish.YES), ("operator", Wish.PERSON), ("result", Wish.RESULT), ("हिंदी", Wish.HINDI),
    ],
)  # fmt: skip
def test_other_wishes_are_understood(text: str, meant: Wish) -> None:
    assert wish(text) is meant


@pytest.mark.parametrize(
    ("text", "language"),
    [("CFC के लिए अनुदान?", "hi"), ("what grant", "en"), ("12", None), ("?", None), ("ok", None)],
)
def test_the_language_is_that_of_the_letters(text: str, language: str | None) -> None:
    assert language_of(text) == language
