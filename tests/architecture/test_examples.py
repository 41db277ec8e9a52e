"""What the docs tell people to type, see or call is there."""

import ast
import re
import shlex
from pathlib import Path

import pytest

from ingest.sheets.render import render_sheet
from service.http.app import build_app
from service.http.words import ENDINGS
from service.options import parser
from service.settings import Settings
from service.wiring import desk

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[tuple[str, str]]:
    """Page and text of every fenced block in a language; "" is a block that names none: a terminal."""
    return [
        (str(page.relative_to(ROOT)), text)
        for page in PAGES
        for name, text in BLOCK.findall(page.read_text(encoding="utf-8"))
        if name == language
    ]


def lines(first_words: str) -> list[tuple[str, str]]:
    """Page and line of every command in the docs that has such a beginning; usage lines in capitals are not typed."""
    found = [(page, line.strip()) for page, text in blocks("") for line in text.splitlines()]
    return [(page, line) for page, line in found if re.match(first_words, line) and "OPTIONS" not in line]


COMMANDS = lines(r"(docker compose exec samuh )?samuh ")
CALLS = lines(r"curl ")


def test_there_are_examples() -> None:
    assert len(COMMANDS) >= 10
    assert len(CALLS) >= 4


@pytest.mark.parametrize(("page", "line"), COMMANDS)
def test_a_command_in_the_docs_is_understood(page: str, line: str) -> None:
    words = shlex.split(line.partition(" > ")[0])
    given = words[len(words) - words[::-1].index("samuh") :]
    if given not in (["COMMAND"], ["--help"]):
        parser().parse_args(given)


@pytest.mark.parametrize(("page", "line"), CALLS)
def test_a_call_in_the_docs_has_its_route(page: str, line: str) -> None:
    address = next(word for word in shlex.split(line) if word.startswith("http"))
    path = re.sub(r"^http://[^/]+", "", address).partition("?")[0]
    routes = build_app(desk(Settings()), Settings()).openapi()["paths"]
    assert any(re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", route), path) for route in routes)


@pytest.mark.parametrize(("page", "text"), blocks("python"))
def test_python_in_the_docs_compiles(page: str, text: str) -> None:
    ast.parse(text)


@pytest.mark.parametrize("page", ["answer-a-caller.md", "run-a-helpline.md"])
def test_the_endings_that_an_operator_reads_are_those_on_the_page(page: str) -> None:
    text = (ROOT / "docs" / "how-to" / page).read_text(encoding="utf-8")
    assert [ending.title for ending in ENDINGS.values() if f"| {ending.title} |" not in text] == []


def test_the_example_in_the_tutorial_is_one_that_the_page_offers() -> None:
    tutorial = (ROOT / "docs" / "tutorial" / "first-answer.md").read_text(encoding="utf-8")
    offered = (ROOT / "service" / "http" / "ask_page.py").read_text(encoding="utf-8")
    asked = re.search(r"Type \*(.+?)\*", tutorial)
    assert asked is not None
    assert asked[1] in offered


def test_the_answer_in_the_readme_is_the_corpus_own_text() -> None:
    """Every statement of the README's example stands, word for word, in a sheet that its citations name."""
    [body] = [text for page, text in blocks("text") if page == "README.md"]
    cited = dict(re.findall(r"^\[(\d+)\] .* Document ([\w-]+)$", body, re.MULTILINE))
    flat = " ".join(body.partition("\n[1] ")[0].split())
    said = re.findall(r"(?:^|\] )([A-Z\"][^\[]+?) \[(\d+)(?=\])", flat)
    assert len(said) >= 2
    for statement, number in said:
        path = next((ROOT / "corpus").rglob(f"{cited[number]}.yaml"))
        sheet = render_sheet(path)
        assert sheet is not None
        assert statement in " ".join(sheet.markdown.split()), statement
