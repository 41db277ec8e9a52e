"""Accounts, passwords and sessions, on SQLite and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher

from ingest.errors import NotFoundError
from service.database import audit
from service.database.engine import Database
from service.people.accounts import WRONG, Accounts, LockOut, NewAccount
from service.people.errors import AccountError, SignInError
from service.people.passwords import Passwords, judged
from service.people.records import HOLDS, Role
from service.people.sessions import Life, Sessions, form_token, form_token_fits

WORD = "four words that rhyme"
OTHER = "another set of words"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def accounts(database: Database) -> Accounts:
    return Accounts(database, Passwords(QUICK), LockOut(3, 15 * MINUTE))


@pytest.fixture
def sessions(database: Database) -> Sessions:
    return Sessions(database, Life(timedelta(hours=12), timedelta(hours=2)))


def add(accounts: Accounts, name: str, now: datetime, role: Role = Role.OPERATOR) -> None:
    accounts.add(NewAccount(name, name.title(), role, WORD), now, "boss")


def did(database: Database, name: str) -> list[str]:
    with database.reading() as connection:
        return [entry.action for entry in audit.entries(connection, f"account {name}")][::-1]


def test_an_account_signs_in_with_its_password_and_no_other(
    accounts: Accounts, database: Database, now: datetime
) -> None:
    add(accounts, "asha", now)
    assert accounts.sign_in(" Asha ", WORD, now).last_sign_in == now
    for name, word in (("asha", OTHER), ("asha", ""), ("asha", "x" * 100_000), ("nobody", WORD)):
        with pytest.raises(SignInError) as refused:
            accounts.sign_in(name, word, now)
        assert str(refused.value) == WRONG, "the words do not tell whether there is such an account"
    assert did(database, "asha") == ["added", "signed in", "locked"]


def test_the_password_is_kept_as_argon2id_alone(
    accounts: Accounts, database: Database, now: datetime
) -> None:
    add(accounts, "asha", now)
    with database.reading() as connection:
        rows = repr(connection.exec_driver_sql("SELECT * FROM accounts").all())
    assert "$argon2id$" in rows
    assert WORD not in rows


def test_wrong_passwords_in_a_row_lock_for_a_while(accounts: Accounts, now: datetime) -> None:
    add(accounts, "asha", now)
    for _ in range(3):
        with pytest.raises(SignInError, match="do not fit"):
            accounts.sign_in("asha", OTHER, now)
    with pytest.raises(SignInError, match=r"locked .* Try again in 15 minutes"):
        accounts.sign_in("asha", WORD, now)
    later = now + 15 * MINUTE
    with pytest.raises(SignInError, match="do not fit"):
        accounts.sign_in("asha", OTHER, later)
    with pytest.raises(SignInError, match="locked"):
        accounts.sign_in("asha", WORD, later)
    assert accounts.unlock("asha", later, "boss").failures == 0
    assert accounts.sign_in("asha", WORD, later).failures == 0


def test_the_right_password_begins_the_count_anew(accounts: Accounts, now: datetime) -> None:
    add(accounts, "asha", now)
    for _ in range(4):
        for _ in range(2):
            with pytest.raises(SignInError):
                accounts.sign_in("asha", OTHER, now)
        accounts.sign_in("asha", WORD, now)


def test_guesses_made_at_once_are_counted_one_by_one(
    accounts: Accounts, database: Database, now: datetime
) -> None:
    add(accounts, "asha", now)

    def guess(number: int) -> str:
        with pytest.raises(SignInError) as refused:
            accounts.sign_in("asha", f"guess number {number}", now)
        return str(refused.value)

    with ThreadPoolExecutor(10) as pool:
        said = list(pool.map(guess, range(20)))
    assert sum("do not fit" in words for words in said) == 3, "only so many guesses were looked at"
    assert did(database, "asha") == ["added", "locked"]


def test_a_disabled_account_is_out_at_once_and_in_again_later(
    accounts: Accounts, sessions: Sessions, now: datetime
) -> None:
    add(accounts, "asha", now)
    token = sessions.begin("asha", now).token
    accounts.disable("asha", True, now, "boss")
    assert sessions.session(token, now) is None
    with pytest.raises(SignInError):
        accounts.sign_in("asha", WORD, now)
    accounts.disable("asha", False, now, "boss")
    assert sessions.session(token, now) is None
    assert accounts.sign_in("asha", WORD, now).name == "asha"


def test_a_new_password_ends_every_session(accounts: Accounts, sessions: Sessions, now: datetime) -> None:
    add(accounts, "asha", now)
    tokens = [sessions.begin("asha", now).token for _ in range(2)]
    accounts.set_password("asha", OTHER, now, "asha")
    assert [sessions.session(token, now) for token in tokens] == [None, None]
    with pytest.raises(SignInError):
        accounts.sign_in("asha", WORD, now)
    accounts.sign_in("asha", OTHER, now)


def test_the_last_administrator_stays(accounts: Accounts, now: datetime) -> None:
    add(accounts, "boss", now, Role.ADMINISTRATOR)
    with pytest.raises(AccountError, match="last administrator"):
        accounts.disable("boss", True, now)
    with pytest.raises(AccountError, match="last administrator"):
        accounts.give_role("boss", Role.OPERATOR, now)
    assert accounts.account("boss").may(Role.ADMINISTRATOR)
    add(accounts, "asha", now, Role.ADMINISTRATOR)
    accounts.disable("boss", True, now)


def test_a_change_of_role_holds_at_once_and_is_written_down(
    accounts: Accounts, sessions: Sessions, database: Database, now: datetime
) -> None:
    add(accounts, "asha", now)
    token = sessions.begin("asha", now).token
    accounts.give_role("asha", Role.SUPERVISOR, now, "boss")
    session = sessions.session(token, now)
    assert session is not None
    assert session.account.role is Role.SUPERVISOR
    with database.reading() as connection:
        (entry, _) = audit.entries(connection, "account asha")
    assert (entry.actor, entry.details) == ("boss", {"from": "operator", "to": "supervisor"})


def test_an_old_way_of_hashing_is_replaced_at_the_next_sign_in(database: Database, now: datetime) -> None:
    add(Accounts(database, Passwords(QUICK)), "asha", now)
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    Accounts(database, Passwords(stronger)).sign_in("asha", WORD, now)
    with database.reading() as connection:
        kept = connection.exec_driver_sql("SELECT password FROM accounts").scalar()
    assert "m=16,t=2" in str(kept)


def test_there_is_one_account_of_a_name_and_of_an_address(accounts: Accounts, now: datetime) -> None:
    accounts.add(NewAccount("asha", "", Role.OPERATOR, None, "Asha@Example.org"), now)
    assert accounts.account("asha").address == "asha@example.org"
    assert accounts.by_address(" ASHA@example.org ") == accounts.account("asha")
    for name, address in (("asha", None), ("other", "asha@example.org")):
        with pytest.raises(AccountError, match="already"):
            accounts.add(NewAccount(name, "", Role.OPERATOR, WORD, address), now)
    with pytest.raises(SignInError):
        accounts.sign_in("asha", "", now)
    assert [account.name for account in accounts.all()] == ["asha"]


@pytest.mark.parametrize("name", ["", "a", "Asha", "1asha", "asha verma", "a" * 41, "../etc", "आशा"])
def test_a_name_that_cannot_be_one_is_refused(accounts: Accounts, name: str, now: datetime) -> None:
    with pytest.raises(AccountError, match="lower-case"):
        accounts.add(NewAccount(name, "", Role.OPERATOR), now)


@pytest.mark.parametrize("word", ["short", "a" * 30, "x" * 201, "my name is ASHA ok"])
def test_a_weak_password_is_refused(word: str) -> None:
    with pytest.raises(AccountError):
        judged(word, "asha")


def test_a_password_is_the_same_on_every_keyboard() -> None:
    passwords = Passwords(QUICK)
    kept = passwords.hashed("caf\u00e9 \u0958\u0932\u092e words")
    assert passwords.fits(kept, "cafe\u0301 \u0915\u093c\u0932\u092e words")


def test_what_is_not_there_is_told(accounts: Accounts, now: datetime) -> None:
    assert not accounts.any()
    with pytest.raises(NotFoundError, match="samuh people list"):
        accounts.set_password("asha", WORD, now)


def test_a_session_lasts_as_long_as_it_may_and_no_longer(
    accounts: Accounts, sessions: Sessions, now: datetime
) -> None:
    add(accounts, "asha", now)
    token = sessions.begin("asha", now).token
    for hours in (1.9, 3.8, 5.7, 7.6, 9.5, 11.4):
        assert sessions.session(token, now + timedelta(hours=hours)) is not None
    assert sessions.session(token, now + timedelta(hours=12)) is None
    idle = sessions.begin("asha", now).token
    assert sessions.session(idle, now + timedelta(hours=2)) is None


def test_a_session_is_known_by_its_secret_alone(
    accounts: Accounts, sessions: Sessions, database: Database, now: datetime
) -> None:
    add(accounts, "asha", now)
    token = sessions.begin("asha", now).token
    assert sessions.session(token[:-1], now) is None
    with database.reading() as connection:
        assert token not in repr(connection.exec_driver_sql("SELECT * FROM sessions").all())
    sessions.end(token, now)
    sessions.end(token, now)
    assert sessions.session(token, now) is None
    assert did(database, "asha") == ["added", "signed out"]


def test_sessions_that_are_over_are_deleted(
    accounts: Accounts, sessions: Sessions, database: Database, now: datetime
) -> None:
    add(accounts, "asha", now)
    for days in range(3):
        sessions.begin("asha", now + timedelta(days=days))
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sessions").scalar() == 1


def test_a_form_token_belongs_to_one_session() -> None:
    assert form_token_fits("one", form_token("one"))
    assert not form_token_fits("one", form_token("two"))
    assert not form_token_fits("one", "")
    assert not form_token_fits("one", "é")


def test_roles_hold_what_they_stand_in_for() -> None:
    assert {role.value: sorted(held) for role, held in HOLDS.items()} == {
        "operator": ["operator"],
        "expert": ["expert", "operator"],
        "editor": ["editor"],
        "supervisor": ["editor", "expert", "operator", "supervisor"],
        "administrator": ["administrator", "editor", "expert", "operator", "supervisor"],
    }
