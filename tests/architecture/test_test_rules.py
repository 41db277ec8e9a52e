"""The rules of tests/conftest.py hold: no network, no settings from outside, missing tools fail in CI."""

import os
import socket

import pytest


def test_a_test_cannot_reach_another_machine() -> None:
    with pytest.raises(AssertionError, match="a test looks up"):
        socket.create_connection(("example.org", 80), timeout=1)
    with socket.socket() as plain, pytest.raises(AssertionError, match="connects to"):
        plain.connect(("192.0.2.1", 80))


def test_a_test_can_reach_this_machine() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as client,
    ):
        assert client.getpeername() == server.getsockname()


def test_no_setting_of_the_person_reaches_a_test() -> None:
    assert [name for name in os.environ if name.startswith("SAMUH_")] == []
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_a_missing_tool_skips_on_a_laptop(needs_tool, monkeypatch) -> None:
    monkeypatch.setenv("CI", "")
    with pytest.raises(pytest.skip.Exception, match="apt-get install nothing"):
        needs_tool("no-such-tool-at-all", "apt-get install nothing")


def test_a_missing_tool_fails_in_ci(needs_tool, monkeypatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="apt-get install nothing"):
        needs_tool("no-such-tool-at-all", "apt-get install nothing")


def test_a_tool_that_is_there_is_found(needs_tool) -> None:
    assert needs_tool("bash", "apt-get install bash").endswith("bash")
