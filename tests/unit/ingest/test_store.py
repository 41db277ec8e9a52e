import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import LibraryError, NotFoundError
from ingest.pipeline import IngestOptions, ingest
from ingest.records import DocumentReport, WordBox
from ingest.store import DocumentStore, StoredDocument, file_name

Run = Callable[..., list[DocumentReport]]


def write(folder: Path, name: str, text: str = "A cluster is a group of firms. They share a market.") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_put_comes_back_the_same(folder: Path, store: DocumentStore, run: Run) -> None:
    write(folder, "note.txt", "# Aim\n\nक्लस्टर means group. It is old.\f Second page here.")
    run(folder)
    (entry,) = store.entries()
    assert entry.document is not None
    assert entry.document.pages[1].number == 2
    assert entry == store.load("note")
    assert [s.text for s in entry.sentences] == ["क्लस्टर means group.", "It is old.", "Second page here."]
    assert all(p.text == entry.document.text[p.start : p.end] for p in entry.passages)
    assert entry.original is not None
    assert entry.original.read_bytes() == (folder / "note.txt").read_bytes()


def test_an_unknown_id_is_not_found(store: DocumentStore) -> None:
    with pytest.raises(NotFoundError, match="nothing: no such document"):
        store.load("nothing")


def test_a_damaged_entry_is_told_and_then_read_again(
    folder: Path, store: DocumentStore, run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    write(folder, "a.txt")
    write(folder, "b.txt", "Another text. It is short.")
    run(folder)
    (store.root / "a.json").write_bytes(b'{"half')
    assert [entry.report.document_id for entry in store.entries()] == ["b"]
    assert "damaged" in caplog.text
    run(folder)
    assert [entry.report.document_id for entry in store.entries()] == ["a", "b"]


def test_a_damaged_second_line_is_absent_too(folder: Path, store: DocumentStore, run: Run) -> None:
    write(folder, "a.txt")
    run(folder)
    path = store.root / "a.json"
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(LibraryError, match="none of its entries can be read"):
        store.entries()
    assert [report.status for report in run(folder)] == ["read"]
    assert store.load("a").document is not None


def test_removing_a_document_takes_its_entry(folder: Path, store: DocumentStore, run: Run) -> None:
    write(folder, "a.txt")
    run(folder)
    assert store.remove("a").status == "removed"
    assert store.entries() == []


BOXES = (WordBox(0, 1, 0.1, 0.1, 0.12, 0.125), WordBox(2, 9, 0.13, 0.1, 0.25, 0.125))


def with_boxes(folder: Path, store: DocumentStore, run: Run) -> StoredDocument:
    write(folder, "scan.txt")
    run(folder)
    held = store.load("scan")
    store.put(held.head, held.document, held.passages, held.sentences, {2: BOXES})
    return store.load("scan")


def test_word_boxes_come_back_for_their_page_and_their_text_alone(
    folder: Path, store: DocumentStore, run: Run
) -> None:
    document = with_boxes(folder, store, run).document
    assert document is not None
    assert store.boxes("scan", 2) == store.boxes("scan", 2, document.text) == BOXES
    assert store.boxes("scan", 1) == store.boxes("other", 2) == ()
    assert store.boxes("scan", 2, "another text") == ()


def test_word_boxes_go_with_their_document(folder: Path, store: DocumentStore, run: Run) -> None:
    with_boxes(folder, store, run)
    store.remove("scan")
    assert store.boxes("scan", 2) == ()
    held = with_boxes(folder, store, run)
    store.put(held.head, held.document, held.passages, held.sentences)
    assert store.boxes("scan", 2) == ()


def test_sweeping_takes_word_boxes_that_no_document_owns(
    folder: Path, store: DocumentStore, run: Run
) -> None:
    with_boxes(folder, store, run)
    (store.placed / "scan.jsonl").rename(store.placed / "gone.jsonl")
    with store.locked():
        store.sweep()
    assert list(store.placed.iterdir()) == []


def test_damaged_word_boxes_are_told_and_left_out(
    folder: Path, store: DocumentStore, run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    with_boxes(folder, store, run)
    (store.placed / "scan.jsonl").write_text('{"text":""}\n[2,[[0', encoding="utf-8")
    assert store.boxes("scan", 2) == ()
    assert "boxes-damaged" in caplog.text


def test_file_names_are_safe_for_any_id() -> None:
    names = [file_name(name, "") for name in ("a/b", "..", "~x", "é" * 200, "plain-id.txt")]
    assert len(set(names)) == len(names)
    assert all("/" not in name and not name.startswith((".", "~")) and len(name) < 200 for name in names)


def hold(root: Path, ready: "multiprocessing.synchronize.Event") -> None:
    with DocumentStore(root).locked():
        ready.set()
        time.sleep(60)


def test_a_second_run_is_refused_and_the_lock_dies_with_its_process(store: DocumentStore) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    child = context.Process(target=hold, args=(store.root, ready))
    child.start()
    assert ready.wait(30)
    with pytest.raises(LibraryError, match="another run is ingesting"), store.locked():
        pass
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    with store.locked():
        pass


def words(text: str) -> int:
    return len(text.split())


def keep_ingesting(root: Path, folder: Path) -> None:
    options = IngestOptions(words, 60, 30.0, 512, 20)
    for turn in range(1000):
        for path in folder.glob("*.txt"):
            path.write_text(f"Turn {turn} of {path.stem}. " + "It is long. " * 200, encoding="utf-8")
        ingest([folder], DocumentStore(root), options, lambda report: None)


@pytest.mark.parametrize("wait", [0.05, 0.2, 0.45])
def test_a_run_killed_at_any_instant_leaves_whole_entries(
    folder: Path, store: DocumentStore, run: Run, wait: float
) -> None:
    for n in range(5):
        write(folder, f"text-{n}.txt", f"This is text {n}. It is short.")
    run(folder)
    child = multiprocessing.get_context("spawn").Process(target=keep_ingesting, args=(store.root, folder))
    child.start()
    time.sleep(2.0 + wait)
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    entries = store.entries()
    assert [entry.report.document_id for entry in entries] == [f"text-{n}" for n in range(5)]
    run(folder)
    assert not list(store.root.glob(".new-*"))
    assert len(list(store.originals.iterdir())) == 5
