"""E-mail: a raw letter read, a reply made. Pure: bytes in, bytes out. What no person wrote gets no reply."""

import email
import email.policy
import hashlib
import re
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr, parsedate_to_datetime

from ingest.errors import BadRequestError
from service.helpline.channels.records import EventKind, Inbound, Outbound, Provider

MOST_WORDS_CHARS = 5000
_MACHINES = ("mailer-daemon", "postmaster", "no-reply", "noreply", "donotreply", "do-not-reply")
_QUOTED = re.compile(
    r"^\s*(>|On .{4,200}\bwrote:\s*$|-{2,}\s*(Original|Forwarded) Message|_{10,}\s*$|From:\s.*@|.{4,200}ने लिखा:\s*$)"
)
_SIGNED = re.compile(r"^--\s*$|^Sent from my ", re.IGNORECASE)
_ADDRESS = re.compile(r"[^@\s<>\"',;]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def read(raw: bytes) -> Inbound:
    """A letter as it came. Lists, automatic replies and reports of failure come out as unreadable: they get no reply.

    Raises:
        BadRequestError: it names no sender that could be answered.
    """
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    sender = parseaddr(_head(letter, "From"))[1].strip().lower()
    if not _ADDRESS.fullmatch(sender):
        raise BadRequestError("mail: the letter has no From that could be answered.")
    name = _head(letter, "Message-ID") or f"<{hashlib.sha256(raw).hexdigest()[:32]}@no-id.invalid>"
    by_machine = automatic(letter, sender)
    subject = _subject(_head(letter, "Subject"))
    return Inbound(
        provider=Provider.MAIL,
        channel="email",
        id=name,
        sender=sender,
        to=parseaddr(_head(letter, "To"))[1].lower(),
        kind=EventKind.UNREADABLE if by_machine else EventKind.WORDS,
        text=by_machine or own_words(_body(letter)) or subject,
        at=_moment(_head(letter, "Date")),
        subject=subject,
        thread=(*_head(letter, "References").split()[-9:], name),
    )


def automatic(letter: EmailMessage, sender: str) -> str:
    """Why a letter is taken to come from a machine; empty where a person wrote it."""
    if _head(letter, "Auto-Submitted").lower() not in ("", "no"):
        return "auto-submitted"
    if letter["List-Id"] or _head(letter, "Precedence").lower() in ("bulk", "list", "junk", "auto_reply"):
        return "list"
    if any(sender.startswith(name) for name in _MACHINES) or letter.get_content_type() == "multipart/report":
        return "machine"
    return ""


def own_words(text: str) -> str:
    """What the person wrote, without the quoted letter below it and without the signature.

    Example: "What is the CFC grant?\\n\\nOn Monday Samuh wrote:\\n> Namaste" gives "What is the CFC grant?".
    """
    kept = []
    for line in text.splitlines():
        if _QUOTED.match(line) or _SIGNED.match(line):
            break
        kept.append(line.strip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()[:MOST_WORDS_CHARS]


def reply(message: Outbound, sender: str, now: datetime) -> bytes:
    """A letter ready for SMTP. It says that a program wrote it, so that two programs never answer each other."""
    made = EmailMessage(policy=email.policy.SMTP)
    made["From"] = sender
    made["To"] = message.to
    made["Subject"] = _one_line(_answering(message.subject))
    made["Date"] = format_datetime(now)
    made["Message-ID"] = f"<{message.id}@{sender.rpartition('@')[2].strip('> ')}>"
    if message.thread:
        made["In-Reply-To"] = _one_line(message.thread[-1])
        made["References"] = _one_line(" ".join(message.thread))
    made["Auto-Submitted"] = "auto-replied"
    made.set_content(message.text + "\n")
    return made.as_bytes()


def _head(letter: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(letter.get(name, "")).split())
    except (
        ValueError,
        IndexError,
        AttributeError,
        TypeError,
    ):  # headers that the parser stumbles over are as good as none
        return ""


def _subject(text: str) -> str:
    return re.sub(r"^((re|fwd?|aw)\s*:\s*)+", "", text, flags=re.IGNORECASE)[:300].strip()


def _answering(subject: str) -> str:
    return f"Re: {subject}" if subject else "Your question to Samuh"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _body(letter: EmailMessage) -> str:
    part = letter.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        text = part.get_content()
    except (LookupError, ValueError, KeyError):
        payload = part.get_payload(decode=True)
        text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return _plain(str(text)) if part.get_content_type() == "text/html" else str(text)


def _plain(text: str) -> str:
    from lxml import html

    if not text.strip():
        return ""
    tree = html.document_fromstring(text)
    for gone in tree.xpath("//script|//style|//blockquote"):
        gone.drop_tree()
    for block in tree.xpath("//br|//p|//div|//li|//tr"):
        block.tail = "\n" + (block.tail or "")
    return str(tree.text_content())


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
