"""Which statements are quoted together."""

from collections.abc import Sequence

from ingest.records import Sentence
from service.answers.choose import companions


def sentences(*texts: str) -> Sequence[Sentence]:
    starts = [sum(len(t) + 1 for t in texts[:n]) for n in range(len(texts))]
    return [Sentence("p", start, start + len(t), t) for start, t in zip(starts, texts, strict=True)]


def test_a_statement_that_points_back_comes_with_the_one_before_it() -> None:
    found = sentences("Chile has wine clusters.", "These clusters grew fast.", "Others did not.")
    assert companions(found, 1) == found[:2]


def test_a_statement_comes_with_its_example() -> None:
    found = sentences("Some clusters are small.", "For example, one has a dozen firms.", "Others are large.")
    assert companions(found, 0) == found[:2]


def test_a_statement_that_stands_alone_comes_alone() -> None:
    found = sentences("Chile has wine clusters.", "Brazil has shoe clusters.", "Italy has many.")
    assert companions(found, 1) == [found[1]]


def test_a_statement_comes_with_the_reason_for_it() -> None:
    found = sentences("Credit costs much.", "The major reason for this is risk.", "Banks know it.")
    assert companions(found, 0) == found[:2]
