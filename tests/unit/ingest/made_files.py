"""Small files of each format, written by hand or by the library that others read them with. All harmless."""

import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path
from types import MappingProxyType
from xml.sax.saxutils import escape

from docx import Document
from pptx import Presentation
from pptx.util import Inches

Value = str | float | None
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)


def pack(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """Write a ZIP file of parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def column(number: int) -> str:
    return chr(ord("A") + number)


def sheet_xml(
    rows: Sequence[Sequence[Value | tuple[float, int]]], merged: Sequence[str] = (), first: int = 1
) -> str:
    """Write the XML of a sheet; a pair is a number and its style; the first row has the number ``first``."""
    lines = []
    for at, row in enumerate(rows, first):
        cells = []
        for n, value in enumerate(row):
            place = f'r="{column(n)}{at}"'
            if isinstance(value, str):
                cells.append(f'<c {place} t="inlineStr"><is><t>{escape(value)}</t></is></c>')
            elif isinstance(value, tuple):
                cells.append(f'<c {place} s="{value[1]}"><v>{value[0]}</v></c>')
            elif value is not None:
                cells.append(f"<c {place}><f>1+1</f><v>{value}</v></c>")
        lines.append(f'<row r="{at}">{"".join(cells)}</row>')
    spans = "".join(f'<mergeCell ref="{span}"/>' for span in merged)
    spans = f"<mergeCells>{spans}</mergeCells>" if spans else ""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData>{spans}</worksheet>'


def xlsx(
    path: Path, sheets: Mapping[str, str], formats: Sequence[str] = (), hidden: Sequence[str] = ()
) -> Path:
    """Write a workbook of sheets; the style ``n`` of a cell (from 1) is the n-th format."""
    states = {True: "hidden", False: "visible"}
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}" state="{states[name in hidden]}"/>'
        for n, name in enumerate(sheets, 1)
    )
    targets = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    targets += f'<Relationship Id="rId99" Type="{OFFICE}/styles" Target="styles.xml"/>'
    codes = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="{escape(f, {chr(34): "&quot;"})}"/>'
        for n, f in enumerate(formats)
    )
    used = "".join(f'<xf numFmtId="{200 + n}" applyNumberFormat="1"/>' for n in range(len(formats)))
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">{targets}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellXfs><xf numFmtId="0"/>{used}'
        "</cellXfs></styleSheet>",
    }
    return pack(
        path, parts | {f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets.values(), 1)}
    )


def grants_xlsx(path: Path) -> Path:
    """A workbook with a title, a header of two rows, a cell over two rows, shares, lakhs, a date and a hidden sheet."""
    rows: list[list[Value | tuple[float, int]]] = [
        ["Grants of the scheme"],
        ["Part", "Share of the cost", None, "Limit", "From"],
        [None, "Government", "Members", None, None],
        ["Soft interventions", (0.75, 1), (0.25, 1), (2500000, 2), (45382, 3)],
        ["Common facility", (0.6, 1), (0.4, 1), (150000000, 2), (45383, 3)],
        [None, (0.7, 1), (0.3, 1), (150000000, 2), (45748, 3)],
        [],
        ["Total of all parts", None, None, 7.0],
    ]
    merged = ("A2:A3", "B2:C2", "D2:D3", "E2:E3", "A5:A6")
    formats = ("0%", '"₹ "##\\,##\\,##\\,##0', "dd/mm/yyyy")
    sheets = {"Grants": sheet_xml(rows, merged), "Old": sheet_xml([["secret", "words"], ["a", 1.0]])}
    return xlsx(path, sheets, formats, hidden=("Old",))


def pptx(path: Path) -> Path:
    """Two slides: a title with points and notes, and a table."""
    deck = Presentation()
    deck.core_properties.title = "Steps of a cluster"
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = "Who may apply"
    first.placeholders[
        1
    ].text = "A vehicle of at least twenty firms applies.\nThe State sends the proposal on."
    first.notes_slide.notes_text_frame.text = "Say that trust comes before machines."
    second = deck.slides.add_slide(deck.slide_layouts[5])
    second.shapes.title.text = "Funding"
    table = second.shapes.add_table(3, 2, Inches(1), Inches(2), Inches(6), Inches(2)).table
    for row, cells in enumerate((("Part", "Share"), ("Soft", "75%"), ("Hard", "70%"))):
        for at, text in enumerate(cells):
            table.cell(row, at).text = text
    deck.save(str(path))
    return path


def docx(path: Path) -> Path:
    """A heading with two paragraphs."""
    document = Document()
    document.add_heading("Funding", level=1)
    document.add_paragraph("The scheme pays 60% of the cost of a common facility centre.")
    document.add_paragraph("The members pay the remaining part before work begins.")
    document.save(str(path))
    return path


def letter(subject: str = "Your proposal") -> EmailMessage:
    """A letter with Hindi in its text, from one office to another."""
    made = EmailMessage()
    made["From"] = "Desk Officer <desk@example.gov>"
    made["To"] = "cluster@example.org"
    made["Date"] = "Mon, 04 Mar 2024 10:00:00 +0530"
    made["Subject"] = subject
    made.set_content("The committee asks for the land papers by 30 April 2024.\n\nकृपया भूमि के कागज़ भेजें।\n")
    return made


def eml(path: Path, attached: Mapping[str, bytes] = MappingProxyType({})) -> Path:
    """Write a letter with attached files."""
    made = letter()
    for name, content in attached.items():
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    path.write_bytes(bytes(made))
    return path


def epub(path: Path, chapters: Sequence[str] = ()) -> Path:
    """A book of two chapters, the second without a heading of its own; their files lie in the wrong order."""
    pages = list(chapters) or [
        "<h1>On trust</h1><p>Trust comes before machines in every cluster that lasted.</p>",
        "<p>Machines are shared by the members of the vehicle.</p>",
    ]
    names = [f"c{len(pages) - n}.xhtml" for n in range(len(pages))]
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(names)
    )
    order = "".join(f'<itemref idref="i{n}"/>' for n in range(len(names)))
    points = "".join(
        f'<navPoint><navLabel><text>Chapter {n}</text></navLabel><content src="{name}#top"/></navPoint>'
        for n, name in enumerate(names, 1)
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/epub+zip")
        package.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
            'full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        package.writestr(
            "OEBPS/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
            '<dc:title>Clusters that lasted</dc:title></metadata><manifest><item id="toc" href="toc.ncx" '
            f'media-type="application/x-dtbncx+xml"/>{items}</manifest><spine>{order}</spine></package>',
        )
        package.writestr(
            "OEBPS/toc.ncx",
            f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{points}</navMap></ncx>',
        )
        for name, body in zip(names, pages, strict=True):
            page = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>'
            package.writestr(f"OEBPS/{name}", page)
    return path


def ods(path: Path) -> Path:
    """A sheet of OpenDocument with a share."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    row = "<table:table-row>{}</table:table-row>"
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    share = '<table:table-cell office:value-type="percentage" office:value="{}"><text:p>{}</text:p></table:table-cell>'
    rows = row.format(text.format("Part") + text.format("Share"))
    rows += row.format(text.format("Soft") + share.format(0.75, "75%"))
    rows += row.format(text.format("Hard") + share.format(0.6, "60%"))
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
        f'xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Shares">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return path
