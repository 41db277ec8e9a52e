"""Words that end and begin messages, in three tongues; and questions that only sound like them."""

import pytest

from service.helpline.consent import Courtesy, Wish, courtesy, is_soft, language_of, wish


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


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ok thank you so much sir", Courtesy.THANKS),
        ("धन्यवाद जी 🙏", Courtesy.THANKS),
        ("no thanks", Courtesy.THANKS),
        ("theek hai 👍", Courtesy.FINE),
        ("mil gaya", Courtesy.FINE),
        ("👍", Courtesy.FINE),
        (" ", Courtesy.FINE),
        ("ok, and in Assam?", None),
        ("good practice", None),
        ("...", None),
        ("1", None),
    ],
)
def test_thanks_and_ok_are_told_from_questions(text: str, kind: Courtesy | None) -> None:
    assert courtesy(text) is kind


def test_a_soft_word_may_be_meant_for_what_was_asked() -> None:
    assert all(wish(text) is Wish.STOP for text in ("Cancel", "nahi chahiye", "STOP"))
    assert [is_soft(text) for text in ("Cancel", "nahi chahiye!", "STOP", "band karo")] == [
        True,
        True,
        False,
        False,
    ]
