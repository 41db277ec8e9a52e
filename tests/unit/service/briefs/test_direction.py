"""Where sentences point, by their words; measured on sentences that were labelled by hand."""

import json
import re
from pathlib import Path

import pytest

from service.briefs import direction
from service.briefs.direction import Points, read, side
from service.briefs.records import Reads, Side
from service.briefs.subject import pattern

LABELLED = Path(__file__).resolve().parents[3] / "data" / "briefs" / "sentences.jsonl"


@pytest.mark.parametrize(
    ("sentence", "points"),
    [
        ("The plant was running at full load and met the norms.", Points.GOOD),
        ("The joint plant collapsed within two years.", Points.BAD),
        ("The centre never failed its members.", Points.GOOD),
        ("The plant should reduce the load of salts.", Points.NEITHER),
        ("A park is proposed where sales rose.", Points.NEITHER),
        ("The plant is running, but its pipes are overloaded.", Points.BOTH),
        ("The plant lies in Tirupur.", Points.NEITHER),
        ("On turnover, the Morbi cluster saw this: before, INR 10,000 crore; after, INR 45,000 crore.", Points.GOOD),
        ("On coal use, the Morbi cluster saw this: before, 900 tonnes; after, 400 tonnes.", Points.GOOD),
        ("On park looms, the cluster saw this: before, 550 at start; after, 150 working.", Points.BAD),
        ("On plants, the cluster saw this: before, 18, most of them shut; after, 16 of 18 running.", Points.GOOD),
    ],
)  # fmt: skip
def test_a_sentence_points_where_its_words_do(sentence: str, points: Points) -> None:
    assert read(sentence).points is points


def test_sources_in_brackets_tell_nothing() -> None:
    assert read("The plant lies in Vapi (Treated effluents fail the norms, 2023).").points is Points.NEITHER


def test_of_idleness_only_words_of_use_tell() -> None:
    assert read("The park stood idle for years.", by_use=True).points is Points.BAD
    assert read("Sales of the park rose.", by_use=True).points is Points.NEITHER


def test_a_shortfall_supports_a_claim_of_shortfalls() -> None:
    reading = read("The park stood idle for years.", by_use=True)
    assert side(reading, Reads.SHORTFALLS)[0] is Side.SUPPORTS
    assert side(reading, Reads.RESULTS)[0] is Side.OPPOSES
    assert '"stood idle"' in side(reading, Reads.RESULTS)[1]


@pytest.mark.parametrize(
    ("sentence", "because"),
    [
        ("On park looms, the cluster saw this: before, 550 at start; after, 150 working.",
         "it tells of a shortfall: park looms fell (our reckoning from its figures)"),
        ("The centre never failed its members.", 'it tells of a good result or use: "never" … "failed"'),
        ("The park stood idle for years.", 'it tells of a shortfall: "stood idle"'),
    ],
)  # fmt: skip
def test_only_words_of_the_passage_stand_in_quotation_marks(sentence: str, because: str) -> None:
    assert side(read(sentence), Reads.RESULTS)[1].startswith(because)


def test_every_quoted_reason_stands_in_its_sentence() -> None:
    for line in LABELLED.read_text("utf-8").splitlines():
        text = json.loads(line)["text"]
        for word in re.findall(r'"([^"]+)"', side(read(text), Reads.RESULTS)[1]):
            assert word in " ".join(text.split())


def test_that_the_thing_is_not_there_is_no_result_of_it() -> None:
    things = [pattern("effluent_plants")]
    assert direction.absent("There is no common effluent plant in the valley.", things)
    assert not direction.absent("There is no doubt that, in the end, the plant helped.", things)


def test_labelled_sentences_are_read_as_well_as_the_docs_say() -> None:
    rows = [json.loads(line) for line in LABELLED.read_text("utf-8").splitlines()]
    assert len(rows) >= 100
    for split in ("tune", "report"):
        pairs = [
            (row["points"], read(row["text"]).points.value.replace("both", "neither"))
            for row in rows
            if row["split"] == split
        ]
        right = sum(said == meant for meant, said in pairs) / len(pairs)
        assert right >= 0.88, f"{split}: {right:.2f}"
        assert ("good", "bad") not in pairs, "nothing is read the wrong way round"
        assert ("bad", "good") not in pairs
