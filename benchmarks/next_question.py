"""Which order of questions settles most schemes: ours, the plain form's, or the most mentioned fact first; in one run.

    python benchmarks/next_question.py --corpus corpus

A thousand callers are drawn, each from one of the Indian cluster records: State, district and trade are the record's,
all other facts are drawn from the values that the rules can tell apart. The interview begins with nothing known; a
fact that nobody can be asked for is never asked, and all three orders skip facts that no open scheme waits for.
Writes ``benchmarks/results/<date>-next_question.json`` and prints it.
"""

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from service.eligibility import rules as rule_files
from service.eligibility.assess import assess
from service.eligibility.facts import Profile
from service.eligibility.next_question import next_question
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook
from service.eligibility.samples import all_tests, by_fact
from service.eligibility.values import DOES_NOT_KNOW, Value, Verdict

HERE = Path(__file__).resolve().parent
LOOKED_AT = (1, 3, 5)
DOES_NOT_KNOW_SHARE = 0.05
TRADES = {
    "handloom": "handloom",
    "textiles": "textiles",
    "textiles and apparel": "textiles",
    "textile handicrafts": "handicraft",
    "leather": "leather_footwear",
    "handicrafts": "handicraft",
    "metal handicrafts": "handicraft",
    "foundry": "foundry_forging",
    "engineering": "engineering",
    "automotive": "auto_components",
    "metal components": "brass",
    "food processing": "food_processing",
    "food and beverage": "food_processing",
    "ceramics": "ceramics",
    "glass": "glass_refractory",
    "pharmaceuticals": "pharma",
    "chemicals": "chemicals",
    "coir": "coir",
    "wood products": "furniture",
    "information technology": "services",
}
CALLERS = {
    "spv": 26,
    "proprietor_firm": 12,
    "company": 12,
    "partnership": 8,
    "individual": 8,
    "ngo": 7,
    "industry_association": 6,
    "state_agency": 5,
    "cooperative": 4,
    "shg": 4,
    "artisan": 4,
    "fpo": 2,
    "producer_company": 2,
}
Ask = Callable[[Sequence[Assessment]], str | None]


def main() -> None:
    """Measure, print and write the figures."""
    options = arguments()
    rules = rule_files.load(options.corpus)
    callers = draw(rules, records(options.corpus), options.profiles, random.Random(options.seed))
    orders: dict[str, Ask] = {
        "ours": ours(rules),
        "fixed form": fixed(rules),
        "most mentioned": mentioned(rules),
    }
    began = time.perf_counter()
    figures = {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "rules": rules.digest[:12],
        "profiles": len(callers),
        "seed": options.seed,
        "settled_after": {name: settled(rules, callers, ask, options.day) for name, ask in orders.items()},
        "seconds": round(time.perf_counter() - began, 1),
    }
    written = json.dumps(figures, indent=1)
    options.results.mkdir(parents=True, exist_ok=True)
    (options.results / f"{figures['date']}-next_question.json").write_text(written + "\n", encoding="utf-8")
    print(written)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=HERE.parent / "corpus")
    parser.add_argument("--results", type=Path, default=HERE / "results")
    parser.add_argument("--profiles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--day", type=date.fromisoformat, default=datetime.now(UTC).date())
    return parser.parse_args()


def commit() -> str:
    """The commit that is measured."""
    line = ["git", "-C", str(HERE), "rev-parse", "--short", "HEAD"]
    return subprocess.run(line, capture_output=True, text=True, check=False).stdout.strip() or "unknown"


# ---------------------------------------------------------------- callers


def records(corpus: Path) -> list[dict[str, Any]]:
    """The Indian cluster records that name a State."""
    found = [
        yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted((corpus / "clusters").glob("*.yaml"))
    ]
    return [row for row in found if row["country"] == "India" and row.get("state")]


def draw(
    rules: RuleBook, clusters: Sequence[Mapping[str, Any]], count: int, dice: random.Random
) -> list[Mapping[str, Value]]:
    """Callers with an answer to every question that can be asked of them."""
    samples = by_fact(all_tests(rules.schemes), rules.words)
    return [caller(rules, dice.choice(clusters), samples, dice) for _ in range(count)]


def caller(
    rules: RuleBook, cluster: Mapping[str, Any], samples: Mapping[str, tuple[Value, ...]], dice: random.Random
) -> Mapping[str, Value]:
    """One caller: place and trade from the record, the rest drawn; now and then a fact that is not known."""
    answers: dict[str, Value] = {}
    for name, spec in rules.words.facts.items():
        if spec.askable and name in samples:
            answers[name] = (
                DOES_NOT_KNOW if dice.random() < DOES_NOT_KNOW_SHARE else dice.choice(samples[name])
            )
    state = rules.gazetteer.state(str(cluster["state"])) or DOES_NOT_KNOW
    answers["state"] = state
    places = rules.gazetteer.district(
        str(cluster.get("district") or ""), state if isinstance(state, str) else None
    )
    answers["district"] = (places[0].district or DOES_NOT_KNOW) if places else DOES_NOT_KNOW
    answers["sector"] = (TRADES.get(cluster["sector"], "other"),)
    answers["applicant_type"] = dice.choices(list(CALLERS), weights=list(CALLERS.values()))[0]
    return answers


# ---------------------------------------------------------------- orders


def ours(rules: RuleBook) -> Ask:
    """The order of ``service.eligibility.next_question``."""

    def ask(assessments: Sequence[Assessment]) -> str | None:
        question = next_question(assessments, rules)
        return question.fact.name if question else None

    return ask


def waited_for(assessments: Sequence[Assessment], rules: RuleBook) -> Counter[str]:
    """The facts that open components wait for, each with the number of components."""
    names = (name for a in assessments if a.verdict is Verdict.NEED_FACT for name in a.missing)
    return Counter(name for name in names if rules.words.spec(name).askable)


def fixed(rules: RuleBook) -> Ask:
    """The order of the vocabulary, which is that of a plain form, less what nobody waits for."""
    order = list(rules.words.facts)

    def ask(assessments: Sequence[Assessment]) -> str | None:
        wanted = waited_for(assessments, rules)
        return next((name for name in order if name in wanted), None)

    return ask


def mentioned(rules: RuleBook) -> Ask:
    """The fact that most conditions of open components look at, whoever they are for."""

    def ask(assessments: Sequence[Assessment]) -> str | None:
        wanted = waited_for(assessments, rules)
        counts = Counter(
            finding.condition.test.field
            for a in assessments
            if a.verdict is Verdict.NEED_FACT
            for finding in a.findings
        )
        return max(wanted, key=lambda name: (counts[name], wanted[name], name), default=None)

    return ask


# ---------------------------------------------------------------- interviews


def settled(rules: RuleBook, callers: Sequence[Mapping[str, Value]], ask: Ask, day: date) -> dict[str, float]:
    """Question number → share of the schemes not closed that day which are settled by then, over all callers."""
    schemes = [
        scheme.id
        for scheme in rules.schemes
        if not all(a.status.closed for a in assess({}, rules, day, [scheme.id]))
    ]
    totals = dict.fromkeys(LOOKED_AT, 0.0)
    for answers in callers:
        told: dict[str, Value] = {}
        for number in range(1, max(LOOKED_AT) + 1):
            fact = ask(assess(Profile(told), rules, day, schemes))
            if fact is not None:
                told[fact] = answers.get(fact, DOES_NOT_KNOW)
            if number in LOOKED_AT:
                totals[number] += share_settled(assess(Profile(told), rules, day, schemes))
    return {str(number): round(total / len(callers), 3) for number, total in totals.items()}


def share_settled(assessments: Sequence[Assessment]) -> float:
    """The share of schemes of which every component has a verdict."""
    still_open = {a.scheme.id for a in assessments if a.verdict is Verdict.NEED_FACT}
    schemes = {a.scheme.id for a in assessments}
    return 1 - len(still_open) / len(schemes)


if __name__ == "__main__":
    sys.exit(main())
