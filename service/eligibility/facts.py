"""A profile: what the caller has said, fact by fact, checked against the vocabulary on entry."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import process

from ingest.errors import BadRequestError
from service.eligibility.figures import money
from service.eligibility.places import Gazetteer
from service.eligibility.values import DOES_NOT_KNOW, Asked, Between, Members, OneOf, Plain, Value
from service.eligibility.vocabulary import FactSpec, Vocabulary

_YES = frozenset(("true", "yes", "y", "haan", "han", "हाँ", "हां"))
_NO = frozenset(("false", "no", "n", "nahi", "nahin", "नहीं"))
MOST = 1e18
"""No figure of a group is greater; "inf" and slips of the pen are."""
_RANGED = frozenset(("money", "int", "number", "percent"))
_NOT_KNOWN = frozenset((DOES_NOT_KNOW.value, "does not know", "don't know", "unknown", "not_known"))


@dataclass(frozen=True, slots=True)
class Profile:
    """Fact name → value. ``DOES_NOT_KNOW`` = asked, and the caller cannot tell; an absent name was not asked."""

    values: Mapping[str, Value]

    def with_fact(self, name: str, value: Value) -> "Profile":
        """A new profile in which one more fact is known."""
        return Profile({**self.values, name: value})

    def without(self, name: str) -> "Profile":
        """A new profile in which a fact is taken back."""
        return Profile({key: value for key, value in self.values.items() if key != name})


def profile(raw: Mapping[str, object], words: Vocabulary, gazetteer: Gazetteer) -> Profile:
    """Check stated facts and give them their types. None counts as not asked.

    A value may be partial: ``{"one_of": [...]}``, ``{"from": 10, "to": 20}`` (either end may be left out),
    ``{"inside": [...], "outside": [...]}`` for a list, and ``"does_not_know"`` for any fact.

    Raises:
        BadRequestError: no such fact, or a value it cannot have; the message says what would do.
    """
    values: dict[str, Value] = {}
    for name, value in raw.items():
        spec = words.spec(name)
        if value is not None:
            values[name] = _value(spec, value)
    return Profile(_placed(values, gazetteer))


def _value(spec: FactSpec, raw: object) -> Value:
    if isinstance(raw, OneOf | Between | Members | Asked):
        return raw
    if isinstance(raw, str) and raw.strip().lower() in _NOT_KNOWN:
        return DOES_NOT_KNOW
    if isinstance(raw, Mapping):
        return _partial(spec, raw)
    if spec.type == "list":
        entries = raw if isinstance(raw, Sequence) and not isinstance(raw, str) else (raw,)
        return tuple(str(_plain(spec, entry)) for entry in entries)
    if isinstance(raw, list | tuple):
        raise _cannot(spec, raw, "one value, not a list")
    return _plain(spec, raw)


def _partial(spec: FactSpec, raw: Mapping[Any, Any]) -> Value:
    if set(raw) == {"one_of"}:
        return OneOf(frozenset(_plain(spec, entry) for entry in raw["one_of"]))
    if raw and set(raw) <= {"from", "to"}:
        return _between(spec, raw)
    if raw and set(raw) <= {"inside", "outside"} and spec.type == "list":
        inside, outside = (
            frozenset(str(_plain(spec, e)) for e in raw.get(part, ())) for part in ("inside", "outside")
        )
        return Members(inside, outside)
    raise _cannot(
        spec, dict(raw), 'a plain value, or one of {"one_of"}, {"from", "to"}, {"inside", "outside"}'
    )


def _between(spec: FactSpec, raw: Mapping[Any, Any]) -> Between:
    if spec.type not in _RANGED:
        raise _cannot(spec, dict(raw), "a plain value: a range is for figures")
    low, high = (
        None if raw.get(end) is None else float(str(_plain(spec, raw[end]))) for end in ("from", "to")
    )
    if low is not None and high is not None and low > high:
        raise _cannot(spec, dict(raw), '"from" no greater than "to"')
    return Between(low, high)


def _plain(spec: FactSpec, raw: object) -> Plain:
    return _READERS[spec.type](spec, raw)


def _text(spec: FactSpec, raw: object) -> Plain:
    if not isinstance(raw, str) or not raw.strip():
        raise _cannot(spec, raw, "words")
    return " ".join(raw.split())


def _choice(spec: FactSpec, raw: object) -> Plain:
    wanted = raw if isinstance(raw, int) and not isinstance(raw, bool) else str(raw).strip()
    folded = str(wanted).lower().replace(" ", "_").replace("-", "_")
    found = next((entry for entry in spec.allowed if entry == wanted or str(entry).lower() == folded), None)
    if found is None:
        near = process.extractOne(folded, [str(entry) for entry in spec.allowed], score_cutoff=60)
        hint = f'"{near[0]}"? Others: ' if near else "one of "
        raise _cannot(spec, raw, hint + ", ".join(str(entry) for entry in spec.allowed))
    return found


def _bool(spec: FactSpec, raw: object) -> Plain:
    if isinstance(raw, bool):
        return raw
    word = str(raw).strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise _cannot(spec, raw, "true or false")


def _number(spec: FactSpec, raw: object) -> float:
    read: object = raw
    if isinstance(raw, str):
        read = money(raw) if spec.type == "money" else _bare(raw)
    if isinstance(read, int | float) and not isinstance(read, bool) and 0 <= read <= MOST:
        return read
    raise _cannot(spec, raw, "a number of 0 or more" + (f" in {spec.unit}" if spec.unit else ""))


def _bare(raw: str) -> float | None:
    try:
        return float(raw.strip().rstrip("%").replace(",", ""))
    except ValueError:
        return None


def _whole(spec: FactSpec, raw: object) -> Plain:
    number = _number(spec, raw)
    if number != int(number):
        raise _cannot(spec, raw, "a whole number")
    if spec.allowed and int(number) not in spec.allowed:
        raise _cannot(spec, raw, "one of " + ", ".join(str(entry) for entry in spec.allowed))
    return int(number)


def _share(spec: FactSpec, raw: object) -> Plain:
    number = _number(spec, raw)
    if number > 100:
        raise _cannot(spec, raw, "a percentage from 0 to 100")
    return number


def _date(spec: FactSpec, raw: object) -> Plain:
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(str(raw))
    except ValueError as error:
        raise _cannot(spec, raw, "a day such as 2026-03-31") from error


_READERS: Mapping[str, Callable[[FactSpec, object], Plain]] = {
    "enum": _choice,
    "list": _choice,
    "text": _text,
    "bool": _bool,
    "money": _whole,
    "int": _whole,
    "number": _number,
    "percent": _share,
    "date": _date,
}


def _cannot(spec: FactSpec, raw: object, wanted: str) -> BadRequestError:
    return BadRequestError(f"{spec.name}: {raw!r} will not do. Give {wanted}. ({spec.question})")


def _placed(values: dict[str, Value], gazetteer: Gazetteer) -> dict[str, Value]:
    """Give State and district their canonical spelling; a district that is on no list stays as it was said."""
    state = values.get("state")
    if isinstance(state, str):
        values["state"] = state = _state(state, gazetteer)
    district = values.get("district")
    if isinstance(district, str):
        found = gazetteer.district(district, state if isinstance(state, str) else None)
        if not found and state:
            found = gazetteer.district(district, None)
        names = {place.district for place in found if place.district}
        if len(names) == 1:
            values["district"] = names.pop()
    return values


def _state(name: str, gazetteer: Gazetteer) -> str:
    found = gazetteer.state(name)
    if found is None:
        known = sorted({home for home, _ in gazetteer.districts})
        near = process.extractOne(name, known, score_cutoff=60)
        hint = f' Did you mean "{near[0]}"?' if near else f" Give one of {', '.join(known)}."
        raise BadRequestError(f'state: "{name}" is no State or Union Territory that we know.{hint}')
    return found
