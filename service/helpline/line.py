"""The line: what works through the inbox and sends what is in the outbox, in threads beside the web service.

A message is kept at once and worked through when its turn comes: one at a time, and after the people who wait
(``service.turns``). While the library is still being loaded none is begun: a restart with a full inbox would otherwise
spend its time on trying in vain. Calls are worked through at once.

Several processes may each have one; whoever is stopped leaves its work to the others, or to its own next start.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from ingest.errors import LibraryError
from service.helpline.channels.records import Inbound
from service.helpline.inbox import Claimed, Inbox, Taken
from service.helpline.outbox import Outbox
from service.helpline.sending import SendError, Senders
from service.helpline.talking import Talking
from service.turns import Turns

log = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds between two looks where nothing woke the threads: for what waits for its next try."""

RECOVER = timedelta(seconds=20)


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a line is made of. ``ready`` says whether messages may be begun yet."""

    inbox: Inbox
    outbox: Outbox
    talking: Talking
    senders: Senders
    now: Callable[[], datetime] = utc_now
    turns: Turns = field(default_factory=Turns)
    ready: Callable[[], bool] = lambda: True


class Line:
    """See the module. Making one starts nothing."""

    def __init__(self, parts: Parts, talkers: int = 1, senders: int = 2) -> None:
        self._parts = parts
        self._counts = (talkers, senders)
        self._woken = {"talk": threading.Event(), "send": threading.Event()}
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._recovered: datetime | None = None

    @property
    def parts(self) -> Parts:
        """What it is made of."""
        return self._parts

    # --- for those who bring events

    def take(self, event: Inbound) -> Taken:
        """Keep an event, to be worked through in the background. Once this returns, it is on the disk."""
        taken = self._parts.inbox.take(event, self._parts.now())
        self._woken["talk"].set()
        return taken

    def wake(self) -> None:
        """Look at once for what is to be done: a dead letter is to be tried again, a message was queued elsewhere."""
        for event in self._woken.values():
            event.set()

    def call(self, event: Inbound) -> str:
        """Work through an event of a call at once, for the caller waits; gives the XML of the reply.

        The same event again gives the same reply. Where it cannot be worked through now, the provider is asked to come
        again in a moment.
        """
        now, inbox = self._parts.now(), self._parts.inbox
        claimed = inbox.take_now(event, now) or inbox.claim_event(event, now)
        if claimed is None:
            return inbox.reply_to(event) or self._excuse(event)
        try:
            said = self._parts.talking.work(claimed, now)
        except Exception as error:  # the caller hears that it takes a moment, whatever it was
            self._not_now(claimed, error)
            return self._excuse(event)
        self._woken["send"].set()
        return said

    def _excuse(self, event: Inbound) -> str:
        return self._parts.talking.excuse(event.provider, event.step or 0)

    def _not_now(self, claimed: Claimed, error: Exception) -> None:
        why = f"{type(error).__name__}: the event could not be worked through."
        log.warning("event=talk_failed id=%d error=%s", claimed.id, type(error).__name__)
        self._parts.inbox.fail(claimed, why, self._parts.now(), counts=not isinstance(error, LibraryError))

    # --- the work

    def talk_once(self) -> bool:
        """Work through one event; False where none is to be worked through now."""
        claimed = self._parts.inbox.claim(self._parts.now())
        if claimed is None:
            return False
        try:
            self._parts.talking.work(claimed, self._parts.now())
        except Exception as error:  # whatever it was, the event must not be lost with the thread
            self._not_now(claimed, error)
        self._woken["send"].set()
        return True

    def send_once(self) -> bool:
        """Send one message; False where none is to be sent now."""
        parts = self._parts
        sending = parts.outbox.claim(parts.now())
        if sending is None:
            return False
        try:
            given = parts.senders.send(sending.provider, sending.message, sending.last_inbound, parts.now())
        except SendError as error:
            log.warning("event=send_failed id=%d retry=%s", sending.id, error.retry)
            if error.unsure:
                parts.outbox.unsure(sending, error.why, parts.now())
            else:
                parts.outbox.failed(sending, error.why, error.retry, parts.now())
        except Exception as error:
            log.error("event=send_broke id=%d error=%s", sending.id, type(error).__name__)
            parts.outbox.unsure(sending, f"{type(error).__name__} while this was being sent.", parts.now())
        else:
            parts.outbox.sent(sending, given, parts.now())
        return True

    def drain(self) -> None:
        """Work through all that is to be done now, in this thread: for the simulator and for tests."""
        self._parts.outbox.recover(self._parts.now())
        while self.talk_once() or self.send_once():
            pass

    # --- the threads

    def start(self) -> None:
        """Start the threads."""
        self._stopping.clear()
        works = [("talk", self._talk)] * self._counts[0] + [("send", self._send)] * self._counts[1]
        for number, (name, work) in enumerate(works):
            thread = threading.Thread(target=self._go_on, args=(name, work), name=f"helpline-{name}-{number}")
            thread.daemon = True
            thread.start()
            self._threads.append(thread)

    def stop(self, seconds: float = 10.0) -> None:
        """Let the threads finish what they have in hand, and end; waits so many seconds for each."""
        self._stopping.set()
        for event in self._woken.values():
            event.set()
        for thread in self._threads:
            thread.join(seconds)
        self._threads.clear()
        self._parts.senders.close()

    def _talk(self) -> bool:
        if not self._parts.ready():
            return False
        with self._parts.turns.message():
            return self.talk_once()

    def _send(self) -> bool:
        now = self._parts.now()
        if self._recovered is None or now - self._recovered > RECOVER:
            self._recovered = now
            self._parts.outbox.recover(now)
        return self.send_once()

    def _go_on(self, name: str, work: Callable[[], bool]) -> None:
        while not self._stopping.is_set():
            try:
                busy = work()
            except Exception as error:  # the database is away for a moment: the thread must live on
                log.warning("event=line_failed work=%s error=%s", name, type(error).__name__)
                busy = False
            if not busy:
                self._woken[name].wait(PAUSE)
                self._woken[name].clear()
