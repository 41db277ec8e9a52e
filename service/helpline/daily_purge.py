"""The purge of every day: deletes what is past its time, beside the service and once a day over all its processes.

Whoever comes first keeps the day's mark in the transaction of the purge itself: of several processes one does the work,
and a purge that breaks leaves no mark, so that it is tried again.
"""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from service.database.engine import Database, added
from service.helpline.privacy import Privacy
from service.helpline.reminder_tables import DAILY_WORK
from service.helpline.within import Within
from service.helpline.working_days import INDIA

log = logging.getLogger(__name__)

WORK = "purge"
LOOK_SECONDS = 60.0
KEEP_MARKS = timedelta(days=30)


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


class DailyPurge:
    """Purges once a day, in a thread of its own. Making one starts nothing.

    Args:
        database: The helpline's.
        privacy: Makes what purges, over a database; it is given the open transaction.
        at: The hour of the day by Indian time; a service that starts later purges when it starts.
        now: The clock.
    """

    def __init__(
        self,
        database: Database,
        privacy: Callable[[Database], Privacy],
        at: time,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database = database
        self._privacy = privacy
        self._at = at
        self._now = now
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def once(self) -> dict[str, int] | None:
        """Purge if it is time and nobody has today; gives how much of each went, None where nothing was to be done."""
        now = self._now()
        local = now.astimezone(INDIA)
        if local.time() < self._at:
            return None
        with self._database.writing() as connection:
            mark = {"work": WORK, "day": local.date().isoformat(), "done": now}
            if not added(connection, DAILY_WORK, mark):
                return None
            connection.execute(DAILY_WORK.delete().where(DAILY_WORK.c.done < now - KEEP_MARKS))
            done = self._privacy(Within(connection)).purge(now, "daily purge")
        self._database.forget_deleted()
        return done

    def start(self) -> None:
        """Start the thread."""
        self._stopping.clear()
        self._thread = threading.Thread(target=self._go_on, name="helpline-purge", daemon=True)
        self._thread.start()

    def stop(self, seconds: float = 30.0) -> None:
        """Let it finish what it has in hand, and end."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def _go_on(self) -> None:
        while not self._stopping.is_set():
            try:
                done = self.once()
                if done is not None:
                    log.info(
                        "event=daily_purge %s", " ".join(f"{name}={count}" for name, count in done.items())
                    )
            except Exception as error:  # the database is away for a moment: the thread must live on
                log.warning("event=daily_purge_failed error=%s", type(error).__name__)
            self._stopping.wait(LOOK_SECONDS)
