"""The text to read aloud: at most 45 words, one number a sentence, whole statements only; SSML beside it."""

import re
from collections.abc import Sequence
from html import escape

from service.helpline.renderings.clauses import sentences_of
from service.helpline.renderings.figures import figures, said
from service.helpline.renderings.records import Content, Language, Piece, Speech
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
    start = _start(content, language)
    more = Piece(wording("more", language), language)
    chosen, left_out = _choose(content, language, MOST_WORDS - _words([*start, more, *end]))
    return Speech(tuple([*start, *chosen, *([more] if left_out else []), *end]), left_out)


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
    """The pieces of the points that fit into so many words, and how many points do not."""
    chosen: list[Piece] = []
    left_out, topic = 0, ""
    for point in content.points:
        found = sentences_of(point.text, language)
        if found is None or point.doubt or _UNSPEAKABLE.search(point.text):
            left_out += 1
            continue
        start = [] if found.topic == topic else [found.topic]
        pieces = _pieces([*start, *found.sentences], found.language)
        if _words(pieces) > room:
            left_out += 1
            continue
        room -= _words(pieces)
        topic = found.topic
        chosen += pieces
    return chosen, left_out


def _pieces(sentences: Sequence[str], language: Language) -> list[Piece]:
    return [Piece(said(sentence, language), language) for sentence in sentences if sentence]


def one_number_each(sentences: Sequence[str]) -> bool:
    """Whether no sentence holds more than one figure."""
    return all(len(figures(sentence)) <= 1 for sentence in sentences)
