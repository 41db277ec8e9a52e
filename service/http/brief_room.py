"""What the routes of briefs are given: the desk, the corpus's records, the briefs that are kept, and their address."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from ingest.errors import CatalogueError
from service.briefs.gather import Sought
from service.briefs.keeping import Keeping
from service.briefs.pace import Pace
from service.briefs.records import Brief, Frozen
from service.briefs.subject import Subject, read
from service.browse.book import Book, reader
from service.desk import Desk
from service.http import links
from service.http.first_use import kept
from service.http.website import site_of
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Room:
    """The parts that briefs need.

    ``base`` is the address under which the service was asked, without a slash; ``client`` that of whoever asks.
    """

    desk: Desk
    settings: Settings
    keeping: Keeping
    base: str
    pace: Pace
    client: str

    @property
    def book(self) -> Book | None:
        """The records of the corpus as they are now; None where there is no corpus that can be read."""
        try:
            return reader(self.settings.corpus).current()
        except CatalogueError:
            return None

    def make_room(self) -> None:
        """Count a brief that is to be begun, before anything is searched for.

        Raises:
            TooManyError: this address may begin no more today, or no more are kept.
        """
        self.keeping.make_room()
        self.pace.take(self.client)

    def sought(self, subject: Subject) -> Sought:
        """Where statements on a subject are looked for."""
        return Sought(self.desk, self.book, subject)

    def sought_for(self, brief: Brief) -> Sought:
        """Where further statements for a brief are looked for."""
        return self.sought(read(brief.topic))

    def address(self, quote: Frozen) -> str:
        """The whole address of a quote's place, as a footnote carries it."""
        return self.base + place(quote)


def place(quote: Frozen) -> str:
    """The page that shows a quote in its document."""
    return links.place(quote.document_id, quote.start, quote.end, quote.passage_id)


def room_of(request: Request) -> Room:
    """The room of the application that this request came to."""
    from service import wiring  # it brings the index with it, which the application is there before

    site = site_of(request)
    keeping = kept(request.app, "briefs_kept", lambda: wiring.briefs(site.settings))
    pace = kept(request.app, "briefs_begun", lambda: Pace(site.settings.briefs_a_day))
    client = request.client.host if request.client else ""
    return Room(site.desk, site.settings, keeping, str(request.base_url).rstrip("/"), pace, client)


RoomNow = Annotated[Room, Depends(room_of)]
