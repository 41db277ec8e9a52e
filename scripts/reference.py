"""Write the reference pages that are made from the code: settings, command line, API and records.

``make docs`` writes them; ``tests/architecture/test_reference.py`` fails when a page is not what this makes.
"""

import argparse
import dataclasses
import inspect
import json
import re
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

from pydantic.fields import FieldInfo

import index.records
import ingest.errors
import ingest.records
import service.desk
import service.helpline.records
import service.literature.records
import service.people.records
import service.records
from index.records import Hit
from ingest.records import Passage, PassageKind
from service.batch import answer_record, hit_record
from service.http.app import build_app
from service.options import parser
from service.records import Answer, AnswerStatus, Citation, Statement
from service.settings import PREFIX, ROOT, Settings
from service.wiring import desk

FOLDER = ROOT / "docs" / "reference"
RECORDS = (
    ingest.records,
    index.records,
    service.records,
    service.desk,
    service.helpline.records,
    service.people.records,
    service.literature.records,
)
MADE = "<!-- Made from the code by `make docs`: change the code, not this page. -->"


def main() -> None:
    """Write all pages."""
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"docs/reference/{name}")


def pages() -> dict[str, str]:
    """Every generated page by file name."""
    made = {"settings.md": settings_page(), "cli.md": cli_page(), "api.md": api_page()}
    made["records.md"] = records_page()
    return {name: "\n".join(lines).rstrip() + "\n" for name, lines in made.items()}


# --- settings ----------------------------------------------------------------------------------------------------


def settings_page() -> Iterator[str]:
    """One row a setting: its variable, what it means, its default and its bounds."""
    yield from ("# Settings", "", MADE, "")
    yield "Settings are environment variables, read once when a command starts. A name that is not listed here, or a"
    yield "value that cannot be used, stops the command with exit code 3. Some have an option of the same meaning"
    yield "([command line](cli.md)); the option wins."
    yield ""
    rows = [setting_row(name, field) for name, field in Settings.model_fields.items()]
    yield from table(("Variable", "Meaning", "Default", "Bounds"), rows)
    yield from (
        "",
        "Paths that are not absolute start at the folder in which the command was called. The two defaults",
    )
    yield "above lie in the repository."


def setting_row(name: str, field: FieldInfo) -> tuple[str, ...]:
    """The cells of one setting."""
    default = field.default
    shown = f"{default.relative_to(ROOT)}/" if isinstance(default, Path) else str(default)
    return f"`{PREFIX}{name.upper()}`", field.description or "", f"`{shown}`" if shown else "", bounds(field)


def bounds(field: FieldInfo) -> str:
    """What a value must satisfy, in words: "40 to 200", "above 0", "at least 1"."""
    found = {
        kind: getattr(rule, kind)
        for rule in field.metadata
        for kind in ("ge", "gt", "le")
        if hasattr(rule, kind)
    }
    if "ge" in found and "le" in found:
        return f"{found['ge']} to {found['le']}"
    words = {"ge": "at least", "gt": "above", "le": "at most"}
    return ", ".join(f"{words[kind]} {value:g}" for kind, value in found.items())


# --- command line ------------------------------------------------------------------------------------------------


def cli_page() -> Iterator[str]:
    """The commands with their arguments, from the grammar itself (help texts differ between Python versions)."""
    top = parser()
    yield from ("# Command line", "", MADE, "", top.description or "", "", top.epilog or "", "")
    yield "Exit codes: 0 done, 2 the command was not understood, 130 stopped by Ctrl-C; the others are listed in"
    yield "[records](records.md#errors-and-exit-codes)."
    yield ""
    yield from ("## samuh", "", "```", usage(top), "```", "", *argument_table(top))
    for commands in (action for action in top._actions if isinstance(action, argparse._SubParsersAction)):
        for name, command in commands.choices.items():
            yield from (f"## samuh {name}", "", command.description or "", "")
            yield from ("```", usage(command), "```", "", *argument_table(command))
    yield from json_forms()


def json_forms() -> Iterator[str]:
    """The shapes of ``--json`` and ``--batch``, printed by the very functions that write them."""
    passage = Passage("…", "…", 0, 1, "…", ("…",), "…", PassageKind.PROSE, 1, 1)
    hit = Hit(passage, 0.5, 1, 1, 1, 0.5, "…")
    citation = Citation(1, "…", "…", "…", "…", 2022, "…", 1, "…", "…", 0, 1)
    answer = Answer(
        id="…",
        question="…",
        understood=None,
        status=AnswerStatus.ANSWERED,
        message=None,
        statements=(Statement("…", (1,)),),
        citations=(citation,),
        choices=(),
        hits=(),
        as_of="2026-01-31",
        index_id="…",
    )
    yield from (
        "## JSON forms",
        "",
        "`--batch FILE` reads one object a line (or one JSON list) and writes one line",
    )
    yield "per input, in order, loading the model once; `-` is standard input. An input is"
    yield '`{"id": …, "text": "…"}`; for `ask` it may carry `"history": ["earlier question", …]`. `--json` writes the'
    yield 'same line for a single question. An input that cannot be used gives `{"id", "error"}`'
    yield '(`precedents`: also `"status": "no_evidence"` and no precedents) and the others go on.'
    yield from ("", "`search`:", "")
    yield from fenced({"id": 1, "index_id": "…", "hits": [hit_record(hit)]})
    yield from ("", "`ask`, with `hits` as above:", "")
    yield from fenced({"id": 1, **answer_record(answer)})


def fenced(record: dict[str, Any]) -> Iterator[str]:
    """An object as a block of JSON."""
    yield from ("```json", json.dumps(record, ensure_ascii=False, indent=1), "```")


def usage(command: argparse.ArgumentParser) -> str:
    """A command's shape on one line, options as one word."""
    words = [command.prog.replace(" [-h]", "")]
    words += ["[OPTIONS]"] if any(action.option_strings for action in listed(command)) else []
    for action in command._actions:
        if not action.option_strings:
            words.append(shape(action))
    return " ".join(words)


def shape(action: argparse.Action) -> str:
    """A positional argument as usage lines show it."""
    name = value_name(action)
    return {"*": f"[{name} ...]", "?": f"[{name}]"}.get(str(action.nargs), name)


def value_name(action: argparse.Action) -> str:
    """What stands for the value of an argument."""
    if isinstance(action.metavar, str):
        return action.metavar
    return "|".join(map(str, action.choices)) if action.choices else action.dest.upper()


def listed(command: argparse.ArgumentParser) -> list[argparse.Action]:
    """The arguments worth a row: all but --help and the list of commands."""
    passed_over = (argparse._HelpAction, argparse._SubParsersAction)
    return [action for action in command._actions if not isinstance(action, passed_over)]


def argument_table(command: argparse.ArgumentParser) -> Iterator[str]:
    """One row an argument."""
    rows = [(f"`{argument_name(action)}`", action.help or "") for action in listed(command)]
    if rows:
        yield from table(("Argument", "Meaning"), rows)
        yield ""


def argument_name(action: argparse.Action) -> str:
    """``--limit N``, or the name of a positional argument."""
    if not action.option_strings:
        return value_name(action)
    takes_value = action.nargs != 0
    return ", ".join(action.option_strings) + (f" {value_name(action)}" if takes_value else "")


# --- API ---------------------------------------------------------------------------------------------------------


def api_page() -> Iterator[str]:
    """The routes by subject, then the fields of every reply, from the OpenAPI description."""
    described = build_app(desk(Settings()), Settings()).openapi()
    yield from ("# API", "", MADE, "", described["info"]["description"].strip(), "")
    yield "The same as OpenAPI: `/api/v1/openapi.json` of a running service. How to call it, with examples:"
    yield "[use the API](../how-to/use-the-api.md)."
    yield ""
    for tag in described["tags"]:
        yield from (f"## {tag['name']}", "", tag["description"], "")
        for path, method, operation in operations(described):
            if tag["name"] in operation["tags"]:
                yield from route(path, method, operation, set(described["components"]["schemas"]))
    yield from ("## Replies", "")
    for name, schema in sorted(described["components"]["schemas"].items()):
        yield from reply(name, schema)


def operations(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation of every route."""
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield path, method.upper(), operation


def route(path: str, method: str, operation: dict[str, Any], known: set[str]) -> Iterator[str]:
    """One route: what it does, what it takes, how it ends."""
    yield from (
        f"### {operation['summary']}",
        "",
        f"`{method} {path}`",
        "",
        operation.get("description", ""),
        "",
    )
    rows = [parameter_row(parameter) for parameter in operation.get("parameters", [])]
    if rows:
        yield from table(("Parameter", "In", "Type", "Meaning"), rows)
        yield ""
    for content in operation.get("requestBody", {}).get("content", {}).values():
        yield from (f"Takes {type_name(content.get('schema', {}))}.", "")
    for status, answer in operation["responses"].items():
        words = answer["description"].replace("Successful Response", "Done")
        yield f"- {status}: {words}{reply_link(answer, known)}"
    yield ""


def parameter_row(parameter: dict[str, Any]) -> tuple[str, ...]:
    """The cells of one parameter."""
    schema = parameter["schema"]
    words = parameter.get("description", "")
    if parameter.get("required"):
        words = f"{words} (required)"
    elif schema.get("default") not in (None, []):
        words = f"{words} (default {schema['default']})"
    return f"`{parameter['name']}`", parameter["in"], type_name(schema), words.strip()


def reply_link(answer: dict[str, Any], known: set[str]) -> str:
    """A link to the fields of a reply, where they are described."""
    for content in answer.get("content", {}).values():
        name = type_name(content.get("schema", {}))
        if name[1:].partition("]")[0] in known:
            return f" ({name})"
    return ""


def reply(name: str, schema: dict[str, Any]) -> Iterator[str]:
    """The fields of one reply, or the values of one list of words."""
    yield from (f"### {name}", "", " ".join(schema.get("description", "").split()), "")
    if "enum" in schema:
        yield from (", ".join(f"`{value}`" for value in schema["enum"]), "")
        return
    rows = [
        (f"`{field}`", type_name(part), part.get("description", ""))
        for field, part in schema.get("properties", {}).items()
    ]
    yield from table(("Field", "Type", "Meaning"), rows)
    yield ""


def type_name(schema: dict[str, Any]) -> str:
    """The type of a value in words: "text or null", "list of [HitOut](#hitout)"."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(type_name(part) for part in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {type_name(schema.get('items', {}))}"
    kind = str(schema.get("type", "anything"))
    return {"string": "text", "boolean": "true or false"}.get(kind, kind)


# --- records -----------------------------------------------------------------------------------------------------


def records_page() -> Iterator[str]:
    """The records in the order in which data walks through them, then the errors."""
    yield from ("# Records", "", MADE, "")
    yield "The values that are handed from one part to the next. They cannot be changed; a stage returns new ones."
    yield "Offsets count characters of a document's text, an end is exclusive, and None means that the source does not"
    yield "say. What the words mean: [glossary](glossary.md)."
    yield ""
    for module in RECORDS:
        yield from (f"## {module.__name__}", "", sentence(module), "")
        for name, made in vars(module).items():
            if inspect.isclass(made) and made.__module__ == module.__name__:
                yield from one_record(name, made)
    yield from (
        "## Errors and exit codes",
        "",
        "```",
        *(ingest.errors.__doc__ or "").strip().splitlines(),
        "```",
    )


def sentence(made: ModuleType | type) -> str:
    """A docstring as one paragraph."""
    return " ".join((inspect.getdoc(made) or "").replace("``", "`").split())


def one_record(name: str, made: type) -> Iterator[str]:
    """The fields of a record, or the values of an enumeration; protocols have neither and are passed over."""
    if issubclass(made, Enum):
        yield from (f"### {name}", "", sentence(made), "", ", ".join(f"`{each.value}`" for each in made), "")
    elif dataclasses.is_dataclass(made):
        yield from (f"### {name}", "", sentence(made), "")
        rows = [(f"`{field.name}`", f"`{annotation(field.type)}`") for field in dataclasses.fields(made)]
        yield from (*table(("Field", "Type"), rows), "")


def annotation(kind: object) -> str:
    """A type as it is written in the code: without the modules that its parts are from."""
    if isinstance(kind, type) and not hasattr(kind, "__args__"):
        return kind.__name__
    return re.sub(r"\b(?:\w+\.)+(?=\w)", "", inspect.formatannotation(kind))


# --- tables ------------------------------------------------------------------------------------------------------


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A Markdown table; a bar inside a cell is escaped."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


if __name__ == "__main__":
    main()
