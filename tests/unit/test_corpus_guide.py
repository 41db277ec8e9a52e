"""The guide for editors: its example is a record that passes, makes cases and has a page."""

import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from ingest.sheets.sources import write_catalogue
from service.browse.book import Reader
from service.browse.scheme_page import scheme_page
from service.check import check

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "how-to" / "edit-the-corpus.md"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    """A copy of the corpus with the guide's scheme in it, its cases made and its source in the catalogue."""
    copy = tmp_path_factory.mktemp("guide") / "corpus"
    shutil.copytree(ROOT / "corpus", copy)
    [example] = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text("utf-8"), re.S)
    (copy / "schemes" / f"{yaml.safe_load(example)['id']}.yaml").write_text(example, "utf-8")
    maker = ROOT / "tests" / "unit" / "service" / "eligibility" / "make_cases.py"
    subprocess.run([sys.executable, str(maker), str(copy)], check=True, capture_output=True, timeout=120)
    write_catalogue(copy)
    return copy


def test_the_example_passes_every_check_once_its_cases_and_catalogue_are_made(corpus: Path) -> None:
    assert [finding for finding in check(corpus, TODAY) if finding.fails] == []


def test_making_cases_leaves_those_of_other_schemes_as_they_are(corpus: Path) -> None:
    for path in (ROOT / "corpus" / "schemes" / "cases").glob("*.yaml"):
        assert (corpus / "schemes" / "cases" / path.name).read_text("utf-8") == path.read_text("utf-8")


def test_the_example_has_a_page_with_its_amounts(corpus: Path) -> None:
    page = scheme_page(Reader(corpus).current(), "loom-aid-2026", TODAY)
    assert page.standing.group == "open"
    assert page.coverage.words == "3 of 3 conditions can be checked"
    worked = page.parts[0].worked
    assert worked is not None
    assert worked.cases == ("a society in the North East", "a society in any other area")
    assert [cell.grant_inr for cell in worked.rows[-1].cells] == [4_500_000, 3_500_000]
