"""Editions of one scheme: which of them another had replaced on the day asked about."""

from service.eligibility.records import Assessment

_REPLACED = frozenset(("superseded_by", "later_version"))


def superseded(assessment: Assessment) -> bool:
    """Whether a component takes nothing on the day because another edition stands in its place.

    An edition that was in force on that day is none of these, even where it was replaced since.
    """
    scheme = assessment.scheme
    replaced = scheme.status.superseded_by or any(kind in _REPLACED for kind, _ in scheme.relations)
    return assessment.status.closed and bool(replaced)
