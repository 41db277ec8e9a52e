"""One line of a batch: facts and/or a sentence in, the JSON form of its assessments out."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ingest.errors import BadRequestError
from service.eligibility import identity, intake
from service.eligibility.assess import as_profile, assess
from service.eligibility.explain import amount_words, because
from service.eligibility.facts import Profile
from service.eligibility.purpose import serves_another
from service.eligibility.ranking import announced
from service.eligibility.reading import Doubt, Read, Reading
from service.eligibility.records import Assessment, Caution, Finding
from service.eligibility.rules import RuleBook
from service.eligibility.scheme_records import Source
from service.eligibility.values import Verdict
from service.eligibility.wording import cite

Record = dict[str, Any]


def assess_record(record: Mapping[str, Any], rules: RuleBook, today: date) -> Record:
    """Assess one ``{"id", "text"?, "facts"?, "schemes"?, "as_of"?}``; stated facts go before those read from the text.

    Returns:
        ``{"id", "profile", "assessments"}``, with ``understood`` and ``questions`` where a text was given.

    Raises:
        BadRequestError: a fact, scheme or day cannot be used, or the line gives neither text nor facts.
    """
    reading, profile = told(record, rules)
    found = assess(profile, rules, _day(record.get("as_of"), today), _schemes(record.get("schemes")))
    return answer_record(record.get("id"), reading, profile, found, rules)


def told(record: Mapping[str, Any], rules: RuleBook) -> tuple[Reading | None, Profile]:
    """What a line tells: the reading of its text, if it has one, and the facts of both.

    Raises:
        BadRequestError: a fact cannot be used, or the line gives neither text nor facts.
    """
    text, stated = record.get("text") or "", record.get("facts") or {}
    if not text and not stated:
        raise BadRequestError('give "text", "facts" or both: there is nothing to assess')
    reading = intake.read(text, rules) if text else None
    profile = as_profile(stated, rules)
    if reading:
        profile = Profile({**reading.profile.values, **profile.values})
    return reading, profile


def answer_record(
    name: object, reading: Reading | None, profile: Profile, found: Sequence[Assessment], rules: RuleBook
) -> Record:
    """The JSON form of what came of one line; ``name`` is the id it was sent with."""
    answer: Record = {
        "id": name,
        "profile": identity.plain(profile.values),
        "assessments": [assessment_record(assessment, rules) for assessment in found],
    }
    if reading:
        answer["understood"] = [reading_record(entry) for entry in reading.facts]
        answer["questions"] = [doubt_record(doubt) for doubt in reading.questions]
    return answer


def assessment_record(assessment: Assessment, rules: RuleBook) -> Record:
    """The JSON form of one assessment. A refusal carries no sum."""
    refused = assessment.verdict is Verdict.NOT_ELIGIBLE
    amount = None if refused else assessment.amount
    return {
        "scheme": assessment.scheme.id,
        "component": assessment.component.id,
        "verdict": assessment.verdict.value,
        "other_purpose": serves_another(assessment),
        "max_grant_inr": amount.high_inr if amount else None,
        "min_grant_inr": amount.low_inr if amount else None,
        "amount": None if refused else amount_words(assessment),
        "missing": list(assessment.missing),
        "unanswerable": list(assessment.unanswerable),
        "findings": [finding_record(finding, rules) for finding in assessment.findings],
        "status": {
            "closed": assessment.status.closed,
            "awaited": announced(assessment),
            "text": assessment.status.text,
            "warning": assessment.status.warning,
        },
        "cautions": [caution_record(caution) for caution in assessment.cautions],
        "conflicts": [dispute.conflict.about for dispute in assessment.disputes],
        "contradictions": [
            {"fact": clash.fact, "stated": clash.stated, "derived": clash.derived, "because": clash.because}
            for clash in assessment.facts.contradictions
        ],
        "as_of": assessment.as_of.isoformat(),
        "determination": assessment.determination,
    }


def finding_record(finding: Finding, rules: RuleBook) -> Record:
    """The JSON form of one condition looked at; ``source`` is its first page, ``sources`` are all."""
    sources = [source_record(source) for source in finding.sources]
    return {
        "condition": f"{finding.condition.test.field}: {finding.condition.test.text}",
        "field": finding.condition.test.field,
        "result": finding.result.value,
        "hard": finding.condition.hard,
        "because": because(finding, rules.words),
        "source": cite(finding.sources[0]) if finding.sources else None,
        "sources": sources,
    }


def source_record(source: Source) -> Record:
    """The JSON form of a source."""
    return {
        "key": source.key,
        "title": source.title,
        "publisher": source.publisher,
        "year": source.year,
        "url": source.url,
    }


def caution_record(caution: Caution) -> Record:
    """The JSON form of a caution."""
    return {"text": caution.text, "sources": [cite(source) for source in caution.sources]}


def reading_record(entry: Read) -> Record:
    """The JSON form of one fact read from a text, with the words it was taken from."""
    return {
        "fact": entry.fact,
        "value": identity.plain_value(entry.value),
        "words": entry.words,
        "start": entry.start,
        "end": entry.end,
    }


def doubt_record(doubt: Doubt) -> Record:
    """The JSON form of a question that a text leaves open."""
    choices = [identity.plain_value(choice) for choice in doubt.choices]
    return {"fact": doubt.fact, "question": doubt.text, "why": doubt.why, "choices": choices}


def _day(raw: object, today: date) -> date:
    if raw is None:
        return today
    try:
        return date.fromisoformat(str(raw))
    except ValueError as error:
        raise BadRequestError(f"as_of: {raw!r} is no day. Give one such as 2026-03-31.") from error


def _schemes(raw: object) -> Sequence[str] | None:
    if raw is None:
        return None
    if isinstance(raw, str):
        return (raw,)
    if isinstance(raw, Sequence) and all(isinstance(entry, str) for entry in raw):
        return tuple(raw)
    raise BadRequestError(f"schemes: {raw!r} is no list of scheme ids")
