"""Where an interview stands, worked out from its entries alone: the same entries on the same day give the same."""

from datetime import date

from service.eligibility.assess import assess
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook
from service.interviews.asking import next_ask
from service.interviews.records import Interview, Kind, Moved, Progress
from service.interviews.standing import standing


def progress(interview: Interview, rules: RuleBook, today: date) -> Progress:
    """Assess an interview, choose its next question and tell what its last entry changed."""
    on = interview.as_of or today
    now = standing(interview.entries, rules)
    found = assess(now.profile, rules, on, interview.schemes)
    return Progress(
        interview=interview,
        standing=now,
        as_of=on,
        assessments=found,
        ask=next_ask(found, now, rules),
        moved=_moved(interview, found, rules, on),
    )


def _moved(
    interview: Interview, found: tuple[Assessment, ...], rules: RuleBook, on: date
) -> tuple[Moved, ...]:
    if not interview.entries or interview.entries[-1].kind is Kind.SKIP:
        return ()
    earlier = standing(interview.entries[:-1], rules)
    before = assess(earlier.profile, rules, on, interview.schemes)
    return tuple(
        Moved(now, was.verdict)
        for was, now in zip(before, found, strict=True)
        if was.verdict is not now.verdict
    )
