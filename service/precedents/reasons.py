"""Says in words why a case is similar: the themes that both speak of, and the place in the case that is nearest."""

from dataclasses import dataclass

import numpy as np

from service.precedents.rank import Ranking
from service.precedents.records import Cell, Precedent
from service.precedents.shelf import Shelf
from service.precedents.texts import Part

SHARED = 3  # themes that are named
ASKED_ENOUGH = 0.08  # share of the question that a theme must have to be named
OF_GIST, OF_THEME = (
    0.3,
    0.5,
)  # how far the nearest general wording and the shared theme guide which cell is shown
LABELS = {
    Part.PROBLEM: "Problem",
    Part.TRIAL: "Tried",
    Part.CHANGE: "Outcome",
    Part.LESSON: "Lesson",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a case is similar. ``shared`` are names of themes; ``cell`` is the nearest place of the record.

    A title or a product is none: it says nothing that the head of the case does not, and has no source of its own.
    """

    shared: tuple[str, ...]
    label: str
    nearest: str
    cell: Cell | None

    @property
    def words(self) -> str:
        """The reason as one line."""
        both = f"Also about {'; '.join(name_inside(name) for name in self.shared)}. " if self.shared else ""
        ours = " (our inference)" if self.cell is not None and self.cell.inferred else ""
        return f"{both}{self.label}{ours}: {self.nearest}" if self.nearest else both.strip()


def reason(shelf: Shelf, number: int, ranking: Ranking) -> Reason:
    """Why one case is similar to what was asked."""
    row = nearest_row(shelf, number, ranking)
    label, text, cell = "", "", None
    if row is not None:
        each = shelf.said[row]
        finding = each.part is Part.LESSON and each.cell is not None and each.cell.section == "findings"
        label = "Finding" if finding else LABELS[each.part]
        text, cell = each.text, each.cell
    return Reason(shared_themes(shelf, number, ranking), label, text, cell)


def shared_themes(shelf: Shelf, number: int, ranking: Ranking) -> tuple[str, ...]:
    """The names of the themes that were asked for and that the case has, the weightiest first."""
    weight = ranking.asked * (shelf.themes[number] > 0)
    order = np.argsort(-weight, kind="stable")[:SHARED]
    share = ranking.asked.sum() or 1.0
    return tuple(shelf.thesaurus.themes[at].name for at in order if weight[at] / share >= ASKED_ENOUGH)


def nearest_row(shelf: Shelf, number: int, ranking: Ranking) -> int | None:
    """The row of the text of a case that is nearest to the question, guided by the nearest general wording.

    None where the record says nothing beside its title and product.
    """
    own = np.flatnonzero(shelf.owners == number)
    fields = np.array([row for row in own if shelf.said[row].part in LABELS], dtype=np.int64)
    gists = own[shelf.is_gist[own]]
    if not len(fields):
        return None
    near = ranking.likeness[fields].astype(float)
    if len(gists):
        gist = shelf.vectors[gists[int(np.argmax(ranking.likeness[gists]))]]
        near = near + OF_GIST * (shelf.vectors[fields] @ gist)
    weight = ranking.asked * (shelf.themes[number] > 0)
    if weight.any():
        theme = shelf.theme_vectors[: len(weight)].T @ (weight / weight.sum())
        near = near + OF_THEME * (shelf.vectors[fields] @ theme)
    return int(fields[int(np.argmax(near))])


def name_inside(name: str) -> str:
    """A theme's name as it stands inside a sentence."""
    return name if name[:2].isalpha() and name[:2].isupper() else name[0].lower() + name[1:]


def filter_reason(case: Precedent) -> Reason:
    """What is told of a case that was found by filters alone: a lesson, of a source where there is one."""
    if not case.lessons:
        return Reason((), "", "", None)
    cell = next((each for each in case.lessons if not each.inferred), case.lessons[0])
    return Reason((), "Finding" if cell.section == "findings" else "Lesson", cell.text, cell)
