"""Giving messages to providers: the requests are made by the adapters, here they are sent and the replies read."""

import json
import smtplib
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx

from ingest.errors import BadRequestError
from service.channel_settings import ChannelSettings
from service.helpline.channels import dlt, exotel, gateway, letters, twilio, whatsapp
from service.helpline.channels.records import Call, Outbound, Provider
from service.helpline.renderings.templates import Templates

SECONDS = 15.0
AGAIN = frozenset((408, 425, 429))


class SendError(Exception):
    """A message did not go, or nobody knows whether it did. ``why`` holds no word of it and no number."""

    def __init__(self, why: str, *, retry: bool, unsure: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.retry = retry
        self.unsure = unsure


class Senders:
    """Gives messages to providers. Safe to call from several threads.

    Args:
        settings: Accounts and addresses.
        templates: The registered SMS templates.
        transport: Carries requests; replaced in tests.
    """

    def __init__(
        self, settings: ChannelSettings, templates: Templates, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._settings = settings
        self._templates = templates
        self._client = httpx.Client(timeout=SECONDS, transport=transport, follow_redirects=False)
        self._by: Mapping[Provider, Callable[[Outbound, datetime], str]] = {
            Provider.WHATSAPP: self._whatsapp,
            Provider.TWILIO: self._twilio,
            Provider.EXOTEL: self._exotel,
            Provider.GATEWAY: self._gateway,
            Provider.MAIL: self._mail,
            Provider.SIMULATOR: lambda message, now: message.id,
        }

    def send(
        self, provider: Provider, message: Outbound, last_inbound: datetime | None, now: datetime
    ) -> str:
        """Give a message to a provider; gives its id there, "" where it names none.

        Raises:
            SendError: it did not go, or nobody knows.
        """
        try:
            self._within_rules(provider, message, last_inbound, now)
            return self._by[provider](self._registered(provider, message), now)
        except BadRequestError as error:
            raise SendError(str(error), retry=False) from error

    def close(self) -> None:
        """Close connections."""
        self._client.close()

    def _within_rules(
        self, provider: Provider, message: Outbound, last_inbound: datetime | None, now: datetime
    ) -> None:
        if provider is not Provider.SIMULATOR and provider.value not in self._settings.channels:
            raise BadRequestError(f"The channel {provider.value} is off: its settings are not given.")
        free_text = message.channel == "whatsapp" and not message.template
        if free_text and not whatsapp.window_open(last_inbound, now):
            raise BadRequestError(
                "WhatsApp takes free text only within 24 hours of the caller's last message; send a template."
            )

    def _registered(self, provider: Provider, message: Outbound) -> Outbound:
        if message.channel != "sms" or provider is Provider.SIMULATOR:
            return message
        strict = provider is Provider.EXOTEL or bool(self._settings.dlt_entity)
        return dlt.registered(message, self._templates.all, strict)

    def _whatsapp(self, message: Outbound, now: datetime) -> str:
        told = self._settings
        call = whatsapp.call(
            message, told.whatsapp_url, told.whatsapp_phone, told.whatsapp_token.get_secret_value()
        )
        return _found(self._request(call), ("messages", 0, "id"))

    def _twilio(self, message: Outbound, now: datetime) -> str:
        told = self._settings
        account = (told.twilio_account, told.twilio_token.get_secret_value())
        report = f"{told.public_url}/hooks/twilio/status"
        call = twilio.sms_call(message, told.twilio_url, account, told.twilio_number, report)
        return _found(self._request(call), ("sid",))

    def _exotel(self, message: Outbound, now: datetime) -> str:
        told = self._settings
        account = (
            told.exotel_account,
            told.exotel_key.get_secret_value(),
            told.exotel_token.get_secret_value(),
        )
        report = f"{told.public_url}/hooks/exotel/{told.exotel_path.get_secret_value()}/status"
        call = exotel.sms_call(message, told.exotel_url, account, told.exotel_sender, told.dlt_entity, report)
        return _found(self._request(call), ("SMSMessage", "Sid"))

    def _gateway(self, message: Outbound, now: datetime) -> str:
        told = self._settings
        secret = told.gateway_secret.get_secret_value()
        return _found(self._request(gateway.call(message, told.gateway_url, secret, now)), ("id",))

    def _request(self, call: Call) -> Any:  # noqa: ANN401 -- whatever JSON a provider replies
        try:
            reply = self._client.post(
                call.url,
                headers=dict(call.headers),
                auth=call.login or httpx.USE_CLIENT_DEFAULT,
                **({"content": call.body} if call.body else {"data": dict(call.form)}),
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise SendError(
                f"The provider cannot be reached ({type(error).__name__}).", retry=True
            ) from error
        except httpx.HTTPError as error:
            why = f"The connection broke off while this was being sent ({type(error).__name__})."
            raise SendError(why, retry=True, unsure=True) from error
        if reply.is_success:
            return _json(reply)
        retry = reply.status_code in AGAIN or reply.status_code >= 500
        raise SendError(f"The provider replied with status {reply.status_code}.", retry=retry)

    def _mail(self, message: Outbound, now: datetime) -> str:
        told = self._settings
        to = message.to
        if message.channel == "sms":
            if not told.sms_mail_domain:
                raise BadRequestError("SAMUH_SMS_MAIL_DOMAIN is not given: SMS cannot go as letters.")
            to = f"{message.to.lstrip('+')}@{told.sms_mail_domain}"
        raw = letters.reply(replace(message, to=to), told.mail_from, now)
        try:
            self._post(to, raw)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise SendError(
                f"The mail server refused the letter ({type(error).__name__}).", retry=_soft(error)
            ) from error
        except (smtplib.SMTPException, OSError) as error:
            raise SendError(
                f"The mail server cannot be used ({type(error).__name__}).", retry=True
            ) from error
        return message.id

    def _post(self, to: str, raw: bytes) -> None:
        told = self._settings
        with _server(told) as server:
            if told.smtp_security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if told.smtp_user:
                server.login(told.smtp_user, told.smtp_password.get_secret_value())
            server.sendmail(told.mail_from, [to], raw)


def _server(told: ChannelSettings) -> smtplib.SMTP:
    if told.smtp_security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(told.smtp_host, told.smtp_port, timeout=SECONDS, context=context)
    return smtplib.SMTP(told.smtp_host, told.smtp_port, timeout=SECONDS)


def _soft(error: smtplib.SMTPException) -> bool:
    """Whether a mail server's refusal is for now only (a status of 400 to 499)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(400 <= code < 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and 400 <= error.smtp_code < 500


def _json(reply: httpx.Response) -> Any:  # noqa: ANN401 -- whatever JSON a provider replies
    try:
        return reply.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        return {}


def _found(told: Any, path: Sequence[str | int]) -> str:  # noqa: ANN401 -- whatever JSON a provider replies
    """What lies at a path of a reply, "" where nothing does: the message was taken all the same."""
    for part in path:
        try:
            told = told[part]
        except (KeyError, IndexError, TypeError):
            return ""
    return str(told)
