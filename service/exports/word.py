"""A report as a Word file: real headings, lists and tables, source numbers that lead to the list at the end."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as Grid
from docx.table import _Row
from docx.text.paragraph import Paragraph as Lines

from service.exports.plain import described, fit, link
from service.exports.records import Block, Listing, Paragraph, Reference, Report, Statement, Table, Tone
from service.exports.word_parts import numbered, same_in_hindi, shaded, styled

PAGE_MM, MARGIN_MM = (210, 297), 20
_WARN, _PALE_WARN, _PALE = "8A4B00", "FFF4E0", "EEF2F6"
_BLUE = RGBColor(0x0B, 0x4F, 0x9E)


def docx_bytes(report: Report) -> bytes:
    """Write a report as the bytes of a Word file (A4, English with Hindi text set in a font that has it)."""
    document = Document()
    _set_up(document, report)
    document.add_heading(fit(report.title), 0)
    for label, value in report.about:
        _label(document.add_paragraph(), label, value)
    for notice in report.notices:
        _paragraph(document, Paragraph(notice, Tone.WARNING))
    for section in report.sections:
        document.add_heading(fit(section.heading), section.level)
        for block in section.blocks:
            _WRITERS[type(block)](document, block)
    _references(document, report.references)
    same_in_hindi(document)
    held = BytesIO()
    document.save(held)
    return held.getvalue()


# ---------------------------------------------------------------- page and styles


def _set_up(document: Paper, report: Report) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(side) for side in PAGE_MM)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN_MM)
    for name, size in (
        ("Normal", 10),
        ("Title", 20),
        ("Heading 1", 15),
        ("Heading 2", 12),
        ("Heading 3", 11),
    ):
        styled(document.styles[name], size)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    about = document.core_properties
    about.title, about.author, about.language = fit(report.title), "Samuh", "en-IN"
    about.created = about.modified = datetime.combine(report.as_of, datetime.min.time())
    day = f"{report.as_of.day} {report.as_of:%b %Y}"
    numbered(section.footer.paragraphs[0], f"{fit(report.title)} · as of {day} · page ")


# ---------------------------------------------------------------- blocks


def _label(paragraph: Lines, label: str, value: str) -> None:
    paragraph.add_run(f"{fit(label)}: ").bold = True
    paragraph.add_run(fit(value))


def _paragraph(document: Paper, block: Paragraph) -> None:
    paragraph = document.add_paragraph()
    _said(paragraph, block.said, block.tone)
    if block.tone is Tone.WARNING:
        shaded(paragraph._p.get_or_add_pPr(), _PALE_WARN)
        paragraph.paragraph_format.left_indent = Mm(2)


def _listing(document: Paper, block: Listing) -> None:
    if block.caption:
        caption = document.add_paragraph()
        caption.add_run(fit(block.caption)).bold = True
        caption.paragraph_format.keep_with_next = True
    for number, item in enumerate(block.items, 1):
        # Numbers are written out: Word would go on counting from one list of a document to the next.
        paragraph = document.add_paragraph(style=None if block.numbered else "List Bullet")
        if block.numbered:
            paragraph.paragraph_format.left_indent = Mm(8)
            paragraph.paragraph_format.first_line_indent = Mm(-6)
            paragraph.add_run(f"{number}. ")
        _said(paragraph, item, Tone.PLAIN)


def _table(document: Paper, block: Table) -> None:
    if block.caption:
        caption = document.add_paragraph()
        caption.add_run(fit(block.caption)).bold = True
        caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(block.head))
    table.style, table.autofit = "Table Grid", False
    for cell, text in zip(table.rows[0].cells, block.head, strict=True):
        cell.paragraphs[0].add_run(fit(text)).bold = True
        shaded(cell._tc.get_or_add_tcPr(), _PALE)
    _marked(table.rows[0], "w:tblHeader")
    for row in block.rows:
        made = table.add_row()
        _marked(made, "w:cantSplit")
        for column, (cell, said) in enumerate(zip(made.cells, row, strict=True)):
            _said(cell.paragraphs[0], said, Tone.PLAIN)
            if column in block.sums:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if block.joined:
        _join(table)
    _widths(table, block.widths)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


_WRITERS: Mapping[type[Block], Any] = {Paragraph: _paragraph, Listing: _listing, Table: _table}


def _widths(table: Grid, parts: tuple[int, ...]) -> None:
    whole = PAGE_MM[0] - 2 * MARGIN_MM
    for column, part in zip(table.columns, parts, strict=True):
        column.width = Mm(whole * part / sum(parts))
        for cell in column.cells:
            cell.width = column.width


def _join(table: Grid) -> None:
    """Let an empty cell go on with the one above it; the heads stay as they are."""
    below_head = [row.cells for row in table.rows][1:]
    for cells in zip(*below_head, strict=True):
        empty = [not cell.text for cell in cells]
        for at, cell in enumerate(cells):
            below = at + 1 < len(cells) and empty[at + 1]
            if (at and empty[at]) or below:
                merge = OxmlElement("w:vMerge")
                merge.set(qn("w:val"), "continue" if at and empty[at] else "restart")
                cell._tc.get_or_add_tcPr().append(merge)


def _marked(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


# ---------------------------------------------------------------- statements and sources


def _said(paragraph: Lines, said: Statement, tone: Tone) -> None:
    run = paragraph.add_run(fit(said.text))
    run.bold = True if tone is Tone.STRONG else None
    run.italic = True if tone is Tone.NOTE else None
    if tone is Tone.WARNING:
        run.font.color.rgb = RGBColor.from_string(_WARN)
    for number in said.sources:
        paragraph.add_run(" ")
        _linked(paragraph, f"[{number}]", anchor=f"source{number}")


def _references(document: Paper, references: tuple[Reference, ...]) -> None:
    if not references:
        return
    document.add_heading("Sources", 1)
    for reference in references:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(10)
        paragraph.paragraph_format.first_line_indent = Mm(-10)
        _bookmark(paragraph, reference.number)
        paragraph.add_run(f"[{reference.number}] {described(reference)} ")
        address = link(reference.url)
        if address:
            _linked(paragraph, fit(address), address=address)
        elif reference.url:
            paragraph.add_run(fit(reference.url))


def _bookmark(paragraph: Lines, number: int) -> None:
    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(kind)
        mark.set(qn("w:id"), str(number))
        if kind == "w:bookmarkStart":
            mark.set(qn("w:name"), f"source{number}")
        paragraph._p.append(mark)


def _linked(paragraph: Lines, text: str, address: str = "", anchor: str = "") -> None:
    """Append a link: to an address of the web, or to a bookmark of the document."""
    made = OxmlElement("w:hyperlink")
    if address:
        made.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    else:
        made.set(qn("w:anchor"), anchor)
    run = paragraph.add_run(text)
    run.font.color.rgb = _BLUE
    made.append(run._r)
    paragraph._p.append(made)
