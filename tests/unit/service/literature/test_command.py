"""``samuh literature`` prints works, references and news, and starts no model where no words are looked for."""

import json
from pathlib import Path

import pytest
import rispy

from service import cli, wiring


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty library: works are described by the corpus alone, and no model may be loaded for them."""

    def refuse(settings):
        raise AssertionError("no model is needed")

    monkeypatch.setenv("SAMUH_LIBRARY", str(tmp_path))
    monkeypatch.setattr(wiring, "embedder", refuse)
    return tmp_path


def test_references_of_a_filter_are_written_without_a_model(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["literature", "--form", "article", "--year-to", "1999", "--format", "ris"]) == 0
    found = rispy.loads(capsys.readouterr().out)
    assert {"nadvi-1999", "kennedy-1999"} <= {each["id"] for each in found}
    assert all(int(each["year"]) <= 1999 for each in found)


def test_words_find_works_while_there_is_no_index(capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    monkeypatch.setattr("service.library_desk.LibraryDesk.warm_up", lambda self: None)
    assert cli.main(["literature", "--json", "Nadvi", "Sialkot"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (rows[0]["id"], rows[0]["rank"]) == ("nadvi-1999", 1)
    assert rows[0]["authors"] == ["Khalid Nadvi"]
    assert rows[0]["findings"][0]["address"].startswith("/")


def test_nothing_that_fits_is_said(capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    monkeypatch.setattr("service.library_desk.LibraryDesk.warm_up", lambda self: None)
    assert cli.main(["literature", "zzzz"]) == 0
    assert "No work" in capsys.readouterr().out


def test_since_lists_what_is_new(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["literature", "--since", "2000-01-01", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"kind", "news", "title", "at", "address"} <= rows[0].keys()
    assert {row["news"] for row in rows} == {"new"}
    assert cli.main(["literature", "--since", "2190-01-01"]) == 0
    assert capsys.readouterr().out == ""


def test_plain_text_in_a_style(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["literature", "--origin", "work", "--format", "text", "--style", "harvard"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 60
    assert any(line.startswith("Nadvi, K. (1999) ‘Collective efficiency") for line in lines)


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["literature", "--since", "last week"]) != 0
    assert "Write it as 2026-11-01" in capsys.readouterr().err
