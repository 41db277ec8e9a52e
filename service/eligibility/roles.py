"""Which fact a figure in a text belongs to: the words around it tell."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from service.eligibility.figures import Figure, Kind
from service.eligibility.lexicon import BIG, MONEY, PERCENT, PLAIN, lexicon
from service.eligibility.reading import Work
from service.eligibility.values import Between, Value
from service.eligibility.wording import rupees

_BIG_FROM = 1000


def take_figures(work: Work) -> None:
    """Give each figure its role: every pattern takes the first figure that is still free."""
    for said in lexicon().figures:
        for pattern in said.patterns:
            for match in pattern.finditer(work.masked):
                spend(work, said.fact, match)
    _left_over_money(work)


def spend(work: Work, fact: str, match: re.Match[str]) -> None:
    """Enter the one figure inside a match as a fact, unless it has a role already."""
    inside = [start for start in work.figures if match.start() <= start < match.end()]
    if len(inside) != 1 or inside[0] in work.spent:
        return
    figure = work.figures[inside[0]]
    if _of_a_rule(work, figure):
        work.spent.add(figure.start)
        return
    if figure.high is None and re.search(
        r"\b(?:no|none|not|nobody|koi)\b", work.text[match.start() : figure.end]
    ):
        figure = replace(figure, low=None, high=_one_less(figure))  # "no member above 9%"
    value = _fitting(work, fact, figure)
    if value is not None:
        work.spent.add(figure.start)
        work.take(fact, value, match.start(), match.end())


_RULE_SPEAKS = re.compile(
    r"\b(?:ask(?:s|ed)? for|requires?|required|must have|should have|insists? on|guidelines? (?:say|ask)"
    r"|rule (?:is|says)"
    r"|(?:scheme|yojana|government|govt|centre|ministry) (?:gives?|pays?|offers?|allows?|provides?|grants?))"
    r"\b[^.;,]{0,40}$"
)
_NEEDED = re.compile(r"[^.;,]{0,25}\b(?:needed|required|necessary|compulsory|mandatory)\b")


def _of_a_rule(work: Work, figure: Figure) -> bool:
    """Whether a number is what somebody else asks for ("they require at least twenty members"), not what there is."""
    least = figure.low is not None and figure.high is None
    return bool(_RULE_SPEAKS.search(work.text[: figure.start])) or (
        least and bool(_NEEDED.match(work.text, figure.end))
    )


def _one_less(figure: Figure) -> Fraction | None:
    """The number that "above" had moved up by its smallest step."""
    return figure.low and figure.low - (1 if figure.kind is not Kind.PERCENT else Fraction(1, 100))


def _fitting(work: Work, fact: str, figure: Figure) -> Value | None:
    """The figure as a value of the fact, or None where it cannot be one."""
    spec = work.rules.words.spec(fact)
    low, high = figure.low, figure.high
    if spec.type == "int" and any(end is not None and end.denominator != 1 for end in (low, high)):
        return None
    if fact == "applicant_age" and not 14 <= (low or high or 0) <= 100:
        return None
    if low != high or low is None:
        return Between(*(None if end is None else float(end) for end in (low, high)))
    return int(low) if spec.type in ("int", "money") or low.denominator == 1 else float(low)


def _left_over_money(work: Work) -> None:
    """A single sum without a role of its own is the cost of what is planned; several become a question."""
    left = [
        figure
        for start, figure in work.figures.items()
        if start not in work.spent and figure.kind is Kind.MONEY and not _of_something_else(work, figure)
    ]
    sums = {(figure.low, figure.high) for figure in left}
    if "project_cost_inr" in work.found or not left:
        _changed_cost(work, left)
        return
    if len(sums) == 1:
        value = _fitting(work, "project_cost_inr", left[0])
        if value is not None:
            work.take("project_cost_inr", value, left[0].start, left[0].end)
    else:
        words = " or ".join(f"₹{rupees(float(figure.low or figure.high or 0))}" for figure in left)
        choices = tuple(int(figure.value) for figure in left if figure.value is not None)
        work.ask("project_cost_inr", f"which sum is the cost: {words}?", choices)


_EACH = re.compile(
    r"[^.;,]{0,25}?\b(?:each|apiece|per (?:member|unit|head|woman|person)|har ek|prati)\b|[^.;,]{0,15}प्रति"
)
_CHANGED = re.compile(
    r"\b(?:now|revised|(?:come|gone|went|comes|risen|increased) (?:up )?to|instead|became|badh\w*|ho gay[ai])\b|अब|बढ़"
)


_OF_A_YEAR = re.compile(
    r"\b(?:this|last|next|previous) (?:financial )?year\b[^.;,]{0,15}$|\b(?:is|pichhle) saal\b[^.;,]{0,15}$"
)


def _of_something_else(work: Work, figure: Figure) -> bool:
    """Whether a sum is no cost of a project: one of many alike ("1.2 lakh each"), of a year, or what a rule says."""
    before = work.text[: figure.start]
    return bool(_EACH.match(work.text, figure.end) or _OF_A_YEAR.search(before)) or _of_a_rule(work, figure)


def _changed_cost(work: Work, left: Sequence[Figure]) -> None:
    """A cost beside which another sum is told as the new one is not known until it is asked."""
    cost = work.found.get("project_cost_inr")
    if cost is None:
        return
    for figure in left:
        around = work.text[max(0, figure.start - 40) : figure.end + 15]
        value = _fitting(work, "project_cost_inr", figure)
        if value is not None and value != cost.value and _CHANGED.search(around):
            work.take("project_cost_inr", value, figure.start, figure.end)


def masked_text(text: str, numbers: Iterable[Figure]) -> str:
    """The text with a stand-in for each sign of a figure, so that patterns find figures and places stay."""
    signs = list(text)
    for figure in numbers:
        sign = {Kind.MONEY: MONEY, Kind.PERCENT: PERCENT}.get(figure.kind, PLAIN)
        if sign == PLAIN and max(figure.low or 0, figure.high or 0) >= _BIG_FROM:
            sign = BIG
        signs[figure.start : figure.end] = sign * (figure.end - figure.start)
    return "".join(signs)
