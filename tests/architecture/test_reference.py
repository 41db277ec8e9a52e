"""The reference pages are what the code makes, and every setting and command has its place in them."""

import importlib.util
from difflib import unified_diff
from pathlib import Path
from types import ModuleType

import pytest

from service.options import parser
from service.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "reference"


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "scripts" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["settings.md", "cli.md", "api.md", "records.md"])
def test_a_generated_page_is_up_to_date(reference: ModuleType, name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    changes = [
        line for line in unified_diff(written, reference.pages()[name].splitlines(), n=0) if line[:2] != "--"
    ]
    assert changes[:6] == [], "run `make docs`"


def test_every_setting_is_documented() -> None:
    text = (FOLDER / "settings.md").read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"`{PREFIX}{name.upper()}`" not in text] == []
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_every_command_is_documented(reference: ModuleType) -> None:
    text = (FOLDER / "cli.md").read_text(encoding="utf-8")
    commands = next(action.choices for action in parser()._actions if action.dest == "command")
    assert [name for name in commands if f"## samuh {name}\n" not in text] == []
