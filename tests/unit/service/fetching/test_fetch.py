"""Fetching keeps what a server gives, tells why it keeps nothing, and is never led where it must not go."""

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
from service.fetching.records import FetchStatus
from tests.unit.service.fetching.told import HTML, PDF, failed, refused

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
