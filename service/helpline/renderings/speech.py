"""The text to read aloud: at most 45 words, one number a sentence, whole statements only; SSML beside it."""

import re
from html import escape

from service.helpline.renderings.clauses import spoken
from service.helpline.renderings.content import why_untold
from service.helpline.renderings.disputes import disputes, said_beside
from service.helpline.renderings.figures import said
from service.helpline.renderings.list_telling import list_aloud
from service.helpline.renderings.listing import listing_of
from service.helpline.renderings.records import Content, Language, Piece, Speech
from service.helpline.renderings.speaking import Speaker, count_words, sayable, words
from service.helpline.renderings.telling import Plan, openings, plan
from service.helpline.renderings.wording import wording

__all__ = ["MOST_WORDS", "count_words", "speech", "split", "ssml", "without_keys"]

MOST_WORDS = 45
MOST_SECONDS = 23.6
"""What must be told may take more words where it is over in this time: 25 s less what the estimate may err by."""
_LONGEST = 60


def speech(content: Content, language: Language) -> Speech:
    """What is read aloud: the leading point whole, its source and year, what else fits in order, what to press.

    Where the leading point does not fit it is told with nothing after it, in more words if it is over in 25 seconds;
    a rule for any other area then without the one for the area that it leaves out. Else no figure is told, but that
    the answer is too long and how to get it. The same where its scheme is closed or may be, and that does not fit
    beside it. Where any point is left out, the caller hears that there is more. A list is told by its first names.
    """
    if not content.known:
        lead = Piece(why_untold(content, language), language)
        return Speech((lead, Piece(wording("menu", language), language)), 0)
    listing = listing_of(content)
    listed = list_aloud(content, listing, language, _LONGEST, MOST_SECONDS) if listing else None
    if listed:
        return listed
    telling = plan(content)
    tried = (
        Speaker(content, way, language, most, within).best()
        for ways in (telling.ways, telling.narrowed)
        for most, within in ((MOST_WORDS, None), (_LONGEST, MOST_SECONDS))
        for way in ways
    )
    return next(filter(None, tried), None) or _untold(content, telling, language)


def _untold(content: Content, telling: Plan, language: Language) -> Speech:
    """That the answer is not told here, with no figure of it, and whether applications are taken where that fits."""
    end = Piece(wording("menu", language), language)
    ahead = disputes(telling.first) if telling.conflict else ()
    start = [] if telling.conflict else [text for text in openings(content, telling, language)[:1] if text]
    why = said_beside(ahead, language)[:1] or (
        wording("disagree_only" if telling.conflict else "too_long", language),
    )
    beside = said_beside(telling.beside, language)[-2:-1]
    pieces = [_spoken(text, language) for text in (*start, *why, *beside)]
    made = [sayable(point, language) for point in telling.standing]
    status = [_spoken(each.short, each.language) for each in made if each and each.short]
    fits = len(status) == len(made) and words([*pieces, *status, end]) <= MOST_WORDS
    told = status if fits and not telling.conflict else []
    return Speech((*pieces, *told, end), len(content.points))


def _spoken(text: str, language: Language) -> Piece:
    return Piece(said(spoken(text), language), language)


def without_keys(spoken: Speech, language: Language) -> str:
    """The speech without the keys of the telephone menu: for an operator who reads it out."""
    menus = {wording(name, language) for name in ("menu", "menu_short")}
    return " ".join(piece.text for piece in spoken.pieces if piece.text not in menus)


def ssml(spoken: Speech) -> str:
    """The speech as SSML: a break after each sentence, a slower pace, keys and numbers to dial as digits."""
    parts = [
        re.sub(
            r"\b\d\b",
            lambda m: f'<say-as interpret-as="digits">{m[0]}</say-as>',
            escape(sentence, quote=False),
        )
        for piece in spoken.pieces
        for sentence in split(piece.text)
    ]
    return '<speak><prosody rate="90%">' + '<break time="400ms"/>'.join(parts) + "</prosody></speak>"


def split(text: str) -> list[str]:
    """The sentences of a text that was made for speech: no full stop stands inside one."""
    return [part for part in re.split(r"(?<=[.?।])\s+", text) if part]
