"""Cases in words for a terminal, and as JSON for programs."""

from collections.abc import Iterator
from typing import Any

from service.precedents.records import Cell, Change, Origin, Precedent, Span, Trial
from service.precedents.search import Found, Match

Json = dict[str, Any]


def found_lines(found: Found) -> Iterator[str]:
    """What was found, for a terminal."""
    if found.understood and found.understood != found.query:
        yield f"Understood as: {found.understood}"
    if found.message:
        yield found.message
    for match in found.matches:
        yield from match_lines(match)
    if found.near:
        yield "Cases that are near in part:"
    for match in found.near:
        yield from match_lines(match)


def match_lines(match: Match) -> Iterator[str]:
    """One case: its name, why it is similar, and the source of what is shown."""
    case = match.case
    yield f"{match.rank}. {case.title} [{case.id}]"
    yield f"   {' · '.join(part for part in (case.kind.value, case.place, standing(case)) if part)}"
    if match.reason.words:
        yield f"   {match.reason.words}"
    if match.reason.cell is not None and match.reason.cell.origins:
        yield f"   ({'; '.join(origin_name(each) for each in match.reason.cell.origins)})"


def standing(case: Precedent) -> str:
    """How far a case was looked at, where that must be said."""
    said = {"extracted": "found in a document, not confirmed", "confirmed": "found in a document, confirmed"}
    return said.get(case.standing, "")


def origin_name(origin: Origin) -> str:
    """A source by publisher and year."""
    return f"{origin.publisher}, {origin.year or 'undated'}"


def found_record(found: Found) -> Json:
    """The JSON form of what was found."""
    return {
        "status": found.status.value,
        "understood": found.understood,
        "message": found.message,
        "precedents": [match_record(match) for match in found.matches],
        "near": [match_record(match) for match in found.near],
    }


def match_record(match: Match) -> Json:
    """The JSON form of one match; ``cell`` is the place in the record that is nearest to the question."""
    return {
        "rank": match.rank,
        "id": match.case.id,
        "kind": match.case.kind.value,
        "score": match.score,
        "why": match.reason.words,
        "title": match.case.title,
        "place": match.case.place,
        "standing": match.case.standing.value,
        "shared": list(match.reason.shared),
        "cell": cell_record(match.reason.cell),
    }


def cell_record(cell: Cell | None) -> Json | None:
    """The JSON form of a cell."""
    if cell is None:
        return None
    return {
        "text": cell.text,
        "year": cell.year,
        "inferred": cell.inferred,
        "sources": [origin_record(each) for each in cell.origins],
        "span": span_record(cell.span),
    }


def origin_record(origin: Origin) -> Json:
    """The JSON form of a source."""
    return {
        "key": origin.key,
        "title": origin.title,
        "publisher": origin.publisher,
        "year": origin.year,
        "url": origin.url,
    }


def span_record(span: Span | None) -> Json | None:
    """The JSON form of a span."""
    if span is None:
        return None
    return {
        "document_id": span.document_id,
        "passage_id": span.passage_id,
        "start": span.start,
        "end": span.end,
        "page": span.page,
        "quote": span.quote,
    }


def case_record(case: Precedent) -> Json:
    """The JSON form of a case with all of its cells."""
    return {
        "id": case.id,
        "kind": case.kind.value,
        "standing": case.standing.value,
        "title": case.title,
        "document_id": case.document_id,
        "address": case.address,
        "place": case.place,
        "country": case.country,
        "states": list(case.states),
        "sector": case.sector,
        "product": cell_record(case.product),
        "problems": [{"theme": theme, "cell": cell_record(cell)} for theme, cell in case.problems],
        "trials": [trial_record(each) for each in case.trials],
        "outcomes": [change_record(each) for each in case.changes],
        "lessons": [cell_record(cell) for cell in case.lessons],
        "figures": [cell_record(cell) for cell in case.figures],
        "gaps": list(case.gaps),
        "themes": list(case.themes),
        "schemes": list(case.schemes),
        "funding": list(case.funding),
        "years": list(case.years),
        "result": case.result.value,
    }


def trial_record(trial: Trial) -> Json:
    """The JSON form of one thing that was tried."""
    return {
        "what": cell_record(trial.what),
        "who": cell_record(trial.who),
        "year": trial.year,
        "scheme": cell_record(trial.scheme),
        "cost": cell_record(trial.cost),
        "payers": [cell_record(each) for each in trial.payers],
        "status": cell_record(trial.status),
    }


def change_record(change: Change) -> Json:
    """The JSON form of one outcome."""
    return {
        "metric": cell_record(change.metric),
        "before": cell_record(change.before),
        "after": cell_record(change.after),
        "change": cell_record(change.change),
        "note": cell_record(change.note),
        "year": change.year,
    }
