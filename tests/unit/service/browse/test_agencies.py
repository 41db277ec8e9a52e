"""Who helps with what: the matrix answers the question, offices carry their age."""

from service.browse.agencies import agencies_page
from service.browse.sheet_text import plain


def test_market_access_in_textiles_is_answered(book) -> None:
    page = agencies_page(book, "markets", "textiles")
    assert page.answer.startswith(
        "For access to new markets (market access) in textiles the source names 2 agencies:"
    )
    assert [row.name for row in page.rows[:2]] == ["Ministry of Textiles", "IL&FS"]
    assert page.general == len(page.rows) - 2 > 0
    place = list(book.agencies.record.areas).index("markets")
    assert all(row.areas[place] for row in page.rows)


def test_without_a_choice_all_are_shown(book) -> None:
    page = agencies_page(book)
    assert len(page.rows) == page.total == len(book.agencies.record.agencies)
    assert page.answer == ""
    assert page.offices == ()


def test_an_area_for_which_a_sector_has_none_says_so(book) -> None:
    assert agencies_page(book, "markets", "steel foundries").answer == (
        "The source names no agency for access to new markets (market access) in steel foundries."
    )


def test_counts_are_those_of_the_choices(book) -> None:
    for option in agencies_page(book).areas:
        assert len(agencies_page(book, option.value).rows) == option.count
    for option in agencies_page(book, "markets").sectors:
        page = agencies_page(book, "markets", option.value)
        assert len(page.rows) - page.general == option.count


def test_offices_of_a_state_say_when_they_were_seen(book) -> None:
    lines = [plain(line) for office in agencies_page(book, state="Tripura").offices for line in office.lines]
    assert any("seen about 2014" in line for line in lines)
    assert agencies_page(book, state="Nowhere").offices == ()
