"""The helpline's database on both kinds: its steps, its transactions, and what a killed process leaves behind."""

import importlib
import pkgutil
import signal
import stat
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import exc, text

import service.helpline
from ingest.errors import LibraryError, SettingsError
from service.database import audit
from service.database.audit import Deed
from service.database.columns import METADATA
from service.database.engine import Database, added, insert
from service.helpline.cases import Cases
from service.helpline.database import STEPS, open_database
from service.helpline.records import Channel
from service.helpline.sealing import Secrets
from service.helpline.tables import CASES

ROOT = Path(__file__).parents[4]


def run_python(script: str, *arguments: str) -> subprocess.Popen[str]:
    """Start a process of its own that runs a script."""
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_the_steps_make_the_tables_that_the_code_describes(database: Database) -> None:
    for module in pkgutil.iter_modules(service.helpline.__path__):
        if module.name.endswith("tables"):
            importlib.import_module(f"service.helpline.{module.name}")
    importlib.import_module("service.people.tables")
    with database.writing() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, METADATA) == []


def test_the_steps_are_one_chain() -> None:
    config = Config()
    config.set_main_option("script_location", str(STEPS))
    heads = ScriptDirectory.from_config(config).get_heads()
    assert len(heads) == 1, f"steps with the same predecessor: {heads}; set down_revision to the one before"


MIGRATE = """
import sys
from service.helpline.database import open_database
database = open_database(sys.argv[1])
sys.stdin.readline()
database.migrate()
with database.reading() as connection:
    print(connection.exec_driver_sql("SELECT count(*) FROM cases").scalar())
"""


def test_several_processes_may_make_the_tables_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'helpline.db'}"
    command = [sys.executable, "-c", MIGRATE, url]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    started = [subprocess.Popen(command, cwd=ROOT, text=True, **pipes) for _ in range(3)]
    ended = [process.communicate("go\n", timeout=60) for process in started]
    assert [out for out, _ in ended] == ["0\n"] * 3, [err for _, err in ended]


def test_a_change_that_an_error_ends_leaves_nothing(database: Database, now: datetime) -> None:
    def half() -> None:
        with database.writing() as connection:
            audit.record(connection, Deed("asha", "did", "thing 1"), now)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    with database.reading() as connection:
        assert audit.entries(connection) == []


def test_an_insert_says_whether_it_added_a_row(database: Database, now: datetime) -> None:
    row = {"reference": "7K3M2QZ", "channel": "sms", "opened": now, "version": 1}
    with database.writing() as connection:
        counts = [
            connection.execute(insert(connection, CASES).values(**row).on_conflict_do_nothing()).rowcount
            for _ in range(2)
        ]
        assert counts == [1, 0]
        assert not added(connection, CASES, row)
        assert added(connection, CASES, {**row, "reference": "7K3M2Q0"})


def test_a_reader_sees_one_state_and_cannot_change_it(database: Database, now: datetime) -> None:
    with database.reading() as reader:
        assert audit.entries(reader) == []
        with database.writing() as writer:
            audit.record(writer, Deed("asha", "did", "thing 1"), now)
        assert audit.entries(reader) == []
    with pytest.raises((exc.DBAPIError, LibraryError)), database.reading() as reader:
        audit.record(reader, Deed("asha", "did", "thing 2"), now)
    with database.reading() as reader:
        assert [entry.subject for entry in audit.entries(reader)] == ["thing 1"]


def test_the_database_itself_keeps_the_audit_trail_from_being_changed(
    database: Database, now: datetime
) -> None:
    with database.writing() as connection:
        audit.record(connection, Deed("asha", "did", "thing 1"), now)
    with pytest.raises(exc.DBAPIError, match="only added to"), database.writing() as connection:
        connection.execute(text("UPDATE audit SET actor = 'ravi'"))


def test_a_moment_comes_back_as_it_was_and_needs_a_zone(database: Database, now: datetime) -> None:
    with database.writing() as connection:
        audit.record(connection, Deed("asha", "did", "thing 1"), now)
    with database.reading() as connection:
        (entry,) = audit.entries(connection)
    assert (entry.at, entry.at.utcoffset()) == (now, now.utcoffset())
    with pytest.raises(exc.StatementError, match="time zone"), database.writing() as connection:
        audit.record(connection, Deed("asha", "did", "thing 2"), now.replace(tzinfo=None))


def test_the_file_is_readable_to_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "helpline.db"
    database = open_database(f"sqlite:///{path}")
    with database.writing():
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    database.close()
    assert modes == {"helpline.db": 0o600, "helpline.db-wal": 0o600, "helpline.db-shm": 0o600}


def test_a_database_that_a_newer_version_made_is_refused(tmp_path: Path, sqlite_made: Path) -> None:
    path = tmp_path / "helpline.db"
    path.write_bytes(sqlite_made.read_bytes())
    first = open_database(f"sqlite:///{path}")
    with first.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    first.close()
    second = open_database(f"sqlite:///{path}")
    with pytest.raises(LibraryError, match="newer Samuh"):
        second.migrate()
    second.close()


@pytest.mark.parametrize("url", ["", "no address", "mysql://root@host/x"])
def test_an_address_of_no_database_of_ours_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="SAMUH_HELPLINE_DB"):
        open_database(url)


def test_the_words_about_a_database_that_cannot_be_opened_hold_no_password(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    database = open_database(f"postgresql+psycopg://asha:sesame@/none?host={tmp_path}")
    with pytest.raises(LibraryError) as refused:
        database.migrate()
    assert "sesame" not in str(refused.value)
    assert "cannot be used" in str(refused.value)
    database.close()


WRITE = """
import sys
from datetime import UTC, datetime
from service.helpline.cases import Cases
from service.helpline.database import open_database
from service.helpline.records import TurnKind
from service.helpline.sealing import Secrets
cases = Cases(open_database(sys.argv[1]), Secrets(sys.argv[3]))
number = 0
while True:
    number += 1
    cases.add_turn(sys.argv[2], TurnKind.NOTE, {"text": f"{sys.argv[4]} {number}"}, datetime.now(UTC))
    print(number, flush=True)
"""


def test_a_process_killed_while_it_writes_loses_nothing_that_it_had_kept(
    database: Database, database_url: str, now: datetime
) -> None:
    key = "0" * 43 + "="
    cases = Cases(database, Secrets(key))
    reference = cases.open_case(Channel.PHONE, None, "asha", now).reference
    writers = [run_python(WRITE, database_url, reference, key, name) for name in ("first", "second")]
    told = [[writer.stdout.readline() for _ in range(20)] for writer in writers if writer.stdout]
    time.sleep(0.05)
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
    rest = [writer.stdout.read() for writer in writers if writer.stdout]  # what the pipe still held
    for writer in writers:
        writer.communicate()
    kept = [turn.content["text"] for turn in cases.turns(reference)]
    for name, lines, more in zip(("first", "second"), told, rest, strict=True):
        said = ("".join(lines) + more).split("\n")[:-1]
        expected = [f"{name} {number}" for number in range(1, len(said) + 1)]
        mine = [text for text in kept if text.startswith(name)]
        assert mine[: len(said)] == expected, "what was said to be kept is there, in its order"
        assert len(mine) <= len(said) + 1, "at most the turn in hand was kept and not said"
    assert [turn.number for turn in cases.turns(reference)] == list(range(1, len(kept) + 1))
    if database.kind == "sqlite":
        with database.reading() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
