import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.reading import RefusedError
from ingest.sandbox import Limits, collect, read_apart, wait

LIMITS = Limits(seconds=20, memory_mb=512, pages=10)


def out(tmp_path: Path, *messages: object, tail: str = "") -> Path:
    path = tmp_path / "pages.jsonl"
    path.write_text("".join(json.dumps(message) + "\n" for message in messages) + tail, encoding="utf-8")
    return path


def page(number: int) -> dict[str, object]:
    fields = {"number": number, "label": None, "text": "x", "doubt": None, "unread": False, "sizes": []}
    return {"page": fields}


def test_pages_read_before_the_kill_are_kept(tmp_path: Path) -> None:
    path = out(tmp_path, {"start": {"total": 9}}, page(1), page(2), tail='{"page": {"num')
    reading = collect(path, "it took longer than 1 seconds", LIMITS)
    assert [held.number for held in reading.pages] == [1, 2]
    assert (reading.total, reading.cut) == (9, "it took longer than 1 seconds")


def test_nothing_read_is_a_refusal_that_says_why(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="it took longer than 1 seconds"):
        collect(out(tmp_path), "it took longer than 1 seconds", LIMITS)


def test_a_child_that_hangs_is_killed_in_time(tmp_path: Path) -> None:
    path = tmp_path / "any.pdf"
    path.write_bytes(b"%PDF-1.4\n")
    started = time.monotonic()
    with pytest.raises(RefusedError, match=r"it took longer than 0\.01 seconds"):
        read_apart("pdf", path, Limits(0.01, 512, 10))
    assert time.monotonic() - started < 5


def test_too_little_memory_is_a_refusal_and_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "big.html"
    path.write_bytes(b"<html><body><p>" + b"word " * 8_000_000 + b"</p></body></html>")
    with pytest.raises(RefusedError, match=r"memory|broke off|damaged|no main text"):
        read_apart("html", path, Limits(30, 200, 10))


def test_each_page_that_is_recognised_sets_the_clock_on(tmp_path: Path) -> None:
    out = tmp_path / "pages.jsonl"
    limits = Limits(0.2, 512, 20, ocr_seconds=20.0)
    slow = [sys.executable, "-c", "import time; time.sleep(0.6)"]
    out.write_text("", encoding="utf-8")
    with subprocess.Popen(slow) as child, pytest.raises(subprocess.TimeoutExpired):
        wait(child, out, limits)
    out.write_text('{"recognising": 1}\n', encoding="utf-8")
    with subprocess.Popen(slow) as child:
        assert wait(child, out, limits) == 0
