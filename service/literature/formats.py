"""The files that references are sent as: name, media type and content."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from service.literature.bibtex import bibtex
from service.literature.csl import csl
from service.literature.records import Entry
from service.literature.ris import ris
from service.literature.styles import Style, bibliography


class Format(StrEnum):
    """A form of reference file."""

    RIS = "ris"
    BIBTEX = "bibtex"
    CSL = "csl"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Sort:
    """How a format is called, the end of its file names, and its media type."""

    name: str
    suffix: str
    media_type: str


SORTS = {
    Format.RIS: Sort("RIS", "ris", "application/x-research-info-systems; charset=utf-8"),
    Format.BIBTEX: Sort("BibTeX", "bib", "application/x-bibtex; charset=utf-8"),
    Format.CSL: Sort("CSL-JSON", "json", "application/vnd.citationstyles.csl+json"),
    Format.TEXT: Sort("Plain text", "txt", "text/plain; charset=utf-8"),
}


def references(entries: Sequence[Entry], wanted: Format, style: Style = Style.APA) -> str:
    """Entries as the content of a file; ``style`` is that of plain text, which is sorted by the alphabet."""
    if wanted is Format.RIS:
        return ris(entries)
    if wanted is Format.BIBTEX:
        return bibtex(entries)
    if wanted is Format.CSL:
        return json.dumps(csl(entries), ensure_ascii=False, indent=1) + "\n"
    return bibliography(entries, style)
