"""Every error has the one body, and none tells of the inside."""

import pytest
from fastapi.testclient import TestClient

from ingest.errors import (
    BadRequestError,
    CatalogueError,
    IndexMismatchError,
    LibraryError,
    ModelError,
    NotFoundError,
    SamuhError,
    SettingsError,
    UnreadableDocumentError,
)
from service.http.app import build_app
from service.http.problems import of_error
from service.settings import Settings

PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/documents/unknown", 404),
        ("GET", "/api/v1/documents/unknown/original", 404),
        ("GET", "/api/v1/documents/mse-cdp-2022/original", 404),
        ("GET", "/api/v1/documents/..%2F..%2Fetc%2Fpasswd/original", 404),
        ("GET", "/api/v1/passages/unknown", 404),
        ("POST", "/api/v1/search", 405),
        ("GET", "/api/v1/search", 422),
        ("GET", "/api/v1/search?q=x&limit=0", 422),
        ("GET", "/api/v1/search?q=x&kind=nonsense", 422),
        ("GET", "/api/v1/search?q=x&year_from=soon", 422),
        ("GET", "/api/v1/documents?page=0", 422),
        ("GET", "/api/v1/answers?q=", 400),
        ("GET", "/api/v1/answers?q=%20%20", 400),
        ("GET", "/api/v1/answers?q=" + "x" * 201, 400),
        ("GET", "/api/v1/answers?q=x&history=" + "y" * 201, 400),
        ("GET", "/api/v1/search?q=x&year_from=2020&year_to=2010", 400),
    ],
)
def test_an_error_of_the_api_is_a_problem(client, method: str, address: str, status: int) -> None:
    reply = client.request(method, address)
    assert reply.status_code == status
    assert reply.headers["content-type"] == PROBLEM
    body = reply.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    assert body["type"]


@pytest.mark.parametrize(
    "address", ["/nothing", "/documents/unknown", "/static/nothing.css", "/search?limit=x"]
)
def test_an_error_of_a_page_is_a_page_in_the_same_frame(page, text_of, address: str) -> None:
    status = 422 if "limit" in address else 404
    shown = page(address, status)
    assert text_of(shown, "//nav[@aria-label='Sections']//a")[0] == "Ask"
    assert len(shown.xpath("//h1")) == 1


def test_a_wrong_method_says_which_are_right(client) -> None:
    reply = client.post("/api/v1/answers")
    assert reply.headers["allow"] == "GET"


def test_validation_names_the_parameter_and_does_not_repeat_the_value(client) -> None:
    reply = client.get("/api/v1/search", params={"q": "x", "limit": "a private word"})
    assert [part["where"] for part in reply.json()["errors"]] == ["query.limit"]
    assert "private" not in reply.text


def test_a_question_that_is_too_long_is_told_the_limit_and_not_repeated(client) -> None:
    reply = client.get("/api/v1/answers", params={"q": "secret " * 40})
    assert "279 characters; at most 200" in reply.json()["detail"]
    assert "secret" not in reply.text


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFoundError, 404),
        (BadRequestError, 400),
        (LibraryError, 503),
        (IndexMismatchError, 503),
        (ModelError, 503),
        (SettingsError, 500),
        (CatalogueError, 500),
        (UnreadableDocumentError, 500),
        (SamuhError, 500),
    ],
)
def test_each_family_of_our_errors_has_its_status(error: type[SamuhError], status: int) -> None:
    problem = of_error(error("the message"))
    assert problem.status == status
    assert ("the message" in problem.detail) == (status != 500)


def test_the_table_covers_every_error_we_raise() -> None:
    def family(error: type[SamuhError]) -> set[type[SamuhError]]:
        return {error}.union(*(family(child) for child in error.__subclasses__()))

    assert {of_error(error("x")).status for error in family(SamuhError)} <= {
        400,
        403,
        404,
        409,
        413,
        429,
        500,
        503,
    }


@pytest.mark.parametrize("address", ["/api/v1/answers?q=grant", "/?q=grant"])
def test_what_nobody_expected_is_a_500_that_tells_nothing(desk, address: str) -> None:
    desk.broken = True
    app = build_app(desk, Settings())
    with TestClient(app, base_url="http://127.0.0.1") as client:
        reply = client.get(address)
    assert reply.status_code == 500
    assert "ValueError" not in reply.text
    assert "inside failed" not in reply.text
    if address.startswith("/api"):
        assert reply.headers["content-type"] == PROBLEM
    assert reply.headers["content-security-policy"]


class TestBeforeReady:
    """While model and index are being loaded."""

    @pytest.fixture
    def waiting(self, desk) -> TestClient:
        desk.ready = False
        return TestClient(build_app(desk, Settings()), base_url="http://127.0.0.1")  # not started: no warm-up

    def test_health_is_good_and_readiness_says_what_is_missing(self, waiting: TestClient) -> None:
        assert waiting.get("/healthz").json() == {"status": "ok"}
        reply = waiting.get("/readyz")
        assert (reply.status_code, reply.headers["content-type"]) == (503, PROBLEM)
        assert "being loaded" in reply.json()["detail"]
        assert reply.headers["retry-after"] == "5"

    @pytest.mark.parametrize("address", ["/api/v1/search?q=x", "/api/v1/answers?q=x", "/api/v1/documents"])
    def test_the_api_says_come_back(self, waiting: TestClient, address: str) -> None:
        reply = waiting.get(address)
        assert (reply.status_code, reply.headers["content-type"]) == (503, PROBLEM)

    @pytest.mark.parametrize("address", ["/", "/?q=grant", "/documents", "/search?q=grant", "/documents/x"])
    def test_pages_ask_again_by_themselves(self, waiting: TestClient, address: str) -> None:
        reply = waiting.get(address)
        assert reply.status_code == 503
        assert '<meta http-equiv="refresh" content="5">' in reply.text
        assert "getting ready" in reply.text

    def test_the_page_about_samuh_is_there_already(self, waiting: TestClient) -> None:
        reply = waiting.get("/about")
        assert reply.status_code == 200
        assert "being loaded" in reply.text

    def test_metrics_are_there_already(self, waiting: TestClient) -> None:
        assert "samuh_ready 0.0" in waiting.get("/metrics").text
