"""Runs MiniLM on torch alone: a BERT encoder of six layers, the mean of its outputs, scaled to length 1.

The libraries that can run any model take ten seconds to import and spend a third of a question's time on what this
model does not have. Operation by operation this is what they do, so that the vectors are the same to the last bit (a
test compares); an index made with either fits both.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

LAYERS = 6
HEADS = 12
EPSILON = 1e-12  # of the layer norms, as in the model's config.json

Tensor = Any
Functions = Any  # torch.nn.functional, imported where it is needed: it takes seconds
Weights = Mapping[str, Tensor]


def read_weights(path: Path) -> dict[str, Tensor]:
    """The weights of a safetensors file, by the names that its publisher gave them."""
    from safetensors.torch import load_file

    return load_file(path)


def vectors(weights: Weights, ids: Tensor, mask: Tensor) -> Tensor:
    """Sentence vectors of length 1, shape (rows, dimension); float32, but for rounding to bfloat16 under autocast.

    Args:
        weights: From ``read_weights``.
        ids: Word pieces, shape (rows, width), padded with 0.
        mask: 1 for each word piece, 0 for padding, same shape, integers.
    """
    from torch.nn import functional as do

    states = _embedded(weights, ids, do)
    seen = None if bool(mask.all()) else mask[:, None, None, :].bool().expand(-1, 1, ids.shape[1], -1)
    for number in range(LAYERS):
        states = _layer(weights, f"encoder.layer.{number}.", states, seen, do)
    shares = mask.unsqueeze(-1).expand(states.shape).to(states.dtype)
    mean = (states * shares).sum(1) / shares.sum(1).clamp(min=1e-9)
    return do.normalize(mean, p=2, dim=1)


def _embedded(weights: Weights, ids: Tensor, do: Functions) -> Tensor:
    words = do.embedding(ids, weights["embeddings.word_embeddings.weight"])
    kinds = weights["embeddings.token_type_embeddings.weight"][0]
    places = weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
    return _norm(weights, "embeddings.LayerNorm", words + kinds + places, do)


def _layer(weights: Weights, name: str, states: Tensor, seen: Tensor | None, do: Functions) -> Tensor:
    rows, width, size = states.shape
    query, key, value = (
        _linear(weights, f"{name}attention.self.{part}", states, do)
        .view(rows, width, HEADS, size // HEADS)
        .transpose(1, 2)
        for part in ("query", "key", "value")
    )
    looked = do.scaled_dot_product_attention(query, key, value, attn_mask=seen)
    heard = looked.transpose(1, 2).reshape(rows, width, size)
    said = _linear(weights, f"{name}attention.output.dense", heard, do)
    states = _norm(weights, f"{name}attention.output.LayerNorm", said + states, do)
    wide = do.gelu(_linear(weights, f"{name}intermediate.dense", states, do))
    narrow = _linear(weights, f"{name}output.dense", wide, do)
    return _norm(weights, f"{name}output.LayerNorm", narrow + states, do)


def _linear(weights: Weights, name: str, states: Tensor, do: Functions) -> Tensor:
    return do.linear(states, weights[f"{name}.weight"], weights[f"{name}.bias"])


def _norm(weights: Weights, name: str, states: Tensor, do: Functions) -> Tensor:
    return do.layer_norm(
        states, (states.shape[-1],), weights[f"{name}.weight"], weights[f"{name}.bias"], EPSILON
    )
