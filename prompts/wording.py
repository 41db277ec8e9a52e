"""Reads the wordings of this folder by name."""

from functools import cache
from importlib.resources import files

import yaml


@cache
def ending(name: str) -> str:
    """The wording of an ending, by its key in ``endings.yaml``; KeyError for a name that is not there."""
    texts: dict[str, str] = yaml.safe_load(files("prompts").joinpath("endings.yaml").read_text("utf-8"))
    return texts[name].strip()
