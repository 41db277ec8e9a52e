"""The search for cases over the shipped corpus with hashed vectors in the place of the model, and a small report."""

from pathlib import Path

import pytest

from index.embed import HashingEmbedder
from ingest.records import Document, DocumentKind, Page, Passage, PassageKind, Sentence
from service.precedents.search import Precedents

CORPUS = Path(__file__).resolve().parents[4] / "corpus"

DIMENSION = 3072  # fewer would give many words the vector of another

REPORT = (
    "The weaving cluster of Tiruppur lacked a testing laboratory.",
    "In 2009 the association established a laboratory at a cost of Rs 40 lakh, of which 70% was a grant.",
    "By 2012 rejections fell from 12% to 4%.",
    "The lesson is that members use what they have paid for.",
    "Other places should set up laboratories at Rs 50 lakh.",
)


@pytest.fixture(scope="session")
def cases_room(tmp_path_factory: pytest.TempPathFactory) -> Precedents:
    """The search; hashed vectors know no synonyms, so that words and themes do the finding."""
    library = tmp_path_factory.mktemp("library")
    model = HashingEmbedder(DIMENSION)
    return Precedents(CORPUS, library, lambda: model)


@pytest.fixture
def report() -> tuple[Document, tuple[Passage, ...], tuple[Sentence, ...]]:
    """A report of one page with its one passage and its sentences."""
    text = " ".join(REPORT)
    document = Document(
        id="report",
        title="A report",
        publisher=None,
        year=2013,
        kind=DocumentKind.CASE_STUDY,
        language="en",
        state=None,
        sector=None,
        path="report.txt",
        sha256="ab" * 32,
        licence=None,
        url=None,
        supersedes=None,
        text=text,
        pages=(Page(7, "7", 0, len(text)),),
    )
    passage = Passage(
        id="p1",
        document_id="report",
        start=0,
        end=len(text),
        text=text,
        headings=("What was done",),
        label=None,
        kind=PassageKind.PROSE,
        page_from=7,
        page_to=7,
    )
    starts = [text.index(each) for each in REPORT]
    sentences = tuple(
        Sentence("p1", start, start + len(each), each) for start, each in zip(starts, REPORT, strict=True)
    )
    return document, (passage,), sentences
