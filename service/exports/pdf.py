"""A report as a PDF, set by typst. Its text goes to the layout as data, so that nothing in it is read as markup."""

import json
import logging
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import typst

from service.exports.plain import described, fit, in_devanagari, link
from service.exports.records import Block, Listing, Paragraph, Reference, Report, Statement, Table

log = logging.getLogger(__name__)

HINDI_FONTS = ("Noto Sans Devanagari", "Noto Serif Devanagari", "Lohit Devanagari", "Mangal", "Nirmala UI")
NO_HINDI_FONT = (
    "Text in Hindi may be missing from this paper: the machine that made it has no font for it. "
    "Install Noto Sans Devanagari (fonts-noto-core) there and make it again."
)


def pdf_bytes(report: Report) -> bytes:
    """Write a report as the bytes of a PDF (A4). The same report gives the same bytes on the same machine.

    Where the report has Hindi text and no font for it is installed, that is logged and said on top of the paper.
    """
    content = plain(report)
    if not hindi_font() and in_devanagari(json.dumps(content, ensure_ascii=False)):
        log.warning("event=pdf_without_hindi_font action=install-fonts-noto-core")
        content["notices"].insert(0, {"text": NO_HINDI_FONT, "sources": []})
    made = typst.compile(
        layout(),
        font_paths=fonts(),
        sys_inputs={"report": json.dumps(content, ensure_ascii=False)},
        format="pdf",
    )
    assert isinstance(made, bytes)
    return made


@lru_cache(maxsize=1)
def layout() -> bytes:
    """The layout that every report is set in."""
    return files("service.exports").joinpath("report.typ").read_bytes()


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """The fonts of this machine, looked for once: finding them takes longer than setting a paper."""
    return typst.Fonts()


def hindi_font() -> str | None:
    """A font of this machine that has the letters of Hindi; None where there is none."""
    held = set(fonts().families())
    return next((name for name in HINDI_FONTS if name in held), None)


def plain(report: Report) -> dict[str, Any]:
    """The report in the form in which the layout takes it: names of fields to texts, numbers and lists."""
    day = report.as_of
    return {
        "title": fit(report.title),
        "day": [day.year, day.month, day.day],
        "foot": f"as of {day.day} {day:%b %Y}",
        "about": [[fit(label), fit(value)] for label, value in report.about],
        "notices": [_said(notice) for notice in report.notices],
        "sections": [
            {
                "heading": fit(section.heading),
                "level": section.level,
                "blocks": [_PLAIN[type(block)](block) for block in section.blocks],
            }
            for section in report.sections
        ],
        "references": [_reference(entry) for entry in report.references],
    }


def _said(statement: Statement) -> dict[str, Any]:
    return {"text": fit(statement.text), "sources": list(statement.sources)}


def _paragraph(block: Paragraph) -> dict[str, Any]:
    return {"kind": "paragraph", "tone": block.tone.value, "said": _said(block.said)}


def _listing(block: Listing) -> dict[str, Any]:
    items = [_said(item) for item in block.items]
    return {"kind": "listing", "caption": fit(block.caption), "numbered": block.numbered, "items": items}


def _table(block: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": fit(block.caption),
        "head": [fit(cell) for cell in block.head],
        "rows": [[_said(cell) for cell in row] for row in block.rows],
        "widths": list(block.widths),
        "sums": list(block.sums),
    }


_PLAIN: Mapping[type[Block], Any] = {Paragraph: _paragraph, Listing: _listing, Table: _table}


def _reference(reference: Reference) -> dict[str, Any]:
    return {
        "number": reference.number,
        "text": described(reference),
        "address": link(reference.url),
        "shown": fit(reference.url or ""),
    }
