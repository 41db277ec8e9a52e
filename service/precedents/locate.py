"""Finds where the cells of a case stand in its sheet, so that a cell opens the exact words in the library."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.records import Document, Passage
from ingest.whereabouts import page_at
from service.precedents.records import Cell, Change, Precedent, Span, Trial

BULLET = "- "
LEAST = 12  # characters that must be found: fewer stand in many places


class Sheet:
    """The text of one sheet with its passages, to look cells up in."""

    def __init__(self, document: Document, passages: Sequence[Passage]) -> None:
        self._document, self._passages = document, passages
        self._folded = document.text.casefold()

    def placed(self, cell: Cell | None) -> Cell | None:
        """The cell with the sentence of the sheet that holds it; as it is where the sheet has it in other words."""
        if cell is None or cell.span is not None:
            return cell
        start = self._find(cell)
        if start is None:
            return cell
        first = self._document.text.rfind("\n", 0, start) + 1
        first += len(BULLET) if self._document.text.startswith(BULLET, first) else 0
        end = self._document.text.find("\n", start)
        end = len(self._document.text) if end < 0 else end
        passage = next((each for each in self._passages if each.start <= start < each.end), None)
        if passage is None:
            return cell
        first, end = max(first, passage.start), min(end, passage.end)
        page = page_at(self._document, first)
        quote = self._document.text[first:end]
        number = page.number if page else None
        return replace(cell, span=Span(self._document.id, passage.id, first, end, number, quote))

    def _find(self, cell: Cell) -> int | None:
        """Where a cell's words begin: all of them, else what stands before the first bracket or colon."""
        for words in (cell.text, re.split(r"\s*[:;(]", cell.text, maxsplit=1)[0]):
            sought = words.casefold().strip().rstrip(".")
            at = self._folded.find(sought) if len(sought) >= LEAST else -1
            if at >= 0:
                return at
        return None


def placed(case: Precedent, document: Document, passages: Sequence[Passage]) -> Precedent:
    """A case with the place of each cell in its sheet, as far as the sheet has it in the same words."""
    sheet = Sheet(document, passages)

    def sure(cell: Cell) -> Cell:
        return sheet.placed(cell) or cell

    return replace(
        case,
        product=sheet.placed(case.product),
        problems=tuple((theme, sure(cell)) for theme, cell in case.problems),
        trials=tuple(trial_placed(each, sheet) for each in case.trials),
        changes=tuple(change_placed(each, sheet) for each in case.changes),
        lessons=tuple(sure(cell) for cell in case.lessons),
        figures=tuple(sure(cell) for cell in case.figures),
    )


def trial_placed(trial: Trial, sheet: Sheet) -> Trial:
    """One trial with its places."""
    return replace(
        trial,
        what=sheet.placed(trial.what) or trial.what,
        who=sheet.placed(trial.who),
        scheme=sheet.placed(trial.scheme),
        cost=sheet.placed(trial.cost),
        payers=tuple(sheet.placed(cell) or cell for cell in trial.payers),
        status=sheet.placed(trial.status),
    )


def change_placed(change: Change, sheet: Sheet) -> Change:
    """One outcome with its places."""
    return replace(
        change,
        metric=sheet.placed(change.metric) or change.metric,
        before=sheet.placed(change.before),
        after=sheet.placed(change.after),
        change=sheet.placed(change.change),
        note=sheet.placed(change.note),
    )
