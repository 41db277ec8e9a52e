"""Receiving: names, kinds and sizes."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.uploads.errors import QueueFullError
from service.uploads.receive import LONGEST_NAME, Arrival, Bounds, clean_name, receive
from service.uploads.records import UploadState

BOUNDS = Bounds(1, 3, frozenset({".pdf", ".md", ".docx"}))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Annual report 2012.pdf", "Annual report 2012.pdf"),
        ("../../etc/passwd.md", "passwd.md"),
        ("C:\\Users\\me\\scheme.docx", "scheme.docx"),
        ("...hidden.md", "hidden.md"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\x00b\nc.md", "abc.md"),
        ("समूह विकास.pdf", "समूह विकास.pdf"),
        ("", "document"),
        ("/", "document"),
    ],
)
def test_a_name_keeps_what_people_recognise_and_nothing_that_harms(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept


@given(st.text(max_size=400))
def test_any_name_becomes_one_harmless_part_of_a_path(sent: str) -> None:
    name = clean_name(sent)
    assert name.strip()
    assert name not in {".", ".."}
    assert not set(name) & set('/\\\0\n:<>"|?*')
    assert len(name.encode("utf-8", "surrogatepass")) <= LONGEST_NAME + 80
    assert clean_name(name) == name


def test_good_files_wait_and_others_say_why_they_do_not(queue) -> None:
    made = receive(
        queue,
        [
            Arrival("good.md", io.BytesIO(b"# Words")),
            Arrival("large.pdf", None),
            Arrival("old.doc", io.BytesIO(b"x")),
            Arrival("empty.md", io.BytesIO(b"")),
            Arrival("virus.pdf", io.BytesIO(b"MZ\x90\x00")),
        ],
        BOUNDS,
    )
    assert [upload.state.value for upload in made] == ["queued", *["refused"] * 4]
    assert queue.place(made[0]).read_bytes() == b"# Words"
    assert made[0].size == 7
    assert len(made[0].sha256) == 64
    assert "larger than 1 MiB" in (made[1].why or "")
    assert "old Word file" in (made[2].why or "")
    assert made[3].why == "The file is empty."
    assert made[4].why == "It is a program and not a document."
    assert sorted(path.name for path in queue.folder.iterdir()) == [made[0].id]


def test_a_file_with_another_content_than_its_name_says_is_left_to_the_reader(queue) -> None:
    made = receive(queue, [Arrival("really a picture.pdf", io.BytesIO(b"\x89PNG\r\n\x1a\n0000"))], BOUNDS)
    assert made[0].state is UploadState.QUEUED


def test_a_full_queue_keeps_no_file(queue) -> None:
    with pytest.raises(QueueFullError):
        receive(queue, [Arrival(f"{n}.md", io.BytesIO(b"x")) for n in range(4)], BOUNDS)
    assert list(queue.folder.iterdir()) == []
    assert queue.rows() == []


def test_the_same_name_twice_is_two_files(queue) -> None:
    made = receive(queue, [Arrival("a.md", io.BytesIO(b"one")), Arrival("a.md", io.BytesIO(b"two"))], BOUNDS)
    assert [queue.place(upload).read_bytes() for upload in made] == [b"one", b"two"]
