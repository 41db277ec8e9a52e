"""The work of ``samuh helpline mail``: a letter that a mail server hands over is kept, for the service to answer."""

import sys
from datetime import UTC, datetime
from typing import Any, BinaryIO

from ingest.errors import BadRequestError
from service import wiring
from service.database.engine import Database
from service.helpline.channels import letters
from service.helpline.channels.records import EventKind
from service.helpline.inbox import Inbox
from service.settings import Settings

ON = "Letters are not taken: set SAMUH_MAIL_FROM and SAMUH_SMTP_HOST (docs/how-to/run-a-helpline.md)."


def take(settings: Settings, database: Database, source: BinaryIO | None = None) -> dict[str, Any]:
    """Keep one letter (RFC 5322) from standard input. Once this returns, it is on the disk.

    Raises:
        BadRequestError: letters are not taken, it is too long, or it names no sender.
    """
    if not settings.mail_on:
        raise BadRequestError(ON)
    most = settings.hook_kb * 1024
    raw = (source or sys.stdin.buffer).read(most + 1)
    if len(raw) > most:
        raise BadRequestError(f"The letter has more than {settings.hook_kb} KiB (SAMUH_HOOK_KB).")
    letter = letters.read(raw)
    if letter.kind is EventKind.UNREADABLE:
        return {"letter": "laid aside: no person wrote it"}
    inbox = Inbox(database, wiring.helpline_secrets(settings), settings.caller_rate)
    return {"letter": inbox.take(letter, datetime.now(UTC)).value}
