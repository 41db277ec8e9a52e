"""What a caller may ask of interviews: a part of ``privacy`` over the library's database, by the codes in their cases.

An interview that was begun at the desk or in a conversation, or taken up there by its code, holds the caller's own
words and may be opened by its code alone; so it goes with the case that names it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from ingest.errors import BadRequestError, NotFoundError
from service.helpline.privacy import Times, Whose
from service.helpline.tables import TURNS
from service.interviews.keeping import Keeping
from service.interviews.records import Interview


class Interviews:
    """The interviews that the cases of a caller name."""

    name = "interviews"

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping

    def export(self, connection: Connection, whose: Whose) -> Sequence[Mapping[str, Any]]:
        """Every interview that is still kept, with all that was told."""
        found = [self._kept(code) for code in _codes(connection, whose)]
        return [asdict(interview) for interview in found if interview is not None]

    def erase(self, connection: Connection, whose: Whose) -> int:
        """Delete them; gives how many there were. One that is past its day is gone already."""
        return sum(self._gone(code) for code in _codes(connection, whose))

    def purge(self, connection: Connection, now: datetime, times: Times) -> int:
        """Delete the interviews that are past their own day."""
        return self._keeping.purge()

    def _kept(self, code: str) -> Interview | None:
        try:
            return self._keeping.get(code)
        except (BadRequestError, NotFoundError):
            return None

    def _gone(self, code: str) -> bool:
        try:
            self._keeping.delete(code)
        except (BadRequestError, NotFoundError):
            return False
        return True


def _codes(connection: Connection, whose: Whose) -> list[str]:
    """The codes in the turns of a caller's cases, each once, in their order."""
    turns = select(TURNS.c.content).where(TURNS.c.case.in_(whose.references)).order_by(TURNS.c.at)
    told = [content.get("code") for content in connection.execute(turns).scalars()]
    return list(dict.fromkeys(code for code in told if isinstance(code, str)))
