"""Finding numbers that nobody vouches for, and source keys that name nothing."""

from ingest.sheets.lint import unknown_keys, unsourced


def test_a_number_without_a_source_beside_or_above_it_is_found() -> None:
    record = {"id": "x", "parts": [{"limit_inr": 5}, {"limit_inr": 5, "src": ["S1"]}]}
    assert [fault.place for fault in unsourced(record)] == ["parts.0.limit_inr"]


def test_a_number_inside_words_counts() -> None:
    assert [fault.place for fault in unsourced({"objective": "set up 45 centres"})] == ["objective"]
    assert list(unsourced({"objective": "set up 45 centres", "objective_src": ["S1"]})) == []


def test_a_source_above_vouches_for_what_stands_below() -> None:
    assert list(unsourced({"rule": {"src": ["S1"], "when": [{"value": 10}]}})) == []


def test_an_inference_and_the_findings_of_a_work_need_no_source() -> None:
    assert list(unsourced({"lessons": [{"text": "50:25:25 works", "basis": "inference"}]})) == []
    assert list(unsourced({"id": "w", "key_findings": ["40 of 46 finished"], "note": "a 2nd source"})) == []


def test_true_and_false_are_no_numbers() -> None:
    assert list(unsourced({"value": True})) == []


def test_a_source_key_that_names_nothing_is_found() -> None:
    record = {"sources": [{"key": "S1"}], "part": {"src": ["S1", "S9"], "text_src": ["S8"]}}
    assert [(fault.place, "S" in fault.what) for fault in unknown_keys(record)] == [
        ("part.src", True),
        ("part.text_src", True),
    ]


def test_sources_may_be_listed_by_key() -> None:
    assert [fault.place for fault in unknown_keys({"sources": {"c1": {}}, "part": {"source": "c2"}})] == [
        "part.source"
    ]
