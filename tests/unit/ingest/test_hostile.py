"""Files made to do harm: each ends in a clear status, nothing is fetched, nothing outside is read."""

import socket
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import fuzz
from ingest.pipeline import IngestOptions, ingest
from ingest.records import DocumentReport
from ingest.store import DocumentStore
from tests.unit.ingest import made_files

Run = Callable[..., list[DocumentReport]]
MAKERS = {
    ".docx": (made_files.docx, "word/document.xml"),
    ".pptx": (made_files.pptx, "ppt/slides/slide1.xml"),
    ".xlsx": (made_files.grants_xlsx, "xl/worksheets/sheet1.xml"),
    ".ods": (made_files.ods, "content.xml"),
    ".epub": (made_files.epub, "OEBPS/c2.xhtml"),
}
ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE x [<!ENTITY l0 "laughter ">{ENTITIES}]>'


def with_doctype(path: Path, part: str, doctype: str, entity: str) -> Path:
    """Put a DOCTYPE and a reference to an entity into one part of a package."""
    with zipfile.ZipFile(path) as package:
        parts = {item.filename: package.read(item) for item in package.infolist()}
    text = parts[part].decode("utf-8")
    head, sep, body = text.partition("?>") if text.startswith("<?xml") else ("", "", text)
    at = body.rindex("</")
    parts[part] = f"{head}{sep}{doctype}{body[:at]}{entity}{body[at:]}".encode()
    return made_files.pack(path, parts)


@pytest.fixture
def listener() -> Iterator[tuple[int, list[object]]]:
    """A server on this machine that counts who calls."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        stop = threading.Event()

        def serve() -> None:
            while not stop.is_set():
                try:
                    connection, who = server.accept()
                except TimeoutError:
                    continue
                calls.append(who)
                connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1], calls
        stop.set()
        thread.join()


@pytest.mark.parametrize("suffix", MAKERS)
def test_entities_within_entities_do_not_grow(
    suffix: str, folder: Path, store: DocumentStore, options: IngestOptions
) -> None:
    make, part = MAKERS[suffix]
    with_doctype(make(folder / f"a{suffix}"), part, LAUGHS, "&l9;")
    started = time.monotonic()
    (report,) = ingest([folder], store, replace(options, seconds=15), lambda made: None)
    assert time.monotonic() - started < 30
    assert report.status in ("read", "partly_read", "refused")
    assert all(len(entry.document.text) < 100_000 for entry in store.entries() if entry.document)


@pytest.mark.parametrize("suffix", MAKERS)
def test_no_file_and_no_address_outside_is_read(
    suffix: str,
    folder: Path,
    store: DocumentStore,
    run: Run,
    tmp_path: Path,
    listener: tuple[int, list[object]],
) -> None:
    port, calls = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the house")
    make, part = MAKERS[suffix]
    at = f"http://127.0.0.1:{port}"
    doctype = f'<!DOCTYPE x SYSTEM "{at}/x.dtd" [<!ENTITY s SYSTEM "{secret.as_uri()}"><!ENTITY h SYSTEM "{at}/h">]>'
    with_doctype(make(folder / f"a{suffix}"), part, doctype, "&s;&h;")
    run(folder)
    assert calls == []
    assert all(
        "secret of the house" not in entry.document.text for entry in store.entries() if entry.document
    )


def test_nothing_that_a_page_or_letter_refers_to_is_fetched(
    folder: Path, run: Run, listener: tuple[int, list[object]]
) -> None:
    port, calls = listener
    at = f"http://127.0.0.1:{port}"
    page = (
        f'<html><head><link rel="stylesheet" href="{at}/a.css"><base href="{at}/"><script src="{at}/a.js"></script>'
        f'</head><body><iframe src="{at}/f"></iframe><article><p>The scheme pays sixty per cent of the cost of a '
        f'common facility.</p><img src="{at}/i.png"></article></body></html>'
    )
    (folder / "page.html").write_text(page)
    letter = made_files.letter()
    letter.add_alternative(page, subtype="html")
    (folder / "letter.eml").write_bytes(bytes(letter))
    made_files.epub(folder / "book.epub", [page])
    assert {report.status for report in run(folder)} == {"read"}
    assert calls == []


def test_links_out_of_a_folder_are_not_followed(
    folder: Path, store: DocumentStore, run: Run, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("The secret of the house stands here.")
    (folder / "file.txt").symlink_to(outside / "secret.txt")
    (folder / "all").symlink_to(outside)
    assert {report.status for report in run(folder)} <= {"skipped"}
    assert store.entries() == []


def test_a_sheet_with_one_cell_far_out_ends_in_time(
    folder: Path, store: DocumentStore, options: IngestOptions
) -> None:
    xml = made_files.sheet_xml([["Part", "Cost"], ["Boiler", 12.0]]).replace(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    made_files.xlsx(folder / "far.xlsx", {"Far": xml})
    started = time.monotonic()
    (report,) = ingest([folder], store, replace(options, seconds=10), lambda made: None)
    assert time.monotonic() - started < 30
    assert (report.status in ("read", "refused"), report.status == "read" or bool(report.why)) == (True, True)


# A stop may fall into a callback.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", ["deep.html", "deep.txt", "deep.eml", "deep.csv", "deep.md"])
def test_endless_nesting_and_endless_lines_end_in_time(
    name: str, folder: Path, store: DocumentStore, options: IngestOptions
) -> None:
    contents = {
        "deep.html": "<div>" * 100_000 + "words here",
        "deep.txt": "a\n" * 200_000,
        "deep.eml": "Subject: x\nContent-Type: multipart/mixed; boundary=a\n\n"
        + "--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 5_000,
        "deep.csv": '"' + "a,b\n" * 100_000,
        "deep.md": "| a | b |\n" * 50_000,
    }
    (folder / name).write_text(contents[name])
    started = time.monotonic()
    (report,) = ingest([folder], store, replace(options, seconds=4), lambda made: None)
    assert time.monotonic() - started < 30
    assert report.status == "read" or report.why


def test_damaged_files_end_in_a_status(tmp_path: Path) -> None:
    ended = fuzz.fuzz(tmp_path, count=20, seed=7)
    assert ended["broken"] == []
    assert sum(ended["ended"].values()) >= 20  # type: ignore[attr-defined]
