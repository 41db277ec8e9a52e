"""Question-passage pairs of the users' kind: written by hand, and forms filled in from the corpus' records.

``pairs/written.jsonl`` holds questions written for one place each (a span of a text, or a section of a sheet);
``pairs/forms.jsonl`` holds wordings for each section of the sheets, with ``{n}`` a name of the record, ``{t}`` its
town, ``{p}`` its product, ``{d}`` a description without the name, ``{a}`` the authors and ``{w}`` the title of a work.
"""

import hashlib
import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from index.search import Index
from ingest.records import Document, Passage

HERE = Path(__file__).parent / "pairs"
HELD_OUT = 0.2  # share of the records whose questions only measure
BLOCK = 4000  # characters: questions on one stretch of a long text are held out together
OVERLAP = 0.4  # share of the place, or of the passage, that must lie in the other
DRAWN = {"en": 4, "hinglish": 2, "hi": 1}  # wordings drawn for each section of a record
FOLDERS = {"cluster": "clusters", "scheme": "schemes", "work": "literature"}
MESSY = 0.2  # share of filled-in English questions that are typed carelessly


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, its language (en, hinglish, hi), the passages that answer it by id, and whether it only measures."""

    text: str
    language: str
    kind: str
    passages: tuple[str, ...]
    held_out: bool


def pairs(corpus: Path, index: Index, seed: int) -> list[Pair]:
    """All pairs whose documents the index holds, in an order that the seed decides."""
    documents = {document.id: document for document in index.documents()}
    chance = random.Random(seed)
    found = [*_written(documents, index), *_made(corpus, documents, index, chance)]
    chance.shuffle(found)
    return found


def _written(documents: Mapping[str, Document], index: Index) -> Iterator[Pair]:
    for row in map(json.loads, (HERE / "written.jsonl").read_text("utf-8").splitlines()):
        document = documents.get(row["document"])
        if document is None:
            continue
        spans = [(row["start"], row["end"])] if "start" in row else sections(document, row["heading"])
        unit = f"{document.id}/{row['start'] // BLOCK}" if "start" in row else document.id
        answering = _answering(index.passages(document.id), spans)
        if answering:
            yield Pair(row["text"], row["language"], "written", answering, held_out(unit))


def _made(
    corpus: Path, documents: Mapping[str, Document], index: Index, chance: random.Random
) -> Iterator[Pair]:
    forms = [json.loads(line) for line in (HERE / "forms.jsonl").read_text("utf-8").splitlines()]
    for kind, folder in FOLDERS.items():
        wanted = [form for form in forms if form["kind"] == kind]
        for path in sorted((corpus / folder).glob("*.yaml")):
            record = yaml.safe_load(path.read_text("utf-8"))
            document = documents.get(record.get("id") or record.get("slug"))
            if document is None:
                continue
            for form in wanted:
                yield from _filled(form, record, document, index, chance)


def _filled(
    form: Mapping[str, Any],
    record: Mapping[str, Any],
    document: Document,
    index: Index,
    chance: random.Random,
) -> Iterator[Pair]:
    """Some wordings of one form for one record, where its sheet has the section."""
    answering = _answering(index.passages(document.id), sections(document, form["heading"]))
    if not answering:
        return
    for language, count in DRAWN.items():
        for wording in chance.sample(form[language], min(count, len(form[language]))):
            text = wording.format(**names_of(form["kind"], record, chance))
            if language == "en" and chance.random() < MESSY:
                text = messy(text, chance)
            yield Pair(text, language, "made", answering, held_out(document.id))


def sections(document: Document, heading: str) -> list[tuple[int, int]]:
    """Spans of the document's sections whose headings begin so; an empty heading means the part before the sources."""
    starts = [section.start for section in document.sections]
    ends = [*starts[1:], len(document.text)] if starts else []
    named = [(s.heading, s.start, end) for s, end in zip(document.sections, ends, strict=True)]
    if not heading:
        return [(start, end) for name, start, end in named if not name.startswith("Source")] or [
            (0, len(document.text))
        ]
    return [(start, end) for name, start, end in named if name.startswith(heading)]


def _answering(passages: list[Passage], spans: list[tuple[int, int]]) -> tuple[str, ...]:
    """Ids of the passages that share a good part with one of the spans."""
    found = []
    for passage in passages:
        for start, end in spans:
            shared = min(end, passage.end) - max(start, passage.start)
            if shared >= OVERLAP * min(end - start, passage.end - passage.start):
                found.append(passage.id)
                break
    return tuple(found)


def names_of(kind: str, record: Mapping[str, Any], chance: random.Random) -> dict[str, str]:
    """What a form is filled in with: names of a record, its town, product, authors or title."""
    if kind == "work":
        authors = [name.split()[-1] for name in record.get("authors") or ["the authors"]]
        return {"a": f"{authors[0]} {record.get('year') or ''}".strip(), "w": record["title"]}
    full = record["name"].split("(")[0].strip()
    names = [record.get("title_short", full), full, *record.get("aliases", [])]
    name = chance.choice([name.split("(")[0].strip() for name in names])
    if kind == "scheme":
        return {"n": name}
    town = (record.get("district") or full).split(",")[0].split("(")[0].strip()
    product = record["product"].split(",")[0].split("(")[0].strip()
    state = record.get("state") or record["country"]
    about = [
        f"the {product} makers of {town}",
        f"{product} cluster in {state}",
        f"{product} producers, {state}",
    ]
    return {"n": name, "t": town, "p": product, "d": chance.choice(about)}


def messy(text: str, chance: random.Random) -> str:
    """The text as typed in haste: small letters, no stop, two letters of one long word swapped."""
    words = text.lower().rstrip("?.").split()
    long = [n for n, word in enumerate(words) if len(word) > 5 and word.isalpha()]
    if long:
        n = chance.choice(long)
        at = chance.randrange(1, len(words[n]) - 2)
        words[n] = words[n][:at] + words[n][at + 1] + words[n][at] + words[n][at + 2 :]
    return " ".join(words)


def held_out(unit: str) -> bool:
    """Whether questions about a record only measure: decided by its name alone."""
    return int(hashlib.sha256(unit.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF < HELD_OUT
