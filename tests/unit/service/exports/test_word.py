"""A report as a Word file opens, holds what the report holds, and takes text as text."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from service.exports.plain import fit, link
from service.exports.records import Listing, Paragraph, Reference, Report, Section, Statement, Table, Tone
from service.exports.word import docx_bytes

NASTY = "<w:p/> & \x00\x0b\ud800 \u202e evil «समूह ₹५०»"


def made(text: str = NASTY, url: str | None = "https://example.org/a?b=1&c=2") -> Report:
    table = Table("Sums", ("Line", "₹"), ((Statement(text, (1,)), Statement("5,00,000")),), (3, 1), sums=(1,))
    blocks = (
        Paragraph(Statement(text, (1,)), Tone.WARNING),
        Listing("Steps", (Statement("first"), Statement("second", (1,))), numbered=True),
        table,
    )
    return Report(
        title=f"Title {text}",
        as_of=date(2026, 11, 22),
        about=(("Decided for", text),),
        notices=(Statement("Not a sanction"),),
        sections=(Section("Part", blocks), Section("Smaller part", (), level=2)),
        references=(Reference(1, "A page", "Its publisher", None, url),),
    )


def test_headings_lists_and_tables_are_real_ones() -> None:
    paper = Document(BytesIO(docx_bytes(made())))
    styles = {paragraph.style.name: paragraph.text for paragraph in paper.paragraphs if paragraph.style}
    assert styles["Heading 2"] == "Smaller part"
    assert [cell.text for cell in paper.tables[0].rows[0].cells] == ["Line", "₹"]
    assert "1. first" in [paragraph.text for paragraph in paper.paragraphs]


def test_text_is_text_and_what_no_file_can_hold_is_left_out() -> None:
    paper = Document(BytesIO(docx_bytes(made())))
    assert any(fit(NASTY) in paragraph.text for paragraph in paper.paragraphs)
    assert "<w:p/> & " in fit(NASTY)
    assert not {"\x00", "\x0b", "\ud800", "\u202e"} & set(fit(NASTY))


def test_numbers_lead_to_the_list_of_sources_and_from_there_to_the_address() -> None:
    with ZipFile(BytesIO(docx_bytes(made()))) as parts:
        body = parts.read("word/document.xml").decode()
        links = parts.read("word/_rels/document.xml.rels").decode()
    assert body.count('w:anchor="source1"') == 3
    assert 'w:name="source1"' in body
    assert "https://example.org/a?b=1&amp;c=2" in links
    assert "A page. Its publisher, year not shown." in body


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "//x", "http://", None, "http://[x"]
)
def test_only_an_address_of_the_web_becomes_a_link(url: str | None) -> None:
    assert link(url) is None
    with ZipFile(BytesIO(docx_bytes(made(url=url)))) as parts:
        assert "hyperlink" not in parts.read("word/_rels/document.xml.rels").decode()


def test_the_day_of_the_file_is_the_day_of_the_report() -> None:
    about = Document(BytesIO(docx_bytes(made()))).core_properties
    assert (about.author, about.created.date() if about.created else None) == ("Samuh", date(2026, 11, 22))


def test_an_empty_cell_of_a_joined_table_goes_on_with_the_one_above_it() -> None:
    rows = tuple(tuple(map(Statement, cells)) for cells in (("Size", "a"), ("", "b"), ("Cost", "c")))
    for joined, merged in ((True, ["restart", "continue"]), (False, [])):
        table = Table("", ("", "Case"), rows, (1, 3), joined=joined)
        report = Report("Cases", date(2026, 11, 22), (), (), (Section("Part", (table,)),), ())
        paper = Document(BytesIO(docx_bytes(report)))
        assert [each.val for each in paper.element.body.iter(qn("w:vMerge"))] == merged


def test_the_page_number_of_the_footer_is_as_small_as_its_text() -> None:
    footer = Document(BytesIO(docx_bytes(made()))).sections[0].footer.paragraphs[0]
    assert {run.font.size for run in footer.runs} == {Pt(8)}
    assert len(footer.runs) == 6  # the text, and five parts of the field, each with a size of its own


def test_devanagari_has_the_size_and_weight_of_the_latin_text_beside_it() -> None:
    paper = Document(BytesIO(docx_bytes(made())))
    for part in (paper.styles.element, paper.element, paper.sections[0].footer._element):
        for said in part.iter(qn("w:sz")):
            assert said.getparent().find(qn("w:szCs")).get(qn("w:val")) == said.get(qn("w:val"))
        for said in part.iter(qn("w:b")):
            assert said.getparent().find(qn("w:bCs")) is not None
