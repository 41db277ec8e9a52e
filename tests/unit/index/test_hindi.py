"""Sentences in Devanagari: which they are, and the vectors of their own that a generation keeps for them."""

import hashlib
from collections.abc import Sequence

import numpy as np
import pytest

from index.embed import HashingEmbedder, Vectors
from index.generation import Generation
from index.generations import Generations
from index.hindi import FILE, hindi_lines, in_devanagari, texts_around
from index.manifest import index_id
from index.publish import publish_library
from ingest.errors import LibraryError

ENGLISH = "Dyers share one boiler. Steam is cheaper"
HINDI = "समूह को साठ प्रतिशत अनुदान मिलता है. शेष राशि सदस्य देते हैं. Office of the Commissioner"


class FakeReader:
    """Reads by hashed words, and counts the texts that it was given."""

    def __init__(self, name: str = "fake") -> None:
        self.sha256 = hashlib.sha256(name.encode()).hexdigest()
        self.seen: list[str] = []
        self._words = HashingEmbedder(32)

    def read(self, texts: Sequence[str]) -> Vectors:
        self.seen += texts
        return self._words.embed(texts)

    def read_question(self, text: str) -> Vectors:
        return self._words.embed([text])[0]


@pytest.fixture
def publish(tmp_path, stored):
    """Publish Hindi and English, or the texts given, with a reader or without."""
    generations = Generations(tmp_path / "index")

    def run(reader, *texts):
        made = [stored(f"d{n}", text) for n, text in enumerate(texts or (ENGLISH, HINDI))]
        told: list[tuple[int, int]] = []
        folder = publish_library(
            made, HashingEmbedder(), generations, lambda done, total: told.append((done, total)), reader
        )
        run.told = told
        return Generation.open(folder)

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("समूह को MSE-CDP में अनुदान मिलता है", True),
        ("The word समूह means cluster", False),
        ("60% of 1,00,000", False),
        ("।", False),
    ],
)
def test_half_of_the_letters_must_be_devanagari(text: str, expected: bool) -> None:
    assert in_devanagari(text) is expected


def test_each_sentence_in_devanagari_gets_a_vector_and_no_other(publish) -> None:
    reader = FakeReader()
    made = publish(reader)
    lines = hindi_lines(made.shelf)
    assert reader.seen == ["समूह को साठ प्रतिशत अनुदान मिलता है", "शेष राशि सदस्य देते हैं"]
    assert [line.sentence.text for line in lines] == reader.seen
    assert made.hindi.numbers.tolist() == [line.number for line in lines]
    assert made.hindi.model_sha256 == reader.sha256
    cosines = made.hindi.cosines(reader.read_question("शेष राशि सदस्य देते हैं"))
    assert int(np.argmax(cosines)) == 1
    assert cosines[1] == pytest.approx(1, abs=0.01)
    assert publish.told[-1][0] == publish.told[-1][1]


def test_a_passage_comes_with_what_stands_over_it(publish) -> None:
    made = publish(None)
    (around,) = texts_around(made.shelf, [hindi_lines(made.shelf)[0].passage])
    assert around == f"D1\n{HINDI}"


def test_a_library_without_hindi_keeps_its_id_and_has_no_file(publish) -> None:
    reader = FakeReader()
    made = publish(reader, ENGLISH)
    assert made.hindi is None
    assert not (made.folder / FILE).exists()
    assert reader.seen == []
    assert made.manifest.index_id == index_id(made.manifest.corpus_sha256, HashingEmbedder())


def test_the_model_changes_the_id_of_a_library_with_hindi_alone(publish) -> None:
    without, with_model = publish(None), publish(FakeReader())
    assert without.hindi is None
    assert without.manifest.index_id != with_model.manifest.index_id
    assert publish(FakeReader()).folder == with_model.folder


def test_known_sentences_are_not_read_again(publish) -> None:
    publish(FakeReader())
    reader = FakeReader()
    made = publish(reader, ENGLISH, HINDI, "नया नियम लागू होगा")
    assert reader.seen == ["नया नियम लागू होगा"]
    assert len(made.hindi.numbers) == 3


def test_vectors_of_another_model_are_not_taken_again(publish) -> None:
    publish(FakeReader())
    other = FakeReader("other")
    publish(other)
    assert len(other.seen) == 2


def test_a_damaged_file_is_said_to_be_damaged(publish) -> None:
    made = publish(FakeReader())
    (made.folder / FILE).write_bytes(b"PK\x03\x04 not whole")
    with pytest.raises(LibraryError, match="samuh ingest"):
        Generation.open(made.folder)
