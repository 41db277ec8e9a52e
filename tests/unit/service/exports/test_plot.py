"""The picture of a grant is one that a strict page may show, and that can be read without seeing it."""

from lxml import etree

from service.eligibility.curve import Mark, MarkKind, Point
from service.exports.plot import grant_plot, ticks

POINTS = [Point(4, None, None), Point(5, 3, 4), Point(10, 7, 8), Point(11, 1, 2), Point(20, 8, 9)]
MARKS = [Mark(10, 8, MarkKind.CLIFF, "Cliff at <ten>"), Mark(20, 9, MarkKind.YOURS, "Your cost")]
SVG = "{http://www.w3.org/2000/svg}"


def drawn(name: str = "one", title: str = "A & B") -> etree._Element:
    return etree.fromstring(grant_plot(POINTS, MARKS, title, "Term loan", name))


def test_the_picture_holds_no_script_and_no_style() -> None:
    names = {attribute for element in drawn().iter() for attribute in element.attrib}
    assert "style" not in names
    assert not [name for name in names if name.startswith("on")]
    assert {element.tag for element in drawn().iter()} <= {
        SVG + tag for tag in ("svg", "title", "desc", "line", "text", "polyline", "polygon", "circle")
    }


def test_title_and_description_name_what_is_shown() -> None:
    picture = drawn()
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == "one-title one-desc"
    assert picture.findtext(f"{SVG}title") == "A & B"
    assert picture.findtext(f"{SVG}desc") == "Cliff at <ten>. Your cost."


def test_a_jump_breaks_the_line_and_an_open_sum_is_a_band() -> None:
    picture = drawn()
    lines = [each.get("points") for each in picture.iter(f"{SVG}polyline")]
    assert [len((line or "").split()) for line in lines] == [2, 2]
    assert len(list(picture.iter(f"{SVG}polygon"))) == 2
    assert [each.get("class") for each in picture.iter(f"{SVG}line")].count("plot-jump") == 1


def test_every_place_lies_inside_the_picture() -> None:
    picture = drawn()
    width, height = (float(part) for part in str(picture.get("viewBox")).split()[2:])
    for element in picture.iter(f"{SVG}circle"):
        assert 0 <= float(str(element.get("cx"))) <= width
        assert 0 <= float(str(element.get("cy"))) <= height
    for element in picture.iter(f"{SVG}text"):
        assert 0 <= float(str(element.get("y"))) <= height


def test_a_long_mark_is_told_on_several_lines() -> None:
    long = grant_plot(POINTS, [Mark(10, 8, MarkKind.CLIFF, "words " * 30)])
    short = grant_plot(POINTS, [Mark(10, 8, MarkKind.CLIFF, "words")])
    assert long.count("<text") > short.count("<text")


def test_nothing_is_drawn_where_nothing_is_paid() -> None:
    assert grant_plot([], []) == ""
    assert grant_plot([Point(1, None, None), Point(2, 0, 0)], []) == ""


def test_ticks_are_round_and_few() -> None:
    assert ticks(226_800_000) == [0, 50_000_000, 100_000_000, 150_000_000, 200_000_000]
    assert ticks(7) == [0, 2, 4, 6]
    assert all(len(ticks(end)) <= 7 for end in (1, 10, 99, 12_345, 10**9))
