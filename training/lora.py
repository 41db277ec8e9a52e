"""A low-rank change of the embedding model's weights while it is learnt: base weights frozen, two thin matrices each."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from torch import nn

from index.tokens import model_folder, tokenizer

LONGEST = 40  # word pieces of a question that are read in training; the model reads more when it is used


class LowRank(nn.Module):  # type: ignore[misc]  # torch comes without types here
    """A frozen linear layer plus ``up @ down``, which begins at zero."""

    def __init__(self, base: nn.Linear, rank: int) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(rank, base.in_features) / base.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The layer's output with the change added."""
        return self.base(x) + nn.functional.linear(nn.functional.linear(x, self.down), self.up)


def adapted(rank: int, layers: Iterable[int]) -> tuple[nn.Module, dict[str, LowRank]]:
    """The base model with a low-rank change in all linear layers of some of its layers, by weight name."""
    loaded = SentenceTransformer(str(model_folder()), device="cpu", local_files_only=True)
    model: Any = loaded[0].auto_model
    model.requires_grad_(False)
    wanted = tuple(f"encoder.layer.{n}." for n in layers)
    changed: dict[str, LowRank] = {}
    for name, module in list(model.named_modules()):
        if isinstance(module, nn.Linear) and name.startswith(wanted):
            parent, _, last = name.rpartition(".")
            changed[f"{name}.weight"] = LowRank(module, rank)
            setattr(model.get_submodule(parent), last, changed[f"{name}.weight"])
    return model.eval(), changed  # eval: no dropout, so that what is learnt is what is used


def encode(model: nn.Module, texts: Sequence[str]) -> torch.Tensor:
    """Unit vectors of texts, mean of the word pieces, with gradients where they are on."""
    pieces = [tokenizer().encode(text).ids[:LONGEST] for text in texts]
    width = max(len(ids) for ids in pieces)
    ids, mask = torch.zeros((2, len(pieces), width), dtype=torch.long)
    for row, one in enumerate(pieces):
        ids[row, : len(one)] = torch.tensor(one)
        mask[row, : len(one)] = 1
    hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state
    weights = mask.unsqueeze(-1).float()
    return nn.functional.normalize((hidden * weights).sum(1) / weights.sum(1), dim=1)


def encode_all(model: nn.Module, texts: Sequence[str], size: int = 64) -> np.ndarray:
    """``encode`` for many texts without gradients, shortest first, in the order given."""
    order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
    made = np.zeros((len(texts), model.config.hidden_size), dtype=np.float32)
    with torch.inference_mode():
        for start in range(0, len(order), size):
            rows = order[start : start + size]
            made[rows] = encode(model, [texts[row] for row in rows]).numpy()
    return made


def save(path: Path, changed: dict[str, LowRank]) -> None:
    """Write the change in half precision, as ``index.adapter`` reads it: ``<weight name>.down`` and ``.up``."""
    arrays: dict[str, Any] = {}
    for name, layer in sorted(changed.items()):
        arrays[f"{name}.down"] = layer.down.detach().numpy().astype(np.float16)
        arrays[f"{name}.up"] = layer.up.detach().numpy().astype(np.float16)
    np.savez(path, **arrays)
