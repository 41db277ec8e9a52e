"""Passwords: hashed with argon2id, checked in constant time, and a few rules that keep out the worst."""

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from service.people.errors import AccountError

SHORTEST, LONGEST = 12, 200
AT_ONCE = 4
"""Checks that run at the same time: each takes 64 MiB, and a flood of sign-ins must not take all memory."""


class Passwords:
    """Hashes and checks passwords. ``hasher`` None = argon2id as RFC 9106 has it (64 MiB, 3 passes)."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._lock = threading.Lock()
        self._nobody: str | None = None

    def hashed(self, password: str) -> str:
        """What is kept of a password."""
        with self._turns:
            return self._hasher.hash(_plain(password))

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether a password is the one that was kept; takes as long where none was kept, so that nothing is told."""
        with self._turns:
            try:
                fits = self._hasher.verify(kept or self._of_nobody(), _plain(password))
            except (VerifyMismatchError, InvalidHashError):
                return False
        return fits and kept is not None

    def outdated(self, kept: str) -> bool:
        """Whether a password was hashed with less effort than is asked for now."""
        return self._hasher.check_needs_rehash(kept)

    def _of_nobody(self) -> str:
        with self._lock:
            self._nobody = self._nobody or self._hasher.hash("nobody has this password")
            return self._nobody


def _plain(password: str) -> str:
    """Keyboards write the same sign in several ways; what is longer than may be set fits nothing and is cut."""
    return unicodedata.normalize("NFKC", password[: LONGEST + 1])


def judged(password: str, name: str) -> str:
    """A password that may be set.

    Raises:
        AccountError: it is too short or too long, of too few different signs, or holds the account's name.
    """
    password = _plain(password) if len(password) <= LONGEST else password
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountError(
            f"The password has {len(password)} characters; it needs {SHORTEST} to {LONGEST}. "
            "Four words that have nothing to do with each other make a good one."
        )
    if len(set(password.casefold())) < 5:
        raise AccountError(
            "The password is made of fewer than five different characters. Choose another one."
        )
    if name.casefold() in password.casefold():
        raise AccountError("The password holds the name of the account. Choose another one.")
    return password
