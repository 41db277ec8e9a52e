"""Settings of the helpline's channels. A channel is off until all of its own are given."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

_ADDRESS = r"^(https?://[^\s@/?#]+(/[^\s@?#]*)?)?$"
_NONE = SecretStr("")


class ChannelSettings(BaseSettings):
    """The part of ``service.settings.Settings`` that belongs to telephone, SMS, WhatsApp and e-mail."""

    public_url: Annotated[
        str,
        Field(
            pattern=_ADDRESS,
            description="Address under which the service is reached from outside, such as "
            "`https://samuh.example.org`; providers sign it, and calls come back to it",
        ),
    ] = ""
    hook_kb: Annotated[int, Field(ge=1, le=65536, description="Largest request of a provider, in KiB")] = 1024
    caller_rate: Annotated[
        int,
        Field(ge=0, description="Most messages of one caller that are taken up in a minute; 0: no limit"),
    ] = 20
    message_days: Annotated[
        int,
        Field(ge=1, le=3650, description="Days after which messages are deleted that came in or went out"),
    ] = 90
    person_number: Annotated[
        str,
        Field(
            pattern=r"^(\+\d{6,15})?$",
            description="Number that a caller is connected with who presses 0 for a person; empty: a call is promised",
        ),
    ] = ""
    sms_provider: Annotated[
        Literal["", "twilio", "exotel", "gateway", "mail"],
        Field(
            description="Who carries SMS that answer no SMS: twilio, exotel, gateway or mail; empty: none are sent"
        ),
    ] = ""
    sms_templates: Annotated[
        Path | None,
        Field(
            description="Your copy of prompts/sms_templates.yaml with the numbers of the registered templates"
        ),
    ] = None
    sms_mail_domain: Annotated[
        str,
        Field(
            pattern=r"^([A-Za-z0-9.-]+)?$",
            description="Domain of a gateway that takes SMS as letters to NUMBER@DOMAIN (SMS provider `mail`)",
        ),
    ] = ""
    dlt_entity: Annotated[
        str,
        Field(
            pattern=r"^\d*$",
            description="Your entity id of the DLT register; with it only registered texts go",
        ),
    ] = ""
    whatsapp_url: Annotated[
        str, Field(pattern=_ADDRESS, description="Address of WhatsApp's Graph API with its version")
    ] = "https://graph.facebook.com/v23.0"
    whatsapp_phone: Annotated[
        str, Field(pattern=r"^\d*$", description="Id of your number at WhatsApp (phone number id)")
    ] = ""
    whatsapp_token: Annotated[SecretStr, Field(description="Access token for WhatsApp")] = _NONE
    whatsapp_secret: Annotated[
        SecretStr, Field(description="App secret by which WhatsApp signs its requests")
    ] = _NONE
    whatsapp_verify: Annotated[
        SecretStr, Field(description="Word agreed with WhatsApp for the handshake of the webhook")
    ] = _NONE
    whatsapp_templates: Annotated[
        Path | None,
        Field(
            description="Your copy of prompts/whatsapp_templates.yaml that says which templates are approved"
        ),
    ] = None
    twilio_url: Annotated[str, Field(pattern=_ADDRESS, description="Address of Twilio's API")] = (
        "https://api.twilio.com"
    )
    twilio_account: Annotated[str, Field(pattern=r"^\w*$", description="Account SID at Twilio")] = ""
    twilio_token: Annotated[
        SecretStr, Field(description="Auth token of Twilio: signs its requests, and ours log in with it")
    ] = _NONE
    twilio_number: Annotated[
        str, Field(pattern=r"^[+\w]*$", description="Number or sender id from which Twilio sends SMS")
    ] = ""
    exotel_url: Annotated[
        str, Field(pattern=_ADDRESS, description="Address of Exotel's API in your region")
    ] = "https://api.in.exotel.com"
    exotel_account: Annotated[str, Field(pattern=r"^\w*$", description="Account SID at Exotel")] = ""
    exotel_key: Annotated[SecretStr, Field(description="API key of Exotel")] = _NONE
    exotel_token: Annotated[SecretStr, Field(description="API token of Exotel")] = _NONE
    exotel_sender: Annotated[
        str,
        Field(pattern=r"^[+\w]*$", description="Sender id (header) or number from which Exotel sends SMS"),
    ] = ""
    exotel_path: Annotated[
        SecretStr,
        Field(description="Secret part of the address that Exotel calls: 20 letters and digits or more"),
    ] = _NONE
    exotel_user: Annotated[str, Field(description="User with which Exotel's requests log in here")] = "exotel"
    exotel_password: Annotated[
        SecretStr, Field(description="Password with which Exotel's requests log in here")
    ] = _NONE
    gateway_url: Annotated[
        str, Field(pattern=_ADDRESS, description="Address of your own gateway that messages are sent to")
    ] = ""
    gateway_secret: Annotated[
        SecretStr, Field(description="Secret that signs what your own gateway sends and gets")
    ] = _NONE
    mail_from: Annotated[
        str,
        Field(description="Mail address that letters are answered from, such as `help@samuh.example.org`"),
    ] = ""
    mail_secret: Annotated[SecretStr, Field(description="Secret that signs letters handed in over HTTP")] = (
        _NONE
    )
    smtp_host: Annotated[
        str, Field(description="Mail server that letters are sent through; empty: none are")
    ] = ""
    smtp_port: Annotated[int, Field(ge=1, le=65535, description="Port of that mail server")] = 587
    smtp_user: Annotated[str, Field(description="User at that mail server; empty: no log-in")] = ""
    smtp_password: Annotated[SecretStr, Field(description="Password at that mail server")] = _NONE
    smtp_security: Annotated[
        Literal["starttls", "tls", "none"],
        Field(description="How the connection to the mail server is protected: starttls, tls or none"),
    ] = "starttls"

    @property
    def whatsapp_on(self) -> bool:
        """Whether WhatsApp is used."""
        return _all(self.whatsapp_phone, self.whatsapp_token, self.whatsapp_secret, self.whatsapp_verify)

    @property
    def twilio_on(self) -> bool:
        """Whether Twilio is used."""
        return _all(self.public_url, self.twilio_account, self.twilio_token)

    @property
    def exotel_on(self) -> bool:
        """Whether Exotel is used."""
        return _all(self.public_url, self.exotel_account, self.exotel_path, self.exotel_password)

    @property
    def gateway_on(self) -> bool:
        """Whether a gateway of one's own is used."""
        return _all(self.gateway_url, self.gateway_secret)

    @property
    def mail_on(self) -> bool:
        """Whether letters are taken and answered."""
        return _all(self.mail_from, self.smtp_host)

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that are on, by the names of their providers."""
        names = ("whatsapp", "twilio", "exotel", "gateway", "mail")
        return tuple(name for name in names if getattr(self, f"{name}_on"))


def _all(*values: str | SecretStr) -> bool:
    return all(value.get_secret_value() if isinstance(value, SecretStr) else value for value in values)
