"""Our own pass through the model, beside the library that its publisher made it with."""

import numpy as np
import pytest

from index.embed import MiniLmEmbedder
from index.tokens import model_folder

TEXTS = [
    "cluster",
    "Who can apply for SFURTI?",
    "How much grant can a common facility centre get under MSE-CDP, and who pays the rest of its cost?",
    "बुनकरों के लिए सामान्य सुविधा केंद्र",
    "the weavers share a plant " * 40,
]


@pytest.mark.model
def test_padding_changes_nothing_that_matters_in_a_vector() -> None:
    torch = pytest.importorskip("torch")
    from index import minilm

    weights = minilm.read_weights(model_folder() / "model.safetensors")
    ids = torch.tensor([[101, 9324, 102, 0, 0], [101, 9324, 102, 2003, 102]])
    mask = torch.tensor([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1]])
    with torch.inference_mode():
        padded, other = minilm.vectors(weights, ids, mask)
        bare = minilm.vectors(weights, ids[:1, :3], mask[:1, :3])[0]
    assert padded.numpy() == pytest.approx(bare.numpy(), abs=1e-6)
    assert float(padded @ other) < 0.99


@pytest.mark.model
@pytest.mark.slow
def test_vectors_are_those_of_the_publishers_library_to_the_last_bit() -> None:
    from sentence_transformers import SentenceTransformer

    ours = MiniLmEmbedder(threads=1)
    library = SentenceTransformer(str(model_folder()), device="cpu", local_files_only=True).eval()
    ours.load()
    torch = pytest.importorskip("torch")
    torch.set_num_threads(1)
    for text in TEXTS:
        pieces = ours._pieces(text)
        width = -(-len(pieces) // 16) * 16
        ids = torch.tensor([[*pieces, *[0] * (width - len(pieces))]])
        mask = torch.tensor([[1] * len(pieces) + [0] * (width - len(pieces))])
        features = {"input_ids": ids, "attention_mask": mask, "token_type_ids": torch.zeros_like(ids)}
        with torch.inference_mode():
            theirs = library(features)["sentence_embedding"]
        scaled = torch.nn.functional.normalize(theirs, dim=1).numpy()
        assert np.array_equal(ours.embed([text]), scaled)
