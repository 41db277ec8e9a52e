"""How many briefs one address may begin in a day, so that nobody fills the service for all others.

Counted in memory alone: no address is written anywhere, and all counts are forgotten when the service stops.
"""

import threading
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from ingest.errors import BadRequestError

DAY = timedelta(days=1)
MOST_ADDRESSES = 10_000


class TooManyError(BadRequestError):
    """No further brief is kept now: of this address today, or in all."""


class Pace:
    """Counts what each address begins. Safe to call from several threads; each process counts for itself."""

    def __init__(self, most: int, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._most, self._now = most, now
        self._begun: dict[str, deque[datetime]] = {}
        self._lock = threading.Lock()

    def take(self, address: str) -> None:
        """Count one brief for an address.

        Raises:
            TooManyError: it has begun as many as it may within a day.
        """
        now = self._now()
        with self._lock:
            begun = self._begun.setdefault(address, deque())
            while begun and begun[0] <= now - DAY:
                begun.popleft()
            if len(begun) >= self._most:
                again = begun[0] + DAY
                raise TooManyError(
                    f"{self._most} briefs were begun from your address within a day, and no more are kept. The next "
                    f"can be begun on {again.day} {again:%B %Y} at {again:%H:%M} UTC; change one that you have until "
                    "then, or make one with `samuh brief TOPIC -o FILE.docx`."
                )
            begun.append(now)
            self._forget(now)

    def _forget(self, now: datetime) -> None:
        """Forget addresses that began nothing within a day, where there are many."""
        if len(self._begun) > MOST_ADDRESSES:
            self._begun = {name: held for name, held in self._begun.items() if held[-1] > now - DAY}
