"""The registered SMS templates: read from a file, filled in, and matched against a text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml

from service.helpline.errors import HelplineError
from service.helpline.renderings.records import Language

VARIABLE = "{#var#}"
MOST_VARIABLE = 30


class TemplateError(HelplineError):
    """A template cannot be read, or cannot be filled in with what is given."""


@dataclass(frozen=True, slots=True)
class Template:
    """A registered text. ``dlt_id`` is the number of its registration, None before that."""

    id: str
    kind: str
    language: Language
    text: str
    dlt_id: str | None

    @property
    def slots(self) -> int:
        """How many variables it has."""
        return self.text.count(VARIABLE)

    def fill(self, values: Sequence[str]) -> str:
        """The message with its variables filled in.

        Raises:
            TemplateError: the number of values is wrong, one is empty or has more than 30 characters.
        """
        if len(values) != self.slots:
            raise TemplateError(
                f"SMS template {self.id} has {self.slots} variables; {len(values)} were given."
            )
        for value in values:
            if not 0 < len(value) <= MOST_VARIABLE:
                raise TemplateError(
                    f"SMS template {self.id}: a variable has 1 to {MOST_VARIABLE} characters; "
                    f"{value!r} has {len(value)}. Shorten it or take another template."
                )
        parts = self.text.split(VARIABLE)
        return "".join(part + value for part, value in zip(parts, [*values, ""], strict=True))

    def matches(self, text: str) -> bool:
        """Whether a text is this template with its variables filled in, word for word."""
        between = (re.escape(part) for part in self.text.split(VARIABLE))
        return re.fullmatch(f"(.{{1,{MOST_VARIABLE}}})".join(between), text, re.DOTALL) is not None


class Templates:
    """All registered templates."""

    def __init__(self, templates: Sequence[Template]) -> None:
        self.all = tuple(templates)

    def of(self, kind: str, language: Language) -> tuple[Template, ...]:
        """Templates of a kind in a language, with few variables first."""
        found = [t for t in self.all if t.kind == kind and t.language is language]
        return tuple(sorted(found, key=lambda template: template.slots))


def read_templates(path: Path) -> Templates:
    """Templates from a file in the form of ``prompts/sms_templates.yaml``.

    Raises:
        TemplateError: the file cannot be read, or an entry lacks a part.
    """
    try:
        return _read(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise TemplateError(
            f"{path}: not a list of SMS templates ({error}). Copy prompts/sms_templates.yaml and fill in dlt_id "
            "(docs/how-to/run-a-helpline.md)."
        ) from error


@cache
def shipped() -> Templates:
    """The templates that come with Samuh, none registered yet."""
    return _read(files("prompts").joinpath("sms_templates.yaml").read_text("utf-8"))


def _read(text: str) -> Templates:
    rows: Sequence[Mapping[str, str]] = yaml.safe_load(text)["templates"]
    return Templates(
        [
            Template(
                row["id"], row["kind"], Language(row["language"]), row["text"], row.get("dlt_id") or None
            )
            for row in rows
        ]
    )
