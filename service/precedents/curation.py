"""What an editor said of each case after reading it: its themes, how it ended, and what it is a precedent of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

from ingest.errors import CatalogueError
from ingest.sheets.load import read_yaml
from service.precedents.records import Result

THEMES_FILE, CASES_FILE = "themes.yaml", "curation.yaml"


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme of the field: its name, the words in which people ask for it, and other themes that lie near."""

    key: str
    name: str
    words: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What was said of one case. ``gist`` puts what it is a precedent of in general words, one clause each."""

    themes: tuple[str, ...] = ()
    result: Result = Result.UNKNOWN
    gist: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Curation:
    """All themes, and the entries by the id of their record."""

    themes: Mapping[str, Theme]
    entries: Mapping[str, Entry]

    def entry(self, name: str) -> Entry:
        """What was said of a record; an empty entry for one that nobody has read yet."""
        return self.entries.get(name, Entry())


@cache
def curation() -> Curation:
    """Read both files, once.

    Raises:
        CatalogueError: a case names a theme that is not listed.
    """
    themes = {key: theme(key, told) for key, told in load(THEMES_FILE).items()}
    entries = {name: entry(name, told, themes) for name, told in load(CASES_FILE).items()}
    return Curation(themes, entries)


def load(name: str) -> dict[str, dict[str, object]]:
    """Read one file of this package."""
    with as_file(files("service.precedents").joinpath(name)) as path:
        content = read_yaml(path)
    return content if isinstance(content, dict) else {}


def theme(key: str, told: Mapping[str, object]) -> Theme:
    """One theme of the file."""
    return Theme(key, str(told["name"]), listed(told.get("words")), listed(told.get("near")))


def entry(name: str, told: Mapping[str, object], themes: Mapping[str, Theme]) -> Entry:
    """One case of the file.

    Raises:
        CatalogueError: it names a theme that is not listed.
    """
    named = listed(told.get("themes"))
    unknown = [each for each in named if each not in themes]
    if unknown:
        raise CatalogueError(f"{CASES_FILE}, {name}: {', '.join(unknown)} is no theme of {THEMES_FILE}.")
    return Entry(named, Result(str(told.get("result", Result.UNKNOWN))), listed(told.get("gist")))


def listed(value: object) -> tuple[str, ...]:
    """A list of texts, or one text."""
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)
