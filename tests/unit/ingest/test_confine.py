import subprocess
import sys
from pathlib import Path

import pytest

TRY = """
import os, socket, subprocess, sys, threading
from ingest.confine import confine
confine(512, 5, 1 << 20, sys.argv[1] == "1")
{}
"""


def told(code: str, may_start: bool = False) -> str:
    """Run code in a confined process and give what it prints, or the name of the error that ended it."""
    ran = subprocess.run(
        [sys.executable, "-c", TRY.format(code), str(int(may_start))],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ran.stdout.strip() or ran.stderr.strip().rsplit("\n", 1)[-1].split(":")[0]


linux = pytest.mark.skipif(sys.platform != "linux", reason="the filter is Linux's")


@linux
@pytest.mark.parametrize("may_start", [False, True])
@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_no_reader_reaches_the_network(family: str, may_start: bool) -> None:
    assert told(f"print(socket.socket(socket.{family}))", may_start) == "PermissionError"


@linux
def test_a_reader_without_text_recognition_starts_nothing() -> None:
    assert told("print(os.fork())") == "PermissionError"
    assert told("print(subprocess.run(['/bin/true']))") == "PermissionError"


@linux
def test_a_reader_with_text_recognition_starts_programs_that_cannot_leave_its_group() -> None:
    assert told("print(subprocess.run(['/bin/true']).returncode)", may_start=True) == "0"
    assert told("print(os.setsid())", may_start=True) == "PermissionError"


def test_threads_still_run() -> None:
    assert told("t = threading.Thread(target=print, args=('ran',)); t.start(); t.join()") == "ran"


def test_memory_and_files_are_limited(tmp_path: Path) -> None:
    assert told("print(len(bytearray(1 << 30)))") == "MemoryError"
    assert told(f"print(open({str(tmp_path / 'big')!r}, 'wb').write(b'x' * (2 << 20)))") == "OSError"


def test_processor_time_is_limited() -> None:
    ran = subprocess.run(
        [
            sys.executable,
            "-c",
            "from ingest.confine import confine\nconfine(512, 0.1, 1 << 20, False)\nwhile True: pass",
        ],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode != 0
