import random
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.duplicates import NEAR, alike, near_same, same_text, sketch
from ingest.records import Document, DocumentReport
from ingest.store import DocumentStore

WORDS = [f"word{n}" for n in range(3000)]


def text(seed: int, changed: float = 0.0) -> str:
    """A thousand random words, some of them replaced."""
    chance = random.Random(seed)
    words = chance.choices(WORDS, k=1000)
    return " ".join("other" if chance.random() < changed else word for word in words)


def jaccard(first: str, second: str) -> float:
    """The true share of runs of three words in common."""
    runs = [
        {tuple(words[n : n + 3]) for n in range(len(words) - 2)} for words in (first.split(), second.split())
    ]
    return len(runs[0] & runs[1]) / len(runs[0] | runs[1])


@pytest.mark.parametrize("changed", [0.0, 0.01, 0.03, 0.1, 0.5])
def test_the_estimate_is_close_to_the_truth(changed: float) -> None:
    first, second = text(1), text(1, changed)
    assert alike(sketch(first), sketch(second)) == pytest.approx(jaccard(first, second), abs=0.12)


def test_capitals_and_line_ends_make_no_difference() -> None:
    assert alike(sketch(text(1)), sketch(text(1).upper().replace(" ", "\n"))) == 1.0


def test_texts_of_a_few_words_are_never_called_the_same() -> None:
    assert sketch("Only a few words stand here.") == ""
    assert alike("", "") == 0.0


def test_hindi_words_are_compared_whole() -> None:
    hindi = "योजना के अंतर्गत समूह को साठ प्रतिशत अनुदान मिलता है और शेष राशि सदस्य देते हैं जो कार्य से पहले जमा होती है"
    assert alike(sketch(hindi), sketch(hindi.replace("साठ", "सत्तर"))) < 1.0


def test_near_same_documents_are_named_on_both_sides(
    folder: Path, store: DocumentStore, run: Callable[..., list[DocumentReport]]
) -> None:
    for name, made in (("one", text(1)), ("two", text(1, 0.01)), ("three", text(3))):
        (folder / f"{name}.txt").write_text(made)
    run(folder)
    documents: dict[str, Document] = {e.document.id: e.document for e in store.entries() if e.document}
    assert near_same(documents.values()) == {"one": ("two",), "two": ("one",)}
    assert same_text(documents["one"], documents["two"])
    assert not same_text(documents["one"], documents["three"])
    assert NEAR == 0.85
