"""Tells sentences of a document that order a reading program about: nothing is to be learned from them."""

import re
from functools import lru_cache

_ORDER = re.compile(
    r"\b(ignore|disregard|forget|override|bypass)\b.{0,40}\b(instructions?|prompts?|rules|orders|guardrails)\b"
    r"|\b(ignore|disregard|forget)\b.{0,20}\b(the|all|your|these) (sources?|documents?|context)\b"
    r"|^\W*(system|assistant|user|developer)\s*:"
    r"|<\|\w+\|>|\[/?INST\]|<</?SYS>>|#+\s*instruction\s*:"
    r"|\byou are now\b|\b(act|behave|pretend) as (an?|the) (ai|assistant|model|clerk|bot)\b"
    r"|\b(answer|reply to|respond to) (every|each|all|any) questions?\b|\b(reply|respond) (only )?with\s*:"
    r"|\bdo not (cite|quote)\b|\bsystem prompt\b|\bdelete your\b"
    r"|\b(nirdesh|niyam)\w*\b.{0,20}\bbhool|निर्देश.{0,20}भूल",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)  # the same sentences are weighed for many questions
def gives_orders(text: str) -> bool:
    """Whether a text tells the program that reads it what to do or say."""
    return _ORDER.search(text) is not None
