"""The queue: what may be done in which state, and what is left after a crash."""

import os
import time

import pytest

from ingest.errors import NotFoundError
from service.uploads.errors import ConflictError, QueueFullError
from service.uploads.queueing import MOST_ATTEMPTS, UploadQueue, now
from service.uploads.records import Upload, UploadState


def test_looking_makes_no_file(queue, library) -> None:
    assert queue.rows() == []
    assert not queue.pending()
    with pytest.raises(NotFoundError):
        queue.get("nothing")
    assert not library.exists()


def test_the_oldest_is_taken_first_and_the_list_shows_what_goes_on_first(queue, send) -> None:
    first, second, third = send("1.md"), send("2.md"), send("3.md")
    taken = queue.claim()
    assert taken is not None
    assert (taken.id, taken.state, taken.attempts) == (first.id, UploadState.READING, 1)
    queue.change([second.id], state="done")
    assert [upload.id for upload in queue.rows()] == [first.id, third.id, second.id]
    assert queue.pending()


@pytest.mark.parametrize("state", ["indexing", "done", "refused", "failed", "removing"])
def test_only_what_waits_or_is_read_can_be_cancelled(queue, send, state: str) -> None:
    upload = send("a.md")
    queue.change([upload.id], state=state)
    with pytest.raises(ConflictError, match="md cannot be cancelled"):
        queue.cancel(upload.id)


@pytest.mark.parametrize("state", ["queued", "reading", "indexing", "done", "removing"])
def test_only_what_ended_without_a_document_can_be_tried_again(queue, send, state: str) -> None:
    upload = send("a.md")
    queue.change([upload.id], state=state)
    with pytest.raises(ConflictError, match="cannot be tried again"):
        queue.retry(upload.id)


@pytest.mark.parametrize("state", ["reading", "indexing", "removing"])
def test_what_is_in_hand_cannot_be_removed(queue, send, state: str) -> None:
    upload = send("a.md")
    queue.change([upload.id], state=state)
    with pytest.raises(ConflictError, match="cannot be removed"):
        queue.remove(upload.id)


def test_a_file_that_was_not_kept_cannot_be_tried_again(queue) -> None:
    queue.add([Upload("x", "a.exe", 0, "", UploadState.REFUSED, now(), now(), "no reader")], 10)
    with pytest.raises(NotFoundError, match="Send it again"):
        queue.retry("x")


def test_a_full_queue_takes_all_or_none(queue, send) -> None:
    send("a.md")
    more = [Upload(f"u{n}", "b.md", 1, "1", UploadState.QUEUED, now(), now()) for n in range(2)]
    with pytest.raises(QueueFullError, match="1 files are waiting already, and at most 2 may"):
        queue.add(more, 2)
    assert len(queue.rows()) == 1


def test_after_a_crash_what_was_in_hand_waits_again(queue, send) -> None:
    reading, indexing, done = send("1.md"), send("2.md"), send("3.md")
    queue.change([reading.id], state="reading")
    queue.change([indexing.id], state="indexing")
    queue.change([done.id], state="done")
    queue.recover()
    assert [queue.get(u.id).state.value for u in (reading, indexing, done)] == ["queued", "queued", "done"]


def test_what_broke_off_too_often_is_given_up_with_the_reason(queue, send) -> None:
    upload = send("a.md")
    queue.change([upload.id], state="reading", attempts=MOST_ATTEMPTS)
    queue.recover()
    assert queue.get(upload.id).state is UploadState.FAILED
    assert "broke off each time" in (queue.get(upload.id).why or "")


def test_a_file_that_arrived_and_lost_its_row_is_taken_up(queue: UploadQueue) -> None:
    (queue.folder / "feedbeef").mkdir(parents=True)
    (queue.folder / "feedbeef" / "report.pdf").write_bytes(b"%PDF-")
    queue.recover()
    assert [(u.id, u.name, u.state.value) for u in queue.rows()] == [("feedbeef", "report.pdf", "queued")]


def test_what_never_arrived_whole_is_swept_and_what_still_arrives_is_not(queue: UploadQueue) -> None:
    old, fresh = queue.folder / "a.part", queue.folder / "b.part"
    for folder in (old, fresh):
        folder.mkdir(parents=True)
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    queue.recover()
    assert not old.exists()
    assert fresh.exists()
    assert queue.rows() == []
