"""The shipped corpus: it keeps its own rules, and no figure is lost on the way into the sheets."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from ingest.sheets.load import LOADER
from ingest.sheets.names import APPLICANTS, AREAS, BASES, SECTORS, WIDE_SECTORS
from ingest.sheets.render import render_sheet
from ingest.sheets.words import indian, money, number, plain
from service.check import check

CORPUS = Path(__file__).parents[2] / "corpus"
WRITTEN_ON = date(2026, 11, 22)
# Numbers that a sheet says in other words (a date, a name of a code) or that only the engine reads.
UNSAID = {
    "review_by",
    "as_of",
    "cases",
    "year",
    "lat",
    "lon",
    "hard",
    "once",
    "label",
    "only_if",
    "when",
    "any_of",
}


def read(path: Path) -> dict:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)


def numbers(node: object, key: str = "") -> Iterator[tuple[str, float]]:
    """Every number that stands as a value in a record, with the name of its field."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name not in UNSAID and name != "sources":
                yield from numbers(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from numbers(value, key)
    elif isinstance(node, int | float) and not isinstance(node, bool):
        yield key, node


def forms(value: float) -> set[str]:
    """The ways in which a sheet may write a number."""
    written = {plain(value), number(value), indian(value), WORDS.get(value, plain(value))}
    return written | ({money(value).removeprefix("Rs ")} if value >= 1000 else set())


WORDS = {0.5: "half", 3: "three", 1: "one", 2: "two", 5: "five", 10: "ten", 50: "half"}
RECORDS = sorted([*(CORPUS / "schemes").glob("*.yaml"), *(CORPUS / "clusters").glob("*.yaml")])


def said(value: float, text: str) -> bool:
    return any(re.search(rf"(?<![\d.,]){re.escape(form)}(?![\d]|[.,]\d)", text) for form in forms(value))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_every_number_of_a_record_is_said_in_its_sheet(path: Path) -> None:
    made = render_sheet(path)
    assert made is not None
    lost = [(key, value) for key, value in numbers(read(path)) if not said(value, made.markdown)]
    assert lost == []


def test_the_shipped_corpus_breaks_no_rule() -> None:
    assert [str(finding) for finding in check(CORPUS, WRITTEN_ON) if finding.fails] == []


def test_the_corpus_holds_what_it_promises() -> None:
    counts = {
        folder: len([path for path in (CORPUS / folder).glob("*.yaml") if render_sheet(path)])
        for folder in ("schemes", "clusters", "literature")
    }
    assert counts == {"schemes": 77, "clusters": 67, "literature": 65}


def test_every_code_that_schemes_use_has_plain_words() -> None:
    for path in (CORPUS / "schemes").glob("*.yaml"):
        record = read(path)
        assert set(record["applicants"]) <= set(APPLICANTS), path.name
        plain_words = {
            "textiles",
            "chemicals",
            "fishery",
            "paper",
            "plastics",
            "services",
            "trading",
            "agriculture",
        }
        known = set(SECTORS) | WIDE_SECTORS | plain_words
        assert {sector for sector in record["sectors"] if "_" in sector} <= known | {
            "food_processing",
            "medical_devices",
        } | {"textile_processing"}
        for component in record["components"]:
            for rule in component.get("grant_rules", []):
                assert rule["base"] in BASES
                for test in rule.get("when", []):
                    if test["field"] == "area_categories":
                        assert set(test["value"]) <= set(AREAS)


SHEETS = sorted(path for path in CORPUS.rglob("*.yaml") if path.parts[-2] not in ("glossary", "cases"))


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_every_line_of_a_sheet_is_a_heading_a_table_row_or_a_whole_sentence(path: Path) -> None:
    made = render_sheet(path)
    if made is None:
        return
    for line in filter(None, made.markdown.split("\n## Source")[0].splitlines()):
        if line.startswith(("#", "|")):
            continue
        assert line.startswith("- "), line
        assert line.endswith((".", "?")), line
        assert not re.search(r"None|\{|\}|  | ,|\.\.|\(\)|lit:|_inr|_pct", line), line
