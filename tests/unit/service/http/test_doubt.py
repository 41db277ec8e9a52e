"""A page that was hard to read says so wherever it is cited."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fastapi.testclient import TestClient

from index.records import Filters
from ingest.records import Page
from service.answers.cite import doubt_about
from service.batch import citation_record
from service.http.app import build_app
from service.records import Answer
from service.render import citation_line

from .fake_desk import FakeDesk, library

DOUBT = "read by OCR with low confidence (61 %)"
QUESTION = "What happened to dyeing units in 2011?"


@dataclass
class ScannedDesk(FakeDesk):
    """A desk all of whose pages were hard to read."""

    def answer(self, question: str, history: Sequence[str] = (), filters: Filters = Filters()) -> Answer:
        made = super().answer(question, history, filters)
        return replace(made, citations=tuple(replace(c, doubt=DOUBT) for c in made.citations))


def test_the_doubt_of_the_pages_that_a_quote_stands_on_is_told_once() -> None:
    pages = (Page(1, None, 0, 10, DOUBT), Page(2, None, 10, 20, DOUBT), Page(3, None, 20, 30))
    document = replace(library()[0], text="x" * 30, pages=pages)
    assert doubt_about(document, 5, 15) == DOUBT
    assert doubt_about(document, 21, 25) is None


def test_command_line_and_record_say_it() -> None:
    (citation, *_) = ScannedDesk().answer(QUESTION).citations
    assert citation_line(citation).endswith(f"Compare it with the original: {DOUBT}")
    assert citation_record(citation)["doubt"] == DOUBT
    assert "Compare" not in citation_line(replace(citation, doubt=None))


def test_page_and_api_say_it(settings) -> None:
    with TestClient(build_app(ScannedDesk(), settings), base_url="http://127.0.0.1") as client:
        page = client.get("/", params={"q": QUESTION}).text
        answer = client.get("/api/v1/answers", params={"q": QUESTION}).json()
    assert f"This page was hard to read: {DOUBT}." in page
    assert {citation["doubt"] for citation in answer["citations"]} == {DOUBT}


def test_a_page_that_was_read_well_says_nothing(settings) -> None:
    with TestClient(build_app(FakeDesk(), settings), base_url="http://127.0.0.1") as client:
        page = client.get("/", params={"q": QUESTION}).text
    assert "hard to read" not in page
