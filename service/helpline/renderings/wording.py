"""Our own words around an answer, in English and Hindi; never a fact."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from service.helpline.renderings.records import Language


def wording(name: str, language: Language) -> str:
    """A wording of ``prompts/renderings.yaml`` in a language; KeyError for a name that is not there."""
    return _texts()[name][language.value]


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    texts: Mapping[str, Mapping[str, str]] = yaml.safe_load(
        files("prompts").joinpath("renderings.yaml").read_text("utf-8")
    )
    return texts
