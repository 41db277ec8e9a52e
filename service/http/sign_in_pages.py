"""Signing in and out, and changing one's own password."""

import logging
from dataclasses import dataclass, field, replace
from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from service.http.auth import COOKIE, VisitorNow, Who, WhoNow, drop_cookie, keep_cookie, local
from service.http.helpline_room import HelplineNow, HelplineRoom
from service.http.same_site import same_site
from service.http.website import SiteNow
from service.people.errors import AccountError, SignInError
from service.people.passwords import LONGEST, SHORTEST

log = logging.getLogger(__name__)

sign_in_pages = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
Short = Annotated[str, Form(max_length=200)]
Password = Annotated[str, Form(max_length=1000)]
Next = Annotated[str, Form(alias="next", max_length=2000)]


@dataclass(frozen=True, slots=True)
class SignInPage:
    """The form to sign in. ``service`` is the name of the sign-in service, None where none is set."""

    template: ClassVar[str] = "people/sign_in.html"
    section: ClassVar[str] = ""

    who: Who | None
    next: str
    name: str = ""
    problem: str | None = None
    first: bool = False
    service: str | None = None
    title: str = "Sign in"


@dataclass(frozen=True, slots=True)
class PasswordPage:
    """The form to change one's own password."""

    template: ClassVar[str] = "people/password.html"
    section: ClassVar[str] = ""

    who: Who
    problem: str | None = None
    done: bool = False
    shortest: int = SHORTEST
    longest: int = LONGEST
    title: str = field(default="Change your password")


@sign_in_pages.get("/sign-in")
def sign_in_form(
    site: SiteNow,
    room: HelplineNow,
    who: VisitorNow,
    to: Annotated[str, Query(alias="next", max_length=2000)] = "/",
) -> HTMLResponse:
    """Show the form, or how the first account is made."""
    return site.templates.reply(form_page(room, to, who))


@sign_in_pages.post("/sign-in", dependencies=[Depends(same_site)])
def sign_in(
    request: Request, site: SiteNow, room: HelplineNow, name: Short, password: Password, to: Next = "/"
) -> Response:
    """Take name and password; go on to where one wanted to, or say what is wrong."""
    try:
        account = room.accounts.sign_in(name, password, room.now)
    except SignInError as error:
        log.warning("event=sign_in_refused")
        return site.templates.reply(replace(form_page(room, to), name=name[:40], problem=str(error)), 403)
    return entered(request, room, account.name, to)


def form_page(room: HelplineRoom, to: str, who: Who | None = None) -> SignInPage:
    """The page with the form; it names the sign-in service where one is set."""
    service = room.settings.oidc_name if room.vouching else None
    return SignInPage(who, local(to), first=not room.accounts.any(), service=service)


def entered(request: Request, room: HelplineRoom, account: str, to: str) -> Response:
    """Begin a session and go on; one that this browser had is ended first."""
    room.sessions.end(request.cookies.get(COOKIE, ""), room.now)
    reply = RedirectResponse(local(to), 303)
    keep_cookie(request, reply, room.sessions.begin(account, room.now))
    return reply


@sign_in_pages.post("/sign-out")
def sign_out(request: Request, room: HelplineNow, who: WhoNow) -> Response:
    """End the session."""
    room.sessions.end(request.cookies.get(COOKIE, ""), room.now)
    reply = RedirectResponse("/sign-in", 303)
    drop_cookie(reply)
    return reply


@sign_in_pages.get("/account")
def account(site: SiteNow, who: WhoNow) -> HTMLResponse:
    """Show one's own account, with the form for another password."""
    return site.templates.reply(PasswordPage(who))


@sign_in_pages.post("/account")
def change_password(
    request: Request, site: SiteNow, room: HelplineNow, who: WhoNow, old: Password, new: Password
) -> Response:
    """Take a new password where the old one is right; this browser stays signed in, all others do not."""
    try:
        room.accounts.sign_in(who.name, old, room.now)
        room.accounts.set_password(who.name, new, room.now, who.name)
    except (AccountError, SignInError) as error:
        said = "The old password is not right." if isinstance(error, SignInError) else str(error)
        return site.templates.reply(PasswordPage(who, said), 403)
    reply = site.templates.reply(PasswordPage(who, done=True))
    keep_cookie(request, reply, room.sessions.begin(who.name, room.now))
    return reply
