"""Footnotes and carried data in a Word file: the parts that python-docx 1.2 has no functions for."""

import uuid
from collections.abc import Sequence
from typing import Any

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from service.briefs.paper import Link, Note
from service.exports.plain import fit, link

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_DATA = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
CARRIED = "urn:samuh:brief"
TEXT_STYLE, REFERENCE_STYLE = "footnote text", "footnote reference"

# Every footnotes part begins with the line between text and notes, and the one used where a note runs on.
_EMPTY = f"""<w:footnotes xmlns:w="{_W}" xmlns:r="{_R}">
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
</w:footnotes>"""


def add_notes(document: Word, notes: Sequence[Note]) -> None:
    """Put all footnotes into the file; ``reference`` places their marks in the text."""
    part = XmlPart(PackURI("/word/footnotes.xml"), _TYPE, parse_xml(_EMPTY), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    for note in notes:
        part.element.append(_footnote(note, part, document))
    _declare(document)


def reference(number: int, document: Word) -> Any:  # noqa: ANN401 -- an element of lxml, which has no types
    """The mark of a footnote in the text, as a run."""
    run = _run(document, REFERENCE_STYLE)
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), str(number))
    run.append(mark)
    return run


def carry(document: Word, part: str) -> None:
    """Put the machine-readable part into the file as custom XML, which Word and LibreOffice keep when they save."""
    package = document.part.package
    name = package.next_partname("/customXml/item%d.xml")
    element = f'<brief xmlns="{CARRIED}">{_escaped(part)}</brief>'
    data = Part(name, "application/xml", element.encode(), package)
    document.part.relate_to(data, RELATIONSHIP_TYPE.CUSTOM_XML)
    number = str(name).removesuffix(".xml").rpartition("item")[2]
    properties = (
        f'<ds:datastoreItem xmlns:ds="{_DATA}" ds:itemID="{{{str(uuid.uuid5(uuid.NAMESPACE_URL, part)).upper()}}}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{CARRIED}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    held = Part(PackURI(f"/customXml/itemProps{number}.xml"), _PROPERTIES, properties.encode(), package)
    data.relate_to(held, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _footnote(note: Note, part: XmlPart, document: Word) -> Any:  # noqa: ANN401
    made = OxmlElement("w:footnote")
    made.set(qn("w:id"), str(note.number))
    paragraph = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    style = OxmlElement("w:pStyle")
    style.set(qn("w:val"), document.styles[TEXT_STYLE].style_id)
    properties.append(style)
    paragraph.append(properties)
    mark = _run(document, REFERENCE_STYLE)
    mark.append(OxmlElement("w:footnoteRef"))
    paragraph.append(mark)
    paragraph.append(_text(f" {fit(note.text)}"))
    for at, each in enumerate(note.links):
        paragraph.append(_text(" · " if at else " "))
        paragraph.append(_link(each, part))
    made.append(paragraph)
    return made


def _link(named: Link, part: XmlPart) -> Any:  # noqa: ANN401
    address = link(named.address)
    if address is None:
        return _text(fit(named.address))
    made = OxmlElement("w:hyperlink")
    made.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    made.append(_text(named.name, blue=True))
    return made


def _text(words: str, blue: bool = False) -> Any:  # noqa: ANN401
    run = OxmlElement("w:r")
    if blue:
        properties = OxmlElement("w:rPr")
        for name, value in (("w:color", "0B4F9E"), ("w:u", "single")):
            each = OxmlElement(name)
            each.set(qn("w:val"), value)
            properties.append(each)
        run.append(properties)
    held = OxmlElement("w:t")
    held.text = words
    held.set(qn("xml:space"), "preserve")
    run.append(held)
    return run


def _run(document: Word, style: str) -> Any:  # noqa: ANN401
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    named = OxmlElement("w:rStyle")
    named.set(qn("w:val"), document.styles[style].style_id)
    properties.append(named)
    run.append(properties)
    return run


def _declare(document: Word) -> None:
    """Name the two separators in the settings, where Word looks for them; the schema wants them before ``compat``."""
    settings = document.settings.element
    made = OxmlElement("w:footnotePr")
    for number in ("-1", "0"):
        each = OxmlElement("w:footnote")
        each.set(qn("w:id"), number)
        made.append(each)
    compat = settings.find(qn("w:compat"))
    if compat is None:
        settings.append(made)
    else:
        compat.addprevious(made)
