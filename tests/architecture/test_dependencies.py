"""What we import is declared, what is declared is listed with its licence, and nothing drags in (A)GPL code."""

import ast
import re
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
OURS = {"ingest", "index", "service", "prompts", "web"}
PAPER = ROOT / "docs" / "reference" / "dependencies.md"
# As licences are spelt in package metadata -> the family that matters here.
FAMILIES = {
    "MIT": r"\bMIT\b",
    "Apache": r"Apache",
    "BSD": r"\bBSD\b",
    "MPL": r"\bMPL\b|Mozilla",
    "LGPL": r"\bLGPL|Lesser",
    "GPL": r"(?<!L)\bA?GPL|(?<!Lesser )General Public",
}

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
RUNTIME = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
DEVELOPMENT = {canonicalize_name(Requirement(line).name) for line in EXTRAS["dev"]}
OPTIONAL = {
    canonicalize_name(Requirement(line).name) for name in set(EXTRAS) - {"dev"} for line in EXTRAS[name]
}


def licence(found: Distribution) -> str:
    """All that a distribution says about its licence, on one line; a full licence text is passed over."""
    said = [
        found.metadata.get("License-Expression"),
        found.metadata.get("License", "").partition("\n")[0][:80],
    ]
    said += [line for line in found.metadata.get_all("Classifier", []) if line.startswith("License")]
    return " ".join(filter(None, said))


def families(text: str) -> set[str]:
    return {family for family, pattern in FAMILIES.items() if re.search(pattern, text)}


def listed() -> dict[str, str]:
    """Name -> licence, from the tables of the page."""
    rows = re.findall(
        r"^\| `([\w.-]+)`[^|]*\|[^|]*\| ([^|]+) \|$", PAPER.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {canonicalize_name(name): text for name, text in rows}


def imported(*folders: str) -> dict[str, str]:
    """Distribution -> one file that imports it, for everything that is neither ours nor the standard library."""
    found: dict[str, str] = {}
    providers = packages_distributions()
    for path in sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        neighbours = {other.stem for other in path.parent.glob("*.py")}
        for name in top_names(path) - OURS - set(folders) - neighbours - set(sys.stdlib_module_names):
            for provider in providers.get(name, [name]):
                found[canonicalize_name(provider)] = str(path.relative_to(ROOT))
    return found


def top_names(path: Path) -> set[str]:
    """The first part of every name that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def closure(name: str) -> dict[str, Distribution]:
    """A distribution with everything that it needs here, as far as it is installed."""
    found: dict[str, Distribution] = {}
    waiting = [(name, frozenset({"dev"}))]
    while waiting:
        wanted, extras = waiting.pop()
        if canonicalize_name(wanted) in found:
            continue
        try:
            found[canonicalize_name(wanted)] = distribution(wanted)
        except PackageNotFoundError:
            continue
        for line in distribution(wanted).requires or []:
            need = Requirement(line)
            if not need.marker or any(need.marker.evaluate({"extra": extra}) for extra in [*extras, ""]):
                waiting.append((need.name, frozenset(need.extras)))
    return found


def test_what_the_code_imports_is_declared() -> None:
    found = imported("ingest", "index", "service", "prompts", "web")
    assert {name: place for name, place in found.items() if name not in RUNTIME | OPTIONAL} == {}


def test_what_tests_and_benchmarks_import_is_declared() -> None:
    found = imported("tests", "benchmarks", "scripts", "training")
    assert {
        name: place for name, place in found.items() if name not in RUNTIME | OPTIONAL | DEVELOPMENT
    } == {}


def test_every_dependency_is_listed_with_its_licence() -> None:
    assert set(listed()) == RUNTIME | OPTIONAL | DEVELOPMENT


@pytest.mark.parametrize("name", sorted(RUNTIME | DEVELOPMENT))
def test_a_listed_licence_is_the_one_that_the_package_states(name: str) -> None:
    stated, ours = families(licence(distribution(name))), families(listed()[name])
    assert ours, f"no licence listed for {name}"
    assert ours <= stated, f"{name} states {licence(distribution(name))!r}"


def test_nothing_that_is_installed_with_samuh_is_gpl_only() -> None:
    bound = {}
    for name, found in closure("samuh").items():
        text = licence(found)
        if "GPL" in families(text) and not (" OR " in text and families(text) - {"GPL", "LGPL"}):
            bound[name] = text
    assert bound == {}
