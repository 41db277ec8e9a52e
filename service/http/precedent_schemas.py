"""Precedents on the wire, built from the records of the room."""

from pydantic import BaseModel, Field


class RecordSourceOut(BaseModel):
    """A source as the record names it; a work is its own source and has no key."""

    key: str
    title: str
    publisher: str
    year: int | str | None
    url: str | None


class SpanOut(BaseModel):
    """Exact words of a document: `quote == text[start:end]`."""

    document_id: str
    passage_id: str
    start: int
    end: int
    page: int | None
    quote: str


class CellOut(BaseModel):
    """One cell of a case with what bears it out. `inferred`: our own inference, no source says it."""

    text: str
    year: int | str | None
    inferred: bool
    sources: tuple[RecordSourceOut, ...]
    span: SpanOut | None


class PrecedentOut(BaseModel):
    """One case that was found, and why it is similar."""

    rank: int
    id: str
    kind: str
    score: float
    why: str
    title: str
    place: str
    standing: str = Field(description="edited, or for a case found in a document: confirmed")
    shared: tuple[str, ...] = Field(description="Names of the themes that both speak of")
    cell: CellOut | None = Field(description="The place in the record that is nearest to the question")


class PrecedentsOut(BaseModel):
    """What was found. `status` is `answered`, or `no_evidence` where no case bears on the question."""

    status: str
    understood: str
    message: str
    precedents: tuple[PrecedentOut, ...]
    near: tuple[PrecedentOut, ...] = Field((), description="Beside a refusal: cases that bear on parts of it")


class ProblemOut(BaseModel):
    """A problem with its theme."""

    theme: str
    cell: CellOut


class TrialOut(BaseModel):
    """What was tried, by whom, at what cost, and who paid."""

    what: CellOut
    who: CellOut | None
    year: int | str | None
    scheme: CellOut | None
    cost: CellOut | None
    payers: tuple[CellOut, ...]
    status: CellOut | None


class OutcomeOut(BaseModel):
    """What came of it; all of before, after and change are null where no figure is known."""

    metric: CellOut
    before: CellOut | None
    after: CellOut | None
    change: CellOut | None
    note: CellOut | None
    year: int | str | None


class CaseOut(BaseModel):
    """One case with every cell and its source. `result` is how it ended, by our reading of the outcomes."""

    id: str
    kind: str
    standing: str
    title: str
    document_id: str
    address: str
    place: str
    country: str
    states: tuple[str, ...]
    sector: str
    product: CellOut | None
    problems: tuple[ProblemOut, ...]
    trials: tuple[TrialOut, ...]
    outcomes: tuple[OutcomeOut, ...]
    lessons: tuple[CellOut, ...]
    figures: tuple[CellOut, ...]
    gaps: tuple[str, ...]
    themes: tuple[str, ...]
    schemes: tuple[str, ...]
    funding: tuple[str, ...]
    years: tuple[int, ...]
    result: str
