"""The answer card: what an operator sees, says and opens with a caller on the line. Built from what the turn keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from service.desk import Desk, DocumentSummary
from service.helpline.kept_answers import answer_of
from service.helpline.records import Turn
from service.helpline.renderings.content import content_of
from service.helpline.renderings.records import Language, Rendered
from service.helpline.renderings.render import render
from service.helpline.renderings.speech import without_keys
from service.helpline.renderings.telling import Plan, plan
from service.helpline.renderings.templates import Templates
from service.helpline.renderings.wording import wording
from service.http import links
from service.http.sources import StatementView, address, statement_view
from service.http.views import page_range, source_line
from service.http.words import ENDINGS, Ending
from service.records import Answer, AnswerStatus, Citation

MOST_OTHERS = 4
"""Passages beside the answer: more would not be read with a caller waiting."""


@dataclass(frozen=True, slots=True)
class CitedView:
    """One cited place: its words, where they stand, and what speaks against relying on them.

    ``repeated`` = its words are a statement of the card, so that they stand there already.
    """

    number: int
    title: str
    publisher: str | None
    year: int | None
    place: str
    href: str
    quote: str
    doubt: str | None
    superseded_by: str | None
    repeated: bool = False

    @property
    def stands(self) -> tuple[str | int | None, ...]:
        """What several places share that are shown in one line."""
        return (self.title, self.publisher, self.year, self.place, self.doubt, self.superseded_by)


@dataclass(frozen=True, slots=True)
class OtherView:
    """A passage near the question that the answer does not rest on."""

    title: str
    place: str
    href: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """One answer. ``unknown`` says what the documents leave open; ``banner`` that sources disagree or are old.

    ``both`` = the disagreement is on what is told itself, so that no side may be told alone.
    """

    number: int
    question: str
    understood: str | None
    ending: Ending
    message: str | None
    statements: tuple[StatementView, ...]
    banner: str | None
    both: bool
    sources: tuple[CitedView, ...]
    choices: tuple[str, ...]
    others: tuple[OtherView, ...]
    unknown: tuple[str, ...]
    rendered: Rendered
    aloud: str
    as_of: str
    index_id: str
    moved_on: bool

    @property
    def places(self) -> tuple[tuple[CitedView, ...], ...]:
        """The sources, those of one place in one document together."""
        return tuple(tuple(held) for _, held in groupby(self.sources, key=lambda source: source.stands))

    @property
    def said(self) -> str:
        """What is announced when the card appears, for those who hear the page."""
        return (
            f"{self.ending.title}. {len(self.sources)} {'source' if len(self.sources) == 1 else 'sources'}."
        )


def answer_card(desk: Desk, turn: Turn, language: Language, templates: Templates) -> AnswerCard:
    """The card of a turn that holds an answer; it needs no document of today's library to be there."""
    answer = answer_of(turn.content)
    cited = {citation.number: citation for citation in answer.citations}
    documents = desk.documents()
    rendered = render(answer, turn.case, language, templates)
    said = {" ".join(statement.text.split()) for statement in answer.statements}
    sources = tuple(_cited(c, answer.citations, documents, said) for c in answer.citations)
    telling = plan(content_of(answer))
    return AnswerCard(
        number=turn.number,
        question=answer.question,
        understood=answer.understood if answer.understood != answer.question else None,
        ending=ENDINGS[answer.status],
        message=answer.message,
        statements=tuple(statement_view(statement, cited) for statement in answer.statements),
        banner=banner(answer, sources, telling),
        both=telling.conflict,
        sources=sources,
        choices=answer.choices,
        others=_others(answer, {row.id: row for row in documents}),
        unknown=_unknown(answer),
        rendered=rendered,
        aloud=read_aloud(rendered),
        as_of=answer.as_of,
        index_id=answer.index_id,
        moved_on=desk.status().index_id != answer.index_id,
    )


def read_aloud(rendered: Rendered) -> str:
    """What an operator reads out: the speech without the keys of the telephone menu; "" where it is too long."""
    texts = [piece.text for piece in rendered.spoken.pieces]
    if wording("too_long", rendered.language) in texts:
        return ""
    return without_keys(rendered.spoken, rendered.language)


def _cited(
    citation: Citation, among: Sequence[Citation], documents: Sequence[DocumentSummary], said: set[str]
) -> CitedView:
    words = " ".join(citation.quote.split())
    newer = next((row for row in documents if row.supersedes == citation.document_id), None)
    return CitedView(
        number=citation.number,
        title=citation.title,
        publisher=citation.publisher,
        year=citation.year,
        place=citation.place,
        href=address(citation, among),
        quote=words,
        doubt=citation.doubt,
        superseded_by=source_line(newer.title, newer.year) if newer else None,
        repeated=words in said,
    )


def banner(answer: Answer, sources: Sequence[CitedView], telling: Plan) -> str | None:
    """What must be minded before an answer is read out: that sources disagree, that one is old; None where neither."""
    lines = [_disagreeing(telling)] if answer.status is AnswerStatus.CONFLICTING else []
    old = [source for source in sources if source.superseded_by]
    if old:
        lines.append(
            f"Superseded: {old[0].title} has been replaced by {old[0].superseded_by}. Say so, with both years."
        )
    return " ".join(lines) or None


def _disagreeing(telling: Plan) -> str:
    """What to do about a disagreement: on what is told itself all sides are said, beside it that there is one."""
    if telling.conflict or not telling.beside:
        return "The sources disagree. Say both, each with its year; do not choose."
    abouts = ", ".join(dict.fromkeys(each.about for each in telling.beside if each.about)) or "another point"
    return (
        f"The sources disagree beside this, on {abouts}. Tell the first statement and say that there is a "
        "disagreement; whoever asks about it gets all sides, each with its year."
    )


def _others(answer: Answer, documents: Mapping[str, DocumentSummary]) -> tuple[OtherView, ...]:
    cited = {citation.passage_id for citation in answer.citations}
    passages = [hit.passage for hit in answer.hits if hit.passage.id not in cited][:MOST_OTHERS]
    return tuple(
        OtherView(
            title=documents[p.document_id].title if p.document_id in documents else p.document_id,
            place=source_line(page_range(p.page_from, p.page_to), p.label),
            href=links.place(p.document_id, p.start, p.end, p.id),
            text=" ".join(p.text.split()),
        )
        for p in passages
    )


def _unknown(answer: Answer) -> tuple[str, ...]:
    """What is not known, in our words: an ending that is no answer, and a year that no source gives."""
    found = []
    if answer.status in (AnswerStatus.NO_EVIDENCE, AnswerStatus.PARTLY_ANSWERED, AnswerStatus.OUT_OF_SCOPE):
        found.append(ENDINGS[answer.status].note)
    undated = {citation.title for citation in answer.citations if citation.year is None}
    found += [f"The year of {title} is not known." for title in sorted(undated)]
    found += [f"A page was hard to read: {c.doubt}." for c in answer.citations if c.doubt]
    return tuple(dict.fromkeys(found))
