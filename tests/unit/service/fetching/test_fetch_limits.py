"""What is too large, too slow or in another form is not kept, and nothing leads where it must not go."""

import gzip
import time
from dataclasses import replace
from typing import Any

import pytest

from service.fetching.records import FetchStatus
from tests.unit.service.fetching.told import HTML, PDF, failed, refused

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
