"""What a caller writes in an interview, read as the answer that it is: a number, an option's words, yes, no, not known.

In English, Hindi and Hinglish, in whichever it was asked. What is no answer raises: nothing is guessed.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from ingest.errors import BadRequestError
from service.helpline.consent import Wish, wish
from service.helpline.keys import Key, Move, chosen, read_key
from service.helpline.talk_words import words
from service.interviews.records import Ask

MOST_ANSWER_WORDS = 5
"""From so many words on, what fits none of the answers is taken for a question."""

_COUNTS = frozenset(("money", "number", "percent"))
_NOUGHT = frozenset(("0", "०", "00"))
_NONE = frozenset(
    ("none", "nil", "zero", "no one", "shunya", "koi nahi", "ek bhi nahi", "शून्य", "कोई नहीं", "एक भी नहीं")
)
_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
_NUMBERED = re.compile(
    r"^\(?(?:option|opt|number|no\.?|num|answer|vikalp|नंबर|विकल्प|क्रमांक)?\s*\.?\s*(\d{1,2})\s*[.)]?\s*(?:number|no|नंबर|wala|वाला)?$",
    re.IGNORECASE,
)
_ONE_NUMBER = re.compile(r"[^\d.,-]*(\d[\d,]*(?:\.\d+)?)\s*(?:%|[^\d.,%-]*)[^\d]*")
_SCALES = re.compile(
    r"lakh|lac\b|crore|\bcr\b|hazaar|hazar|hajar|thousand|लाख|करोड़|हज़ार|हजार|half|adha|आध", re.IGNORECASE
)
_DAYS = ("%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y", "%B %Y", "%b %Y", "%m-%Y")
_ASKING = frozenset(
    "what how kya kitna kitni kitne kaise kaun kaunsi kaunsa kab kahan kyon kyun kis kisko batao bataiye क्या कितना "
    "कितनी कितने कैसे कौन कौनसी कब कहाँ कहां क्यों किस किसको बताएँ बताएं बताओ".split()
)
_FIRST = frozenset(
    "which who whom whose when where why is are am can could does do did will would should tell please".split()
)
"""Words that make a question anywhere, and those that do so at its beginning only."""


def typed_key(asks: Sequence[Ask], text: str, language: str) -> Key:
    """What was written, for a question as it is put in each language, the caller's first.

    Raises:
        BadRequestError: it is no answer to this question.
    """
    ask, plain = asks[0], text.strip()
    if wish(plain) is Wish.BACK:
        return Key(Move.BACK)
    if wish(plain) is Wish.UNKNOWN:
        return Key(Move.UNKNOWN)
    said = _YES_NO.get(wish(plain)) if ask.kind == "yes_no" else None
    if said:
        return Key(Move.ANSWER, (said,))
    if chosen(ask):
        return _chosen(asks, plain)
    return read_key(ask, figured(ask, plain, language))


_YES_NO: Mapping[Wish | None, str] = {Wish.YES: "true", Wish.NO: "false"}


def _chosen(asks: Sequence[Ask], plain: str) -> Key:
    plain = plain.translate(_DIGITS)
    numbered = _NUMBERED.fullmatch(plain)
    wanted = numbered[1] if numbered else plain
    if wish(wanted) is Wish.NO and any(option.value == "none" for option in asks[0].options):
        return Key(Move.ANSWER, ("none",))
    errors = []
    for ask in asks:
        try:
            return read_key(ask, wanted)
        except BadRequestError as error:
            errors.append(error)
    raise errors[0]


def figured(ask: Ask, text: str, language: str) -> str:
    """What was written, as the figure or day that it is: "25 units" gives "25", "31-03-2026" gives "2026-03-31".

    Raises:
        BadRequestError: a bare 0, which says "not known" in a list: here it is asked back what it is to say.
    """
    if ask.kind == "date":
        return _day(text)
    if ask.kind not in _COUNTS:
        return text
    plain = text.translate(_DIGITS).strip()
    if plain in _NOUGHT:
        raise BadRequestError(words("none_or_unknown", language))
    if plain.casefold() in _NONE:
        return "0 lakh" if ask.kind == "money" else "0"
    if ask.kind == "money":
        return text
    found = _ONE_NUMBER.fullmatch(plain)
    return found[1].replace(",", "") if found and not _SCALES.search(plain) else text


def _day(text: str) -> str:
    """A day as people in India write it, in ISO; of a month its first day, as the question says."""
    plain = re.sub(r"\s*[-/.,]\s*", "-", " ".join(text.translate(_DIGITS).split()))
    for form in _DAYS:
        for spelt in (plain, plain.replace("-", " ")):
            try:
                return datetime.strptime(spelt, form).date().isoformat()
            except ValueError:
                continue
    return text


def is_question(text: str) -> bool:
    """Whether words that answer nothing ask something; the code goes on with the interview."""
    found = re.findall(r"[^\s?,.!:;]+", text.casefold())
    if len(found) < 2:
        return False
    asks = found[0] in _FIRST or any(word in _ASKING for word in found)
    return text.strip().endswith("?") or (len(found) > 2 and asks)


def is_long(text: str) -> bool:
    """Whether it has more words than an answer has, so that it tells or asks something of its own."""
    return len(text.split()) >= MOST_ANSWER_WORDS
