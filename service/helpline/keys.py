"""What an operator types into the one box of the interview, read as an answer to the question that is open.

A choice is answered by its number (several: "1 4 7"), by the beginning of its words, or by the words; a figure as it is
said ("12 crore"). ``0`` stands for "does not know", ``-`` for one step back. Where the answer is itself a figure, 0 is
a figure, and ``?`` says that it is not known; ``?`` does so everywhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from ingest.errors import BadRequestError
from service.interviews.records import Ask, Option

MOST_KEYS = 9
"""Options that a single key can name; of more, the number is typed whole."""

FIGURES = frozenset(("money", "number", "percent", "date"))
"""Kinds of questions whose answer is typed and not chosen."""

_NUMBERS = re.compile(r"\d{1,2}(?:[\s,;+]+\d{1,2})*")
_CLOSE_ENOUGH = 85


class Move(StrEnum):
    """What a key does."""

    ANSWER = "answer"
    UNKNOWN = "unknown"
    SKIP = "skip"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Key:
    """What was typed: the move, and for an answer its values as the form of the web page would send them."""

    move: Move
    values: tuple[str, ...] = ()


def chosen(ask: Ask) -> bool:
    """Whether a question is answered by choosing, so that ``0`` means "does not know"."""
    return bool(ask.options) and ask.kind not in FIGURES


def single(ask: Ask) -> bool:
    """Whether one key is enough: one answer, out of nine at most."""
    return chosen(ask) and ask.kind != "any_of" and len(ask.options) <= MOST_KEYS


def read_key(ask: Ask, typed: str) -> Key:
    """What was typed, for this question.

    Raises:
        BadRequestError: nothing was typed, or it names no option or several; the message says what would do.
    """
    text = " ".join(typed.split())
    if text == "-":
        return Key(Move.BACK)
    if text == "?" or (text == "0" and chosen(ask)):
        return Key(Move.UNKNOWN)
    if not text:
        raise BadRequestError(
            "Type a number from the list or an answer; 0 or ? where the caller does not know."
        )
    if not chosen(ask):
        return Key(Move.ANSWER, (text,))
    return Key(Move.ANSWER, _options(ask, text))


def _options(ask: Ask, text: str) -> tuple[str, ...]:
    several = ask.kind == "any_of"
    if _NUMBERS.fullmatch(text):
        numbers = [int(number) for number in re.findall(r"\d+", text)]
        return _numbered(ask.options, numbers, several)
    parts = [part.strip() for part in re.split(r"[,;]", text)] if several else [text]
    return tuple(_named(ask.options, part) for part in parts if part)


def _numbered(options: Sequence[Option], numbers: Sequence[int], several: bool) -> tuple[str, ...]:
    wrong = [number for number in numbers if not 1 <= number <= len(options)]
    if wrong:
        raise BadRequestError(f"There is no option {wrong[0]}; the list goes from 1 to {len(options)}.")
    if len(numbers) > 1 and not several:
        raise BadRequestError("Only one answer can be given here. Type one number.")
    return tuple(dict.fromkeys(options[number - 1].value for number in numbers))


def _named(options: Sequence[Option], text: str) -> str:
    """The option whose words begin so; else whose words hold it; else the one that is nearly so."""
    wanted = text.casefold()
    labels = [(option, option.label.casefold()) for option in options]
    for fits in (
        [option for option, label in labels if wanted in (label, option.value.casefold())],
        [option for option, label in labels if label.startswith(wanted)],
        [
            option
            for option, label in labels
            if any(word.startswith(wanted) for word in re.findall(r"\w+", label))
        ],
    ):
        if len(fits) == 1:
            return fits[0].value
        if fits:
            names = ", ".join(option.label for option in fits[:4])
            raise BadRequestError(f'"{text}" fits several: {names}. Type more of it, or the number.')
    near = process.extractOne(
        wanted, [label for _, label in labels], scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH
    )
    if near is None:
        raise BadRequestError(
            f'"{text}" is none of the answers. Type the number from the list, or the first letters.'
        )
    return labels[near[2]][0].value
