"""Works and changes as lines for people and as JSON objects for programs."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from service.literature.ledger import Change
from service.literature.records import Entry
from service.literature.search import Result

NO_YEAR = "undated"
NOTHING = "No work that is held or described here fits. Try fewer words, or `samuh ask`."


def entry_record(entry: Entry) -> dict[str, Any]:
    """A work as JSON; None and empty mean that the source does not say."""
    return {
        "id": entry.id,
        "title": entry.title,
        "authors": [name.said for name in entry.authors],
        "editors": [name.said for name in entry.editors],
        "year": entry.year,
        "kind": entry.kind,
        "form": entry.form.value,
        "origin": entry.origin.value,
        "published": entry.published,
        "url": entry.url,
        "address": entry.address,
        "document_id": entry.document_id,
        "basis": entry.basis,
        "findings": [{"text": each.text, "address": each.address, "by": each.by} for each in entry.findings],
    }


def result_record(rank: int, result: Result) -> dict[str, Any]:
    """A result as JSON: the work with its rank and score, the findings nearest to the query, and a passage."""
    near = [{"text": each.text, "address": each.address, "by": each.by} for each in result.findings]
    return (
        {"rank": rank, "score": result.score}
        | entry_record(result.entry)
        | {
            "findings": near,
            "passage": passage_record(result),
        }
    )


def passage_record(result: Result) -> dict[str, Any] | None:
    """The passage of the work's own text that was found, with its span; None where none was."""
    if result.hit is None:
        return None
    found = result.hit.passage
    return {
        "document_id": found.document_id,
        "passage_id": found.id,
        "start": found.start,
        "end": found.end,
        "page": found.page_from,
        "text": found.text,
    }


def change_record(change: Change) -> dict[str, Any]:
    """A change as JSON."""
    return {
        "id": change.id.removeprefix("document:"),
        "kind": change.kind,
        "title": change.title,
        "news": change.news.value,
        "at": change.at.isoformat(),
        "address": change.address,
    }


def result_lines(results: Sequence[Result]) -> Iterator[str]:
    """Results for people, best first; says so where there is none."""
    if not results:
        yield NOTHING
    for rank, result in enumerate(results, 1):
        entry = result.entry
        who = entry.credited or "no author named"
        yield f"{rank}. {who} ({entry.year or NO_YEAR}): {entry.title}"
        yield f"   {' · '.join(part for part in (entry.kind, entry.published, entry.url) if part)}"
        for finding in result.findings:
            yield f"   - {finding.text}  [{finding.address}]"
        if result.hit is not None:
            passage = result.hit.passage
            place = f", p. {passage.page_from}" if passage.page_from else ""
            yield f"   “{' '.join(passage.text.split())[:300]}”  [/documents/{passage.document_id}{place}]"


def change_lines(changes: Iterable[Change]) -> Iterator[str]:
    """Changes for people, the latest first."""
    for change in changes:
        yield f"{change.at:%Y-%m-%d}  {change.news.value:<8}{change.kind:<8}{change.title}  [{change.address}]"
