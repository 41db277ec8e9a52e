from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.pipeline import IngestOptions, ingest
from ingest.records import Document
from ingest.store import DocumentStore
from service.differences import Sort, changes, lines, record

OLD = """# Funding

The scheme pays 60% of the cost of a centre.

The members pay the rest before work begins.

Land is given by the State free of charge.
"""
NEW = """# Funding

The scheme pays 75% of the cost of a centre.

The members pay the rest before work begins.

A bank may lend what the members lack.
"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, str], Document]:
    store = DocumentStore(tmp_path / "library")
    options = IngestOptions(lambda text: len(text.split()), 120, 20, 512, 20)

    def one(name: str, text: str) -> Document:
        path = tmp_path / f"{name}.md"
        path.write_text(text, encoding="utf-8")
        ingest([path], store, options, lambda report: None)
        document = store.load(name).document
        assert document is not None
        return document

    return one


def test_changed_words_are_marked_and_the_rest_is_left_out(read: Callable[[str, str], Document]) -> None:
    old, new = read("old", OLD), read("new", NEW)
    found = changes(old, new)
    assert [change.sort for change in found] == [Sort.CHANGED, Sort.ADDED, Sort.REMOVED]
    shown = list(lines(old, new, found))
    assert "The scheme pays [-60%-] {+75%+} of the cost of a centre." in shown
    assert "{+A bank may lend what the members lack.+}" in shown
    assert "[-Land is given by the State free of charge.-]" in shown
    assert shown[-1] == "(1 added, 1 removed, 1 changed)"


def test_a_change_as_json_points_into_both_documents(read: Callable[[str, str], Document]) -> None:
    old, new = read("old", OLD), read("new", NEW)
    made = record(changes(old, new)[0])
    assert old.text[made["old"]["start"] :].startswith("The scheme pays 60%")
    assert new.text[made["new"]["start"] :].startswith("The scheme pays 75%")
    assert {"is": "added", "text": "75%"} in made["words"]


def test_the_same_text_has_no_difference(read: Callable[[str, str], Document]) -> None:
    old, new = read("old", OLD), read("new", OLD.replace("\n\n", "\n\n\n") + "\n<!-- -->\n")
    assert [c for c in changes(old, new) if c.sort is Sort.CHANGED] == []
