"""Who is asking: routes name the roles that they are for, and get the person, or send the browser to the sign-in page.

    @router.get("/desk")
    def desk(who: Annotated[Who, Depends(signed_in(Role.OPERATOR))]) -> HTMLResponse: ...

What changes something must come from a page of ours and carry the session's form token: a hidden field of that name
(``{{ page.who.form_token }}``), or the header ``X-Form-Token`` from a script. Both are checked here, for every method
but GET, so that no route can forget it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote, unquote, urlsplit

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import UploadFile
from starlette.responses import Response

from service.http.helpline_room import HelplineNow
from service.http.problems import for_machines
from service.http.same_site import SAFE, same_site
from service.http.security import PERSONAL
from service.people.records import Account, Role, Session
from service.people.sessions import form_token, form_token_fits

COOKIE = "samuh_session"
FIELD = "form_token"
HEADER = "X-Form-Token"
SIGN_IN = "/sign-in"
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
FORBIDDEN = "Your account may not do this; it is the work of: {roles}. Ask an administrator for another role."
OLD_FORM = "This form is no longer valid, perhaps because you signed in again since. Go back, reload it, send it again."


@dataclass(frozen=True, slots=True)
class Who:
    """Who is signed in, as routes and templates see it; ``form_token`` belongs into every form."""

    account: Account
    form_token: str

    @property
    def name(self) -> str:
        """The account's name, as cases and the audit trail keep it."""
        return self.account.name

    def may(self, *roles: Role) -> bool:
        """Whether this person may do the work of one of these roles."""
        return self.account.may(*roles)


def session_of(request: Request, room: HelplineNow) -> Session | None:
    """The session of the browser that asks; None where nobody is signed in."""
    token = request.cookies.get(COOKIE, "")
    return room.sessions.session(token, room.now) if token else None


async def given_form_token(request: Request) -> str:
    """The form token that came with a request, "" where none did; GET needs none."""
    if request.method in SAFE:
        return ""
    if HEADER in request.headers:
        return request.headers[HEADER]
    if not request.headers.get("content-type", "").startswith(_FORMS):
        return ""
    given = (await request.form()).get(FIELD, "")  # kept by the request: the route reads the same form
    return "" if isinstance(given, UploadFile) else given


SessionNow = Annotated[Session | None, Depends(session_of)]
FormTokenNow = Annotated[str, Depends(given_form_token)]


def signed_in(*roles: Role) -> Callable[[Request, SessionNow, FormTokenNow], Who]:
    """A dependency: somebody who may do the work of one of these roles; without roles, anybody who is signed in."""

    def who(request: Request, session: SessionNow, given: FormTokenNow) -> Who:
        """The person, or a refusal.

        Raises:
            HTTPException: 303 to the sign-in page (401 for a program) where nobody is signed in, 403 where the role is
                another, or where a change does not come from a form of this session.
        """
        if session is None:
            raise not_signed_in(request)
        if roles and not session.account.may(*roles):
            raise HTTPException(403, FORBIDDEN.format(roles=", ".join(roles)))
        if request.method not in SAFE:
            same_site(request)
            if not form_token_fits(session.token, given):
                raise HTTPException(403, OLD_FORM)
        setattr(request.state, PERSONAL, True)
        return Who(session.account, form_token(session.token))

    return who


def anybody(session: SessionNow) -> Who | None:
    """Who is signed in, or None: for pages that are open to all and show a little more to some."""
    return Who(session.account, form_token(session.token)) if session else None


def not_signed_in(request: Request) -> HTTPException:
    """Where to go to sign in: back to this page afterwards, where it is one that can be gone back to."""
    if for_machines(request.url.path) or "text/html" not in request.headers.get("accept", "text/html,"):
        return HTTPException(401)
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    back = asked if request.method in SAFE else urlsplit(request.headers.get("referer", "")).path or "/"
    return HTTPException(303, headers={"Location": f"{SIGN_IN}?next={quote(back, safe='/')}"})


def local(address: str, otherwise: str = "/") -> str:
    """An address to go on to, if it is one of ours: a path written out plainly, with whatever is asked of it.

    Nothing that browsers, proxies and we may read in different ways: no empty step, no step up, no backslash.
    """
    path = unquote(address.partition("?")[0].partition("#")[0])
    steps = path.split("/")[1:]
    plain = all(steps[:-1]) and not {".", ".."} & set(steps)
    ours = path.startswith("/") and address.startswith("/") and (address + path).isprintable()
    return address if ours and plain and "\\" not in address + path else otherwise


def keep_cookie(request: Request, response: Response, session: Session) -> None:
    """Give the browser its session: out of reach of scripts and of other sites' forms."""
    response.set_cookie(
        COOKIE,
        session.token,
        max_age=round((session.expires - session.begun).total_seconds()),
        path="/",
        httponly=True,
        samesite="lax",
        secure=is_https(request),
    )


def drop_cookie(response: Response) -> None:
    """Take the session away from the browser."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")


def is_https(request: Request) -> bool:
    """Whether the browser speaks TLS, with us or with the proxy before us."""
    return "https" in (request.url.scheme, request.headers.get("x-forwarded-proto", ""))


WhoNow = Annotated[Who, Depends(signed_in())]
OperatorNow = Annotated[Who, Depends(signed_in(Role.OPERATOR))]
ExpertNow = Annotated[Who, Depends(signed_in(Role.EXPERT))]
SupervisorNow = Annotated[Who, Depends(signed_in(Role.SUPERVISOR))]
EditorNow = Annotated[Who, Depends(signed_in(Role.EDITOR))]
AdministratorNow = Annotated[Who, Depends(signed_in(Role.ADMINISTRATOR))]
VisitorNow = Annotated[Who | None, Depends(anybody)]
