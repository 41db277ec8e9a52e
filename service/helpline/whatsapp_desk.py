"""WhatsApp messages that an operator writes: free text within 24 hours of the last of the caller, else a template."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ingest.errors import BadRequestError
from service.helpline.calls import working_case
from service.helpline.cases import Cases, append, hold
from service.helpline.channels.records import Outbound, Provider
from service.helpline.channels.whatsapp import TEXT_CHARS, WINDOW, window_open
from service.helpline.message_tables import CONVERSATIONS
from service.helpline.outbox import Draft, add
from service.helpline.records import Case, Turn, TurnKind
from service.helpline.whatsapp_templates import WhatsAppTemplate
from service.helpline.within import Within


@dataclass(frozen=True, slots=True)
class Window:
    """Until when free text may be sent to a number; None = the caller has never written, or too long ago."""

    until: datetime | None
    last_inbound: datetime | None


@dataclass(frozen=True, slots=True)
class Wording:
    """What is sent: free text, or a template with its variables. ``turn`` is that of the page it was written on."""

    turn: int
    text: str = ""
    template: WhatsAppTemplate | None = None
    values: tuple[str, ...] = ()


class WhatsAppDesk:
    """Sends for operators. Safe to call from several threads and processes."""

    def __init__(self, cases: Cases) -> None:
        self._cases = cases
        self._secrets = cases.callers.secrets

    def window(self, number: str, now: datetime) -> Window:
        """Whether the caller with this number (E.164) may be written to freely."""
        asked = select(CONVERSATIONS.c.last_inbound).where(CONVERSATIONS.c.key == self._conversation(number))
        with self._cases.database.reading() as connection:
            last = connection.execute(asked).scalar()
        return Window(last + WINDOW if last and window_open(last, now) else None, last)

    def send(self, case: Case, number: str, wording: Wording, by: str, now: datetime) -> bool:
        """Put a message out and into the trace; False where the same page has sent one already.

        Raises:
            StateError: the case is closed.
            BadRequestError: free text outside the window, a template that is not approved, or what breaks a limit.
        """
        text = self._text(number, wording, now)
        template = wording.template
        message = Outbound(
            id=f"desk-wa-{case.reference}-{wording.turn}",
            channel="whatsapp",
            to=number,
            text=text,
            template=template.id if template else None,
            variables=wording.values,
            language=template.language if template else "en",
        )
        draft = Draft(message, Provider.WHATSAPP, self._conversation(number), case.caller_id, case.reference)
        content = {"text": text, "channel": "whatsapp", "template": template.id if template else None}
        with self._cases.database.writing() as connection:
            hold(connection, case.reference)
            working_case(self._cases.over(Within(connection)), case.reference)
            if not add(connection, draft, self._secrets, now):
                return False
            append(connection, Turn(case.reference, 0, now, TurnKind.MESSAGE_OUT, content, None, by))
        return True

    def _text(self, number: str, wording: Wording, now: datetime) -> str:
        if wording.template is not None:
            if not wording.template.approved:
                raise BadRequestError(
                    f"The template {wording.template.id} is not approved yet: nothing was sent. Whoever runs the "
                    "service has it approved by Meta and says so in SAMUH_WHATSAPP_TEMPLATES."
                )
            return wording.template.fill(wording.values)
        if self.window(number, now).until is None:
            raise BadRequestError(
                "The caller's last message is more than 24 hours old: WhatsApp takes no free text now. "
                "Choose a template."
            )
        text = wording.text.replace("\r\n", "\n").strip()
        if not 0 < len(text) <= TEXT_CHARS:
            raise BadRequestError(f"A message has 1 to {TEXT_CHARS:,} characters; {len(text):,} were given.")
        return text

    def _conversation(self, number: str) -> str:
        return self._secrets.hashed(f"{Provider.WHATSAPP.value}:whatsapp:{number}")
