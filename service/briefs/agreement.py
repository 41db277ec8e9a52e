"""Whether two recommendations ask for the same: the same done (disseminate) to the same thing (best practices).

That two texts speak of one matter is no agreement: a cell that shares knowledge and a network to learn from abroad both
speak of sharing. The words by which two agree are shown, so that a reader can judge it.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from service.answers.words import STOP, stem
from service.briefs.governs import singular, tokens

SHORTEST = 4  # letters of a word that names a thing


@cache
def tables() -> Mapping[str, Any]:
    """The words of actions and of things that are none."""
    loaded: Mapping[str, Any] = yaml.safe_load(
        files("service.briefs").joinpath("agreement.yaml").read_text("utf-8")
    )
    return loaded


def agreed(one: str, other: str) -> str:
    """What both recommendations ask for, in the words of the later: "disseminate: practices"; empty where nothing.

    Args:
        one: The earlier.
        other: The later.
    """
    mine, theirs = actions(one), actions(other)
    things, words = objects(one), objects(other)
    common = [words[each] for each in words if each in things]
    for action in mine:
        if action not in theirs:
            continue
        if action in tables()["of_clusters"] and all(map(of_clusters, (one, other))):
            return f"{theirs[action]}: clusters"
        if len(common) >= (2 if action in tables()["broad"] else 1):
            return f"{theirs[action]}: {', '.join(common)}"
    return ""


def of_clusters(text: str) -> bool:
    """Whether a text names clusters."""
    return bool({"cluster", "clusters"} & set(tokens(text)))


def actions(text: str) -> dict[str, str]:
    """The actions that a text asks for, each with the word for it; what is done to nothing broad comes first."""
    said = tokens(text)
    table = tables()["actions"]
    found = {name: next((word for word in said if word in words), "") for name, words in table.items()}
    return {name: word for name, word in found.items() if word}


def objects(text: str) -> dict[str, str]:
    """The things that a text names: stem to word, in its order."""
    return {stem(singular(word)): word for word in _things(text)}


def _things(text: str) -> Iterator[str]:
    generic = set(tables()["generic"])
    acts = {word for words in tables()["actions"].values() for word in words}
    for word in tokens(text):
        if len(word) >= SHORTEST and word not in STOP and word not in generic and word not in acts:
            yield word
