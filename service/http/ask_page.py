"""The page that takes a question and shows how it ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from index.records import Filters
from service.desk import Desk
from service.http import links
from service.http.sources import Source, StatementView, sources, statement_view
from service.http.views import FilterForm, HitView, filter_form, hit_views
from service.http.words import ENDINGS, Ending
from service.records import Answer, AnswerStatus

if TYPE_CHECKING:
    from service.http.assess_pointer import Pointer

EXAMPLES = (
    "How much grant can a common facility centre get under MSE-CDP?",
    "Is SFURTI open for new applications?",
    "What happened to the dyeing units of Tirupur after 2011?",
    "What is a cluster development agent?",
)
TURNS_KEPT = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the question."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One point of a comparison, with the statements of each column."""

    name: str
    cells: tuple[tuple[StatementView, ...], ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A comparison side by side."""

    columns: tuple[str, ...]
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer as the page shows it; ``dated_apart`` tells that its statements rest on sources of different years."""

    id: str
    status: AnswerStatus
    ending: Ending
    question: str
    understood: str | None
    message: str | None
    statements: tuple[StatementView, ...]
    dated_apart: bool
    sources: tuple[Source, ...]
    choices: tuple[Choice, ...]
    hits: tuple[HitView, ...]
    as_of: str
    index_id: str
    api_href: str
    table: TableView | None


@dataclass(frozen=True, slots=True)
class AskPage:
    """The page of one question; ``answer`` is None until one is asked."""

    template: ClassVar[str] = "ask.html"
    section: ClassVar[str] = "/"

    question: str
    history: tuple[Choice, ...]
    follow_up: tuple[tuple[str, str], ...]
    examples: tuple[Choice, ...]
    filters: FilterForm
    max_chars: int
    answer: AnswerView | None
    error: str | None
    pointer: "Pointer | None" = None

    @property
    def title(self) -> str:
        """The name of the page: the question, where there is one."""
        return self.question or "Ask about clusters and schemes"


@dataclass(frozen=True, slots=True)
class Asked:
    """What came with the request."""

    question: str
    history: tuple[str, ...]
    filters: Filters


def ask_page(
    desk: Desk, asked: Asked, answer: Answer | None, max_chars: int, error: str | None = None
) -> AskPage:
    """Build the page; ``error`` says what is wrong with the question."""
    base = links.ask(asked.question, asked.history) + "&"
    turns = (*asked.history, asked.question)[-TURNS_KEPT:]
    return AskPage(
        question=asked.question,
        history=tuple(
            Choice(turn, links.ask(turn, asked.history[:number], asked.filters))
            for number, turn in enumerate(asked.history)
        ),
        follow_up=tuple([("history", turn) for turn in turns] + links.filter_pairs(asked.filters)),
        examples=tuple(Choice(text, links.ask(text)) for text in EXAMPLES),
        filters=filter_form(desk.documents(), asked.filters, base),
        max_chars=max_chars,
        answer=answer_view(desk, answer, asked) if answer else None,
        error=error,
    )


def answer_view(desk: Desk, answer: Answer, asked: Asked) -> AnswerView:
    """The answer as the page shows it."""
    cited = {citation.number: citation for citation in answer.citations}
    statements = tuple(statement_view(statement, cited) for statement in answer.statements)
    return AnswerView(
        id=answer.id,
        status=answer.status,
        ending=ENDINGS[answer.status],
        question=answer.question,
        understood=answer.understood if answer.understood != answer.question else None,
        message=answer.message,
        statements=statements,
        dated_apart=len({statement.years for statement in statements}) > 1,
        sources=sources(desk, answer.citations, answer.statements),
        # A choice is a whole question, so the one that it narrows is no part of the talk.
        choices=tuple(Choice(text, links.ask(text, asked.history, asked.filters)) for text in answer.choices),
        hits=hit_views(desk, answer.hits),
        as_of=answer.as_of,
        index_id=answer.index_id,
        api_href="/api/v1/answers" + links.ask(asked.question, asked.history, asked.filters)[1:],
        table=table_view(answer, statements),
    )


def table_view(answer: Answer, views: Sequence[StatementView]) -> TableView | None:
    """The comparison of an answer with its statements in the cells."""
    if answer.table is None:
        return None
    said = {n: view for one, view in zip(answer.statements, views, strict=True) for n in one.citations}
    rows = (
        RowView(row.name, tuple(tuple(said[number] for number in cell) for cell in row.cells))
        for row in answer.table.rows
    )
    return TableView(answer.table.columns, tuple(rows))


def turns_of(history: Sequence[str]) -> tuple[str, ...]:
    """The turns of a conversation that still count."""
    return tuple(turn.strip() for turn in history)[-TURNS_KEPT:]
