"""Vectors that are kept: found by text and model, made once."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.embed import HashingEmbedder, Vectors
from service.browse.book import reader
from service.precedents.cases import cases
from service.precedents.curation import curation
from service.precedents.texts import said
from service.precedents.thesaurus import Thesaurus
from service.precedents.vectors import FILE, VectorShelf, key_of, read, shipped

CORPUS = Path(__file__).resolve().parents[4] / "corpus"
MODEL = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class Counting(HashingEmbedder):
    """Counts the texts that it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.given = 0

    def embed(self, texts: Sequence[str], *, rough: bool = False) -> Vectors:
        self.given += len(texts)
        return super().embed(texts, rough=rough)


def test_a_text_is_embedded_once_and_then_kept(tmp_path: Path) -> None:
    model = Counting()
    first = VectorShelf(model, tmp_path).vectors(["one", "two"])
    again = VectorShelf(model, tmp_path).vectors(["two", "one", "three"])
    assert model.given == 3
    assert np.allclose(first[::-1], again[:2])


def test_vectors_of_another_model_are_not_taken(tmp_path: Path) -> None:
    VectorShelf(HashingEmbedder(64), tmp_path).vectors(["one"])
    assert VectorShelf(HashingEmbedder(32), tmp_path).vectors(["one"]).shape == (1, 32)


def test_a_damaged_file_costs_time_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no archive")
    assert VectorShelf(HashingEmbedder(), tmp_path).vectors(["one"]).shape == (1, 64)


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert len(VectorShelf(HashingEmbedder(), tmp_path / "file").vectors(["one"])) == 1


def test_nearly_all_texts_of_the_corpus_have_shipped_vectors() -> None:
    held = shipped(MODEL)
    texts = [each.text for each in said(cases(reader(CORPUS).current()))]
    texts += Thesaurus(tuple(curation().themes.values())).texts
    missing = [text for text in texts if key_of(text) not in held]
    assert len(missing) < len(texts) / 10, "run scripts/precedent_vectors.py and commit the file"


def test_vectors_are_kept_as_small_whole_numbers_and_keep_their_direction(tmp_path: Path) -> None:
    model = HashingEmbedder()
    told = VectorShelf(model, tmp_path).vectors(["rice mills share a plant", "two"])
    again = VectorShelf(model, tmp_path).vectors(["rice mills share a plant", "two"])
    with np.load(tmp_path / FILE) as stored:
        assert stored["vectors"].dtype == np.int8
    assert np.allclose((told * again).sum(axis=1), 1)
    assert (told * model.embed(["rice mills share a plant", "two"])).sum(axis=1).min() > 0.9999


def test_vectors_that_an_earlier_version_kept_as_fractions_are_read(tmp_path: Path) -> None:
    model = HashingEmbedder()
    made = model.embed(["one"]).astype(np.float16)
    np.savez(tmp_path / FILE, model=np.array(model.sha256), keys=np.array([key_of("one")]), vectors=made)
    held = read(tmp_path / FILE, model.sha256)[key_of("one")]
    assert held.dtype == np.int8
    assert np.abs(held).max() == 127
