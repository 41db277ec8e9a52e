"""What worked: every verdict rests on words that stand in the record now, with sources, and on nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from ingest.errors import NotFoundError
from service.browse.book import Book, Held, reader
from service.precedents.cases import cases
from service.precedents.outcome_plot import outcome_plot
from service.precedents.outcomes import (
    OutcomeVerdict,
    Reading,
    evidence,
    gather,
    gathered,
    kind_of_help,
    readings,
    stale,
)

CORPUS = Path(__file__).resolve().parents[4] / "corpus"


@pytest.fixture(scope="module")
def book() -> Book:
    return reader(CORPUS).current()


@pytest.fixture(scope="module")
def held(book: Book):
    return {case.id: case for case in cases(book)}


def test_every_reading_stands_on_the_records_as_they_are(book: Book) -> None:
    assert {kind.key: kind.stale for kind in gathered(book)} == dict.fromkeys(readings(), 0)


def test_every_verdict_but_not_known_rests_on_words_with_sources(book: Book) -> None:
    for kind in gathered(book):
        for each in kind.evidence:
            assert each.verdict is OutcomeVerdict.NOT_KNOWN or each.words, (kind.key, each.case.id)
            assert all(item.origins and item.address.startswith(each.case.address) for item in each.words)


def test_counts_are_those_of_the_evidence_with_each_place_once(book: Book) -> None:
    kind = kind_of_help(book, "effluent_plant")
    assert sum(kind.counts.values()) == kind.total == sum(each.counted for each in kind.evidence)
    second = [each.case.id for each in kind.evidence if not each.counted]
    assert second == ["kennedy-1999", "groenwall-2017"]
    counted = {each.case.id for each in kind.evidence if each.counted}
    same = [r.same_as for r in readings()["effluent_plant"].readings if r.same_as]
    assert set(same) <= counted


@pytest.mark.parametrize(
    ("kind", "case", "verdict"),
    [
        # money spent and works done tell of no result; a plant that runs and harms is mixed, as others of its kind
        ("common_facility", "coimbatore-pump-foundry", OutcomeVerdict.NOT_KNOWN),
        ("common_facility", "kerala-furniture", OutcomeVerdict.NOT_KNOWN),
        ("effluent_plant", "vapi-chemicals", OutcomeVerdict.MIXED),
        ("estate", "nashik-grape-wine", OutcomeVerdict.MIXED),
        ("finance", "vapi-chemicals", OutcomeVerdict.NOT_KNOWN),
        ("finance", "wadhwani-2022", OutcomeVerdict.NOT_KNOWN),
        ("finance", "sangli-raisin", OutcomeVerdict.MIXED),
        ("cluster_agent", "sialkot-football", OutcomeVerdict.NOT_KNOWN),
    ],
)
def test_a_verdict_is_that_of_its_definition(
    book: Book, kind: str, case: str, verdict: OutcomeVerdict
) -> None:
    found = {each.verdict for each in kind_of_help(book, kind).evidence if each.case.id == case}
    assert found == {verdict}


def test_no_verdict_rests_on_the_result_of_another_place(book: Book) -> None:
    assert "barpali-handloom" not in {each.case.id for each in kind_of_help(book, "marketing").evidence}
    said = [item.text for kind in gathered(book) for each in kind.evidence for item in each.words]
    assert not [text for text in said if "not about" in text]


def test_what_is_told_of_a_whole_programme_is_shown_and_counted_nowhere(book: Book) -> None:
    for key, some in (
        ("common_facility", {"npc-msecdp-eval", "sfurti-2025"}),
        ("cluster_agent", {"ihds-eval", "leading-edge-2017"}),
    ):
        kind = kind_of_help(book, key)
        assert some <= {each.case.id for each in kind.whole}
        assert not any(each.counted for each in kind.whole)
        assert not some & {each.case.id for verdict in OutcomeVerdict for each in kind.of(verdict)}
        assert sum(kind.counts.values()) == sum(each.counted for each in kind.evidence)
        alone = replace(kind, evidence=tuple(each for each in kind.evidence if not each.whole))
        assert (alone.counts, alone.sources) == (kind.counts, kind.sources)
        assert outcome_plot([alone]) == outcome_plot([kind])


def test_no_case_and_thing_tried_comes_twice_in_a_kind() -> None:
    for kind in readings().values():
        pairs = [(reading.case, reading.tried) for reading in kind.readings]
        assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize(
    "reading",
    [
        Reading(case="tirupur-knitwear", verdict="positive", words=("every plant made a profit",)),
        Reading(case="tirupur-knitwear", tried="a plant on the moon", verdict="not_known"),
        Reading(case="nowhere", verdict="not_known"),
        # our own inference is no word of a source
        Reading(
            case="howrah-foundry", verdict="negative", words=("relocation parks take more than a decade",)
        ),
    ],
)
def test_a_reading_whose_words_stand_in_no_source_is_left_out(reading: Reading, book: Book, held) -> None:
    assert evidence(reading, book, held) is None


def test_a_record_that_changed_takes_its_reading_out_and_is_counted(book: Book) -> None:
    record = book.clusters["vapi-chemicals"].record
    changed = record.model_copy(update={"outcomes": (), "problems": type(record.problems)()})
    shelf = {**book.clusters, "vapi-chemicals": Held(changed, book.clusters["vapi-chemicals"].shape, Path())}
    other = replace(book, clusters=shelf)
    kind = gather("effluent_plant", readings()["effluent_plant"], other, {c.id: c for c in cases(other)})
    assert kind.stale == 1
    assert {(key, reading.case) for key, reading in stale(other)} == {
        ("effluent_plant", "vapi-chemicals"),
    }
    assert "vapi-chemicals" not in [each.case.id for each in kind.evidence]


def test_a_kind_that_is_not_there_is_not_found(book: Book) -> None:
    with pytest.raises(NotFoundError):
        kind_of_help(book, "magic")


def test_the_plot_shows_every_count_and_tells_it_in_words(book: Book) -> None:
    kinds = gathered(book)
    drawn = etree.fromstring(outcome_plot(kinds).encode())
    told = drawn.findtext("{*}desc")
    for kind in kinds:
        assert f"{kind.name}: {kind.counts[OutcomeVerdict.POSITIVE]} positive" in told
    widths = {}
    for verdict in OutcomeVerdict:
        bars = drawn.xpath(f"//*[@class='bar-{verdict}'][@height='24']/@width")
        widths[verdict] = round(sum(map(float, bars)))
    most = max(kind.total for kind in kinds)
    for verdict in OutcomeVerdict:
        total = sum(kind.counts[verdict] for kind in kinds)
        assert widths[verdict] == pytest.approx(450 * total / most, abs=1)
    assert outcome_plot([]) == ""
