"""The helpline's line in this application: made once, started where a channel is on, stopped with the service."""

from threading import Thread
from typing import Annotated, cast

from fastapi import Depends, FastAPI, Request

from service.helpline.line import Line
from service.http import helpline_room
from service.http.first_use import kept
from service.http.website import Site


def line_of_app(app: FastAPI) -> Line:
    """The line of an application; made at the first use."""
    from service import wiring  # it brings the index with it, which must not hold up the start

    def make() -> Line:
        site = cast(Site, app.state.site)
        room = helpline_room.room_of_app(app)
        return wiring.helpline_line(site.settings, site.desk, room.database)

    return kept(app, "helpline_line", make)


def line_of(request: Request) -> Line:
    """The line of the application that this request came to."""
    return line_of_app(request.app)


LineNow = Annotated[Line, Depends(line_of)]


class LineRunning:
    """Starts the line beside the service, in a thread of its own: the first page must not wait for it."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._thread: Thread | None = None

    def start(self) -> None:
        """Start, where a channel is on."""
        if cast(Site, self._app.state.site).settings.channels:
            self._thread = Thread(
                target=lambda: line_of_app(self._app).start(), name="helpline-start", daemon=True
            )
            self._thread.start()

    def stop(self) -> None:
        """Let what is in hand be finished, and end."""
        if self._thread is not None:
            self._thread.join(60)
            line_of_app(self._app).stop()
