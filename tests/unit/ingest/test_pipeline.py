import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import CatalogueError, UnreadableDocumentError
from ingest.pipeline import IngestOptions, ingest, plan
from ingest.records import DocumentKind, DocumentReport, ReadStatus
from ingest.store import DocumentStore

Run = Callable[..., list[DocumentReport]]
TEXT = "A cluster is a group of firms. They share a market."

SHEET = """id: {id}
title: On clusters
authors: [A. Writer]
year: 2012
publisher: A Press
url: https://example.org/clusters
kind: article
geography: India
basis: full text held
key_findings: [trust comes before machines]
"""


def write(folder: Path, name: str, text: str = TEXT) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def statuses(reports: list[DocumentReport]) -> dict[str, str]:
    return {Path(report.path).name: str(report.status) for report in reports}


def ids(store: DocumentStore) -> list[str | None]:
    return [entry.report.document_id for entry in store.entries()]


def test_a_second_run_reads_nothing_again(folder: Path, run: Run) -> None:
    write(folder, "a.txt")
    assert statuses(run(folder)) == {"a.txt": "read"}
    assert statuses(run(folder)) == {"a.txt": "unchanged"}


def test_other_options_read_everything_again(
    folder: Path, store: DocumentStore, options: IngestOptions, run: Run
) -> None:
    write(folder, "a.txt")
    run(folder)
    again = ingest([folder], store, replace(options, passage_tokens=60), lambda report: None)
    assert statuses(again) == {"a.txt": "read"}


def test_a_changed_file_replaces_its_passages_and_keeps_its_id(
    folder: Path, store: DocumentStore, run: Run
) -> None:
    path = write(folder, "a.txt")
    run(folder)
    before = store.load("a").passages
    path.write_text("Something else is said now.", encoding="utf-8")
    assert statuses(run(folder)) == {"a.txt": "read"}
    after = store.load("a")
    assert [p.text for p in after.passages] == ["Something else is said now."]
    assert {p.id for p in before}.isdisjoint(p.id for p in after.passages)


def test_the_same_file_gives_the_same_passage_ids(
    folder: Path, tmp_path: Path, options: IngestOptions
) -> None:
    write(folder, "a.txt")
    made = []
    for name in ("one", "two"):
        store = DocumentStore(tmp_path / name)
        ingest([folder], store, options, lambda report: None)
        made.append([p.id for p in store.load("a").passages])
    assert made[0] == made[1]


def test_a_file_that_has_gone_leaves_only_with_its_own_folder(
    tmp_path: Path, store: DocumentStore, run: Run
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    path = write(one, "a.txt", "The first text. It is here.")
    write(two, "b.txt", "The second text. It is there.")
    run(one, two)
    path.unlink()
    run(two)
    assert ids(store) == ["a", "b"]
    assert statuses(run(one)) == {"a.txt": "removed"}
    assert ids(store) == ["b"]


def test_the_same_bytes_are_one_document(folder: Path, store: DocumentStore, run: Run) -> None:
    write(folder, "a.txt")
    write(folder, "b.txt")
    assert statuses(run(folder)) == {"a.txt": "read", "b.txt": "duplicate"}
    (folder / "a.txt").unlink()
    assert statuses(run(folder)) == {"a.txt": "removed", "b.txt": "read"}
    assert ids(store) == ["b"]


def test_ids_do_not_depend_on_the_order_of_the_paths(tmp_path: Path, options: IngestOptions) -> None:
    write(tmp_path / "x", "report.txt", "The text of the report. It is plain.")
    write(tmp_path / "y", "report.md", "The *other* report. It is Markdown.")
    write(tmp_path / "z", "report.txt", "A third report. It is plain as well.")
    found = []
    for name, order in (("one", "xyz"), ("two", "zyx")):
        store = DocumentStore(tmp_path / name)
        ingest([tmp_path / part for part in order], store, options, lambda report: None)
        found.append({entry.source: entry.report.document_id for entry in store.entries()})
    assert found[0] == found[1]
    assert sorted(filter(None, found[0].values())) == ["report", "report.md", "report.txt"]


def test_a_name_taken_by_a_sheet_gives_the_text_its_ending(
    folder: Path, store: DocumentStore, run: Run
) -> None:
    pytest.importorskip("ingest.sheets.render")
    write(folder, "a-paper.txt")
    write(folder, "works/sheet.yaml", SHEET.format(id="a-paper"))
    run(folder)
    assert ids(store) == ["a-paper", "a-paper.txt"]
    assert store.load("a-paper").document.kind is DocumentKind.SHEET  # type: ignore[union-attr]


def test_a_sheet_that_breaks_its_rules_is_refused_and_the_rest_is_read(
    folder: Path, store: DocumentStore, run: Run
) -> None:
    write(folder, "a.txt")
    write(folder, "broken.yaml", "id: [unclosed")
    assert statuses(run(folder)) == {"a.txt": "read", "broken.yaml": "refused"}
    assert ids(store) == ["a", None]


def test_an_id_once_given_stays(tmp_path: Path, store: DocumentStore, run: Run) -> None:
    write(tmp_path / "y", "report.txt", "The text of the report.")
    run(tmp_path / "y")
    write(tmp_path / "x", "report.txt", "Another text of that name.")
    run(tmp_path / "x", tmp_path / "y")
    assert {Path(e.root).name: e.report.document_id for e in store.entries()} == {
        "y": "report",
        "x": "report.txt",
    }


def test_the_catalogue_names_and_describes_a_document(folder: Path, store: DocumentStore, run: Run) -> None:
    write(folder, "a.txt")
    entry = "- {path: a.txt, id: paper-2012, title: The Paper, publisher: A Body, year: 2012, state: Assam,"
    entry += " kind: policy_paper}"
    write(folder, "catalogue.yaml", entry)
    assert statuses(run(folder)) == {"a.txt": "read", "catalogue.yaml": "skipped"}
    document = store.load("paper-2012").document
    assert document is not None
    assert (document.title, document.publisher, document.year) == ("The Paper", "A Body", 2012)
    assert (document.kind, document.state, document.language) == (DocumentKind.POLICY_PAPER, "Assam", "en")


def test_a_changed_catalogue_entry_reads_the_document_again(
    folder: Path, store: DocumentStore, run: Run
) -> None:
    write(folder, "a.txt")
    run(folder)
    write(folder, "catalogue.yaml", "- {path: a.txt, id: other}")
    assert statuses(run(folder))["a.txt"] == "read"
    assert ids(store) == ["other"]


def test_a_wrong_catalogue_names_the_file_and_the_entry(folder: Path, run: Run) -> None:
    write(folder, "a.txt")
    write(folder, "catalogue.yaml", "- {path: a.txt, id: one}\n- {path: b.txt, id: two, kind: novel}")
    with pytest.raises(CatalogueError, match=r"catalogue\.yaml: entry 2 \(two\): kind: "):
        run(folder)


def test_hidden_files_readmes_links_and_ignored_files_are_passed_over(
    folder: Path, tmp_path: Path, run: Run
) -> None:
    write(folder, "a.txt")
    write(folder, "README.md")
    write(folder, ".hidden.txt")
    write(folder, ".git/config.txt")
    write(folder, "raw/data.csv")
    write(folder, "catalogue.yaml", "ignore: [raw/*]")
    secret = write(tmp_path, "secret.txt", "Nobody may read this.")
    (folder / "link.txt").symlink_to(secret)
    (folder / "loop").symlink_to(folder)
    found = statuses(run(folder))
    assert found == {
        "a.txt": "read",
        "README.md": "skipped",
        "catalogue.yaml": "skipped",
        "data.csv": "skipped",
        "link.txt": "skipped",
    }


def test_unknown_and_empty_files_are_refused_by_name_and_listed(
    folder: Path, store: DocumentStore, run: Run
) -> None:
    write(folder, "table.xyz")
    write(folder, "empty.txt", "")
    write(folder, "blank.md", "\n\n---\n")
    (folder / "binary.txt").write_bytes(b"\x00\x01\x02" * 100)
    reports = run(folder)
    assert set(statuses(reports).values()) == {"refused"}
    assert any(".xyz: no reader" in (report.why or "") for report in reports)
    assert len(store.entries()) == 4
    assert all(entry.document is None and entry.report.why for entry in store.entries())
    assert statuses(run(folder)) == statuses(reports)


def test_data_in_yaml_that_is_no_sheet_is_skipped(folder: Path, store: DocumentStore, run: Run) -> None:
    write(folder, "places.yaml", "districts: [Agra, Kolhapur]")
    assert statuses(run(folder)) == {"places.yaml": "skipped"}
    assert store.entries() == []


def test_a_missing_path_is_an_error(tmp_path: Path, run: Run) -> None:
    with pytest.raises(UnreadableDocumentError, match="there is no such file or folder"):
        run(tmp_path / "nowhere")


def test_the_plan_knows_how_many_reports_there_will_be(folder: Path, store: DocumentStore, run: Run) -> None:
    write(folder, "a.txt")
    write(folder, "b.txt", "A second text.")
    write(folder, "README.md")
    assert plan([folder], store).total == 3
    run(folder)
    (folder / "a.txt").unlink()
    assert plan([folder], store).total == 3


def test_reports_come_one_by_one(folder: Path, store: DocumentStore, options: IngestOptions) -> None:
    write(folder, "a.txt")
    write(folder, "b.txt", "A second text.")
    seen: list[DocumentReport] = []
    assert ingest([folder], store, options, seen.append) == seen
    assert [report.status for report in seen] == [ReadStatus.READ] * 2


def test_a_file_without_leave_to_read_is_refused(folder: Path, run: Run) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may read everything")
    write(folder, "a.txt").chmod(0)
    assert statuses(run(folder)) == {"a.txt": "refused"}


def test_texts_in_old_encodings_are_read(folder: Path, store: DocumentStore, run: Run) -> None:
    text = "Les grappes d'entreprises sont très anciennes à Saint-Étienne. " * 20
    (folder / "old.txt").write_bytes(text.encode("latin-1"))
    (folder / "wide.txt").write_bytes("A wide text of sixteen bits.".encode("utf-16"))
    run(folder)
    assert "très anciennes" in store.load("old").document.text  # type: ignore[union-attr]
    assert store.load("wide").document.text == "A wide text of sixteen bits."  # type: ignore[union-attr]


def test_a_scheme_keeps_the_year_of_its_edition_and_that_of_what_its_sheet_knows(
    folder: Path, store: DocumentStore, run: Run
) -> None:
    corpus = Path(__file__).parents[3] / "corpus" / "schemes"
    write(folder, "mse-cdp-2022.yaml", (corpus / "mse-cdp-2022.yaml").read_text(encoding="utf-8"))
    write(folder, "b.yaml", SHEET.format(id="b"))
    run(folder)
    scheme, work = store.load("mse-cdp-2022").document, store.load("b").document
    assert scheme is not None
    assert work is not None
    assert (scheme.year, scheme.as_of_year, scheme.cited_year) == (2022, 2026, 2026)
    assert (work.year, work.as_of_year, work.cited_year) == (2012, None, 2012)
