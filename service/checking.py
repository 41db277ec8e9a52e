"""What ``samuh check`` looks at: the corpus, the library, the installation, and the citations of given answers."""

import json
from collections.abc import Iterator
from datetime import date
from importlib.metadata import packages_distributions
from pathlib import Path

from ingest.errors import NotFoundError, SamuhError
from ingest.records import Document
from ingest.store import DocumentStore, StoredDocument
from service import batch
from service.browse.book import reader
from service.check import Finding, check
from service.check_rules import rule_findings
from service.precedents.outcomes import stale
from service.settings import Settings

ROOMS = ("ingest", "index", "service", "prompts", "web")


def findings(settings: Settings, store: DocumentStore) -> Iterator[Finding]:
    """Everything that is wrong with the corpus, the library and the installation."""
    documents = {held.document.id: held.document for held in store.entries() if held.document}
    yield from check(settings.corpus, lookup=documents.get)
    yield from rule_findings(settings.corpus, date.today())
    yield from reading_findings(settings.corpus)
    for held in store.entries():
        yield from document_findings(held)
    yield from installation_findings()


def reading_findings(corpus: Path) -> Iterator[Finding]:
    """Verdicts on what was tried (``service/precedents/outcomes.yaml``) whose words no longer stand in the record."""
    try:
        found = list(stale(reader(corpus).current()))
    except SamuhError as error:
        yield Finding("outcomes.yaml", "", f"not compared: {error}", "Mend that first.")
        return
    for kind, reading in found:
        said = f"the words of this verdict ({reading.verdict}) no longer stand in the record"
        yield Finding("outcomes.yaml", f"{kind}, {reading.case}", said, "Read the record again.")


def document_findings(held: StoredDocument) -> Iterator[Finding]:
    """Passages and sentences of a stored document that are not the text at their place."""
    if held.document is None:
        return
    text = held.document.text
    for kind, parts in (("passage", held.passages), ("sentence", held.sentences)):
        wrong = sum(part.text != text[part.start : part.end] for part in parts)
        if wrong:
            yield Finding(
                held.document.id,
                kind,
                f"{wrong} are not the text at their place",
                "Ingest the document again.",
            )


def installation_findings() -> Iterator[Finding]:
    """Rooms that another installed distribution ships, too: Python would build a mixture of both (ADR 0001)."""
    owners = packages_distributions()
    for room in ROOMS:
        others = sorted(set(owners.get(room, ())) - {"samuh"})
        if others:
            yield Finding(
                room, "", f"also shipped by {', '.join(others)}", "Uninstall that from this environment."
            )


def citation_findings(path: Path, store: DocumentStore) -> Iterator[Finding]:
    """Citations in the results of ``samuh ask --batch`` whose quote is not the text at their place.

    A last finding that is only a warning says how many citations were compared.
    """
    documents: dict[str, Document | None] = {}
    compared = 0
    for row in batch.records(path.read_text("utf-8").splitlines(keepends=True), str(path)):
        for citation in row.get("citations", ()):
            compared += 1
            name = str(citation["document_id"])
            document = documents.setdefault(name, _document(store, name))
            held = document.text[citation["start"] : citation["end"]] if document else None
            if held != citation["quote"] or not held:
                place = f"answer {json.dumps(row['id'])}, citation {citation['n']}"
                yield Finding(
                    str(path), place, f"the quote is not the text of {name} at its place", "Ask again."
                )
    yield Finding(str(path), "", f"{compared} citations compared", "Nothing to do.", fails=False)


def _document(store: DocumentStore, document_id: str) -> Document | None:
    try:
        return store.load(document_id).document
    except NotFoundError:
        return None
