"""Plain words for values, sums and verdicts. Wording for people only: nothing is decided here."""

from collections.abc import Iterable, Mapping
from datetime import date

from service.eligibility.scheme_records import Source, Test
from service.eligibility.values import Asked, Between, Members, OneOf, Value, Verdict
from service.eligibility.vocabulary import FactSpec

CRORE, LAKH = 10_000_000, 100_000

VERDICTS: Mapping[Verdict, str] = {
    Verdict.ELIGIBLE: "meets every condition we can check",
    Verdict.NOT_ELIGIBLE: "does not qualify as told",
    Verdict.NEED_FACT: "cannot be said yet: facts are missing",
    Verdict.CLOSED: "closed",
    Verdict.CHECK: "the sources disagree on a point that matters here: ask",
}

_NAMES: Mapping[str, str] = {
    "spv": "SPV",
    "ngo": "NGO",
    "shg": "self-help group",
    "shg_federation": "federation of self-help groups",
    "fpo": "farmer producer organisation",
    "epc": "export promotion council",
    "llp": "LLP",
    "sc": "SC",
    "st": "ST",
    "obc": "OBC",
    "jk": "Jammu and Kashmir",
    "itdp": "tribal (ITDP) area",
    "lwe_district": "Naxal-affected (LWE) district",
    "section8_company": "Section 8 company",
    "zld": "zero liquid discharge",
    "state_govt": "State Government",
    "state_agency": "State agency",
    "central_agency": "central agency",
    "csr_foundation": "CSR foundation",
    "msme_support_institution": "institution that supports small units",
    "women_entrepreneur_association": "association of women entrepreneurs",
}


def rupees(amount: int | float) -> str:
    """A sum as people here say it: 63000000 → "6.3 crore", 216000 → "2.16 lakh", 22500 → "22,500"."""
    whole = int(amount)
    for size, name in ((CRORE, "crore"), (LAKH, "lakh")):
        if whole >= size and whole % (size // 100) == 0:
            return f"{whole / size:.2f}".rstrip("0").rstrip(".") + f" {name}"
    return grouped(whole)


def grouped(amount: int) -> str:
    """Indian grouping: 12345678 → "1,23,45,678"."""
    text = str(abs(amount))
    head, tail = text[:-3], text[-3:]
    while len(head) > 2:
        head, tail = head[:-2], f"{head[-2:]},{tail}"
    return ("-" if amount < 0 else "") + (f"{head},{tail}" if head else tail)


def name(value: object) -> str:
    """A value of the vocabulary in words: "handloom_organisation" → "handloom organisation"."""
    return _NAMES.get(str(value), str(value).replace("_", " "))


def listed(values: Iterable[object], joint: str = "or") -> str:
    """Names in a row: "micro, small or medium"."""
    words = [name(value) for value in values]
    return (
        words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}" if words else "none"
    )


def say(value: Value | None) -> str:
    """A fact's value without its unit: for sums see ``say_fact``."""
    if value is None:
        return "not told"
    if isinstance(value, Asked):
        return "asked, not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, OneOf):
        return "one of " + listed(sorted(value.options, key=str))
    if isinstance(value, Members):
        return listed(sorted(value.inside), "and") if value.inside else "none known"
    return _say_rest(value)


def _say_rest(value: Value) -> str:
    if isinstance(value, Between):
        low, high = value.low, value.high
        return (
            f"at least {low:g}"
            if high is None
            else f"at most {high:g}"
            if low is None
            else f"{low:g} to {high:g}"
        )
    if isinstance(value, tuple):
        return listed(value, "and")
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    return (
        grouped(value)
        if isinstance(value, int)
        else f"{value:g}"
        if isinstance(value, float)
        else name(value)
    )


def say_fact(spec: FactSpec, value: Value | None) -> str:
    """A fact's value with its unit: rupees, percent, units, years."""
    if spec.type == "money":
        return _say_money(value)
    text = say(value)
    if spec.type == "percent" and isinstance(value, int | float):
        return f"{text}%"
    return f"{text} {spec.unit}" if spec.unit and isinstance(value, int | float) else text


def _say_money(value: Value | None) -> str:
    if isinstance(value, int | float):
        return f"₹{rupees(value)}"
    if isinstance(value, Between):
        low, high = value.low, value.high
        if high is None:
            return f"at least ₹{rupees(low or 0)}"
        return f"at most ₹{rupees(high)}" if low is None else f"₹{rupees(low)} to ₹{rupees(high)}"
    if isinstance(value, OneOf):
        sums = sorted(sum_ for sum_ in value.options if isinstance(sum_, int | float))
        return " or ".join(f"₹{rupees(sum_)}" for sum_ in sums)
    return say(value)


def wanted(test: Test, spec: FactSpec) -> str:
    """What a test asks for, in words: "at least ₹5 crore", "micro or small", "yes"."""
    value = test.value
    if test.op == "between" and isinstance(value, tuple):
        return f"{say_fact(spec, value[0])} to {say_fact(spec, value[1])}"
    if test.op in ("not_in", "excludes") and isinstance(value, tuple):
        return f"none of {listed(value)}"
    if isinstance(value, tuple):
        return listed(value)
    if test.op == ">=_field":
        return f"at least as much as {name(value).removesuffix(' inr')}"
    words = {">=": "at least ", ">": "more than ", "<=": "at most ", "<": "less than ", "!=": "not "}
    return words.get(test.op, "") + say_fact(spec, value)


def cite(source: Source) -> str:
    """A source in one breath: title, publisher and year, or that the page shows no year."""
    publisher = f", {source.publisher}" if source.publisher else ""
    return f"{source.title}{publisher} ({source.year or 'year not shown'})"
