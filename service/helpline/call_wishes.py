"""The wish to be called, with a number or a time in it: "please call me tomorrow on 98765 00012 after 5 pm"."""

import re
from dataclasses import dataclass

from service.helpline.call_times import When, read_when

_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
_NUMBER = re.compile(r"(?<!\w)\+?\d(?:[\d ()./-]*\d)?(?!\w)")
_ABOUT = re.compile(
    r"\b(?:about|regarding|reg\.)\s.*$|(?:^|\s)\S+(?:\s\S+){0,4}\s(?:ke baare mein|ke bare me|के बारे में)\s",
    re.IGNORECASE,
)
_SOON = re.compile(
    r"\bin\s+\d{1,2}\s*(?:min|mins|minutes?|hours?|hrs?)\b|\b\d{1,2}\s*ghant[ae] mein?\b", re.IGNORECASE
)
_CALLING = re.compile(
    r"\b(?:call|phone|ring)\s+(?:me|us|back|kar\w*|kijiye|kijiyega|dena)\b|\bcall\s*back\b|\ba call\b"
    r"|\bplease (?:call|phone)\b|^call\b|(?:कॉल|फ़ोन|फोन)\s*(?:कर|दें|दीजिए)"
    r"|\b(?:mujhe|hame|hamein|humein)\s+(?:call|phone)\b"
)
_ASKED = re.compile(
    r"\b(?:call|phone|ring)\s+(?:me|us)\b|\b(?:mujhe|hame|hamein|humein)\s+(?:call|phone)\b"
    r"|\b(?:call|phone)\s+(?:karo|karen|karein|kare|karna|karwa\w*|kijiye\w*|dena)\b|(?:कॉल|फ़ोन|फोन)\s*(?:कर|दें|दीजिए)"
)
_HOW = re.compile(
    r"\?|\b(?:how|when|who|which|kaise|kab|kaun|kis|not|no|never|don'?t|nahi|nahin|mat|na)\b|कैसे|कब|कौन|किस|नहीं|मत"
)
"""Words of a question about calls, or of one who wants none."""
_NOT_NOW = re.compile(r"\b(?:not|abhi) (?:now|nahi|nahin)\b|अभी नहीं|\b(?:i am|i m|im|we are) busy(?: now)?\b")
_CALLER = re.compile(
    r"\b(?:i|we)\s+(?:can\s+|will\s+|may\s+|should\s+|shall\s+)?(?:call|phone|ring)\b|\b(?:call|phone) you\b"
)
_WORDS = frozenset(
    "call phone ring callback call-back me us back please pls plz kindly sir madam maam ji sirji bhai hi "
    "hello namaste dear a an the on at to for number no mobile num my mera mere is this that it our i we "
    "want need would like get give can could will you u team someone somebody anyone from your side "
    "expert person and or so then also only now asap soon urgently urgent later again sometime time any "
    "anytime if possible possibly ok okay yes thanks thank hours hrs ist evening kar karo karna karen "
    "kare karein karke karwa karwao karwaiye kijiye kijiyega dijiye dijiyega dena do de den mujhe mujhko hame hamein "
    "humein hume humko aap ko par pe per ek baar jaldi kripya krupya meri hai hain mein se tak baje baad "
    "ke phir zaroor zara whatsapp haan yes koi kisi ask to din abhi time samay "
    "कॉल फ़ोन फोन करें करे करो करना कर करिए कीजिए कीजिएगा दें दे दीजिए मुझे "
    "हमें हमको मुझको कृपया प्लीज जी सर पर को मेरे मेरा मेरी नंबर नम्बर इस एक बार है में जल्दी आप भाई और "
    "वापस के बाद फिर".split()
)
"""Words beside which a message still says nothing but that somebody wants to be called."""


@dataclass(frozen=True, slots=True)
class CallWish:
    """What was wished; ``number`` as it was written, None = the caller's own; ``when`` None = as soon as may be."""

    number: str | None
    when: When | None


def call_wish(text: str) -> CallWish | None:
    """The wish to be called that a message is, with the number and the time that it names; None for any other message.

    Example: "CALL ME on 9876500001 tomorrow" gives that number and ``When(ahead=1)``; "how do I call you at 5 pm?"
    and "CFC grant? call 98765 43210" give None.
    """
    plain = _NOT_NOW.sub(" ", " ".join(text.translate(_DIGITS).split()).casefold())
    when, rest = read_when(_SOON.sub(" ", plain))
    numbers = _NUMBER.findall(rest)
    if len(numbers) > 1:
        return None
    rest = " ".join(_ABOUT.sub(" ", _NUMBER.sub(" ", rest)).split())
    return CallWish(numbers[0] if numbers else None, when) if _only_calls(rest) else None


def asks_for_call(text: str) -> bool:
    """Whether a message asks for a call among other words: "call me next week", "SFURTI par mujhe call karna"."""
    plain = _NOT_NOW.sub(" ", " ".join(text.split()).casefold())
    return bool(_ASKED.search(plain)) and not _HOW.search(plain) and not _CALLER.search(plain)


def _only_calls(rest: str) -> bool:
    words = [word for word in re.split(r"[\s.,:;!?&]+", rest) if word]
    return (
        all(word in _WORDS for word in words)
        and bool(_CALLING.search(" ".join(words)))
        and not _CALLER.search(rest)
    )
