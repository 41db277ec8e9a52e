"""The JSON form of an explanation: what is said about an assessment beside its verdict and its conditions."""

from collections.abc import Sequence
from typing import Any

from service.eligibility.batch import caution_record, source_record
from service.eligibility.compare import Comparison
from service.eligibility.explain import Explanation, NearMiss
from service.eligibility.identity import plain_value
from service.eligibility.records import AmountStep
from service.eligibility.scheme_records import Remark

Record = dict[str, Any]


def explanation_record(explanation: Explanation) -> Record:
    """Everything that the explanation holds but the conditions, which stand in the assessment's findings."""
    return {
        "headline": explanation.headline,
        "working": [step_record(step) for step in explanation.working.steps],
        "working_notes": [caution_record(note) for note in explanation.working.notes],
        "cautions": [caution_record(caution) for caution in explanation.cautions],
        "near_misses": [near_miss_record(miss) for miss in explanation.near_misses],
        "remains": remark_records(explanation.remains),
        "documents": remark_records(explanation.documents),
        "steps": remark_records(explanation.steps),
        "next_actor": remark_record(explanation.next_actor),
        "clock": remark_records(explanation.clock),
        "combines": list(explanation.combines),
    }


def step_record(step: AmountStep) -> Record:
    """One line of a working."""
    return {
        "label": step.label,
        "amount_inr": step.amount_inr,
        "sources": [source_record(source) for source in step.sources],
    }


def near_miss_record(miss: NearMiss) -> Record:
    """What would turn a refusal, and what it would be worth in rupees."""
    return {
        "changes": [
            {
                "fact": change.fact,
                "now": change.now,
                "wanted": change.wanted,
                "value": plain_value(change.value),
            }
            for change in miss.changes
        ],
        "verdict": miss.verdict.value,
        "worth_inr": miss.worth_inr,
    }


def remark_record(remark: Remark) -> Record:
    """A line of text with its sources."""
    return {"text": remark.text, "sources": [source_record(source) for source in remark.sources]}


def remark_records(remarks: Sequence[Remark]) -> list[Record]:
    """Lines of text with their sources, in order."""
    return [remark_record(remark) for remark in remarks]


def comparison_record(comparison: Comparison) -> Record:
    """Columns by scheme and component, and the rows with a list of lines for each column; an empty list is a gap."""
    return {
        "columns": [
            {
                "scheme": column.scheme.id,
                "component": column.component.id,
                "title": column.scheme.title_short,
                "name": column.component.name,
                "verdict": column.verdict.value,
            }
            for column in comparison.columns
        ],
        "rows": [
            {"name": row.name, "cells": [remark_records(cell) for cell in row.cells]}
            for row in comparison.rows
        ],
    }
