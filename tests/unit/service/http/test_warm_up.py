"""Loading in the background."""

import threading
from dataclasses import dataclass, field

from service.desk import DeskStatus
from service.http.warm_up import WarmUp


@dataclass
class SlowDesk:
    """A desk whose first loads fail, one by an error and one by keeping its problem to itself."""

    loads: int = 0
    loaded: threading.Event = field(default_factory=threading.Event)

    def warm_up(self) -> None:
        self.loads += 1
        if self.loads == 1:
            raise OSError("the disk is away")
        if self.loads >= 3:
            self.loaded.set()

    def status(self) -> DeskStatus:
        return DeskStatus(self.loaded.is_set(), None, None, 0, 0, None)


def test_loading_is_tried_again_until_it_works_and_then_no_more() -> None:
    desk = SlowDesk()
    warm_up = WarmUp(desk, first_wait=0.01)  # type: ignore[arg-type]
    warm_up.start()
    assert desk.loaded.wait(5)
    warm_up.join(5)
    assert desk.loads == 3


def test_it_stops_when_told() -> None:
    desk = SlowDesk()
    warm_up = WarmUp(desk, first_wait=60)  # type: ignore[arg-type]
    warm_up.start()
    warm_up.stop()
    assert warm_up.join(5)
    assert desk.loads <= 1


def test_the_application_starts_loading_and_becomes_ready(desk, settings) -> None:
    from fastapi.testclient import TestClient

    from service.http.app import build_app

    desk.ready = False
    with TestClient(build_app(desk, settings), base_url="http://127.0.0.1") as client:
        for _ in range(200):
            reply = client.get("/readyz")
            if reply.status_code == 200:
                break
    assert reply.json() == {"index_id": "g-test-1", "model": "fake-model", "documents": 5, "passages": 17}
