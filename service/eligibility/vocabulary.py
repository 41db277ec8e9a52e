"""The one vocabulary of facts: names, types, units, allowed values and questions, as read from ``facts.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from rapidfuzz import process

from ingest.errors import BadRequestError

TYPES = ("enum", "text", "list", "money", "int", "number", "percent", "bool", "date")

ASK_COST: Mapping[str, float] = {
    "bool": 1.0,
    "enum": 1.3,
    "list": 1.3,
    "text": 1.3,
    "int": 1.5,
    "date": 1.6,
    "number": 1.8,
}
"""What it costs a person to answer: a yes or no is cheapest; a sum, a share or a ratio has to be looked up."""
LOOK_UP_COST = 2.0


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact of the vocabulary. ``derived_from`` is set for those that are computed and never asked."""

    name: str
    group: str
    type: str
    unit: str | None
    allowed: tuple[str | int, ...]
    question: str
    synonyms: tuple[str, ...]
    derived_from: str | None
    ask_cost: float

    @property
    def askable(self) -> bool:
        """Whether a person can be asked for it: a computed one cannot."""
        return self.question != "(computed)"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All facts by name, in the order of the file, which is also the order of the plain form."""

    facts: Mapping[str, FactSpec]

    def spec(self, name: str) -> FactSpec:
        """Look a fact up.

        Raises:
            BadRequestError: there is no such fact; the message names the nearest one.
        """
        found = self.facts.get(name)
        if found is None:
            near = process.extractOne(name, self.facts.keys(), score_cutoff=60)
            hint = f' Did you mean "{near[0]}"?' if near else " All facts: corpus/facts.yaml."
            raise BadRequestError(f'"{name}": no such fact.{hint}')
        return found


class _Field(BaseModel):
    model_config = ConfigDict(extra="ignore")

    name: str
    group: str
    type: str
    unit: str | None = None
    allowed: tuple[str | int, ...] = ()
    question: str
    synonyms: tuple[str, ...] = ()
    derived_from: str | None = None
    ask_cost: Annotated[float | None, Field(gt=0)] = None


def from_data(data: Mapping[str, Any]) -> Vocabulary:
    """Build the vocabulary from the parsed ``facts.yaml``.

    Raises:
        pydantic.ValidationError: an entry lacks a name, a type or a question.
    """
    specs = [_spec(_Field.model_validate(entry)) for entry in data["fields"]]
    return Vocabulary({spec.name: spec for spec in specs})


def _spec(field: _Field) -> FactSpec:
    if field.type not in TYPES:
        raise ValueError(f"facts.yaml, {field.name}: type {field.type!r} is not one of {', '.join(TYPES)}")
    cost = field.ask_cost or ASK_COST.get(field.type, LOOK_UP_COST)
    return FactSpec(
        name=field.name,
        group=field.group,
        type=field.type,
        unit=field.unit,
        allowed=field.allowed,
        question=field.question,
        synonyms=field.synonyms,
        derived_from=field.derived_from,
        ask_cost=cost,
    )


def typed(spec: FactSpec, raw: object, where: str) -> Any:  # noqa: ANN401 -- the type is the fact's own
    """Give a rule's value the type of its fact: ISO days become dates, whole numbers become integers.

    Raises:
        ValueError: the value cannot be of that type; ``where`` opens the message.
    """
    if isinstance(raw, list | tuple):
        return tuple(typed(spec, entry, where) for entry in raw)
    if spec.type == "date" and isinstance(raw, str):
        return date.fromisoformat(raw)
    wanted = {"bool": bool, "money": int, "int": int, "percent": (int, float), "number": (int, float)}.get(
        spec.type, str
    )
    kinds = wanted if isinstance(wanted, tuple) else (wanted,)
    if (isinstance(raw, bool) and bool not in kinds) or not isinstance(raw, (*kinds, date)):
        raise ValueError(f"{where}: {raw!r} is no {spec.type}, which {spec.name} is")
    return raw
