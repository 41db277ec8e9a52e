import hashlib

import numpy as np
import pytest

from index.adapter import FILE, SHA256, merge, read_changes
from index.embed import HashingEmbedder, MiniLmEmbedder
from ingest.errors import ModelError

DOWN = np.array([[1.0, 0.0, 2.0]], dtype=np.float16)
UP = np.array([[0.5], [-1.0]], dtype=np.float16)


@pytest.fixture
def made(tmp_path):
    path = tmp_path / "questions.npz"
    np.savez(path, **{"layer.weight.down": DOWN, "layer.weight.up": UP})
    return path, hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_change_is_the_product_of_its_two_thin_matrices(made) -> None:
    changes = read_changes(*made)
    assert list(changes) == ["layer.weight"]
    assert changes["layer.weight"].tolist() == [[0.5, 0.0, 1.0], [-1.0, 0.0, -2.0]]


def test_a_file_that_is_missing_or_not_the_pinned_one_is_refused(made, tmp_path) -> None:
    path, sha256 = made
    with pytest.raises(ModelError, match="cannot be read"):
        read_changes(tmp_path / "none.npz", sha256)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(ModelError, match="not the file that Samuh was built with"):
        read_changes(path, sha256)


def test_the_shipped_file_is_the_pinned_one_and_small() -> None:
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() == SHA256
    assert FILE.stat().st_size < 1_000_000


def test_changes_are_added_to_the_weights_they_name(made) -> None:
    torch = pytest.importorskip("torch")
    weight = torch.ones((2, 3))
    merge({"layer.weight": weight}, read_changes(*made))
    assert weight.tolist() == [[1.5, 1.0, 2.0], [0.0, 1.0, -1.0]]


def test_changes_for_another_model_are_refused(made) -> None:
    torch = pytest.importorskip("torch")
    for weights in ({}, {"layer.weight": torch.ones((3, 2))}):
        with pytest.raises(ModelError, match=r"no weight layer\.weight"):
            merge(weights, read_changes(*made))


def test_hashed_questions_are_read_as_passages_are() -> None:
    embedder = HashingEmbedder()
    assert np.array_equal(embedder.embed_questions(["share a plant"]), embedder.embed(["share a plant"]))


@pytest.mark.model
def test_questions_are_read_by_changed_weights_and_passages_by_the_unchanged_ones() -> None:
    embedder = MiniLmEmbedder(threads=1)
    text = "What holds the weavers back?"
    before = embedder.embed([text])
    question = embedder.embed_questions([text])
    assert np.array_equal(embedder.embed([text]), before)
    assert np.linalg.norm(question) == pytest.approx(1, abs=1e-5)
    assert 0.5 < float(question[0] @ before[0]) < 0.9999
    assert np.array_equal(question, embedder.embed_questions([text]))


@pytest.mark.model
def test_texts_of_other_fields_keep_their_vectors() -> None:
    embedder = MiniLmEmbedder(threads=1)
    texts = [
        "How are glaciers formed?",
        "who sang the anthem at the final",
        "The enzyme binds to its substrate.",
    ]
    assert (embedder.embed(texts) * embedder.embed_questions(texts)).sum(axis=1).min() > 0.97
