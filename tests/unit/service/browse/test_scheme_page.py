"""The page of a scheme says what its sheet says, each sentence with its sources."""

import pytest

from ingest.errors import NotFoundError
from ingest.sheets.render import render_sheet
from service.browse import mentions
from service.browse.cluster_page import cluster_page
from service.browse.scheme_page import scheme_page
from service.browse.sheet_text import plain, sheet_of
from service.browse.works import work_page


@pytest.fixture(scope="module")
def pages(book, today):
    return {name: scheme_page(book, name, today) for name in book.schemes}


def test_every_sentence_of_a_sheet_taken_apart_is_the_sheets_own(book) -> None:
    for held in (*book.schemes.values(), *book.clusters.values(), *book.works.values()):
        rendered = render_sheet(held.path)
        assert rendered is not None
        lines = {line[2:] for line in rendered.markdown.splitlines() if line.startswith("- ")}
        apart = {plain(line) for section in sheet_of(held).sections for line in section.lines}
        # Two sources of one name are one in the sheet and two links on the page.
        assert sum(line not in lines for line in apart) <= sum(line not in apart for line in lines)
        assert len(apart & lines) >= 0.8 * len(lines), held.record.id


def test_names_of_sources_lead_to_entries_that_are_there(pages) -> None:
    for name, page in pages.items():
        known = {each.key for each in page.sources}
        lines = [*page.status_lines, *page.who, *page.documents, *page.steps, *page.clock, *page.related]
        lines += [line for each in page.disputes for line in each.sides]
        for part in page.parts:
            lines += [*part.help, *part.own, *part.examples, *part.excluded]
            lines += [condition.text for condition in part.conditions] + [row.source for row in part.rules]
        used = {piece.source for line in lines for piece in line if piece.source}
        assert used <= known, name
        assert used, name


def test_conditions_are_all_there_each_as_must_or_preference(book, pages) -> None:
    for name, page in pages.items():
        for part, component in zip(page.parts, book.schemes[name].record.components, strict=True):
            assert len(part.conditions) == len(component.conditions), (name, part.id)
            assert sum(c.hard for c in part.conditions) == sum(c.hard for c in component.conditions)
            for condition in part.conditions:
                assert not plain(condition.text).startswith(("Under ", "In the ", "By preference")), name


def test_the_meter_is_that_of_the_rules(book, pages) -> None:
    for name, page in pages.items():
        assert page.coverage.scheme == name
        assert page.coverage.checked <= page.coverage.total


def test_editions_of_mse_cdp_stand_in_their_order_and_only_one_is_here(pages) -> None:
    for name in ("mse-cdp-2010", "mse-cdp-2019", "mse-cdp-2022"):
        found = pages[name].editions
        assert [each.year for each in found] == sorted(each.year for each in found)
        assert {"mse-cdp-2010", "mse-cdp-2019", "mse-cdp-2022"} <= {each.id for each in found}
        assert [each.id for each in found if each.here] == [name]


def test_all_sides_of_a_conflict_are_shown(book, pages) -> None:
    for name, page in pages.items():
        for shown, conflict in zip(page.disputes, book.schemes[name].record.conflicts, strict=True):
            stated = [side for side in (conflict.a, conflict.b, conflict.c, conflict.d) if side]
            assert len(shown.sides) == len(stated), name


def test_who_acts_next_is_always_said(pages) -> None:
    assert plain(pages["mse-cdp-2022"].first_step).startswith("Register and file the application online")
    assert all(plain(page.first_step) for page in pages.values())


def test_a_word_of_the_field_is_not_taken_for_the_name_of_a_scheme(book) -> None:
    assert "CETP" not in mentions.names_in_use(book.schemes["cetp-moef"].record)
    named = {each.id for each in mentions.clusters_with(book.schemes["miius"].record, book)}
    assert "kanpur-leather" in named


def test_a_cluster_has_all_five_groups_and_names_its_gaps(book) -> None:
    page = cluster_page(book, "kanpur-leather")
    assert len(page.groups) == 5
    assert [gap for group in page.groups for gap in group.gaps] == ["No source seen gives the production."]
    figures = {row.said: row for group in page.groups for row in group.figures}
    assert figures["INR 120 billion"].year == "2018"
    assert plain(figures["INR 120 billion"].source) == "Business Standard, 2018"
    assert (page.rule_state, page.rule_sector) == ("Uttar Pradesh", "leather_footwear")
    assert page.similar[0].title == "Agra footwear cluster"


def test_an_inference_of_ours_is_marked(book) -> None:
    lessons = cluster_page(book, "kanpur-leather").lessons
    assert [lesson.ours for lesson in lessons] == [True, False]


def test_a_work_tells_what_rests_on_it(book) -> None:
    page = work_page(book, "wadhwani-2022")
    assert ("/clusters", "kalady-rice") in [(folder, each.id) for folder, each in page.supports]
    assert page.findings


def test_an_unknown_record_is_not_found(book, today) -> None:
    with pytest.raises(NotFoundError):
        scheme_page(book, "nothing", today)
    with pytest.raises(NotFoundError):
        work_page(book, "nothing")


def test_a_limit_of_the_whole_part_is_not_called_none(pages) -> None:
    looms = next(part for part in pages["nhdp-handloom"].parts if part.id == "small_cluster")
    assert {row.ceiling for row in looms.rules} == {"Rs 2 crore (limit of this part)"}


def test_a_bound_that_the_table_cannot_show_stands_beside_it(pages) -> None:
    new_unit = next(part for part in pages["pmegp"].parts if part.id == "new_unit")
    assert any("Rs 20 lakh in services" in plain(line) for line in new_unit.notes)
    second = next(part for part in pages["pmegp"].parts if part.id == "second_loan")
    assert any(plain(line).startswith("For ") for line in second.notes)
