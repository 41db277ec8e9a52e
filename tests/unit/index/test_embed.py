import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embed import BATCH, STEP, WEIGHTS_SHA256, HashingEmbedder, MiniLmEmbedder, batches
from ingest.errors import ModelError


def test_hashed_vectors_are_unit_rows_that_depend_on_the_text_alone() -> None:
    embedder = HashingEmbedder()
    together = embedder.embed(["share a plant", "", "केंद्र \ud800"])
    assert together.shape == (3, 64)
    assert together.dtype == np.float32
    assert np.linalg.norm(together, axis=1) == pytest.approx([1, 1, 1])
    assert np.array_equal(together[0], embedder.embed(["share a plant"])[0])
    assert embedder.embed([]).shape == (0, 64)


def test_hashed_vectors_of_like_texts_are_nearer_than_those_of_unlike_ones() -> None:
    plant, plants, grant = HashingEmbedder(256).embed(
        ["the plant is shared", "the plant is old", "grant of a third"]
    )
    assert plant @ plants > plant @ grant


@given(st.lists(st.integers(1, 256), max_size=100))
def test_batches_hold_every_row_once_and_pad_each_to_its_own_width(lengths) -> None:
    made = list(batches(lengths))
    assert sorted(row for rows, _ in made for row in rows) == list(range(len(lengths)))
    for rows, width in made:
        assert 1 <= len(rows) <= BATCH
        assert all(width - STEP < lengths[row] <= width for row in rows)


def test_weights_that_are_missing_or_not_the_pinned_ones_are_refused(tmp_path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        MiniLmEmbedder(folder=tmp_path).embed(["x"])
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    with pytest.raises(ModelError, match="sha256"):
        MiniLmEmbedder(folder=tmp_path).embed(["x"])


def test_the_pinned_hash_is_the_published_one() -> None:
    assert WEIGHTS_SHA256.startswith("53aa5117")
    assert WEIGHTS_SHA256.endswith("d9db")


# The model card of all-MiniLM-L6-v2 prints the first row; the others were taken from the pinned weights.
KNOWN = {
    "This is an example sentence": [0.0676569, 0.0634959, 0.0487131, 0.0793050, 0.0374480],
    "How much grant can a common facility centre get under MSE-CDP?": [
        0.0604554,
        -0.0742588,
        -0.0153594,
        0.0356942,
    ],
    "बुनकरों के लिए सामान्य सुविधा केंद्र": [-0.0038583, 0.0874760, -0.0283615, -0.0451793],
}


@pytest.fixture(scope="module")
def model() -> MiniLmEmbedder:
    return MiniLmEmbedder(threads=1)


@pytest.mark.model
def test_the_model_gives_its_known_vectors(model) -> None:
    for text, start in KNOWN.items():
        assert model.embed([text])[0][: len(start)] == pytest.approx(start, abs=1e-5)


@pytest.mark.model
def test_a_vector_does_not_depend_on_what_is_embedded_with_it(model) -> None:
    texts = [f"{'cluster of weavers ' * length} {length}" for length in range(1, 24)]
    rough = model.embed(texts, rough=True)
    assert np.array_equal(rough, model.embed(texts[::-1], rough=True)[::-1])
    assert np.array_equal(rough[:1], model.embed(texts[:1], rough=True))
    exact = model.embed(texts)
    assert exact == pytest.approx(np.vstack([model.embed([text]) for text in texts]), abs=1e-6)
    assert np.linalg.norm(exact, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)


@pytest.mark.model
def test_half_precision_stays_close(model) -> None:
    texts = list(KNOWN)
    assert (model.embed(texts) * model.embed(texts, rough=True)).sum(axis=1) == pytest.approx(
        [1, 1, 1], abs=1e-3
    )


@pytest.mark.model
def test_a_text_beyond_what_the_model_reads_is_cut_there(model) -> None:
    assert np.array_equal(*model.embed(["cluster " * 254, "cluster " * 9000]))


@pytest.mark.model
def test_odd_texts_have_vectors_too(model) -> None:
    assert model.embed(["", "\ud800", "\0", "🧵"]).shape == (4, 384)
