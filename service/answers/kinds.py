"""Two things that are learnt of how a question reads, from its vector: that it is of another field, or vague.

Each is a support vector machine with a Gaussian kernel: the vector is compared with those of questions that stand near
the border between two kinds, and the sum is put on the scale of log odds. ``training/kinds.py`` makes them. They speak
of the shipped corpus' field, so they count only in a library that holds sheets of it.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
REACH = 4.0  # log odds beyond which a question is no more of a kind than at it


@dataclass(frozen=True, slots=True)
class Kind:
    """What tells one kind of questions from the others.

    ``near`` are unit vectors, shape (n, dimension); ``pull`` says how strongly, and which way, each counts, shape
    (n,); ``width`` is the kernel's gamma; ``slope`` and ``bias`` put the sum on the scale of log odds.
    """

    near: Vector
    pull: Vector
    width: float
    slope: float
    bias: float

    def odds(self, vector: Vector) -> float:
        """The log odds that a question with this unit vector is of the kind, kept within ``REACH`` of 0.

        A vector of another length, of a model that this was not made for, says nothing: 0.
        """
        if vector.shape != self.near.shape[1:]:
            return 0.0
        likeness = np.exp(-2 * self.width * (1 - self.near @ vector))
        return float(np.clip(self.slope * (likeness @ self.pull) + self.bias, -REACH, REACH))


@cache
def kind(name: str) -> Kind:
    """A shipped kind, ``afield`` or ``vague``."""
    content = files("service.answers").joinpath(f"{name}.npz").read_bytes()
    with np.load(BytesIO(content), allow_pickle=False) as held:
        near = held["near"].astype(np.float32)
        near /= np.linalg.norm(near, axis=1, keepdims=True)  # kept as whole numbers from -127 to 127
        width, slope, bias = (float(held[part]) for part in ("width", "slope", "bias"))
        return Kind(near, held["pull"].astype(np.float32), width, slope, bias)


def afield(vector: Vector) -> float:
    """The log odds that a question is one about anything else: weather, recipes, who won."""
    return kind("afield").odds(vector)


def vague(vector: Vector) -> float:
    """The log odds that a question which names nothing fits every scheme or every cluster ("who can apply?")."""
    return kind("vague").odds(vector)
