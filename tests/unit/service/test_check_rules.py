"""``samuh check`` fails on faults in the rules of schemes and on cases that are wrong or lacking."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.check_rules import rule_findings
from service.check_shelf import Finding

TODAY = date(2026, 11, 22)
SCHEME = "schemes/bhavya.yaml"


@pytest.fixture
def corpus(repository: Path, tmp_path: Path) -> Path:
    """A corpus of one scheme with its cases, the vocabulary and the places."""
    whole = repository / "corpus"
    for file in (
        "facts.yaml",
        "msme_classes.yaml",
        SCHEME,
        "schemes/cases/bhavya.yaml",
        "schemes/cases/edges.yaml",
    ):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(whole / file, tmp_path / file)
    (tmp_path / "places").symlink_to(whole / "places")
    edit(tmp_path, "schemes/cases/edges.yaml", lambda rows: rows.update(cases=rows["cases"][:1]))
    return tmp_path


def edit(corpus: Path, file: str, change: Callable[[dict[str, Any]], object]) -> None:
    data = yaml.safe_load((corpus / file).read_text("utf-8"))
    change(data)
    (corpus / file).write_text(yaml.safe_dump(data, sort_keys=False), "utf-8")


def found(corpus: Path) -> list[Finding]:
    return list(rule_findings(corpus, TODAY))


def part(data: dict[str, Any]) -> dict[str, Any]:
    return data["components"][0]


def clashing(data: dict[str, Any]) -> None:
    part(data)["conditions"].append(
        {**part(data)["conditions"][0], "field": "land_acres", "op": "<", "value": 5}
    )


def nobody(data: dict[str, Any]) -> None:
    part(data)["conditions"][0].update(field="state", op="==", value="Atlantis")


def turned(data: dict[str, Any]) -> None:
    data["status"]["period"] = {"from": "2030-01-01", "to": "2020-01-01"}


def twice(data: dict[str, Any]) -> None:
    data["components"].append(part(data))


def misspelt(data: dict[str, Any]) -> None:
    part(data)["conditions"][0]["field"] = "land_akers"


def one_more(data: dict[str, Any]) -> None:
    sources = part(data)["conditions"][0]["src"]
    condition = {
        "field": "loan_default",
        "op": "==",
        "value": False,
        "text": "no default",
        "hard": True,
        "src": sources,
    }
    part(data)["conditions"].append(condition)


def otherwise(data: dict[str, Any]) -> None:
    data["components"]["park"]["cases"][0]["verdict"] = "not_eligible"


def no_such_fact(data: dict[str, Any]) -> None:
    data["components"]["park"]["base"]["land_akers"] = 3


def only_the_first(data: dict[str, Any]) -> None:
    del data["components"]["park"]["cases"][1:]


def test_a_sound_scheme_with_its_cases_gives_no_finding(corpus: Path) -> None:
    assert found(corpus) == []


@pytest.mark.parametrize(
    ("file", "change", "what"),
    [
        (SCHEME, clashing, "contradiction: land_acres"),
        (SCHEME, nobody, "value not in the vocabulary: state 'Atlantis'"),
        (SCHEME, turned, "dates:"),
        (SCHEME, twice, "double id"),
        (SCHEME, misspelt, "the rules cannot be read"),
        (SCHEME, one_more, "no case fails loan_default == False"),
        ("schemes/cases/bhavya.yaml", otherwise, "verdict is eligible, not not_eligible"),
        ("schemes/cases/bhavya.yaml", no_such_fact, '"land_akers": no such fact'),
        ("schemes/cases/bhavya.yaml", only_the_first, "no case fails land_acres <= 1000"),
    ],
)
def test_a_planted_error_is_found(
    corpus: Path, file: str, change: Callable[[dict[str, Any]], None], what: str
) -> None:
    edit(corpus, file, change)
    failing = [finding for finding in found(corpus) if finding.fails]
    assert any(what in finding.what for finding in failing), [str(finding) for finding in failing]
    assert all(finding.remedy for finding in failing)


def test_a_rule_that_stays_open_though_settled_is_a_warning(corpus: Path) -> None:
    def loosen(data: dict[str, Any]) -> None:
        conditions = part(data)["conditions"]
        plain = [
            c for c in conditions if c["field"] == "land_acres" and c["op"] == ">=" and "only_if" not in c
        ]
        part(data)["conditions"] = [c for c in conditions if c not in plain]

    edit(corpus, SCHEME, loosen)
    warnings = [finding for finding in found(corpus) if not finding.fails]
    assert any("unknown though settled" in finding.what for finding in warnings)


def test_a_corpus_without_schemes_has_no_rules_to_check(tmp_path: Path) -> None:
    assert found(tmp_path) == []


def test_schemes_without_a_vocabulary_are_told(corpus: Path) -> None:
    (corpus / "facts.yaml").unlink()
    assert "the rules cannot be read" in found(corpus)[0].what
