import re
from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import Role
from ingest.clean import clean
from ingest.layout import Layout, lay_out
from ingest.outline import outline
from ingest.reading import RawPage, Reading
from ingest.records import PassageKind
from ingest.split import Cut, split

WORDS = [
    "cluster",
    "grant",
    "of",
    "the",
    "Rs.",
    "5.2",
    "firms",
    "क्लस्टर",
    "A",
    "shared",
    "testing.",
    "co-operate",
    "yes?",
    "x" * 60,
]
LINE_STARTS = [
    "",
    "",
    "",
    "- ",
    "1. ",
    "# ",
    "## ",
    "(a) ",
    "Table 2: ",
    "| a | ",
    "KEY LESSONS ",
    "3. What is ",
]


def laid(pages: list[str], markup: bool = False) -> Layout:
    numbered = len(pages) > 1
    raw = tuple(RawPage(n if numbered else None, None, text) for n, text in enumerate(pages, 1))
    return lay_out(outline(clean(Reading(raw, markup)), markup), raw)


def cuts_of(text: str, limit: int, count: Callable[[str], int], markup: bool = True) -> list[tuple[Cut, str]]:
    layout = laid([text], markup)
    return [(cut, layout.text[cut.start : cut.end]) for cut in split(layout, count, limit)]


lines = st.builds(
    lambda start, words: start + " ".join(words),
    st.sampled_from(LINE_STARTS),
    st.lists(st.sampled_from(WORDS), max_size=40),
)
pages = st.lists(st.lists(lines, max_size=12).map("\n".join), min_size=1, max_size=4)


def count(text: str) -> int:
    return len(re.findall(r"\w+|[^\w\s]", text)) + 2  # a tokenizer that puts a mark at both ends


@given(pages, st.booleans(), st.integers(40, 120))
def test_passages_are_short_enough_do_not_overlap_and_nothing_is_lost(
    raw: list[str], markup: bool, limit: int
) -> None:
    layout = laid(raw, markup)
    cuts = split(layout, count, limit)
    assert all(count(layout.text[cut.start : cut.end]) <= limit for cut in cuts)
    assert all(a.end <= b.start for a, b in pairwise(cuts))
    assert all(layout.text[cut.start : cut.end].strip() == layout.text[cut.start : cut.end] for cut in cuts)
    covered = "".join(layout.text[cut.start : cut.end] for cut in cuts)
    for placed in (placed for section in layout.sections for placed in section.body):
        if placed.block.role is not Role.CONTENTS:
            for word in layout.text[placed.start : placed.end].split():
                assert word in covered


@given(pages)
def test_pages_share_the_text_out_without_gap(raw: list[str]) -> None:
    layout = laid(raw)
    if len(raw) == 1:
        assert layout.pages == ()
        return
    assert layout.pages[0].start == 0
    assert layout.pages[-1].end == len(layout.text)
    assert all(a.end == b.start for a, b in pairwise(layout.pages))
    assert [page.number for page in layout.pages] == list(range(1, len(raw) + 1))


def test_a_word_of_a_page_lies_in_the_span_of_that_page() -> None:
    layout = laid(["Alpha begins here and goes", "on to beta here.\n\nGamma ends."])
    first, second = layout.pages
    assert "Alpha" in layout.text[first.start : first.end]
    assert layout.text[second.start : second.end].startswith("on to beta")


def test_a_heading_is_never_a_passage_alone(word_counter: Callable[[str], int]) -> None:
    made = cuts_of("# One\n\n## Two\n\nThe body stands here.", 60, word_counter)
    assert [text for _, text in made] == ["One\n\nTwo\n\nThe body stands here."]
    assert made[0][0].headings == ("One", "Two")


def test_a_long_answer_carries_its_question_as_context(word_counter: Callable[[str], int]) -> None:
    answer = " ".join(f"Sentence number {n} of the answer says something." for n in range(30))
    made = cuts_of(f"23. How long does it take?\n\n{answer}", 80, word_counter)
    assert len(made) > 1
    assert all(cut.kind is PassageKind.QUESTION and cut.label == "Q23" for cut, _ in made)
    assert made[0][0].context == ""
    assert all(cut.context == "23. How long does it take?" for cut, _ in made[1:])


def test_a_large_table_is_cut_between_rows_and_keeps_its_header(word_counter: Callable[[str], int]) -> None:
    rows = "\n".join(f"| Scheme {n} | Ministry {n} | {n}0% |" for n in range(20))
    made = cuts_of(
        f"Table 2: Shares\n\n| Scheme | Ministry | Share |\n|---|---|---|\n{rows}", 80, word_counter
    )
    assert len(made) > 2
    assert all(cut.kind is PassageKind.TABLE and cut.label == "Table 2" for cut, _ in made)
    assert all(
        line.startswith("| ") and line.endswith(" |") for _, text in made[1:] for line in text.split("\n")
    )
    assert all(cut.context == "Table 2: Shares\n| Scheme | Ministry | Share |" for cut, _ in made[1:])


def test_a_list_stays_with_its_lead_in_or_carries_it_as_context(word_counter: Callable[[str], int]) -> None:
    items = "\n".join(f"- Item {n} of the list says what is to be done about it." for n in range(14))
    made = cuts_of(f"A first paragraph. These are the components:\n\n{items}", 90, word_counter)
    assert "components:\n\n- Item 0" in made[0][1]
    assert all(cut.context == "These are the components:" for cut, _ in made[1:])


def test_short_sections_below_one_heading_share_a_passage(word_counter: Callable[[str], int]) -> None:
    made = cuts_of("# Cluster\n\n## Products\n\nBrass.\n\n## Markets\n\nExport.", 60, word_counter)
    assert len(made) == 1
    assert made[0][0].headings == ("Cluster",)


def test_an_endless_word_is_cut_rather_than_lost(word_counter: Callable[[str], int]) -> None:
    made = cuts_of("x" * 500, 40, len)
    assert "".join(text for _, text in made) == "x" * 500
