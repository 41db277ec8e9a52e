"""Works are found by their own words, by what records say on their word, and by passages of the index."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.records import Hit
from ingest.records import Passage, PassageKind
from service.browse.facets import Wanted
from service.literature.records import Entry, Origin
from service.literature.search import Asked, find
from service.literature.shelf import shelf
from service.literature.styles import Style, text

CORPUS = Path(__file__).resolve().parents[4] / "corpus"


@pytest.fixture(scope="module")
def entries() -> tuple[Entry, ...]:
    return shelf(CORPUS)


def hit(document: str, said: str, score: float) -> Hit:
    passage = Passage(f"p-{document}", document, 0, len(said), said, (), None, PassageKind.PROSE, None, None)
    return Hit(passage, score, 1, 1, None, 0.5, "")


def ids(entries, words: str = "", hits=(), **asked) -> list[str]:
    rows = find(
        entries, Asked(Wanted(words, asked.pop("sort", ""), asked.pop("filters", ())), **asked), hits
    ).rows
    return [row.entry.id for row in rows]


def test_an_author_and_a_year_find_the_work(entries) -> None:
    assert ids(entries, "Schmitz 1995")[0] == "schmitz-1995"
    assert set(ids(entries, "Nadvi")) == {"nadvi-1999", "schmitz-nadvi-1999"}


def test_what_nobody_wrote_about_finds_nothing(entries) -> None:
    assert ids(entries, "quantum chromodynamics") == []
    beside = [hit("kennedy-1999", "anything", 0.6)]
    assert ids(entries, "quantum chromodynamics", beside) == []


def test_a_passage_of_the_works_own_sheet_brings_it_in(entries) -> None:
    assert ids(entries, "shared cleaning of dirty water", [hit("kennedy-1999", "x", 0.9)]) == ["kennedy-1999"]


def test_a_sentence_of_another_record_brings_in_the_source_that_it_names(entries) -> None:
    source = next(
        e
        for e in entries
        if e.origin is Origin.ORIGINAL and any(f.by == "kanpur-leather" for f in e.findings)
    )
    said = next(f for f in source.findings if f.by == "kanpur-leather")
    rows = find(
        entries, Asked(Wanted("zzz")), [hit("kanpur-leather", f"Before. {said.text} After.", 0.9)]
    ).rows
    assert source.id in [row.entry.id for row in rows]
    assert said in next(row for row in rows if row.entry.id == source.id).findings


def test_years_and_filters_narrow_and_are_counted(entries) -> None:
    some = find(entries, Asked(Wanted(filters=(("form", "article"),)), 1995, 1999))
    assert all(1995 <= row.entry.year <= 1999 and row.entry.form == "article" for row in some.rows)
    counts = {c.value: c.count for s in some.selects if s.name == "form" for c in s.choices}
    assert counts["article"] == len(some.rows) > 3
    assert find(entries, Asked(only=frozenset(["nadvi-1999"]))).rows[0].entry.id == "nadvi-1999"


def test_findings_nearest_to_the_query_come_first(entries) -> None:
    row = find(entries, Asked(Wanted("Kundli plant Rawls justice"))).rows[0]
    assert row.entry.id == "kundli-cetp-2005"
    assert "Rawls" in row.findings[0].text


def test_a_text_of_the_library_is_joined_to_its_work_and_quoted(entries) -> None:
    held = tuple(replace(e, document_id="held-text") if e.id == "kennedy-1999" else e for e in entries)
    row = find(held, Asked(Wanted("zzz")), [hit("held-text", "The words of the work", 0.9)]).rows[0]
    assert row.entry.id == "kennedy-1999"
    assert row.hit is not None
    assert row.hit.passage.text == "The words of the work"


def test_every_entry_has_its_own_id_an_address_and_a_reference_in_every_style(entries) -> None:
    assert len({entry.id for entry in entries}) == len(entries) > 600
    assert all(entry.title.split()[0] in text(entry, style) for entry in entries for style in Style)
    assert not [entry.id for entry in entries if "None" in text(entry, Style.APA)]
    assert all(finding.address.startswith("/") for entry in entries for finding in entry.findings)
