"""The text that a reader of a brief's file sees, paragraph by paragraph, sealed with it and compared later."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_NAMED = 8  # altered paragraphs that are named to people


@dataclass(frozen=True, slots=True)
class Text:
    """The paragraphs of a file, each on one line, and what read them: other readers may cut the same file otherwise."""

    reader: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alteration:
    """A paragraph that is not as it was made; ``was`` is empty where one was put in, ``now`` where one is gone."""

    was: str
    now: str


def text(reader: str, lines: Sequence[str]) -> Text:
    """A text from lines; empty ones and white space that nobody sees are left out."""
    plain = (" ".join(line.replace("\ufeff", "").split()) for line in lines)
    return Text(reader, tuple(line for line in plain if line))


def squeezed(line: str) -> str:
    """A text without white space: files are cut and filled otherwise when they are saved by another programme."""
    return "".join(line.split())


def alterations(made: Text | None, seen: Text | None) -> tuple[Alteration, ...] | None:
    """The paragraphs that differ, in order; None where none are sealed, or by another reader."""
    if made is None or seen is None or made.reader != seen.reader:
        return None
    return tuple(_differing(made.lines, seen.lines))


def _differing(made: Sequence[str], seen: Sequence[str]) -> Iterator[Alteration]:
    pairs = SequenceMatcher(None, list(map(squeezed, made)), list(map(squeezed, seen)), autojunk=False)
    for kind, from_, to, start, end in pairs.get_opcodes():
        if kind == "equal":
            continue
        was, now = made[from_:to], seen[start:end]
        for at in range(max(len(was), len(now))):
            yield Alteration(was[at] if at < len(was) else "", now[at] if at < len(now) else "")


COMPARED = (
    "Compared: every paragraph of the file's text, footnotes and bibliography with the text sealed in it when it was "
    "made. Not compared: where links lead, layout, pictures, and a Word file's page header and footer."
)
NOT_COMPARED = (
    "Not compared: headings, sides, issuers, years, counts, notes and every other text around the quoted words, "
    "because the file holds no sealed text that this Samuh can compare (it was made by another version). Only the "
    "quoted words were looked for."
)


def told(found: Sequence[Alteration] | None) -> Iterator[str]:
    """What people are told of the comparison: the first paragraphs that were altered, and what was not looked at."""
    for each in (found or ())[:MOST_NAMED]:
        if each.was and each.now:
            yield f"ALTERED    was: {_short(each.was)}"
            yield f"           now: {_short(each.now)}"
        elif each.was:
            yield f"TAKEN OUT  {_short(each.was)}"
        else:
            yield f"PUT IN     {_short(each.now)}"
    if found and len(found) > MOST_NAMED:
        yield f"... and {len(found) - MOST_NAMED} further paragraphs"
    yield NOT_COMPARED if found is None else COMPARED


def _short(line: str) -> str:
    return line if len(line) <= 160 else f"{line[:159]}…"
