"""A whole answer by SMS, part after part: every line and the name of every source, in registered templates."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from service.helpline import references
from service.helpline.renderings.clauses import topic_of
from service.helpline.renderings.records import Language, Screen, Source
from service.helpline.renderings.segments import count
from service.helpline.renderings.sms import MOST_SEGMENTS, cut
from service.helpline.renderings.templates import MOST_VARIABLE, Template, shipped
from service.helpline.talk_records import Reply

_WIDEST = "99 of 99"
_PLAIN = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "•": "-",
        "₹": "Rs ",
        "…": "...",
        "\u00a0": " ",
        "\u200b": None,
    }
    | {"[": "(", "]": ")", "×": "x", "≥": ">=", "≤": "<=", "½": "1/2", "›": ">", "→": "->"}
)
"""Signs that would make a whole message twice as dear, and what says the same."""


def answer_lines(screen: Screen) -> tuple[str, ...]:
    """Every line of an answer, its topic named where it changes, then the documents by name."""
    told, before = [], None
    for point in screen.lines:
        topic, rest = topic_of(point.text)
        named = topic.named(Language.ENGLISH) if topic != before else ""
        told.append(f"{named}: {rest}" if named else rest[:1].upper() + rest[1:])
        before = topic
    documents = dict.fromkeys(_named(source) for source in screen.sources)
    listed = [f"Quoted from: {'; '.join(documents)}."] if documents else []
    return tuple(
        filter(None, (screen.banner, *told, *(f"{n}. {c}" for n, c in enumerate(screen.choices, 1)), *listed))
    )


def _named(source: Source) -> str:
    return f"{source.title}, {source.year or 'undated'}"


def parts(lines: Sequence[str], reference: str) -> tuple[Reply, ...]:
    """The lines as messages of two segments at most; nothing is left out, and no figure is torn in two.

    Each says which part of how many it is, how to get the next one, and the reference. A line in Devanagari has parts
    of its own: one letter of it halves the room of a whole message.
    """
    shown = references.shown(reference)
    held = [filled for language, run in groupby(lines, _language) for filled in _run(language, run, shown)]
    return tuple(
        _reply(template, [_which(number, len(held), template.language), *pieces, shown])
        for number, (template, pieces) in enumerate(held, 1)
    )


def _language(line: str) -> Language:
    """The language of the templates that a line goes out in, by its letters."""
    return Language.HINDI if re.search(r"[\u0900-\u097f]", line) else Language.ENGLISH


def _run(language: Language, lines: Iterable[str], shown: str) -> Iterator[tuple[Template, list[str]]]:
    """The messages of neighbouring lines that go out in templates of one language."""
    text = " ".join(" ".join(lines).translate(_PLAIN).split())
    return _filled(_pieces(text), shipped().of("part", language), shown)


def _which(number: int, count_of: int, language: Language) -> str:
    return f"{number}/{count_of}" if language is Language.HINDI else f"{number} of {count_of}"


def _reply(template: Template, values: Sequence[str]) -> Reply:
    text = template.fill(values)
    return Reply(text, template.language.value, name=template.id, variables=tuple(values), channel="sms")


def _pieces(text: str) -> list[str]:
    """The text in variables; a word that is too long for one (an address of the web) goes on in the next."""
    words = [
        word[at : at + MOST_VARIABLE] for word in text.split() for at in range(0, len(word), MOST_VARIABLE)
    ]
    whole = " ".join(words)
    return cut(whole) or list(_simply(words))


def _simply(words: Sequence[str]) -> Iterator[str]:
    """The words in variables where a figure is longer than one may be."""
    held = ""
    for word in words:
        if held and len(held) + 1 + len(word) > MOST_VARIABLE:
            yield held
            held = word
        else:
            held = f"{held} {word}".strip()
    if held:
        yield held


def _filled(
    pieces: Sequence[str], templates: Sequence[Template], shown: str
) -> Iterator[tuple[Template, list[str]]]:
    """As many pieces in each message as two segments hold."""
    at = 0
    while at < len(pieces):
        for template in reversed(templates):
            taken = list(pieces[at : at + template.slots - 2])
            fits = len(taken) == template.slots - 2
            if fits and count(template.fill([_WIDEST, *taken, shown])).count <= MOST_SEGMENTS:
                yield template, taken
                at += len(taken)
                break
