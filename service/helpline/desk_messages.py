"""The message that an operator sends at the end of a call: put into the outbox, and a turn of the case."""

from dataclasses import dataclass
from datetime import datetime

from service.helpline.cases import append
from service.helpline.channels.records import Outbound, Provider
from service.helpline.database import Database
from service.helpline.outbox import Draft, add
from service.helpline.records import Case, Turn, TurnKind
from service.helpline.renderings.records import Sms
from service.helpline.sealing import Secrets


@dataclass(frozen=True, slots=True)
class Letter:
    """An SMS to the caller of a case; ``number`` is E.164, ``language`` that of its words."""

    case: Case
    number: str
    sms: Sms
    language: str


@dataclass(frozen=True, slots=True)
class Post:
    """Takes messages that are to go out. ``provider`` None = nobody carries SMS here."""

    database: Database
    secrets: Secrets
    provider: Provider | None

    def send(self, letter: Letter, by: str, now: datetime) -> bool:
        """Put an SMS out; False where one of this case in this version is out already, or nobody carries any.

        The name is made from the case and its version: a form that is sent twice makes one message.
        """
        if self.provider is None:
            return False
        case, sms = letter.case, letter.sms
        message = Outbound(
            id=f"desk-{case.reference}-{case.version}",
            channel="sms",
            to=letter.number,
            text=sms.text,
            template=sms.template_id,
            variables=sms.variables,
            language=letter.language,
        )
        conversation = self.secrets.hashed(f"{self.provider.value}:sms:{letter.number}")
        draft = Draft(message, self.provider, conversation, case.caller_id, case.reference)
        content = {"text": sms.text, "channel": "sms", "template": sms.template_id, "segments": sms.segments}
        content |= {"language": letter.language}
        with self.database.writing() as connection:
            if not add(connection, draft, self.secrets, now):
                return False
            turn = Turn(case.reference, 0, now, TurnKind.MESSAGE_OUT, content, None, by)
            append(connection, turn)
        return True
