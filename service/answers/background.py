"""What is known about a whole library before any question: how rare words are, and what documents are called."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from index.text import search_text
from ingest.records import Document, Passage
from service.answers.words import STOP, Rarity, fold, stem, words


class Shelf(Protocol):
    """The part of an index that the background is made from."""

    def documents(self) -> Iterable[Document]:
        """All documents."""
        ...

    def passages(self, document_id: str) -> Iterable[Passage]:
        """The passages of one document."""
        ...


@dataclass(frozen=True, slots=True)
class Background:
    """Rarity of words, names of documents, and which documents an edition in the library replaces."""

    rarity: Rarity
    names: "Names"
    superseded: frozenset[str]
    documents: dict[str, Document]


def background(shelf: Shelf) -> Background:
    """Read the whole library once (about 0.1 s for 3,000 passages)."""
    documents = {document.id: document for document in shelf.documents()}
    texts = [
        search_text(document, passage)
        for document in documents.values()
        for passage in shelf.passages(document.id)
    ]
    replaced = frozenset(d.supersedes for d in documents.values() if d.supersedes)
    return Background(Rarity(texts), Names(documents.values()), replaced, documents)


class Names:
    """Finds the documents that a question names, by title, alias or id.

    A word counts by how few documents carry it in their names: "Tirupur" says much, "cluster" nothing.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self._holders: dict[str, set[str]] = defaultdict(set)
        self._phrases: dict[str, set[str]] = defaultdict(set)
        count = 0
        for document in documents:
            count += 1
            for name in (document.title, document.id, *document.aliases):
                self._add(name, document.id)
        self._most = max(2, math.ceil(count * 0.03))

    def _add(self, name: str, document_id: str) -> None:
        for word in words(name.replace("-", " ")):
            if word not in STOP and len(word) > 2 and not word.isdigit():
                self._holders[stem(word)].add(document_id)
        phrase = squeezed(name)
        if len(phrase) >= 3:
            self._phrases[phrase].add(document_id)

    def find(self, text: str) -> dict[str, float]:
        """Documents that the text names, each with a strength in (0, 1].

        A whole name or acronym ("MSE CDP", "sfurti") gives 1; a single rare name word gives less, the more
        documents share it.
        """
        found: Counter[str] = Counter()
        for document_id in self._whole(text):
            found[document_id] = 1
        for word in {stem(word) for word in words(text.replace("-", " "))}:
            holders = self._holders.get(word, set())
            if 0 < len(holders) <= self._most:
                for document_id in holders:
                    found[document_id] = max(found[document_id], 1 / math.sqrt(len(holders)))  # type: ignore[assignment]
        return dict(found)

    def _whole(self, text: str) -> set[str]:
        """Documents one of whose whole names stands in the text, however it is hyphenated or spaced."""
        tokens = [squeezed(word) for word in words(text.replace("-", " "))]
        runs = {
            "".join(tokens[i:j])
            for i in range(len(tokens))
            for j in range(i + 1, min(i + 8, len(tokens)) + 1)
        }
        return {document_id for run in runs for document_id in self._phrases.get(run, ())}


def squeezed(text: str) -> str:
    """Letters and digits only, folded: ``MSE-CDP (2022)`` becomes ``msecdp2022``."""
    return re.sub(r"[\W_]+", "", fold(text))
