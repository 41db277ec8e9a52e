"""``samuh people`` and ``samuh helpline`` as they are called, on a library of their own."""

import io
import json
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from service.cli import main
from service.helpline.records import Details
from service.settings import Settings
from service.wiring import helpline_cases, helpline_database

WORD = "four words that rhyme\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call a command with something on its standard input; gives exit code, results and words."""

    def call(*words: str, given: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        code = main(["--library", str(tmp_path), *words])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_accounts_are_made_and_changed_by_command(run: Run) -> None:
    code, out, _ = run(
        "people", "add", "boss", "--role", "administrator", "--password-stdin", "--json", given=WORD
    )
    assert (code, json.loads(out)["role"]) == (0, "administrator")
    run("people", "add", "asha", "--role", "operator", "--no-password", "--full-name", "Asha Verma")
    run("people", "role", "asha", "--role", "expert")
    run("people", "disable", "asha")
    _, out, _ = run("people")
    first, second = out.splitlines()
    assert first.split() == ["asha", "expert", "Asha", "Verma", "never", "signed", "in", "disabled"]
    assert second.startswith("boss")
    run("people", "enable", "asha")
    code, out, _ = run("people", "password", "asha", "--password-stdin", "--json", given=WORD)
    assert (code, json.loads(out)["disabled"]) == (0, False)
    _, out, _ = run("helpline", "audit", "--subject", "account asha", "--json")
    entries = [json.loads(line) for line in out.splitlines()]
    assert [entry["action"] for entry in entries] == [
        "added",
        "gave a role to",
        "disabled",
        "enabled",
        "set the password of",
    ]
    assert all("at the command line" in entry["actor"] for entry in entries)


def test_what_is_missing_is_told(run: Run) -> None:
    assert "whose account?" in run("people", "disable")[2]
    assert "which role?" in run("people", "add", "asha", "--no-password")[2]
    code, _, err = run("people", "add", "asha", "--role", "operator")
    assert (code, "--password-stdin" in err) == (10, True)
    assert (
        "needs 12 to 200"
        in run("people", "add", "asha", "--role", "operator", "--password-stdin", given="x\n")[2]
    )
    assert run("people", "unlock", "asha")[0] == 9
    assert run("people")[1] == ""


def test_a_callers_data_is_given_out_erased_and_purged(run: Run, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    settings = Settings(library=tmp_path)
    database = helpline_database(settings)
    helpline_cases(settings, database).keep_caller("98765 43210", Details(name="Asha"), datetime.now(UTC))
    database.close()
    file = tmp_path / "asha.json"
    assert run("helpline", "export", "-o", str(file), given="98765 43210\n")[0] == 0
    assert json.loads(file.read_text("utf-8"))["name"] == "Asha"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "cannot be written" in run("helpline", "export", "-o", str(file), given="98765 43210\n")[2]
    assert "about whom?" in run("helpline", "export")[2]
    assert "add --yes" in run("helpline", "erase", given="98765 43210\n")[2]
    code, out, _ = run("helpline", "erase", "--yes", "--json", given="98765 43210\n")
    assert (code, json.loads(out)["cases"]) == (0, 0)
    assert run("helpline", "export", given="98765 43210\n")[0] == 9
    assert "callers 0" in run("helpline", "purge")[1]
