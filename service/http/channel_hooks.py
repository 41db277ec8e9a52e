"""Where providers knock: who it is is made sure of first, then the message is kept, then 200 is said. Nothing more.

A channel whose settings are not given is not there (404). A request that is not signed as it must be is refused (403);
the reply never says what was wrong with the signature. No body, number or token is logged.
"""

import json
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from fastapi.responses import PlainTextResponse, Response
from starlette.concurrency import run_in_threadpool

from ingest.errors import BadRequestError
from service.helpline.channels import exotel, gateway, letters, signatures, twilio, whatsapp
from service.helpline.channels.records import Inbound, Report
from service.helpline.line import Line
from service.http.line_room import LineNow
from service.http.website import SiteNow
from service.settings import Settings

channel_hooks = APIRouter(prefix="/hooks", include_in_schema=False)

Step = Annotated[int | None, Query(ge=0, le=1_000_000)]
Secret = Annotated[str, Path(max_length=200)]
REFUSED = "This request is not signed as it must be."
Fields = tuple[tuple[str, str], ...]


async def body_of(request: Request, site: SiteNow) -> bytes:
    """The raw body, as long as it is not too long.

    Raises:
        HTTPException: 413 where it is.
    """
    most = site.settings.hook_kb * 1024
    held = bytearray()
    async for block in request.stream():
        held += block
        if len(held) > most:
            raise HTTPException(413, f"More than {site.settings.hook_kb} KiB came at once.")
    return bytes(held)


Body = Annotated[bytes, Depends(body_of)]


def form_of(body: Body) -> Fields:
    """The fields of a form as they came, empty ones included.

    Raises:
        BadRequestError: it is no form.
    """
    try:
        return tuple(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=200))
    except ValueError as error:
        raise BadRequestError("The body is no form (application/x-www-form-urlencoded).") from error


Form = Annotated[Fields, Depends(form_of)]


def json_of(body: bytes) -> Mapping[str, Any]:
    """The JSON object of a body.

    Raises:
        BadRequestError: it is none.
    """
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadRequestError("The body is no JSON.") from error
    if not isinstance(told, dict):
        raise BadRequestError("The body is no JSON object.")
    return told


def make_sure(fits: bool) -> None:
    """Refuse what is not signed as it must be.

    Raises:
        HTTPException: 403.
    """
    if not fits:
        raise HTTPException(403, REFUSED)


def channel(on: bool) -> None:
    """Be not there where a channel is off.

    Raises:
        HTTPException: 404.
    """
    if not on:
        raise HTTPException(404)


def xml(text: str) -> Response:
    """The reply to a webhook of a call."""
    return Response(text, media_type="application/xml")


async def kept(line: Line, *events: Inbound | Report) -> Response:
    """Keep what came, then say that it came; everything else happens in the background."""
    await run_in_threadpool(_keep, line, events)
    return PlainTextResponse("")


def _keep(line: Line, events: tuple[Inbound | Report, ...]) -> None:
    for event in events:
        if isinstance(event, Report):
            line.parts.outbox.report(event, line.parts.now())
        else:
            line.take(event)


# ---------------------------------------------------------------- WhatsApp


@channel_hooks.get("/whatsapp")
def whatsapp_handshake(site: SiteNow, request: Request) -> PlainTextResponse:
    """Prove to WhatsApp that we know the agreed word."""
    channel(site.settings.whatsapp_on)
    word = site.settings.whatsapp_verify.get_secret_value()
    reply = whatsapp.challenge(dict(request.query_params), word)
    make_sure(reply is not None)
    return PlainTextResponse(reply or "")


@channel_hooks.post("/whatsapp")
async def whatsapp_events(site: SiteNow, request: Request, line: LineNow, body: Body) -> Response:
    """Take messages and reports of WhatsApp."""
    channel(site.settings.whatsapp_on)
    secret = site.settings.whatsapp_secret.get_secret_value()
    make_sure(signatures.is_whatsapp(secret, body, request.headers.get("x-hub-signature-256")))
    messages, reports = whatsapp.read(json_of(body), site.settings.whatsapp_phone)
    return await kept(line, *messages, *reports)


# ---------------------------------------------------------------- Twilio


def by_twilio(site: SiteNow, request: Request, form: Form) -> dict[str, str]:
    """The fields of a form that Twilio signed together with the public address.

    Raises:
        HTTPException: 404 or 403.
    """
    told = site.settings
    channel(told.twilio_on)
    query = f"?{request.url.query}" if request.url.query else ""
    url = f"{told.public_url.rstrip('/')}{request.url.path}{query}"
    token = told.twilio_token.get_secret_value()
    make_sure(signatures.is_twilio(token, url, form, request.headers.get("x-twilio-signature")))
    return dict(form)


ByTwilio = Annotated[dict[str, str], Depends(by_twilio)]


@channel_hooks.post("/twilio/voice")
async def twilio_call(line: LineNow, form: ByTwilio, step: Step = None) -> Response:
    """Answer a call, or keys that were pressed in it."""
    return xml(await run_in_threadpool(line.call, twilio.read_call(form, step)))


@channel_hooks.post("/twilio/sms")
async def twilio_sms(line: LineNow, form: ByTwilio) -> Response:
    """Take a short message."""
    await kept(line, twilio.read_sms(form))
    return xml('<?xml version="1.0" encoding="UTF-8"?>\n<Response></Response>')


@channel_hooks.post("/twilio/status")
async def twilio_report(
    line: LineNow, form: ByTwilio, message: Annotated[str, Query(max_length=64)] = ""
) -> Response:
    """Take a report on a message of ours."""
    report = twilio.read_report(form, message or None)
    return await kept(line, *([report] if report else []))


# ---------------------------------------------------------------- Exotel


def by_exotel(site: SiteNow, request: Request, form: Form, secret: Secret) -> dict[str, str]:
    """The fields of a request of Exotel: it knows the secret part of the address, and logs in.

    Raises:
        HTTPException: 404 or 403.
    """
    told: Settings = site.settings
    channel(told.exotel_on and signatures.is_secret(told.exotel_path.get_secret_value(), secret))
    header = request.headers.get("authorization")
    make_sure(signatures.is_login(told.exotel_user, told.exotel_password.get_secret_value(), header))
    return {**request.query_params, **dict(form)}


ByExotel = Annotated[dict[str, str], Depends(by_exotel)]


@channel_hooks.api_route("/exotel/{secret}/voice", methods=["GET", "POST"])
async def exotel_call(line: LineNow, fields: ByExotel, step: Step = None) -> Response:
    """Answer a call, or keys that were pressed in it."""
    return xml(await run_in_threadpool(line.call, exotel.read_call(fields, step)))


@channel_hooks.api_route("/exotel/{secret}/sms", methods=["GET", "POST"])
async def exotel_sms(line: LineNow, fields: ByExotel) -> Response:
    """Take a short message."""
    return await kept(line, exotel.read_sms(fields))


@channel_hooks.post("/exotel/{secret}/status")
async def exotel_report(line: LineNow, fields: ByExotel) -> Response:
    """Take a report on a message of ours."""
    report = exotel.read_report(fields)
    return await kept(line, *([report] if report else []))


# ---------------------------------------------------------------- a gateway of one's own, and letters


@channel_hooks.post("/gateway")
async def gateway_event(site: SiteNow, request: Request, line: LineNow, body: Body) -> Response:
    """Take a message or a report of a gateway of one's own."""
    channel(site.settings.gateway_on)
    secret = site.settings.gateway_secret.get_secret_value()
    header = request.headers.get("x-samuh-signature")
    make_sure(signatures.is_gateway(secret, body, header, line.parts.now()))
    return await kept(line, gateway.read(json_of(body)))


@channel_hooks.post("/mail")
async def letter(site: SiteNow, request: Request, line: LineNow, body: Body) -> Response:
    """Take a letter as it came (RFC 5322), handed in by a mail server."""
    channel(site.settings.mail_on)
    secret = site.settings.mail_secret.get_secret_value()
    header = request.headers.get("x-samuh-signature")
    make_sure(signatures.is_gateway(secret, body, header, line.parts.now()))
    return await kept(line, *answerable(letters.read(body)))


def answerable(letter: Inbound) -> tuple[Inbound, ...]:
    """The letter, unless a machine wrote it: that one is taken and laid aside, or two machines would write for ever."""
    return () if letter.kind.value == "unreadable" else (letter,)
