"""What ``samuh fetch`` shows: the list of originals, the plan of a run, and how each one ended."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from ingest.catalogue import CatalogueEntry
from service.fetching.originals import Originals
from service.fetching.records import MIB, FetchReport, FetchStatus, Held

Row = dict[str, Any]

FAILURES = 11
"""Exit code of a run that could not get some of what was asked for."""


def rows(entries: Iterable[CatalogueEntry], originals: Originals) -> list[Row]:
    """Entries of the catalogue with what is held of each, for ``--list`` and ``--dry-run``."""
    held = originals.all()
    return [_row(entry, held.get(entry.id or "")) for entry in entries]


def _row(entry: CatalogueEntry, held: Held | None) -> Row:
    return {
        "id": entry.id,
        "title": entry.title,
        "publisher": entry.publisher,
        "year": entry.year,
        "licence": entry.licence,
        "address": entry.url,
        "supports": sorted(entry.supports),
        "file": held.file if held else None,
        "fetched": held.fetched if held else None,
    }


def list_line(row: Row) -> str:
    """One original in a line: id, whether it is held, title with publisher and year, address."""
    source = ", ".join(str(part) for part in (row["publisher"], row["year"]) if part)
    held = f"held since {row['fetched'][:10]}" if row["fetched"] else "not held"
    return f"{row['id']}\t{held}\t{row['title']} ({source})\t{row['address']}"


def plan_line(row: Row) -> str:
    """What a run would do about one original."""
    what = "would ask whether it changed" if row["file"] else "would fetch"
    return f"{what}: {row['id']} from {row['address']} (licence: {row['licence'] or 'not stated'})"


def report_line(report: FetchReport) -> str:
    """How one original ended."""
    size = f" ({report.size / MIB:.1f} MiB)" if report.size else ""
    file = f" -> {report.file}{size}" if report.file else ""
    return f"{report.status.value}: {report.id}{file}" + (
        f": {report.why}; {report.address}" if report.why else ""
    )


def report_row(report: FetchReport) -> Row:
    """The same for machines."""
    return {
        "id": report.id,
        "status": report.status.value,
        "file": report.file,
        "size": report.size,
        "why": report.why,
        "address": report.address,
    }


def summary(reports: Sequence[FetchReport]) -> str:
    """How many ended in which way."""
    counts = Counter(report.status for report in reports)
    return (
        ", ".join(f"{counts[status]} {status.value}" for status in FetchStatus if counts[status]) or "nothing"
    )


def exit_code(reports: Sequence[FetchReport]) -> int:
    """0 where everything that was asked for is held now, else 11."""
    good = (FetchStatus.FETCHED, FetchStatus.UNCHANGED)
    return 0 if all(report.status in good for report in reports) else FAILURES
