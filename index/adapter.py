"""The change to the model's weights by which it reads the questions of this field; training/README.md says how made.

Passages keep the vectors of the unchanged model, so an index fits with or without it. For each changed weight the
file holds two thin matrices in half precision; their product is added once, at loading, and costs a query nothing.
"""

import hashlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.errors import ModelError

FILE = Path(__file__).with_name("questions.npz")
SHA256 = "dc2a80bfdfcea5fd9be1066d2a3ce8286fdfae1d1af407bbaf71b72a7179e23e"

Matrix = NDArray[np.float32]


def read_changes(path: Path = FILE, sha256: str = SHA256) -> dict[str, Matrix]:
    """What is to be added to each weight, by the weight's name, in float32.

    Raises:
        ModelError: the file is missing, or is not the one that this Samuh was built with.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error}). Install Samuh again.") from error
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ModelError(
            f"{path}: this is not the file that Samuh was built with (sha256 {found[:8]}…, expected {sha256[:8]}…). "
            "Install Samuh again; if you trained it yourself, put its hash into index/adapter.py."
        )
    with np.load(BytesIO(content), allow_pickle=False) as arrays:
        names = sorted(name.removesuffix(".up") for name in arrays.files if name.endswith(".up"))
        return {
            name: arrays[f"{name}.up"].astype(np.float32) @ arrays[f"{name}.down"].astype(np.float32)
            for name in names
        }


def merge(weights: Mapping[str, Any], changes: Mapping[str, Matrix]) -> None:
    """Add the changes to the tensors of a model, in place.

    Raises:
        ModelError: a changed weight is not in the model, or has another shape.
    """
    for name, change in changes.items():
        tensor = weights.get(name)
        if tensor is None or tuple(tensor.shape) != change.shape:
            raise ModelError(f"The model has no weight {name} of shape {change.shape}. Install Samuh again.")
        tensor += tensor.new_tensor(change)
