"""The next question as a person is asked it: what the texts left in doubt first, then what settles most."""

from collections.abc import Sequence

from service.eligibility.identity import plain_value
from service.eligibility.next_question import Question, rank
from service.eligibility.reading import Doubt
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook
from service.eligibility.values import OneOf, Value
from service.eligibility.vocabulary import FactSpec
from service.interviews import wording
from service.interviews.records import Ask, Option, Standing

_KINDS = {
    "bool": "yes_no",
    "enum": "one_of",
    "list": "any_of",
    "money": "money",
    "percent": "percent",
    "int": "number",
    "number": "number",
    "date": "date",
    "text": "words",
}


def next_ask(assessments: Sequence[Assessment], standing: Standing, rules: RuleBook) -> Ask | None:
    """The next question, or None where every component is settled or nothing more can be told."""
    ranked = rank(assessments, rules, standing.skipped)
    by_fact = {question.fact.name: question for question in ranked}
    for doubt in standing.doubts:
        if rules.words.spec(doubt.fact).askable:
            return _doubtful(doubt, by_fact.get(doubt.fact), standing, rules)
    return _ranked(ranked[0], standing, rules) if ranked else None


def ask_about(fact: str, assessments: Sequence[Assessment], standing: Standing, rules: RuleBook) -> Ask:
    """The question for a fact that somebody wants to answer or correct now.

    Raises:
        BadRequestError: there is no such fact.
    """
    spec = rules.words.spec(fact)
    for doubt in standing.doubts:
        if doubt.fact == fact:
            return _doubtful(doubt, None, standing, rules)
    for question in rank(assessments, rules):
        if question.fact.name == fact:
            return _ranked(question, standing, rules)
    return _ask(spec, "", (), 0, _known(standing, fact), rules)


def _ranked(question: Question, standing: Standing, rules: RuleBook) -> Ask:
    fact = question.fact.name
    settles = round(question.settles)
    return _ask(question.fact, reason(question), question.schemes, settles, _known(standing, fact), rules)


def reason(question: Question) -> str:
    """Why a question is asked, in one sentence: "Settles about 4 of the 12 schemes in which it stands open"."""
    count = len(question.schemes)
    settles = round(question.settles)
    if count == 1:
        return "Needed for one scheme."
    if settles < 1:
        return f"Needed for {count} schemes."
    parts = "scheme component" if settles == 1 else "scheme components"
    return f"Likely to settle {settles} {parts}; {count} schemes ask for it."


def _doubtful(doubt: Doubt, question: Question | None, standing: Standing, rules: RuleBook) -> Ask:
    spec = rules.words.spec(doubt.fact)
    schemes = question.schemes if question else ()
    why = f"{doubt.why[:1].upper()}{doubt.why[1:]}"
    choices = frozenset(choice for choice in doubt.choices if isinstance(choice, str | int | float))
    known = OneOf(choices) if choices else _known(standing, doubt.fact)
    return _ask(spec, why, schemes, round(question.settles) if question else 0, known, rules)


def _known(standing: Standing, fact: str) -> Value | None:
    told = standing.told.get(fact)
    return told.value if told else None


def _ask(
    spec: FactSpec, why: str, schemes: tuple[str, ...], settles: int, known: Value | None, rules: RuleBook
) -> Ask:
    kind, options = _kind(spec), _options(spec, known, rules)
    return Ask(
        fact=spec.name,
        text=wording.question(spec),
        kind=kind,
        options=options,
        unit=spec.unit,
        help=wording.hint(spec),
        why=why,
        schemes=schemes,
        settles=settles,
        known=None if known is None else plain_value(known),
    )


def _kind(spec: FactSpec) -> str:
    if spec.name in ("state", "district"):
        return spec.name
    return "one_of" if spec.type == "int" and spec.allowed else _KINDS[spec.type]


def _options(spec: FactSpec, known: Value | None, rules: RuleBook) -> tuple[Option, ...]:
    """What to choose from. Of a fact that is known to be one of a few values, only these; else the whole list."""
    if isinstance(known, OneOf) and spec.type not in ("money", "int", "number", "percent"):
        usual = {option.value: option for option in wording.options(spec)}
        values = sorted(known.options, key=str)
        return tuple(usual.get(str(value), Option(str(value), str(value))) for value in values)
    if spec.name == "state":
        homes = sorted({home for home, _ in rules.gazetteer.districts})
        return tuple(Option(home, home) for home in homes)
    return wording.options(spec)
