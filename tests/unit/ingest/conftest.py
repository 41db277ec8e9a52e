"""Fixtures for ingestion: a counter of words, a small library, PDFs written by hand."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.pipeline import IngestOptions, ingest
from ingest.readers.ocr import languages
from ingest.records import DocumentReport
from ingest.store import DocumentStore


def count_words(text: str) -> int:
    """Count words and signs: a tokenizer that anyone can follow."""
    return len(re.findall(r"\w+|[^\w\s]", text))


def pdf_bytes(pages: list[str], extra: str = "") -> bytes:
    """Write a PDF by hand; each page is the content stream that draws it (Helvetica is /F1)."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {extra} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    trailer += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + trailer.encode()


def drawn(lines: list[str], size: int = 11, top: int = 780, left: int = 72) -> str:
    """Draw lines one below the other."""
    steps = "".join(f"({line}) Tj 0 -{size + 3} Td " for line in lines)
    return f"BT /F1 {size} Tf {left} {top} Td {steps} ET\n"


@pytest.fixture
def make_pdf(tmp_path: Path) -> Callable[..., Path]:
    def make(pages: list[str], name: str = "made.pdf", extra: str = "") -> Path:
        path = tmp_path / name
        path.write_bytes(pdf_bytes(pages, extra))
        return path

    return make


@pytest.fixture
def draw() -> Callable[..., str]:
    return drawn


@pytest.fixture
def options() -> IngestOptions:
    return IngestOptions(count_words, passage_tokens=120, seconds=30.0, memory_mb=512, pages=20)


@pytest.fixture
def store(tmp_path: Path) -> DocumentStore:
    return DocumentStore(tmp_path / "library" / "documents")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir()
    return made


@pytest.fixture
def run(store: DocumentStore, options: IngestOptions) -> Callable[..., list[DocumentReport]]:
    def ingest_paths(*paths: Path) -> list[DocumentReport]:
        return ingest(paths, store, options, lambda report: None)

    return ingest_paths


@pytest.fixture
def word_counter() -> Callable[[str], int]:
    return count_words


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine on which tesseract is not installed; also for the processes that are started."""
    monkeypatch.setenv("PATH", "/nowhere")
    languages.cache_clear()
    yield
    languages.cache_clear()
