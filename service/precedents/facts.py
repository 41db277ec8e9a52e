"""What a case can be filtered by, told by the words of its record: schemes, who paid, years."""

import re
from collections.abc import Iterator

from ingest.sheets.models import Cluster, Intervention

FUNDING = {
    "central": (
        "Union government grant",
        r"\bgoi\b|\bcentre\b|central|union government|union budget|ministry|\bdpiit\b|\bdipp\b|dc-msme",
    ),
    "state": (
        "State or local government",
        r"\bstate\b|state government|uttar pradesh|karnataka|tamil nadu|gujarat|municipal|local government|\btown\b|"
        r"\bgidc\b|\bmidc\b|\bruda\b|upsida",
    ),
    "members": (
        "Members' own share",
        r"\bmembers?\b|industry\b|industries\b|\bunits\b|\bspv\b|tanners|exporters|printers|promoters|consorti|"
        r"association|dyers|weavers|firms|ptietc|private",
    ),
    "loan": ("Bank loan", r"\bbanks?\b|\bloans?\b|sidbi|nabard|refinance|instalments"),
    "donor": (
        "Foreign aid",
        r"unido|dfid|\bgtz\b|world bank|\bgef\b|\bilo\b|unicef|donor|\bsdc\b|wwf|\bidb\b|hsbc",
    ),
}
"""Key to (name, pattern in the words on who did it and who paid)."""

FUNDING_NAMES = {key: name for key, (name, _) in FUNDING.items()}
_PAYING = re.compile(r"\bpaid\b|\bgrants?\b|\baid\b|\baided\b|subsid|\bloans?\b|\bfund|financ|donor", re.I)
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")


def schemes(cluster: Cluster) -> tuple[str, ...]:
    """The schemes under which something was tried, as the record names them, each once."""
    return tuple(dict.fromkeys(each.scheme for each in cluster.interventions if each.scheme))


def funding(cluster: Cluster) -> tuple[str, ...]:
    """Who paid for what was tried, as far as the record says so; who only ran a thing is not taken for a payer."""
    told = [paid_by(each) for each in cluster.interventions]
    return tuple(
        key for key, (_, pattern) in FUNDING.items() if any(re.search(pattern, text, re.I) for text in told)
    )


def paid_by(each: Intervention) -> str:
    """The words on who paid for one thing that was tried: its list of payers, else what speaks of paying."""
    if each.funding:
        return " / ".join(f"{payer} {part}" for payer, part in each.funding.items())
    said = f"{each.what} / {each.who} / {each.cost.note if each.cost else ''} / {each.scheme or ''}"
    return said if _PAYING.search(said) else ""


def years(cluster: Cluster) -> tuple[int, ...]:
    """All years of what was tried and what came of it, lowest first; of a span such as 2007-08 the first."""
    return tuple(sorted(set(years_in(cluster))))


def years_in(cluster: Cluster) -> Iterator[int]:
    """The years of interventions and outcomes as they come."""
    for tried in cluster.interventions:
        yield from years_of(tried.year)
    for outcome in cluster.outcomes:
        for when in (outcome.year, outcome.before, outcome.after, outcome.change):
            yield from years_of(when)


def years_of(when: int | str | None) -> Iterator[int]:
    """The years that a value names."""
    if when is not None:
        yield from (int(found) for found in _YEAR.findall(str(when)))
