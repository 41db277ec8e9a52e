"""The library's database: its tables are made in steps, once, and a failed change leaves nothing behind."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from ingest.errors import LibraryError
from service.store import STEPS, Store

ONE = "CREATE TABLE notes (text TEXT NOT NULL) STRICT"
TWO = "ALTER TABLE notes ADD COLUMN at TEXT; CREATE INDEX by_time ON notes (at)"


def test_making_a_store_makes_no_file(tmp_path) -> None:
    store = Store(tmp_path / "library")
    assert not store.path.parent.exists()
    with store.reading() as database:
        assert database.execute("SELECT count(*) FROM interviews").fetchone()[0] == 0
    assert store.path.is_file()


def test_its_owner_alone_may_read_it(tmp_path) -> None:
    store = Store(tmp_path)
    with store.writing() as database:
        modes = {file.stat().st_mode & 0o777 for file in tmp_path.glob("samuh.db*")}
        assert database.execute("SELECT count(*) FROM interviews").fetchone()[0] == 0
    assert modes == {0o600}
    store.path.chmod(0o644)
    with Store(tmp_path).reading():
        assert store.path.stat().st_mode & 0o777 == 0o600, "one made by an earlier version is closed"


def test_a_database_of_an_earlier_version_takes_the_steps_that_it_lacks(tmp_path) -> None:
    with Store(tmp_path, [ONE]).writing() as database:
        database.execute("INSERT INTO notes VALUES ('kept')")
    with Store(tmp_path, [ONE, TWO]).reading() as database:
        assert [tuple(row) for row in database.execute("SELECT text, at FROM notes")] == [("kept", None)]


def test_a_database_of_a_later_version_is_refused(tmp_path) -> None:
    with Store(tmp_path, [ONE, TWO]).writing():
        pass
    with pytest.raises(LibraryError, match="newer Samuh"), Store(tmp_path, [ONE]).reading():
        pass


def test_many_that_open_it_first_at_once_make_it_once(tmp_path) -> None:
    def use(number: int) -> None:
        with Store(tmp_path, [ONE]).writing() as database:
            database.execute("INSERT INTO notes VALUES (?)", (str(number),))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(use, range(24)))
    with Store(tmp_path, [ONE]).reading() as database:
        assert database.execute("SELECT count(*) FROM notes").fetchone()[0] == 24


def write_half(store: Store) -> None:
    with store.writing() as database:
        database.execute("INSERT INTO notes VALUES ('half')")
        raise ValueError("stop")


def test_a_change_that_fails_leaves_nothing(tmp_path) -> None:
    store = Store(tmp_path, [ONE])
    with pytest.raises(ValueError, match="stop"):
        write_half(store)
    with store.reading() as database:
        assert database.execute("SELECT count(*) FROM notes").fetchone()[0] == 0


def test_who_reads_cannot_write(tmp_path) -> None:
    store = Store(tmp_path, [ONE])
    with pytest.raises(LibraryError), store.reading() as database:
        database.execute("INSERT INTO notes VALUES ('x')")


def test_a_folder_that_cannot_be_used_is_named_with_what_to_do(tmp_path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(LibraryError, match="can be written to"), Store(tmp_path / "file").reading():
        pass


def test_the_database_waits_for_writers_and_keeps_readers_going(tmp_path) -> None:
    store = Store(tmp_path, STEPS)
    with store.writing(), store.reading() as database:
        assert database.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_the_steps_so_far_are_not_rewritten() -> None:
    """A step that is out in libraries must not change: its tables are there already."""
    made = sqlite3.connect(":memory:")
    made.executescript(STEPS[0])
    columns = [row[1] for row in made.execute("PRAGMA table_info(interviews)")]
    made.close()
    assert columns == ["code", "begun", "expires", "schemes", "as_of"]
