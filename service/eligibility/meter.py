"""What ``samuh coverage`` prints: the meter of each scheme, what cannot be checked, and why."""

from collections.abc import Iterator, Sequence
from typing import Any

from service.eligibility.lint import Coverage, coverage
from service.eligibility.rules import RuleBook


def meters(rules: RuleBook, schemes: Sequence[str] = ()) -> tuple[Coverage, ...]:
    """The meters of some schemes in the order given, or of all.

    Raises:
        BadRequestError: there is no such scheme.
    """
    found = {meter.scheme: meter for meter in coverage(rules)}
    return tuple(found[scheme.id] for scheme in rules.only(schemes or None))


def meter_record(meter: Coverage, rules: RuleBook) -> dict[str, Any]:
    """The JSON form of a meter."""
    return {
        "scheme": meter.scheme,
        "title": rules.scheme(meter.scheme).title_short,
        "checked": meter.checked,
        "total": meter.total,
        "beyond": [{"text": text, "why": why} for text, why in zip(meter.beyond, meter.why, strict=True)],
    }


def meter_lines(meters_: Sequence[Coverage], rules: RuleBook) -> Iterator[str]:
    """Meters for people, with a last line for all of them where there are several."""
    for meter in meters_:
        yield f"{meter.scheme}: {meter.words} ({rules.scheme(meter.scheme).title_short})"
        for text, why in zip(meter.beyond, meter.why, strict=True):
            yield f"  not: {text} ({why})"
    if len(meters_) > 1:
        checked, total = sum(m.checked for m in meters_), sum(m.total for m in meters_)
        yield f"{len(meters_)} schemes: {checked} of {total} conditions can be checked"
