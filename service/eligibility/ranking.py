"""The order in which people want to see verdicts: what is open to them first, what is not last."""

from collections.abc import Iterable

from service.eligibility.records import Assessment
from service.eligibility.status import NOT_OPEN_YET
from service.eligibility.values import Verdict

ORDER = (Verdict.ELIGIBLE, Verdict.CHECK, Verdict.NEED_FACT, Verdict.CLOSED, Verdict.NOT_ELIGIBLE)
ANNOUNCED = 2.5
"""The place of what is announced and not open yet: behind what wants a fact, before what has ended."""


def announced(assessment: Assessment) -> bool:
    """Whether a component takes no proposals because it has not begun, not because it has ended."""
    status = assessment.component.status or assessment.scheme.status
    awaited = status.state == NOT_OPEN_YET
    to_begin = status.begins is not None and assessment.as_of < status.begins
    return assessment.status.closed and (awaited or to_begin)


def place(verdict: Verdict, not_begun: bool, missing: int, worth_inr: int) -> tuple[float, int, int]:
    """What to sort by: the verdict's place, then fewest facts missing, then the largest sum in rupees."""
    first = ANNOUNCED if verdict is Verdict.CLOSED and not_begun else ORDER.index(verdict)
    return first, missing if verdict is Verdict.NEED_FACT else 0, -worth_inr


def ranked(assessments: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """Assessments in that order; what is alike stays in the order given."""
    return tuple(sorted(assessments, key=_place))


def _place(assessment: Assessment) -> tuple[float, int, int]:
    missing = len(assessment.missing) + len(assessment.unanswerable)
    worth = assessment.amount.high_inr or 0 if assessment.amount else 0
    return place(assessment.verdict, announced(assessment), missing, worth)
