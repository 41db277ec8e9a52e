"""Fetching keeps what a server gives, tells why it keeps nothing, and is never led where it must not go."""

import gzip
import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from ingest import catalogue
from ingest.catalogue import CatalogueEntry
from ingest.errors import BadRequestError, LibraryError
from service.fetching.fetch import Choice, choose
from service.fetching.records import FetchReport, FetchStatus

PDF = b"%PDF-1.4\n" + b"an original\n" * 20
HTML = b"<!doctype html><html><head><title>Guidelines</title></head><body><p>Words.</p></body></html>"


def refused(report: FetchReport, words: str) -> None:
    assert (report.status, report.file) == (FetchStatus.REFUSED, None)
    assert words in str(report.why)


def failed(report: FetchReport, words: str) -> None:
    assert (report.status, report.file) == (FetchStatus.FAILED, None)
    assert words in str(report.why)


# ---------------------------------------------------------------- what is kept


def test_an_original_is_written_with_where_it_came_from(site: Any, bench: Any) -> None:
    made = bench.one(site.serve("/a.pdf", Content_Type="application/pdf"), licence="CC BY 4.0")
    assert (made.status, made.file, made.size) == (FetchStatus.FETCHED, "one.pdf", len(PDF))
    assert (bench.originals.folder / "one.pdf").read_bytes() == PDF
    held = bench.originals.held("one")
    assert held is not None
    assert held.licence == "CC BY 4.0"
    assert held.address == held.final_address == site.url("/a.pdf")
    assert len(held.sha256) == 64
    assert held.fetched.endswith("Z")


def test_we_say_who_we_are_and_ask_for_nothing_packed(site: Any, bench: Any) -> None:
    bench.one(site.serve("/a.pdf"))
    assert {headers["User-Agent"] for _, headers in site.asked} == {"Samuh/test"}
    assert {headers["Accept-Encoding"] for _, headers in site.asked} == {"identity"}


def test_a_second_fetch_asks_whether_anything_changed(site: Any, bench: Any) -> None:
    address = site.serve("/a.pdf", ETag='"v1"', Last_Modified="Sun, 22 Nov 2026 00:00:00 GMT")
    bench.one(address)
    site.pages["/a.pdf"] = lambda visit: visit.give(304)
    made = bench.one(address)
    assert (made.status, made.file) == (FetchStatus.UNCHANGED, "one.pdf")
    asked = site.asked[-1][1]
    assert asked["If-None-Match"] == '"v1"'
    assert asked["If-Modified-Since"] == "Sun, 22 Nov 2026 00:00:00 GMT"
    assert (bench.originals.folder / "one.pdf").read_bytes() == PDF


def test_marks_of_a_version_are_sent_only_where_they_came_from(site: Any, bench: Any) -> None:
    site.serve("/b.pdf", ETag='"v1"')
    address = site.redirect("/a.pdf", "/b.pdf")
    bench.one(address)
    bench.one(address)
    marked = [path for path, headers in site.asked if "If-None-Match" in headers]
    assert marked == ["/b.pdf"]


def test_a_file_that_was_damaged_is_got_again(site: Any, bench: Any) -> None:
    address = site.serve("/a.pdf", ETag='"v1"')
    bench.one(address)
    (bench.originals.folder / "one.pdf").write_bytes(b"spoilt")
    assert bench.one(address).status is FetchStatus.FETCHED
    assert (bench.originals.folder / "one.pdf").read_bytes() == PDF


def test_the_same_bytes_without_a_mark_count_as_unchanged(site: Any, bench: Any) -> None:
    address = site.serve("/a.pdf")
    first = bench.one(address)
    assert (first.status, bench.one(address).status) == (FetchStatus.FETCHED, FetchStatus.UNCHANGED)


def test_a_new_version_takes_the_place_of_the_old_even_as_another_kind(site: Any, bench: Any) -> None:
    bench.one(site.serve("/a", HTML, Content_Type="text/html"))
    assert bench.files() == ["one.html"]
    bench.one(site.serve("/a", PDF, Content_Type="application/pdf"))
    assert bench.files() == ["one.pdf"]


def test_what_is_known_is_written_as_a_catalogue_for_ingestion(site: Any, bench: Any, entry: Any) -> None:
    rows = [
        entry("one", site.serve("/a.pdf"), year=2022, kind="faq", supersedes="old"),
        entry("two", site.url("/no")),
    ]
    bench.run(*rows)
    bench.originals.describe(rows)
    (row,) = catalogue.load(bench.originals.folder).documents
    assert (row.path, row.id, row.year, row.kind, row.supersedes) == ("one.pdf", "one", 2022, "faq", "old")


def test_an_id_that_is_no_file_name_is_made_safe(site: Any, bench: Any, entry: Any) -> None:
    made = bench.run(entry("..", site.serve("/a.pdf")))[".."]
    assert made.status is FetchStatus.FETCHED
    assert (bench.originals.folder / str(made.file)).is_file()
    assert "/" not in str(made.file)


# ---------------------------------------------------------------- robots and politeness


def test_robots_txt_is_kept(site: Any, bench: Any) -> None:
    site.serve("/robots.txt", b"User-agent: samuh\nDisallow: /private/\n")
    refused(bench.one(site.serve("/private/a.pdf")), "robots.txt")
    assert site.paths() == []
    assert bench.one(site.serve("/a.pdf")).status is FetchStatus.FETCHED


def test_a_site_without_robots_txt_is_open_and_is_asked_for_it_once(
    site: Any, bench: Any, entry: Any
) -> None:
    bench.run(entry("one", site.serve("/a.pdf")), entry("two", site.serve("/b.pdf")))
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    assert bench.files() == ["one.pdf", "two.pdf"]


def test_a_site_whose_robots_txt_is_broken_is_left_alone(site: Any, bench: Any) -> None:
    site.serve("/robots.txt", b"", 500)
    failed(bench.one(site.serve("/a.pdf")), "robots.txt cannot be read")
    assert site.paths() == []


def test_the_target_of_a_redirect_is_under_robots_txt_too(site: Any, bench: Any) -> None:
    site.serve("/robots.txt", b"User-agent: *\nDisallow: /b.pdf\n")
    site.serve("/b.pdf")
    refused(bench.one(site.redirect("/a.pdf", "/b.pdf")), "robots.txt")
    assert site.paths() == ["/a.pdf"]


def test_a_crawl_delay_is_kept_between_two_requests(site: Any, bench: Any, entry: Any) -> None:
    site.serve("/robots.txt", b"User-agent: *\nCrawl-delay: 30\n")
    bench.run(entry("one", site.serve("/a.pdf")), entry("two", site.serve("/b.pdf")))
    assert len(bench.pauses) == 2  # between robots.txt and the first, and between the two
    assert all(29 < pause <= 30 for pause in bench.pauses)


def test_a_crawl_delay_without_end_is_not_sat_out(site: Any, bench: Any) -> None:
    site.serve("/robots.txt", b"User-agent: *\nCrawl-delay: 86400\n")
    refused(bench.one(site.serve("/a.pdf")), "86400 seconds")


def test_our_own_pause_is_made_between_requests(site: Any, bench: Any) -> None:
    bench.rules = replace(bench.rules, pause=3.0)
    bench.one(site.serve("/a.pdf"))
    assert [round(pause) for pause in bench.pauses] == [3]


# ---------------------------------------------------------------- what servers answer


@pytest.mark.parametrize(
    ("status", "words"), [(404, "404"), (403, "browser"), (401, "sign-in"), (410, "taken away")]
)
def test_a_plain_no_is_told_and_not_asked_again(site: Any, bench: Any, status: int, words: str) -> None:
    failed(bench.one(site.serve("/a.pdf", b"no", status)), words)
    assert site.paths() == ["/a.pdf"]


def test_a_passing_fault_is_tried_again_after_longer_and_longer_waits(site: Any, bench: Any) -> None:
    failed(bench.one(site.serve("/a.pdf", b"", 503)), "503")
    assert site.paths() == ["/a.pdf"] * 3
    assert bench.pauses == [2, 4]


def test_the_second_try_may_succeed(site: Any, bench: Any) -> None:
    replies = iter([(500, b""), (200, PDF)])
    site.pages["/a.pdf"] = lambda visit: visit.give(*next(replies))
    assert bench.one(site.url("/a.pdf")).status is FetchStatus.FETCHED


def test_a_server_that_names_a_time_is_left_alone_so_long(site: Any, bench: Any) -> None:
    bench.one(site.serve("/a.pdf", b"", 429, Retry_After="17"))
    assert bench.pauses == [17, 17]


def test_a_server_that_names_a_moment_is_left_alone_until_then(site: Any, bench: Any) -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    bench.one(site.serve("/a.pdf", b"", 503, Retry_After=moment))
    assert all(50 < pause <= 60 for pause in bench.pauses)


def test_a_server_that_wants_hours_is_given_up(site: Any, bench: Any) -> None:
    failed(bench.one(site.serve("/a.pdf", b"", 503, Retry_After="7200")), "7200 seconds")
    assert bench.pauses == []


def test_one_failure_leaves_the_rest(site: Any, bench: Any, entry: Any) -> None:
    found = bench.run(entry("bad", site.url("/no")), entry("good", site.serve("/a.pdf")))
    assert (found["bad"].status, found["good"].status) == (FetchStatus.FAILED, FetchStatus.FETCHED)


def test_nothing_changed_is_no_answer_to_whom_holds_nothing(site: Any, bench: Any) -> None:
    site.pages["/a.pdf"] = lambda visit: visit.give(304)
    failed(bench.one(site.url("/a.pdf")), "nothing is held")


# ---------------------------------------------------------------- size, time, form


def test_what_says_that_it_is_too_large_is_not_read(site: Any, bench: Any) -> None:
    def page(visit: Any) -> None:
        visit.send_response(200)
        visit.send_header("Content-Length", "900000000")
        visit.end_headers()

    site.pages["/a.pdf"] = page
    refused(bench.one(site.url("/a.pdf")), "larger than")


def test_what_goes_on_and_on_is_cut_off(site: Any, bench: Any) -> None:
    sent = []

    def page(visit: Any) -> None:
        visit.send_response(200)
        visit.send_header("Transfer-Encoding", "chunked")
        visit.end_headers()
        for _ in range(10_000):
            visit.wfile.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
            sent.append(1)

    site.pages["/a.pdf"] = page
    refused(bench.one(site.url("/a.pdf")), "larger than")
    assert len(sent) < 1000


def test_a_little_that_unpacks_to_very_much_is_cut_off(site: Any, bench: Any) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < bench.rules.max_bytes
    refused(bench.one(site.serve("/a.pdf", bomb, Content_Encoding="gzip")), "larger than")


def test_what_was_packed_all_the_same_is_unpacked(site: Any, bench: Any) -> None:
    bench.one(site.serve("/a.pdf", gzip.compress(PDF), Content_Encoding="gzip"))
    assert (bench.originals.folder / "one.pdf").read_bytes() == PDF


def test_a_packing_that_nobody_asked_for_is_refused(site: Any, bench: Any) -> None:
    refused(bench.one(site.serve("/a.pdf", PDF, Content_Encoding="br")), "packed as br")


def test_a_packed_body_that_ends_early_is_no_document(site: Any, bench: Any) -> None:
    body = gzip.compress(PDF)[:-12]
    failed(bench.one(site.serve("/a.pdf", body, Content_Encoding="gzip")), "cut short")


def test_a_body_that_ends_early_is_no_document(site: Any, bench: Any) -> None:
    def page(visit: Any) -> None:
        visit.send_response(200)
        visit.send_header("Content-Length", str(len(PDF) + 100))
        visit.end_headers()
        visit.wfile.write(PDF)
        visit.close_connection = True

    site.pages["/a.pdf"] = page
    failed(bench.one(site.url("/a.pdf")), "cut short")
    assert bench.files() == []


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_drips_is_given_up_in_time(site: Any, bench: Any, part: str) -> None:
    bench.rules = replace(bench.rules, seconds=0.6, attempts=1)

    def page(visit: Any) -> None:
        if part == "body":
            visit.send_response(200)
            visit.send_header("Content-Length", "100")
            visit.end_headers()
        else:
            visit.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(40):
            visit.wfile.write(b"X-Slow: 1\r\n" if part == "headers" else b"x")
            visit.wfile.flush()
            time.sleep(0.1)

    site.pages["/a.pdf"] = page
    begun = time.monotonic()
    failed(bench.one(site.url("/a.pdf")), "in time")
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    ("path", "body", "media", "words"),
    [
        ("/a.pdf", HTML, "text/html", "a pdf was expected and a html"),
        ("/a", HTML, "application/pdf", "a pdf was expected and a html"),
        ("/a.html", PDF, "application/pdf", "a html was expected"),
        ("/a", b"\x89PNG\r\n\x1a\n" + bytes(50), "image/png", "no document"),
        ("/a", b"\x00\x01\x02", "application/octet-stream", "no document"),
        ("/a", b'{"a": 1}', "application/json", "no document"),
        ("/a", b"", "text/plain", "no document"),
        ("/a.docx", b"PK\x03\x04 damaged", "application/octet-stream", "no document"),
        ("/a", HTML.replace(b"Guidelines", b"Page not found"), "text/html", "Page not found"),
        ("/a", HTML.replace(b"Guidelines", b"Sign in to Scribd"), "text/html", "Sign in"),
        ("/a", HTML.replace(b"Guidelines", b"Just a moment..."), "text/html", "Just a moment"),
    ],
)
def test_what_is_not_the_document_is_not_kept(
    site: Any, bench: Any, path: str, body: bytes, media: str, words: str
) -> None:
    refused(bench.one(site.serve(path, body, Content_Type=media)), words)
    assert bench.files() == []


@pytest.mark.parametrize(
    ("path", "body", "media", "file"),
    [
        ("/a.aspx?id=1", HTML, "text/html; charset=utf-8", "one.html"),
        ("/a.htm", HTML, "application/xhtml+xml", "one.html"),
        ("/get?file=1", PDF, "application/octet-stream", "one.pdf"),
        ("/a.txt", "Cluster समूह\n".encode(), "text/plain", "one.txt"),
        ("/news/how-to-log-into-export-markets", HTML, "text/html", "one.html"),
    ],
)
def test_documents_are_kept_under_the_suffix_of_what_they_are(
    site: Any, bench: Any, path: str, body: bytes, media: str, file: str
) -> None:
    assert bench.one(site.serve(path, body, Content_Type=media)).file == file


# ---------------------------------------------------------------- where it may go


@pytest.mark.parametrize(
    "where",
    [
        "http://10.0.0.8/a.pdf",
        "http://192.168.1.1/a.pdf",
        "http://[::1]/a.pdf",
        "http://[::ffff:10.0.0.8]/a.pdf",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/a.pdf",
        "http://127.0.0.1:1/a.pdf",
        "http://224.0.0.1/a.pdf",
    ],
)
def test_no_redirect_leads_into_another_network(site: Any, bench: Any, where: str) -> None:
    refused(bench.one(site.redirect("/a.pdf", where)), "not on the public web")


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://example.org/a.pdf", "only http and https"),
        ("http://user:secret@example.org/a.pdf", "a name or a password"),
        ("/", "front page"),
    ],
)
def test_no_redirect_leads_off_the_web(site: Any, bench: Any, where: str, words: str) -> None:
    refused(bench.one(site.redirect("/a.pdf", where)), words)


def test_a_redirect_is_followed_and_written_down(site: Any, bench: Any) -> None:
    site.serve("/b.pdf")
    assert bench.one(site.redirect("/a.pdf", "/b.pdf#page=3")).status is FetchStatus.FETCHED
    held = bench.originals.held("one")
    assert held is not None
    assert (held.address, held.final_address) == (site.url("/a.pdf"), site.url("/b.pdf"))


def test_a_ring_of_redirects_ends(site: Any, bench: Any) -> None:
    failed(bench.one(site.redirect("/a.pdf", "/a.pdf")), "more than 5 redirects")
    assert site.paths() == ["/a.pdf"] * 6


def test_a_redirect_without_an_address_is_told(site: Any, bench: Any) -> None:
    failed(bench.one(site.serve("/a.pdf", b"", 302)), "without an address")


def test_a_name_that_changes_its_address_between_two_looks_leads_nowhere(site: Any, bench: Any) -> None:
    """DNS rebinding: robots.txt is got from the right machine, then the name points into a private network."""
    bench.network.names["rebound.test"] = [["127.0.0.1"], ["10.0.0.8"]]
    site.serve("/a.pdf")
    refused(bench.one(f"http://rebound.test:{site.server_port}/a.pdf"), "10.0.0.8")
    assert [path for path, _ in site.asked] == ["/robots.txt"]


def test_a_name_is_looked_up_once_for_each_connection_and_that_address_is_used(site: Any, bench: Any) -> None:
    bench.network.names["named.test"] = [["127.0.0.1"]]
    site.serve("/a.pdf")
    assert bench.one(f"http://named.test:{site.server_port}/a.pdf").status is FetchStatus.FETCHED
    assert bench.network.looked_up == ["named.test"] * 2  # robots.txt and the original
    assert {headers["Host"] for _, headers in site.asked} == {f"named.test:{site.server_port}"}


def test_one_private_address_among_good_ones_is_enough_to_refuse(site: Any, bench: Any) -> None:
    bench.network.names["mixed.test"] = [["127.0.0.1", "10.0.0.8"]]
    refused(bench.one(f"http://mixed.test:{site.server_port}/a.pdf"), "10.0.0.8")
    assert site.asked == []


def test_without_a_network_given_nothing_local_is_asked(site: Any, bench: Any) -> None:
    """The rules that everybody gets: the test's own server is refused."""
    bench.network = None
    refused(bench.one(site.serve("/a.pdf")), "not on the public web")
    assert site.asked == []


# ---------------------------------------------------------------- the run


def test_two_runs_into_one_library_do_not_mix(site: Any, bench: Any) -> None:
    with bench.originals.locked(), pytest.raises(LibraryError, match="another run"):
        bench.one(site.serve("/a.pdf"))


def test_a_damaged_list_of_what_is_held_is_mended_by_fetching(site: Any, bench: Any) -> None:
    address = site.serve("/a.pdf")
    bench.one(address)
    (bench.originals.folder / ".held.json").write_text("{ broken")
    assert bench.one(address).status is FetchStatus.FETCHED
    assert json.loads((bench.originals.folder / ".held.json").read_text())[0]["id"] == "one"


def test_no_two_requests_go_to_one_host_at_the_same_time(site: Any, bench: Any, entry: Any) -> None:
    now, most = [0], [0]

    def page(visit: Any) -> None:
        now[0] += 1
        most[0] = max(most[0], now[0])
        time.sleep(0.05)
        now[0] -= 1
        visit.give(200, PDF)

    # Two names of one machine are two hosts: both at once; each name's originals one after another.
    bench.network.names = {"a.test": [["127.0.0.1"]], "b.test": [["127.0.0.1"]]}
    rows = []
    for number in range(6):
        site.pages[f"/{number}.pdf"] = page
        rows.append(entry(f"d{number}", f"http://{'ab'[number % 2]}.test:{site.server_port}/{number}.pdf"))
    assert {made.status for made in bench.run(*rows).values()} == {FetchStatus.FETCHED}
    assert most[0] <= 2


def test_choosing_by_id_by_record_and_all(entry: Callable[..., CatalogueEntry]) -> None:
    rows = [
        entry("a", "https://example.org/a", supports={"mse-cdp": ["all"]}),
        entry("b", "https://example.org/b"),
        CatalogueEntry.model_validate({"id": "c", "path": "c.pdf"}),
    ]
    assert [row.id for row in choose(rows, Choice(ids=("b",)))] == ["b"]
    assert [row.id for row in choose(rows, Choice(supports=("mse-cdp",)))] == ["a"]
    assert [row.id for row in choose(rows, Choice(everything=True))] == ["a", "b"]


@pytest.mark.parametrize("choice", [Choice(), Choice(ids=("c",)), Choice(supports=("no-such",))])
def test_choosing_nothing_or_what_is_not_there_is_told(
    choice: Choice, entry: Callable[..., CatalogueEntry]
) -> None:
    with pytest.raises(BadRequestError):
        choose([entry("a", "https://example.org/a"), CatalogueEntry(id="c", path="c.pdf")], choice)
