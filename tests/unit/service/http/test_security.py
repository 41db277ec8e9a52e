"""Which hosts are answered, and the headers on every reply."""

import pytest
from fastapi.testclient import TestClient

from ingest.errors import SettingsError
from service.http.app import build_app
from service.http.security import host_name
from service.settings import Settings, load

ADDRESSES = [
    "/",
    "/?q=grant",
    "/documents",
    "/nothing",
    "/api/v1/search?q=x",
    "/api/v1/nothing",
    "/healthz",
    "/metrics",
]


@pytest.fixture
def client(shared_client):
    return shared_client


@pytest.fixture
def desk(shared_client):
    return shared_client.app.state.site.desk


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_reply_keeps_foreign_code_out(client, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'self'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_answers_are_not_kept_by_shared_caches_and_assets_are_kept_for_good(client, page) -> None:
    assert client.get("/?q=grant").headers["cache-control"] == "private, no-cache"
    for address in page("/").xpath("//link/@href | //script/@src"):
        reply = client.get(address)
        assert reply.status_code == 200
        assert "immutable" in reply.headers["cache-control"]


def test_the_python_beside_the_assets_is_not_sent(client) -> None:
    assert client.get("/static/__init__.py").status_code == 404


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000"])
def test_loopback_names_are_answered(client, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "192.168.1.5", "", "127.0.0.1.evil.example"]
)
@pytest.mark.parametrize("address", ["/", "/api/v1/documents", "/static/samuh.css"])
def test_other_hosts_are_refused_with_a_problem(client, desk, host: str, address: str) -> None:
    reply = client.get(address, headers={"Host": host})
    assert reply.status_code == 400
    assert reply.headers["content-type"] == "application/problem+json"
    assert "g-test-1" not in reply.text


def test_the_configured_host_is_answered(desk) -> None:
    app = build_app(desk, Settings(host="samuh.example"))
    client = TestClient(app, base_url="http://samuh.example:8000")
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("host", "status"), [("192.168.1.5:8000", 200), ("[fe80::1]", 200), ("evil.example", 400)]
)
def test_a_service_on_every_address_answers_addresses_but_no_foreign_name(
    desk, host: str, status: int
) -> None:
    client = TestClient(build_app(desk, Settings(host="0.0.0.0")), base_url="http://127.0.0.1")
    assert client.get("/healthz", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("samuh.example.org", 200),
        ("SAMUH.example.org:443", 200),
        ("intranet", 200),
        ("127.0.0.1", 200),
        ("", 400),
        ("evil.samuh.example.org", 400),
        ("example.org", 400),
        ("192.168.1.5", 400),
    ],
)
def test_the_public_names_of_a_proxy_are_answered_and_nothing_like_them(desk, host: str, status: int) -> None:
    app = build_app(desk, Settings(hosts=" Samuh.example.org:443, intranet,, "))
    client = TestClient(app, base_url="http://127.0.0.1")
    assert client.get("/healthz", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("hosts", ["*", "https://samuh.example.org", "a;b", "a/b"])
def test_what_is_no_list_of_host_names_is_refused(hosts: str) -> None:
    with pytest.raises(SettingsError, match="SAMUH_HOSTS"):
        load(hosts=hosts)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("a:80", "a"),
        ("A", "a"),
        ("[::1]:80", "::1"),
        ("[::1]", "::1"),
        ("::1", "::1"),
        ("", ""),
        ("a:b:c", "a:b:c"),
    ],
)
def test_a_host_header_is_taken_apart(header: str, name: str) -> None:
    assert host_name(header) == name
