"""The last step before an answer leaves: what it quotes must stand in the document, letter for letter."""

import re
from collections.abc import Sequence

from ingest.records import Document
from service.records import Citation, Statement


def faults(
    statements: Sequence[Statement], citations: Sequence[Citation], documents: dict[str, Document]
) -> list[str]:
    """Every way in which the statements are not borne out; empty for a sound answer."""
    found = [f"[{c.number}] is not the text at its place" for c in citations if not exact(c, documents)]
    numbers = {citation.number: citation for citation in citations}
    for statement in statements:
        cited = [numbers[number] for number in statement.citations if number in numbers]
        if len(cited) != len(statement.citations) or not cited:
            found.append("a statement cites nothing, or a number that was not handed out")
        elif figures(statement.text) - figures(" ".join(c.quote for c in cited)):
            found.append("a statement has a figure that its citation has not")
    return found


def exact(citation: Citation, documents: dict[str, Document]) -> bool:
    """Whether a citation's quote is the slice of the document that it names."""
    document = documents.get(citation.document_id)
    return document is not None and document.text[citation.start : citation.end] == citation.quote != ""


def figures(text: str) -> set[str]:
    """All numbers in a text, without their grouping marks."""
    return {number.replace(",", "") for number in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}
