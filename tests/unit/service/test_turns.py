"""Who goes first where people and messages ask at the same time; no time is asserted."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from service.turns import Turns

LONG = 60.0


class Visit:
    """A thread that takes a turn, says so, and keeps it until it is told to go."""

    def __init__(self, turn: Callable[[], AbstractContextManager[None]], name: str, order: list[str]) -> None:
        self.inside, self._go = threading.Event(), threading.Event()
        self._turn, self._name, self._order = turn, name, order
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        with self._turn():
            self._order.append(self._name)
            self.inside.set()
            self._go.wait(LONG)

    def waits(self) -> bool:
        return not self.inside.wait(0.05)

    def end(self) -> None:
        self._go.set()
        self._thread.join(LONG)
        assert not self._thread.is_alive()


@pytest.fixture
def order() -> list[str]:
    return []


def test_an_idle_service_serves_people_and_messages_at_once(order: list[str]) -> None:
    turns = Turns(at_once=1)
    with turns.person():
        order.append("person")
    with turns.message():
        order.append("message")
    assert order == ["person", "message"]


def test_people_are_served_in_the_order_in_which_they_came(order: list[str]) -> None:
    turns = Turns(at_once=1)
    first = Visit(turns.person, "first", order)
    assert first.inside.wait(LONG)
    second = Visit(turns.person, "second", order)
    assert second.waits()
    third = Visit(turns.person, "third", order)
    assert third.waits()
    first.end()
    assert second.inside.wait(LONG)
    assert third.waits()
    second.end()
    third.end()
    assert order == ["first", "second", "third"]


def test_as_many_people_are_served_at_once_as_there_are_cores(order: list[str]) -> None:
    turns = Turns(at_once=2)
    visits = [Visit(turns.person, str(number), order) for number in range(2)]
    assert all(visit.inside.wait(LONG) for visit in visits)
    third = Visit(turns.person, "third", order)
    assert third.waits()
    visits[0].end()
    assert third.inside.wait(LONG)
    visits[1].end()
    third.end()


def test_a_message_waits_until_the_people_are_served_and_none_of_them_waits_for_it(order: list[str]) -> None:
    turns = Turns(at_once=2, patience=LONG)
    person = Visit(turns.person, "person", order)
    assert person.inside.wait(LONG)
    message = Visit(turns.message, "message", order)
    assert message.waits()
    second = Visit(turns.person, "second", order)
    assert second.inside.wait(LONG)
    person.end()
    assert message.waits()
    second.end()
    assert message.inside.wait(LONG)
    beside = Visit(turns.person, "beside", order)
    assert beside.inside.wait(LONG)
    beside.end()
    message.end()
    assert order == ["person", "second", "message", "beside"]


def test_one_message_is_worked_through_at_a_time(order: list[str]) -> None:
    turns = Turns(at_once=8)
    first = Visit(turns.message, "first", order)
    assert first.inside.wait(LONG)
    second = Visit(turns.message, "second", order)
    assert second.waits()
    first.end()
    assert second.inside.wait(LONG)
    second.end()


def test_a_message_may_ask_the_library_as_a_person_does_while_it_has_its_turn(order: list[str]) -> None:
    turns = Turns(at_once=1, patience=LONG)
    with turns.message(), turns.person():
        order.append("asked")
    assert order == ["asked"]


def test_people_who_never_stop_coming_do_not_starve_messages(order: list[str]) -> None:
    turns = Turns(at_once=1, patience=0.0)
    person = Visit(turns.person, "person", order)
    assert person.inside.wait(LONG)
    message = Visit(turns.message, "message", order)
    assert message.inside.wait(LONG)
    message.end()
    person.end()


def test_a_machine_with_many_cores_keeps_one_free_for_the_next_person(order: list[str]) -> None:
    turns = Turns(at_once=3, patience=LONG)
    person = Visit(turns.person, "person", order)
    assert person.inside.wait(LONG)
    message = Visit(turns.message, "message", order)
    assert message.inside.wait(LONG)
    message.end()
    second = Visit(turns.person, "second", order)
    assert second.inside.wait(LONG)
    late = Visit(turns.message, "late", order)
    assert late.waits()
    person.end()
    assert late.inside.wait(LONG)
    late.end()
    second.end()


def test_a_turn_that_ends_in_an_error_is_given_on() -> None:
    turns = Turns(at_once=1, patience=LONG)
    for turn in (turns.person, turns.message):
        with pytest.raises(ValueError, match="broken"), turn():
            raise ValueError("broken")
    with turns.person(), pytest.raises(ValueError, match="inner"):
        raise ValueError("inner")
    with turns.message():
        pass
