"""A question for one part of one scheme's sheet: its closing date, its papers, its steps, whom to ask.

Where a question names a scheme and asks for such a part alone, the part is read from the sheet, and no search can miss
it or bring another scheme's. A sheet that names the part as a gap ends the question: it is known not to be known.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.search import Index
from ingest.records import Document
from service.answers.background import STATUS, Background, states_in
from service.answers.compare import Quoted, compared, hit_of, sentences
from service.answers.generic import BUILT, COMMON
from service.answers.question import Question
from service.answers.route import Ending
from service.answers.words import content, fold, stem_set, words
from service.records import AnswerStatus

GAPS = "How sure we are"  # the part of a sheet whose last statements name what its sources do not state
MOST = 5  # statements of a part that are quoted
_ANY = re.compile("")
_KNOWN_GAP = Ending(AnswerStatus.NO_EVIDENCE, "known_gap")
_NO_DATE = Ending(AnswerStatus.NO_EVIDENCE, "no_date")
_UNTOLD = Ending(AnswerStatus.NO_EVIDENCE, "no_evidence")


@dataclass(frozen=True, slots=True)
class Part:
    """One part: the wordings that ask for it, the beginning of its headings, and how a sheet names it as a gap.

    ``telling`` is what a statement must hold to be of the part, ``needed`` what one of them must hold for them to be an
    answer; an empty ``gap`` is never named as one.
    """

    asked: re.Pattern[str]
    heading: str
    gap: str
    telling: re.Pattern[str] = _ANY
    needed: re.Pattern[str] = _ANY


PARTS = (
    Part(
        re.compile(
            r"\b(what is )?(the )?(last|closing|final|end) dates?( (to|of|for) (appl\w+|submit\w*|submission))?\b"
            r"|\bdeadlines?\b|\b(until|till|by|up to) (when|what date)\b|\bdate (last|final)\b"
            r"|\bwhen (does|will|is) (it|this|that) (clos\w+|end)\b"
        ),
        STATUS,
        "",
        needed=re.compile(
            r"\bended\b|\bis closed\b|\bperiod of .* to |(?<!sources )\bup to \d{1,2} \w+ \d{4}|\buntil\b|\blast date\b"
        ),
    ),
    Part(
        re.compile(r"\b(documents?|papers?|paperwork|proofs?) ?(list|needed|required|to submit)?\b"),
        "Documents needed",
        "the documents to hand in",
    ),
    Part(
        re.compile(
            r"\bhow (long|many (days|weeks|months)|much time)\b( (does|will|would) (it|this|that) take)?"
            r"|\btime (taken|required)\b"
        ),
        "How to apply",
        "how long a decision takes",
        re.compile(r"\b(days?|weeks?|decision|decided|sanctioned in|approved in)\b"),
    ),
    Part(
        re.compile(
            r"\bhow (to|do (i|we|you)|can (i|we|one)|does one)? ?(apply|register|file|submit)\b"
            r"|\b(appl\w+|registration) (process|procedure|steps)\b|\b(process|procedure|steps) (of|for|to) appl\w+"
            r"|\bapply how\b"
        ),
        "How to apply",
        "the steps of applying",
        re.compile(r"^To apply\b"),
    ),
    Part(
        re.compile(
            r"\b(helpline|phone|telephone|contact|toll free|customer care) ?(number|no)?\b"
            r"|\b(portal|websites?|web site)\b"
        ),
        "Where to ask",
        "",
    ),
)
_AROUND = frozenset("detail step need requir take submit address online link north east hill".split())


@dataclass(frozen=True, slots=True)
class Told:
    """What a sheet tells on the part: its statements, or how the question ends where it has none.

    ``nearest`` are the statements that name the gap.
    """

    quoted: tuple[Quoted, ...] = ()
    ending: Ending | None = None
    nearest: tuple[Quoted, ...] = ()


def part_told(question: Question, index: Index, known: Background) -> Told | None:
    """What the sheet of the one scheme that a question names says on the part that it asks for, and for nothing else.

    None for every other question.
    """
    asked = fold(question.search.replace("-", " "))
    parts = [part for part in PARTS if part.asked.search(asked)]
    if not parts or question.wants_past:
        return None
    sheets = compared(question.search, known)
    if (
        len(sheets) != 1
        or counts_something(asked, sheets[0])
        or sheets[0].id not in known.schemes
        or not alone(question, parts, sheets[0], known)
    ):
        return None
    quoted = [one for part in parts for one in said(part, sheets[0], index, known)]
    needed = [one for one in quoted if any(part.needed.search(one[1].text) for part in parts)]
    if needed:
        return Told(tuple([*needed, *(one for one in quoted if one not in needed)][:MOST]))
    gaps = [one for part in parts for one in gap(part, sheets[0], index, known)]
    if quoted and not gaps:
        return Told((), _NO_DATE, tuple(quoted))
    if not any(part.gap for part in parts):
        return None
    return Told((), _KNOWN_GAP if gaps else _UNTOLD, tuple(gaps))


def counts_something(asked: str, sheet: Document) -> bool:
    """Whether a question holds a number that is not of the scheme's own name, as the 5.0 of ECLGS 5.0 is."""
    own = {word for name in (sheet.title, *sheet.aliases) for word in words(fold(name.replace("-", " ")))}
    return any(word[0].isdigit() and word not in own for word in words(asked))


def alone(question: Question, parts: list[Part], sheet: Document, known: Background) -> bool:
    """Whether a question says nothing but which scheme it is about and which part it asks for."""
    rest = fold(question.search.replace("-", " "))
    named = known.named_words(question.search)
    anywhere = {word for state in states_in(rest) for word in state.split()}  # sheets tell it for every State
    if named.others - named.schemes - anywhere:
        return False
    for part in parts:
        rest = part.asked.sub(" ", rest)
    names = stem_set(
        " ".join((sheet.title, *sheet.aliases, *known.sections[sheet.id].headings)).replace("-", " ")
    )
    idle = COMMON | BUILT | _AROUND | names | named.schemes | stem_set(" ".join(anywhere))
    return all(word in idle for word in content(rest))


def said(part: Part, sheet: Document, index: Index, known: Background) -> Iterator[Quoted]:
    """The statements of a part of a sheet, in its order."""
    for quoted in under(part.heading, sheet, index, known):
        text = quoted[1].text.strip()
        if text.endswith(".") and part.telling.search(text):
            yield quoted


def gap(part: Part, sheet: Document, index: Index, known: Background) -> Iterator[Quoted]:
    """The statements of a sheet by which a part is known not to be known."""
    for quoted in under(GAPS, sheet, index, known):
        if part.gap and part.gap in quoted[1].text and "do not state" in quoted[1].text:
            yield quoted


def under(heading: str, sheet: Document, index: Index, known: Background) -> Iterator[Quoted]:
    """The sentences under the headings of a sheet that begin so, each with the passage that holds it."""
    passages = index.passages(sheet.id)
    for start, end in known.sections[sheet.id].all(heading):
        for holder, sentence in sentences(index, passages, start, end):
            yield hit_of(holder, "read from the sheet"), sentence
