"""Sentences: the spans of a passage that can be quoted alone."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from ingest.records import Passage, PassageKind, Sentence

Span = tuple[int, int]
ROW_WORDS = 60  # a longer run of lines is no row
NEAR = 400  # characters before and after a sign that decide whether it ends a sentence

# Abbreviations after which a sentence never ends.
TITLES = frozenset(
    "rs re dr mr mrs ms prof shri smt sh km vs viz cf e.g i.e eg ie m/s hon messrs approx avg".split()
)
# Abbreviations after which it does not end where a number follows: "No. 12", "Fig. 3", but "The answer is No. We ...".
COUNTED = frozenset(
    "no nos fig figs sec sect art arts vol ch cl eq ref para paras p pp pg sl s.no st ft pt annex".split()
)
# Abbreviations after which it ends only where a word follows that opens sentences.
BODIES = frozenset(
    "ltd pvt co corp inc govt gov.t dept min univ inst assn etc al jr sr est bros st addl asst dy jt u.s u.k u.n "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
OPENERS = frozenset(
    "the this these those it its in a an and as at by for from however he she they we you i if on our such there thus "
    "to when where while with what which who but also all most many some each both under since after before".split()
)
END = re.compile(r"[.!?।॥…]+[\"'”’)\]]*(?=\s+\S)")
LEAD = re.compile(r"\s*(?:[-•▪◦‣●○■□➢✓]\s+)?")
ENUMERATOR = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[ivxIVX]{1,5}|[A-Za-z])[.)]*")


def sentences(
    text: str, passage: Passage, titles: Sequence[Span] = (), whole: Container[int] = ()
) -> list[Sentence]:
    """Find what can be quoted from a passage, in reading order.

    Args:
        text: The text of the whole document.
        passage: A slice of it.
        titles: Spans in ``text`` that state nothing by themselves (headings, questions, header rows).
        whole: Offsets at which lines begin that are not cut: rows of a sheet, whose cells may hold sentences.

    Returns:
        Sentences without overlap, trimmed, without the sign of a list. A row of a table is one sentence; of a table
        that lost its grid, the lines from one row number to the next are one. Any other sentence is inside one line.
    """
    lines: list[Span] = []
    at = passage.start
    for line in passage.text.split("\n"):
        if line.strip() and not any(start <= at < end for start, end in titles):
            lines.append((at, at + len(line)))
        at += len(line) + 1
    found = [
        span
        for line in rows(text, lines, passage.kind)
        for span in ([line] if line[0] in whole else quotable(text, line))
    ]
    return [Sentence(passage.id, start, end, text[start:end]) for start, end in found]


def rows(text: str, lines: Sequence[Span], kind: PassageKind) -> list[Span]:
    """Draw the lines of a table without grid together into its rows; any other line stays by itself.

    A row begins with a line that is a number, up to three higher than that of the row before it.
    """
    if kind is not PassageKind.TABLE:
        return list(lines)
    drawn: list[Span] = []
    number: int | None = None
    for start, end in lines:
        said = text[start:end].strip()
        begins = said.isdigit() and (number is None or 0 < int(said) - number <= 3)
        number = int(said) if begins else number
        if begins or number is None or said.startswith("|") or not is_close(text, drawn[-1], (start, end)):
            drawn.append((start, end))
        else:
            drawn[-1] = (drawn[-1][0], end)
    return drawn


def is_close(text: str, row: Span, line: Span) -> bool:
    """Tell that a line stands just below a row and that both together are no longer than a row may be."""
    return text[row[1] : line[0]] == "\n" and len(text[row[0] : line[1]].split()) <= ROW_WORDS


def quotable(text: str, line: Span) -> list[Span]:
    """Give the sentences of one line, or a row as it is."""
    start, end = line
    if "\n" in text[start:end]:
        return [line]
    return [(start + a, start + b) for a, b in spans(text[start:end])]


def spans(line: str) -> list[Span]:
    """Cut one line (a paragraph, an item, a table row) into the spans of its sentences.

    >>> line = "- Grants of Rs. 2.5 crore, i.e. 60%. See No. 5."
    >>> [line[start:end] for start, end in spans(line)]
    ['Grants of Rs. 2.5 crore, i.e. 60%.', 'See No. 5.']
    """
    lead = LEAD.match(line)
    start = lead.end() if lead else 0
    end = len(line.rstrip())
    if start >= end:
        return []
    if line.startswith("|"):
        return [(start, end)]
    cuts = [start, *ends(line, start), end]
    pairs = ((a, b) for a, b in pairwise(cuts))
    return [span for pair in pairs if (span := trimmed(line, *pair))]


def trimmed(line: str, start: int, end: int) -> Span | None:
    """Take white space off both ends of a span; None where no letter is left."""
    held = line[start:end]
    if not any(sign.isalpha() for sign in held):
        return None
    return start + len(held) - len(held.lstrip()), end - (len(held) - len(held.rstrip()))


def ends(line: str, start: int) -> Iterator[int]:
    """Give the offsets at which sentences of a line end, but for the last."""
    for found in END.finditer(line, start):
        before = line[max(start, found.start() - NEAR) : found.start()]
        if is_end(before, found.group(), line[found.end() : found.end() + NEAR].lstrip() or " "):
            start = found.end()
            yield start


def is_end(before: str, sign: str, after: str) -> bool:
    """Tell whether a full stop, question mark or danda ends a sentence, from the words around it."""
    if sign[0] in "।॥":
        return True
    if after[0].islower() or ENUMERATOR.fullmatch(before.strip()):
        return False
    return sign[0] in "!?…" or len(sign.strip("\"'”’)]")) > 1 or not is_abbreviation(before, after)


def is_abbreviation(before: str, after: str) -> bool:
    """Tell whether a full stop belongs to the word before it."""
    word = re.split(r"[\s(\[“\"‘-]", before)[-1]
    short = word.casefold()
    opener = re.split(r"\W", after, maxsplit=1)[0].casefold() in OPENERS
    if short in TITLES:
        return True
    if short in COUNTED and re.match(r"[\d(#]|[IVX]+\b|[A-Z]\d", after):
        return True
    is_initial = (len(word) == 1 and word.isupper()) or bool(re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word))
    return (short in BODIES or is_initial) and not opener
