"""What can be wrong with accounts and signing in.

BadRequestError              10   (``ingest.errors``)
├── AccountError             10   a name or a password that cannot be used, or an account that is there already
└── SignInError              10   name and password do not fit, or the account is locked
"""

from ingest.errors import BadRequestError


class AccountError(BadRequestError):
    """A name or a password that cannot be used, or an account that is there already."""


class SignInError(BadRequestError):
    """Name and password do not fit, or the account is locked or disabled."""
