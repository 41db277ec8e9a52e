"""The text of a document as HTML: nothing lost, nothing invented, and exactly the cited words marked."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from ingest.records import Document, DocumentKind, Page, Passage, PassageKind
from service.http.reading import excerpt, page_name, part_bounds, part_of, read, sheets

PLAIN = Document(
    id="d", title="T", publisher=None, year=None, kind=DocumentKind.OTHER, language=None, state=None, sector=None,
    path="d.txt", sha256="", licence=None, url=None, supersedes=None, text="",
)  # fmt: skip


def words(text: str) -> str:
    """Text without white space and without the signs that stand for lists, tables and headings."""
    return re.sub(r"[\s|#•▪*–—-]+", "", text)


def marked(shown: str) -> str:
    return "".join(html.fragment_fromstring(shown, create_parent="div").xpath("//mark//text()"))


def all_text(shown: str) -> str:
    return html.fragment_fromstring(shown, create_parent="div").text_content()


def with_text(text: str, *headings: tuple[str, ...]) -> tuple[Document, list[Passage]]:
    passages = [
        Passage(f"p{n}", "d", 0, 0, "", path, None, PassageKind.PROSE, None, None)
        for n, path in enumerate(headings)
    ]
    return replace(PLAIN, text=text), passages


LETTERS = st.text("ab क्ष्मिz09.,;:()<>&\"'₹%/\\_`[]!", min_size=1, max_size=20)
BLOCK = st.one_of(
    LETTERS,
    st.lists(LETTERS.map(lambda text: "- " + text), min_size=1, max_size=3).map("\n".join),
    st.lists(LETTERS.map(lambda text: "• " + text), min_size=1, max_size=3).map("\n".join),
    st.lists(LETTERS.map(lambda text: "2. " + text), min_size=1, max_size=3).map("\n".join),
    st.lists(st.tuples(LETTERS, LETTERS).map(lambda row: f"| {row[0]} | {row[1]} |"), min_size=1).map(
        "\n".join
    ),
    LETTERS.map(lambda text: "## " + text),
    st.just("A heading"),
    st.just("see https://example.org/a?b=1&c=(2), and (http://example.in)."),
)
TEXTS = st.lists(BLOCK, min_size=1, max_size=6).map("\n\n".join)


@given(TEXTS, st.integers(0, 400), st.integers(1, 200))
def test_the_marked_words_are_the_cited_words_in_any_text(text: str, start: int, length: int) -> None:
    document, passages = with_text(text, ("A heading",))
    start %= len(text)
    end = min(start + length, len(text))
    shown = read(document, passages, (start, end), 1).html
    assert words(marked(shown)) == words(text[start:end])


@given(TEXTS)
def test_all_words_of_a_text_are_shown_and_no_others(text: str) -> None:
    document, passages = with_text(text, ("A heading",))
    assert words(all_text(read(document, passages, None, 1).html)) == words(text)


@given(TEXTS, st.integers(0, 400), st.integers(1, 200))
def test_an_excerpt_shows_its_own_words_only(text: str, start: int, length: int) -> None:
    document, _ = with_text(text)
    start %= len(text)
    end = min(start + length, len(text))
    assert words(all_text(excerpt(document, start, end))) == words(text[start:end])


@given(
    st.lists(st.text("abc \n", max_size=30), min_size=1, max_size=5), st.integers(0, 100), st.integers(1, 100)
)
def test_pages_do_not_move_the_mark(texts: list[str], start: int, length: int) -> None:
    text = "".join(texts)
    if not text:
        return
    edges = [sum(len(part) for part in texts[:n]) for n in range(len(texts) + 1)]
    pages = tuple(Page(n + 1, None, edges[n], edges[n + 1]) for n in range(len(texts)))
    start %= len(text)
    end = min(start + length, len(text))
    shown = read(replace(PLAIN, text=text, pages=pages), [], (start, end), 1).html
    assert words(marked(shown)) == words(text[start:end])


def test_only_the_first_mark_is_the_target_of_the_link() -> None:
    document, _ = with_text("- one\n- two\n- three")
    shown = html.fragment_fromstring(read(document, [], (2, 19), 1).html, create_parent="div")
    assert [mark.get("id") for mark in shown.xpath("//mark")] == ["cited", None, None]


def test_headings_that_the_passages_name_are_headings_and_other_lines_are_not() -> None:
    text = "Guide\n\nCosts\n\nThe costs are\n\nshared."
    document, passages = with_text(text, ("Guide", "Costs"))
    reading = read(document, passages, None, 1)
    shown = html.fragment_fromstring(reading.html, create_parent="div")
    assert [(h.tag, h.text) for h in shown.xpath("//h2|//h3")] == [("h2", "Guide"), ("h3", "Costs")]
    assert [heading.anchor for heading in reading.contents] == shown.xpath("//h2/@id|//h3/@id")


def test_rows_are_a_table_whose_head_is_told_from_figures() -> None:
    document, _ = with_text("| area | share |\n| general | 70% |\n\n| 1 | 2 |\n| 3 | 4 |")
    shown = html.fragment_fromstring(read(document, [], None, 1).html, create_parent="div")
    assert shown.xpath("//table[1]//th/text()") == ["area", "share"]
    assert shown.xpath("//td[@class='right']/text()") == ["70%", "1", "2", "3", "4"]
    assert len(shown.xpath("//table")) == 2


def test_a_bar_that_was_escaped_stays_within_its_cell() -> None:
    document, _ = with_text("| a \\| b | c |")
    shown = html.fragment_fromstring(read(document, [], None, 1).html, create_parent="div")
    assert shown.xpath("//td/text()") == ["a \\| b", "c"]


def test_numbers_of_items_stay_as_the_source_has_them() -> None:
    document, _ = with_text("7. seventh\n(iv) fourth\nb) second")
    shown = html.fragment_fromstring(read(document, [], None, 1).html, create_parent="div")
    assert shown.xpath("//ul[@class='enumerated']/li/text()") == ["7. seventh", "(iv) fourth", "b) second"]


def test_a_mark_over_an_address_stays_whole() -> None:
    text = "see https://example.org/a now"
    document, _ = with_text(text)
    shown = read(document, [], (4, 18), 1).html
    assert marked(shown) == text[4:18]
    assert html.fragment_fromstring(shown, create_parent="div").xpath("//a/@href") == [
        "https://example.org/a"
    ]


class TestParts:
    """A long document is shown in parts."""

    LONG = "\n\n".join(f"paragraph {n} " + "x" * 90 for n in range(2000))

    def test_parts_share_the_text_out_without_gap_and_cut_at_blank_lines(self) -> None:
        document, _ = with_text(self.LONG)
        bounds = part_bounds(document)
        assert len(bounds) == 4
        assert bounds[0][0] == 0
        assert bounds[-1][1] == len(self.LONG)
        for (_, end), (start, _) in pairwise(bounds):
            assert start == end
            assert self.LONG[start - 2 : start] == "\n\n"

    def test_parts_of_a_document_with_pages_are_whole_pages(self) -> None:
        starts = range(0, len(self.LONG), 7000)
        pages = tuple(
            Page(n, None, start, min(start + 7000, len(self.LONG))) for n, start in enumerate(starts, 1)
        )
        bounds = part_bounds(replace(PLAIN, text=self.LONG, pages=pages))
        assert {start for start, _ in bounds} <= set(starts)

    def test_the_part_with_the_cited_words_is_shown_whatever_part_was_asked_for(self) -> None:
        document, _ = with_text(self.LONG)
        start = self.LONG.index("paragraph 1500")
        reading = read(document, [], (start, start + 14), 1)
        assert marked(reading.html) == "paragraph 1500"
        assert reading.part == part_of(part_bounds(document), start) > 1

    def test_words_that_run_over_two_parts_are_marked_whole(self) -> None:
        document, _ = with_text(self.LONG)
        edge = part_bounds(document)[0][1]
        assert words(marked(read(document, [], (edge - 50, edge + 50), 1).html)) == words(
            self.LONG[edge - 50 : edge + 50]
        )

    @pytest.mark.parametrize("asked", [0, 99])
    def test_a_part_that_is_not_there_gives_the_nearest(self, asked: int) -> None:
        document, _ = with_text(self.LONG)
        assert read(document, [], None, asked).part in {1, 4}

    def test_a_text_without_any_blank_line_is_one_part(self) -> None:
        document, _ = with_text("x" * 200_000)
        assert part_bounds(document) == [(0, 200_000)]


def test_text_that_lies_on_no_page_keeps_its_place() -> None:
    document = replace(PLAIN, text="0123456789", pages=(Page(1, None, 2, 4), Page(2, None, 6, 8)))
    assert [span for span, _ in sheets(document, (0, 10))] == [(0, 2), (2, 4), (4, 6), (6, 8), (8, 10)]
    assert [span for span, _ in sheets(document, (3, 7))] == [(3, 4), (4, 6), (6, 7)]


@pytest.mark.parametrize(
    ("number", "label", "name"),
    [(12, None, "Page 12"), (4, "iv", "Page 4 (printed iv)"), (3, "3", "Page 3"), (None, "A-2", "Page A-2")],
)
def test_a_page_is_named_as_people_name_it(number: int | None, label: str | None, name: str) -> None:
    assert page_name(Page(number, label, 0, 1)) == name
