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
    UNKNOWN = "unknown"
    FULL = "full"
    NEXT = "next"


_WORDS: Mapping[Wish, str] = {
    Wish.STOP: (
        "stop|stop all|stopall|unsubscribe|cancel|quit|end|opt out|optout|stop messages|stop sms|do not send|dont send|"
        "no more messages|रोकें|रोको|रोक दें|रोक दो|बंद|बंद करें|बंद करो|बन्द करें|संदेश बंद करें|मैसेज बंद करें|मत भेजो|मत भेजें|"
        "band|band karo|band karen|band kare|bandh karo|band kar do|message band karo|sms band karo|msg band karo|"
        "roko|rok do|mat bhejo|mat bhejiye|message mat bhejo|nahi chahiye|nahin chahiye|message nahi chahiye"
    ),
    Wish.START: (
        "start|unstop|subscribe|opt in|optin|start messages|शुरू|शुरु|शुरू करें|शुरु करें|शुरू करो|चालू|चालू करें|चालू करो|"
        "shuru|shuru karo|shuru karen|chalu|chalu karo|chaalu karo|message chalu karo|phir se bhejo"
    ),
    Wish.MENU: (
        "hi|hello|hey|help|menu|info|good morning|good afternoon|good evening|namaste|namaskar|namaskaar|madad|pranam|"
        "नमस्ते|नमस्कार|मदद|मेनू|मेन्यू|सहायता|हेलो|हैलो|प्रणाम|who are you|who is this|what is this|what is samuh|"
        "what can you do|are you a robot|are you a bot|is this a bot|how does this work|aap kaun hain|aap kaun ho|"
        "kaun ho|kaun hai|ye kya hai|samuh kya hai|आप कौन हैं|आप कौन हो|यह क्या है|समूह क्या है|hello hello|hi hi"
    ),
    Wish.ELIGIBILITY: (
        "eligibility|check eligibility|am i eligible|are we eligible|do we qualify|do i qualify|patrata|"
        "patrata jaanch|patrata janch|kya main patra hun|kya hum patra hain|पात्रता|पात्रता जाँच|पात्रता जांच|क्या हम पात्र हैं|"
        "क्या मैं पात्र हूँ|क्या मैं पात्र हूं|मैं पात्र हूँ क्या|हम पात्र हैं क्या|kya main patra hoon"
    ),
    Wish.PERSON: (
        "person|operator|agent|human|expert|talk to a person|talk to an expert|speak to a person|विशेषज्ञ|अधिकारी|"
        "complaint|complain|i have a complaint|grievance|shikayat|shikayat hai|शिकायत|शिकायत है|wrong answer|"
        "this is wrong|this is wrong answer|the answer is wrong|not correct|galat jawab|galat hai|ye galat hai|गलत है|"
        "यह गलत है|गलत जवाब|अधिकारी से बात|बात करनी है|adhikari|adhikari se baat|baat karni hai|visheshagya|officer"
    ),
    Wish.CALL_BACK: (
        "call me|call back|callback|call me back|please call|please call me|phone me|call karo|call kijiye|call karen|"
        "phone karo|phone kijiye|mujhe call karo|कॉल करें|कॉल करो|फ़ोन करें|फोन करें|फोन करो|मुझे कॉल करें|मुझे फोन करें"
    ),
    Wish.RESULT: "result|results|parinam|natija|nateeja|परिणाम|नतीजा",
    Wish.BACK: "back|peeche|piche|wapas|vapas|पीछे|वापस|-|*",
    Wish.ENGLISH: "english|angrezi|angreji|अंग्रेजी|अंग्रेज़ी",
    Wish.HINDI: "hindi|हिंदी|हिन्दी",
    Wish.YES: (
        "yes|y|yeah|yes please|haan|haa|han|ha|hanji|haan ji|ji haan|ji han|bilkul|"
        "हाँ|हां|हा|जी हाँ|जी हां|हाँ जी|हां जी|बिलकुल"
    ),
    Wish.NO: (
        "no|n|nope|not yet|nahi|nahin|nahi ji|ji nahi|nhi|na|abhi nahi|no need|zarurat nahi|"
        "नहीं|नही|ना|जी नहीं|नहीं जी|अभी नहीं|नहीं चाहिए"
    ),
    Wish.UNKNOWN: (
        "dont know|i dont know|do not know|i do not know|not known|not sure|no idea|unknown|idk|cant say|pata nahi|"
        "pata nahin|pta nahi|pata nhi|mujhe pata nahi|mujhe nahi pata|nahi pata|malum nahi|maloom nahi|nahi malum|"
        "pata nahi hai|पता नहीं|पता नही|पता नहीं है|मुझे पता नहीं|मुझे नहीं पता|नहीं पता|मालूम नहीं|नहीं मालूम"
    ),
    Wish.FULL: (
        "full|full answer|the full answer|send full answer|full answer ref|whole answer|more|read more|tell me more|"
        "more details|details|rest|poora|pura|poora uttar|pura uttar|poora jawab|pura jawab|aur batao|aur bataiye|"
        "vistar se|पूरा|पूरा उत्तर|पूरा जवाब|और बताएँ|और बताएं|और बताओ|विस्तार से"
    ),
    Wish.NEXT: (
        "next|next part|continue|go on|resume|carry on|aage|aage badho|aage badhen|aage badhe|jaari rakhen|jari rakhe|"
        "agla|आगे|आगे बढ़ें|आगे बढ़ो|आगे बढ़े|जारी|जारी रखें|अगला"
    ),
}


def _plain(text: str) -> str:
    """A message without capitals, politeness, and signs at its ends; one blank between words.

    Example: " STOP!! please " gives "stop".
    """
    bare = unicodedata.normalize("NFKC", text).casefold().replace("’", "").replace("'", "")
    bare = " ".join(_SIGNS.sub(" ", bare).split()).strip(' .!?।,;:"“”()[]…')
    for _ in range(2):  # "please sir"
        bare = _POLITE.sub("", bare).strip(" .!?।,;")
    return bare


_SIGNS = re.compile(r"[\u2190-\u2bff\u3030\ufe0f\U0001f000-\U0001faff]+")
"""Pictures and arrows: what a telephone puts behind or in place of words."""

_POLITE = re.compile(
    r"^(please|pls|plz|kripya|कृपया) "
    r"| (please|pls|plz|kripya|sir|madam|maam|sirji|ji|bhai|bhaiya|sahab|saab|जी|कृपया|सर|मैडम|भाई|साहब)$"
)


_MEANINGS: Mapping[str, Wish] = {
    _plain(word) or word: wish for wish, said in _WORDS.items() for word in said.split("|")
}


_PERSON = frozenset(
    "expert experts officer officers adhikari person human agent operator executive representative visheshagya "
    "insaan insan aadmi vyakti विशेषज्ञ अधिकारी व्यक्ति इंसान आदमी एक्सपर्ट ऑफिसर".split()
)
_TALK = frozenset(
    "talk speak talking speaking connect chat discuss baat बात transfer chahiye चाहिए want need milao milaiye मिलाइए "
    "जोड़ें जोड़िए jodiye".split()
)
_AROUND = frozenset(
    "i we me us to with a an the your some any can could may please would like let want need you from is this "
    "live real mujhe mujhko hame hamein humein hum main ko se ki kar karo karna karni karne karwa karao karaiye karwao "
    "karwaiye karwaye kare karen karein karke dijiye dijiyega do de den hai hain h ji kisi ek aap apne sir madam bhai "
    "koi kya sakta sakte sakti hun hoon ho par pe mai chahta chahte chahti मुझे हमें मुझको किसी एक से की कर करनी करना करें करो "
    "कराएँ कराइए कराओ करवाइए करवाओ दीजिए दो दें है हैं कृपया आप अपने सर मैडम कोई क्या सकता सकते हूँ हूं चाहता चाहते हम "
    "मैं".split()
)


def wish(text: str) -> Wish | None:
    """What a message wishes of the helpline, or None where it says something else."""
    plain = _plain(text) or text.strip()
    return _MEANINGS.get(plain) or (Wish.PERSON if _wants_person(plain) else None)


def _wants_person(plain: str) -> bool:
    """Whether a message asks for somebody to talk to and says nothing else: "mujhe expert se baat karni hai"."""
    words = [word for word in re.split(r"[\s.,:;!?।&-]+", plain) if word]
    known = all(word in _PERSON or word in _TALK or word in _AROUND for word in words)
    asked = words[:1] == ["do"]  # "do I need an agent?" is a question
    return (
        known
        and not asked
        and any(word in _PERSON for word in words)
        and any(word in _TALK for word in words)
    )


_THANKS = frozenset(
    "thanks thank thankyou thanku thanq thankx thnx thnks thx tnx tq ty tysm thankful grateful dhanyavaad dhanyavad "
    "dhanyawaad dhanyawad dhanywad dhnyvad shukriya shukria sukriya aabhar abhar meherbani mehrbani धन्यवाद धन्यबाद "
    "शुक्रिया आभार मेहरबानी थैंक्स थैंक्यू थैंक bye goodbye tata welcome अलविदा".split()
)
_FINE = frozenset(
    "ok okay okk okkk okey k kk ohk oki theek thik teek thek tik ठीक ओके ओक accha acha achha achchha achcha अच्छा fine "
    "good great nice super best cool noted done received got understood perfect hmm hm hmmm oh ohh right alright sure "
    "badhiya badiya sahi samajh samjha samjh gaya gayi mil जी ji haji बढ़िया सही समझ गया गई मिल yo wow".split()
)
_BESIDE = frozenset(
    "you u so very much a lot the for your ur help info information answer reply response all to and well it its is "
    "i have am we sir madam maam sirji bhai bhaiya sahab saab dear team samuh hai he h bahut bahot bohot aap aapka "
    "apka ka ki ke liye jankari jaankari jawab uttar he hain tha job day night morning evening again ho kar diya de "
    "dene no nahi nahin bas है हैं बहुत आप आपका का की के लिए जानकारी उत्तर जवाब मदद सर मैडम भाई साहब ना देने और".split()
)


class Courtesy(StrEnum):
    """What a message says that asks for nothing: thanks, or that something was read."""

    THANKS = "thanks"
    FINE = "fine"


def courtesy(text: str) -> Courtesy | None:
    """Whether a message is thanks or "ok" and nothing else; pictures alone, and nothing at all, count as "ok".

    Example: "ok thank you so much sir" gives THANKS, "theek hai 👍" gives FINE, "ok, and in Assam?" gives None.
    """
    words = re.findall(r"[^\W_]+(?:[\u0900-\u0903\u093a-\u094f\u0962\u0963]+[^\W_]*)*", _plain(text) or "")
    if not words:
        return Courtesy.FINE if not text.strip() or _SIGNS.search(text) else None
    if not all(word in _THANKS or word in _FINE or word in _BESIDE for word in words):
        return None
    if any(word in _THANKS for word in words):
        return Courtesy.THANKS
    return Courtesy.FINE if words[0] in _FINE or words[-1] in _FINE else None


_SOFT = frozenset(("cancel", "quit", "end", "nahi chahiye", "nahin chahiye"))


def is_soft(text: str) -> bool:
    """Whether a word for no more messages may as well be meant for what was asked last: "cancel", "nahi chahiye"."""
    return _plain(text) in _SOFT


def language_of(text: str) -> str | None:
    """The language of a text: "hi" where it has Devanagari letters, "en" where Latin words, else None."""
    if any("\u0900" <= sign <= "\u097f" for sign in text):
        return "hi"
    return "en" if re.search(r"[A-Za-z]{3,}", text) else None
