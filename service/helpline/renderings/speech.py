"""The text to read aloud: at most 45 words, one number a sentence, whole statements only; SSML beside it."""

import re
from collections.abc import Sequence
from html import escape

from service.helpline.renderings.clauses import Clauses, clauses
from service.helpline.renderings.figures import said
from service.helpline.renderings.records import Content, Language, Piece, Point, Speech
from service.helpline.renderings.telling import Plan, opening, plan
from service.helpline.renderings.wording import wording

MOST_WORDS = 45
_UNSPEAKABLE = re.compile(r"https?:|www\.|\S+@\S+|\.\w{2,4}/")


def speech(content: Content, language: Language) -> Speech:
    """What is read aloud: the leading point whole, then what else fits in order, then what to press.

    Where the leading point does not fit no figure is told, but that the answer is too long and how to get it.
    Where any point is left out, the caller hears that there is more and how to get it.
    """
    end = [Piece(wording("menu", language), language)]
    if not content.known:
        lead = _lead(content, language)
        return Speech((Piece(lead, language), *end), 0)
    telling = plan(content)
    start = [Piece(text, language) for text in opening(content, telling, language)]
    return _composed(content, telling, language, start, end) or _untold(
        content, telling, language, start, end
    )


def _composed(
    content: Content, telling: Plan, language: Language, start: Sequence[Piece], end: Sequence[Piece]
) -> Speech | None:
    """The points that fit between start and end, and that there is more where there is; None where the first do not.

    Of the wordings that there is more, the one that leaves most room for points, the fullest where all leave as much.
    """
    found: list[tuple[int, Speech]] = []
    for name in ("special", "special_short") if telling.special else ("", "more"):
        more = [Piece(wording(name, language), language)] if name else []
        chosen, whole = _choose(telling, language, MOST_WORDS - _words([*start, *more, *end]))
        left_out = len(content.points) - whole
        if chosen and (name or not left_out):
            found.append((len(chosen), Speech((*start, *chosen, *more, *end), left_out)))
    return max(found, key=lambda each: each[0])[1] if found else None


def _untold(
    content: Content, telling: Plan, language: Language, start: Sequence[Piece], end: Sequence[Piece]
) -> Speech:
    """That the answer is not told here, with no figure of it, and whether applications are taken where that fits."""
    name = "disagree_only" if telling.conflict else "too_long"
    pieces = [*([] if telling.conflict else start), Piece(wording(name, language), language)]
    for made in (_clauses(point, language) for point in telling.standing):
        line = _pieces([made.short], made.language) if made and made.short else []
        if not telling.conflict and _words([*pieces, *line, *end]) <= MOST_WORDS:
            pieces += line
    return Speech((*pieces, *end), len(content.points))


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


def count_words(text: str) -> int:
    """Words as a speaker counts them: parted by spaces, "twenty-two" is one."""
    return len(text.split())


def _words(pieces: Sequence[Piece]) -> int:
    return sum(count_words(piece.text) for piece in pieces)


def _lead(content: Content, language: Language) -> str:
    return wording(f"status_{content.status}", language)


def _choose(telling: Plan, language: Language, room: int) -> tuple[list[Piece], int]:
    """The pieces of the points that fit into so many words, and how many points are said whole; none without the first.

    After the first comes whether the scheme takes applications, in short if need be; then the others until one does
    not fit.
    """
    chosen: list[Piece] = []
    whole, topic = 0, ""
    optional = (*telling.standing, *telling.plain)
    for point in (*telling.first, *optional):
        made = _clauses(point, language)
        pieces, all_of_it = _fitting(made, topic, room, language) if made else ([], False)
        if point in telling.first and not (all_of_it or pieces):
            return [], 0
        if not pieces and point in telling.plain:
            break
        room -= _words(pieces)
        chosen += pieces
        whole += all_of_it
        topic = made.topic if made and pieces and made.topic else topic
    return chosen, whole


def _clauses(point: Point, language: Language) -> Clauses | None:
    if point.doubt or _UNSPEAKABLE.search(point.text):
        return None
    return clauses(point.text, language)


def _fitting(made: Clauses, topic: str, room: int, language: Language) -> tuple[list[Piece], bool]:
    """What of a statement fits: all of it (then True), a short form, or nothing."""
    whole = _whole(made, topic, language)
    if _words(whole) <= room:
        return whole, True
    line = made.short_after(topic)
    short = _pieces([line] if line else [], made.language)
    return (short if _words(short) <= room else []), False


def _whole(made: Clauses, topic: str, language: Language) -> list[Piece]:
    """All of a statement, what it is about before it unless that was just said."""
    about = [] if made.topic in ("", topic) else [made.topic]
    foreign = [Piece(wording("in_english", language), language)] if made.language is not language else []
    return [*foreign, *_pieces([*about, *made.sentences], made.language)]


def _pieces(sentences: Sequence[str], language: Language) -> list[Piece]:
    return [Piece(said(sentence, language), language) for sentence in sentences]
