"""Up to four scheme components side by side: what each says on the same points, each cell with its own sources.

A cell without lines is a gap: the sources that were read do not say. It is shown as one, and never filled.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.errors import BadRequestError
from service.eligibility.explain import Explanation, amount_words, explain
from service.eligibility.logic import MET, UNKNOWN, UNMET
from service.eligibility.ranking import ranked
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook
from service.eligibility.scheme_records import Remark, Source
from service.eligibility.values import Share, Truth, Verdict
from service.eligibility.wording import VERDICTS, name, rupees

MOST = 4
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One point of comparison, with a cell for each column in their order; an empty cell is a gap."""

    name: str
    cells: tuple[tuple[Remark, ...], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Assessments of one profile side by side."""

    columns: tuple[Assessment, ...]
    rows: tuple[Row, ...]


def chosen(assessments: Iterable[Assessment], wanted: Sequence[str]) -> tuple[Assessment, ...]:
    """Pick what is to be compared: "scheme" takes its most promising component, "scheme/component" that one.

    Raises:
        BadRequestError: fewer than two or more than four were named, or one is not there.
    """
    names = tuple(dict.fromkeys(wanted))
    if not FEWEST <= len(names) <= MOST:
        raise BadRequestError(
            f"{len(names)} schemes to compare: name {FEWEST} to {MOST}, each as scheme or as scheme/component."
        )
    in_order = ranked(assessments)
    return tuple(_pick(in_order, wish) for wish in names)


def _pick(assessments: Sequence[Assessment], wish: str) -> Assessment:
    scheme, _, component = wish.partition("/")
    found = [
        a for a in assessments if a.scheme.id == scheme and (not component or a.component.id == component)
    ]
    if not found:
        raise BadRequestError(f'"{wish}": no such scheme or component among those assessed.')
    return found[0]


def compare(columns: Sequence[Assessment], rules: RuleBook) -> Comparison:
    """Set assessments side by side, point by point."""
    pairs = [(assessment, explain(assessment, rules)) for assessment in columns]
    rows = (Row(title, tuple(tuple(cell(a, e)) for a, e in pairs)) for title, cell in _ROWS)
    return Comparison(tuple(columns), tuple(rows))


def _verdict(assessment: Assessment, explanation: Explanation) -> Iterator[Remark]:
    if assessment.verdict is Verdict.CLOSED:
        yield Remark(f"closed: {assessment.status.text}", assessment.status.sources)
    else:
        yield Remark(VERDICTS[assessment.verdict], tuple(dict.fromkeys(_deciding(assessment))))


def _deciding(assessment: Assessment) -> Iterator[Source]:
    """The pages on which a verdict rests: those of the conditions that decide it, and of what is in dispute."""
    if assessment.verdict is Verdict.CHECK:
        yield from (s for d in assessment.disputes for side in d.conflict.sides for s in side.sources)
        return
    telling = {Verdict.NOT_ELIGIBLE: UNMET, Verdict.NEED_FACT: UNKNOWN}.get(assessment.verdict, MET)
    for finding in assessment.findings:
        if finding.condition.hard and finding.result is telling:
            yield from finding.sources


def _status(assessment: Assessment, explanation: Explanation) -> Iterator[Remark]:
    yield Remark(assessment.status.text, assessment.status.sources)
    if assessment.status.warning:
        yield Remark(assessment.status.warning, assessment.status.sources)


def _amount(assessment: Assessment, explanation: Explanation) -> Iterator[Remark]:
    if assessment.verdict is Verdict.NOT_ELIGIBLE:
        yield Remark("none as told", ())
        return
    words = amount_words(assessment)
    if words is not None:
        yield Remark(words, _step_sources(explanation))
    benefit = assessment.component.benefit
    if benefit is not None:
        yield Remark(
            f"{name(benefit.kind)}, no grant" if words is None else name(benefit.kind), benefit.sources
        )
        yield from (Remark(f"{name(term)}: {text}", benefit.sources) for term, text in benefit.terms)


def _step_sources(explanation: Explanation) -> tuple[Source, ...]:
    cited = (source for step in explanation.working.steps for source in step.sources)
    return tuple(dict.fromkeys(cited))


def _share(assessment: Assessment, explanation: Explanation) -> Iterator[Remark]:
    for rule in assessment.component.grant_rules:
        label = "" if rule.label == "all" else f" ({rule.label})"
        yield Remark(f"{_pct(rule.share_pct)} of {_base(rule.base)}{label}", rule.sources)
    for addition in assessment.component.additions:
        conditions = " or ".join(test.text for test in addition.any_of)
        yield Remark(f"{float(addition.points):g} points more: {conditions}", addition.sources)


def _ceiling(assessment: Assessment, explanation: Explanation) -> Iterator[Remark]:
    limits = assessment.component.limits
    if limits and limits.max_grant_inr:
        yield Remark(f"₹{rupees(limits.max_grant_inr)}", limits.sources)
        return
    for rule in assessment.component.grant_rules:
        if rule.max_grant_inr:
            yield Remark(f"₹{rupees(rule.max_grant_inr)} ({rule.label})", rule.sources)


def _costs(assessment: Assessment, explanation: Explanation) -> Iterator[Remark]:
    limits = assessment.component.limits
    if limits is None:
        return
    for words, sum_inr in (
        ("at least ₹{}", limits.min_inr),
        ("at most ₹{}", limits.max_project_inr),
        ("the grant is worked out on at most ₹{}", limits.cap_basis_inr),
    ):
        if sum_inr:
            yield Remark(words.format(rupees(sum_inr)), limits.sources)


def _own(assessment: Assessment, explanation: Explanation) -> Iterator[Remark]:
    own = assessment.component.own_share
    if own is None:
        return
    note = f" ({own.note})" if own.note else ""
    if own.slabs:
        for upto, pct in own.slabs:
            reach = f"up to ₹{rupees(upto)}" if upto is not None else "above"
            yield Remark(f"at least {_pct(pct)} {reach}{note}", own.sources)
    else:
        yield Remark(f"at least {_pct(own.pct)}{note}", own.sources)


def _with_result(result: Truth) -> Callable[[Assessment, Explanation], Iterator[Remark]]:
    def cell(assessment: Assessment, explanation: Explanation) -> Iterator[Remark]:
        """The hard conditions that came out so; a scheme that has none of them says so."""
        found = [f for f in assessment.findings if f.result is result and f.condition.hard]
        yield from (Remark(f.condition.test.text, f.sources) for f in found)
        if not found:
            yield Remark("none", ())

    return cell


def _time(assessment: Assessment, explanation: Explanation) -> Iterator[Remark]:
    yield from explanation.clock


def _documents(assessment: Assessment, explanation: Explanation) -> Iterator[Remark]:
    yield from explanation.documents


def _first_step(assessment: Assessment, explanation: Explanation) -> Iterator[Remark]:
    yield explanation.next_actor


def _together(assessment: Assessment, explanation: Explanation) -> Iterator[Remark]:
    yield from (Remark(text, ()) for text in explanation.combines)


_ROWS: tuple[tuple[str, Callable[[Assessment, Explanation], Iterator[Remark]]], ...] = (
    ("Verdict", _verdict),
    ("Status", _status),
    ("Amount for you", _amount),
    ("Share", _share),
    ("Ceiling of the grant", _ceiling),
    ("Cost of the project", _costs),
    ("Own contribution", _own),
    ("Conditions not known yet", _with_result(UNKNOWN)),
    ("Conditions not met", _with_result(UNMET)),
    ("Time", _time),
    ("Documents", _documents),
    ("First step", _first_step),
    ("With other schemes", _together),
)


def _pct(share: Share) -> str:
    return f"{float(share):g}%"


def _base(field: str) -> str:
    return name(field.removesuffix("_inr"))
