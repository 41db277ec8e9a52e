"""What every route is given: the desk, the settings, the figures that are kept, and the templates."""

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request

from service.desk import Desk
from service.http.metrics import Metrics
from service.http.templates import Templates
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Site:
    """The parts of one running application."""

    desk: Desk
    settings: Settings
    metrics: Metrics
    templates: Templates


def site_of(request: Request) -> Site:
    """The site that this request came to."""
    return cast(Site, request.app.state.site)


SiteNow = Annotated[Site, Depends(site_of)]
