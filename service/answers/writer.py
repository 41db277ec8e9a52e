"""Writes an answer anew in a language model's words, if the user has one; off by default.

The model gets the statements that were selected, each with its number, and nothing else. What it writes is taken apart
into sentences; a sentence stays only if it cites a number that was handed out and the quotes of that number bear it
out (``writer_check``). What is dropped is counted and told. Without a sentence that stays, the answer is the one that
was there before.
"""

import logging
from dataclasses import dataclass, replace
from string import Template
from typing import Protocol

from prompts.wording import ending, prompt
from service.answers.background import STATUS
from service.answers.orders import gives_orders
from service.answers.writer_check import Kept, borne_out
from service.records import Answer, AnswerStatus, Citation, Statement

log = logging.getLogger(__name__)

# A disagreement is shown in the sources' own words, side by side.
WRITTEN = frozenset({AnswerStatus.ANSWERED, AnswerStatus.PARTLY_ANSWERED})


class WriterError(Exception):
    """The model's reply cannot be used; ``args[0]`` says why in a word, and never holds text of the question."""


class Model(Protocol):
    """A language model that answers one request."""

    def reply(self, instructions: str, request: str) -> str:
        """The whole reply.

        Raises:
            WriterError: there is none, it is not finished in time, or it is no text.
        """
        ...


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes answers with a language model."""

    model: Model

    def write(self, answer: Answer) -> Answer:
        """The answer in the model's words as far as its quotes bear them out, or as it was."""
        if answer.status not in WRITTEN or not answer.statements:
            return answer
        try:
            text = self.model.reply(prompt("write_answer"), request(answer))
        except WriterError as error:
            log.warning("event=writer_failed reason=%s", error.args[0])
            return answer
        kept = borne_out(text, answer.citations)
        log.info("event=written kept=%d dropped=%d", len(kept.statements), kept.dropped)
        return rewritten(answer, kept)


def request(answer: Answer) -> str:
    """The question and the quotes as the model gets them, without orders and signs that could close a source."""
    sources = "\n".join(
        f'<source number="{c.number}" title="{_plain(c.title)}" year="{c.year or "undated"}">{_plain(c.quote)}</source>'
        for c in answer.citations
        if not gives_orders(c.quote)
    )
    question = answer.understood or answer.question
    return Template(prompt("write_request")).substitute(question=_plain(question), sources=sources)


def _plain(text: str) -> str:
    return " ".join(text.translate({ord("<"): " ", ord(">"): " ", ord('"'): "'"}).split())


def rewritten(answer: Answer, kept: Kept) -> Answer:
    """The answer with the sentences that stay, in place of its statements.

    It stays as it was where nothing stays, or where the leading statement is passed over: then the model wrote about
    something else. What says whether a scheme is open is said in any case, in its own words.
    """
    cited = {number for statement in kept.statements for number in statement.citations}
    if answer.statements[0].citations[0] not in cited:
        return answer
    status = {c.number for c in answer.citations if _tells_status(c)}
    unsaid = [s for s in answer.statements if status.intersection(s.citations) - cited]
    return replace(
        answer,
        statements=(*kept.statements, *unsaid),
        citations=_still_cited(answer.citations, (*kept.statements, *unsaid)),
        message=" ".join(filter(None, (answer.message, told(kept.dropped)))),
    )


def _tells_status(citation: Citation) -> bool:
    return STATUS in citation.place


def _still_cited(citations: tuple[Citation, ...], statements: tuple[Statement, ...]) -> tuple[Citation, ...]:
    """The citations that a statement still has; they keep their numbers."""
    numbers = {number for statement in statements for number in statement.citations}
    return tuple(citation for citation in citations if citation.number in numbers)


def told(dropped: int) -> str:
    """Our own words on who wrote the answer, and how much of it was taken out."""
    if not dropped:
        return ending("written")
    return f"{ending('written')} {Template(ending('written_dropped')).substitute(dropped=dropped)}"
