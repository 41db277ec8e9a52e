"""The worker: states, batches, cancelling, waiting for others, and being killed."""

import logging
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ingest.errors import LibraryBusyError, LibraryError
from ingest.records import DocumentReport, ReadStatus
from service.uploads.records import UploadState
from service.uploads.worker import Worker, alone, outer_document

HERE = Path(__file__).parent


@pytest.fixture
def stop() -> threading.Event:
    return threading.Event()


@pytest.fixture
def worker(queue, hands, stop) -> Worker:
    return Worker(queue, hands, stop)


def states(queue) -> dict[str, str]:
    return {upload.name: upload.state.value for upload in queue.rows()}


def test_files_are_read_one_by_one_and_indexed_by_one_publish(queue, hands, worker, send) -> None:
    for name in ("a.md", "b.md", "c.md"):
        send(name)
    assert worker.batch()
    assert hands.calls == ["read", "read", "read", "publish"]
    assert set(states(queue).values()) == {"done"}
    found = {(upload.document_id, upload.pages, upload.passages) for upload in queue.rows()}
    assert found == {("a", 2, 5), ("b", 2, 5), ("c", 2, 5)}
    assert len(hands.indexed) == 3


def test_nothing_to_do_is_said_and_nothing_is_published(worker, hands) -> None:
    assert not worker.batch()
    assert hands.calls == []


def test_a_file_that_cannot_be_read_does_not_hold_up_the_others(queue, worker, send, caplog) -> None:
    send("bad.pdf", "refuse")
    send("odd.pdf", "fail")
    send("good.pdf")
    with caplog.at_level(logging.INFO):
        worker.batch()
    assert states(queue) == {"bad.pdf": "refused", "odd.pdf": "failed", "good.pdf": "done"}
    assert next(upload for upload in queue.rows() if upload.name == "bad.pdf").why == "it cannot be read."
    assert "what the file says" not in caplog.text
    assert "odd.pdf" not in caplog.text


def test_a_copy_is_said_to_be_one_and_names_the_document(queue, worker, send) -> None:
    send("first.md")
    send("second.md", "twin")
    worker.batch()
    copy = next(upload for upload in queue.rows() if upload.name == "second.md")
    assert (copy.state, copy.duplicate, copy.document_id) == (UploadState.DONE, True, "second")
    assert copy.why == "The library has this file already: the same bytes."


def test_a_file_cancelled_while_it_is_read_leaves_the_library(queue, hands, worker, send) -> None:
    upload = send("slow.md")
    hands.during = lambda path: queue.cancel(upload.id)
    worker.batch()
    assert states(queue) == {"slow.md": "cancelled"}
    assert hands.stored == {}
    assert "publish" not in hands.calls


def test_what_is_removed_leaves_store_index_and_folder(queue, hands, worker, send) -> None:
    upload = send("a.md")
    send("b.md")
    worker.batch()
    queue.remove(upload.id)
    assert states(queue)["a.md"] == "removing"
    worker.batch()
    assert list(states(queue)) == ["b.md"]
    assert [Path(path).name for path in hands.indexed] == ["b.md"]
    assert not queue.place(upload).parent.exists()


def test_a_copy_is_read_itself_once_its_original_is_removed(queue, hands, worker, send) -> None:
    first = send("same.md")
    worker.batch()
    second = send("same.md", "twin")
    worker.batch()
    assert queue.get(second.id).duplicate
    queue.remove(first.id)
    worker.batch()
    worker.batch()
    assert (queue.get(second.id).state, queue.get(second.id).duplicate) == (UploadState.DONE, False)
    assert list(hands.indexed) == [str(queue.place(second))]


def test_a_removal_that_was_broken_off_after_the_store_still_reaches_the_index(
    queue, hands, worker, send
) -> None:
    upload = send("a.md")
    worker.batch()
    queue.remove(upload.id)
    hands.forget(queue.place(upload).parent)  # what a killed worker had done
    worker.batch()
    assert hands.indexed == {}
    assert queue.rows() == []


def test_a_retry_forgets_what_was_kept_of_the_file(queue, hands, worker, send) -> None:
    upload = send("bad.pdf", "refuse")
    worker.batch()
    queue.place(upload).write_text("better", encoding="utf-8")
    queue.retry(upload.id)
    worker.batch()
    assert hands.calls[-3:] == ["forget", "read", "publish"]
    assert states(queue) == {"bad.pdf": "done"}


def test_a_failed_index_fails_the_files_and_they_can_be_tried_again(queue, hands, worker, send) -> None:
    upload = send("a.md")
    hands.broken_index = LibraryError("the disk is full.")
    worker.batch()
    assert (queue.get(upload.id).state, queue.get(upload.id).why) == (UploadState.FAILED, "the disk is full.")
    hands.broken_index = None
    queue.retry(upload.id)
    worker.batch()
    assert states(queue) == {"a.md": "done"}


def test_it_waits_for_another_run_and_says_so(queue, hands, worker, send, monkeypatch) -> None:
    monkeypatch.setattr("service.patience.PAUSE", 0.05)
    upload = send("a.md")
    hands.busy = 3
    said = []
    reader = threading.Thread(target=lambda: said.extend(watch(queue, upload.id)))
    reader.start()
    worker.batch()
    reader.join()
    assert any(why and why.startswith("Waiting for another run") for why in said)
    assert (queue.get(upload.id).state, queue.get(upload.id).why) == (UploadState.DONE, None)


def watch(queue, upload_id: str) -> list[str | None]:
    seen: list[str | None] = []
    while queue.get(upload_id).state is not UploadState.DONE:
        seen.append(queue.get(upload_id).why)
        time.sleep(0.005)
    return seen


def test_told_to_stop_while_it_waits_it_leaves_the_file_in_the_queue(
    queue, hands, worker, send, stop
) -> None:
    upload = send("a.md")
    hands.busy = 10**6
    threading.Timer(0.2, stop.set).start()
    worker.run()
    assert queue.get(upload.id).state is UploadState.READING
    hands.busy = 0
    Worker(queue, hands, threading.Event()).run(idle_seconds=0)
    assert queue.get(upload.id).state is UploadState.DONE


def test_only_one_worker_works_on_a_queue(queue) -> None:
    with alone(queue.folder), pytest.raises(LibraryBusyError, match="another worker"), alone(queue.folder):
        pass


def test_killed_at_any_instant_it_loses_nothing(queue, hands, send, library) -> None:
    sent = [send(f"{number}.md", f"text {number}") for number in range(8)]
    bad = send("bad.md", "refuse")
    chance = random.Random(5)
    for _ in range(6):
        child = subprocess.Popen([sys.executable, str(HERE / "fake_hands.py"), str(library)])
        time.sleep(0.6 + chance.random() * 0.7)
        child.send_signal(signal.SIGKILL)
        child.wait()
    Worker(queue, hands, threading.Event()).run(idle_seconds=0)
    assert {queue.get(upload.id).state for upload in sent} == {UploadState.DONE}
    assert queue.get(bad.id).state is UploadState.REFUSED
    assert sorted(hands.indexed) == sorted(str(queue.place(upload)) for upload in sent)


def report(path: str, document_id: str | None, status: ReadStatus = ReadStatus.READ) -> DocumentReport:
    return DocumentReport(path, status, document_id=document_id)


def test_a_letter_is_what_its_upload_opens_not_what_is_attached() -> None:
    attached, letter = report("call.eml › terms.pdf", "terms"), report("call.eml", "call")
    assert outer_document([attached, letter]) == "call"
    assert outer_document([report("all.zip", None, ReadStatus.UNPACKED), attached]) == "terms"
    assert outer_document([report("all.zip", None, ReadStatus.UNPACKED)]) is None


def test_what_is_done_has_all_of_its_parts_done(queue, hands, worker, send) -> None:
    send("a.md")
    worker.batch()
    assert [(upload.done, upload.total) for upload in queue.rows()] == [
        (u.total, u.total) for u in queue.rows()
    ]
