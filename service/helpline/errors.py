"""The errors of the helpline that say more than their family does.

LibraryError                    6
└── HelplineError               6   the helpline's database or its key cannot be used
BadRequestError                10
├── ReferenceError_            10   that is no reference of a case
├── StaleError                 10   somebody else has changed it since it was shown
└── StateError                 10   it cannot be done as things stand
"""

from ingest.errors import BadRequestError, LibraryError


class HelplineError(LibraryError):
    """The helpline's database or its key cannot be used."""


class ReferenceError_(BadRequestError):  # noqa: N801, N818 -- the name without its bar belongs to Python
    """That is no reference of a case; the message says what is wrong with it."""


class StaleError(BadRequestError):
    """Somebody else has changed it since it was shown; the message says who changed what."""


class StateError(BadRequestError):
    """It cannot be done as things stand; the message says what has to be done first."""
