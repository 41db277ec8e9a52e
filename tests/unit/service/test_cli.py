"""The command line, from its words to what it prints; with a library indexed without a model."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from index.embed import HashingEmbedder
from ingest.catalogue import CatalogueEntry
from ingest.errors import SettingsError
from service import cli, wiring
from service import originals as work
from service.fetching.originals import Originals
from service.fetching.records import FetchReport, FetchStatus, Held
from service.settings import load


@pytest.fixture
def library(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small library as the command line's own, with the light embedder in the place where parts are chosen."""
    monkeypatch.setenv("SAMUH_LIBRARY", str(shelf))
    monkeypatch.setattr(wiring, "embedder", lambda settings: HashingEmbedder(256))
    return shelf


def test_ask_prints_the_answer_with_its_places(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ask", "How many Rs crore did the plant cost in Kanpur?"]) == 0
    printed = capsys.readouterr().out
    assert "Rs 40 crore" in printed
    assert "[1] Kanpur tanneries" in printed
    assert "Document kanpur" in printed


def test_ask_in_json_is_one_object_a_line(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ask", "--json", "Who can apply under the Loom Aid Scheme?"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["status"] == "answered"
    assert row["statements"][0]["citations"] == [1]
    assert {"n", "document_id", "title", "year", "page", "label", "quote", "start", "end"} <= row[
        "citations"
    ][0].keys()


def test_a_batch_is_answered_in_order(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = tmp_path / "q.jsonl"
    batch.write_text('{"id": "b", "text": "Who can apply for looms?"}\n{"id": "a", "text": ""}\n', "utf-8")
    assert cli.main(["ask", "--batch", str(batch)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["id"] for row in rows] == ["b", "a"]
    assert "empty" in rows[1]["error"]


def test_a_batch_that_is_not_utf8_is_refused(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = tmp_path / "q.jsonl"
    batch.write_bytes(b"\xff\xfe\x00{")
    assert cli.main(["ask", "--batch", str(batch)]) == 10
    assert "UTF-8" in capsys.readouterr().err


def test_search_gives_hits_with_their_places(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["search", "--json", "--limit", "1", "effluent", "plant"]) == 0
    (hit,) = json.loads(capsys.readouterr().out)["hits"]
    assert hit["document_id"] == "kanpur"
    assert {
        "rank",
        "passage_id",
        "page_from",
        "page_to",
        "start",
        "end",
        "label",
        "text",
        "score",
    } <= hit.keys()


def test_quotes_of_a_batch_are_checked_and_a_changed_one_is_found(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["ask", "--json", "How many Rs crore did the plant cost in Kanpur?"])
    results = tmp_path / "r.jsonl"
    text = capsys.readouterr().out
    results.write_text(text, "utf-8")
    assert cli.main(["check", "--citations", str(results)]) == 0
    results.write_text(text.replace("Rs 40 crore", "Rs 50 crore"), "utf-8")
    assert cli.main(["check", "--citations", str(results)]) == 5
    assert "not the text of kanpur" in capsys.readouterr().out


def test_documents_are_listed_and_shown(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["documents"]) == 0
    assert "looms-2020" in capsys.readouterr().out
    assert cli.main(["documents", "show", "kanpur"]) == 0
    assert "common effluent plant" in capsys.readouterr().out


def test_an_unknown_document_gives_its_exit_code(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["documents", "show", "nothing"]) == 9
    assert "samuh documents" in capsys.readouterr().err


def test_documents_can_be_brought_in_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(wiring, "embedder", lambda settings: HashingEmbedder(256))
    source = tmp_path / "source"
    source.mkdir()
    (source / "one.txt").write_text("The brass workers of Moradabad use 40 furnaces in common.", "utf-8")
    (source / "two.txt").write_text("The potters of Khurja share one kiln among nine workshops.", "utf-8")
    library = ["--library", str(tmp_path / "library")]
    assert cli.main([*library, "ingest", str(source)]) == 0
    assert cli.main([*library, "documents", "remove", "one"]) == 0
    capsys.readouterr()
    assert cli.main([*library, "search", "--json", "furnaces brass kiln"]) == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    assert {hit["document_id"] for hit in hits} == {"two"}


def test_without_an_index_the_way_out_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(wiring, "embedder", lambda settings: HashingEmbedder(256))
    assert cli.main(["--library", str(tmp_path), "ask", "Who?"]) == 6
    assert "samuh ingest" in capsys.readouterr().err


@pytest.mark.parametrize("module", ["service", "service.cli"])
def test_python_runs_the_package_and_the_module_as_the_command(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module, "--help"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage: samuh ")


def test_asking_nothing_is_an_error(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ask"]) == 10
    assert "Example" in capsys.readouterr().err


def test_an_unknown_setting_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMUH_LIBARY", "/tmp")
    with pytest.raises(SettingsError, match="SAMUH_LIBARY"):
        load()


def test_a_value_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMUH_PORT", "door")
    with pytest.raises(SettingsError, match="SAMUH_PORT"):
        load()


def test_the_option_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMUH_PORT", "8001")
    assert load(port=8002).port == 8002
    assert load(port=None).port == 8001


class FakeFetcher:
    """Gives one original, and finds nothing at any other address."""

    def __init__(self, kept: Originals) -> None:
        self.kept = kept

    def run(
        self, entries: Sequence[CatalogueEntry], on_report: Callable[[FetchReport], None]
    ) -> list[FetchReport]:
        reports = [self.one(str(entry.id), str(entry.url)) for entry in entries]
        for made in reports:
            on_report(made)
        return reports

    def one(self, name: str, address: str) -> FetchReport:
        if name != "loom-report":
            return FetchReport(name, address, FetchStatus.FAILED, why="there is nothing at this address")
        body = b"The Loom Board says that 412 looms were bought in Lakhpat in 2019.\n"
        with self.kept.locked():
            day = "2026-11-22T10:00:00Z"
            held = Held(
                name,
                f"{name}.txt",
                address,
                address,
                day,
                day,
                "0",
                len(body),
                "text/plain",
                None,
                None,
                None,
            )
            self.kept.put(held, body)
        return FetchReport(name, address, FetchStatus.FETCHED, held.file, len(body))


@pytest.fixture
def web(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus whose catalogue names two originals, and a web on which one of them is to be had."""
    corpus = tmp_path / "originals-corpus"
    corpus.mkdir()
    rows = [
        {"id": "loom-report", "title": "Looms counted", "publisher": "Loom Board", "year": 2019,
         "url": "https://example.org/looms", "supports": {"looms-2020": ["all"]}},
        {"id": "lost", "title": "Lost", "url": "https://example.org/lost"},
    ]  # fmt: skip
    (corpus / "catalogue.yaml").write_text(json.dumps({"documents": rows}), "utf-8")
    own = tmp_path / "library"
    shutil.copytree(library, own)
    monkeypatch.setenv("SAMUH_LIBRARY", str(own))
    monkeypatch.setenv("SAMUH_CORPUS", str(corpus))
    monkeypatch.setattr(work, "fetcher", lambda settings, kept: FakeFetcher(kept))
    return own


def test_fetched_originals_are_ingested_with_what_the_catalogue_says(
    web: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["fetch", "--json", "--supports", "looms-2020"]) == 0
    assert [json.loads(line)["status"] for line in capsys.readouterr().out.splitlines()] == ["fetched"]
    assert cli.main(["documents", "--json", "show", "loom-report"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["title"], row["publisher"], row["year"]) == ("Looms counted", "Loom Board", 2019)


def test_what_could_not_be_fetched_is_told_and_the_rest_is_kept(
    web: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["fetch", "--all"]) == 11
    printed = capsys.readouterr()
    assert "fetched: loom-report -> loom-report.txt" in printed.out
    assert "failed: lost: there is nothing at this address; https://example.org/lost" in printed.out
    assert "1 fetched, 1 failed" in printed.out


def test_listing_and_planning_fetch_nothing(web: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["fetch", "--list"]) == 0
    assert cli.main(["fetch", "--dry-run", "lost"]) == 0
    printed = capsys.readouterr().out
    assert "loom-report\tnot held\tLooms counted (Loom Board, 2019)\thttps://example.org/looms" in printed
    assert "would fetch: lost from https://example.org/lost (licence: not stated)" in printed
    assert not (web / "fetched").exists()


def test_fetching_nothing_in_particular_is_told(web: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["fetch"]) == 10
    assert "--supports" in capsys.readouterr().err


def test_the_meter_of_a_scheme_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["coverage", "mse-cdp-2022"]) == 0
    assert "10 of 13 conditions can be checked" in capsys.readouterr().out
    assert cli.main(["coverage", "--json", "bhavya"]) == 0
    assert json.loads(capsys.readouterr().out)["scheme"] == "bhavya"
