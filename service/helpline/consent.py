"""What a whole message wishes: no more messages, messages again, help, the menu, a person. English, Hindi, Hinglish.

Only a message that says nothing else is a wish: "stop" ends messages, "when does the scheme stop?" is a question.
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum


class Wish(StrEnum):
    """What somebody wants of the helpline itself."""

    STOP = "stop"
    START = "start"
    MENU = "menu"
    ELIGIBILITY = "eligibility"
    PERSON = "person"
    CALL_BACK = "call_back"
    RESULT = "result"
    BACK = "back"
    ENGLISH = "english"
    HINDI = "hindi"
    YES = "yes"
    NO = "no"


_WORDS: Mapping[Wish, str] = {
    Wish.STOP: (
        "stop|stop all|stopall|unsubscribe|cancel|quit|end|opt out|optout|stop messages|stop sms|do not send|dont send|"
        "no more messages|रोकें|रोको|रोक दें|रोक दो|बंद|बंद करें|बंद करो|बन्द करें|संदेश बंद करें|मैसेज बंद करें|मत भेजो|मत भेजें|"
        "band|band karo|band karen|band kare|bandh karo|band kar do|message band karo|sms band karo|msg band karo|"
        "roko|rok do|mat bhejo|mat bhejiye|message mat bhejo|nahi chahiye"
    ),
    Wish.START: (
        "start|unstop|subscribe|opt in|optin|start messages|शुरू|शुरु|शुरू करें|शुरु करें|शुरू करो|चालू|चालू करें|चालू करो|"
        "shuru|shuru karo|shuru karen|chalu|chalu karo|chaalu karo|message chalu karo|phir se bhejo"
    ),
    Wish.MENU: (
        "hi|hello|hey|help|menu|info|good morning|good afternoon|good evening|namaste|namaskar|namaskaar|madad|pranam|"
        "नमस्ते|नमस्कार|मदद|मेनू|मेन्यू|सहायता|हेलो|हैलो|प्रणाम"
    ),
    Wish.ELIGIBILITY: (
        "eligibility|check eligibility|am i eligible|are we eligible|do we qualify|do i qualify|patrata|"
        "patrata jaanch|patrata janch|kya main patra hun|kya hum patra hain|पात्रता|पात्रता जाँच|पात्रता जांच|क्या हम पात्र हैं"
    ),
    Wish.PERSON: (
        "person|operator|agent|human|expert|talk to a person|talk to an expert|speak to a person|विशेषज्ञ|अधिकारी|"
        "अधिकारी से बात|बात करनी है|adhikari|adhikari se baat|baat karni hai|visheshagya|officer"
    ),
    Wish.CALL_BACK: (
        "call me|call back|callback|call me back|please call|please call me|phone me|call karo|call kijiye|call karen|"
        "phone karo|phone kijiye|mujhe call karo|कॉल करें|कॉल करो|फ़ोन करें|फोन करें|फोन करो|मुझे कॉल करें|मुझे फोन करें"
    ),
    Wish.RESULT: "result|results|parinam|natija|nateeja|परिणाम|नतीजा",
    Wish.BACK: "back|peeche|piche|wapas|vapas|पीछे|वापस|-|*",
    Wish.ENGLISH: "english|angrezi|angreji|अंग्रेजी|अंग्रेज़ी",
    Wish.HINDI: "hindi|हिंदी|हिन्दी",
    Wish.YES: "yes|y|ok|okay|haan|han|ha|ji|ji haan|हाँ|हां|जी|जी हाँ|ठीक है|theek hai|thik hai",
    Wish.NO: "no|n|nahi|nahin|na|नहीं|नही|ना",
}


def _plain(text: str) -> str:
    """A message without capitals, politeness, and signs at its ends; one blank between words.

    Example: " STOP!! please " gives "stop".
    """
    bare = unicodedata.normalize("NFKC", text).casefold().replace("’", "").replace("'", "")
    bare = " ".join(bare.split()).strip(' .!?।,;:"“”()[]…')
    return re.sub(r"^(please|pls|plz|kripya|कृपया) | (please|pls|plz|ji|जी|kripya|कृपया)$", "", bare).strip(
        " .!?।,;"
    )


_MEANINGS: Mapping[str, Wish] = {
    _plain(word) or word: wish for wish, said in _WORDS.items() for word in said.split("|")
}


def wish(text: str) -> Wish | None:
    """What a message wishes of the helpline, or None where it says something else."""
    return _MEANINGS.get(_plain(text) or text.strip())


def language_of(text: str) -> str | None:
    """The language of a text: "hi" where it has Devanagari letters, "en" where Latin words, else None."""
    if any("\u0900" <= sign <= "\u097f" for sign in text):
        return "hi"
    return "en" if re.search(r"[A-Za-z]{3,}", text) else None
