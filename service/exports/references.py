"""Numbers for sources: each gets the next one the first time that it is cited."""

from collections.abc import Iterable
from typing import Protocol

from service.exports.records import Reference, Statement


class Citable(Protocol):
    """What can be cited: a page with its title and where it comes from. None = the source does not say."""

    @property
    def title(self) -> str:
        """What the page is called."""
        ...

    @property
    def publisher(self) -> str | None:
        """Who published it."""
        ...

    @property
    def year(self) -> int | None:
        """When."""
        ...

    @property
    def url(self) -> str | None:
        """Its address."""
        ...


class References:
    """The list of sources of one report while it is being made. The same page cited twice keeps its number."""

    def __init__(self) -> None:
        self._listed: dict[tuple[str | int | None, ...], Reference] = {}

    def number(self, source: Citable) -> int:
        """The number of a source, from 1 in the order in which sources are first cited."""
        key = (source.title, source.publisher, source.year, source.url)
        known = self._listed.get(key)
        if known is None:
            known = self._listed[key] = Reference(
                len(self._listed) + 1, source.title, source.publisher, source.year, source.url
            )
        return known.number

    def cite(self, text: str, sources: Iterable[Citable] = ()) -> Statement:
        """A statement with the numbers of its sources, each once."""
        return Statement(text, tuple(dict.fromkeys(self.number(source) for source in sources)))

    def listed(self) -> tuple[Reference, ...]:
        """All sources so far, by number."""
        return tuple(self._listed.values())
