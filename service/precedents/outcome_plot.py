"""How what was tried went, kind by kind, as bars in an SVG picture: no script and no style attribute.

The parts of a bar bear the classes ``bar-positive``, ``bar-mixed``, ``bar-negative`` and ``bar-not_known``; each holds
its number, so that nothing rests on colour alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from service.precedents.outcomes import VERDICT_NAMES, Gathered, OutcomeVerdict

WIDTH, LEFT, RIGHT, TOP, ROW, BAR = 720, 230, 40, 12, 46, 24
LEGEND = 34
NARROWEST = 18
"""Width of the narrowest part that has room for a number inside."""


def outcome_plot(kinds: Sequence[Gathered], name: str = "outcomes") -> str:
    """Draw one bar for each kind, as long as the number of things tried; empty where there is nothing to draw."""
    most = max((kind.total for kind in kinds), default=0)
    if not most:
        return ""
    height = TOP + ROW * len(kinds) + LEGEND
    said = "; ".join(f"{kind.name}: {counts_said(kind.counts)}" for kind in kinds)
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="outcome-plot" viewBox="0 0 {WIDTH} {height}" role="img" '
            f'aria-labelledby="{name}-title {name}-desc" font-family="inherit" font-size="13">',
            f'<title id="{name}-title">How it went, as the records say</title>',
            f'<desc id="{name}-desc">{escape(said)}.</desc>',
            *(part for at, kind in enumerate(kinds) for part in bar(kind, TOP + ROW * at, most)),
            *legend(height - 16),
            "</svg>",
        )
    )


def counts_said(counts: Mapping[OutcomeVerdict, int]) -> str:
    """Counts in words: "3 positive, 2 mixed, 0 negative, 11 not known"."""
    return ", ".join(f"{counts[verdict]} {VERDICT_NAMES[verdict].lower()}" for verdict in OutcomeVerdict)


def bar(kind: Gathered, top: int, most: int) -> Iterator[str]:
    """One kind: its name, and a part for each verdict with its number."""
    x = float(LEFT)
    lines = wrapped(kind.name)
    for number, line in enumerate(lines):
        y = top + BAR / 2 + 4 + 15 * (number - (len(lines) - 1) / 2)
        yield f'<text x="{LEFT - 10}" y="{y}" text-anchor="end" fill="currentColor">{escape(line)}</text>'
    for verdict in OutcomeVerdict:
        count = kind.counts[verdict]
        width = round((WIDTH - LEFT - RIGHT) * count / most, 1)
        if count:
            yield f'<rect class="bar-{verdict}" x="{round(x, 1)}" y="{top}" width="{width}" height="{BAR}"/>'
            if width >= NARROWEST:
                yield (
                    f'<text class="bar-number bar-number-{verdict}" x="{round(x + width / 2, 1)}" y="{top + 17}" '
                    f'text-anchor="middle">{count}</text>'
                )
        x += width
    yield f'<text x="{round(x + 8, 1)}" y="{top + 17}" font-weight="bold" fill="currentColor">{kind.total}</text>'


def wrapped(name: str, most: int = 32) -> list[str]:
    """A name in one line or two."""
    if len(name) <= most:
        return [name]
    cut = name.rfind(" ", 0, most)
    return [name[:cut], name[cut + 1 :]]


def legend(y: int) -> Iterator[str]:
    """What the parts of the bars are."""
    for at, verdict in enumerate(OutcomeVerdict):
        x = LEFT + 118 * at
        yield f'<rect class="bar-{verdict}" x="{x}" y="{y - 11}" width="14" height="14"/>'
        yield f'<text x="{x + 20}" y="{y}" fill="currentColor">{VERDICT_NAMES[verdict]}</text>'
