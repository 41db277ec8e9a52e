"""The next question as a person is asked it: what the texts left in doubt first, then what settles most."""

from collections.abc import Mapping, Sequence

from service.eligibility.identity import plain_value
from service.eligibility.logic import UNMET
from service.eligibility.next_question import Question, rank
from service.eligibility.purpose import FACT as PURPOSE
from service.eligibility.purpose import purposes, served, serves_another
from service.eligibility.reading import Doubt
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook
from service.eligibility.values import Between, Members, OneOf, Value, Verdict
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
    ranked = rank([a for a in assessments if worth_asking_for(a)], rules, standing.skipped)
    by_fact = {question.fact.name: question for question in ranked}
    for doubt in standing.doubts:
        if rules.words.spec(doubt.fact).askable:
            return _doubtful(doubt, by_fact.get(doubt.fact), standing, rules)
    if _purpose_would_help(assessments, ranked, standing):
        return _ask(rules.words.spec(PURPOSE), _WHY_PURPOSE, (), 0, None, rules)
    if not ranked:
        return _for_a_sum(assessments, standing, rules)
    first = by_fact.get(ASK_FIRST.get(ranked[0].fact.name, ""), ranked[0])
    return _ranked(first, standing, rules)


_WHY_PURPOSE = "What is open to you so far pays for different things. We then ask only about what you want."
_FEW = 2


def _purpose_would_help(
    assessments: Sequence[Assessment], ranked: Sequence[Question], standing: Standing
) -> bool:
    """Whether to ask what the money is for: not while one question still bears on many schemes, and only once."""
    if PURPOSE in standing.told or PURPOSE in standing.skipped:
        return False
    if ranked and len(ranked[0].schemes) > _FEW:
        return False
    kinds = {served(a.component) for a in assessments if a.verdict in _OPEN and worth_asking_for(a)}
    return len(kinds - {frozenset()}) > 1


_OPEN = (Verdict.ELIGIBLE, Verdict.CHECK, Verdict.NEED_FACT)


def _for_a_sum(assessments: Sequence[Assessment], standing: Standing, rules: RuleBook) -> Ask | None:
    """Where all verdicts are settled: the fact that decides the sums of most components that are open to the caller."""
    wanted: dict[str, list[str]] = {}
    for assessment in assessments:
        if assessment.verdict in (Verdict.ELIGIBLE, Verdict.CHECK) and assessment.amount is not None:
            for fact in assessment.amount.missing if worth_asking_for(assessment) else ():
                wanted.setdefault(fact, []).append(assessment.scheme.id)
    known = {
        fact for fact, told in standing.told.items() if not isinstance(told.value, OneOf | Between | Members)
    }
    open_facts = [
        fact
        for fact in wanted
        if fact not in known and fact not in standing.skipped and rules.words.spec(fact).askable
    ]
    if not open_facts:
        return None
    best = min(open_facts, key=lambda fact: (-len(wanted[fact]), rules.words.spec(fact).ask_cost, fact))
    schemes = tuple(dict.fromkeys(wanted[best]))
    titles = " and ".join(rules.scheme(one).title_short for one in schemes[:2])
    more = f" and {len(schemes) - 2} more" if len(schemes) > 2 else ""
    why = f"It decides no verdict any more, but the sum of {titles}{more}."
    return _ask(rules.words.spec(best), why, schemes, 0, _known(standing, best), rules)


ASK_FIRST: Mapping[str, str] = {
    "first_loan_repaid": "prior_scheme",
    "mudra_svanidhi_loan_repaid": "similar_loan_last_5y",
    "iec_age_years": "iec_active",
    "zed_reward_unused": "zed_level",
    "spv_max_member_share_pct": "spv_members",
    "district": "state",
}
"""Questions that make sense only after another one: that one is asked in their place while it is open."""


def worth_asking_for(assessment: Assessment) -> bool:
    """Whether a component is for the caller's trade and purpose, so that he is to be questioned about it.

    What is made for another trade (a head such as "coir", which is no rule that refuses) or for another purpose than
    the one told stays undecided and is shown so; its questions can be answered from there.
    """
    other_trade = any(
        finding.condition.implied and not finding.condition.hard and finding.result is UNMET
        for finding in assessment.findings
    )
    return not other_trade and not serves_another(assessment)


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
    known = _known(standing, fact)
    return _ask(question.fact, reason(question, rules), question.schemes, settles, known, rules)


def reason(question: Question, rules: RuleBook) -> str:
    """Why a question is asked, in one sentence: "Likely to settle 4 scheme components; 12 schemes ask for it"."""
    count = len(question.schemes)
    settles = round(question.settles)
    if count <= 2:
        return f"Needed for {' and '.join(rules.scheme(one).title_short for one in question.schemes)}."
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
    if spec.name == PURPOSE:
        return "one_of"
    return "one_of" if spec.type == "int" and spec.allowed else _KINDS[spec.type]


def _options(spec: FactSpec, known: Value | None, rules: RuleBook) -> tuple[Option, ...]:
    """What to choose from. Of a fact that is known to be one of a few values, only these; else the whole list."""
    if isinstance(known, OneOf) and spec.type not in ("money", "int", "number", "percent"):
        usual = {option.value: option for option in wording.options(spec)}
        values = sorted(known.options, key=str)
        return tuple(usual.get(str(value), Option(str(value), str(value))) for value in values)
    if spec.name == PURPOSE:
        return tuple(Option(name, name[:1].upper() + name[1:]) for name in purposes())
    if spec.name == "state":
        homes = sorted({home for home, _ in rules.gazetteer.districts})
        return tuple(Option(home, home) for home in homes)
    return wording.options(spec)
