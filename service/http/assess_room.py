"""What the routes about eligibility are given: the rules, the interviews that are kept, and the day. No model."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Request

from ingest.errors import BadRequestError
from service.eligibility import rules as rule_files
from service.eligibility.rules import RuleBook
from service.http.first_use import kept
from service.http.website import site_of
from service.interviews.keeping import Keeping
from service.interviews.progress import progress
from service.interviews.records import Progress
from service.settings import Settings

MOST_CHARS = 5000
"""Longest text about a group that is taken: some pages of a letter."""


@dataclass(frozen=True, slots=True)
class Room:
    """The parts that assessments need. The rules are read again when a file of them changes."""

    settings: Settings
    keeping: Keeping

    @property
    def rules(self) -> RuleBook:
        """The rule book as it is now.

        Raises:
            CatalogueError: a rule file is missing or wrong.
        """
        return rule_files.load(self.settings.corpus)

    @property
    def today(self) -> date:
        """The day for which is decided where none is asked for."""
        return date.today()

    def progress(self, code: str) -> Progress:
        """Where an interview stands.

        Raises:
            BadRequestError: that is no code.
            NotFoundError: there is no such interview.
        """
        return progress(self.keeping.get(code), self.rules, self.today)


def room_of(request: Request) -> Room:
    """The room of the application that this request came to; made at the first use."""
    from service import wiring  # it brings the index with it, which the application is there before

    settings = site_of(request).settings
    return kept(request.app, "assess_room", lambda: Room(settings, wiring.interviews(settings)))


RoomNow = Annotated[Room, Depends(room_of)]


def usable(text: str) -> str:
    """A caller's text without outer blanks and half letters; the message never repeats it.

    Raises:
        BadRequestError: it is too long.
    """
    plain = text.strip().encode("utf-8", "replace").decode()
    if len(plain) > MOST_CHARS:
        raise BadRequestError(
            f"text: it has {len(plain)} characters; at most {MOST_CHARS} are taken. Tell the group in fewer words."
        )
    return plain
