"""References written out in three styles: APA 7, Chicago 17 (author-date) and Harvard (Cite Them Right 12).

Every other style is a matter of the CSL-JSON and of the reader's own reference manager. A work that names no author
begins with its title, one without a year says so: nothing is made up to fill the pattern.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.sheets.words import upper_first
from service.literature.lines import line, pages_of
from service.literature.records import Entry, Form, Name


class Style(StrEnum):
    """A style of references."""

    APA = "apa"
    CHICAGO = "chicago"
    HARVARD = "harvard"


STYLE_NAMES = {
    Style.APA: "APA 7",
    Style.CHICAGO: "Chicago 17, author-date",
    Style.HARVARD: "Harvard (Cite Them Right)",
}
WHOLE = frozenset((Form.BOOK, Form.REPORT, Form.WORKING_PAPER, Form.WEB, Form.OTHER))
"""Works that stand on their own: their own title is set in italics, of the others that of what they appeared in."""
PARTS = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a reference; ``italic`` where the style sets it so."""

    text: str
    italic: bool = False


Written = tuple[Run, ...]


def written(entry: Entry, style: Style) -> Written:
    """One reference."""
    return joined(WRITERS[style](entry))


def text(entry: Entry, style: Style) -> str:
    """One reference as plain text."""
    return "".join(run.text for run in written(entry, style))


def bibliography(entries: Iterable[Entry], style: Style) -> str:
    """References by the alphabet, one a line."""
    return "".join(
        f"{each}\n" for each in sorted((text(entry, style) for entry in entries), key=alphabetical)
    )


def alphabetical(reference: str) -> str:
    """What a reference is sorted by: its letters, without marks that open it."""
    return reference.casefold().lstrip("“‘'\"( ")


def joined(runs: Iterable[Run]) -> Written:
    """Pieces without empty ones, runs of one sort put together."""
    made: list[Run] = []
    for run in runs:
        if run.text and made and made[-1].italic == run.italic:
            made[-1] = Run(made[-1].text + run.text, run.italic)
        elif run.text:
            made.append(run)
    return tuple(made)


# --- APA ---


def apa(entry: Entry) -> Sequence[Run]:
    """Write it so: Family, G. (Year). Title. *Journal*, *27*(9), 1605–1626. https://… (without a stop)."""
    who = apa_names(entry)
    when = f"({entry.year or 'n.d.'})."
    title = Run(line(entry.title), entry.form in WHOLE)
    aside = Run(f" ({apa_aside(entry)})" if apa_aside(entry) else "")
    stop = Run("" if ends(entry.title) and not aside.text else ".")
    head = [Run(f"{who} {when} "), title, aside, stop] if who else [title, aside, stop, Run(f" {when}")]
    return [*head, *apa_place(entry, who), Run(f" {entry.url}" if entry.url else "")]


def apa_names(entry: Entry) -> str:
    """The authors, else the editors marked as such."""
    people = entry.authors or entry.editors
    said = series([initialled(name) for name in people], ", & ", ", & ")
    mark = " (Eds.)." if len(people) > 1 else " (Ed.)."
    return f"{said}{mark}" if people and not entry.authors else stopped(said)


def apa_aside(entry: Entry) -> str:
    """Kind and number of a report, where there is a number."""
    return upper_first(line(f"{entry.kind} {entry.number}")) if entry.number and entry.form in WHOLE else ""


def apa_place(entry: Entry, who: str) -> list[Run]:
    """Where it appeared."""
    if entry.container:
        made = [Run(" "), Run(line(entry.container), True)]
        if entry.volume:
            made += [Run(", "), Run(entry.volume, True), Run(f"({entry.issue})" if entry.issue else "")]
        return [*made, Run(f", {dashed(entry)}" if entry.pages else ""), Run(".")]
    same = who.rstrip(".") == line(entry.publisher).rstrip(".")
    return [Run(f" {stopped(line(entry.publisher))}" if entry.publisher and not same else "")]


# --- Chicago ---


def chicago(entry: Entry) -> Sequence[Run]:
    """Family, Given, and Given Family. Year. “Title.” *Journal* 27 (9): 1605–26. https://…."""
    who = chicago_names(entry)
    when = stopped(str(entry.year or "n.d."))
    whole = entry.form in WHOLE
    stop = "" if ends(entry.title) else "."
    title = [Run(line(entry.title), True), Run(stop)] if whole else [Run(f"“{line(entry.title)}{stop}”")]
    head = [Run(f"{who} {when} "), *title] if who else [*title, Run(f" {when}")]
    return [*head, *chicago_place(entry), Run(f" {entry.url}." if entry.url else "")]


def chicago_names(entry: Entry) -> str:
    """The first name turned round, the others as they are said; editors are marked."""
    people = entry.authors or entry.editors
    said = [inverted(name) if at == 0 else name.said for at, name in enumerate(people)]
    mark = (", eds." if len(people) > 1 else ", ed.") if people and not entry.authors else ""
    return stopped(series(said, ", and ", ", and ") + mark)


def chicago_place(entry: Entry) -> list[Run]:
    """Where it appeared."""
    if entry.container:
        volume = f" {entry.volume}" + (f" ({entry.issue})" if entry.issue else "") if entry.volume else ""
        pages = f": {dashed(entry)}" if entry.pages else ""
        return [Run(" "), Run(line(entry.container), True), Run(f"{volume}{pages}.")]
    number = f" {upper_first(line(entry.kind))} {entry.number}." if entry.number else ""
    return [Run(number), Run(f" {stopped(line(entry.publisher))}" if entry.publisher else "")]


# --- Harvard ---


def harvard(entry: Entry) -> Sequence[Run]:
    """Family, G. and Family, G. (Year) ‘Title’, *Journal*, 27(9), pp. 1605–1626. Available at: https://…."""
    who = harvard_names(entry)
    when = f"({entry.year or 'no date'})"
    whole = entry.form in WHOLE
    title = Run(line(entry.title), True) if whole else Run(f"‘{line(entry.title)}’")
    head = [Run(f"{who} {when} "), title] if who else [title, Run(f" {when}")]
    place = harvard_place(entry)
    gap = (
        [Run("." if whole and who and not ends(entry.title) else "")]
        if whole
        else [Run("," if place else ".")]
    )
    closing = Run("" if place or not whole or who else ".")
    return [*head, *gap, *place, closing, Run(f" Available at: {entry.url}." if entry.url else "")]


def harvard_names(entry: Entry) -> str:
    """All names by initials; editors are marked."""
    people = entry.authors or entry.editors
    mark = (" (eds)" if len(people) > 1 else " (ed.)") if people and not entry.authors else ""
    return series([initialled(name) for name in people], " and ", " and ") + mark


def harvard_place(entry: Entry) -> list[Run]:
    """Where it appeared."""
    if entry.container:
        volume = f", {entry.volume}" + (f"({entry.issue})" if entry.issue else "") if entry.volume else ""
        pages = f", pp. {dashed(entry)}" if entry.pages else ""
        return [Run(" "), Run(line(entry.container), True), Run(f"{volume}{pages}.")]
    number = f" {upper_first(line(entry.kind))} {entry.number}." if entry.number else ""
    return [Run(number), Run(f" {stopped(line(entry.publisher))}" if entry.publisher else "")]


WRITERS: dict[Style, Callable[[Entry], Sequence[Run]]] = {
    Style.APA: apa,
    Style.CHICAGO: chicago,
    Style.HARVARD: harvard,
}

# --- what the styles share ---


def initialled(name: Name) -> str:
    """``Family, G. H.``; a body's name as it is."""
    if not name.given:
        return line(name.family)
    letters = [
        word if word.endswith(".") else f"{word[0]}." for word in PARTS.split(line(name.given)) if word
    ]
    return f"{line(name.family)}, {' '.join(letters)}"


def inverted(name: Name) -> str:
    """``Family, Given``; a body's name as it is."""
    return line(f"{name.family}, {name.given}" if name.given else name.family)


def series(names: Sequence[str], last: str, two: str) -> str:
    """Names in a row: commas, and ``last`` before the last one (``two`` where there are two)."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + (two if len(names) == 2 else last) + names[-1]


def dashed(entry: Entry) -> str:
    """Pages with the dash of a range."""
    return "–".join(part for part in pages_of(entry) if part)


def ends(said: str) -> bool:
    """Whether a text ends a sentence by itself."""
    return line(said).endswith((".", "?", "!"))


def stopped(said: str) -> str:
    """A text that ends with a full stop, once; an empty one stays empty."""
    return said if not said or ends(said) else f"{said}."
