"""Help and health cost no model: what is imported is asserted, never a time."""

import subprocess
import sys

import pytest

HEAVY = ("torch", "transformers", "sentence_transformers", "faiss", "scipy", "sklearn")
WEB = ("fastapi", "uvicorn", "starlette")


def imported_by(script: str, watched: tuple[str, ...]) -> list[str]:
    """Run a script in a fresh interpreter and say which of the watched modules it loaded."""
    report = f"import sys\nprint('LOADED', *[m for m in {watched!r} if m in sys.modules])"
    command = [sys.executable, "-c", f"try:\n    {script}\nexcept SystemExit:\n    pass\n{report}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1].split()[1:]


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["serve", "--help"], ["--version"]])
def test_help_loads_neither_the_model_nor_the_web_framework(arguments: list[str]) -> None:
    assert imported_by(f"from service.cli import main; main({arguments!r})", HEAVY + WEB) == []


def test_the_web_application_is_there_before_the_model() -> None:
    assert imported_by("import service.http.app", HEAVY) == []


def test_the_composition_root_loads_no_model_when_imported() -> None:
    assert imported_by("import service.wiring", ("torch", "transformers", "sentence_transformers")) == []
