"""Duplicates: which documents hold nearly the same text, by MinHash over runs of words.

Each document keeps a *sketch*: 128 numbers whose agreement with those of another estimates how many of their runs of
three words both share (Jaccard), with a standard error of .03 at .85. So documents are compared without their texts.
"""

import base64
import re
import struct
from collections import defaultdict
from collections.abc import Iterable

from ingest.records import Document

NEAR = 0.85  # share of runs of words from which two texts are nearly the same
NUMBERS = 128
SEED = 1
RUN = 3  # words
FEWEST = 20  # words below which a text is too short for its runs to say anything
BANDS = 32  # of 4 numbers each: a pair at .85 shares a band with probability 1 - 1e-10
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0900-\u0d7f])*")


def sketch(text: str) -> str:
    """Sum up the words of a text; empty for a text of fewer than 20 words."""
    words = WORD.findall(text.casefold())
    if len(words) < FEWEST:
        return ""
    from datasketch import MinHash  # heavy: only where documents are read

    made = MinHash(num_perm=NUMBERS, seed=SEED)
    made.update_batch(
        {" ".join(words[at : at + RUN]).encode("utf-8", "replace") for at in range(len(words) - RUN + 1)}
    )
    return base64.b85encode(made.hashvalues.astype("<u4").tobytes()).decode()


def alike(first: str, second: str) -> float:
    """Estimate from two sketches which share of their runs of words two texts have in common, from 0 to 1."""
    if not first or not second:
        return 0.0
    pairs = zip(numbers(first), numbers(second), strict=True)
    return sum(a == b for a, b in pairs) / NUMBERS


def same_text(first: Document, second: Document) -> bool:
    """Tell two documents that hold nearly the same text: together they are one source, not two that agree."""
    return first.id == second.id or alike(first.sketch, second.sketch) >= NEAR


def near_same(documents: Iterable[Document]) -> dict[str, tuple[str, ...]]:
    """Give for each document that has any the ids of those with nearly the same text, by id.

    Only pairs with one band of numbers in common are compared, so that a library of n documents costs about n.
    """
    sketches = {document.id: document.sketch for document in documents if document.sketch}
    buckets: dict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
    found: dict[str, set[str]] = defaultdict(set)
    for name, held in sketches.items():
        others: set[str] = set()
        for band in bands(held):
            others.update(buckets[band])
            buckets[band].append(name)
        for other in others:
            if alike(held, sketches[other]) >= NEAR:
                found[name].add(other)
                found[other].add(name)
    return {name: tuple(sorted(others)) for name, others in sorted(found.items())}


def bands(held: str) -> list[tuple[int, tuple[int, ...]]]:
    """Cut the numbers of a sketch into bands, each with its place."""
    all_numbers = numbers(held)
    width = NUMBERS // BANDS
    return [(at, all_numbers[at * width : (at + 1) * width]) for at in range(BANDS)]


def numbers(held: str) -> tuple[int, ...]:
    """Take a sketch apart into its numbers."""
    raw = base64.b85decode(held)
    return struct.unpack(f"<{NUMBERS}I", raw)
