"""A brief as a Word file: real headings, quotations, tables and footnotes, which Word and LibreOffice let one edit."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from service.briefs.notes_part import REFERENCE_STYLE, TEXT_STYLE, add_notes, carry, reference
from service.briefs.paper import Block, Entry, Grid, Heading, Lines, Paper, Quoted, Run, Tone
from service.exports.plain import fit, link
from service.exports.word_parts import numbered, same_in_hindi, shaded, styled

PAGE_MM, MARGIN_MM = (210, 297), 22
_QUIET, _BLUE = RGBColor(0x4A, 0x55, 0x5C), RGBColor(0x0B, 0x4F, 0x9E)
_PALE, _NOTE = "EEF2F6", "FFF4E0"


def docx_bytes(paper: Paper) -> bytes:
    """Write a brief as the bytes of a Word file (A4)."""
    document = Document()
    _set_up(document, paper)
    document.add_heading(fit(paper.title), 0)
    for label, value in paper.about:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{fit(label)}: ").bold = True
        paragraph.add_run(fit(value))
    for block in paper.blocks:
        _WRITERS[type(block)](document, block)
    _bibliography(document, paper.entries)
    add_notes(document, paper.notes)
    carry(document, paper.part)
    same_in_hindi(document)
    held = BytesIO()
    document.save(held)
    return held.getvalue()


# ---------------------------------------------------------------- page and styles


def _set_up(document: Word, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in PAGE_MM)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN_MM)
    for name, size in (("Normal", 10), ("Title", 20), ("Heading 1", 14), ("List Bullet", 10)):
        styled(document.styles[name], size)
    document.styles["Normal"].paragraph_format.space_after = Pt(5)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(16)
    document.styles["Heading 1"].paragraph_format.space_after = Pt(6)
    _note_styles(document)
    about = document.core_properties
    about.title, about.author, about.language = fit(paper.title), "Samuh", "en-IN"
    about.created = about.modified = datetime.combine(paper.made, datetime.min.time())
    day = f"{paper.made.day} {paper.made:%b %Y}"
    numbered(section.footer.paragraphs[0], f"{fit(paper.title)} · {day} · page ")


def _note_styles(document: Word) -> None:
    text = document.styles.add_style(TEXT_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(8)
    text.paragraph_format.space_after = Pt(1)
    mark = document.styles.add_style(REFERENCE_STYLE, WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True


# ---------------------------------------------------------------- blocks


def _heading(document: Word, block: Heading) -> None:
    document.add_heading(fit(block.text), 1)


def _lines(document: Word, block: Lines) -> None:
    _runs(document, document.add_paragraph(style="List Bullet" if block.bullet else None), block.runs)


def _quoted(document: Word, block: Quoted) -> None:
    quote = document.add_paragraph()
    quote.paragraph_format.left_indent = Mm(6)
    quote.paragraph_format.space_before = Pt(7)
    quote.paragraph_format.space_after = Pt(2)
    quote.paragraph_format.keep_with_next = True
    quote.paragraph_format.keep_together = True
    quote.add_run(fit(block.words)).italic = True if block.own else None
    quote._p.append(reference(block.note, document))
    below = document.add_paragraph()
    below.paragraph_format.left_indent = Mm(6)
    below.paragraph_format.keep_together = True
    below.paragraph_format.keep_with_next = bool(block.remark)
    _runs(document, below, block.below, 8.5)
    if block.remark:
        remark = document.add_paragraph()
        shaded(remark._p.get_or_add_pPr(), _NOTE)  # before the indent: Word wants them in this order
        remark.paragraph_format.left_indent = Mm(6)
        remark.add_run("Our note: ").bold = True
        remark.add_run(fit(block.remark))


def _grid(document: Word, block: Grid) -> None:
    table = document.add_table(rows=1, cols=len(block.head))
    table.style, table.autofit = "Table Grid", False
    for cell, text in zip(table.rows[0].cells, block.head, strict=True):
        cell.paragraphs[0].add_run(fit(text)).bold = True
        shaded(cell._tc.get_or_add_tcPr(), _PALE)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in block.rows:
        made = table.add_row()
        made._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, runs in zip(made.cells, row, strict=True):
            _runs(document, cell.paragraphs[0], runs, 9)
    whole = PAGE_MM[0] - 2 * MARGIN_MM
    for column, part in zip(table.columns, block.widths, strict=True):
        column.width = Mm(whole * part / sum(block.widths))
        for cell in column.cells:
            cell.width = Mm(whole * part / sum(block.widths))
    document.add_paragraph().paragraph_format.space_after = Pt(2)


_WRITERS: Mapping[type[Block], Any] = {Heading: _heading, Lines: _lines, Quoted: _quoted, Grid: _grid}


def _runs(document: Word, paragraph: Paragraph, runs: tuple[Run, ...], size: float = 0) -> None:
    for each in runs:
        run = paragraph.add_run(fit(each.text).rstrip() if each.note else fit(each.text))
        run.bold = True if each.tone is Tone.STRONG else None
        if each.tone is Tone.QUIET:
            run.font.color.rgb = _QUIET
        if size:
            run.font.size = Pt(size)
        if each.note:
            paragraph._p.append(reference(each.note, document))
            paragraph.add_run(" ")


def _bibliography(document: Word, entries: tuple[Entry, ...]) -> None:
    document.add_heading("Bibliography", 1)
    for entry in entries:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(8)
        paragraph.paragraph_format.first_line_indent = Mm(-8)
        paragraph.add_run(f"{fit(entry.text)} ").font.size = Pt(9)
        address = link(entry.address)
        if address:
            made = OxmlElement("w:hyperlink")
            made.set(
                qn("r:id"),
                paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
            )
            run = paragraph.add_run(fit(address))
            run.font.color.rgb, run.font.size = _BLUE, Pt(8)
            made.append(run._r)
            paragraph._p.append(made)
