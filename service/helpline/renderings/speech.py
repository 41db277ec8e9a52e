"""The text to read aloud: at most 45 words, one number a sentence, whole statements only; SSML beside it."""

import re
from collections.abc import Sequence
from html import escape

from service.helpline.renderings.clauses import Clauses, clauses
from service.helpline.renderings.figures import said
from service.helpline.renderings.records import Content, Language, Piece, Point, Speech
from service.helpline.renderings.wording import wording

MOST_WORDS = 45
_UNSPEAKABLE = re.compile(r"https?:|www\.|\S+@\S+|\.\w{2,4}/")


def speech(content: Content, language: Language) -> Speech:
    """What is read aloud: the points that fit, in their order, then what to press.

    A point is said whole or not at all; where any is left out, the caller hears that there is more and how to get it.
    """
    end = [Piece(wording("menu", language), language)]
    if not content.known:
        lead = _lead(content, language)
        return Speech((Piece(lead, language), *end), 0)
    if content.status == "conflicting":
        both_sides = _composed(content, language, [], end)
        if both_sides and any("ources disagree" in piece.text for piece in both_sides.pieces):
            return both_sides
    too_long = Piece(wording("too_long", language), language)
    return _composed(content, language, _start(content, language), end) or Speech(
        (too_long, *end), len(content.points)
    )


def _composed(
    content: Content, language: Language, start: Sequence[Piece], end: Sequence[Piece]
) -> Speech | None:
    """The points that fit between start and end, and that there is more where there is; None where no point fits."""
    more = Piece(wording("more", language), language)
    room = MOST_WORDS - _words([*start, *end])
    chosen, left_out = _choose(content, language, room)
    if left_out:
        chosen, left_out = _choose(content, language, room - _words([more]))
    pieces = (*start, *chosen, *([more] if left_out else []), *end)
    return Speech(pieces, left_out) if chosen else None


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


def _start(content: Content, language: Language) -> list[Piece]:
    if content.status == "conflicting":
        return [Piece(wording("disagree", language), language)]
    return []


def _choose(content: Content, language: Language, room: int) -> tuple[list[Piece], int]:
    """The pieces of the points that fit into so many words, and how many points are not said whole.

    After the first point that fits comes whether the scheme takes applications, in short if need be; then the others.
    """
    found = [made for made in (_clauses(point, language) for point in content.to_say) if made]
    standing = [made for made in found if made.short]
    others = [made for made in found if not made.short]
    first = next((made for made in others if _words(_whole(made, "", language)) <= room), None)
    later = [made for made in others if made is not first]
    chosen: list[Piece] = []
    whole, topic = 0, ""
    for made in (*([first] if first else []), *standing, *later):
        pieces, all_of_it = _fitting(made, topic, room, language)
        room -= _words(pieces)
        chosen += pieces
        whole += all_of_it
        topic = made.topic if pieces and made.topic else topic
    return chosen, len(content.points) - whole


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
