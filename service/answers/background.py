"""What is known about a whole library before any question: how rare words are, and what documents are called."""

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from index.text import search_text
from ingest.records import Document, Passage
from service.answers.case import part_stems
from service.answers.generic import BUILT
from service.answers.naming import Named
from service.answers.parts import parts_of
from service.answers.spelling import english_words
from service.answers.words import STOP, Rarity, fold, stem, words

_STATES = """andhra pradesh, arunachal pradesh, assam, bihar, chhattisgarh, goa, gujarat, haryana, himachal pradesh,
jharkhand, karnataka, kerala, madhya pradesh, maharashtra, manipur, meghalaya, mizoram, nagaland, odisha, orissa,
punjab, rajasthan, sikkim, tamil nadu, telangana, tripura, uttar pradesh, uttarakhand, west bengal, delhi,
jammu and kashmir, ladakh, puducherry, lakshadweep, andaman and nicobar islands, chandigarh"""
STATES = tuple(" ".join(state.split()) for state in _STATES.split(","))
_STATE = re.compile(rf"\b({'|'.join(sorted(STATES, key=len, reverse=True))})\b")
SELDOM = 1_000_000  # occurrences in the list of English words below which a word is rarer than our names
FEW = 2  # words in capitals up to which a text is not one that is all shouted
_LOUD = re.compile(r"\b[A-Z]{3,}\b")
_CALLED = re.compile(r"\b([A-Za-z]{3,})(?= (?:schemes?|yojana|programme|certificat\w+|mission)\b)")
_OF_CLUSTERS = ("Units and workers", "What was tried")  # parts that sheets of clusters have
STATUS = "Is it open now"  # the part of a scheme's sheet that says whether it takes applications


def states_in(text: str) -> frozenset[str]:
    """The States of India that a text names, folded."""
    return frozenset(_STATE.findall(fold(text)))


class Shelf(Protocol):
    """The part of an index that the background is made from."""

    def documents(self) -> Iterable[Document]:
        """All documents."""
        ...

    def passages(self, document_id: str) -> Iterable[Passage]:
        """The passages of one document."""
        ...


@dataclass(frozen=True)
class Background:
    """Rarity of words, names of documents, and which documents an edition in the library replaces."""

    rarity: Rarity
    names: "Names"
    superseded: frozenset[str]
    documents: dict[str, Document]
    sections: dict[str, "Sections"]
    places: frozenset[str]

    @cached_property
    def schemes(self) -> frozenset[str]:
        """The documents that are sheets of schemes."""
        return frozenset(name for name, sections in self.sections.items() if sections.find(STATUS))

    @cached_property
    def trades(self) -> frozenset[str]:
        """Words for what clusters make, from the titles of their sheets; "brass" for brassware, too."""
        sheets = (name for name in self.documents if any(map(self.sections[name].find, _OF_CLUSTERS)))
        titles = (words(self.documents[name].title) for name in sheets)
        made = {word for title in titles for word in title[1:] if word not in ("cluster", "clusters")}
        made = {word for word in made if len(word) > 3 and word not in STOP | self.places}
        return frozenset(made | {word.removesuffix("ware") for word in made})

    def named_words(self, text: str) -> Named:
        """The words of a text that name a scheme, a cluster, a town, a State or a work, a trade, or nothing known.

        A word for what groups build (CFC, SPV) names nothing by itself, though it stands in a scheme's name.
        """
        folded = fold(text)
        schemes: set[str] = set()
        sheets: set[str] = set()
        others = {word for word in words(text) if word in self.places}
        stated = {word for state in states_in(folded) for word in words(state)}
        others |= stated
        for found, holders in self.names.spans(text):
            if not set(found) <= BUILT and not set(found) <= stated:
                (schemes if holders & self.schemes else others).update(found)
                sheets |= holders & self.schemes
        strange = {
            word
            for word in words(text)
            if not self.rarity.knows(stem(word)) and not self.names.ordinary(word)
        }
        trades = self.trades & set(words(text))
        stems_of_parts = {one for name in sheets for one in self.part_stems[name]}
        parts = {word for word in words(text) if stem(word) in stems_of_parts} - schemes - others
        return Named(
            frozenset(schemes),
            frozenset(others),
            trades,
            frozenset(strange - schemes - others),
            frozenset(parts),
        )

    @cached_property
    def part_stems(self) -> Mapping[str, frozenset[str]]:
        """Of each scheme, the stems of the words that its parts are called by."""
        return {
            name: frozenset(
                one for part, _ in parts_of(self.documents[name].text) for one in part_stems(part)
            )
            for name in self.schemes
        }

    def heading(self, document_id: str, offset: int) -> str:
        """The heading under which a place of a document stands; empty before the first one."""
        return self.sections[document_id].at(offset)


@dataclass(frozen=True, slots=True)
class Sections:
    """Where the sections of a document begin. A passage may span several short ones."""

    starts: tuple[int, ...]
    headings: tuple[str, ...]
    end: int

    @classmethod
    def of(cls, document: Document) -> "Sections":
        """Take the sections of a document."""
        starts = tuple(section.start for section in document.sections)
        return cls(starts, tuple(section.heading for section in document.sections), len(document.text))

    def at(self, offset: int) -> str:
        """The heading of the section that holds an offset."""
        number = bisect_right(self.starts, offset)
        return self.headings[number - 1] if number else ""

    def span(self, offset: int) -> tuple[int, int]:
        """Where the section that holds an offset begins and ends; what stands before the first heading is one, too."""
        number = bisect_right(self.starts, offset)
        return (0, *self.starts)[number], (*self.starts, self.end)[number]

    def find(self, opening: str) -> tuple[int, int] | None:
        """The span of the first section whose heading begins so."""
        return next(self.all(opening), None)

    def all(self, opening: str) -> Iterator[tuple[int, int]]:
        """The spans of all sections whose headings begin so, in reading order."""
        ends = (*self.starts, self.end)
        for number, heading in enumerate(self.headings):
            if heading.startswith(opening):
                yield self.starts[number], ends[number + 1]


def background(shelf: Shelf, ordinary: Container[str], places: Iterable[str] = ()) -> Background:
    """Read the whole library once. ``ordinary`` are the words of general English, which name nothing.

    ``places`` are names of towns and districts; those that are ordinary words are left out.
    """
    documents = {document.id: document for document in shelf.documents()}
    texts = [
        search_text(document, passage)
        for document in documents.values()
        for passage in shelf.passages(document.id)
    ]
    sections = {document.id: Sections.of(document) for document in documents.values()}
    replaced = frozenset(d.supersedes for d in documents.values() if d.supersedes) | closed(
        documents, sections
    )
    towns = frozenset(w for w in map(fold, places) if w.isalpha() and len(w) > 3 and w not in ordinary)
    return Background(
        Rarity(texts), Names(documents.values(), ordinary), replaced, documents, sections, towns
    )


def closed(documents: Mapping[str, Document], sections: Mapping[str, Sections]) -> frozenset[str]:
    """The schemes whose sheet says that they are closed to new applications."""
    places = ((name, sections[name].find(STATUS)) for name in documents)
    texts = {name: documents[name].text[place[0] : place[1]] for name, place in places if place}
    return frozenset(name for name, text in texts.items() if "is closed to new applications" in text)


class Names:
    """Finds the documents that a question names, by title, alias or id.

    A word counts by how few documents carry it in their names, and only where it is no ordinary English word:
    "Tirupur" says much, "cluster" and "joint" nothing. A name in capitals that is a word, too (ZED, LEAN), is found
    where it is written in capitals or called a scheme, and anywhere where the word is rare (zed, mudra).
    """

    def __init__(self, documents: Iterable[Document], ordinary: Container[str]) -> None:
        self._ordinary = ordinary
        self._holders: dict[str, set[str]] = defaultdict(set)
        self._phrases: dict[str, set[str]] = defaultdict(set)
        self._capitals: dict[str, set[str]] = defaultdict(set)
        for document in documents:
            for name in (document.title, document.id, *document.aliases):
                self._add(name, document.id)
        self._most = max(3, math.ceil(len({d for held in self._holders.values() for d in held}) * 0.03))

    def _add(self, name: str, document_id: str) -> None:
        for word in self._telling(name):
            self._holders[word].add(document_id)
        phrase = squeezed(name)
        if len(phrase) >= 4 and (self._telling(name) or len(words(name)) >= 2):
            self._phrases[phrase].add(document_id)
        elif name.isupper() and len(phrase) >= 3 and name.isalpha():
            (self._phrases if seldom(phrase) else self._capitals)[phrase].add(document_id)

    @property
    def capitals(self) -> frozenset[str]:
        """Names in capitals that are ordinary words, too (LEAN, TEAM), folded."""
        return frozenset(self._capitals)

    def aloud(self, text: str) -> str:
        """The text with such names in capitals, for where the names of schemes are set beside each other."""
        return " ".join(
            word.upper() if fold(word.strip("?.,!")) in self._capitals else word for word in text.split()
        )

    def ordinary(self, word: str) -> bool:
        """Whether a word or stem is one of general English."""
        return any(
            form in self._ordinary for form in (word, f"{word}e", f"{word}y", f"{word[:-1]}y", f"{word}s")
        )

    def _telling(self, text: str) -> set[str]:
        """The words of a text that can be a name: no stop word, no number, no ordinary English word."""
        found = words(text.replace("-", " "))
        return {
            w
            for w in found
            if len(w) > 2 and w not in STOP and not w[0].isdigit() and w not in self._ordinary
        }

    def find(self, text: str) -> dict[str, float]:
        """Documents that the text names, each with a strength in (0, 1].

        A whole name or acronym ("MSE CDP", "sfurti") gives 1; a single rare name word gives less, the more
        documents share it.
        """
        found = dict.fromkeys(self._whole(text), 1.0)
        found |= {name: 1.0 for word in self._shouted(text) for name in self._capitals[word]}
        for word in self._telling(text):
            holders = self._holders.get(word, set())
            if 0 < len(holders) <= self._most:
                for document_id in holders:
                    found[document_id] = max(found.get(document_id, 0.0), 1 / math.sqrt(len(holders)))
        return found

    def mentions(self, text: str) -> Iterator[frozenset[str]]:
        """For each name in a text, in its order, the documents that bear it; a longer name before those in it."""
        return (holders for _, holders in self.spans(text))

    def spans(self, text: str) -> Iterator[tuple[Sequence[str], frozenset[str]]]:
        """Each name in a text: its words, and the documents that bear it."""
        tokens = [squeezed(word) for word in words(text.replace("-", " "))]
        shouted = self._shouted(text)
        at = 0
        while at < len(tokens):
            runs = ((end, "".join(tokens[at:end])) for end in range(min(at + 8, len(tokens)), at, -1))
            named = next(((end, self._phrases[run]) for end, run in runs if run in self._phrases), None)
            if named is None and tokens[at] in shouted:
                named = at + 1, self._capitals[tokens[at]]
            end, holders = named or (at + 1, self._holders.get(tokens[at], set()))
            if holders and (named or len(holders) <= self._most):
                yield tokens[at:end], frozenset(holders)
            at = end

    def _shouted(self, text: str) -> set[str]:
        """Names in capitals that are ordinary words, too, where the text leaves no doubt that they are meant."""
        loud = () if text.isupper() and len(text.split()) > FEW else _LOUD.findall(text)
        return {word for word in map(fold, (*loud, *_CALLED.findall(text))) if word in self._capitals}

    def _whole(self, text: str) -> set[str]:
        """Documents one of whose whole names stands in the text, however it is hyphenated or spaced."""
        tokens = [squeezed(word) for word in words(text.replace("-", " "))]
        runs = {
            "".join(tokens[i:j])
            for i in range(len(tokens))
            for j in range(i + 1, min(i + 8, len(tokens)) + 1)
        }
        return {document_id for run in runs for document_id in self._phrases.get(run, ())}


def seldom(word: str) -> bool:
    """Whether a folded word is so rare in English that the name of a scheme is meant."""
    return english_words().get(word, 0) < SELDOM


def squeezed(text: str) -> str:
    """Letters and digits only, folded: ``MSE-CDP (2022)`` becomes ``msecdp2022``."""
    return re.sub(r"[\W_]+", "", fold(text))
