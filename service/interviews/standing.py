"""From entries to what they come to: later ones stand before earlier ones, and a fact taken back is not known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.errors import BadRequestError
from service.eligibility import facts
from service.eligibility.identity import plain_value
from service.eligibility.intake import read
from service.eligibility.reading import Doubt, Read, Reading
from service.eligibility.rules import RuleBook
from service.interviews.records import Entry, Kind, Standing, Told


@dataclass(slots=True)
class _Work:
    """The entries while they are being gone through: plain values, their words, and what is open."""

    values: dict[str, Any] = field(default_factory=dict)
    words: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    skipped: dict[str, None] = field(default_factory=dict)
    doubts: dict[str, Doubt] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)


def text_entry(text: str, rules: RuleBook) -> Entry:
    """An entry for a caller's words: what was read of them is kept with them."""
    return Entry(Kind.TEXT, None, _content(read(text, rules)))


def answer_entry(fact: str, raw: object, rules: RuleBook) -> Entry:
    """An entry for an answer, checked and in plain form.

    Raises:
        BadRequestError: there is no such fact, it is one that is computed, or it cannot have that value.
    """
    if not rules.words.spec(fact).askable:
        raise BadRequestError(f"{fact}: this is computed from other facts and cannot be told.")
    value = facts.profile({fact: raw}, rules.words, rules.gazetteer).values.get(fact)
    if value is None:
        raise BadRequestError(f'{fact}: no answer was given. Give a value, or "does_not_know".')
    return Entry(Kind.ANSWER, fact, plain_value(value))


def _content(reading: Reading) -> dict[str, Any]:
    return {
        "text": reading.text,
        "facts": {
            entry.fact: {
                "value": plain_value(entry.value),
                "words": entry.words,
                "start": entry.start,
                "end": entry.end,
            }
            for entry in reading.facts
        },
        "doubts": [
            {"fact": d.fact, "text": d.text, "why": d.why, "choices": [plain_value(c) for c in d.choices]}
            for d in reading.questions
        ],
    }


def standing(entries: Iterable[Entry], rules: RuleBook) -> Standing:
    """Go through the entries from first to last.

    A value that the vocabulary no longer has is left out and named, so that an interview of last month still opens.
    """
    work = _Work()
    for entry in entries:
        _STEPS[entry.kind](work, entry)
    values, misfits = _typed(work.values, rules)
    told = {name: _told(name, value, work.words.get(name)) for name, value in values.items()}
    open_doubts = tuple(doubt for doubt in work.doubts.values() if doubt.fact not in work.skipped)
    return Standing(told, tuple(work.skipped), open_doubts, tuple(work.texts), misfits)


def _take_text(work: _Work, entry: Entry) -> None:
    work.texts.append(entry.content["text"])
    for name, found in entry.content["facts"].items():
        work.values[name] = found["value"]
        work.words[name] = found
        work.skipped.pop(name, None)
        work.doubts.pop(name, None)
    for row in entry.content["doubts"]:
        work.doubts[row["fact"]] = Doubt(row["fact"], row["text"], row["why"], tuple(row["choices"]))


def _take_answer(work: _Work, entry: Entry) -> None:
    _forget(work, entry)
    work.values[entry.fact or ""] = entry.content


def _take_skip(work: _Work, entry: Entry) -> None:
    work.skipped[entry.fact or ""] = None


def _forget(work: _Work, entry: Entry) -> None:
    for table in (work.values, work.words, work.skipped, work.doubts):
        table.pop(entry.fact or "", None)


_STEPS = {Kind.TEXT: _take_text, Kind.ANSWER: _take_answer, Kind.SKIP: _take_skip, Kind.REMOVE: _forget}


def _typed(values: Mapping[str, Any], rules: RuleBook) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    fitting, misfits = {}, []
    for name, value in values.items():
        try:
            facts.profile({name: value}, rules.words, rules.gazetteer)
        except BadRequestError:
            misfits.append(name)
        else:
            fitting[name] = value
    return facts.profile(fitting, rules.words, rules.gazetteer).values, tuple(misfits)


def _told(name: str, value: Any, words: Mapping[str, Any] | None) -> Told:  # noqa: ANN401 -- a value of the vocabulary
    if words is None:
        return Told(name, value, None, None, None)
    return Told(name, value, words["words"], words["start"], words["end"])


def reading_of(found: Standing) -> Reading:
    """What was read from the texts and still stands, as one reading: for reports that show each fact's words."""
    facts_read = tuple(
        Read(told.fact, told.value, told.start or 0, told.end or 0, told.words)
        for told in found.told.values()
        if told.words is not None
    )
    return Reading("\n".join(found.texts), facts_read, found.doubts)
