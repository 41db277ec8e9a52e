"""The JSON form of interviews and of their questions."""

from collections.abc import Iterable
from typing import Any

from service.eligibility import identity
from service.eligibility.explain import amount_words, headline
from service.eligibility.ranking import ranked
from service.eligibility.records import Assessment
from service.eligibility.values import Verdict
from service.interviews.records import Ask, Moved, Progress, Told

Record = dict[str, Any]


def progress_record(progress: Progress) -> Record:
    """An interview as it stands."""
    interview, standing = progress.interview, progress.standing
    return {
        "code": interview.code,
        "expires": interview.expires.date().isoformat(),
        "as_of": progress.as_of.isoformat(),
        "schemes": list(interview.schemes) if interview.schemes else None,
        "profile": identity.plain(standing.profile.values),
        "understood": [told_record(told) for told in standing.told.values() if told.words is not None],
        "skipped": list(standing.skipped),
        "contradictions": _contradictions(progress.assessments),
        "question": ask_record(progress.ask) if progress.ask else None,
        "counts": counts(progress.assessments),
        "verdicts": [verdict_record(assessment) for assessment in ranked(progress.assessments)],
        "changed": [moved_record(moved) for moved in progress.moved],
    }


def counts(assessments: Iterable[Assessment]) -> dict[str, int]:
    """How many components ended in which way; all ways are named."""
    found = dict.fromkeys((verdict.value for verdict in Verdict), 0)
    for assessment in assessments:
        found[assessment.verdict.value] += 1
    return found


def told_record(told: Told) -> Record:
    """A fact that was read from the person's own words."""
    return {
        "fact": told.fact,
        "value": identity.plain_value(told.value),
        "words": told.words,
        "start": told.start,
        "end": told.end,
    }


def ask_record(ask: Ask) -> Record:
    """A question: its words, how it is answered, and why it is asked."""
    return {
        "fact": ask.fact,
        "question": ask.text,
        "kind": ask.kind,
        "choices": [
            {"value": option.value, "label": option.label, "group": option.group} for option in ask.options
        ],
        "unit": ask.unit,
        "help": ask.help,
        "why": ask.why,
        "settles": ask.settles,
        "schemes": list(ask.schemes),
    }


def verdict_record(assessment: Assessment) -> Record:
    """One component in one line."""
    refused = assessment.verdict is Verdict.NOT_ELIGIBLE
    return {
        "scheme": assessment.scheme.id,
        "component": assessment.component.id,
        "title": assessment.scheme.title_short,
        "verdict": assessment.verdict.value,
        "headline": headline(assessment),
        "amount": None if refused else amount_words(assessment),
        "missing": list(assessment.missing),
        "warning": assessment.status.warning,
    }


def moved_record(moved: Moved) -> Record:
    """A component whose verdict the last entry changed."""
    return {
        "scheme": moved.assessment.scheme.id,
        "component": moved.assessment.component.id,
        "before": moved.before.value,
        "now": moved.assessment.verdict.value,
    }


def _contradictions(assessments: Iterable[Assessment]) -> list[Record]:
    first = next(iter(assessments), None)
    clashes = first.facts.contradictions if first else ()
    return [
        {"fact": clash.fact, "stated": clash.stated, "derived": clash.derived, "because": clash.because}
        for clash in clashes
    ]
