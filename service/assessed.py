"""Verdicts as plain text for a terminal: a summary, what is open and meant for the purpose first, refusals last."""

import shlex
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ingest.errors import SamuhError
from service.eligibility.asked import asks_what_fits
from service.eligibility.intake import read
from service.eligibility.ranking import OPEN, Standing
from service.eligibility.rules import load
from service.eligibility.values import Verdict

WIDTH, INDENT = 100, "    "
_HEADINGS = {
    Verdict.ELIGIBLE: "Meets every condition we can check",
    Verdict.CHECK: "The sources disagree on a point that matters: ask first",
    Verdict.NEED_FACT: "Cannot be said yet: facts are missing",
    Verdict.CLOSED: "Closed",
    Verdict.NOT_ELIGIBLE: "Does not qualify as told",
}
_AWAITED = "Announced, not open yet"
_ANOTHER = "For another purpose than the one named"

Row = Mapping[str, Any]


def assessment_lines(record: Row) -> Iterator[str]:
    """The lines for one record of ``service.eligibility.batch``, or the line that says why there is none."""
    if "error" in record:
        yield f"samuh: {record['error']}"
        return
    told = ", ".join(f"{name} = {value}" for name, value in record["profile"].items())
    yield from textwrap.wrap(f"Understood: {told or 'nothing'}", WIDTH, subsequent_indent=INDENT)
    for question in record.get("questions", ()):
        yield f"Please say: {question['question']}"
    rows = sorted(record["assessments"], key=_place)
    yield from textwrap.wrap(summary(rows), WIDTH)
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(_heading(row, record["profile"].get("project_component")), []).append(row)
    for heading, members in groups.items():
        yield ""
        yield f"{heading}:"
        yield from _group(members)


def pointer_lines(question: str, corpus: Path) -> Iterator[str]:
    """The way to ``samuh assess`` where a question asks what fits somebody's own case; nothing otherwise."""
    try:
        reading = read(question, load(corpus))
    except SamuhError:  # broken rule files must not take the answer away
        return
    if asks_what_fits(question, len(reading.facts)):
        yield f"To have your own case decided, condition by condition: samuh assess --text {shlex.quote(question)}"


def summary(rows: Sequence[Row]) -> str:
    """How many components ended in which way, those of which there are none left out."""
    names = [_ending(row) for row in rows]
    counts = {name: names.count(name) for name in dict.fromkeys(names)}
    ways = "; ".join(f"{name[:1].lower()}{name[1:].split(':')[0]}: {count}" for name, count in counts.items())
    return f"{len(rows)} components looked at. {ways[:1].upper()}{ways[1:]}."


def _ending(row: Row) -> str:
    if row["status"]["awaited"]:
        return _AWAITED
    verdict = Verdict(row["verdict"])
    return _ANOTHER if row["other_purpose"] and verdict in OPEN else _HEADINGS[verdict]


def _place(row: Row) -> tuple[int, int, int]:
    verdict, missing = Verdict(row["verdict"]), len(row["missing"]) + len(row["unanswerable"])
    another, worth = row["other_purpose"], row["max_grant_inr"] or 0
    return Standing(verdict, row["status"]["awaited"], another, missing, worth).place


def _heading(row: Row, purpose: object) -> str:
    if row["status"]["awaited"]:
        return _AWAITED
    verdict = Verdict(row["verdict"])
    other = f"For another purpose than {purpose}: " if row["other_purpose"] and verdict in OPEN else ""
    heading = _HEADINGS[verdict]
    return other + (heading[:1].lower() + heading[1:] if other else heading)


def _group(rows: Sequence[Row]) -> Iterator[str]:
    """One line for each component; what is the same for several of a scheme is said after the last of them."""
    for number, row in enumerate(rows):
        yield from textwrap.wrap(_line(row), WIDTH, initial_indent="  ", subsequent_indent=INDENT)
        note = _note(row)
        following = rows[number + 1] if number + 1 < len(rows) else None
        repeated = following and (following["scheme"], _note(following)) == (row["scheme"], note)
        if note and not repeated:
            yield from textwrap.wrap(note, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)


def _line(row: Row) -> str:
    name, verdict = f"{row['scheme']} / {row['component']}", Verdict(row["verdict"])
    if verdict is Verdict.NOT_ELIGIBLE:
        failed = (f for f in row["findings"] if f["hard"] and f["result"] == "unmet")
        reasons = [finding["condition"].partition(": ")[2] for finding in failed]
        return f"{name}: {'; '.join(reasons)}" if reasons else name
    if verdict is Verdict.CLOSED:
        return name
    amount = f", {row['amount']}" if row["amount"] else ""
    missing = [*row["missing"], *row["unanswerable"]] if verdict is Verdict.NEED_FACT else []
    return f"{name}{amount}" + (f" (not known: {', '.join(missing)})" if missing else "")


def _note(row: Row) -> str:
    """The status of what is closed, the warning of what is not; a refusal needs neither."""
    verdict, status = Verdict(row["verdict"]), row["status"]
    if verdict is Verdict.CLOSED:
        return str(status["text"])
    return f"Warning: {status['warning']}" if status["warning"] and verdict in OPEN else ""
