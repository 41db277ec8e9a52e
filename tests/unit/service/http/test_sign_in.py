"""Signing in and out over HTTP: cookies, form tokens, roles, and what other sites are refused."""

import logging
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import pytest
from argon2 import PasswordHasher
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient

from service.http import helpline_room
from service.http.app import build_app
from service.http.auth import COOKIE, Who, local, signed_in
from service.people.accounts import Accounts, NewAccount
from service.people.errors import SignInError
from service.people.passwords import Passwords
from service.people.records import Back, Begun, Role, Vouched
from service.settings import Settings

WORD = "four words that rhyme"
NEW = "another set of words"
AS_BROWSER = {"accept": "text/html,*/*;q=0.8"}


class Clock:
    """A clock that stands until it is set on."""

    now = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def built(fake_desk) -> FastAPI:
    """The whole application with some routes for roles; building it takes its time."""
    app = build_app(fake_desk(), Settings())

    @app.get("/for-supervisors")
    @app.post("/for-supervisors")
    def page(who: Annotated[Who, Depends(signed_in(Role.SUPERVISOR))]) -> dict[str, str]:
        return {"name": who.name, "token": who.form_token}

    @app.post("/api/v1/for-all")
    def api(who: Annotated[Who, Depends(signed_in())]) -> dict[str, str]:
        return {"name": who.name}

    return app


@pytest.fixture
def house(built: FastAPI, sqlite_made: Path, tmp_path: Path, clock: Clock) -> Iterator[FastAPI]:
    """The application with an empty helpline, and passwords that are hashed quickly."""
    shutil.copy(sqlite_made, tmp_path / "helpline.db")
    made = helpline_room.made(Settings(library=tmp_path))
    accounts = Accounts(made.database, Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)))
    built.state.helpline_room = replace(made, accounts=accounts, clock=clock)
    yield built
    made.database.close()


@pytest.fixture
def browser(house: FastAPI) -> TestClient:
    return TestClient(house, base_url="http://127.0.0.1", follow_redirects=False, headers=AS_BROWSER)


def add(house: FastAPI, name: str, role: Role = Role.OPERATOR) -> None:
    house.state.helpline_room.accounts.add(NewAccount(name, name.title(), role, WORD), Clock.now)


def enter(browser: TestClient, name: str, word: str = WORD, **more: str):
    return browser.post("/sign-in", data={"name": name, "password": word, **more})


def token(browser: TestClient) -> str:
    found = re.search(r'name="form_token" value="(\w+)"', browser.get("/account").text)
    assert found
    return found[1]


def test_without_an_account_the_page_says_how_the_first_is_made(browser: TestClient) -> None:
    text = browser.get("/sign-in").text
    assert "samuh people add NAME --role administrator" in text
    assert "<input" not in text


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(house: FastAPI, browser: TestClient) -> None:
    add(house, "asha")
    sent = browser.get("/account?from=desk")
    assert (sent.status_code, sent.headers["location"]) == (303, "/sign-in?next=/account%3Ffrom%3Ddesk")
    assert 'name="next" value="/account?from=desk"' in browser.get(sent.headers["location"]).text
    came = enter(browser, "asha", next="/account?from=desk")
    assert (came.status_code, came.headers["location"]) == (303, "/account?from=desk")
    page = browser.get("/account")
    assert "Signed in as" in page.text
    assert page.headers["cache-control"] == "no-store"


def test_a_program_is_told_401_instead_of_being_sent_to_a_form(house: FastAPI, browser: TestClient) -> None:
    assert browser.post("/api/v1/for-all").status_code == 401
    assert browser.get("/account", headers={"accept": "application/json"}).status_code == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(house: FastAPI, browser: TestClient) -> None:
    add(house, "asha")
    plain = enter(browser, "asha").headers["set-cookie"]
    assert "HttpOnly" in plain
    assert "SameSite=lax" in plain
    assert "Max-Age=43200" in plain
    assert "Secure" not in plain
    behind = browser.post(
        "/sign-in", data={"name": "asha", "password": WORD}, headers={"x-forwarded-proto": "https"}
    )
    assert "Secure" in behind.headers["set-cookie"]


def test_signing_in_ends_the_session_that_the_browser_had(house: FastAPI, browser: TestClient) -> None:
    add(house, "asha")
    enter(browser, "asha")
    first = browser.cookies[COOKIE]
    enter(browser, "asha")
    assert browser.cookies[COOKIE] != first
    assert house.state.helpline_room.sessions.session(first, Clock.now) is None


def test_a_wrong_password_is_told_and_neither_shown_nor_logged(
    house: FastAPI, browser: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    add(house, "asha")
    with caplog.at_level(logging.DEBUG):
        refused = enter(browser, "asha", "my secret guess <b>")
    assert refused.status_code == 403
    assert "do not fit" in refused.text
    assert 'value="asha"' in refused.text
    assert "secret guess" not in refused.text + caplog.text
    assert "asha" not in caplog.text
    assert COOKIE not in browser.cookies


def test_only_addresses_of_ours_are_gone_on_to(house: FastAPI, browser: TestClient) -> None:
    add(house, "asha")
    for elsewhere in (
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "",
        "/desk/../..//evil",
    ):
        assert enter(browser, "asha", next=elsewhere).headers["location"] == "/"


@pytest.mark.parametrize(
    "address",
    ["/desk//evil", "/desk/..", "/./desk", "/%2e%2e/evil", "/%2Fevil", "/desk\\evil", "/%5Cevil", "/a\nb"],
)
def test_an_address_that_can_be_read_in_two_ways_is_not_gone_on_to(address: str) -> None:
    assert local(address) == "/"


@pytest.mark.parametrize(
    "address", ["/", "/desk?case=7K3M2QZ", "/desk/queue/", "/ask?q=a//b/../c", "/documents/mse-cdp.v2"]
)
def test_an_address_of_ours_is_gone_on_to(address: str) -> None:
    assert local(address) == address


def test_a_role_that_may_not_is_refused_and_told_why(house: FastAPI, browser: TestClient) -> None:
    add(house, "asha")
    add(house, "meena", Role.SUPERVISOR)
    enter(browser, "asha")
    refused = browser.get("/for-supervisors")
    assert refused.status_code == 403
    assert "it is the work of: supervisor" in refused.text
    enter(browser, "meena")
    assert browser.get("/for-supervisors").json()["name"] == "meena"


def test_a_change_needs_the_form_token_of_this_session(house: FastAPI, browser: TestClient) -> None:
    add(house, "boss", Role.ADMINISTRATOR)
    enter(browser, "boss")
    right = browser.get("/for-supervisors").json()["token"]
    assert browser.post("/for-supervisors").status_code == 403
    assert browser.post("/for-supervisors", data={"form_token": "0" * 64}).status_code == 403
    assert browser.post("/for-supervisors", json={"form_token": right}).status_code == 403
    assert browser.post("/for-supervisors", data={"form_token": right}).status_code == 200
    assert browser.post("/api/v1/for-all", headers={"X-Form-Token": right}).status_code == 200
    enter(browser, "boss")
    old = browser.post("/for-supervisors", data={"form_token": right})
    assert old.status_code == 403
    assert "no longer valid" in old.text


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "http://evil.example"}],
)
def test_what_another_site_sends_is_refused_even_with_the_token(
    house: FastAPI, browser: TestClient, headers: dict[str, str]
) -> None:
    add(house, "asha")
    assert (
        browser.post("/sign-in", data={"name": "asha", "password": WORD}, headers=headers).status_code == 403
    )
    enter(browser, "asha")
    given = {"form_token": token(browser)}
    assert browser.post("/sign-out", data=given, headers=headers).status_code == 403
    assert browser.get("/account").status_code == 200


def test_signing_out_ends_the_session_and_takes_the_cookie(house: FastAPI, browser: TestClient) -> None:
    add(house, "asha")
    enter(browser, "asha")
    secret = browser.cookies[COOKIE]
    out = browser.post("/sign-out", data={"form_token": token(browser)})
    assert (out.status_code, out.headers["location"]) == (303, "/sign-in")
    assert COOKIE not in browser.cookies
    browser.cookies.set(COOKIE, secret)
    assert browser.get("/account").status_code == 303


def test_a_session_ends_when_nothing_is_asked_for_long(
    house: FastAPI, browser: TestClient, clock: Clock
) -> None:
    add(house, "asha")
    enter(browser, "asha")
    clock.now += timedelta(minutes=119)
    assert browser.get("/account").status_code == 200
    clock.now += timedelta(minutes=120)
    assert browser.get("/account").status_code == 303


def test_ones_own_password_is_changed_with_the_old_one(house: FastAPI, browser: TestClient) -> None:
    add(house, "asha")
    enter(browser, "asha")
    other = TestClient(house, base_url="http://127.0.0.1", follow_redirects=False, headers=AS_BROWSER)
    enter(other, "asha")
    wrong = browser.post("/account", data={"form_token": token(browser), "old": NEW, "new": NEW})
    assert "old password is not right" in wrong.text
    short = browser.post("/account", data={"form_token": token(browser), "old": WORD, "new": "short"})
    assert "needs 12 to 200" in short.text
    done = browser.post("/account", data={"form_token": token(browser), "old": WORD, "new": NEW})
    assert "holds from now on" in done.text
    assert browser.get("/account").status_code == 200
    assert other.get("/account").status_code == 303
    assert enter(other, "asha", NEW).status_code == 303


def test_the_lock_is_told_with_its_end(house: FastAPI, browser: TestClient, clock: Clock) -> None:
    add(house, "asha")
    for _ in range(5):
        assert "do not fit" in enter(browser, "asha", NEW).text
    assert "Try again in 15 minutes" in enter(browser, "asha").text
    clock.now += timedelta(minutes=15)
    assert enter(browser, "asha").status_code == 303


def test_the_form_in_use_holds_the_token_that_is_checked(house: FastAPI, browser: TestClient) -> None:
    """A form posted as multipart carries its token, too."""
    add(house, "asha")
    enter(browser, "asha")
    fields = {"form_token": (None, token(browser))}
    assert browser.post("/sign-out", files=fields).status_code == 303


# --- the administrator's pages -------------------------------------------------------------------------------------


@pytest.fixture
def boss(house: FastAPI, browser: TestClient) -> TestClient:
    add(house, "boss", Role.ADMINISTRATOR)
    enter(browser, "boss")
    return browser


def test_only_an_administrator_sees_accounts_and_audit(house: FastAPI, browser: TestClient) -> None:
    add(house, "meena", Role.SUPERVISOR)
    enter(browser, "meena")
    for address in ("/people", "/people/audit"):
        assert browser.get(address).status_code == 403
    given = {"form_token": token(browser), "name": "x2", "role": "administrator"}
    assert browser.post("/people", data=given).status_code == 403
    assert browser.post("/people/meena", data={**given, "did": "role"}).status_code == 403


def test_an_administrator_makes_and_changes_accounts(house: FastAPI, boss: TestClient) -> None:
    accounts = house.state.helpline_room.accounts
    given = {"form_token": token(boss)}
    new = {"name": "asha", "role": "operator", "full_name": "Asha <b>Verma</b>", "password": WORD}
    made = boss.post("/people", data={**given, **new})
    assert (made.status_code, made.headers["location"]) == (303, "/people?done=asha")
    page = boss.get("/people?done=asha").text
    assert "Asha &lt;b&gt;Verma&lt;/b&gt;" in page
    assert "Done: the account <strong>asha</strong>" in page
    for changed, holds in (
        ({"did": "role", "role": "expert"}, lambda: accounts.account("asha").role is Role.EXPERT),
        ({"did": "disable"}, lambda: accounts.account("asha").disabled),
        ({"did": "enable"}, lambda: not accounts.account("asha").disabled),
        ({"did": "password", "password": NEW}, lambda: accounts.sign_in("asha", NEW, Clock.now)),
        ({"did": "unlock"}, lambda: accounts.account("asha").failures == 0),
    ):
        assert boss.post("/people/asha", data={**given, **changed}).status_code == 303
        assert holds(), changed
    trail = boss.get("/people/audit?subject=account+asha").text
    for did in ("added", "gave a role to", "disabled", "enabled", "set the password of", "unlocked"):
        assert f">{did}<" in trail
    assert "23 Nov 2026, 10:00" in trail, "times are those of India"
    assert "account boss" not in trail


def test_what_an_administrator_cannot_do_is_told_on_the_page(house: FastAPI, boss: TestClient) -> None:
    given = {"form_token": token(boss)}
    for address, data, words in (
        ("/people/boss", {"did": "role", "role": "operator"}, "last administrator"),
        ("/people/boss", {"did": "password", "password": "short"}, "needs 12 to 200"),
        ("/people", {"name": "Asha Verma", "role": "operator"}, "lower-case"),
        ("/people", {"name": "boss", "role": "operator"}, "already"),
    ):
        refused = boss.post(address, data={**given, **data})
        assert refused.status_code == 400
        assert words in refused.text
    assert boss.post("/people/nobody", data={**given, "did": "unlock"}).status_code == 404
    assert boss.post("/people", data={**given, "name": "x2", "role": "king"}).status_code == 422


# --- through a sign-in service -------------------------------------------------------------------------------------


class FakeVouching:
    """A service that vouches for one mail address; it keeps what it was told."""

    def begin(self, following: str, here: str, now: datetime) -> Begun:
        self.following, self.here = following, here
        return Begun("https://login.example.org/authorize?state=s1", "s1")

    def finish(self, back: Back, now: datetime) -> Vouched:
        if back.state != "s1" or back.parameters.get("state") != "s1":
            raise SignInError("not begun in this browser")
        return Vouched("asha@example.org", self.following)


@pytest.fixture
def vouching(house: FastAPI) -> FakeVouching:
    made = FakeVouching()
    house.state.helpline_room = replace(house.state.helpline_room, vouching=made)
    return made


def test_without_a_service_there_is_no_way_to_it(house: FastAPI, browser: TestClient) -> None:
    add(house, "asha")
    assert "Sign in through" not in browser.get("/sign-in").text
    assert browser.get("/sign-in/service").status_code == 404


def test_who_is_vouched_for_and_has_an_account_is_let_in(
    house: FastAPI, browser: TestClient, vouching: FakeVouching
) -> None:
    accounts = house.state.helpline_room.accounts
    accounts.add(NewAccount("asha", "Asha", Role.OPERATOR, None, "asha@example.org"), Clock.now)
    assert 'href="/sign-in/service?next=/desk"' in browser.get("/sign-in?next=/desk").text
    off = browser.get("/sign-in/service?next=/account")
    assert off.headers["location"].startswith("https://login.example.org/")
    assert (vouching.following, vouching.here) == ("/account", "http://127.0.0.1/sign-in/service/back")
    back = browser.get("/sign-in/service/back?code=c1&state=s1")
    assert (back.status_code, back.headers["location"]) == (303, "/account")
    assert "Signed in as" in browser.get("/account").text
    accounts.disable("asha", True, Clock.now)
    browser.get("/sign-in/service")
    assert "account is disabled" in browser.get("/sign-in/service/back?code=c1&state=s1").text


def test_who_is_vouched_for_without_an_account_stays_out(
    house: FastAPI, browser: TestClient, vouching: FakeVouching
) -> None:
    add(house, "boss", Role.ADMINISTRATOR)
    browser.get("/sign-in/service?next=//evil.example")
    assert vouching.following == "/"
    refused = browser.get("/sign-in/service/back?code=c1&state=s1")
    assert refused.status_code == 403
    assert "there is no account with your mail address" in refused.text
    assert COOKIE not in browser.cookies
    assert [account.name for account in house.state.helpline_room.accounts.all()] == ["boss"]
    again = browser.get("/sign-in/service/back?code=c1&state=s1")
    assert "not begun in this browser" in again.text
