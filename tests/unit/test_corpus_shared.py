"""Against the raw material: every numeric fact of ``../shared/facts`` is in the corpus, with its source."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml

from ingest.sheets.load import LOADER

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
RAW = ROOT.parent / "shared" / "facts"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not RAW.is_dir(), reason="the development folder of raw facts is not there"),
]

RENAMED = {"slug": "id", "source": "src", "definition_source": "src", "definition_sources": "sources"}
# Numbers that the corpus has beyond the raw facts: what the engine reads, and the titles of reference records.
ADDED = frozenset({"cases", "basis_by", "window", "review_by", "state_share_src"})
Fact = tuple[str, str, float, tuple[str, ...]]


def read(path: Path) -> object:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)


def schemes(folder: Path) -> Iterator[tuple[str, dict]]:
    yield from ((path.stem, read(path)) for path in sorted((folder / "schemes").glob("[!_]*.yaml")))


def clusters(folder: Path) -> Iterator[tuple[str, dict]]:
    yield from ((path.stem, read(path)) for path in sorted((folder / "clusters").glob("*.yaml")))


def works(folder: Path) -> Iterator[tuple[str, dict]]:
    if (folder / "literature.yaml").is_file():
        yield from ((work["id"], work) for work in read(folder / "literature.yaml")["works"])
    else:
        yield from ((path.stem, read(path)) for path in sorted((folder / "literature").glob("*.yaml")))


def facts(name: str, record: dict) -> Iterator[Fact]:
    """Every number that stands as a value: record, field, value and the addresses of its sources."""
    listed = record.get("sources") or []
    addresses = {str(s.get("key") or s.get("id")): str(s.get("title")).split(" (search")[0] for s in listed}
    yield from walk(
        name, {key: value for key, value in record.items() if key != "sources"}, "", (), addresses
    )


def walk(
    name: str, node: object, field: str, keys: tuple[str, ...], addresses: dict[str, str]
) -> Iterator[Fact]:
    if isinstance(node, dict):
        own = node.get("src") or node.get("source") or keys
        here = (own,) if isinstance(own, str) else tuple(own)
        for key, value in node.items():
            if key not in ADDED:
                yield from walk(name, value, RENAMED.get(key, key), here, addresses)
    elif isinstance(node, list):
        for value in node:
            yield from walk(name, value, field, keys, addresses)
    elif isinstance(node, int | float) and not isinstance(node, bool):
        yield name, field, float(node), tuple(sorted(addresses.get(key, key) for key in keys))


@pytest.mark.parametrize("kind", [schemes, clusters, works], ids=lambda kind: kind.__name__)
def test_the_numeric_facts_of_both_sides_are_the_same(kind) -> None:
    raw = Counter(fact for name, record in kind(RAW) for fact in facts(name, record))
    ours = Counter(fact for name, record in kind(CORPUS) for fact in facts(name, record))
    assert sum(raw.values()) > 100 or kind is works
    assert raw - ours == Counter()
    assert set(ours) - set(raw) == set()  # a rule may be spelt out twice for the engine, but nothing is new


@pytest.mark.parametrize("kind", [schemes, clusters, works], ids=lambda kind: kind.__name__)
def test_no_number_inside_words_is_lost(kind) -> None:
    ours = dict(kind(CORPUS))
    lost = {
        name: sorted(missing)
        for name, record in kind(RAW)
        if (missing := set(tokens(record)) - set(tokens(ours[name])) - spelt(ours[name]))
    }
    assert lost == {}


def tokens(node: object) -> Iterator[str]:
    """Every number inside the words of a record, without separators: ``10,000.0`` -> ``10000``."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in ("url", "sources"):
                yield from tokens(value)
    elif isinstance(node, list):
        for value in node:
            yield from tokens(value)
    elif isinstance(node, str) and not node.startswith("http"):
        yield from (f"{float(found.replace(',', '')):g}" for found in re.findall(r"\d[\d,]*(?:\.\d+)?", node))


def spelt(record: dict) -> set[str]:
    """Numbers that stand as values of the record, so that its words need not repeat them."""
    return {f"{value:g}" for _, _, value, _ in facts("", record)}


@pytest.mark.parametrize("kind", [schemes, clusters, works], ids=lambda kind: kind.__name__)
def test_no_record_source_conflict_or_gap_is_lost(kind) -> None:
    raw, ours = dict(kind(RAW)), dict(kind(CORPUS))
    assert raw.keys() == ours.keys()
    for name, record in raw.items():
        assert titles(record) == titles(ours[name]), name
        for part in (
            "conflicts",
            "disagreements",
            "gaps",
            "components",
            "lessons",
            "outcomes",
            "key_findings",
        ):
            assert len(record.get(part) or []) == len(ours[name].get(part) or []), (name, part)
        assert ids(record) == ids(ours[name]), name


def titles(record: dict) -> set[str]:
    """The addresses of a record's sources; where there is none, the publishers."""
    return {address(source) for source in record.get("sources") or []}


def address(source: dict) -> str:
    url = source.get("url") or ""
    return url if url.startswith(("http", "lit:")) else str(source.get("publisher"))


def ids(record: dict) -> list[str]:
    return [component["id"] for component in record.get("components") or ()]


def rows(path: Path) -> Iterable[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_places_are_whole() -> None:
    assert len(rows(CORPUS / "places" / "towns_lgd.csv")) == len(rows(RAW / "places" / "towns_lgd.csv"))
    for name in ("districts", "area_categories", "aspirational_districts", "offices"):
        raw, ours = read(RAW / "places" / f"{name}.yaml"), read(CORPUS / "places" / f"{name}.yaml")
        assert Counter(walk_numbers(raw)) - Counter(walk_numbers(ours)) == Counter(), name


def walk_numbers(node: object) -> Iterator[float]:
    yield from (value for _, _, value, _ in walk("", node, "", (), {}))
