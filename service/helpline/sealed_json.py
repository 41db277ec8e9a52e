"""Records as sealed JSON and back: what came in, what goes out, where a conversation stands."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from service.helpline.channels.records import Choice, EventKind, Inbound, Outbound, Provider
from service.helpline.records import Outcome
from service.helpline.talk_records import Expects, Reply, Stage, State


def dumps(record: Any) -> str:  # noqa: ANN401 -- any of our frozen records
    """A record as JSON; moments as ISO 8601."""
    return json.dumps(asdict(record), ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def inbound(text: str) -> Inbound:
    """What came in, from its JSON."""
    row = json.loads(text)
    return Inbound(
        **{
            **row,
            "provider": Provider(row["provider"]),
            "kind": EventKind(row["kind"]),
            "at": _moment(row["at"]),
            "thread": tuple(row["thread"]),
        }
    )


def outbound(text: str) -> Outbound:
    """What goes out, from its JSON."""
    row = json.loads(text)
    return Outbound(
        **{
            **row,
            "choices": _choices(row["choices"]),
            "variables": tuple(row["variables"]),
            "thread": tuple(row["thread"]),
        }
    )


def state(text: str) -> State:
    """Where a conversation stands, from its JSON."""
    row = json.loads(text)
    return State(
        **{
            **row,
            "stage": Stage(row["stage"]),
            "history": tuple(row["history"]),
            "offered": tuple((key, meaning) for key, meaning in row["offered"]),
            "said": tuple(reply(said) for said in row["said"]),
            "outcome": Outcome(row["outcome"]) if row["outcome"] else None,
            "began": _moment(row["began"]),
            "last_at": _moment(row["last_at"]),
            "small_at": _moment(row.get("small_at")),
        }
    )


def reply(row: dict[str, Any]) -> Reply:
    """A reply from its plain form."""
    return Reply(
        **{
            **row,
            "choices": _choices(row["choices"]),
            "expects": Expects(row["expects"]),
            "spoken": tuple((text, language) for text, language in row["spoken"]),
            "variables": tuple(row["variables"]),
        }
    )


def _choices(rows: list[dict[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(**row) for row in rows)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
