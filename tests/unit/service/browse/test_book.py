"""The book is read once, again after an edit, and an edit that breaks a record leaves the last book in place."""

import shutil
from pathlib import Path

import pytest

from ingest.errors import CatalogueError, NotFoundError
from service.browse.book import Reader

CORPUS = Path(__file__).resolve().parents[4] / "corpus"
KEPT = ("schemes/msme-zed.yaml", "schemes/mse-cdp-2022.yaml", "clusters/kanpur-leather.yaml")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A small corpus of our own: a few records and what the rules need."""
    for name in (*KEPT, "facts.yaml", "msme_classes.yaml", "literature/schmitz-1995.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CORPUS / name, tmp_path / name)
    shutil.copytree(CORPUS / "places", tmp_path / "places")
    return tmp_path


def test_it_is_read_once_and_again_when_a_file_changes(corpus: Path) -> None:
    reader = Reader(corpus)
    first = reader.current()
    assert reader.current() is first
    path = corpus / KEPT[0]
    path.write_text(path.read_text("utf-8").replace("title_short: ", "title_short: New ", 1), "utf-8")
    assert reader.current().scheme("msme-zed").record.title_short.startswith("New ")


def test_a_broken_record_is_refused_at_first_and_later_leaves_the_last_book(corpus: Path, caplog) -> None:
    reader = Reader(corpus)
    first = reader.current()
    (corpus / KEPT[0]).write_text((corpus / KEPT[0]).read_text("utf-8") + "\nno_such_key: 1\n", "utf-8")
    assert reader.current() is first
    assert reader.current() is first
    assert [record.message.split()[0] for record in caplog.records] == ["event=corpus_refused"]
    with pytest.raises(CatalogueError, match="no_such_key"):
        Reader(corpus).current()


def test_an_unknown_id_says_where_all_are_listed(corpus: Path) -> None:
    book = Reader(corpus).current()
    with pytest.raises(NotFoundError, match="/schemes"):
        book.scheme("nothing")
    with pytest.raises(NotFoundError, match="/clusters"):
        book.cluster("nothing")


def test_the_whole_shipped_corpus_is_in_it(book) -> None:
    assert {path.stem for path in (CORPUS / "schemes").glob("*.yaml")} == set(book.schemes)
    assert {path.stem for path in (CORPUS / "clusters").glob("*.yaml")} == set(book.clusters)
    assert {path.stem for path in (CORPUS / "literature").glob("*.yaml")} == set(book.works)
    assert book.agencies
    assert book.offices
    assert book.indicators
