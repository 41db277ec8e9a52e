"""The commands ``brief`` and ``verify``: what they print, what they write, and how they end."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import BadRequestError, LibraryError, UnreadableDocumentError
from ingest.records import DocumentReport, ReadStatus
from ingest.store import DocumentStore, StoredHead
from service import brief_work, wiring
from service.briefs.printed import printed
from service.briefs.visible import COMPARED
from service.options import parser
from service.settings import Settings


@pytest.fixture
def library(desk, tmp_path: Path) -> Settings:
    """A library folder that holds the small library's documents."""
    settings = Settings(library=tmp_path / "library", corpus=tmp_path / "corpus")
    keep(settings, desk)
    return settings


def keep(settings: Settings, desk) -> None:
    store = DocumentStore(settings.library / "documents")
    for document in desk.held.values():
        report = DocumentReport(document.path, ReadStatus.READ, document.id)
        head = StoredHead(document.path, "", document.sha256, "f", ".md", report)
        store.put(head, document, desk.passages(document.id))


@pytest.fixture
def written(brief, tmp_path: Path) -> Path:
    path = tmp_path / "brief.docx"
    path.write_bytes(printed(brief, "docx", lambda quote: "https://samuh.example/"))
    return path


def check(settings: Settings, *words: str) -> tuple[int, list[str]]:
    code, lines = brief_work.check(parser().parse_args(["verify", *words]), settings)
    return code, list(lines)


def test_a_brief_that_stands_ends_well(library, written) -> None:
    code, lines = check(library, str(written))
    assert code == 0
    assert lines[0] == "The library still says all that is quoted (there: 5)."
    assert COMPARED in lines


def test_a_changed_document_ends_with_its_own_code(library, written, desk) -> None:
    desk.rewrite("river-study", "Hilltown collapsed", "Hilltown was mended")
    keep(library, desk)
    code, lines = check(library, str(written))
    assert code == brief_work.NOT_STANDING == 11
    assert any(line.startswith("CHANGED") for line in lines)
    assert any("now: " in line and "mended" in line for line in lines)


def test_an_altered_brief_ends_with_its_own_code(library, brief, tmp_path) -> None:
    path = tmp_path / "brief.md"
    content = printed(brief, "md", lambda quote: "https://samuh.example/")
    path.write_bytes(content.replace(b"Hilltown collapsed", b"Hilltown flourished"))
    code, lines = check(library, str(path))
    assert code == brief_work.ALTERED == 12
    assert lines[0].startswith("The file itself was ALTERED after it was made.")
    assert "The brief's own record of its quotes was changed after it was made." in lines


def test_swapped_headings_end_with_the_code_of_an_altered_brief(library, brief, tmp_path) -> None:
    path = tmp_path / "brief.md"
    shown, opening, rest = (
        printed(brief, "md", lambda quote: "https://samuh.example/").decode().rpartition("<!-- samuh-brief")
    )
    path.write_text(shown.replace("What supports the claim", "What speaks against it", 1) + opening + rest)
    code, lines = check(library, str(path))
    assert code == brief_work.ALTERED
    at = next(n for n, line in enumerate(lines) if line.startswith("ALTERED"))
    assert lines[at : at + 2] == [
        "ALTERED    was: ## What supports the claim",
        "           now: ## What speaks against it",
    ]


def test_json_says_the_same(library, written) -> None:
    _, lines = check(library, str(written), "--json")
    said = json.loads(lines[0])
    assert (said["stands"], said["altered"], said["counts"]) == (True, False, {"there": 5})
    assert {row["document_id"] for row in said["checked"]} == {"river-study", "dyers-news"}


def test_what_cannot_be_checked_is_refused(library, written, tmp_path) -> None:
    with pytest.raises(UnreadableDocumentError):
        check(library, str(tmp_path / "nothing.docx"))
    with pytest.raises(LibraryError):
        check(replace_library(library, tmp_path / "empty"), str(written))


def replace_library(settings: Settings, folder: Path) -> Settings:
    return settings.model_copy(update={"library": folder})


@pytest.fixture
def made(desk, monkeypatch) -> None:
    """The composition root gives the small desk instead of one with a model."""
    monkeypatch.setattr(wiring, "desk", lambda settings: desk)


def run(settings: Settings, *words: str) -> tuple[int, list[str]]:
    code, lines = brief_work.brief(parser().parse_args(["brief", *words]), settings)
    return code, list(lines)


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("ending", ["docx", "pdf", "md"])
def test_a_brief_is_written_and_stands(library, tmp_path, ending: str) -> None:
    path = tmp_path / f"out.{ending}"
    code, lines = run(library, "effluent", "plants", "-o", str(path))
    assert code == 0
    assert lines[-1] == f"Written: {path}"
    assert check(library, str(path))[0] == 0


@pytest.mark.usefixtures("made")
def test_without_evidence_no_file_is_written(library, tmp_path) -> None:
    path = tmp_path / "out.docx"
    code, lines = run(library, "solar dryers", "-o", str(path), "--json")
    assert code == brief_work.NOTHING == 9
    assert json.loads(lines[0])["status"] == "no_evidence"
    assert not path.exists()


@pytest.mark.usefixtures("made")
def test_json_gives_the_whole_brief(library) -> None:
    _, lines = run(library, "effluent plants", "--json")
    said = json.loads(lines[0])
    assert said["status"] == "made"
    assert {item["side"] for item in said["brief"]["items"]} == {"supports", "opposes", "context"}


def test_a_file_of_another_kind_is_refused(library) -> None:
    with pytest.raises(BadRequestError, match=r"\.docx, \.pdf or \.md"):
        run(library, "effluent plants", "-o", "out.odt")


def test_a_superseded_document_is_found_on_disk(library, written, desk) -> None:
    document = desk.document("river-study")
    desk.held["river-2025"] = replace(document, id="river-2025", path="n.md", supersedes="river-study")
    keep(library, desk)
    code, lines = check(library, str(written))
    assert code == brief_work.NOT_STANDING
    assert any("river-2025 replaces its document" in line for line in lines)
