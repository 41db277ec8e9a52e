"""What the routes of the desk are given together: the site, the helpline, the interviews, and who works there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends

from service.helpline.calls import Books
from service.helpline.cases import Cases
from service.helpline.channels.records import Provider
from service.helpline.desk_messages import Post
from service.helpline.renderings.templates import Templates
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
        """Where cases, tickets and call-backs are kept, and what takes messages."""
        room = self.helpline
        return Books(room.cases, room.tickets, room.call_backs, self.post)

    @property
    def post(self) -> Post:
        """What takes messages that are to go out."""
        from service import wiring  # it brings the index with it, which the application is there before

        settings = self.site.settings
        carries = settings.sms_provider in settings.channels
        provider = Provider(settings.sms_provider) if carries else None
        return Post(self.helpline.database, wiring.helpline_secrets(settings), provider)

    @property
    def templates(self) -> Templates:
        """The registered SMS templates."""
        from service import wiring

        return wiring.sms_templates(self.site.settings)

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
