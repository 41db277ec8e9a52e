"""Describing: what a document's own words say about it, where the catalogue says nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from ingest.blocks import Role
from ingest.catalogue import CatalogueEntry
from ingest.duplicates import sketch
from ingest.languages import language
from ingest.layout import Layout
from ingest.outline import Section
from ingest.records import Document, DocumentKind

FIRST_PAGE = 1500
MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
DATED = re.compile(
    rf"{MONTHS}\s*(?:\d{{1,2}}(?:st|nd|rd|th)?\s*,?\s*)?[,-]?\s*((?:19|20)\d\d)\b|©\s*((?:19|20)\d\d)\b"
)
IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
# Titles that programs write when nobody gave one, and what they put around a title.
EMPTY_TITLE = re.compile(r"(?i)untitled.*|\(?anonymous\)?|document\s*\d*|slide \d+|\W*")
NO_VOWEL = re.compile(r"(?i)[b-df-hj-np-tv-xz]{2,5}")  # an abbreviation
COVER = 30  # words up to which a first page is a cover
PUBLISHER = re.compile(
    r"(?i)\b(?:ministry|government|govt|department|directorate|office of|commission(?:er)?|limited|ltd|www|https?)\b"
)
AROUND_TITLE = re.compile(
    r"(?i)^microsoft (?:word|powerpoint|excel)\s*-\s*|\.(?:docx?|pdf|pptx?|xlsx?|html?|rtf|txt|odt)$"
)
# Headings that open a part of a document and do not name the whole.
PART_TITLE = re.compile(
    r"(?i)(?:about|acknowledge?ments?|abstract|annex|appendix|author|chapter|contents?|executive|foreword|index|introduction"
    r"|message|note|part|preface|section|summary|table|hon|shri|smt|dr\b)|\(?(?:\d|[ivx]+[.)]|[a-z][.)])"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated about a document; None where nothing is."""

    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    year: int | None = None
    kind: DocumentKind | None = None
    language: str | None = None
    state: str | None = None
    sector: str | None = None
    licence: str | None = None
    url: str | None = None
    supersedes: str | None = None
    aliases: tuple[str, ...] = ()
    as_of_year: int | None = None

    @classmethod
    def of_entry(cls, entry: CatalogueEntry | None) -> "Stated":
        """Take what the catalogue states."""
        names = [field.name for field in fields(cls) if field.name in CatalogueEntry.model_fields]
        return cls(**{name: getattr(entry, name) for name in names}) if entry else cls()

    def over(self, other: "Stated") -> "Stated":
        """Keep what is stated here; take the rest from another source."""
        names = [field.name for field in fields(self)]
        return Stated(**{name: getattr(self, name) or getattr(other, name) for name in names})

    def document(self, document_id: str, path: str, sha256: str, layout: Layout) -> Document:
        """Make the document of a text that has been laid out."""
        return Document(
            id=document_id,
            title=self.title or document_id,
            publisher=self.publisher,
            year=self.year,
            kind=self.kind or DocumentKind.OTHER,
            language=self.language,
            state=self.state,
            sector=self.sector,
            path=path,
            sha256=sha256,
            licence=self.licence,
            url=self.url,
            supersedes=self.supersedes,
            text=layout.text,
            pages=layout.pages,
            aliases=self.aliases,
            as_of_year=self.as_of_year,
            sections=layout.outline,
            anchors=layout.anchors,
            sketch=sketch(layout.text),
        )


def describe(
    stated: Stated, own_title: str | None, sections: Sequence[Section], text: str, path: Path
) -> Stated:
    """Fill in from the file's own words what neither catalogue nor sheet states."""
    guessed = Stated(
        title=title(own_title, sections, path, text),
        year=year(text, path),
        kind=kind(sections),
        language=language(text),
    )
    return stated.over(guessed if stated.id is None or stated.kind is not DocumentKind.SHEET else Stated())


def title(stated: str | None, sections: Sequence[Section], path: Path, text: str = "") -> str:
    """Choose a title: the file's own, else the heading that it begins with or its cover's line, else its name."""
    own = AROUND_TITLE.sub("", " ".join((stated or "").split())).strip()
    if len(own) >= 8 and not EMPTY_TITLE.fullmatch(own):
        return own[:200]
    return heading_title(sections) or cover_title(sections) or name_title(path, text)


def heading_title(sections: Sequence[Section]) -> str | None:
    """The heading on the first page that the document begins with, where it names the whole."""
    heads = sections[0].heads if sections else ()
    on_first = (head for head in heads if head.role is Role.HEADING and head.pieces[0].page == 0)
    return next((text for head in on_first if names_whole(text := head.text.strip(" :*-"))), None)


def cover_title(sections: Sequence[Section]) -> str | None:
    """The one line on a cover that is neither publisher nor date; None where the first page is none, or in doubt."""
    blocks = [block for section in sections for block in (*section.heads, *section.body)]
    first = [block.text.strip(" :*-") for block in blocks if block.pieces[0].page == 0]
    if len(first) == len(blocks) or sum(len(text.split()) for text in first) > COVER:
        return None
    lines = [
        text for text in first if len(text) >= 8 and not PUBLISHER.search(text) and not DATED.search(text)
    ]
    return lines[0] if len(lines) == 1 and names_whole(lines[0]) and lines[0][-1] not in ".,;" else None


def names_whole(text: str) -> bool:
    """Whether a line has the length of a title and does not name a part."""
    return 8 <= len(text) <= 160 and not PART_TITLE.match(text)


def name_title(path: Path, text: str) -> str:
    """The name of a file as a title; words without a vowel, or that the text only writes so, are in capitals: FMC."""
    words = re.sub(r"[-_]+", " ", path.stem).strip().capitalize().split()
    loud = {found for found in re.findall(r"\b[A-Z]{2,}\b", text)} - {
        found.upper() for found in re.findall(r"\b[a-z]{2,}\b", text)
    }
    return (
        " ".join(word.upper() if word.upper() in loud or NO_VOWEL.fullmatch(word) else word for word in words)
        or path.name
    )


def year(text: str, path: Path) -> int | None:
    """Find the year of publication: a date or © at the start of the text, else one in its file's name."""
    this_year = date.today().year
    dated = DATED.search(text[:FIRST_PAGE])
    named = IN_NAME.search(path.stem)
    said = next((group for group in dated.groups() if group), None) if dated else None
    for found in (said, named.group(1) if named else None):
        if found and int(found) <= this_year + 1:
            return int(found)
    return None


def kind(sections: Sequence[Section]) -> DocumentKind:
    """Call a document an FAQ where it is mostly numbered questions; anything else is for the catalogue to say."""
    asked = sum(section.question is not None for section in sections)
    return DocumentKind.FAQ if asked >= 5 and asked >= 0.5 * len(sections) else DocumentKind.OTHER
