"""From a page's record to HTML: Jinja with everything escaped and nothing undefined."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import ClassVar, Protocol
from urllib.parse import urlsplit

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from ingest.sheets.words import upper_first
from service.desk import DeskStatus
from service.http.nav import SECTIONS
from service.http.words import KIND_NAMES, READ_STATUS_NAMES

STATIC = "/static"


class Page(Protocol):
    """What a template is given. ``section`` is the address of the navigation entry it belongs to."""

    template: ClassVar[str]
    section: ClassVar[str]

    @property
    def title(self) -> str:
        """The name of the page, shown in the browser's title bar."""
        ...


class StatusSource(Protocol):
    """The one thing that the frame of every page needs of the desk."""

    def status(self) -> DeskStatus:
        """Say whether questions can be answered, and from what."""
        ...


class Templates:
    """The templates of ``web/templates``; each page record names its own."""

    def __init__(self, desk: StatusSource) -> None:
        self._desk = desk
        self._environment = environment()

    def html(self, page: Page) -> str:
        """The page as HTML."""
        template = self._environment.get_template(page.template)
        return template.render(page=page, status=self._desk.status(), sections=SECTIONS)

    def reply(self, page: Page, status: int = 200, headers: Mapping[str, str] | None = None) -> HTMLResponse:
        """The page as a reply."""
        return HTMLResponse(self.html(page), status, headers=dict(headers or {}))


@cache
def environment() -> Environment:
    """Escape everything; an unknown name is an error and not an empty string."""
    made = Environment(
        loader=PackageLoader("web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["asset"] = asset
    made.globals["kind_names"] = KIND_NAMES
    made.globals["read_status_names"] = READ_STATUS_NAMES
    made.filters["external"] = external
    made.filters["upper_first"] = upper_first
    return made


@cache
def asset(name: str) -> str:
    """The address of a file in ``web/static``, with its content's hash so that browsers may keep it for good."""
    content = files("web").joinpath("static", name).read_bytes()
    return f"{STATIC}/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def external(url: str | None) -> str | None:
    """The address if it is a plain web address, else None: a document must not bring in ``javascript:``."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in {"http", "https"} and parts.netloc else None
