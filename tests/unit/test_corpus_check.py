"""Every rule of the check fails on a planted error, and a sound little corpus passes."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from ingest.records import Document, DocumentKind, Page
from ingest.sheets.sources import write_catalogue
from service.check import check
from service.check_shelf import Finding

CORPUS = Path(__file__).parents[2] / "corpus"
TODAY = date(2026, 11, 22)
COPIED = (
    "facts.yaml",
    "schemes/mse-cdp-2019.yaml",
    "schemes/mse-cdp-2022.yaml",
    "schemes/msme-zed.yaml",
    "clusters/howrah-foundry.yaml",
    "literature/schmitz-1995.yaml",
)
QUESTION = {
    "id": "q1",
    "text": "what share for a CFC",
    "answerable": True,
    "expect": ["answered"],
    "gold": [{"record": "mse-cdp-2022", "field": "components.0.grant_rules.2.share_pct"}],
    "must_contain": ["70 ?%"],
    "must_not_contain": [],
    "split": "tune",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A little corpus that breaks no rule."""
    for file in COPIED:
        target = tmp_path / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CORPUS / file, target)
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "gold.jsonl").write_text(json.dumps(QUESTION) + "\n", encoding="utf-8")
    write_catalogue(tmp_path)
    return tmp_path


def edit(corpus: Path, file: str, change: Callable[[dict], object]) -> None:
    """Change the content of one file of the little corpus."""
    path = corpus / file
    record = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(record)
    path.write_text(yaml.safe_dump(record, sort_keys=False), encoding="utf-8")


def failures(corpus: Path, **more: object) -> list[Finding]:
    return [finding for finding in check(corpus, TODAY, **more) if finding.fails]


def test_a_sound_corpus_has_no_failure(corpus: Path) -> None:
    assert failures(corpus) == []


SCHEME = "schemes/mse-cdp-2022.yaml"


def drop_source(record: dict) -> None:
    del record["components"][0]["grant_rules"][0]["src"]


def number_in_words(record: dict) -> None:
    record["objective"] = "help 500 clusters"


def unknown_source(record: dict) -> None:
    record["components"][0]["cost_limits"]["src"] = ["S1", "S77"]


def unknown_fact(record: dict) -> None:
    record["components"][0]["conditions"][3]["field"] = "spv_member"


def unknown_fact_in_when(record: dict) -> None:
    record["components"][0]["grant_rules"][0]["when"][1]["field"] = "project_costs"


def unknown_fact_in_only_if(record: dict) -> None:
    record["components"][0]["conditions"][4]["only_if"][0]["field"] = "cost_inr"


def unknown_value(record: dict) -> None:
    record["components"][0]["conditions"][7]["value"] = ["micro", "tiny"]


def wrong_type(record: dict) -> None:
    record["components"][0]["conditions"][1]["value"] = "5 crore"


def unknown_operator(record: dict) -> None:
    record["components"][0]["conditions"][1]["op"] = "=>"


def unknown_base(record: dict) -> None:
    record["components"][0]["grant_rules"][0]["base"] = "project_cost"


def unknown_applicant(record: dict) -> None:
    record["applicants"].append("guild")


def unknown_sector(record: dict) -> None:
    record["sectors"] = ["weaving"]


def broken_older_edition(record: dict) -> None:
    record["relations"]["supersedes"] = ["mse-cdp-2018"]


def broken_newer_edition(record: dict) -> None:
    record["status"]["superseded_by"] = "mse-cdp-2027"


def overdue(record: dict) -> None:
    record["status"]["review_by"] = "2026-11-21"


def never_reviewed(record: dict) -> None:
    del record["status"]["review_by"]


def future(record: dict) -> None:
    record["status"]["as_of"] = "2026-12-01"


def taken_id(record: dict) -> None:
    record["id"] = "msme-zed"


def taken_alias(record: dict) -> None:
    record["aliases"].append("Zero Defect, Zero Effect")


def unknown_key(record: dict) -> None:
    record["colour"] = "red"


def no_record(record: dict) -> None:
    del record["components"]


def uncatalogued(record: dict) -> None:
    record["sources"].append(
        {
            "key": "Z1",
            "title": "t",
            "publisher": "p",
            "year": 2026,
            "url": "https://example.org/new",
            "supports": "x",
        }
    )


@pytest.mark.parametrize(
    ("plant", "place", "what"),
    [
        (drop_source, "components.0.grant_rules.0.share_pct", "the number in 80 has no source"),
        (number_in_words, "objective", "the number in 'help 500 clusters' has no source"),
        (unknown_source, "components.0.cost_limits.src", "the source key 'S77' is not among"),
        (unknown_fact, "components.0.conditions.3", "there is no fact 'spv_member'"),
        (unknown_fact_in_when, "components.0.grant_rules.0.when.1", "there is no fact 'project_costs'"),
        (unknown_fact_in_only_if, "components.0.conditions.4.only_if.0", "there is no fact 'cost_inr'"),
        (unknown_value, "components.0.conditions.7", "'tiny' is not among its allowed values"),
        (wrong_type, "components.0.conditions.1", "'5 crore' is no money"),
        (unknown_operator, "components.0.conditions.1", "there is no operator '=>'"),
        (unknown_base, "components.cfc.grant_rules", "there is no fact 'project_cost'"),
        (unknown_applicant, "applicants", "'guild' is not in the vocabulary"),
        (unknown_sector, "sectors", "'weaving' is not in the vocabulary"),
        (broken_older_edition, "superseded_by / supersedes", "there is no record 'mse-cdp-2018'"),
        (broken_newer_edition, "superseded_by / supersedes", "there is no record 'mse-cdp-2027'"),
        (overdue, "status.review_by", "was due for review by 2026-11-21"),
        (never_reviewed, "status.review_by", "no date is set"),
        (future, "status.as_of", "2026-12-01 lies in the future"),
        (taken_id, "id", "the id 'msme-zed' is also in"),
        (taken_alias, "aliases", "also leads to"),
        (unknown_key, "colour", "Extra inputs are not permitted"),
        (no_record, "", "this file holds no record"),
        (uncatalogued, "sources", "https://example.org/new is not in the catalogue"),
    ],
)
def test_a_planted_error_is_found_and_named(
    corpus: Path, plant: Callable[[dict], None], place: str, what: str
) -> None:
    edit(corpus, SCHEME, plant)
    found = [finding for finding in failures(corpus) if finding.place == place and what in finding.what]
    assert found, [str(finding) for finding in failures(corpus)]
    assert found[0].remedy


def test_a_misspelt_fact_comes_with_a_suggestion(corpus: Path) -> None:
    edit(corpus, SCHEME, unknown_fact)
    assert any("Did you mean 'spv_members'?" in finding.remedy for finding in failures(corpus))


def test_one_alias_for_two_editions_of_a_scheme_is_allowed(corpus: Path) -> None:
    edit(corpus, "schemes/mse-cdp-2019.yaml", lambda record: record["aliases"].append("MSECDP"))
    assert failures(corpus) == []


def test_a_file_that_is_not_yaml_is_found(corpus: Path) -> None:
    (corpus / "schemes" / "msme-zed.yaml").write_text("a: [1,", encoding="utf-8")
    assert any(f.file == "schemes/msme-zed.yaml" and "YAML" in f.what for f in failures(corpus))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"gold": [{"record": "mse-cdp-1999"}]}, "there is no record 'mse-cdp-1999'"),
        ({"gold": [{"record": "mse-cdp-2022", "field": "components.0.grant_rules.9"}]}, "has no field"),
        ({"gold": []}, "an answerable question needs the record that answers"),
        ({"must_contain": ["(70"]}, "is no pattern"),
        ({"split": "train"}, "split is neither tune nor report"),
        ({"id": "q0"}, "comes twice"),
    ],
)
def test_a_broken_gold_question_is_found(corpus: Path, change: dict[str, object], what: str) -> None:
    lines = [json.dumps({**QUESTION, "id": "q0"}), json.dumps(QUESTION | change), "{"]
    (corpus / "questions" / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    said = [finding.what for finding in failures(corpus)]
    assert any(what in each for each in said), said
    assert any("this is no gold question" in each for each in said)


def quoted(corpus: Path, page: int | None) -> Callable[[str], Document | None]:
    """Plant a quote in a source and return a library that holds the document it names."""
    text = "The first page.\fThe Centre pays\n70 per cent of the cost.\f"
    pages = (Page(1, "1", 0, 16), Page(2, "2", 16, len(text)))
    document = Document(
        id="guide", title="Guide", publisher=None, year=None, kind=DocumentKind.SCHEME_GUIDELINE, language="en",
        state=None, sector=None, path="guide.pdf", sha256="0", licence=None, url=None, supersedes=None, text=text,
        pages=pages,
    )  # fmt: skip

    def plant(record: dict) -> None:
        record["sources"][0] |= {"quote": "pays 70 per cent", "document": "guide", "page": page}

    edit(corpus, SCHEME, plant)
    return lambda name: document if name == "guide" else None


@pytest.mark.parametrize(("page", "wrong"), [(2, False), (None, False), (1, True)])
def test_a_quote_must_stand_on_its_page_white_space_apart(
    corpus: Path, page: int | None, wrong: bool
) -> None:
    found = failures(corpus, lookup=quoted(corpus, page))
    assert [finding.place for finding in found] == (["sources.S1"] if wrong else [])


def test_a_quote_of_a_document_that_is_not_in_the_library_is_passed_over(corpus: Path) -> None:
    quoted(corpus, 1)
    assert failures(corpus, lookup=lambda name: None) == []


def test_an_old_page_that_says_open_is_a_warning(corpus: Path) -> None:
    def old(record: dict) -> None:
        record["status"] |= {"state": "open", "as_of": "2022"}

    edit(corpus, SCHEME, old)
    warned = [finding for finding in check(corpus, TODAY) if not finding.fails]
    assert any("said to be open, but the latest source is of 2022" in finding.what for finding in warned)
    assert failures(corpus) == []


def test_a_finding_reads_as_one_line_with_file_place_fault_and_remedy(corpus: Path) -> None:
    edit(corpus, SCHEME, overdue)
    line = str(failures(corpus)[0])
    assert re.fullmatch(
        r"FAIL schemes/mse-cdp-2022\.yaml: status\.review_by: .+\. Look at the status again.+", line
    )
