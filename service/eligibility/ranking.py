"""The order in which people want to see verdicts: what is open to them and meant for their purpose first."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.eligibility.purpose import serves_another
from service.eligibility.records import Assessment
from service.eligibility.status import NOT_OPEN_YET
from service.eligibility.values import Verdict

OPEN = (Verdict.ELIGIBLE, Verdict.CHECK, Verdict.NEED_FACT)
"""The verdicts that do not exclude a group."""
_ANOTHER, _AWAITED, _ENDED = 3, 6, 7
"""Places behind the open verdicts: the same for another purpose, what is announced, what has ended or is refused."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides the place of one component: its verdict, and what is said beside it.

    ``awaited`` is announced and not open yet; ``another`` serves another purpose than the caller's.
    """

    verdict: Verdict
    awaited: bool
    another: bool
    missing: int
    worth_inr: int

    @property
    def place(self) -> tuple[int, int, int]:
        """What to sort by: the verdict's place, then fewest facts missing, then the largest sum in rupees."""
        if self.verdict not in OPEN:
            return (_AWAITED if self.awaited else _ENDED + (self.verdict is Verdict.NOT_ELIGIBLE)), 0, 0
        first = OPEN.index(self.verdict) + (_ANOTHER if self.another else 0)
        return first, self.missing if self.verdict is Verdict.NEED_FACT else 0, -self.worth_inr


def announced(assessment: Assessment) -> bool:
    """Whether a component takes no proposals because it has not begun, not because it has ended."""
    status = assessment.component.status or assessment.scheme.status
    awaited = status.state == NOT_OPEN_YET
    to_begin = status.begins is not None and assessment.as_of < status.begins
    return assessment.status.closed and (awaited or to_begin)


def set_aside(assessment: Assessment) -> bool:
    """Whether a component excludes nobody but pays for another purpose than the caller's: told, and counted, apart."""
    return assessment.verdict in OPEN and serves_another(assessment)


def ranked(assessments: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """Assessments in that order; what is alike stays in the order given."""
    return tuple(sorted(assessments, key=_place))


def _place(assessment: Assessment) -> tuple[int, int, int]:
    missing = len(assessment.missing) + len(assessment.unanswerable)
    worth = assessment.amount.high_inr or 0 if assessment.amount else 0
    another = serves_another(assessment)
    return Standing(assessment.verdict, announced(assessment), another, missing, worth).place
