"""What changed between two documents: paragraphs that were added, removed or reworded, with the words marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from ingest.records import Document
from ingest.whereabouts import place

LIKE = 0.5  # share of words in common from which two paragraphs are one that was reworded
MOST_PAIRED = 40  # paragraphs of one change among which partners are looked for


class Sort(StrEnum):
    """What happened to a paragraph, or to a run of words in it."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, item or row of a document, and where it stands."""

    text: str
    start: int
    place: str


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph that differs. ``words`` hold the runs of words of both editions in order, each with its sort."""

    sort: Sort
    old: Block | None
    new: Block | None
    words: tuple[tuple[Sort, str], ...]


def changes(old: Document, new: Document) -> list[Change]:
    """Compare two documents paragraph by paragraph; white space does not count. In the order of the new one."""
    before, after = blocks(old), blocks(new)
    matcher = SequenceMatcher(None, [key(b) for b in before], [key(b) for b in after], autojunk=False)
    found: list[Change] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            found += replaced(before[a:b], after[c:d])
    return found


def blocks(document: Document) -> list[Block]:
    """Take a document apart into its lines, each with its place."""
    found: list[Block] = []
    at = 0
    for line in document.text.split("\n"):
        if line.strip():
            heading = next((s.heading for s in reversed(document.sections) if s.start <= at), "")
            found.append(Block(line.strip(), at, place(document, at, heading)))
        at += len(line) + 1
    return found


def key(block: Block) -> str:
    """Give what two paragraphs are compared by."""
    return " ".join(block.text.split())


def replaced(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Change]:
    """Pair paragraphs that stand in each other's place by their words; the rest was removed or added."""
    left = list(old)
    for block in new:
        partner = nearest(block, left[:MOST_PAIRED])
        if partner is None:
            yield Change(Sort.ADDED, None, block, ((Sort.ADDED, block.text),))
            continue
        for gone in left[: left.index(partner)]:
            yield Change(Sort.REMOVED, gone, None, ((Sort.REMOVED, gone.text),))
        left = left[left.index(partner) + 1 :]
        yield Change(Sort.CHANGED, partner, block, tuple(word_changes(partner.text, block.text)))
    yield from (Change(Sort.REMOVED, gone, None, ((Sort.REMOVED, gone.text),)) for gone in left)


def nearest(block: Block, others: Sequence[Block]) -> Block | None:
    """Find the paragraph with the most words in common; None where none has half of them."""
    words = block.text.split()
    scored = [
        (SequenceMatcher(None, words, other.text.split(), autojunk=False).ratio(), other) for other in others
    ]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= LIKE else None


def word_changes(old: str, new: str) -> Iterator[tuple[Sort, str]]:
    """Give the words of both texts in order, those of the old one that went before those that came.

    >>> list(word_changes("pays 60% of it", "pays 75% of it"))[1:3]
    [(<Sort.REMOVED: 'removed'>, '60%'), (<Sort.ADDED: 'added'>, '75%')]
    """
    before, after = old.split(), new.split()
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Sort.SAME, " ".join(before[a:b])
            continue
        if a < b:
            yield Sort.REMOVED, " ".join(before[a:b])
        if c < d:
            yield Sort.ADDED, " ".join(after[c:d])


def lines(old: Document, new: Document, found: Sequence[Change]) -> Iterator[str]:
    """The changes for people: removed words in [-…-], added ones in {+…+}."""
    yield f"{old.id} ({old.year or 'undated'}) -> {new.id} ({new.year or 'undated'})"
    for change in found:
        where = change.new or change.old
        yield f"--- {change.sort.value}: {where.place if where else ''}"
        yield " ".join(marked(*words) for words in change.words)
    counts = {sort: sum(change.sort is sort for change in found) for sort in Sort}
    told = ", ".join(f"{count} {sort.value}" for sort, count in counts.items() if count)
    yield f"({told or 'no difference'})"


def marked(sort: Sort, text: str) -> str:
    """Mark a run of words."""
    return {Sort.REMOVED: f"[-{text}-]", Sort.ADDED: f"{{+{text}+}}"}.get(sort, text)


def record(change: Change) -> dict[str, Any]:
    """One change as JSON."""
    return {
        "change": change.sort.value,
        "old": {"place": change.old.place, "start": change.old.start, "text": change.old.text}
        if change.old
        else None,
        "new": {"place": change.new.place, "start": change.new.start, "text": change.new.text}
        if change.new
        else None,
        "words": [{"is": sort.value, "text": text} for sort, text in change.words],
    }
