"""Scans and pictures, made by drawing words on white paper."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypdf import PdfReader, PdfWriter

from ingest.places import word_boxes
from ingest.readers import ocr
from ingest.reading import RawPage
from ingest.records import Document, DocumentReport, Page, ReadStatus
from ingest.store import DocumentStore

Run = Callable[..., list[DocumentReport]]
WORDS = [
    "The Government of India pays sixty percent",
    "of the cost of each common facility centre.",
    "Every member of the cluster may use it.",
]
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


def picture(lines: list[str], size: tuple[int, int] = (1240, 700)) -> Image.Image:
    image = Image.new("L", size, 255)
    pen = ImageDraw.Draw(image)
    for at, line in enumerate(lines):
        pen.text((90, 80 + 60 * at), line, fill=0, font=ImageFont.load_default(size=40))
    return image


def scan(path: Path, *pages: Image.Image) -> Path:
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=150)
    return path


def document_of(store: DocumentStore, name: str) -> Document:
    document = store.load(name).document
    assert document is not None
    return document


@needs_tesseract
def test_a_scan_is_read_with_the_places_of_its_words(folder: Path, store: DocumentStore, run: Run) -> None:
    scan(folder / "scan.pdf", picture(WORDS))
    (report,) = run(folder)
    document = document_of(store, "scan")
    assert (report.status, document.text.split()) == (ReadStatus.READ, " ".join(WORDS).split())
    (page,) = document.pages
    assert page.doubt is None
    assert page.confidence is not None
    assert page.confidence > 0.8
    boxes = store.boxes("scan", 1, document.text)
    assert [document.text[box.start : box.end] for box in boxes] == " ".join(WORDS).split()
    first, last = boxes[0], boxes[-1]
    assert 90 / 1240 - 0.02 < first.left < first.right < 0.2
    assert first.top < first.bottom < last.top < last.bottom < 0.5


@needs_tesseract
@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif", ".webp"])
def test_a_picture_is_read_as_a_page(folder: Path, store: DocumentStore, run: Run, suffix: str) -> None:
    picture(WORDS).save(folder / f"photo{suffix}")
    run(folder)
    document = document_of(store, "photo")
    assert document.text.split() == " ".join(WORDS).split()
    assert [page.number for page in document.pages] == [1]


@needs_tesseract
def test_each_frame_of_a_fax_is_a_page(folder: Path, store: DocumentStore, run: Run) -> None:
    picture(WORDS[:2]).save(folder / "fax.tiff", save_all=True, append_images=[picture(WORDS[2:])])
    run(folder)
    document = document_of(store, "fax")
    assert [document.text[page.start : page.end].strip() for page in document.pages] == [
        " ".join(WORDS[:2]),
        WORDS[2],
    ]


@needs_tesseract
def test_a_page_that_is_hard_to_read_says_so(folder: Path, store: DocumentStore, run: Run) -> None:
    blurred = picture(WORDS, (1240, 300)).filter(ImageFilter.GaussianBlur(9))
    scan(folder / "mixed.pdf", picture(WORDS), blurred)
    (report,) = run(folder)
    pages = document_of(store, "mixed").pages
    assert report.status is ReadStatus.PARTLY_READ
    assert report.why is not None
    assert "page 2" in report.why
    assert pages[0].doubt is None
    assert pages[1].doubt


@needs_tesseract
def test_a_text_page_with_a_scan_behind_a_few_words_is_read_from_the_scan(
    folder: Path, store: DocumentStore, run: Run, make_pdf: Callable[..., Path], draw: Callable[..., str]
) -> None:
    scan(folder / "plain.pdf", picture(WORDS))
    stamp = make_pdf([draw(["Page 7"], top=20)], name="stamp.pdf")
    writer = PdfWriter(clone_from=folder / "plain.pdf")
    writer.pages[0].merge_page(PdfReader(stamp).pages[0])
    writer.write(folder / "stamped.pdf")
    assert [report.status for report in run(folder / "stamped.pdf")] == [ReadStatus.READ]
    assert WORDS[2] in document_of(store, "stamped").text


def test_without_tesseract_a_scan_says_how_to_get_it(folder: Path, run: Run, without_tesseract: None) -> None:
    scan(folder / "scan.pdf", picture(WORDS))
    picture(WORDS).save(folder / "photo.png")
    for report in run(folder):
        assert report.status is ReadStatus.NEEDS_OCR
        assert report.why is not None
        assert "apt install tesseract-ocr tesseract-ocr-hin" in report.why


@needs_tesseract
def test_a_scan_is_read_as_soon_as_tesseract_is_there(
    folder: Path, store: DocumentStore, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan(folder / "scan.pdf", picture(WORDS))
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "/nowhere")
        ocr.languages.cache_clear()
        assert [report.status for report in run(folder)] == [ReadStatus.NEEDS_OCR]
        assert [report.status for report in run(folder)] == [ReadStatus.NEEDS_OCR]
    ocr.languages.cache_clear()
    assert [report.status for report in run(folder)] == [ReadStatus.READ]
    assert [report.status for report in run(folder)] == [ReadStatus.UNCHANGED]


def test_what_is_no_picture_is_refused(folder: Path, run: Run) -> None:
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"nothing" * 20)
    (report,) = run(folder)
    assert report.status is ReadStatus.REFUSED
    assert report.why is not None
    assert "damaged" in report.why


def table_of(words: list[tuple[str, float, int, int]]) -> dict[str, list[object]]:
    """Tesseract's table for words with confidence, paragraph and line."""
    columns = {
        "text": [word for word, *_ in words],
        "conf": [sure for _, sure, _, _ in words],
        "block_num": [1 for _ in words],
        "par_num": [paragraph for _, _, paragraph, _ in words],
        "line_num": [line for *_, line in words],
    }
    edges = {"left": 10, "top": 20, "width": 30, "height": 10}
    return {**columns, **{name: [value for _ in words] for name, value in edges.items()}}


def test_lines_and_paragraphs_come_in_tesseracts_order() -> None:
    words = [("“Who", 90, 1, 1), ("asks?”", 80, 1, 1), (" ", -1, 1, 1), ("I", 70, 1, 2), ("ask.", 60, 2, 1)]
    found = ocr.gathered(table_of(words), (100, 200))
    assert found.lines == ('"Who asks?"', "I", "", "ask.")
    assert found.confidence == pytest.approx(0.75)
    assert found.words[0] == ('"Who', 0.1, 0.1, 0.4, 0.15)


def test_a_word_finds_its_span_though_lines_were_joined_and_heads_dropped() -> None:
    printed = ["HANDBOOK", "Grants", "of", "devel-", "opment", "bodies."]
    raw = RawPage(1, None, "", words=tuple((word, 0.1, 0.2, 0.3, 0.4) for word in printed))
    text = "Grants of development bodies."
    boxes = word_boxes(text, [Page(1, None, 0, len(text))], [raw])[1]
    assert [text[box.start : box.end] for box in boxes] == ["Grants", "of", "devel", "opment", "bodies."]
