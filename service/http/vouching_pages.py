"""Signing in through a sign-in service: off to it, and back."""

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ingest.errors import NotFoundError
from service.http.auth import is_https, local
from service.http.helpline_room import HelplineNow, HelplineRoom
from service.http.sign_in_pages import entered, form_page
from service.http.website import SiteNow
from service.people.errors import SignInError
from service.people.records import VOUCHING_TIME, Back

if TYPE_CHECKING:
    from service.people.vouching import Vouching

log = logging.getLogger(__name__)

vouching_pages = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

COOKIE = "samuh_sign_in"
PATH = "/sign-in/service"
STRANGER = (
    "The sign-in service knows you, but there is no account with your mail address. Ask an administrator."
)


@vouching_pages.get(PATH)
def off(
    request: Request,
    site: SiteNow,
    room: HelplineNow,
    to: Annotated[str, Query(alias="next", max_length=2000)] = "/",
) -> Response:
    """Send the browser to the service."""
    try:
        begun = service_of(room).begin(local(to), back_address(request, room), room.now)
    except SignInError as error:
        return site.templates.reply(replace(form_page(room, to), problem=str(error)), 503)
    reply = RedirectResponse(begun.address, 303)
    # Lax, not strict: the browser comes back from another site.
    reply.set_cookie(
        COOKIE,
        begun.state,
        max_age=round(VOUCHING_TIME.total_seconds()),
        path=PATH,
        httponly=True,
        samesite="lax",
        secure=is_https(request),
    )
    return reply


@vouching_pages.get(f"{PATH}/back")
def back(request: Request, site: SiteNow, room: HelplineNow) -> Response:
    """Take what the service says, and let in whoever has an account with that mail address."""
    came = Back(dict(request.query_params), request.cookies.get(COOKIE, ""), back_address(request, room))
    try:
        vouched = service_of(room).finish(came, room.now)
        account = room.accounts.by_address(vouched.address)
        if account is None:
            raise SignInError(STRANGER)
        room.accounts.let_in(account.name, room.now)
    except (SignInError, NotFoundError) as error:
        log.warning("event=sign_in_refused by=service")
        reply: Response = site.templates.reply(replace(form_page(room, "/"), problem=str(error)), 403)
    else:
        reply = entered(request, room, account.name, vouched.next)
    reply.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="lax")
    return reply


def service_of(room: HelplineRoom) -> "Vouching":
    """The sign-in service.

    Raises:
        HTTPException: 404 where none is set.
    """
    if room.vouching is None:
        raise HTTPException(404)
    return room.vouching


def back_address(request: Request, room: HelplineRoom) -> str:
    """The address that the service sends the browser back to, as it was told to the service's administrator."""
    public = room.settings.public_url or f"{'https' if is_https(request) else 'http'}://{request.url.netloc}"
    return f"{public.rstrip('/')}{PATH}/back"
