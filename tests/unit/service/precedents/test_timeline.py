"""Years are read as the records have them, and what has no year is put nowhere on the axis; places are numbered."""

from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from service.browse.book import reader
from service.precedents.cases import cases
from service.precedents.places import placed
from service.precedents.records import Cell, Kind, Precedent, Standing, Trial
from service.precedents.table import chosen
from service.precedents.timeline import svg, timeline, years

CORPUS = Path(__file__).resolve().parents[4] / "corpus"


@pytest.mark.parametrize(
    ("value", "span"),
    [
        (2011, (2011, 2011)),
        ("2011-2012", (2011, 2012)),
        ("2007-08", (2007, 2008)),
        ("2021–26", (2021, 2026)),
        ("April 2005 to May 2008", (2005, 2008)),
        ("from 1995", (1995, 1995)),
        ("mid-1990s", (1990, 1999)),
        ("completed March 2013", (2013, 2013)),
        ("1,007 of 2,090", None),
        ("undated", None),
        (None, None),
    ],
)
def test_a_year_is_read_as_the_record_has_it(value, span) -> None:
    assert years(value) == span


def case(name: str, *when: int | str | None) -> Precedent:
    trials = tuple(Trial(Cell(f"<b>{name}</b> & {year}", year=year), year=year) for year in when)
    return Precedent(
        name, Kind.CLUSTER, Standing.EDITED, f"{name} <i>", name, trials=trials, lat=20.0, lon=77.0
    )


def test_events_stand_by_case_and_year_and_undated_ones_last() -> None:
    made = timeline((case("a", 2010, None, 1999), case("b", "2001-05")))
    assert [(e.number, e.lane, e.first, e.last) for e in made.events] == [
        (1, 0, 1999, 1999),
        (2, 0, 2010, 2010),
        (3, 0, None, None),
        (4, 1, 2001, 2005),
    ]
    assert made.events[2].when == "no year in the record"


def test_the_picture_is_well_formed_told_in_words_and_has_only_dated_events() -> None:
    drawn = etree.fromstring(svg(timeline((case("a", 2010, None), case("b", "2001-05")))).encode())
    names = [etree.QName(each).localname for each in drawn.iter()]
    assert names.count("rect") == 2
    assert drawn.get("role") == "img"
    assert "2001-05, <b>b</b>" in drawn.findtext("{*}desc")
    assert not drawn.xpath("//@style|//*[local-name()='script']")


def test_where_no_event_is_recorded_a_work_points_to_its_findings() -> None:
    work = Precedent("w", Kind.WORK, Standing.EDITED, "w", "w", lessons=(Cell("It helped"),))
    assert timeline((work, case("b"))).blanks == ("Not recorded here; see the findings", "Not recorded here")


def test_nothing_is_drawn_where_nothing_is_dated() -> None:
    assert svg(timeline((case("a", None), case("b")))) == ""


def test_every_pair_of_cases_of_the_corpus_can_be_drawn() -> None:
    every = cases(reader(CORPUS).current())
    for first, second in pairwise(every):
        picture = svg(timeline((first, second)))
        if picture:
            etree.fromstring(picture.encode())


def test_cases_at_one_spot_are_moved_apart_and_cases_without_a_place_are_named() -> None:
    every = chosen(cases(reader(CORPUS).current()), ["kanpur-leather", "kundli-cetp-2005", "tama-tokyo"])
    first, second, third = placed(every)
    assert first.spot is not None
    assert (second.spot, third.spot) == (None, None)
    twice = placed((case("a"), case("b")))
    assert twice[0].spot != twice[1].spot
