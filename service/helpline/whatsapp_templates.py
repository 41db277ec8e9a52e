"""The WhatsApp templates that Meta approved: read from a file, filled in within the limits, shown before they go."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from ingest.errors import BadRequestError
from service.helpline.channels.whatsapp import CARD_CHARS
from service.helpline.errors import HelplineError

MOST_VARIABLE = 200
_SLOT = re.compile(r"\{\{(\d+)\}\}")
_BREAKS = re.compile(r"[\n\r\t]| {5,}")  # Meta takes none of these inside a variable


@dataclass(frozen=True, slots=True)
class WhatsAppTemplate:
    """One approved text. ``variables`` name what is asked for, in the order of {{1}}, {{2}}."""

    id: str
    language: str
    approved: bool
    variables: tuple[str, ...]
    text: str

    @property
    def key(self) -> str:
        """What tells it apart: several languages share one id."""
        return f"{self.id}:{self.language}"

    def fill(self, values: Sequence[str]) -> str:
        """The message as it will be read.

        Raises:
            BadRequestError: a variable is empty, too long or has a line break, or the whole is too long.
        """
        for name, value in zip(self.variables, values, strict=True):
            if not value.strip() or len(value) > MOST_VARIABLE or _BREAKS.search(value):
                raise BadRequestError(
                    f'The variable "{name}" takes 1 to {MOST_VARIABLE} characters in one line; '
                    f"{len(value.strip())} were given. WhatsApp sends nothing else."
                )
        made = _SLOT.sub(lambda slot: values[int(slot[1]) - 1], self.text)
        if len(made) > CARD_CHARS:
            raise BadRequestError(f"The message has {len(made):,} characters; WhatsApp takes {CARD_CHARS:,}.")
        return made


def read_templates(path: Path | None) -> tuple[WhatsAppTemplate, ...]:
    """The templates of a file in the form of ``prompts/whatsapp_templates.yaml``; None = those that come with Samuh.

    Raises:
        HelplineError: the file cannot be read, or an entry does not fit its text.
    """
    if path is None:
        return _shipped()
    try:
        return _read(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise HelplineError(
            f"{path}: not a list of WhatsApp templates ({error}). Copy prompts/whatsapp_templates.yaml and write "
            "there what was approved (docs/how-to/run-a-helpline.md)."
        ) from error


@cache
def _shipped() -> tuple[WhatsAppTemplate, ...]:
    return _read(files("prompts").joinpath("whatsapp_templates.yaml").read_text("utf-8"))


def _read(text: str) -> tuple[WhatsAppTemplate, ...]:
    rows: Sequence[Mapping[str, Any]] = yaml.safe_load(text)["templates"]
    return tuple(_one(row) for row in rows)


def _one(row: Mapping[str, Any]) -> WhatsAppTemplate:
    made = WhatsAppTemplate(
        str(row["id"]),
        str(row["language"]),
        row["approved"] is True,
        tuple(row["variables"]),
        str(row["text"]),
    )
    slots = sorted({int(number) for number in _SLOT.findall(made.text)})
    if slots != list(range(1, len(made.variables) + 1)):
        raise ValueError(f"{made.key} names {len(made.variables)} variables, its text has {slots}")
    return made
