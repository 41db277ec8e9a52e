"""Phrases that several kinds of sheet share: sources, places, names of works, figures with units."""

import re
from collections.abc import Callable, Mapping, Sequence

from ingest.sheets.models import Cluster, Cost, Figure, Outcome, Problem, Problems, Source, Work
from ingest.sheets.words import listing, number, year

Sources = Mapping[str, Source]
QUALIFIER = re.compile(
    r"\s*\((about|around|over|more than|at least|almost|roughly|approximately|some|exceeding|"
    r"in excess of|no fewer than|little over|rough)\)"
)
PLAINER = {"some": "about", "rough": "roughly", "exceeding": "more than", "little over": "a little over"}
CURRENCIES = ("INR", "USD", "CNY", "EUR")
BODIES = re.compile(
    r"[A-Z]{3}|Commission|Foundation|Bank|Council|Consulting|Department|Observatory|Ministry|School"
)


def source_name(source: Source) -> str:
    """Name one source by publisher and year."""
    return f"{source.publisher}, {year(source.year)}"


def citation(sources: Sources, *groups: Sequence[str], name: Callable[[Source], str] = source_name) -> str:
    """Name sources in brackets by publisher and year, each once: ``(PIB, 2023; Growthora, undated)``."""
    said = dict.fromkeys(name(sources[key]) for group in groups for key in group)
    return f"({'; '.join(said)})" if said else ""


def name_sources(text: str, sources: Sources, name: Callable[[Source], str] = source_name) -> str:
    """Put names for source keys inside a text: ``320 (s1)`` -> ``320 (TERI, 2016)``."""
    for key in sorted(sources, key=len, reverse=True):
        text = re.sub(rf"(?<![\w-]){re.escape(key)}(?![\w-])", name(sources[key]), text)
    return re.sub(r"lit:[a-z0-9-]+", lambda found: held_name(found[0]), text)


def held_name(url: str) -> str:
    """Name a text that is held elsewhere: ``lit:planning-commission-2012`` -> Planning Commission, 2012."""
    words = url.removeprefix("lit:").split("-")
    if words[-1].isdigit():
        return f"{' '.join(words[:-1]).title()}, {words[-1]}"
    return HELD.get(url.removeprefix("lit:"), " ".join(words))


HELD = {"fmc-theme-paper": "Foundation for MSME Clusters, theme paper of 2014"}


def address(url: str | None) -> str:
    """Say where a source stands; a text that is held elsewhere is named without an address."""
    if not url:
        return "no address known"
    return f"text held as {held_name(url)}" if url.startswith("lit:") else url


def amount(entry: Figure | Cost) -> str:
    """Say a figure with its unit: ``about 1,600 SMEs``, ``INR 26,000 crore``, ``20% of output``."""
    found = QUALIFIER.search(entry.unit)
    lead = f"{PLAINER.get(found[1], found[1])} " if found else ""
    unit = QUALIFIER.sub("", entry.unit)
    currency, _, rest = unit.partition(" ")
    if currency in CURRENCIES:
        return f"{lead}{currency} {value_said(entry.value)} {rest}"
    return f"{lead}{value_said(entry.value)}{'' if unit.startswith('%') else ' '}{unit}"


def value_said(value: int | float | str | tuple[int | float, int | float]) -> str:
    """Write one number, a range of two, or words as they are."""
    if isinstance(value, tuple):
        return " to ".join(number(part) for part in value)
    return value if isinstance(value, str) else number(value)


def work_name(work: Work) -> str:
    """Name a work as it is cited in prose: ``Schmitz (1995)``, ``Bhawsar and Gosavi (undated)``."""
    if work.cited_as:
        return work.cited_as
    families = [family_name(author) for author in work.authors]
    said = f"{families[0]} and others" if len(families) > 2 else listing(families)
    return f"{said} ({year(work.year)})"


def family_name(author: str) -> str:
    """Give the last name of a person, or the whole name of a body."""
    plain_name = re.sub(r"\s*\(.*\)", "", author)
    return plain_name if BODIES.search(plain_name) or " " not in plain_name else plain_name.split()[-1]


def region(geography: str) -> str:
    """Say which part of the world a work is about."""
    return {"international": "several countries", "world": "the whole world", "USA": "the USA"}.get(
        geography, geography
    )


# --- clusters ---

THEMES = {
    "technology": "technology",
    "raw_material": "raw material",
    "skills": "skills",
    "finance": "finance",
    "market": "the market",
    "infrastructure": "infrastructure",
    "organisation": "organisation",
    "environment": "the environment",
}


def by_theme(problems: Problems) -> list[tuple[str, Problem]]:
    """List problems with their theme in words, always in the same order of themes."""
    return [(said, problem) for theme, said in THEMES.items() for problem in getattr(problems, theme)]


def place(cluster: Cluster) -> str:
    """Say where a cluster lies; a record of a whole country names the country alone."""
    parts = [part for part in (cluster.district, cluster.state) if part not in ("various", "national")]
    return ", ".join(dict.fromkeys([*parts, cluster.country]))


def dated(when: int | str | None) -> str:
    """Open a sentence with its year: ``In 2023, ``; empty for an undated figure."""
    return "" if when is None else f"In {when}, "


def brief(what: str) -> str:
    """Shorten what was tried to what stands before the first bracket, colon or semicolon."""
    return re.split(r"\s*[:;(]", what, maxsplit=1)[0]


def payers(funding: Mapping[str, str]) -> str:
    """Say who paid what."""
    return "; ".join(f"{payer}, {part}" for payer, part in funding.items())


def change(outcome: Outcome) -> str:
    """Say before and after, or the change, or that no figure is known."""
    parts = [
        f"before, {outcome.before}" if outcome.before else "",
        f"{'after, ' if outcome.before else ''}{outcome.after}" if outcome.after else "",
        f"{'change, ' if outcome.after else ''}{outcome.change}" if outcome.change else "",
    ]
    return "; ".join(part for part in parts if part) or "no figure is known"


def short_name(name: str) -> str:
    """Drop what stands in brackets: ``Agra foundry cluster (Taj Trapezium)`` -> ``Agra foundry cluster``."""
    return re.sub(r"\s*\([^)]*\)", "", name)
