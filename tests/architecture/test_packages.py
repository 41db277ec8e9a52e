"""The house rules on packages: whose names they are, which way imports go, what lies in which file."""

import ast
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("ingest", "index", "service", "prompts", "web")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MOST_LINES = 400


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_imports_go_one_way() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports"))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_ships_a_package_of_our_name(package: str) -> None:
    assert set(packages_distributions()[package]) == {"samuh"}


def test_our_folders_are_the_ones_that_are_imported() -> None:
    script = "import sys\nfor name in sys.argv[1:]: print(__import__(name).__file__)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", script, *PACKAGES], capture_output=True, text=True, check=True
    )
    assert [Path(line) for line in done.stdout.splitlines()] == [ROOT / p / "__init__.py" for p in PACKAGES]


def test_every_package_is_listed_in_pyproject() -> None:
    listed = PROJECT["tool"]["setuptools"]["packages"]
    found = {name_of(path.parent).replace("/", ".") for path in SOURCES if path.name == "__init__.py"}
    assert set(listed) == found


def test_no_file_hides_the_standard_library() -> None:
    names = {path.stem for path in SOURCES} | set(PACKAGES)
    assert names & set(sys.stdlib_module_names) == set()


@pytest.mark.parametrize("path", [p for p in SOURCES if p.name == "__init__.py"], ids=name_of)
def test_an_init_file_holds_a_docstring_only(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "say what the package is for"
    assert len(tree.body) == 1, "a docstring and nothing else"


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    lengths = {name_of(p): len(p.read_text(encoding="utf-8").splitlines()) for p in SOURCES}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_size_warning_is_silenced() -> None:
    """A function that is too long is split by naming its steps, not by switching the warning off."""
    sized = ("C901", "PLR0911", "PLR0912", "PLR0913", "PLR0915")
    silenced = [
        f"{name_of(path)}:{number}"
        for path in SOURCES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "noqa" in line and any(code in line for code in sized)
    ]
    assert silenced == []


def test_every_data_file_of_a_package_is_installed_with_it() -> None:
    patterns = PROJECT["tool"]["setuptools"]["package-data"]
    shipped = {
        path
        for package, globs in patterns.items()
        for pattern in globs
        for path in ROOT.joinpath(*package.split(".")).glob(pattern)
    }
    data = {
        p
        for name in PACKAGES
        for p in (ROOT / name).rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }
    assert sorted(name_of(path) for path in data - shipped - set(SOURCES)) == []
