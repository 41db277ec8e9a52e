"""Files inside files: archives and letters, kind and hostile."""

import io
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import members
from ingest.pipeline import IngestOptions, ingest
from ingest.records import DocumentReport, ReadStatus
from ingest.store import DocumentStore
from tests.unit.ingest import made_files

Run = Callable[..., list[DocumentReport]]
TEXT = "A cluster is a group of firms. They share a market."


def packed(*files: tuple[str, bytes | str]) -> bytes:
    """Pack files into a ZIP in memory."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def shown(reports: list[DocumentReport]) -> dict[str, str]:
    """How each file ended, by its name as people see it."""
    return {report.path.rsplit("papers/", 1)[-1]: str(report.status) for report in reports}


def test_each_file_of_an_archive_is_a_document_of_its_own(
    folder: Path, store: DocumentStore, run: Run
) -> None:
    (folder / "all.zip").write_bytes(packed(("2022/scheme.txt", TEXT), ("2023/scheme.txt", f"{TEXT} Still.")))
    assert shown(run(folder)) == {
        "all.zip › 2022/scheme.txt": "read",
        "all.zip › 2023/scheme.txt": "read",
        "all.zip": "unpacked",
    }
    assert store.load("scheme").document.path == "all.zip › 2022/scheme.txt"  # type: ignore[union-attr]
    assert store.load("scheme.txt").document.path == "all.zip › 2023/scheme.txt"  # type: ignore[union-attr]


def test_an_unchanged_archive_is_not_unpacked_again(folder: Path, run: Run) -> None:
    (folder / "all.zip").write_bytes(packed(("a.txt", TEXT), ("deep.zip", packed(("b.txt", f"{TEXT} Too.")))))
    run(folder)
    assert set(shown(run(folder)).values()) == {"unchanged"}


def test_what_leaves_an_archive_leaves_the_store(folder: Path, store: DocumentStore, run: Run) -> None:
    (folder / "all.zip").write_bytes(packed(("a.txt", TEXT), ("deep.zip", packed(("b.txt", f"{TEXT} Too.")))))
    run(folder)
    (folder / "all.zip").write_bytes(packed(("a.txt", TEXT)))
    assert shown(run(folder)) == {
        "all.zip › a.txt": "unchanged",
        "all.zip › deep.zip › b.txt": "removed",
        "all.zip › deep.zip": "removed",
        "all.zip": "unpacked",
    }
    (folder / "all.zip").unlink()
    assert set(shown(run(folder)).values()) == {"removed"}
    assert store.entries() == []


def test_the_same_bytes_are_one_document_wherever_they_lie(folder: Path, run: Run) -> None:
    for name in ("one.txt", "two.txt"):
        (folder / name).write_text(TEXT)
    (folder / "all.zip").write_bytes(packed(("three.txt", TEXT)))
    assert shown(run(folder)) == {
        "one.txt": "read",
        "two.txt": "duplicate",
        "all.zip › three.txt": "duplicate",
        "all.zip": "unpacked",
    }
    (folder / "one.txt").unlink()
    assert shown(run(folder))["two.txt"] == "read"


def linked(name: str, target: str) -> bytes:
    """Pack a symbolic link."""
    out = io.BytesIO()
    item = zipfile.ZipInfo(name)
    item.create_system, item.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(item, target)
        archive.writestr("good.txt", TEXT)
    return out.getvalue()


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "..\\evil.txt", "a/../../evil.txt"]
)
def test_a_name_that_leads_outside_is_refused_and_the_rest_is_read(
    name: str, folder: Path, tmp_path: Path, run: Run
) -> None:
    (folder / "all.zip").write_bytes(packed((name, TEXT), ("good.txt", f"{TEXT} Good.")))
    reports = run(folder)
    assert sorted(report.status for report in reports) == ["read", "refused", "unpacked"]
    assert "leads outside the archive" in next(r.why for r in reports if r.status == "refused")  # type: ignore[operator]
    assert not list(tmp_path.rglob("evil*"))


def test_a_link_in_an_archive_is_refused(folder: Path, run: Run) -> None:
    (folder / "all.zip").write_bytes(linked("passwd.txt", "/etc/passwd"))
    assert shown(run(folder)) == {
        "all.zip › passwd.txt": "refused",
        "all.zip › good.txt": "read",
        "all.zip": "unpacked",
    }


def test_a_bomb_in_an_archive_is_refused_and_the_rest_is_read(folder: Path, run: Run) -> None:
    (folder / "all.zip").write_bytes(packed(("bomb.txt", b"\0" * (64 << 20)), ("good.txt", TEXT)))
    reports = run(folder)
    assert shown(reports) == {
        "all.zip › bomb.txt": "refused",
        "all.zip › good.txt": "read",
        "all.zip": "unpacked",
    }
    assert "a bomb" in (reports[0].why or "")


def test_a_size_that_is_a_lie_is_found_out(folder: Path, run: Run) -> None:
    raw = packed(("bomb.txt", b"\0" * (64 << 20)), ("good.txt", TEXT))
    raw = raw.replace((64 << 20).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    (folder / "all.zip").write_bytes(raw)
    assert shown(run(folder))["all.zip › good.txt"] == "read"
    assert shown(run(folder))["all.zip › bomb.txt"] == "refused"


def test_archives_within_archives_end_somewhere(folder: Path, run: Run) -> None:
    inner = packed(("deep.txt", TEXT))
    for n in range(8):
        inner = packed((f"level{n}.zip", inner), (f"text{n}.txt", f"{TEXT} Level {n}."))
    (folder / "nest.zip").write_bytes(inner)
    reports = run(folder)
    assert len([r for r in reports if r.status == "read"]) == 3
    (refused,) = (r for r in reports if r.status == "refused")
    assert "an archive inside 3 others is not opened" in (refused.why or "")


def test_limits_hold_for_an_archive_and_those_in_it_together(
    folder: Path, store: DocumentStore, options: IngestOptions
) -> None:
    many = packed(*((f"{n}.txt", f"{TEXT} Number {n}.") for n in range(9)))
    (folder / "all.zip").write_bytes(packed(("one.zip", many), ("two.zip", many + b"\0")))
    reports = ingest([folder], store, replace(options, files=12), lambda report: None)
    assert len([r for r in reports if r.status == "read"]) <= 12
    assert any("only the first" in (r.why or "") for r in reports)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18, b"PK\x03\x04" + b"\xff" * 400]
)
def test_a_broken_archive_ends_in_a_clear_status(content: bytes, folder: Path, run: Run) -> None:
    (folder / "all.zip").write_bytes(content)
    (report,) = run(folder)
    assert (report.status in ("refused", "unpacked"), bool(report.why)) == (True, True)


def test_a_file_that_needs_a_password_is_refused(folder: Path, run: Run) -> None:
    raw = bytearray(packed(("secret.txt", TEXT)))
    raw[6] |= 1
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1
    (folder / "all.zip").write_bytes(raw)
    assert "protected by a password" in (run(folder)[0].why or "")


def test_the_catalogue_describes_files_of_archives(folder: Path, store: DocumentStore, run: Run) -> None:
    (folder / "all.zip").write_bytes(packed(("a.txt", TEXT)))
    (folder / "catalogue.yaml").write_text(
        "- path: all.zip › a.txt\n  id: scheme-2022\n  year: 2022\n", encoding="utf-8"
    )
    run(folder)
    assert store.load("scheme-2022").document.year == 2022  # type: ignore[union-attr]


def test_a_letter_on_a_letter_is_read(folder: Path, store: DocumentStore, run: Run) -> None:
    outer = made_files.letter("Forwarded")
    outer.add_attachment(made_files.letter("The first one"), filename="first.eml")
    (folder / "outer.eml").write_bytes(bytes(outer))
    assert shown(run(folder)) == {"outer.eml › first.eml": "read", "outer.eml": "read"}
    assert store.load("first").document.title == "The first one"  # type: ignore[union-attr]


def test_an_archive_tells_how_many_of_its_files_became_documents() -> None:
    inside = [DocumentReport(f"a.zip › {n}", status) for n, status in enumerate(ReadStatus)]
    said = members.summary("a.zip", inside, None).why or ""
    unread = {ReadStatus.REFUSED, ReadStatus.NEEDS_OCR, ReadStatus.SKIPPED}
    count = len(set(ReadStatus) - unread - {ReadStatus.REMOVED, ReadStatus.UNPACKED})
    assert said == f"{count} of the files in it are documents of their own; {len(unread)} could not be read."
    assert members.summary("b.zip", [], "it was cut").why == "it holds no files; it was cut."
