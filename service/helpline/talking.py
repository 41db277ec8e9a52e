"""From an event in the inbox to what is kept and said: one transaction each, done wholly or not at all.

What takes long (a question to the library) is looked up between two tries of the step, so that no lock is held
meanwhile: a step that needs something drops its transaction, the thing is looked up, and the step is done anew.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, select, update

from ingest.errors import BadRequestError
from service.helpline import sealed_json, shapes
from service.helpline.callers import Callers
from service.helpline.channels.records import Inbound, Outbound, Provider
from service.helpline.channels.voice_xml import Dialect, write
from service.helpline.consent import language_of
from service.helpline.conversation import step
from service.helpline.database import Database, insert
from service.helpline.errors import HelplineError
from service.helpline.inbox import Claimed, Inbox
from service.helpline.message_tables import CONVERSATIONS
from service.helpline.outbox import Draft, add
from service.helpline.phones import normalised
from service.helpline.records import Caller, Channel, Details
from service.helpline.shapes import Line
from service.helpline.talk_records import Event, Reply, State
from service.helpline.talk_tools import Contact, Found, Means, MissingError, TransactionTools, looked_up
from service.helpline.within import Within

log = logging.getLogger(__name__)

MOST_LOOK_UPS = 30
DIALECTS = {Provider.TWILIO: Dialect.TWIML, Provider.EXOTEL: Dialect.EXOML, Provider.SIMULATOR: Dialect.TWIML}
HEARING = frozenset((Provider.TWILIO, Provider.SIMULATOR))
"""Providers of calls that turn speech into words."""

Address = Callable[[Provider, int], str]
"""Where a provider sends the keys of a question to, by the question's number."""


class Talking:
    """Works through events. Safe to call from several threads and processes.

    Args:
        database: The helpline's.
        inbox: Where the events lie.
        means: What conversations share.
        address: Where keys of a call are sent to.
    """

    def __init__(self, database: Database, inbox: Inbox, means: Means, address: Address) -> None:
        self._database = database
        self._inbox = inbox
        self._means = means
        self._address = address

    @property
    def database(self) -> Database:
        """Where it is kept."""
        return self._database

    def work(self, claimed: Claimed, now: datetime) -> str:
        """Do what an event asks for; gives the reply of a call as XML, else nothing.

        Raises:
            LibraryError: the library cannot answer now; the event is to be tried again.
            HelplineError: another process has taken the event over.
        """
        found: Found = {}
        for _ in range(MOST_LOOK_UPS):
            try:
                return self._once(claimed, found, now)
            except MissingError as missing:
                found[missing.key] = looked_up(missing.work)
        raise HelplineError("A step of a conversation asked for more than it may.")

    def _once(self, claimed: Claimed, found: Found, now: datetime) -> str:
        event = claimed.inbound
        if _from_company(event):
            return self._passed_over(claimed, now)
        with self._database.writing() as connection:
            state = self._state(connection, claimed.conversation)
            contact = self._contact(connection, claimed, now)
            tools = TransactionTools(connection, self._means, contact, found, now)
            moved, replies = step(state, _event(event, now), tools)
            self._keep(connection, claimed, contact, moved, now)
            said = self._say(connection, claimed, contact, (moved, replies), tools.opting, now)
            if not self._inbox.finish(connection, claimed, now, said):
                raise HelplineError("Another process has taken this event over; nothing was done twice.")
        log.info(
            "event=talked channel=%s stage=%s replies=%d", event.channel, moved.stage.value, len(replies)
        )
        return said

    def _passed_over(self, claimed: Claimed, now: datetime) -> str:
        """Mark an event done of which nothing is kept and to which nothing is said."""
        with self._database.writing() as connection:
            self._inbox.finish(connection, claimed, now, "")
        log.info("event=passed_over channel=%s", claimed.inbound.channel)
        return ""

    def _state(self, connection: Connection, key: str) -> State:
        asked = select(CONVERSATIONS.c.state_sealed).where(CONVERSATIONS.c.key == key).with_for_update()
        sealed = connection.execute(asked).scalar()
        return State() if sealed is None else sealed_json.state(self._means.secrets.unseal(sealed))

    def _contact(self, connection: Connection, claimed: Claimed, now: datetime) -> Contact:
        event = claimed.inbound
        address = _address_of(event.sender)
        caller: Caller | None = None
        if address is not None:
            told = Details(language=language_of(event.text) if event.channel != "phone" else None)
            caller = Callers(Within(connection), self._means.secrets).keep(address, told, now)
        channel = Channel(event.channel)
        return Contact(
            caller, address, channel, event.provider, claimed.conversation, shapes.name_of(event, 0)
        )

    def _keep(
        self, connection: Connection, claimed: Claimed, contact: Contact, moved: State, now: datetime
    ) -> None:
        row = {
            "key": claimed.conversation,
            "channel": claimed.inbound.channel,
            "caller_id": contact.caller.id if contact.caller else None,
            "state_sealed": self._means.secrets.seal(sealed_json.dumps(moved)),
            "last_inbound": _wrote(claimed),
            "updated": now,
        }
        made = connection.execute(insert(connection, CONVERSATIONS).values(**row).on_conflict_do_nothing())
        if not made.rowcount:
            mine = CONVERSATIONS.c.key == claimed.conversation
            before = connection.execute(select(CONVERSATIONS.c.last_inbound).where(mine)).scalar_one()
            row["last_inbound"] = max(before, _wrote(claimed))  # webhooks come late, and in any order
            connection.execute(update(CONVERSATIONS).where(mine).values(**row))

    def _say(
        self,
        connection: Connection,
        claimed: Claimed,
        contact: Contact,
        done: tuple[State, Sequence[Reply]],
        always: bool,
        now: datetime,
    ) -> str:
        moved, replies = done
        event = claimed.inbound
        if event.channel == "phone":
            return self.xml(event.provider, moved.step, replies)
        for message in shapes.messages(replies, event, moved.step):
            draft = self._draft(message, event.provider, contact, moved.reference, always)
            add(connection, draft, self._means.secrets, now)
        return ""

    def _draft(
        self, message: Outbound, provider: Provider, contact: Contact, reference: str | None, always: bool
    ) -> Draft:
        caller = contact.caller.id if contact.caller else None
        return Draft(message, provider, contact.conversation, caller, reference, always)

    def xml(self, provider: Provider, number: int, replies: Sequence[Reply]) -> str:
        """Replies of a call as a provider reads them."""
        return write(shapes.steps(replies, self._line(provider, number)), DIALECTS[provider])

    def excuse(self, provider: Provider, number: int) -> str:
        """The reply of a call whose answer is not ready: the same event is sent again by the provider."""
        return write(shapes.excuse(self._line(provider, number)), DIALECTS[provider])

    def _line(self, provider: Provider, number: int) -> Line:
        return Line(self._address(provider, number), provider in HEARING, self._means.person)


def _wrote(claimed: Claimed) -> datetime:
    """When the caller wrote: by the provider's clock, and never later than it came here."""
    at = claimed.inbound.at
    return min(at, claimed.received) if at is not None else claimed.received


def _from_company(event: Inbound) -> bool:
    """Whether a short message comes from a name ("VM-HDFCBK") and no number: nobody reads what is sent back."""
    return event.channel == "sms" and any(sign.isalpha() for sign in event.sender)


def _event(event: Inbound, now: datetime) -> Event:
    hears = event.channel == "phone" and event.provider in HEARING
    return Event(event.channel, event.kind, event.text, now, event.at, event.step, hears, event.subject)


def _address_of(sender: str) -> str | None:
    """The number or mail address in its one form; None for withheld numbers and names of companies."""
    try:
        return normalised(sender)
    except BadRequestError:
        return None
