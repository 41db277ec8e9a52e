"""An answer in writing with all that belongs to it: every line, its sources with their words, the index."""

from collections.abc import Iterator

from service.helpline.renderings.records import Screen, Source


def letter(screen: Screen, end: str) -> str:
    """The whole answer as plain text; numbers in square brackets name the sources below."""
    return "\n\n".join(
        filter(None, ("\n".join(_lines(screen)), "\n".join(_sources(screen)), end, _index(screen)))
    )


def _lines(screen: Screen) -> Iterator[str]:
    if screen.banner:
        yield screen.banner
    for point in screen.lines:
        marks = "".join(f" [{number}]" for number in point.sources)
        yield f"• {point.text}{marks}"
    for number, choice in enumerate(screen.choices, 1):
        yield f"{number}. {choice}"


def _sources(screen: Screen) -> Iterator[str]:
    for source in screen.sources:
        yield f"[{source.number}] {_named(source)}: “{' '.join(source.quote.split())}”"


def _named(source: Source) -> str:
    publisher = source.publisher if source.publisher and source.publisher not in source.title else None
    year = str(source.year) if source.year else "undated"
    return ", ".join(filter(None, (source.title, publisher, year, source.place)))


def _index(screen: Screen) -> str:
    return f"{screen.as_of} · {screen.index_id}"
