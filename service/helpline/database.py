"""The helpline's database: see ``service.database.engine``; its tables are made by the steps in ``migrations``."""

from pathlib import Path

from service.database.engine import Database, added, insert

__all__ = ["Database", "added", "insert", "open_database"]

STEPS = Path(__file__).parent / "migrations"


def open_database(url: str) -> Database:
    """The helpline's database at this address. Nothing is opened yet; the first use makes the tables.

    Raises:
        SettingsError: that is no address of a database that can be used.
    """
    return Database(url, STEPS)
