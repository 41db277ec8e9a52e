"""Gold questions over the small library."""

import pytest

from service.evaluation.gold import Gold, Place

ANSWERS = frozenset({"answered", "partly_answered", "conflicting"})


def make_gold(name: str, text: str, place: str, *must: str, **fields: object) -> Gold:
    """An answerable question with one document that answers it."""
    plain = {
        "history": (), "answerable": True, "expect": ANSWERS, "places": (Place(place, None),), "need": "any",
        "must_not": (), "groups": (("kind", "number"), ("user", "manager")), "split": "tune",
    }  # fmt: skip
    return Gold(id=name, text=text, must=must, **{**plain, **fields})  # type: ignore[arg-type]


def make_unanswerable(name: str, text: str, kind: str, *expect: str) -> Gold:
    """A question that must end in one of the given ways."""
    return Gold(name, text, (), False, frozenset(expect), (), "any", (), (), (("kind", kind),), "report")


LOOMS = make_gold(
    "g1",
    "What grant of the cost of looms does a weavers' society get under the Loom Aid Scheme?",
    "looms-2020",
    "70\\s*%",
)
KANPUR = make_gold("g2", "How many Rs crore did the plant cost in Kanpur?", "kanpur", "40\\s*crore")
DISPUTED = make_gold(
    "g3", "Do sources disagree on the smallest society under the Loom Aid Scheme?", "looms-2020", "20 weavers", "15",
    groups=(("kind", "conflict"),), split="report",
)  # fmt: skip
PASSPORT = make_unanswerable(
    "g4", "How do I renew my passport?", "unanswerable_offtopic", "no_evidence", "out_of_scope"
)
VAGUE = make_unanswerable("g5", "How much will it be?", "underspecified", "needs_facts")


@pytest.fixture
def questions() -> list[Gold]:
    """One question of each kind."""
    return [LOOMS, KANPUR, DISPUTED, PASSPORT, VAGUE]
