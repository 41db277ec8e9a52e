"""The daily purge beside the service: started with it where an hour is set, off the path of every request."""

from typing import cast

from fastapi import FastAPI

from service.helpline.daily_purge import DailyPurge
from service.http import helpline_room
from service.http.website import Site


class PurgeRunning:
    """Starts the purge with the service and ends it with it."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._purge: DailyPurge | None = None

    def start(self) -> None:
        """Start, where an hour is set."""
        settings = cast(Site, self._app.state.site).settings
        if settings.purge_at:
            from service import wiring  # it brings the index with it, which must not hold up the start

            self._purge = wiring.daily_purge(settings, helpline_room.room_of_app(self._app).database)
        if self._purge is not None:
            self._purge.start()

    def stop(self) -> None:
        """Let a purge that runs finish, and end."""
        if self._purge is not None:
            self._purge.stop()
