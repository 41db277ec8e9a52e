"""The map: places within the frame, others named as missing."""

from pathlib import Path

import pytest

from ingest.errors import CatalogueError
from service.browse.chart import HEIGHT, WIDTH, Point, Spot, spot, town_points, towns_svg
from service.browse.clusters import cluster_rows


def test_a_place_in_the_south_lies_lower_and_one_in_the_east_to_the_right() -> None:
    delhi, chennai, guwahati = (spot(Point(*place)) for place in ((28.6, 77.2), (13.1, 80.3), (26.1, 91.7)))
    assert delhi
    assert chennai
    assert guwahati
    assert chennai.y > delhi.y
    assert guwahati.x > delhi.x


def test_a_place_outside_the_frame_has_none() -> None:
    assert spot(Point(37.4, -122.0)) is None


def test_every_cluster_in_india_is_on_the_map_and_no_other(book) -> None:
    for row in cluster_rows(book):
        assert (row.spot is not None) == row.at_home, row.id
        if row.spot:
            assert 0 < row.spot.x < WIDTH
            assert 0 < row.spot.y < HEIGHT


def test_towns_are_drawn_as_one_picture_without_script_or_style(book) -> None:
    picture = towns_svg(book.towns)
    assert picture.count("M") == len(book.towns) > 1000
    assert "style" not in picture
    assert "script" not in picture
    assert len(picture) < 40_000


def test_a_corpus_without_towns_has_an_empty_map_and_a_bad_row_says_where(tmp_path: Path) -> None:
    assert town_points(tmp_path) == ()
    (tmp_path / "town_points.csv").write_text("town,lat,lon\nAgra,27.2,east\n", "utf-8")
    with pytest.raises(CatalogueError, match=r"town_points\.csv"):
        town_points(tmp_path)


def test_a_spot_is_in_the_units_of_the_map() -> None:
    assert spot(Point(36.0, 67.0)) == Spot(0.0, 0.0)
