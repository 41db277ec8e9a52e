"""What the routes beside the desk are given together: the site, the helpline, and who works there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends

from service.database.engine import Database
from service.http.auth import Who, signed_in
from service.http.helpline_room import HelplineNow, HelplineRoom
from service.http.website import Site, SiteNow
from service.people.records import Role


@dataclass(frozen=True, slots=True)
class Casework:
    """One person's place of work during one request."""

    site: Site
    helpline: HelplineRoom
    who: Who

    @property
    def database(self) -> Database:
        """The helpline's database."""
        return self.helpline.database

    @property
    def now(self) -> datetime:
        """The moment, in UTC."""
        return self.helpline.now


def casework(*roles: Role) -> Callable[..., Casework]:
    """A dependency: the place of work of somebody who may do the work of one of these roles."""
    allowed = signed_in(*roles)

    def work(site: SiteNow, helpline: HelplineNow, who: Annotated[Who, Depends(allowed)]) -> Casework:
        return Casework(site, helpline, who)

    return work


ReadingNow = Annotated[Casework, Depends(casework(Role.OPERATOR, Role.EDITOR))]
EditingNow = Annotated[Casework, Depends(casework(Role.EDITOR))]
SupervisingNow = Annotated[Casework, Depends(casework(Role.SUPERVISOR))]
