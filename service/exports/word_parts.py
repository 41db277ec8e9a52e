"""What every Word file of ours has: its fonts, its footer, shades behind paragraphs, Hindi as large as English."""

from itertools import product

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as Lines

FONT, HINDI_FONT = "Noto Sans", "Noto Sans Devanagari"
_INK = RGBColor(0x1A, 0x1A, 0x1A)


def styled(style: ParagraphStyle, size: float) -> None:
    """Set a style in the fonts of the house; ``size`` in points."""
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), _INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)  # a theme's font would win over the one that is named
    fonts.set(qn("w:hAnsi"), FONT)
    fonts.set(qn("w:cs"), HINDI_FONT)


def numbered(paragraph: Lines, text: str) -> None:
    """Write a footer: a text in small print and the number of the page behind it."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).font.size = Pt(8)
    # Each part has a run of its own: LibreOffice sets the number of a field within one run in the size of the style.
    for kind in ("begin", "", "separate", "number", "end"):
        run = paragraph.add_run("1" if kind == "number" else "")
        run.font.size = Pt(8)
        if kind != "number":
            run._r.append(_of_field(kind))


def _of_field(kind: str) -> BaseOxmlElement:
    part = OxmlElement("w:fldChar" if kind else "w:instrText")
    if kind:
        part.set(qn("w:fldCharType"), kind)
    else:
        part.text = "PAGE"
    return part


def shaded(properties: BaseOxmlElement, colour: str) -> None:
    """Put a colour behind a paragraph or cell, given its properties; ``colour`` as six hexadecimal digits."""
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    properties.append(shade)


def same_in_hindi(document: Paper) -> None:
    """Give Devanagari the size and weight of the Latin text beside it: Word keeps them apart and takes 10 points."""
    parts = (document.styles.element, document.element, document.sections[0].footer._element)
    for part, (name, other) in product(parts, (("w:sz", "w:szCs"), ("w:b", "w:bCs"))):
        for said in list(part.iter(qn(name))):
            above = said.getparent()
            for old in [] if above is None else above.findall(qn(other)):
                above.remove(old)
            made = OxmlElement(other)
            made.attrib.update(said.attrib)
            said.addnext(made)
