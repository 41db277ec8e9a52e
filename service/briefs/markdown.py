"""A brief as Markdown with footnotes and a bibliography; the machine-readable part stands in a comment at the end."""

import re
from collections.abc import Iterator

from service.briefs.paper import Block, Grid, Heading, Lines, Note, Paper, Quoted, Run, Tone
from service.exports.plain import fit, link

OPENING, CLOSING = "<!-- samuh-brief", "-->"
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$^])")
_FIRST = re.compile(r"^(\s*)([-+>]|\d+[.)])")


def markdown(paper: Paper) -> str:
    """Write a brief as Markdown (CommonMark with tables and footnotes)."""
    lines = [f"# {plain(paper.title)}", ""]
    lines += [f"**{plain(label)}:** {plain(value)}  " for label, value in paper.about]
    for block in paper.blocks:
        lines += ["", *_block(block)]
    lines += ["", "## Bibliography", ""]
    for entry in paper.entries:
        lines.append(f"- {plain(entry.text)}" + (f" <{link(entry.address)}>" if link(entry.address) else ""))
    lines += ["", *(_note(note) for note in paper.notes), ""]
    return "\n".join([*lines, OPENING, hidden(paper.part), CLOSING, ""])


def plain(text: str) -> str:
    """A text on one line in which no sign is read as markup.

    Example: ``*new* [x]`` gives ``\\*new\\* \\[x\\]``.
    """
    said = _MARKS.sub(r"\\\1", " ".join(fit(text).split()))
    return _FIRST.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", said)


def unmarked(text: str) -> str:
    """The text that ``plain`` was given, but for white space."""
    return re.sub(r"\\([\\`*_{}\[\]<>#|~$^.)+>-])", r"\1", text)


def hidden(part: str) -> str:
    """JSON as it may stand in a comment: it can neither end it nor open another element."""
    return part.replace("<", "\\u003c").replace(">", "\\u003e").replace("--", "-\\u002d")


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"## {plain(block.text)}"
    elif isinstance(block, Lines):
        yield ("- " if block.bullet else "") + _runs(block.runs)
    elif isinstance(block, Quoted):
        yield f"> {plain(block.words)}[^{block.note}]"
        yield ">"
        yield f"> {_runs(block.below)}"
        if block.remark:
            yield ">"
            yield f"> **Our note:** {plain(block.remark)}"
    else:
        yield from _grid(block)


def _grid(block: Grid) -> Iterator[str]:
    yield "| " + " | ".join(plain(cell) for cell in block.head) + " |"
    yield "|" + " --- |" * len(block.head)
    for row in block.rows:
        yield "| " + " | ".join(_runs(cell) for cell in row) + " |"


def _runs(runs: tuple[Run, ...]) -> str:
    said = ""
    for run in runs:
        text = plain(run.text)
        said += f"**{text}** " if run.tone is Tone.STRONG else text
        said += f"[^{run.note}] " if run.note else "" if said.endswith(" ") else " "
    return said.rstrip()


def _note(note: Note) -> str:
    linked = [f"[{plain(each.name)}](<{each.address}>)" for each in note.links if link(each.address)]
    return f"[^{note.number}]: {plain(note.text)} {' · '.join(linked)}".rstrip()
