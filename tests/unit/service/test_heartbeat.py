from service.heartbeat import Heartbeat


def test_long_work_says_how_far_it_is_every_ten_seconds() -> None:
    said: list[str] = []
    now = 0.0
    heart = Heartbeat("reading", "files", said.append, lambda: now)
    for done in range(1, 31):
        now += 1
        heart.beat(done, 30)
    assert said == ["reading: 10 of 30 files", "reading: 20 of 30 files", "reading: 30 of 30 files"]


def test_quick_work_says_nothing() -> None:
    said: list[str] = []
    Heartbeat("reading", "files", said.append, lambda: 0.0).beat(1, 1)
    assert said == []
