"""The pages that show what came of an interview: the result, one component in full, costs, comparison, summary."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

from markupsafe import Markup

from ingest.errors import NotFoundError
from service.eligibility import curve
from service.eligibility.compare import Comparison, chosen, compare
from service.eligibility.figures import money
from service.eligibility.ranking import announced, ranked, set_aside
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook
from service.eligibility.values import Verdict
from service.eligibility.wording import grouped, rupees
from service.exports.plot import grant_plot
from service.http.assess_views import Card, Dossier, Line, Speaker
from service.interviews.records import Progress
from service.interviews.summary import short_summary, summary

MOST_COST = 100_000_000_000_000
"""A larger sum than any project has, in rupees: a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Group:
    """Components that ended alike. ``full`` groups show all that is said; of the others one line each."""

    id: str
    title: str
    note: str
    tone: str
    dossiers: tuple[Dossier, ...]
    cards: tuple[Card, ...]

    @property
    def count(self) -> int:
        """How many components are in it."""
        return len(self.dossiers) or len(self.cards)


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The whole result."""

    template: ClassVar[str] = "assess/result.html"
    section: ClassVar[str] = "/assess"

    code: str
    groups: tuple[Group, ...]
    as_of: str
    determination: str
    clashes: tuple[str, ...]
    open_questions: bool
    skipped: int
    only: tuple[str, ...]
    exports: bool = True
    title: str = "What you qualify for"


@dataclass(frozen=True, slots=True)
class ComponentPage:
    """One component with all that is said about it."""

    template: ClassVar[str] = "assess/component.html"
    section: ClassVar[str] = "/assess"

    code: str
    dossier: Dossier
    as_of: str
    determination: str

    @property
    def title(self) -> str:
        """Scheme and component."""
        return f"{self.dossier.card.title}: {self.dossier.card.name}"


@dataclass(frozen=True, slots=True)
class CostRow:
    """The grant at one cost: all sums in words. ``own`` where it is the cost asked about."""

    cost: str
    grant: str
    share: str
    rest: str
    note: str
    own: bool


@dataclass(frozen=True, slots=True)
class CostsPage:
    """The grant over the cost, as a picture and as a table."""

    template: ClassVar[str] = "assess/costs.html"
    section: ClassVar[str] = "/assess"

    code: str
    card: Card
    cost_name: str
    cost: str
    scale: str
    picture: Markup
    rows: tuple[CostRow, ...]
    refused: str | None
    error: str | None

    @property
    def title(self) -> str:
        """What the page shows."""
        return f"What if the cost were different? {self.card.title}"


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a comparison: a tuple of lines for each column, empty where the sources do not say."""

    name: str
    cells: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Up to four components side by side."""

    template: ClassVar[str] = "assess/compare.html"
    section: ClassVar[str] = "/assess"

    code: str
    columns: tuple[Card, ...]
    rows: tuple[RowView, ...]
    as_of: str
    title: str = "Schemes side by side"


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """The result as plain text, and an address that opens it in a mail program."""

    template: ClassVar[str] = "assess/summary.html"
    section: ClassVar[str] = "/assess"

    code: str
    text: str
    mailto: str
    title: str = "Summary to send"


_GROUPS = (
    (
        Verdict.ELIGIBLE,
        "fits",
        "You meet every condition we can check",
        "The authority decides the rest; what no form can check is listed with each.",
        "good",
    ),
    (
        Verdict.CHECK,
        "check",
        "Ask first: the sources disagree",
        "Everything fits, but sources contradict each other on a point that matters for you.",
        "conflict",
    ),
    (
        Verdict.NEED_FACT,
        "open",
        "Cannot be said yet",
        "These can still go either way. Each names what is missing.",
        "part",
    ),
    (
        Verdict.NOT_ELIGIBLE,
        "not",
        "Does not fit as told",
        "At least one condition fails, whatever else may be told.",
        "none",
    ),
)


_ANOTHER = "For another purpose than the one you named"
_ANOTHER_NOTE = (
    "Their conditions do not exclude you, but they pay for something else: an estate, a study, a plant."
)


def result_page(progress: Progress, rules: RuleBook) -> ResultPage:
    """The result, what is open to the group first."""
    speaker = Speaker(rules, progress.interview.code)
    found = ranked(progress.assessments)
    first = next(iter(found), None)
    clashes = first.facts.contradictions if first else ()
    only = progress.interview.schemes or ()
    return ResultPage(
        code=progress.interview.code,
        groups=tuple(_groups(found, speaker)),
        as_of=day(progress),
        determination=first.determination if first else "",
        clashes=tuple(f"You said {c.stated}; we count it as {c.derived}: {c.because}" for c in clashes),
        open_questions=progress.ask is not None,
        skipped=len(progress.standing.skipped),
        only=tuple(rules.scheme(scheme).title_short for scheme in only),
    )


def _groups(found: Sequence[Assessment], speaker: Speaker) -> Iterator[Group]:
    another = [a for a in found if set_aside(a)]
    for verdict, name, title, note, tone in _GROUPS:
        rows = [a for a in found if a.verdict is verdict and a not in another]
        full = verdict in (Verdict.ELIGIBLE, Verdict.CHECK)
        if rows:
            yield Group(
                name,
                title,
                note,
                tone,
                tuple(speaker.dossier(a) for a in rows) if full else (),
                () if full else tuple(speaker.card(a) for a in rows),
            )
        if verdict is Verdict.NEED_FACT and another:
            yield Group("another", _ANOTHER, _ANOTHER_NOTE, "none", (), tuple(map(speaker.card, another)))
    closed = [assessment for assessment in found if assessment.verdict is Verdict.CLOSED]
    awaited = [a for a in closed if announced(a)]
    if awaited:
        note = "Announced, but rules and dates are awaited. Nothing can be applied for now."
        yield Group("awaited", "Not open yet", note, "none", (), tuple(map(speaker.card, awaited)))
    ended = [a for a in closed if not announced(a)]
    if ended:
        note = "Ended, taken into another scheme, or without a call for proposals, whatever the facts."
        yield Group("closed", "Closed", note, "none", (), tuple(map(speaker.card, ended)))


def day(progress: Progress) -> str:
    """The day for which is decided, in words."""
    return f"{progress.as_of.day} {progress.as_of:%B %Y}"


def picked(progress: Progress, scheme: str, component: str) -> Assessment:
    """The assessment of one component.

    Raises:
        NotFoundError: the interview is not about it, or there is none.
    """
    for assessment in progress.assessments:
        if (assessment.scheme.id, assessment.component.id) == (scheme, component):
            return assessment
    raise NotFoundError(f"{scheme}/{component}: this interview has no such scheme and component.")


def component_page(progress: Progress, assessment: Assessment, rules: RuleBook) -> ComponentPage:
    """One component in full."""
    speaker = Speaker(rules, progress.interview.code)
    return ComponentPage(
        progress.interview.code, speaker.dossier(assessment), day(progress), assessment.determination
    )


# ---------------------------------------------------------------- costs


def costs_page(
    progress: Progress, assessment: Assessment, rules: RuleBook, cost: str = "", scale: str = "crore"
) -> CostsPage:
    """The grant over the cost. ``cost`` is what was typed, ``scale`` the unit chosen beside it."""
    speaker = Speaker(rules, progress.interview.code)
    component = assessment.component
    wanted, error = _wanted(cost, scale)
    own = wanted or curve.own_cost(component, assessment.facts)
    points = curve.curve(assessment, rules, own)
    marks = curve.marks(points, own)
    name = curve.cost_name(component)
    picture = grant_plot(points, marks, f"Grant of {assessment.component.name}", name)
    return CostsPage(
        code=progress.interview.code,
        card=speaker.card(assessment),
        cost_name=name,
        cost=cost or ("" if own is None else grouped(own)),
        scale=scale if cost else "rupees",
        picture=Markup(picture),  # noqa: S704 -- drawn by us; its texts are escaped there
        rows=tuple(_rows(points, own, marks, lambda cost: curve.point(assessment, rules, cost))),
        refused=_refused(points),
        error=error,
    )


def _wanted(cost: str, scale: str) -> tuple[int | None, str | None]:
    """The cost that was typed in rupees, or None and what is wrong with it."""
    if not cost.strip():
        return None, None
    typed = cost if any(sign.isalpha() for sign in cost) else f"{cost} {'' if scale == 'rupees' else scale}"
    found = money(typed)
    if found is None or not 0 < found <= MOST_COST:
        return None, "This is no sum. Write it as 8, with crore beside it, or as 8 crore 50 lakh."
    return found, None


def _refused(points: Sequence[curve.Point]) -> str | None:
    """The condition that keeps help out at every cost; None where some cost is helped."""
    if any(point.high_inr is not None for point in points):
        return None
    return next((point.refused for point in points if point.refused), None)


def _rows(
    points: Sequence[curve.Point],
    own: int | None,
    marks: Sequence[curve.Mark],
    at: Callable[[int], curve.Point],
) -> Iterator[CostRow]:
    """Round costs, those at which something changes, one rupee above a jump, and the caller's own."""
    by_cost = {point.cost_inr: point for point in points}
    notes = {mark.cost_inr: mark.text for mark in marks}
    above = {mark.cost_inr + 1 for mark in marks if mark.kind in (curve.MarkKind.CLIFF, curve.MarkKind.STEP)}
    costs = set(_round_costs(points[-1].cost_inr)) if points else set()
    costs |= {cost for cost in (*notes, *above) if cost in by_cost} | ({own} if own and points else set())
    for cost in sorted(costs):
        yield _row(by_cost.get(cost) or at(cost), notes.get(cost, ""), cost == own, cost in above)


def _round_costs(end: int) -> Iterator[int]:
    """Some ten round costs up to the end of the picture."""
    step = next(
        size
        for power in range(4, 15)
        for size in (10**power, 2 * 10**power, 5 * 10**power)
        if end / size <= 11
    )
    yield from range(step, end + 1, step)


def _row(point: curve.Point, note: str, own: bool, above: bool) -> CostRow:
    cost, low, high = point.cost_inr, point.low_inr, point.high_inr
    name = f"just above ₹{rupees(cost - 1)}" if above else f"₹{rupees(cost)}"
    if high is None:
        return CostRow(name, "none", "", "", note or point.refused or "outside what is helped", own)
    grant = f"₹{_even(high)}" if low in (None, high) else f"₹{_even(low or 0)} to ₹{_even(high)}"
    return CostRow(name, grant, f"{100 * high / cost:.4g}%", f"₹{_even(cost - high)}", note, own)


def _even(sum_inr: int) -> str:
    """A sum in words; one that a rupee more or less has made crooked is given as the round one beside it."""
    near = round(sum_inr, -3)
    return rupees(near if abs(near - sum_inr) <= 1 else sum_inr)


# ---------------------------------------------------------------- side by side, and as text


def compare_page(progress: Progress, wanted: Sequence[str], rules: RuleBook) -> ComparePage:
    """Components side by side.

    Raises:
        BadRequestError: fewer than two or more than four were chosen, or one is not there.
    """
    speaker = Speaker(rules, progress.interview.code)
    found: Comparison = compare(chosen(progress.assessments, wanted), rules)
    ids = [column.scheme.id for column in found.columns]
    rows = tuple(
        RowView(
            row.name,
            tuple(
                tuple(speaker.remark(remark, scheme) for remark in cell)
                for scheme, cell in zip(ids, row.cells, strict=True)
            ),
        )
        for row in found.rows
    )
    columns = tuple(speaker.card(column) for column in found.columns)
    return ComparePage(progress.interview.code, columns, rows, day(progress))


def summary_page(progress: Progress, rules: RuleBook) -> SummaryPage:
    """The result as plain text."""
    subject, body = quote("Schemes for our cluster"), quote(short_summary(progress))
    return SummaryPage(
        progress.interview.code, summary(progress, rules), f"mailto:?subject={subject}&body={body}"
    )
