"""Several parts of the helpline in one transaction: a database whose every use is the same open connection."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from service.helpline.database import Database


class Within(Database):
    """A stand-in for the database inside a transaction: what is written through it is kept or dropped with the rest.

    Example: ``with database.writing() as c: Cases(Within(c), secrets).open_case(...)``.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def kind(self) -> str:
        """Which database it is."""
        return self._connection.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The open connection."""
        yield self._connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The open connection; nothing is kept before the transaction around it ends."""
        yield self._connection

    def migrate(self) -> None:
        """Nothing to do: the connection is open."""

    def forget_deleted(self) -> None:
        """Nothing to do: what is deleted is there until the transaction around it ends."""

    def close(self) -> None:
        """Nothing to do: whoever opened the connection closes it."""
