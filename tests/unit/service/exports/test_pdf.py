"""A report as a PDF holds its text exactly, Hindi too, reads no markup from it, and says where a font is missing."""

import logging
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from service.exports import pdf
from service.exports.pdf import NO_HINDI_FONT, hindi_font, pdf_bytes
from service.exports.records import Listing, Paragraph, Reference, Report, Section, Statement, Table, Tone

MARKUP = '#panic("read") $x^2$ *b* _i_ `c` <label> @ref \\ // ] #[ "quoted" \x00'
NUMBERED = Listing("Steps", (Statement("first"), Statement("second", (2,))), numbered=True)


def made(text: str) -> Report:
    table = Table("Sums", ("Line", "₹"), ((Statement(text, (1,)), Statement("5,00,000")),), (3, 1), sums=(1,))
    tones = tuple(Paragraph(Statement(text), tone) for tone in Tone)
    return Report(
        title=text,
        as_of=date(2026, 11, 22),
        about=((text, text),),
        notices=(Statement(text, (1,)),),
        sections=(Section(text, (*tones, NUMBERED, table)), Section("Smaller part", (), level=2)),
        references=(
            Reference(1, text, None, 2022, "https://example.org/" + text),
            Reference(2, "B", "P", None, "javascript:alert(1)"),
        ),
    )


def read(report: Report) -> PdfReader:
    return PdfReader(BytesIO(pdf_bytes(report)))


def words(report: Report) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(report).pages).split())


def test_no_markup_is_read_from_text() -> None:
    found = words(made(MARKUP))
    assert '#panic("read") $x^2$ *b* _i_ `c` <label> @ref \\ // ] #[ "quoted"' in found


def test_only_addresses_of_the_web_become_links() -> None:
    targets = [
        note.get_object()["/A"]["/URI"]
        for page in read(made("A plain title")).pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    ]
    assert targets
    assert all(target.startswith("https://example.org/") for target in targets)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert pdf_bytes(made("Same")) == pdf_bytes(made("Same"))


def test_title_and_day_are_told_to_the_reader_program() -> None:
    about = read(made("A plain title")).metadata
    assert about is not None
    assert about.title == "A plain title"
    assert about.creation_date is not None
    assert about.creation_date.date() == date(2026, 11, 22)


@pytest.mark.skipif(hindi_font() is None, reason="no font for Hindi: install fonts-noto-core")
def test_hindi_stands_in_the_paper_as_it_was_written() -> None:
    """Read back by a reader that keeps the order of vowel signs, which pypdf does not."""
    pdfium = pytest.importorskip("pypdfium2")
    text = "समूह के लिए ₹५० लाख की सहायता"
    paper = pdfium.PdfDocument(pdf_bytes(made(text)))
    found = "".join(paper[number].get_textpage().get_text_range() for number in range(len(paper)))
    assert "सहायता" in found
    assert "५० लाख" in found


def test_a_missing_font_is_said_and_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(pdf, "HINDI_FONTS", ("No such font",))
    with caplog.at_level(logging.WARNING):
        assert NO_HINDI_FONT in words(made("समूह"))
    assert "install-fonts-noto-core" in caplog.text
    assert NO_HINDI_FONT not in words(made("English"))


def test_a_report_without_sources_has_no_list_of_them() -> None:
    bare = replace(made("Bare"), notices=(), sections=(), references=())
    assert "Sources" not in words(bare)
