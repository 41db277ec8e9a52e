"""Uploads over HTTP: what is taken, from whom, and how they are followed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.http import upload_api
from service.http.app import build_app
from service.settings import Settings
from service.uploads.queueing import UploadQueue
from service.uploads.records import UploadState
from service.wiring import upload_queue

API = "/api/v1/uploads"
NOTE = ("file", ("Kolhapur note.md", b"# Kolhapur\n\n287 units melt grey iron.", "text/markdown"))


def settings_of(library: Path, **more: object) -> Settings:
    return Settings(library=library, upload_mb=1, upload_files=3, upload_waiting=4, **more)  # type: ignore[arg-type]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def queue(library: Path) -> UploadQueue:
    return upload_queue(settings_of(library))


@pytest.fixture
def uploader(desk, library: Path) -> Iterator[TestClient]:
    with TestClient(build_app(desk, settings_of(library)), base_url="http://127.0.0.1") as client:
        yield client


def test_files_are_taken_and_named_each_with_its_state(uploader, queue) -> None:
    reply = uploader.post(API, files=[NOTE, ("file", ("x.exe", b"MZ", "application/pdf"))])
    assert reply.status_code == 202
    first, second = reply.json()["uploads"]
    assert (first["name"], first["state"], first["size"]) == ("Kolhapur note.md", "queued", 37)
    assert (second["name"], second["state"]) == ("x.exe", "refused")
    assert queue.place(queue.get(first["id"])).read_bytes().startswith(b"# Kolhapur")
    assert uploader.get(f"{API}/{first['id']}").json() == first
    assert [row["name"] for row in uploader.get(API).json()["uploads"]] == ["Kolhapur note.md", "x.exe"]


def test_one_file_too_large_is_refused_and_the_others_are_taken(uploader) -> None:
    reply = uploader.post(API, files=[("file", ("big.md", b"x" * (2**20 + 1), "text/plain")), NOTE])
    large, small = reply.json()["uploads"]
    assert large["why"] == "It is larger than 1 MiB, the most that is taken."
    assert (large["state"], small["state"]) == ("refused", "queued")


@pytest.mark.parametrize(
    ("files", "status", "words"),
    [
        ([NOTE] * 4, 400, "At most 3 files may be sent at once"),
        ([("file", ("a.md", b"x" * 4 * 2**20, "text/plain"))] * 2, 413, "More than 3 MiB came at once"),
        ([("file", ("", b"", "text/plain"))], 400, ""),
    ],
)
def test_what_is_beyond_the_limits_is_refused_whole(uploader, queue, files, status: int, words: str) -> None:
    reply = uploader.post(API, files=files)
    assert reply.status_code == status
    assert words in reply.json()["detail"]
    assert queue.rows() == []


def test_no_form_no_files(uploader) -> None:
    assert uploader.post(API, json={}).status_code == 400
    assert uploader.post(API, data={"other": "x"}).status_code == 400
    broken = uploader.post(
        API, content=b"nonsense", headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    assert broken.status_code == 400


def test_a_full_queue_says_so_and_when_to_come_back(uploader) -> None:
    uploader.post(API, files=[NOTE] * 3)
    reply = uploader.post(API, files=[NOTE] * 2)
    assert reply.status_code == 503
    assert "3 files are waiting already" in reply.json()["detail"]
    assert reply.headers["Retry-After"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"X-Forwarded-For": "203.0.113.7"},
        {"Forwarded": "for=203.0.113.7"},
        {"Via": "1.1 proxy"},
        {"Origin": "https://samuh.example.org", "Sec-Fetch-Site": "same-origin"},
    ],
)
@pytest.mark.parametrize("path", [API, "/uploads"])
def test_what_another_site_or_a_proxy_sends_is_refused(uploader, queue, headers, path: str) -> None:
    reply = uploader.post(path, files=[NOTE], headers=headers)
    assert reply.status_code == 403
    assert queue.rows() == []


def test_every_change_is_guarded(uploader) -> None:
    made = uploader.post(API, files=[NOTE]).json()["uploads"][0]
    foreign = {"Origin": "https://evil.example"}
    for path in (f"{API}/{made['id']}/cancel", f"{API}/{made['id']}/retry", f"/uploads/{made['id']}/remove"):
        assert uploader.post(path, headers=foreign).status_code == 403
    assert uploader.delete(f"{API}/{made['id']}", headers=foreign).status_code == 403


@pytest.mark.parametrize(
    ("host", "uploads", "taken"),
    [
        ("127.0.0.1", None, True),
        ("127.0.0.1", False, False),
        ("0.0.0.0", None, False),
        ("0.0.0.0", True, True),
    ],
)
def test_who_may_send_follows_from_host_and_setting(desk, library, host: str, uploads, taken: bool) -> None:
    app = build_app(desk, settings_of(library, host=host, uploads=uploads))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        assert client.post(API, files=[NOTE]).status_code == (202 if taken else 403)
        shown = client.get("/uploads").text
        assert ('type="file"' in shown) == taken
        assert ("SAMUH_UPLOADS=true" in shown) != taken


def test_a_service_with_a_public_name_takes_no_files_unless_told_to(desk, library) -> None:
    for uploads, status in ((None, 403), (True, 202)):
        app = build_app(desk, settings_of(library, hosts="samuh.example.org", uploads=uploads))
        with TestClient(app, base_url="http://127.0.0.1") as client:
            assert client.post(API, files=[NOTE]).status_code == status


def test_cancelling_trying_again_and_removing(uploader, queue) -> None:
    made = uploader.post(API, files=[NOTE]).json()["uploads"][0]
    own = f"{API}/{made['id']}"
    assert uploader.post(f"{own}/retry").status_code == 409
    assert uploader.post(f"{own}/cancel").json()["state"] == "cancelled"
    assert uploader.post(f"{own}/cancel").status_code == 409
    assert uploader.post(f"{own}/retry").json()["state"] == "queued"
    assert uploader.delete(own).json()["state"] == "removing"
    assert uploader.get(f"{API}/nothing").status_code == 404
    assert queue.get(made["id"]).state is UploadState.REMOVING


def test_the_page_takes_files_and_shows_them_with_what_can_be_done(uploader, queue, page_of) -> None:
    reply = uploader.post("/uploads", files=[NOTE], follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (303, "/uploads")
    upload = queue.rows()[0]
    shown = page_of(uploader, "/uploads")
    assert shown.xpath("//li[@class='upload']//form/@action") == [f"/uploads/{upload.id}/cancel"]
    queue.change([upload.id], state="done", document_id="mse-cdp-2022", pages=1, passages=3)
    shown = page_of(uploader, "/uploads")
    assert shown.xpath("//li[@class='upload']//a/@href") == ["/documents/mse-cdp-2022"]
    assert shown.xpath("//li[@class='upload']//button/text()") == ["Remove from the library"]
    assert "1 page, 3 passages" in shown.text_content()
    queue.change([upload.id], state="failed", why="The disk is full.")
    shown = page_of(uploader, "/uploads")
    assert shown.xpath("//li[@class='upload']//button/text()") == ["Try again", "Remove from this list"]
    assert "The disk is full." in shown.text_content()


def test_the_library_shows_what_is_under_way(uploader, queue, page_of) -> None:
    assert not page_of(uploader, "/documents").xpath("//li[@class='upload']")
    uploader.post("/uploads", files=[NOTE])
    shown = page_of(uploader, "/documents")
    assert "Kolhapur note.md" in shown.xpath("//li[@class='upload']")[0].text_content()
    queue.change([queue.rows()[0].id], state="indexing", done=1, total=4)
    assert page_of(uploader, "/documents").xpath("//progress/@value") == ["0.25"]


def test_a_name_is_shown_and_not_run(uploader, page_of) -> None:
    uploader.post("/uploads", files=[("file", ('"><script>alert(1)</script>.md', b"# x", "text/plain"))])
    assert not page_of(uploader, "/uploads").xpath("//li[@class='upload']//script")


def test_followers_hear_of_every_change(uploader, queue, monkeypatch) -> None:
    monkeypatch.setattr(upload_api, "LOOK_SECONDS", 0.01)
    made = uploader.post(API, files=[NOTE]).json()["uploads"][0]
    before = {made["id"]: queue.get(made["id"])}
    first = upload_api.differences({}, before)
    assert [(event.event, event.data["state"]) for event in first] == [("upload", "queued")]
    assert upload_api.differences(before, before) == []
    queue.change([made["id"]], state="indexing", done=3, total=9)
    now = {made["id"]: queue.get(made["id"])}
    assert [(e.data["state"], e.data["done"]) for e in upload_api.differences(before, now)] == [
        ("indexing", 3)
    ]
    assert [(event.event, event.data) for event in upload_api.differences(now, {})] == [
        ("removed", {"id": made["id"]})
    ]


def test_the_stream_is_of_events_and_ends_with_the_service(uploader) -> None:
    uploader.post(API, files=[NOTE])
    monkey = uploader.app
    monkey.state.ending = True
    reply = uploader.get(f"{API}/events")
    assert reply.headers["content-type"].startswith("text/event-stream")
    monkey.state.ending = False
    assert reply.status_code == 200


def test_a_stream_begins_with_every_upload_as_it_stands(uploader, monkeypatch) -> None:
    monkeypatch.setattr(upload_api, "LONGEST_STREAM", 0.05)
    monkeypatch.setattr(upload_api, "LOOK_SECONDS", 0.01)
    uploader.post(API, files=[NOTE])
    lines = uploader.get(f"{API}/events").text.splitlines()
    assert lines[0] == "event: upload"
    assert json.loads(lines[1].removeprefix("data: "))["name"] == "Kolhapur note.md"
    assert lines.count("event: upload") == 1


def test_file_names_and_contents_stay_out_of_the_log(uploader, caplog) -> None:
    with caplog.at_level("DEBUG"):
        uploader.post(API, files=[NOTE])
        uploader.get("/uploads")
    assert "Kolhapur" not in caplog.text
