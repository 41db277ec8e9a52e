"""How much a question reads like one about anything else: weather, recipes, who won. One weighing of its vector.

The weights are data (``afield.json``), fitted by ``training/afield.py`` on questions of this field and of others. They
speak of the shipped corpus' field, so they count only in a library that holds sheets of it.
"""

import json
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Weights = tuple[NDArray[np.float32], float]
REACH = 4.0  # log odds beyond which a question is no more afield, or at home, than at it


@cache
def shipped() -> Weights:
    """The weights that are shipped, shape (dimension,), and their bias."""
    kept = json.loads(files("service.answers").joinpath("afield.json").read_text("utf-8"))
    return np.asarray(kept["weights"], dtype=np.float32), float(kept["bias"])


def afield(vector: NDArray[np.float32]) -> float:
    """The log odds that a question with this vector is of another field, kept within ``REACH`` of 0.

    A vector of another length than the weights', of a model they were not made for, says nothing: 0.
    """
    weights, bias = shipped()
    if vector.shape != weights.shape:
        return 0.0
    return float(np.clip(vector @ weights + bias, -REACH, REACH))
