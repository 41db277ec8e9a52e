"""Rendering records: which files are sheets, what a sheet says, how a broken record is refused."""

import re
from pathlib import Path

import pytest
import yaml

from ingest.errors import CatalogueError
from ingest.records import DocumentKind
from ingest.sheets.load import load_record
from ingest.sheets.models import Source
from ingest.sheets.render import newest, render_sheet
from ingest.sheets.scheme_phrases import older

CORPUS = Path(__file__).parents[4] / "corpus"


def sheet(file: str) -> str:
    made = render_sheet(CORPUS / file)
    assert made is not None
    return made.markdown


def test_a_scheme_states_grant_base_area_edition_and_source_in_one_sentence() -> None:
    text = sheet("schemes/mse-cdp-2022.yaml")
    wanted = (
        "In the Common Facility Centre (CFC) part of MSE-CDP (2022 guidelines), a project of Rs 5 crore to "
        "Rs 10 crore in a general area gets a grant of 70% of the project cost, so at most Rs 7 crore (worked out) "
        "(Global Bihari / MSME ministry, 2022)."
    )
    assert f"- {wanted}\n" in text


def test_a_period_that_ended_is_never_called_open() -> None:
    for path in sorted((CORPUS / "schemes").glob("*.yaml")):
        state = yaml.safe_load(path.read_text(encoding="utf-8"))["status"]["state"]
        if state in ("period_ended_renewal_unknown", "uncertain", "announced_not_open"):
            status = sheet(f"schemes/{path.name}").split("## Is it open now")[1].split("\n## ")[0]
            assert not re.search(r"\bopen\b", status), path.name


def test_an_ended_period_is_dated_and_sends_people_to_the_agency() -> None:
    status = sheet("schemes/mse-cdp-2022.yaml").split("## Is it open now")[1].split("\n## ")[0]
    assert (
        "ended on 31 March 2026 and no renewal order was seen, as far as sources up to 22 June 2026 show"
        in status
    )
    assert "Ask the agency in charge (Office of the Development Commissioner (MSME)" in status


def test_sources_older_than_the_end_of_a_period_are_not_said_to_show_no_renewal() -> None:
    status = sheet("schemes/msme-zed.yaml").split("## Is it open now")[1].split("\n## ")[0]
    assert "ended on 31 March 2026, and the sources seen, up to May 2022, are older than that" in status
    assert "no renewal order was seen" not in status


@pytest.mark.parametrize(
    ("seen", "to", "expected"),
    [
        ("2022-05", "2026-03-31", True),
        ("2025", "2025-26", True),
        ("2026", "2025-26", False),
        ("2026-05-07", "2026-03-31", False),
        (None, "2026-03-31", False),
        ("2022-05", None, False),
    ],
)
def test_only_what_is_surely_older_counts_as_older(seen: str | None, to: str | None, expected: bool) -> None:
    assert older(seen, to) is expected


def test_both_sides_of_a_conflict_stand_in_one_sentence_with_their_sources() -> None:
    text = sheet("schemes/cgtmse.yaml")
    assert (
        "one says that it is 90% (Setu Bridge, 2025) and another says that it is 85% (MoneyVerss, 2025)"
        in text
    )


def test_a_cluster_figure_has_year_and_source_and_an_undated_one_says_so() -> None:
    text = sheet("clusters/tirupur-knitwear.yaml")
    assert (
        "- In 2023, the exports of the Tirupur knitwear cluster were INR 26,000 crore (virtualvastra.org, 2023).\n"
        in text
    )
    assert "had 300 dyeing units tied to CETPs; the figure is undated (rnsquared.com, undated)." in text


def test_an_inference_is_said_to_be_ours() -> None:
    assert "Our inference from the Howrah foundry cluster is this: " in sheet("clusters/howrah-foundry.yaml")


def test_a_text_held_elsewhere_is_named_in_words() -> None:
    text = sheet("clusters/korea-iccp.yaml")
    assert "Planning Commission (India), 2012 says USD 280 billion" in text
    assert "lit:" not in text


def test_a_work_is_cited_by_name_and_year() -> None:
    text = sheet("literature/schmitz-1995.yaml")
    assert "- According to Schmitz (1995), export agents were vital for the Sinos Valley.\n" in text


def test_a_sheet_carries_what_the_library_asks_for() -> None:
    made = render_sheet(CORPUS / "schemes" / "mse-cdp-2022.yaml")
    assert made is not None
    assert (made.id, made.year, made.kind, made.supersedes) == (
        "mse-cdp-2022",
        2022,
        DocumentKind.SHEET,
        "mse-cdp-2019",
    )
    assert made.title.startswith("MSE-CDP (2022 guidelines): Micro and Small")
    assert "MSECDP" in made.aliases
    kanpur = render_sheet(CORPUS / "clusters" / "kanpur-leather.yaml")
    assert kanpur is not None
    assert (kanpur.state, kanpur.sector) == ("Uttar Pradesh", "leather")


@pytest.mark.parametrize("file", ["facts.yaml", "places/districts.yaml", "catalogue.yaml"])
def test_a_file_that_is_no_record_is_no_sheet(file: str) -> None:
    assert render_sheet(CORPUS / file) is None


def test_a_record_is_known_by_its_content_wherever_it_lies(tmp_path: Path) -> None:
    moved = tmp_path / "anything.yaml"
    moved.write_text(
        (CORPUS / "clusters" / "howrah-foundry.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    made = render_sheet(moved)
    assert made is not None
    assert made.id == "howrah-foundry"


def test_the_same_record_gives_the_same_sheet() -> None:
    assert sheet("schemes/pmegp.yaml") == sheet("schemes/pmegp.yaml")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"confidence": "sure"}, "confidence: Input should be 'high', 'medium' or 'low'"),
        ({"colour": "red"}, "colour: Extra inputs are not permitted"),
        ({"sources": []}, "sources: Tuple should have at least 1 item"),
    ],
)
def test_a_broken_record_is_refused_naming_file_and_field(
    tmp_path: Path, change: dict[str, object], said: str
) -> None:
    record = yaml.safe_load((CORPUS / "clusters" / "howrah-foundry.yaml").read_text(encoding="utf-8"))
    broken = tmp_path / "broken.yaml"
    broken.write_text(yaml.safe_dump(record | change), encoding="utf-8")
    with pytest.raises(CatalogueError, match=re.escape(said)) as refusal:
        load_record(broken)
    assert str(broken) in str(refusal.value)
    assert "docs/how-to/edit-the-corpus.md" in str(refusal.value)


def test_a_file_that_is_not_yaml_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("a: [1,", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"broken\.yaml: this cannot be read as YAML"):
        render_sheet(broken)


def test_a_scheme_is_filed_under_its_edition_and_cited_as_of_its_newest_source() -> None:
    made = render_sheet(CORPUS / "schemes" / "mse-cdp-2022.yaml")
    assert made is not None
    assert (made.year, made.as_of_year) == (2022, 2026)
    older = render_sheet(CORPUS / "schemes" / "mse-cdp-2010.yaml")
    assert older is not None
    assert (older.year, older.as_of_year) == (2010, 2022)


def test_a_later_status_counts_as_the_newest_source_and_undated_ones_give_no_year() -> None:
    dated = Source(key="a", title="t", publisher="p", year=2019, url=None)
    undated = Source(key="b", title="t", publisher="p", year=None, url=None)
    assert newest((dated, undated)) == 2019
    assert newest((dated,), "2026-06-22") == 2026
    assert newest((undated,)) is None


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("adeetie", "the interest subvention for a micro or small enterprise is 5 percentage points a year"),
        ("adeetie", "the interest subvention for a medium enterprise is 3 percentage points a year"),
        ("export-promotion-mission", "the interest subvention is 2.75 percentage points a year"),
        ("export-promotion-mission", "the guarantee covers 85% of the loan of a micro or small enterprise"),
        ("mse-gift", "the interest subvention is 2 percentage points a year"),
    ],
)
def test_a_subvention_or_cover_is_never_said_as_a_bare_rate(file: str, wanted: str) -> None:
    text = sheet(f"schemes/{file}.yaml")
    assert wanted in text
    assert not re.search(r"\bthe rate (of help |for )", text)
