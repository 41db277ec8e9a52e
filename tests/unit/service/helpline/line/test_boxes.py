"""Inbox and outbox: in order, once, retried, and never silently dropped; also when the process is killed."""

import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from ingest.errors import NotFoundError
from service.helpline.channels.records import Delivery, EventKind, Inbound, Outbound, Provider, Report
from service.helpline.database import Database
from service.helpline.inbox import BACK_OFF, LEASE, Inbox, Taken
from service.helpline.message_tables import INBOX, OUTBOX, clear, purge
from service.helpline.outbox import UNSURE, Draft, Outbox, add
from service.helpline.sealing import Secrets

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
EVENT = Inbound(Provider.GATEWAY, "sms", "m1", "+919876543210", "", EventKind.WORDS, "hello", None)


@pytest.fixture
def secrets() -> Secrets:
    return Secrets(Fernet.generate_key().decode())


@pytest.fixture
def inbox(database: Database, secrets: Secrets) -> Inbox:
    return Inbox(database, secrets)


@pytest.fixture
def outbox(database: Database, secrets: Secrets) -> Outbox:
    return Outbox(database, secrets)


def put(
    database: Database, secrets: Secrets, name: str, provider: Provider = Provider.GATEWAY, talk: str = "t"
) -> bool:
    draft = Draft(Outbound(name, "sms", "+919876543210", "hello"), provider, talk, None, None)
    with database.writing() as connection:
        return add(connection, draft, secrets, NOW)


def test_an_event_is_taken_once(inbox: Inbox) -> None:
    assert [inbox.take(EVENT, NOW), inbox.take(EVENT, NOW)] == [Taken.NEW, Taken.KNOWN]
    assert inbox.take(replace(EVENT, provider=Provider.TWILIO), NOW) is Taken.NEW


def test_words_and_numbers_lie_sealed(inbox: Inbox, database: Database, secrets: Secrets) -> None:
    inbox.take(replace(EVENT, text="a secret about looms"), NOW)
    put(database, secrets, "a")
    with database.reading() as connection:
        raw = repr([connection.execute(table.select()).all() for table in (INBOX, OUTBOX)])
    assert "gateway" in raw
    assert not re.search("looms|hello|98765", raw)


def test_events_of_one_conversation_go_one_after_the_other(inbox: Inbox, database: Database) -> None:
    other = replace(EVENT, id="m3", sender="+919812345678")
    for event in (EVENT, replace(EVENT, id="m2"), other):
        inbox.take(event, NOW)
    first, second = inbox.claim(NOW), inbox.claim(NOW)
    assert first is not None
    assert second is not None
    assert [first.inbound.id, second.inbound.id] == ["m1", "m3"]
    assert inbox.claim(NOW) is None
    with database.writing() as connection:
        assert inbox.finish(connection, first, NOW)
    third = inbox.claim(NOW)
    assert third is not None
    assert third.inbound.id == "m2"


def test_a_lease_that_ran_out_is_anothers_and_the_first_may_keep_nothing(
    inbox: Inbox, database: Database
) -> None:
    inbox.take(EVENT, NOW)
    slow = inbox.claim(NOW)
    later = NOW + LEASE + timedelta(seconds=1)
    quick = inbox.claim(later)
    assert slow is not None
    assert quick is not None
    with database.writing() as connection:
        assert not inbox.finish(connection, slow, later)
        assert inbox.finish(connection, quick, later)


def test_what_fails_again_and_again_is_a_dead_letter_that_can_be_tried_again(inbox: Inbox) -> None:
    inbox.take(EVENT, NOW)
    now = NOW
    for wait in (*BACK_OFF, timedelta()):
        claimed = inbox.claim(now)
        assert claimed is not None
        inbox.fail(claimed, "ValueError", now)
        assert wait == timedelta() or inbox.claim(now) is None
        now += wait
    [dead] = inbox.dead()
    inbox.again(dead.id, now)
    assert inbox.claim(now) is not None
    with pytest.raises(NotFoundError):
        inbox.give_up(dead.id)


def test_a_library_that_is_not_ready_makes_no_dead_letter(inbox: Inbox) -> None:
    inbox.take(EVENT, NOW)
    now = NOW
    for _ in range(10):
        claimed = inbox.claim(now)
        assert claimed is not None
        inbox.fail(claimed, "not ready", now, counts=False)
        now += timedelta(seconds=3)
    assert inbox.dead() == []


def test_a_message_of_one_name_goes_out_once(database: Database, secrets: Secrets, outbox: Outbox) -> None:
    assert [put(database, secrets, "a"), put(database, secrets, "a")] == [True, False]
    sending = outbox.claim(NOW)
    assert sending is not None
    assert outbox.claim(NOW) is None
    outbox.sent(sending, "p1", NOW)
    assert outbox.counts() == {"sent": 1}


def test_messages_of_one_conversation_go_in_their_order(
    database: Database, secrets: Secrets, outbox: Outbox
) -> None:
    for name, talk in (("a", "t"), ("b", "t"), ("c", "u")):
        put(database, secrets, name, talk=talk)
    first, second = outbox.claim(NOW), outbox.claim(NOW)
    assert first is not None
    assert second is not None
    assert [first.message.id, second.message.id] == ["a", "c"]
    outbox.failed(first, "status 500", True, NOW)
    assert outbox.claim(NOW) is None
    again = outbox.claim(NOW + timedelta(seconds=5))
    assert again is not None
    assert (again.message.id, again.attempts) == ("a", 2)


def test_a_refusal_is_a_dead_letter_at_once(database: Database, secrets: Secrets, outbox: Outbox) -> None:
    put(database, secrets, "a")
    sending = outbox.claim(NOW)
    assert sending is not None
    outbox.failed(sending, "status 400", False, NOW)
    [dead] = outbox.dead()
    assert dead.error == "status 400"
    outbox.give_up(dead.id)
    assert outbox.counts() == {"given_up": 1}


@pytest.mark.parametrize(
    ("provider", "state"), [(Provider.GATEWAY, "waiting"), (Provider.WHATSAPP, "unsure")]
)
def test_what_a_dead_process_was_sending_is_repeated_only_where_a_repetition_is_known(
    database: Database, secrets: Secrets, outbox: Outbox, provider: Provider, state: str
) -> None:
    put(database, secrets, "a", provider)
    assert outbox.claim(NOW) is not None
    outbox.recover(NOW)
    assert outbox.counts() == {"sending": 1}
    later = NOW + timedelta(minutes=1)
    outbox.recover(later)
    assert outbox.counts() == {state: 1}


def test_a_message_that_nobody_knows_of_is_settled_by_its_report_or_by_a_person(
    database: Database, secrets: Secrets, outbox: Outbox
) -> None:
    for name in ("a", "b"):
        put(database, secrets, name, Provider.WHATSAPP, talk=name)
        sending = outbox.claim(NOW)
        assert sending is not None
        outbox.unsure(sending, "broke off", NOW)
    outbox.report(Report(Provider.WHATSAPP, "x", "a", Delivery.SENT, ""), NOW)
    outbox.recover(NOW + UNSURE + timedelta(seconds=1))
    assert outbox.counts() == {"dead": 1, "sent": 1}


def test_a_late_sent_does_not_undo_a_delivered(database: Database, secrets: Secrets, outbox: Outbox) -> None:
    put(database, secrets, "a", Provider.WHATSAPP)
    sending = outbox.claim(NOW)
    assert sending is not None
    outbox.sent(sending, "p1", NOW)
    for delivery in (Delivery.DELIVERED, Delivery.SENT, Delivery.FAILED):
        outbox.report(Report(Provider.WHATSAPP, "p1", None, delivery, "late"), NOW)
    assert outbox.counts() == {"delivered": 1}


def test_purging_leaves_what_waits(
    database: Database, secrets: Secrets, inbox: Inbox, outbox: Outbox
) -> None:
    inbox.take(EVENT, NOW)
    put(database, secrets, "a")
    put(database, secrets, "b", talk="u")
    sending = outbox.claim(NOW)
    assert sending is not None
    outbox.sent(sending, "", NOW)
    with database.writing() as connection:
        assert purge(connection, NOW + timedelta(days=1)) == 1
    assert (inbox.counts(), outbox.counts()) == ({"waiting": 1}, {"waiting": 1})
    with database.writing() as connection:
        clear(connection)
    assert inbox.counts() == {}


def test_a_process_that_is_killed_loses_and_doubles_nothing(tmp_path: Path, repository: Path) -> None:
    """Ten messages are accepted; processes are killed in the middle of their work, then one works on to the end."""
    worker = [sys.executable, str(Path(__file__).with_name("killed_worker.py")), str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(repository), "OMP_NUM_THREADS": "1"}
    for step in ("accept", "talking", "sending", "finish"):
        done = subprocess.run(
            [*worker, step], env=environment, capture_output=True, text=True, check=False, timeout=60
        )
        killed = step in ("talking", "sending")
        assert done.returncode == (-signal.SIGKILL if killed else 0), done.stderr
    counts = done.stdout.split()
    assert counts == ["cases=10", "answers=10", "names=10", "unsent=0"]
