"""Gathering the originals behind the records into a catalogue."""

from ingest.records import DocumentKind
from ingest.sheets.models import Work
from ingest.sheets.sources import entries, originals, same_address, slug


def work(name: str, url: str | None, kind: str = "evaluation") -> Work:
    return Work(
        id=name,
        title="An evaluation of clusters",
        authors=("A. Author",),
        year=2016,
        publisher="Development Bank",
        url=url,
        kind=kind,
        geography="India",
        basis="full text held",
        key_findings=("it worked",),
    )


def test_one_address_makes_one_entry_that_names_all_records() -> None:
    found = originals([work("a", "https://www.example.org/x/"), work("b", "http://example.org/x#page=2")])
    assert len(found) == 1
    assert found[0].supports == {"a": ["key findings"], "b": ["key findings"]}
    assert found[0].kind is DocumentKind.DIAGNOSTIC_REPORT


def test_a_source_without_a_web_address_is_left_out() -> None:
    assert originals([work("a", None), work("b", "lit:planning-commission-2012")]) == []


def test_ids_are_readable_and_unique() -> None:
    made = entries(originals([work("a", "https://example.org/1"), work("b", "https://example.org/2")]))
    assert [entry["id"] for entry in made] == [
        "development-bank-2016-an-evaluation-of-clusters",
        "development-bank-2016-an-evaluation-of-clusters-2",
    ]


def test_addresses_that_differ_only_in_form_are_the_same() -> None:
    assert same_address("https://www.Example.org/A/") == same_address("http://example.org/a#top")


def test_a_slug_is_cut_at_a_whole_word() -> None:
    assert slug("Press Information Bureau, Government of India", 24) == "press-information-bureau"
