"""Word files as Markdown: headings, numbered paragraphs, lists, tables, footnotes. Runs in the child process.

python-docx opens the package. The text is taken from the XML, since its own paragraphs leave out content controls,
insertions that nobody has accepted yet, text boxes and footnotes. Text that was deleted stays out.
"""

from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from ingest.readers.numbering import Numbering, Styles
from ingest.readers.package import check, parse
from ingest.readers.written import Written, escaped, start
from ingest.sandbox import Limits

WRAPPERS = tuple(map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag")))
GONE = tuple(map(qn, ("w:del", "w:moveFrom")))
BOX = qn("w:txbxContent")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SPACE = tuple(map(qn, ("w:tab", "w:br", "w:cr", "w:ptab")))
NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
LONGEST_TITLE = 20  # words of a bold paragraph that may be a title
MOST_COLUMNS = 200


def read(path: Path, limits: Limits) -> Iterator[dict[str, Any]]:
    """Read a Word file as one text; the place of a paragraph is its number below its heading.

    Raises:
        RefusedError: it is no Word file, is protected, or unpacks to more than the memory allowed.
    """
    check(path, limits, "Word file (.docx)")
    document = Document(str(path))
    yield start(1, document.core_properties.title)
    writer = Writer(
        Styles(document.styles.element, part_of(document.part, "numbering")), notes(document.part)
    )
    for block in blocks(document.element.body):
        writer.write(block)
    yield writer.written.page()


def part_of(main: Any, kind: str) -> Any:  # noqa: ANN401 -- python-docx and lxml have no types
    """Parse the part of the package that is related as ``kind``; None where there is none."""
    found = (
        one.target_part
        for one in main.rels.values()
        if not one.is_external and one.reltype.endswith(f"/{kind}")
    )
    part = next(found, None)
    return parse(part.blob) if part is not None else None


def notes(main: Any) -> dict[tuple[str, str], str]:  # noqa: ANN401
    """Give the texts of footnotes and endnotes, by their sort and id."""
    found: dict[tuple[str, str], str] = {}
    for kind in NOTES.values():
        root = part_of(main, kind)
        for note in root if root is not None else ():
            if note.get(qn("w:type")) is None:
                text = " ".join(text_of(paragraph) for paragraph in note.iter(qn("w:p")))
                found[kind, note.get(qn("w:id"), "")] = " ".join(text.split())
    return found


def blocks(parent: Any) -> Iterator[Any]:  # noqa: ANN401
    """Give paragraphs and tables in order, those inside content controls and insertions too."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in WRAPPERS:
            yield from blocks(child)


def text_of(paragraph: Any) -> str:  # noqa: ANN401
    """Give the text of a paragraph as it is shown, without that of text boxes in it."""
    pieces: list[str] = []
    for inner in paragraph.iter(qn("w:t"), qn("w:noBreakHyphen"), *SPACE):
        above = list(takewhile(lambda one: one is not paragraph, inner.iterancestors()))
        if not any(one.tag in (*GONE, BOX, FALLBACK) or is_hidden(one) for one in above):
            pieces.append(" " if inner.tag in SPACE else inner.text or "" if inner.tag == qn("w:t") else "-")
    return " ".join("".join(pieces).split())


def is_hidden(run: Any) -> bool:  # noqa: ANN401
    """Tell a run of text that Word does not show: hidden text is how orders to a program are slipped into a file."""
    marks = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}") if run.tag == qn("w:r") else None
    return marks is not None and marks.get(qn("w:val"), "true") not in ("false", "0", "off")


class Writer:
    """Writes the blocks of one Word file, and the notes that they refer to, in order."""

    def __init__(self, styles: Styles, notes: dict[tuple[str, str], str]) -> None:
        self.written = Written()
        self.styles = styles
        self.numbering = Numbering(styles)
        self.notes = notes
        self.noted = 0

    def write(self, block: Any) -> None:  # noqa: ANN401
        """Write a paragraph or a table, then text boxes and notes that hang on it."""
        if block.tag == qn("w:tbl"):
            self.written.grid(grid(block))
        else:
            self.paragraph(block)
            for box in block.iter(BOX):
                if not any(above.tag in (FALLBACK, BOX) for above in box.iterancestors()):
                    for inner in blocks(box):
                        self.write(inner)
        if block.tag == qn("w:tbl") or not any(above.tag == BOX for above in block.iterancestors()):
            self.footnotes(block)

    def paragraph(self, paragraph: Any) -> None:  # noqa: ANN401
        """Write a paragraph: a heading, an item of a list, a bold title or prose."""
        text = text_of(paragraph)
        number = self.numbering.label(paragraph) if text else None
        numbered = f"{number} {text}" if number else text
        level = self.styles.level(paragraph)
        if level is not None:
            self.written.heading(level, numbered)
        elif number == "":
            self.written.bullet(text)
        else:
            bold = is_bold(paragraph) and len(text.split()) <= LONGEST_TITLE
            self.written.paragraph(numbered, bold)

    def footnotes(self, block: Any) -> None:  # noqa: ANN401
        """Write the notes to which a block refers."""
        for reference in block.iter(*NOTES):
            text = self.notes.get((NOTES[reference.tag], reference.get(qn("w:id"), "")), "")
            if text:
                self.noted += 1
                self.written.add(escaped(f"Footnote {self.noted}: {text}"), f"footnote {self.noted}")


def is_bold(paragraph: Any) -> bool:  # noqa: ANN401
    """Tell a paragraph all of whose words are bold."""
    runs = [
        run
        for run in paragraph.iter(qn("w:r"))
        if any((one.text or "").strip() for one in run.iter(qn("w:t")))
    ]
    marks = [run.find(f"{qn('w:rPr')}/{qn('w:b')}") for run in runs]
    return bool(runs) and all(
        mark is not None and mark.get(qn("w:val")) not in ("0", "false") for mark in marks
    )


def grid(table: Any) -> list[list[str]]:  # noqa: ANN401
    """Give the cells of a table by row and column; header rows become one.

    A cell over several rows is said in each of them, so that every row reads alone; one over several columns is said
    in the first, but for headers, where it names them all.
    """
    rows: list[list[str]] = []
    heads = 0
    wide: set[int] = set()
    for line in (one for one in table.iter(qn("w:tr")) if next(one.iterancestors(qn("w:tbl"))) is table):
        cells, spanning = row_cells(line, rows[-1] if rows else [], heads == len(rows))
        wide |= {len(rows)} if spanning else set()
        heads += heads == len(rows) and line.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        rows.append(cells)
    if heads == 0 and 0 in wide and len(rows) > 2:
        heads = 2
    if 1 < heads < len(rows):
        width = max(map(len, rows))
        above = [[*row, *[""] * (width - len(row))] for row in rows[:heads]]
        rows = [
            [", ".join(dict.fromkeys(filter(None, column))) for column in zip(*above, strict=True)],
            *rows[heads:],
        ]
    return rows


def row_cells(line: Any, above: list[str], naming: bool) -> tuple[list[str], bool]:  # noqa: ANN401
    """Give the texts of a row by column, and whether a cell in it spans several columns."""
    cells: list[str] = []
    spanning = False
    for cell in line.iter(qn("w:tc")):
        if next(cell.iterancestors(qn("w:tr"))) is not line:
            continue  # of a table inside a cell: its words are said with the cell
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        width = min(int(span.get(qn("w:val"), "1")), MOST_COLUMNS - len(cells)) if span is not None else 1
        text = " ".join(filter(None, (text_of(one) for one in cell.iter(qn("w:p")))))
        if merge is not None and merge.get(qn("w:val")) != "restart" and len(cells) < len(above):
            text = text or above[len(cells)]
        cells += [text, *[text if naming else ""] * (width - 1)]
        spanning = spanning or width > 1
    return cells, spanning
