"""What ``samuh check`` says of the rules of schemes: sound in themselves, and each of them tried by worked cases."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ingest.errors import SamuhError
from service.check_shelf import Finding
from service.eligibility import cases, lint
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook, load

CASES = "schemes/cases"
_REMEDY = {
    "value not in the vocabulary": "See the fact in facts.yaml, and the places.",
    "contradiction": "Correct one of the conditions: together they refuse everybody.",
    "dead branch": "Reorder the grant rules, or correct when they hold.",
    "no source": "Give its source in src.",
    "unknown though settled": "Add a plain condition for what holds on either side of the switch.",
    "double id": "Choose another id.",
    "dates": "Correct the dates.",
    "conflict without a case": "Say under cases when it matters.",
}


def rule_findings(corpus: Path, today: date) -> Iterator[Finding]:
    """Faults in the rules of a corpus, worked cases that come out otherwise, and conditions that no case tries."""
    if not (corpus / "schemes").is_dir():
        return
    try:
        rules = load(corpus)
    except (SamuhError, OSError) as error:
        yield Finding("schemes", "", f"the rules cannot be read: {error}", "Mend that first.")
        return
    yield from soundness(rules)
    yield from case_findings(rules, corpus / CASES, today)


def soundness(rules: RuleBook) -> Iterator[Finding]:
    """What the linter of the rules says; its notes are warnings."""
    for issue in lint.lint(rules):
        place = f"components.{issue.component}" if issue.component else ""
        remedy = _REMEDY.get(issue.kind, "Correct the rule.")
        what = f"{issue.kind}: {issue.text}"
        yield Finding(f"schemes/{issue.scheme}.yaml", place, what, remedy, fails=not issue.note)


def case_findings(rules: RuleBook, folder: Path, today: date) -> Iterator[Finding]:
    """Cases that cannot be read or come out otherwise than they expect, and what they leave untried."""
    worked: list[Assessment] = []
    for path in sorted(folder.glob("*.yaml")):
        file = f"{CASES}/{path.name}"
        try:
            for case in cases.read_cases(path):
                one = cases.run(case, rules, today)
                worked.append(one)
                remedy = "Correct the rule or the case, whichever the source does not bear out."
                yield from (Finding(file, "", text, remedy) for text in cases.differences(case, one))
        except SamuhError as error:
            yield Finding(file, "", str(error), "Correct the case.")
    for gap in cases.gaps(rules, worked):
        yield Finding(
            f"schemes/{gap.scheme}.yaml", f"components.{gap.component}", gap.text, f"Add one to {CASES}."
        )
