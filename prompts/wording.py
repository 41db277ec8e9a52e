"""Reads the wordings of this folder by name."""

from functools import cache
from importlib.resources import files

import yaml


@cache
def ending(name: str) -> str:
    """The wording of an ending, by its key in ``endings.yaml``; KeyError for a name that is not there."""
    texts: dict[str, str] = yaml.safe_load(files("prompts").joinpath("endings.yaml").read_text("utf-8"))
    return texts[name].strip()


@cache
def prompt(name: str) -> str:
    """A text for the language model, by the name of its file without ``.md``."""
    return files("prompts").joinpath(f"{name}.md").read_text("utf-8").strip()
