"""Was a change a change for the better? Two saved runs of the same questions, paired, with the chance of luck."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from service.evaluation.outcomes import Outcome, Run

ROUNDS = 10_000
SEED = 20
LUCK = 0.05  # a difference that luck gives less often is called one


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure in both runs, over the ``n`` questions that it concerns in both.

    ``changed`` counts the questions whose value differs; ``chance`` is how often luck alone gives so large a
    difference of the means; ``gained`` and ``lost`` are ids.
    """

    measure: str
    n: int
    before: float
    after: float
    changed: int
    chance: float
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def differences(before: Run, after: Run) -> list[Difference]:
    """Every measure that both runs have, over the questions that both asked."""
    old = {one.id: one for one in before.outcomes}
    pairs = [(old[one.id], one) for one in after.outcomes if one.id in old]
    measures = dict.fromkeys(name for _, one in pairs for name in one.measures)
    return [made for name in measures if (made := _difference(name, pairs)) is not None]


def _difference(name: str, pairs: list[tuple[Outcome, Outcome]]) -> Difference | None:
    both = [(a, b) for a, b in pairs if name in a.measures and name in b.measures]
    if not both:
        return None
    old = np.array([a.measures[name] for a, _ in both])
    new = np.array([b.measures[name] for _, b in both])
    gaps = new - old
    return Difference(
        measure=name,
        n=len(both),
        before=float(old.mean()),
        after=float(new.mean()),
        changed=int((gaps != 0).sum()),
        chance=chance(gaps),
        gained=tuple(b.id for (_, b), gap in zip(both, gaps, strict=True) if gap > 0),
        lost=tuple(b.id for (_, b), gap in zip(both, gaps, strict=True) if gap < 0),
    )


def chance(gaps: NDArray[np.float64]) -> float:
    """Paired randomisation: how often the gaps' sum is as far from 0 when each one's sign is drawn by lot.

    Two-sided, ``ROUNDS`` draws from a fixed seed, the gaps themselves counted as one draw; 1 where nothing changed.
    """
    moved = gaps[gaps != 0]
    if not len(moved):
        return 1.0
    signs = np.random.default_rng(SEED).integers(0, 2, size=(ROUNDS, len(moved))) * 2 - 1
    as_far = np.abs(signs @ moved) >= abs(moved.sum()) - 1e-9
    return float((as_far.sum() + 1) / (ROUNDS + 1))


def lines(before: Run, after: Run) -> Iterator[str]:
    """The comparison as a table, and what was gained and lost where luck is an unlikely reason."""
    found = differences(before, after)
    yield f"{before.name} (index {before.index_id}) -> {after.name} (index {after.index_id})"
    yield f"{'measure':30}{'n':>5}{'before':>9}{'after':>9}{'changed':>9}{'luck':>9}"
    for one in found:
        mark = " *" if one.chance < LUCK else ""
        yield (
            f"{one.measure:30}{one.n:>5}{one.before:>9.3f}{one.after:>9.3f}{one.changed:>9}{one.chance:>9.3f}{mark}"
        )
    yield f"* luck alone gives so large a difference in fewer than {LUCK:.0%} of draws"
    for one in found:
        if one.changed and one.measure.startswith("answer."):
            yield f"{one.measure}: gained {' '.join(one.gained) or 'none'}; lost {' '.join(one.lost) or 'none'}"
