"""What is logged and counted: everything about a request but what a person typed."""

import logging

import pytest

SECRET = "zanzibar-question"


@pytest.mark.parametrize(
    ("address", "line"),
    [
        (f"/?q={SECRET}", "method=GET route=/ status=200"),
        (f"/?q={SECRET}&history={SECRET}", "method=GET route=/ status=200"),
        (f"/search?q={SECRET}", "method=GET route=/search status=200"),
        (f"/api/v1/answers?q={SECRET}", "method=GET route=/api/v1/answers status=200"),
        (f"/api/v1/search?q=x&limit={SECRET}", "method=GET route=/api/v1/search status=422"),
        (f"/documents/{SECRET}?q={SECRET}", "method=GET route=/documents/{document_id} status=404"),
        (f"/{SECRET}", "method=GET route=unmatched status=404"),
        (f"/static/{SECRET}", "method=GET route=/static status=404"),
    ],
)
def test_a_request_is_one_line_without_what_was_typed(client, caplog, address: str, line: str) -> None:
    with caplog.at_level(logging.DEBUG):
        client.get(address)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("service.")]
    assert len(ours) == 1
    assert ours[0].startswith(line + " ms=")
    assert SECRET not in " ".join(ours)


def test_an_unexpected_error_is_logged_with_its_place_and_without_its_message(client, desk, caplog) -> None:
    desk.broken = True
    with caplog.at_level(logging.DEBUG):
        client.get("/", params={"q": SECRET})
    text = "\n".join(record.getMessage() + str(record.exc_info or "") for record in caplog.records)
    assert "error=ValueError" in text
    assert "fake_desk.py" in text
    assert SECRET not in [
        record.getMessage() for record in caplog.records if record.name.startswith("service.")
    ]
    assert all(
        SECRET not in record.getMessage() for record in caplog.records if record.name.startswith("service.")
    )
    assert all(record.exc_info is None for record in caplog.records)


def test_requests_and_answers_are_counted_by_route_and_ending(client) -> None:
    client.get(f"/?q=grant {SECRET}")
    client.get("/api/v1/answers?q=passport")
    client.get(f"/documents/{SECRET}")
    client.request("BREW", "/")
    figures = client.get("/metrics").text
    for line in (
        'samuh_answers_total{status="answered"} 1.0',
        'samuh_answers_total{status="out_of_scope"} 1.0',
        'samuh_requests_total{method="GET",route="/documents/{document_id}",status="404"} 1.0',
        'samuh_requests_total{method="OTHER",route="/",status="405"} 1.0',
        'samuh_request_seconds_count{route="/api/v1/answers"} 1.0',
        'samuh_index_info{index_id="g-test-1",model="fake-model"} 1.0',
        "samuh_ready 1.0",
        "samuh_documents 5.0",
    ):
        assert line in figures
    assert SECRET not in figures


def test_two_applications_count_apart(client, app, desk, settings) -> None:
    from service.http.app import build_app

    client.get("/api/v1/answers?q=grant")
    other = build_app(desk, settings).state.site.metrics.text().decode()
    assert "samuh_answers_total{" not in other
