"""What a question's own vector says of it, before any passage is looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from service.answers.fields import asked_fields
from service.answers.kinds import REACH, Vector, afield, vague


@dataclass(frozen=True, slots=True)
class Heard:
    """What a vector says; as it stands, nothing, as in a library that holds no sheets of ours.

    ``afield`` are the log odds that the question is of another field, ``vague`` those that it fits every scheme or
    cluster, ``fields`` the chances that it asks for each field of a record.
    """

    afield: float = 0.0
    vague: float = -REACH
    fields: Mapping[str, float] = field(default_factory=dict)


NOTHING_HEARD = Heard()


def hear(vector: Vector) -> Heard:
    """What a question's unit vector, shape (dimension,), says of it."""
    return Heard(afield(vector), vague(vector), asked_fields(vector))
