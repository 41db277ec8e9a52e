"""The wire: what the API sends. Built from records with ``of`` and never passed inwards."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from index.records import Hit
from ingest.records import Passage, PassageKind
from service.desk import DeskStatus, SearchResult
from service.http import links
from service.records import Answer, AnswerStatus, Citation, Row, Statement, Table

IndexId = Annotated[
    str | None,
    Field(
        description="The index generation that this reply came from; null while there is none",
        examples=["g-1f0c"],
    ),
]
Start = Annotated[int, Field(description="First character of the span in the document's text, from 0")]
End = Annotated[int, Field(description="One past the last character of the span")]
Href = Annotated[str, Field(description="The page that shows this place, marked, in its document")]


class Wire(BaseModel):
    """What all wire models share: they cannot be changed and have no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PassageOut(Wire):
    """A passage: an exact slice of its document's text."""

    id: Annotated[str, Field(description="Derived from the content: the same passage keeps its id")]
    document_id: str
    start: Start
    end: End
    text: Annotated[str, Field(description="The text of the document from start to end, unchanged")]
    headings: Annotated[tuple[str, ...], Field(description="The headings above the passage, outermost first")]
    label: Annotated[
        str | None, Field(description="The passage's own label in the document", examples=["Q23"])
    ]
    kind: PassageKind
    page_from: Annotated[
        int | None, Field(description="First page, from 1; null where the document has no pages")
    ]
    page_to: Annotated[int | None, Field(description="Last page; null where the document has no pages")]
    href: Href

    @classmethod
    def of(cls, passage: Passage) -> Self:
        """Build from the record."""
        return cls(
            id=passage.id,
            document_id=passage.document_id,
            start=passage.start,
            end=passage.end,
            text=passage.text,
            headings=passage.headings,
            label=passage.label,
            kind=passage.kind,
            page_from=passage.page_from,
            page_to=passage.page_to,
            href=links.place(passage.document_id, passage.start, passage.end, passage.id),
        )


class PassageReply(Wire):
    """One passage and the index it came from."""

    index_id: IndexId
    passage: PassageOut

    @classmethod
    def of(cls, passage: Passage, status: DeskStatus) -> Self:
        """Build from the record and the desk's status."""
        return cls(index_id=status.index_id, passage=PassageOut.of(passage))


class HitOut(Wire):
    """A passage that was found, and how."""

    rank: Annotated[int, Field(description="Place in the list, from 1")]
    score: Annotated[float, Field(description="Orders the hits of one reply; not comparable between replies")]
    why: Annotated[str, Field(description="What found it, in a few words", examples=["meaning and words"])]
    dense_rank: Annotated[int | None, Field(description="Its rank by meaning; null if not found so")]
    lexical_rank: Annotated[int | None, Field(description="Its rank by words; null if not found so")]
    dense: Annotated[
        float | None, Field(description="Cosine of question and passage; null if not found by meaning")
    ]
    passage: PassageOut

    @classmethod
    def of(cls, hit: Hit) -> Self:
        """Build from the record."""
        return cls(
            rank=hit.rank,
            score=hit.score,
            why=hit.why,
            dense_rank=hit.dense_rank,
            lexical_rank=hit.lexical_rank,
            dense=hit.dense,
            passage=PassageOut.of(hit.passage),
        )


class SearchOut(Wire):
    """The passages found for a query, best first."""

    index_id: IndexId
    query: str
    hits: tuple[HitOut, ...]

    @classmethod
    def of(cls, result: SearchResult) -> Self:
        """Build from the record."""
        hits = tuple(HitOut.of(hit) for hit in result.hits)
        return cls(index_id=result.index_id, query=result.query, hits=hits)


class StatementOut(Wire):
    """One sentence of an answer, and the citations that bear it out."""

    text: str
    citations: Annotated[tuple[int, ...], Field(description="Numbers of the citations below", examples=[[1]])]

    @classmethod
    def of(cls, statement: Statement) -> Self:
        """Build from the record."""
        return cls(text=statement.text, citations=statement.citations)


class CitationOut(Wire):
    """The place that bears a statement out. ``quote`` is the document's text from start to end, unchanged."""

    number: Annotated[int, Field(description="The marker in the statements, from 1")]
    document_id: str
    passage_id: str
    title: str
    publisher: str | None
    year: int | None
    place: Annotated[str, Field(description="Where in the document, for people", examples=["p. 12, Annex 1"])]
    page: Annotated[int | None, Field(description="Page index from 1; null where the document has no pages")]
    label: str | None
    quote: str
    start: Start
    end: End
    doubt: Annotated[
        str | None,
        Field(description="Why the words may have been read wrongly; null where nothing speaks for it"),
    ]
    href: Href

    @classmethod
    def of(cls, citation: Citation) -> Self:
        """Build from the record."""
        return cls(
            number=citation.number,
            document_id=citation.document_id,
            passage_id=citation.passage_id,
            title=citation.title,
            publisher=citation.publisher,
            year=citation.year,
            place=citation.place,
            page=citation.page,
            label=citation.label,
            quote=citation.quote,
            start=citation.start,
            end=citation.end,
            doubt=citation.doubt,
            href=links.place(citation.document_id, citation.start, citation.end, citation.passage_id),
        )


EXAMPLE_TEXT = "The Government of India pays 70 per cent of a project cost of 5 to 10 crore rupees."
ANSWER_EXAMPLE: JsonDict = {
    "index_id": "g-1f0c",
    "id": "a-7d21",
    "question": "How much grant can a common facility centre get under MSE-CDP?",
    "understood": None,
    "status": "answered",
    "message": None,
    "text": EXAMPLE_TEXT,
    "statements": [{"text": EXAMPLE_TEXT, "citations": [1]}],
    "citations": [
        {
            "number": 1,
            "document_id": "mse-cdp-2022",
            "passage_id": "p-90ab",
            "title": "MSE-CDP, guidelines of 2022",
            "publisher": "Ministry of MSME",
            "year": 2022,
            "place": "Common facility centre",
            "page": None,
            "label": None,
            "quote": EXAMPLE_TEXT,
            "start": 1204,
            "end": 1204 + len(EXAMPLE_TEXT),
            "doubt": None,
            "href": "/documents/mse-cdp-2022?start=1204&end=1287&passage=p-90ab#cited",
        }
    ],
    "choices": [],
    "hits": [],
    "as_of": "2026-11-20",
}


class RowOut(Wire):
    """One point of a comparison."""

    name: str
    cells: Annotated[
        tuple[tuple[int, ...], ...],
        Field(
            description="For each column the numbers of the citations that speak of it; empty: nothing is said"
        ),
    ]

    @classmethod
    def of(cls, row: Row) -> Self:
        """Build from the record."""
        return cls(name=row.name, cells=row.cells)


class TableOut(Wire):
    """A comparison: statements of the answer set side by side."""

    columns: Annotated[tuple[str, ...], Field(description="Titles of what is compared")]
    rows: tuple[RowOut, ...]

    @classmethod
    def of(cls, table: Table) -> Self:
        """Build from the record."""
        return cls(columns=table.columns, rows=tuple(RowOut.of(row) for row in table.rows))


class AnswerOut(Wire):
    """How a question ended. Every ending has status 200 over HTTP: finding no evidence is not an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"examples": [ANSWER_EXAMPLE]})

    index_id: IndexId
    id: str
    question: str
    understood: Annotated[str | None, Field(description="The question as it was searched, where it differs")]
    status: AnswerStatus
    message: Annotated[
        str | None, Field(description="Our own words for endings that need them; never a fact")
    ]
    text: Annotated[str, Field(description="The answer as plain text: its statements, or the message")]
    statements: tuple[StatementOut, ...]
    citations: tuple[CitationOut, ...]
    choices: Annotated[
        tuple[str, ...], Field(description="What to choose from where the question must be narrowed")
    ]
    hits: Annotated[
        tuple[HitOut, ...], Field(description="The passages found, best first; not themselves an answer")
    ]
    as_of: Annotated[str, Field(description="The day as of which the answer holds", examples=["2026-11-20"])]
    table: Annotated[
        TableOut | None, Field(description="The statements side by side, where several things are compared")
    ] = None

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """Build from the record."""
        return cls(
            index_id=answer.index_id,
            id=answer.id,
            question=answer.question,
            understood=answer.understood,
            status=answer.status,
            message=answer.message,
            text=answer.text,
            statements=tuple(StatementOut.of(statement) for statement in answer.statements),
            citations=tuple(CitationOut.of(citation) for citation in answer.citations),
            choices=answer.choices,
            hits=tuple(HitOut.of(hit) for hit in answer.hits),
            as_of=answer.as_of,
            table=TableOut.of(answer.table) if answer.table else None,
        )


class HealthOut(Wire):
    """The process answers."""

    status: Annotated[str, Field(examples=["ok"])] = "ok"


class ReadyOut(Wire):
    """Questions can be answered, and from what."""

    index_id: IndexId
    model: Annotated[str | None, Field(description="The embedding model")]
    documents: int
    passages: int

    @classmethod
    def of(cls, status: DeskStatus) -> Self:
        """Build from the record."""
        return cls(
            index_id=status.index_id, model=status.model, documents=status.documents, passages=status.passages
        )
