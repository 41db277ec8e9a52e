"""Where to look for what is missing: the pages of what a gap's questions name."""

from datetime import UTC, datetime

import pytest

from service.helpline.gaps import Gap, Unanswered, key_of
from service.http.gap_links import book_of, where_to_look
from service.records import AnswerStatus
from service.settings import Settings


def gap(question: str, *nearest: str) -> Gap:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    status = AnswerStatus.NO_EVIDENCE
    one = Unanswered(key_of(question), "7K3M2QZ", at, question, question, status, nearest)
    return Gap((one,), nearest, ())


@pytest.fixture(scope="module")
def book():
    return book_of(Settings())


def hrefs(question: str, book, *nearest: str) -> list[str]:
    return [place.href for place in where_to_look(gap(question, *nearest), book)]


def test_schemes_and_clusters_that_are_named_are_linked_however_they_are_written(book) -> None:
    found = hrefs("does sfurti pay for land in AGRA?", book)
    assert "/clusters/agra-footwear" in found
    assert any(href.startswith("/schemes/sfurti") for href in found)
    assert found[-2:] == ["/agencies", "/search?q=does+sfurti+pay+for+land+in+AGRA%3F"]
    assert "/clusters/agra-footwear" not in hrefs("what is gragra?", book)


def test_what_came_nearest_is_linked_where_it_is_a_record(book) -> None:
    found = hrefs("moon rent", book, "agra-footwear", "some-report")
    assert found == ["/clusters/agra-footwear", "/agencies", "/search?q=moon+rent"]


def test_without_a_corpus_there_is_still_the_search(tmp_path) -> None:
    assert hrefs("moon rent", None) == ["/search?q=moon+rent"]
