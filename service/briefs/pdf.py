"""A brief as a PDF, set by typst. Its text goes to the layout as data, so that nothing in it is read as markup."""

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import typst

from service.briefs.paper import Block, Grid, Heading, Lines, Note, Paper, Quoted, Run
from service.exports.pdf import fonts
from service.exports.plain import fit, link

ATTACHED = "samuh-brief.json"


def pdf_bytes(paper: Paper) -> bytes:
    """Write a brief as the bytes of a PDF (A4); the machine-readable part is a file attached to it."""
    made = typst.compile(
        layout(),
        font_paths=fonts(),
        sys_inputs={
            "paper": json.dumps(plain(paper), ensure_ascii=False),
            "part": paper.part,
            "name": ATTACHED,
        },
        format="pdf",
    )
    assert isinstance(made, bytes)
    return made


@lru_cache(maxsize=1)
def layout() -> bytes:
    """The layout that every brief is set in."""
    return files("service.briefs").joinpath("brief.typ").read_bytes()


def plain(paper: Paper) -> dict[str, Any]:
    """The paper in the form in which the layout takes it: names of fields to texts, numbers and lists."""
    notes = {note.number: _note(note) for note in paper.notes}
    day = paper.made
    return {
        "title": fit(paper.title),
        "day": [day.year, day.month, day.day],
        "foot": f"{day.day} {day:%b %Y}",
        "about": [[fit(label), fit(value)] for label, value in paper.about],
        "blocks": [_PLAIN[type(block)](block, notes) for block in paper.blocks],
        "entries": [
            {"text": fit(entry.text), "address": link(entry.address) or "", "shown": fit(entry.address or "")}
            for entry in paper.entries
        ],
    }


def _note(note: Note) -> dict[str, Any]:
    linked = [{"name": each.name, "address": each.address} for each in note.links if link(each.address)]
    return {"text": fit(note.text), "links": linked}


def _runs(runs: tuple[Run, ...], notes: Mapping[int, Any]) -> list[dict[str, Any]]:
    return [
        {
            "text": fit(run.text).rstrip() if run.note else fit(run.text),  # the number stands close
            "tone": run.tone.value,
            "note": notes.get(run.note or 0),
        }
        for run in runs
    ]


def _heading(block: Heading, _notes: Mapping[int, Any]) -> dict[str, Any]:
    return {"kind": "heading", "text": fit(block.text)}


def _lines(block: Lines, notes: Mapping[int, Any]) -> dict[str, Any]:
    return {"kind": "bullet" if block.bullet else "lines", "runs": _runs(block.runs, notes)}


def _quoted(block: Quoted, notes: Mapping[int, Any]) -> dict[str, Any]:
    return {
        "kind": "quoted",
        "words": fit(block.words),
        "own": block.own,
        "note": notes[block.note],
        "below": _runs(block.below, notes),
        "remark": fit(block.remark),
    }


def _grid(block: Grid, notes: Mapping[int, Any]) -> dict[str, Any]:
    return {
        "kind": "grid",
        "head": [fit(cell) for cell in block.head],
        "rows": [[_runs(cell, notes) for cell in row] for row in block.rows],
        "widths": list(block.widths),
    }


_PLAIN: Mapping[type[Block], Any] = {Heading: _heading, Lines: _lines, Quoted: _quoted, Grid: _grid}
