"""Bars as an SVG picture: no script and no style attribute, so that it stands under a strict policy."""

from collections.abc import Sequence
from html import escape

from service.helpline.reports import Report, Row

MOST_BARS = 25
WIDTH, NAME, COUNT, LINE = 640, 230, 44, 26
_ALL, _GOOD = "#9aa9b8", "#0b6e4f"


def bar_plot(made: Report) -> str:
    """The cases of each row as a bar, the answered ones in it darker; empty where there is no row.

    The words say all that the colours do: each bar has its numbers beside it, and a title for those who do not see it.
    """
    rows = made.rows[-MOST_BARS:] if made.by == "week" else made.rows[:MOST_BARS]
    if not rows:
        return ""
    most = max(row.cases for row in rows)
    height = LINE * len(rows) + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plot" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="plot-{escape(made.by)}" font-family="inherit" font-size="13">',
        f'<title id="plot-{escape(made.by)}">Cases by {escape(made.title.lower())}: {escape(_told(rows))}</title>',
        *(_bar(row, number, most) for number, row in enumerate(rows)),
        _legend(height),
        "</svg>",
    ]
    return "".join(parts)


def _bar(row: Row, number: int, most: int) -> str:
    top = LINE * number + 4
    room = WIDTH - NAME - COUNT * 2
    full, good = (round(room * count / most, 1) for count in (row.cases, row.answered))
    return (
        f'<text x="{NAME - 8}" y="{top + 14}" text-anchor="end" fill="currentColor">{escape(_short(row.name))}</text>'
        f'<rect x="{NAME}" y="{top}" width="{full}" height="{LINE - 8}" fill="{_ALL}"/>'
        f'<rect x="{NAME}" y="{top}" width="{good}" height="{LINE - 8}" fill="{_GOOD}"/>'
        f'<text x="{NAME + full + 6}" y="{top + 14}" fill="currentColor">{row.cases} ({row.answered})</text>'
    )


def _legend(height: int) -> str:
    return (
        f'<rect x="{NAME}" y="{height - 18}" width="12" height="12" fill="{_GOOD}"/>'
        f'<text x="{NAME + 18}" y="{height - 7}" fill="currentColor">closed with an answer</text>'
        f'<rect x="{NAME + 190}" y="{height - 18}" width="12" height="12" fill="{_ALL}"/>'
        f'<text x="{NAME + 208}" y="{height - 7}" fill="currentColor">others</text>'
    )


def _short(name: str) -> str:
    """A name that fits beside its bar; the table below has it whole."""
    return name if len(name) <= 32 else f"{name[:31]}…"


def _told(rows: Sequence[Row]) -> str:
    return "; ".join(f"{row.name} {row.cases}, of them answered {row.answered}" for row in rows)
