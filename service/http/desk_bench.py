"""What the routes of the desk are given together: the site, the helpline, the interviews, and who works there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends

from service.helpline.calls import Books
from service.helpline.cases import Cases
from service.http.assess_room import Room, RoomNow
from service.http.auth import OperatorNow, Who
from service.http.helpline_room import HelplineNow, HelplineRoom
from service.http.website import Site, SiteNow


@dataclass(frozen=True, slots=True)
class Bench:
    """One operator's place of work during one request."""

    site: Site
    helpline: HelplineRoom
    room: Room
    who: Who

    @property
    def cases(self) -> Cases:
        """The cases of the helpline."""
        return self.helpline.cases

    @property
    def books(self) -> Books:
        """Where cases, tickets and call-backs are kept."""
        return Books(self.helpline.cases, self.helpline.tickets, self.helpline.call_backs)

    @property
    def now(self) -> datetime:
        """The moment, in UTC."""
        return self.helpline.now

    @property
    def states(self) -> tuple[str, ...]:
        """The States and union territories, by name."""
        return tuple(sorted({home for home, _ in self.room.rules.gazetteer.districts}))


def bench(site: SiteNow, helpline: HelplineNow, room: RoomNow, who: OperatorNow) -> Bench:
    """Gather them."""
    return Bench(site, helpline, room, who)


BenchNow = Annotated[Bench, Depends(bench)]
