"""The citations of an answer, carried in the address of each of their places, so that one leads to the next.

One is written ``start-end.passage@document``, as in ``cite=120-240.90ab@mse-cdp-2022``; the order is the answer's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.http import links
from service.http.links import Cite

MOST = 40  # an address has to stay an address
_WRITTEN = re.compile(r"(\d{1,12})-(\d{1,12})\.([\w-]{0,80})@(.{1,200})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CiteNav:
    """Where one stands among the citations, from 1 (0: not among them); the addresses of its neighbours."""

    number: int
    total: int
    previous: str | None
    following: str | None


def parse(written: Sequence[str]) -> tuple[Cite, ...]:
    """The citations that an address carries; what is not written as one is left out."""
    found = (_WRITTEN.fullmatch(text) for text in written[:MOST])
    return tuple(
        Cite(match[4], int(match[1]), int(match[2]), match[3] or None) for match in found if match is not None
    )


def nav(cites: Sequence[Cite], document_id: str, start: int | None, *, view: bool) -> CiteNav | None:
    """The neighbours of the place that is shown, or None where the address carries fewer than two citations.

    ``view``: whether the neighbours open in the viewer of originals or in the text view.
    """
    if len(cites) < 2:
        return None
    at = next(
        (n for n, cite in enumerate(cites) if (cite.document_id, cite.start) == (document_id, start)), -1
    )

    def address(number: int) -> str | None:
        if not 0 <= number < len(cites):
            return None
        return links.view(cites[number], cites) if view else links.cited(cites[number], cites)

    return CiteNav(at + 1, len(cites), address(at - 1) if at > 0 else None, address(at + 1))
