"""Sheets of schemes and clusters without an index: each document one passage, each line of it a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.records import Document, DocumentKind, Passage, PassageKind, Section, Sentence

Parts = Mapping[str, Sequence[str]]

NOTHING_KNOWN = "The sources seen do not state the documents to hand in or how long a decision takes."
SHEETS: Mapping[str, tuple[str, tuple[str, ...], Parts]] = {
    "loomaid": (
        "LOOMAID (2021)",
        ("LOOMAID",),
        {
            "": ["LOOMAID is a central scheme (Government of India), and the agency in charge is Ministry of Looms."],
            "Is it open now": [
                "It is not known whether LOOMAID takes applications now: its approved period ended on 31 March 2026 and"
                " no renewal order was seen, as far as sources up to May 2026 show (Gazette, 2026).",
                "The stated period of LOOMAID is from 2021 to 31 March 2026 (Gazette, 2026).",
            ],
            "Who can apply": ["The sectors and industries that LOOMAID covers are handloom and silk."],
            "How much grant": ["Under LOOMAID, a society gets a grant of 90% of the cost of looms (Gazette, 2026)."],
            "Documents needed": ["A paper needed for LOOMAID is the list of members (Gazette, 2026)."],
            "How sure we are and what is not known": [
                "The sources seen on LOOMAID do not state how long a decision takes."
            ],
        },
    ),
    "kilnhelp": (
        "KILNHELP",
        ("KILNHELP",),
        {
            "": ["KILNHELP is a scheme of the State of Gujarat, and the agency in charge is Industries, Gujarat."],
            "Is it open now": [
                "KILNHELP was described as open for applications, as far as sources up to 2024 show (Times, 2024)."
            ],
            "Who can apply": ["The sector that KILNHELP covers is pottery."],
            "How much grant": ["Under KILNHELP, the grant is 40% of the cost of kilns (Times, 2024)."],
            "How sure we are and what is not known": [NOTHING_KNOWN],
        },
    ),
    "oldyarn": (
        "OLDYARN",
        ("OLDYARN",),
        {
            "": ["OLDYARN is a central scheme (Government of India), and the agency in charge is Ministry of Looms."],
            "Is it open now": [
                "OLDYARN is closed to new applications; it ended in 2018, as far as sources up to 2018 show."
            ],
            "Who can apply": ["The sector that OLDYARN covers is handloom."],
            "How sure we are and what is not known": [NOTHING_KNOWN],
        },
    ),
    "trim": (
        "MSME Competitive (TRIM)",
        ("TRIM",),
        {
            "": ["TRIM is a central scheme (Government of India), and the agency in charge is Ministry of Trade."],
            "Is it open now": ["TRIM was described as open for applications, as far as undated pages show."],
            "Who can apply": ["The sector that TRIM covers is any sector."],
        },
    ),
    "madurai-looms": (
        "Madurai loom cluster",
        (),
        {
            "": ["The Madurai loom cluster lies in Madurai, Tamil Nadu, India, and its line is silk and handloom."],
            "Units and workers": ["In 2020, the Madurai loom cluster had 300 units."],
        },
    ),
    "kochi-rope": (
        "Kochi rope cluster",
        (),
        {
            "": ["The Kochi rope cluster lies in Kochi, Kerala, India, and its line is coir rope."],
            "Units and workers": ["In 2020, the Kochi rope cluster had 40 units."],
        },
    ),
}  # fmt: skip


def sheet(name: str) -> Document:
    """One sheet as a document."""
    title, aliases, parts = SHEETS[name]
    text, sections = "", []
    for heading, lines in parts.items():
        if heading:
            sections.append(Section(heading, len(text)))
        text += f"{heading}\n\n" + "".join(f"- {line}\n" for line in lines) + "\n"
    return Document(
        id=name, title=title, publisher=None, year=2021, kind=DocumentKind.SHEET, language="en", state=None,
        sector=None, path=name, sha256=name, licence=None, url=None, supersedes=None, text=text, pages=(),
        sections=tuple(sections), aliases=aliases,
    )  # fmt: skip


@dataclass(frozen=True)
class Sheets:
    """An index without vectors."""

    held: dict[str, Document]

    def documents(self) -> list[Document]:
        return list(self.held.values())

    def passages(self, document_id: str) -> list[Passage]:
        one = self.held[document_id]
        return [
            Passage(
                f"p-{one.id}", one.id, 0, len(one.text), one.text, (), None, PassageKind.PROSE, None, None
            )
        ]

    def sentences(self, ids: list[str]) -> list[Sentence]:
        found = []
        for name in ids:
            start = 0
            for line in self.held[name.removeprefix("p-")].text.split("\n"):
                if line.startswith("- "):
                    found.append(Sentence(name, start + 2, start + len(line), line[2:]))
                start += len(line) + 1
        return found
