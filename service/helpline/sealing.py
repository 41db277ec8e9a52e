"""Sealing what is personal: numbers and names are encrypted where they lie, and found again by a keyed hash.

One key opens everything. It is ``SAMUH_HELPLINE_KEY``, or a file in the library folder that only its owner may read.
"""

import hashlib
import hmac
import os
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from ingest.errors import SettingsError
from service.helpline.errors import HelplineError

FILE = "helpline.key"
_HOW = "How to make one and keep it safe: docs/how-to/run-a-helpline.md."


class Secrets:
    """Seals and unseals with one key.

    Args:
        key: 32 bytes in URL-safe base64, as ``Fernet.generate_key`` makes them.

    Raises:
        SettingsError: it is no such key.
    """

    def __init__(self, key: str) -> None:
        try:
            self._fernet = Fernet(key)
        except ValueError as error:
            raise SettingsError(f"SAMUH_HELPLINE_KEY: not 32 bytes in URL-safe base64. {_HOW}") from error
        # A key of its own for hashes: who sees hashes and their key learns nothing about what is encrypted.
        self._hashing = hmac.digest(key.encode(), b"samuh helpline: look-up of numbers", "sha256")

    def seal(self, text: str) -> bytes:
        """Encrypt a text; the same text gives another result each time. Half a sign (a lone surrogate) becomes "?"."""
        return self._fernet.encrypt(text.encode("utf-8", "replace"))

    def unseal(self, sealed: bytes) -> str:
        """The text that was sealed.

        Raises:
            HelplineError: it was sealed with another key, or is damaged.
        """
        try:
            return self._fernet.decrypt(bytes(sealed)).decode()
        except InvalidToken as error:
            raise HelplineError(
                f"What is kept about a caller cannot be read: it was sealed with another key than this. {_HOW}"
            ) from error

    def hashed(self, text: str) -> str:
        """HMAC-SHA256 in hexadecimal: equal for equal texts, and useless to who does not hold the key."""
        return hmac.new(self._hashing, text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def secrets_of(folder: Path, key: str = "") -> Secrets:
    """The secrets of a library folder: by this key, or by the key file, which is made where there is none.

    Raises:
        SettingsError: the key is none.
        HelplineError: the key file cannot be read or made, or others may read it.
    """
    return Secrets(key or _kept(folder / FILE))


def _kept(path: Path) -> str:
    try:
        if not path.exists():
            _make(path)
        if path.stat().st_mode & 0o077:
            raise HelplineError(
                f"{path}: others may read this key. Close it with `chmod 600 {path}`, and think about whether "
                "somebody has read it."
            )
        return path.read_text("ascii").strip()
    except OSError as error:
        raise HelplineError(f"{path}: the key cannot be read or made ({error.strerror}). {_HOW}") from error


def _make(path: Path) -> None:
    """Write a new key beside its place and link it there: no process ever sees half a key, and the first one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".key-")  # 0600 by itself
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(Fernet.generate_key())
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()
