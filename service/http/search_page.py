"""The page that lists the passages for a query."""

from dataclasses import dataclass
from typing import ClassVar

from index.records import Filters
from service.desk import Desk, SearchResult
from service.http import links
from service.http.views import FilterForm, HitView, filter_form, hit_views


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The page of one query; ``hits`` is None until one is given."""

    template: ClassVar[str] = "search.html"
    section: ClassVar[str] = "/search"

    query: str
    filters: FilterForm
    limit: int
    max_chars: int
    hits: tuple[HitView, ...] | None
    index_id: str | None
    error: str | None
    ask_href: str

    @property
    def title(self) -> str:
        """The name of the page: the query, where there is one."""
        return f"{self.query} - passages" if self.query else "Find passages"


@dataclass(frozen=True, slots=True)
class Sought:
    """What came with the request."""

    query: str
    filters: Filters
    limit: int


def search_page(
    desk: Desk, sought: Sought, result: SearchResult | None, max_chars: int, error: str | None = None
) -> SearchPage:
    """Build the page; ``error`` says what is wrong with the query."""
    base = links.search(sought.query) + "&"
    return SearchPage(
        query=sought.query,
        filters=filter_form(desk.documents(), sought.filters, base),
        limit=sought.limit,
        max_chars=max_chars,
        hits=hit_views(desk, result.hits) if result else None,
        index_id=result.index_id if result else None,
        error=error,
        ask_href=links.ask(sought.query, (), sought.filters),
    )
