"""Finds cases in documents: runs of sentences on one cluster that say what was tried and what came of it.

Nothing is written anew: every cell is a sentence of the document with its exact span. Rules find many things that are
no cases, so that a case found here is marked as extracted until a person confirms it (``judging``).
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.records import Document, DocumentKind, Passage, PassageKind, Sentence
from ingest.whereabouts import page_at
from service.precedents.records import Cell, Change, Kind, Precedent, Span, Standing, Trial

LONGEST = 14  # sentences of one case
APART = 3000  # characters between two runs on one cluster that are still one case
CLUSTER = re.compile(r"\bclusters?\b", re.I)
NAME = re.compile(r"\b[A-Z][a-z]{3,}(?:[ -][A-Z][a-z]{3,})?\b")
TRIED = re.compile(
    r"\b(set up|established|installed|constructed|introduced|commissioned|launched|organi[sz]ed|implemented|"
    r"formed|created|initiated|undertook|built|promoted|invested|granted)\b",
    re.I,
)
MONEY = re.compile(
    r"(₹|\bRs\.?|\bINR\b|\bUSD\b|\$)\s?\d|\b\d[\d.,]*\s?(lakhs?|crores?|million|billion)\b", re.I
)
PAID = re.compile(r"\b(grants?|contribut\w+|share of|funded|subsid\w+|borne|co-financ\w+|loan)\b", re.I)
CAME = re.compile(
    r"\b(increased|reduced|rose|fell|saved|savings?|improved|doubled|tripled|resulted|led to|as a result|grew|"
    r"declined|gained|higher|generated)\b",
    re.I,
)
NUMBER = re.compile(r"\d")
PROBLEM = re.compile(
    r"\b(problems?|lack(ed|ing)?|shortages?|could not|unable|pollut\w+|poor quality|suffer\w*|constraints?|"
    r"declin\w+)\b",
    re.I,
)
LESSON = re.compile(r"\b(lessons?|learnt|learned|success factors?|this shows|demonstrates|key to)\b", re.I)
PLANNED = re.compile(r"\b(should|shall|will be|would|may|proposed|recommended|must|need to|can be)\b", re.I)
YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20[0-4]\d)(?!\d)")


@dataclass(slots=True)
class Run:
    """Sentences on one cluster, as they are gathered."""

    name: str
    headings: tuple[str, ...]
    sentences: list[Sentence] = field(default_factory=list)


def extract(
    document: Document, passages: Iterable[Passage], sentences: Sequence[Sentence], places: frozenset[str]
) -> tuple[Precedent, ...]:
    """Find the cases of one document; sheets, guidelines and templates have none.

    Args:
        document: The document.
        passages: Its passages.
        sentences: Its sentences in reading order.
        places: Names of towns and districts, in lower case.
    """
    if document.kind in (DocumentKind.SHEET, DocumentKind.SCHEME_GUIDELINE):
        return ()
    held = {passage.id: passage for passage in passages}
    found = (made(run, document) for run in joined(runs(sentences, held, places)))
    return tuple({case.id: case for case in found if case is not None}.values())


def runs(sentences: Iterable[Sentence], held: dict[str, Passage], places: frozenset[str]) -> Iterator[Run]:
    """Gather sentences from one that names a cluster's place, up to the next place or heading."""
    run: Run | None = None
    for sentence in sentences:
        passage = held.get(sentence.passage_id)
        if passage is None or passage.kind is PassageKind.TABLE:
            continue
        about = CLUSTER.search(passage.text) or CLUSTER.search(" ".join(passage.headings))
        name = place_named(sentence.text, places) if about else ""
        moved = run is not None and (run.headings != passage.headings or len(run.sentences) >= LONGEST)
        if run is not None and (moved or (name and name != run.name)):
            yield run
            run = None
        if run is None and name:
            run = Run(name, passage.headings)
        if run is not None:
            run.sentences.append(sentence)
    if run is not None:
        yield run


def joined(found: Iterable[Run]) -> list[Run]:
    """Put runs on the same cluster that stand close together into one."""
    kept: list[Run] = []
    for run in found:
        near = next((each for each in kept if each.name == run.name and close(each, run)), None)
        if near is None:
            kept.append(run)
        else:
            near.sentences.extend(run.sentences)
    return kept


def close(first: Run, second: Run) -> bool:
    """Whether one run stands shortly behind another, and both together are not too long for a case."""
    apart = second.sentences[0].start - first.sentences[-1].end
    return apart <= APART and len(first.sentences) + len(second.sentences) <= 2 * LONGEST


def place_named(text: str, places: frozenset[str]) -> str:
    """The first town or district that a sentence names; empty where it names none."""
    for found in NAME.findall(text):
        for name in (found, *found.replace("-", " ").split()):
            if name.casefold() in places:
                return str(name)
    return ""


def made(run: Run, document: Document) -> Precedent | None:
    """A case from a run; None where it does not say both what was tried and what came of it or what it cost."""
    told = [(sentence, cell_of(sentence, document)) for sentence in run.sentences]
    done = [(s, c) for s, c in told if not PLANNED.search(s.text)]
    tried = [cell for s, cell in done if TRIED.search(s.text)]
    came = [cell for s, cell in done if CAME.search(s.text) and NUMBER.search(s.text)]
    money = [cell for s, cell in done if MONEY.search(s.text)]
    if not tried or not (came or money):
        return None
    payers = tuple(cell for cell in money if PAID.search(cell.text))
    heading = run.headings[-1] if run.headings else document.title
    years = sorted({int(year) for s, _ in told for year in YEAR.findall(s.text)})
    first = run.sentences[0]
    return Precedent(
        id="x-" + hashlib.sha256(f"{document.sha256}:{first.start}".encode()).hexdigest()[:10],
        kind=Kind.EXTRACTED,
        standing=Standing.EXTRACTED,
        title=f"{run.name}: {heading}",
        document_id=document.id,
        place=run.name,
        problems=tuple(("", cell) for s, cell in told if PROBLEM.search(s.text)),
        trials=tuple(
            Trial(
                what=cell,
                year=cell.year,
                cost=next(iter(money), None) if number == 0 else None,
                payers=payers if number == 0 else (),
            )
            for number, cell in enumerate(tried)
        ),
        changes=tuple(Change(metric=cell, year=cell.year) for cell in came),
        lessons=tuple(cell for s, cell in told if LESSON.search(s.text)),
        confidence="found by rules",
        years=tuple(years),
    )


def cell_of(sentence: Sentence, document: Document) -> Cell:
    """A sentence as a cell, with the year that it names where it names just one."""
    page = page_at(document, sentence.start)
    years = YEAR.findall(sentence.text)
    span = Span(
        document_id=document.id,
        passage_id=sentence.passage_id,
        start=sentence.start,
        end=sentence.end,
        page=page.number if page else None,
        quote=document.text[sentence.start : sentence.end],
    )
    return Cell(" ".join(span.quote.split()), (), int(years[0]) if len(years) == 1 else None, "", False, span)
