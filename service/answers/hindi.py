"""Statements in Hindi: what sentences in Devanagari say to a question, quoted as they stand.

The English way finds nothing of them: their words are not English, and its model reads none. Here a question in Hindi
or Hinglish is compared with each such sentence by words (``hindi_words``), and one in Devanagari also by meaning, where
the library was made with the model that reads Hindi (``index.e5``). One statement is quoted if it is sure, with the one
that it points back to. The limits were set on the half ``tune`` of ``tests/data/hindi/questions.jsonl``.
"""

import logging
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.e5 import HindiReader
from index.hindi import HindiLine, hindi_lines, texts_around
from index.records import Filters, Hit
from index.search import Index
from ingest.errors import ModelError
from ingest.records import Sentence
from service.answers.background import Background
from service.answers.cite import cite
from service.answers.glossary import Glossary
from service.answers.hindi_words import POINTS_BACK, Postings, Scores, Unit, coverage, units
from service.answers.orders import gives_orders
from service.answers.question import Question
from service.answers.sounds import has_devanagari
from service.answers.verify import faults
from service.answers.words import fold, words
from service.records import Answer, AnswerStatus

log = logging.getLogger(__name__)

SURE_BY_MEANING = 0.885  # cosine and WORDS x coverage, from which a statement answers one in Devanagari
SURE_BY_WORDS = 0.45  # the same for the coverage alone
SURE_IN_HINGLISH = 0.5  # the same for a question in Latin letters: all its words are guessed
WORDS = 0.1  # what the coverage counts beside a cosine: these lie between .75 and .92
THINGS = 2  # what a question must name at least: "how much grant will we get?" fits too many statements
FEWEST_WORDS = 4
SHOWN = 10  # hits that an answer carries
HINT = '"install the extra hindi and run samuh ingest (docs/how-to/search-hindi-documents.md)"'
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_COUNTS = re.compile(r"कितन|\bkitn[aei]\b")  # asks for a number


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """All that is compared: the sentences, their words, and for each the row of its passage in ``around``."""

    lines: tuple[HindiLine, ...]
    words: Postings
    around: Postings
    holder: NDArray[np.int64]


class HindiTexts:
    """The sentences in Devanagari of one library; safe to call from several threads."""

    def __init__(
        self, lines: Sequence[HindiLine], index: Index, glossary: Glossary, reader: HindiReader | None
    ) -> None:
        """Use ``hindi_texts``. The words are read at the first question that needs them."""
        self._lines = tuple(lines)
        self._index = index
        self._glossary = glossary
        self._reader = reader
        self._lock = threading.Lock()
        self._read: Read | None = None
        vectors = index.generation.hindi
        fits = vectors is not None and reader is not None and vectors.model_sha256 == reader.sha256
        self._vectors = vectors if fits else None

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def by_meaning(self) -> bool:
        """Whether questions are compared by meaning, too."""
        return self._vectors is not None

    def best(self, question: Question, filters: Filters) -> HindiLine | None:
        """The sentence that answers a question, None where none does so surely, or the question is English."""
        asked = question.search if question.leans else question.asked
        things = units(asked, self._glossary)
        if sum(not unit.asks for unit in things) < THINGS or not self._is_hindi(question.asked):
            return None
        read = self.read()
        scores, sure = self.scores(asked, things, read)
        scores = np.where(self.may_answer(read, question, filters), scores, 0.0)
        top = int(np.argmax(scores))
        return read.lines[top] if scores[top] >= sure else None

    def scores(self, asked: str, things: Sequence[Unit], read: Read) -> tuple[Scores, float]:
        """How well each sentence answers, and the score from which one does so surely.

        Raises:
            ModelError: the model that reads Hindi cannot be loaded.
        """
        held = coverage(things, read.words, read.around, read.holder)
        if not has_devanagari(asked):
            return held, SURE_IN_HINGLISH
        meant = self.meant(asked)
        return (held, SURE_BY_WORDS) if meant is None else (meant + WORDS * held, SURE_BY_MEANING)

    def meant(self, asked: str) -> Scores | None:
        """The cosine of each sentence with a question by the model that reads Hindi; None where it is not used.

        Raises:
            ModelError: it cannot be loaded.
        """
        if self._vectors is None or self._reader is None:
            return None
        cosines = self._vectors.cosines(self._reader.read_question(asked))
        return aligned(self._lines, self._vectors.numbers, cosines)

    def _is_hindi(self, text: str) -> bool:
        return self._glossary.understand(text).language != "en"

    def before(self, line: HindiLine) -> HindiLine | None:
        """The sentence before one in its passage, None where it is the first."""
        at = self._lines.index(line)
        found = self._lines[at - 1] if at else None
        return found if found and found.passage == line.passage and found.number == line.number - 1 else None

    def hit(self, line: HindiLine) -> Hit:
        """The passage that holds a sentence, as a hit."""
        passage = self._index.passage(line.sentence.passage_id)
        return Hit(passage, 1.0, 1, None, None, None, "Hindi")

    def may_answer(self, read: Read, question: Question, filters: Filters) -> NDArray[np.bool_]:
        """Which sentences may be quoted: allowed, whole, and with the figures that are asked for and named."""
        allowed = self._index.allowed(filters)
        years = set(_YEAR.findall(question.search))
        flags = [
            (allowed is None or bool(allowed[line.document]))
            and says_something(line.sentence.text)
            and years <= set(_YEAR.findall(line.sentence.text))
            for line in read.lines
        ]
        found = np.array(flags, dtype=np.bool_)
        return found & read.words.figures if _COUNTS.search(fold(question.asked)) else found

    def read(self) -> Read:
        """The words of all sentences, read once: a few milliseconds for each."""
        with self._lock:
            if self._read is None:
                self._read = reading(self._lines, self._index, self._glossary)
            return self._read


def reading(lines: tuple[HindiLine, ...], index: Index, glossary: Glossary) -> Read:
    """Read the words of sentences and of what stands around them."""
    passages = list(dict.fromkeys(line.passage for line in lines))
    place = {number: row for row, number in enumerate(passages)}
    return Read(
        lines,
        Postings([line.sentence.text for line in lines], glossary),
        Postings(texts_around(index.generation.shelf, passages), glossary),
        np.array([place[line.passage] for line in lines], dtype=np.int64),
    )


def hindi_texts(
    index: Index, glossary: Glossary, find_reader: Callable[[], HindiReader | None]
) -> HindiTexts | None:
    """The sentences in Devanagari of a library, None where it has none; the log says if meaning is not searched."""
    lines = hindi_lines(index.generation.shelf)
    if not lines:
        return None
    made = HindiTexts(lines, index, glossary, find_reader())
    if not made.by_meaning:
        log.warning("event=hindi_by_words_alone sentences=%d hint=%s", len(lines), HINT)
    return made


def aligned(lines: Sequence[HindiLine], numbers: NDArray[np.int64], cosines: Scores) -> Scores:
    """The cosine of each sentence; 0 for one that has no vector."""
    held = dict(zip(numbers.tolist(), cosines.tolist(), strict=True))
    return np.array([held.get(line.number, 0.0) for line in lines])


def says_something(text: str) -> bool:
    """Whether a sentence can be an answer: no question, heading or lead-in, and no order to the reading program."""
    bare = text.strip().strip("*_# ")
    return not bare.endswith(("?", ":", ":-")) and len(words(bare)) >= FEWEST_WORDS and not gives_orders(bare)


def with_hindi(
    answer: Answer, question: Question, filters: Filters, texts: HindiTexts, known: Background
) -> Answer:
    """The answer with a statement in Hindi behind its own; with that alone where it had none.

    A comparison stays as it is. Nothing else is changed, and nothing at all where no statement in Hindi is sure.
    """
    if answer.table is not None:
        return answer
    try:
        best = texts.best(question, filters)
    except ModelError as error:
        log.error("event=hindi_unread error=%s", error)
        return answer
    if best is None:
        return answer
    before = texts.before(best) if POINTS_BACK.match(best.sentence.text) else None
    quoted = [(texts.hit(line), line.sentence) for line in (before, best) if line]
    quoted = [pair for pair in quoted if not said(answer, pair)]
    statements, citations = cite(quoted, known, first=len(answer.citations) + 1)
    if not quoted or faults(statements, citations, known.documents):
        return answer
    own = list(dict.fromkeys(hit for hit, _ in quoted))
    hits = [*answer.hits, *own] if answer.statements else [*own, *answer.hits]
    made = replace(
        answer,
        statements=(*answer.statements, *statements),
        citations=(*answer.citations, *citations),
        hits=tuple(replace(hit, rank=rank) for rank, hit in enumerate(hits[: SHOWN + 1], 1)),
    )
    return (
        made if answer.statements else replace(made, status=AnswerStatus.ANSWERED, message=None, choices=())
    )


def said(answer: Answer, pair: tuple[Hit, Sentence]) -> bool:
    """Whether an answer quotes a sentence already."""
    hit, sentence = pair
    return any(
        (c.document_id, c.start) == (hit.passage.document_id, sentence.start) for c in answer.citations
    )
