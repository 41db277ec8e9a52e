"""What a case says, text by text, as it is compared with a question; each text keeps the cell that it came from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.sheets.render import markdown_of
from service.browse.book import Book
from service.precedents.records import Cell, Change, Kind, Precedent, Trial


class Part(StrEnum):
    """Which part of a case a text is; GIST is an editor's general wording and is never shown as a fact."""

    PROFILE = "profile"
    PROBLEM = "problem"
    TRIAL = "trial"
    CHANGE = "outcome"
    LESSON = "lesson"
    GIST = "gist"


@dataclass(frozen=True, slots=True)
class Said:
    """One text of one case, by the case's number. ``cell`` is what it may be shown as, None for a gist."""

    case: int
    part: Part
    text: str
    cell: Cell | None


def said(cases: Sequence[Precedent]) -> tuple[Said, ...]:
    """All texts of some cases, in their order."""
    return tuple(
        Said(number, part, text, cell)
        for number, case in enumerate(cases)
        for part, text, cell in parts_of(case)
    )


def parts_of(case: Precedent) -> Iterator[tuple[Part, str, Cell | None]]:
    """The texts of one case."""
    if case.product is not None:
        yield Part.PROFILE, f"{case.title}, {case.place}: {case.product.text}", case.product
    else:
        yield Part.PROFILE, case.title, Cell(case.title)
    yield from ((Part.PROBLEM, cell.text, cell) for _, cell in case.problems)
    for trial in case.trials:
        yield from trial_texts(trial)
    yield from ((Part.CHANGE, change_text(each), each.metric) for each in case.changes)
    yield from ((Part.LESSON, cell.text, cell) for cell in case.lessons)
    yield from ((Part.GIST, text, None) for text in case.gist)


def trial_texts(trial: Trial) -> Iterator[tuple[Part, str, Cell]]:
    """What was tried, who paid for it and how it went on."""
    yield Part.TRIAL, trial.what.text, trial.what
    if trial.payers:
        yield Part.TRIAL, "; ".join(cell.text for cell in (trial.what, *trial.payers)), trial.payers[0]
    if trial.status is not None:
        yield Part.TRIAL, trial.status.text, trial.status


def change_text(change: Change) -> str:
    """An outcome in one line."""
    cells = (change.metric, change.before, change.after, change.change, change.note)
    return "; ".join(cell.text for cell in cells if cell is not None)


def whole(case: Precedent, book: Book) -> str:
    """All words of a case: its sheet, or for an extracted case its cells."""
    if case.kind is Kind.EXTRACTED:
        return " ".join(text for _, text, _ in parts_of(case))
    held = book.clusters.get(case.id) or book.works[case.id]
    return markdown_of(held.shape, held.record, held.path)
