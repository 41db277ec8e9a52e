"""A PostgreSQL of the tests' own: made in a folder, listening on a socket there alone, gone with the session."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs; None where they are not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return kept[-1].parent if kept else None


def owner() -> str | None:
    """Whom the server runs as: it refuses to be root. None = ourselves."""
    return None if os.getuid() else "nobody"


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """Run a server; gives the address of a database in it, with ``{name}`` for the database's name."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path must be short
    try:
        if owner():
            shutil.chown(folder, owner())
        data = folder / "data"
        do(
            programs / "initdb",
            "-D",
            data,
            "-U",
            "tests",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
            "--locale=C.UTF-8",
        )
        options = (
            f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=60 -c shared_buffers=16MB"
        )
        do(programs / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start")
        try:
            yield f"postgresql+psycopg://tests@/{{name}}?host={folder}"
        finally:
            do(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def do(*command: object) -> None:
    """Run a program of PostgreSQL."""
    subprocess.run([str(part) for part in command], check=True, capture_output=True, user=owner(), cwd="/")
