"""A small library made by hand, and ways to index it."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from index.build import build
from index.embed import HashingEmbedder
from index.search import Index
from ingest.records import Document, DocumentKind, DocumentReport, Passage, PassageKind, ReadStatus, Sentence
from ingest.store import StoredDocument, StoredHead

MakeStored = Callable[..., StoredDocument]
MakeIndex = Callable[[Sequence[StoredDocument]], Index]


def make_stored(name: str, *passages: str, **fields: object) -> StoredDocument:
    """A document whose passages stand on a line each; every passage is cut into sentences at full stops."""
    text = "\n".join(passages)
    plain = {
        "title": name.title(), "publisher": None, "year": None, "kind": DocumentKind.OTHER, "language": "en",
        "state": None, "sector": None, "path": f"{name}.txt", "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "licence": None, "url": None, "supersedes": None,
    }  # fmt: skip
    document = Document(id=name, text=text, **{**plain, **fields})  # type: ignore[arg-type]
    spans, at = [], 0
    for passage in passages:
        spans.append((at, at + len(passage)))
        at += len(passage) + 1
    made = tuple(
        Passage(f"{name}-{start}", name, start, end, text[start:end], (), None, PassageKind.PROSE, None, None)
        for start, end in spans
    )
    sentences = tuple(sentence for passage in made for sentence in cut(passage))
    report = DocumentReport(document.path, ReadStatus.READ, name, passages=len(made))
    return StoredDocument(head(report), document, made, sentences, None)


def make_unread(path: str) -> StoredDocument:
    """A file that could not be read."""
    return StoredDocument(head(DocumentReport(path, ReadStatus.REFUSED, None, "locked")), None, (), (), None)


def head(report: DocumentReport) -> StoredHead:
    return StoredHead(report.path, report.path, "0" * 64, "0", ".txt", report)


def cut(passage: Passage) -> list[Sentence]:
    made, at = [], 0
    for part in passage.text.split(". "):
        start = passage.text.index(part, at)
        at = start + len(part)
        made.append(Sentence(passage.id, passage.start + start, passage.start + at, part))
    return made


@pytest.fixture
def stored() -> MakeStored:
    return make_stored


@pytest.fixture
def unread() -> Callable[[str], StoredDocument]:
    return make_unread


@pytest.fixture
def library() -> list[StoredDocument]:
    """Five documents that differ in every field that a filter looks at, and a file that could not be read."""
    return [
        make_stored(
            "dyers", "Dyers of Tirupur share an effluent plant. Members paid a third.", "Water is now used again.",
            year=2019, state="Tamil Nadu", sector="textiles", kind=DocumentKind.CASE_STUDY,
        ),
        make_stored(
            "foundries", "Foundries in Kolhapur share a sand reclamation plant.", "Moulding sand was dear.",
            year=2012, state="Maharashtra", sector="foundry", kind=DocumentKind.CASE_STUDY,
        ),
        make_stored(
            "mse-cdp", "Under MSE-CDP the grant for a common facility centre is 70 per cent.",
            "An SPV must be formed. Its members pay the rest.", year=2022, kind=DocumentKind.SCHEME_GUIDELINE,
        ),
        make_stored("sfurti", "SFURTI supports clusters of artisans.", year=2015, kind=DocumentKind.SCHEME_GUIDELINE),
        make_stored("hindi", "बुनकरों के लिए सामान्य सुविधा केंद्र बनाया गया।", state="Uttar Pradesh", sector="Textiles"),
        make_unread("locked.pdf"),
    ]  # fmt: skip


@pytest.fixture
def make_index(tmp_path: Path) -> MakeIndex:
    """Build and open an index in a fresh folder."""
    made = iter(range(100))

    def make(stored: Sequence[StoredDocument]) -> Index:
        folder = tmp_path / f"index-{next(made)}"
        folder.mkdir()
        embedder = HashingEmbedder()
        build(stored, embedder, folder, None, lambda done, total: None)
        return Index.open(folder, embedder)

    return make


@pytest.fixture
def index(library: list[StoredDocument], make_index: MakeIndex) -> Index:
    return make_index(library)
