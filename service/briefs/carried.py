"""The machine-readable part of a brief: its frozen quotes as sealed JSON, the same in every format and the database."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ingest.errors import BadRequestError
from service.briefs.records import (
    SCHEMA,
    Brief,
    Column,
    Frozen,
    Item,
    Origin,
    Reads,
    Side,
    Standing,
    Strength,
    Told,
    Track,
)
from service.briefs.visible import Text

FORMAT = "samuh-brief"


def written(brief: Brief, shown: Text | None = None) -> str:
    """A brief as JSON, with the text that its file shows; its ``seal`` is the SHA-256 over everything else.

    So a change inside is noticed. The code under which it is edited is left out: who has the file may read it, not
    change it. All of it is ASCII, so that every kind of file can hold it.
    """
    content = asdict(brief) | {"code": ""}
    body = {"format": FORMAT, "schema": SCHEMA, "brief": content, "shown": asdict(shown) if shown else None}
    return json.dumps({**body, "seal": sealed(body)}, sort_keys=True)


def sealed(body: Mapping[str, Any]) -> str:
    """The seal of a part without its seal."""
    plain = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode("ascii")).hexdigest()


def read(part: str) -> tuple[Brief, bool]:
    """A brief from its JSON, and whether its seal still fits.

    Raises:
        BadRequestError: it is no such part, or one of a newer version.
    """
    try:
        body = json.loads(part)
        if body.get("format") != FORMAT:
            raise KeyError("format")
        if body["schema"] > SCHEMA:
            raise BadRequestError(
                f"The brief was made by a newer Samuh (form {body['schema']}). Use that version."
            )
        seal = body.pop("seal", "")
        return brief_of(body["brief"]), seal == sealed(body)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadRequestError(
            f"This is no brief of Samuh, or it is damaged ({type(error).__name__})."
        ) from error


def shown_of(part: str) -> Text | None:
    """The text that a file showed when it was made, from a part that ``read`` took; None where it holds none."""
    held = json.loads(part).get("shown")
    try:
        return Text(str(held["reader"]), tuple(map(str, held["lines"]))) if held else None
    except (KeyError, TypeError):
        return None


def brief_of(fields: Mapping[str, Any]) -> Brief:
    """A brief from plain fields."""
    made = {
        "reads": Reads(fields["reads"]),
        "items": tuple(item_of(each) for each in fields["items"]),
        "gaps": tuple(frozen_of(each) for each in fields["gaps"]),
        "absences": tuple(fields["absences"]),
        "columns": tuple(Column(**each) for each in fields["columns"]),
        "tracks": tuple(track_of(each) for each in fields["tracks"]),
    }
    return Brief(**{**fields, **made})


def item_of(fields: Mapping[str, Any]) -> Item:
    """An item from plain fields."""
    made = {
        "quote": frozen_of(fields["quote"]),
        "side": Side(fields["side"]),
        "strength": Strength(fields["strength"]),
    }
    return Item(**{**fields, **made})


def frozen_of(fields: Mapping[str, Any]) -> Frozen:
    """A quote from plain fields.

    Form 1 did not say whether a statement is of a record of ours. There one is taken for it that names its source in
    brackets, as sentences of our records do, or that is issued by us.
    """
    origins = tuple(Origin(**each) for each in fields["origins"])
    record = fields.get("record", _worded_by_us(fields["text"], origins))
    return Frozen(**{**fields, "origins": origins, "record": record})


def _worded_by_us(text: str, origins: tuple[Origin, ...]) -> bool:
    named = [origin.issuer for origin in origins if origin.issuer]
    return named == ["Samuh"] or any(f"({name}" in text for name in named)


def track_of(fields: Mapping[str, Any]) -> Track:
    """A track from plain fields."""
    return Track(
        matter=fields["matter"],
        standings=tuple(Standing(each) if each else None for each in fields["standings"]),
        told=tuple(Told(each["column"], frozen_of(each["quote"])) for each in fields["told"]),
        shared=fields.get("shared", ""),
    )
