"""Two to six cases side by side: every cell with its sources, every gap shown as a gap."""

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass

from ingest.errors import BadRequestError, NotFoundError
from ingest.sheets.phrases import THEMES, brief
from ingest.sheets.words import upper_first
from service.precedents.records import Cell, Change, Kind, Origin, Precedent, Standing, Trial, Year

LEAST, MOST = 2, 6
GAP = "not recorded here"
SEE_FINDINGS = f"{GAP}; see the findings"
"""Of a work, whose record holds findings and nothing by rows: its findings may tell just what a row asks for."""
STANDINGS = {
    Standing.EDITED: "written by an editor from its sources",
    Standing.EXTRACTED: "found by rules in a document; nobody has confirmed it",
    Standing.CONFIRMED: "found by rules in a document, confirmed by a person",
    Standing.REJECTED: "found by rules in a document, rejected by a person",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One statement in a cell. ``about`` names what it is about where a cell has several ("common effluent plant").

    ``origins`` are the sources; where there are none the record itself says it, at ``address``. ``inferred`` marks our
    own inference. A gap is an item whose ``text`` says that the record held here has nothing; the source may have it.
    """

    text: str
    address: str
    origins: tuple[Origin, ...] = ()
    year: Year = None
    about: str = ""
    inferred: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column."""

    id: str
    title: str
    address: str
    kind: Kind
    standing: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its key and name, and the items of each case, at least one each."""

    key: str
    name: str
    cells: tuple[tuple[Item, ...], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table of cases: columns in the order asked for, rows in a fixed order."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cases: tuple[Precedent, ...]

    @property
    def origins(self) -> tuple[Origin, ...]:
        """All sources of all cells, each once, in the order of the table."""
        found: dict[tuple[str, str, str], Origin] = {}
        for item in self.items():
            for origin in item.origins:
                found.setdefault(origin_key(origin), origin)
        return tuple(found.values())

    def items(self) -> Iterator[Item]:
        """All statements, row by row."""
        for row in self.rows:
            for cell in row.cells:
                yield from cell


def origin_key(origin: Origin) -> tuple[str, str, str]:
    """What tells one source from another: keys such as "s1" mean another source in each record."""
    return (origin.url or "", origin.title, f"{origin.publisher} {origin.year}")


def chosen(cases: Sequence[Precedent], ids: Sequence[str]) -> tuple[Precedent, ...]:
    """The cases with these ids, each once, in the order asked for.

    Raises:
        BadRequestError: fewer than two or more than six are asked for.
        NotFoundError: there is no such case.
    """
    wanted = tuple(dict.fromkeys(name for name in ids if name.strip()))
    if not LEAST <= len(wanted) <= MOST:
        raise BadRequestError(f"{len(wanted)} cases: choose from {LEAST} to {MOST} to be put side by side.")
    by_id = {case.id: case for case in cases}
    known(by_id, wanted)
    return tuple(by_id[name] for name in wanted)


def known(held: Container[str], ids: Sequence[str]) -> None:
    """Refuse ids that no case has.

    Raises:
        NotFoundError: there is no such case.
    """
    for name in ids:
        if name not in held:
            raise NotFoundError(f"{name}: there is no case with that id. All of them: /precedents")


def compare(cases: Sequence[Precedent]) -> Comparison:
    """Put cases side by side."""
    return Comparison(
        columns=tuple(column(case) for case in cases),
        rows=tuple(
            Row(key, name, tuple(items(case, made, key) for case in cases)) for key, name, made in ROWS
        ),
        cases=tuple(cases),
    )


def column(case: Precedent) -> Column:
    """The head of a case's column."""
    return Column(case.id, case.title, case.address, case.kind, STANDINGS[case.standing])


def items(case: Precedent, made: "Maker", key: str) -> tuple[Item, ...]:
    """The items of one cell; a gap where the record has nothing."""
    return tuple(made(case)) or (gap(case, key),)


def gap(case: Precedent, key: str) -> Item:
    """What stands where the record has nothing for a row; nothing is said about the source."""
    if case.kind is Kind.WORK and case.lessons and key not in OWN_ROWS:
        return Item(SEE_FINDINGS, f"{case.address}#findings", gap=True)
    return Item(GAP, case.address, gap=True)


# --- what stands in the rows ---


def item(case: Precedent, cell: Cell, about: str = "", text: str = "") -> Item:
    """A cell of a case as an item; it opens the first of its sources, or the part of the record that states it."""
    key = cell.origins[0].key if cell.origins and case.kind is Kind.CLUSTER else ""
    place = f"#source-{key}" if key else f"#{cell.section}" if cell.section else ""
    said = upper_first(text or cell.text)
    return Item(said, f"{case.address}{place}", cell.origins, cell.year, about, cell.inferred)


def record_item(case: Precedent, text: str, part: str = "") -> Iterator[Item]:
    """Something that the record states, in a part of its page, without a source of its own."""
    if text:
        yield Item(upper_first(text), f"{case.address}{part}")


def where(case: Precedent) -> Iterator[Item]:
    """The place; the profile of a cluster states it."""
    yield from record_item(case, case.place, "#group-1" if case.kind is Kind.CLUSTER else "")


def makes(case: Precedent) -> Iterator[Item]:
    """Product and sector."""
    if case.product is not None:
        yield item(case, case.product, text=f"{case.product.text} ({case.sector})" if case.sector else "")


def size(case: Precedent) -> Iterator[Item]:
    """The figures, each with unit and year."""
    for cell in case.figures:
        yield item(case, cell)


def problem(case: Precedent) -> Iterator[Item]:
    """The problems with their themes."""
    for theme, cell in case.problems:
        yield item(case, cell, about=THEMES.get(theme, theme))


def tried(case: Precedent) -> Iterator[Item]:
    """What was tried, and by whom."""
    for trial in case.trials:
        who = f", by {trial.who.text}" if trial.who else ""
        yield item(case, trial.what, text=f"{trial.what.text}{who}")


def of_trials(take: Callable[[Trial], Sequence[Cell]]) -> "Maker":
    """A row that has something of each trial; the trials that have nothing are named as a gap."""

    def made(case: Precedent) -> Iterator[Item]:
        told = [(trial, take(trial)) for trial in case.trials]
        if not any(cells for _, cells in told):
            return
        for trial, cells in told:
            for cell in cells:
                yield item(case, cell, named(case, trial))
        left = "; ".join(named(case, trial) for trial, cells in told if not cells)
        if left:
            yield Item(GAP, f"{case.address}#trials", about=left, gap=True)

    return made


def named(case: Precedent, trial: Trial) -> str:
    """What a trial is called beside others of its case; empty where there is but one."""
    return upper_first(brief(trial.what.text)) if len(case.trials) > 1 else ""


def scheme_of(trial: Trial) -> Sequence[Cell]:
    """The scheme of a trial."""
    return (trial.scheme,) if trial.scheme else ()


def cost_of(trial: Trial) -> Sequence[Cell]:
    """What a trial cost."""
    return (trial.cost,) if trial.cost else ()


def payers_of(trial: Trial) -> Sequence[Cell]:
    """Who paid for a trial."""
    return trial.payers


def status_of(trial: Trial) -> Sequence[Cell]:
    """How far a trial went."""
    return (trial.status,) if trial.status else ()


def outcome(case: Precedent) -> Iterator[Item]:
    """What came of it: before, after, change, as the record has them."""
    for change in case.changes:
        yield item(case, change.metric, text=change_said(change))


def change_said(change: Change) -> str:
    """One outcome in words."""
    parts = [
        f"before: {change.before.text}" if change.before else "",
        f"{'after: ' if change.before else ''}{change.after.text}" if change.after else "",
        f"{'change: ' if change.after else ''}{change.change.text}" if change.change else "",
    ]
    said = "; ".join(part for part in parts if part) or "no figure is known"
    note = f" ({change.note.text})" if change.note else ""
    return f"{change.metric.text}: {said}{note}"


def lesson(case: Precedent) -> Iterator[Item]:
    """Lessons of a cluster, findings of a work; our own inferences are marked."""
    for cell in case.lessons:
        yield item(case, cell)


def unknown(case: Precedent) -> Iterator[Item]:
    """What the record itself names as not known, and how far it can be trusted."""
    borne = case.gap_origins or ((),) * len(case.gaps)
    for gap, origins in zip(case.gaps, borne, strict=True):
        place = f"source-{origins[0].key}" if origins else "gaps"
        yield Item(upper_first(gap), f"{case.address}#{place}", origins)
    if case.confidence:
        name = "How much was read" if case.kind is Kind.WORK else "Confidence of the record"
        yield Item(f"{name}: {case.confidence}", f"{case.address}#gaps")


Maker = Callable[[Precedent], Iterator[Item]]
OWN_ROWS = frozenset(("place", "lesson", "unknown"))
"""Rows that the findings of a work do not bear on."""
ROWS: tuple[tuple[str, str, Maker], ...] = (
    ("place", "Place", where),
    ("product", "Product", makes),
    ("size", "Size", size),
    ("problem", "Problem", problem),
    ("tried", "What was tried", tried),
    ("scheme", "Scheme", of_trials(scheme_of)),
    ("cost", "Cost", of_trials(cost_of)),
    ("payers", "Who paid", of_trials(payers_of)),
    ("status", "How far it went", of_trials(status_of)),
    ("outcome", "What came of it", outcome),
    ("lesson", "Lessons and findings", lesson),
    ("unknown", "What is not known", unknown),
)
