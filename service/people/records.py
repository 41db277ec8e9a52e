"""What is kept about those who work here: accounts with one role each, and the sessions of who is signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do here. Some roles hold others: see ``HOLDS``."""

    OPERATOR = "operator"
    EXPERT = "expert"
    SUPERVISOR = "supervisor"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


HOLDS = {
    Role.OPERATOR: frozenset({Role.OPERATOR}),
    Role.EXPERT: frozenset({Role.EXPERT, Role.OPERATOR}),
    Role.EDITOR: frozenset({Role.EDITOR}),
    Role.SUPERVISOR: frozenset({Role.SUPERVISOR, Role.EXPERT, Role.OPERATOR, Role.EDITOR}),
    Role.ADMINISTRATOR: frozenset(Role),
}
"""What each role may do: its own work, and that of the roles which it stands in for."""


VOUCHING_TIME = timedelta(minutes=10)
"""How long somebody may take at a sign-in service."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in. ``name`` is what is typed, kept in cases and never changed.

    ``address`` is the mail address by which a sign-in service knows the person; None = by password alone.
    ``failures`` counts wrong passwords since the last right one.
    """

    name: str
    full_name: str
    role: Role
    address: str | None
    disabled: bool
    created: datetime
    password_set: datetime | None
    last_sign_in: datetime | None
    failures: int
    locked_until: datetime | None

    def may(self, *roles: Role) -> bool:
        """Whether this account may do the work of one of these roles."""
        return not HOLDS[self.role].isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class Session:
    """One browser in which somebody is signed in. ``token`` is the secret that its cookie carries."""

    token: str
    account: Account
    begun: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that was begun: where the browser goes, and the secret that it brings back."""

    address: str
    state: str


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom the service vouches for, and where they wanted to go."""

    address: str
    next: str


@dataclass(frozen=True, slots=True)
class Back:
    """What came back: the parameters of the address, the secret of this browser, and the address itself."""

    parameters: Mapping[str, str]
    state: str
    here: str
