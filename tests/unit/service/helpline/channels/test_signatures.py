"""Known vectors of the providers, and everything that is not quite them."""

from datetime import UTC, datetime, timedelta

import pytest

from service.helpline.channels import signatures

URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
FIELDS = (
    ("CallSid", "CA1234567890ABCDE"),
    ("Caller", "+12349013030"),
    ("Digits", "1234"),
    ("From", "+12349013030"),
    ("To", "+18005551212"),
)
TWILIO = "0/KCTR6DLpKmkAf8muzZqo1nDgQ="
WHATSAPP = "sha256=0329a06b62cd16b33eb6792be8c60b158d89a2ee3a876fce9a881ebb488c0914"
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
AT = int(NOW.timestamp())


def test_the_known_vector_of_whatsapp_is_met() -> None:
    assert signatures.whatsapp("secret", b"test") == WHATSAPP
    assert signatures.is_whatsapp("secret", b"test", WHATSAPP)


@pytest.mark.parametrize(
    ("secret", "body", "header"),
    [
        ("secret", b"test ", WHATSAPP),
        ("other", b"test", WHATSAPP),
        ("secret", b"test", WHATSAPP.removeprefix("sha256=")),
        ("secret", b"test", WHATSAPP.upper()),
        ("secret", b"test", "sha256="),
        ("secret", b"test", "sha256=é"),
        ("secret", b"test", None),
        ("", b"test", signatures.whatsapp("", b"test")),
    ],
)
def test_what_whatsapp_did_not_sign_is_refused(secret: str, body: bytes, header: str | None) -> None:
    assert not signatures.is_whatsapp(secret, body, header)


def test_the_known_vector_of_twilio_is_met() -> None:
    assert signatures.twilio("12345", URL, FIELDS) == TWILIO
    assert signatures.is_twilio("12345", URL, FIELDS, TWILIO)


def test_the_order_of_a_forms_fields_does_not_matter_to_twilio() -> None:
    assert signatures.is_twilio("12345", URL, reversed(FIELDS), TWILIO)


@pytest.mark.parametrize("url", [URL.replace("mycompany.com", "mycompany.com:443")])
def test_a_signature_over_the_usual_port_is_known(url: str) -> None:
    signed = signatures.twilio("12345", url, FIELDS)
    assert signed != TWILIO
    assert signatures.is_twilio("12345", URL, FIELDS, signed)


@pytest.mark.parametrize(
    ("token", "url", "fields", "header"),
    [
        ("12345", URL.replace("https", "http"), FIELDS, TWILIO),
        ("12345", URL + "&baz=3", FIELDS, TWILIO),
        ("12345", URL, (*FIELDS, ("Extra", "1")), TWILIO),
        ("12345", URL, FIELDS[:-1], TWILIO),
        ("12345", URL, (*FIELDS[:2], ("Digits", "1235"), *FIELDS[3:]), TWILIO),
        ("12346", URL, FIELDS, TWILIO),
        ("12345", URL, FIELDS, TWILIO.lower()),
        ("12345", URL, FIELDS, ""),
        ("", URL, FIELDS, signatures.twilio("", URL, FIELDS)),
    ],
)
def test_what_twilio_did_not_sign_is_refused(
    token: str, url: str, fields: tuple[tuple[str, str], ...], header: str
) -> None:
    assert not signatures.is_twilio(token, url, fields, header)


def test_a_gateway_signs_the_time_with_the_body() -> None:
    header = signatures.gateway("s", AT, b"{}")
    assert header.startswith(f"t={AT},v1=")
    assert signatures.is_gateway("s", b"{}", header, NOW)
    assert signatures.is_gateway("s", b"{}", header, NOW + timedelta(seconds=300))


@pytest.mark.parametrize(
    ("header", "later"),
    [
        (signatures.gateway("s", AT, b"{}"), timedelta(seconds=301)),
        (signatures.gateway("s", AT + 400, b"{}"), timedelta()),
        (signatures.gateway("s", AT, b"{} "), timedelta()),
        (signatures.gateway("s", AT, b"{}").replace(f"t={AT}", f"t={AT + 1}"), timedelta()),
        ("t=abc,v1=00", timedelta()),
        ("t=,v1=", timedelta()),
        ("nonsense", timedelta()),
        ("t=" + "9" * 40 + ",v1=00", timedelta()),
    ],
)
def test_a_gateways_old_wrong_or_changed_request_is_refused(header: str, later: timedelta) -> None:
    assert not signatures.is_gateway("s", b"{}", header, NOW + later)


def test_exotel_logs_in_with_user_and_password() -> None:
    assert signatures.is_login("exotel", "pass:word", "Basic ZXhvdGVsOnBhc3M6d29yZA==")


@pytest.mark.parametrize(
    ("password", "header"),
    [
        ("pass:word", "Basic ZXhvdGVsOnBhc3M6d29yZQ=="),
        ("pass:word", "Basic !!!"),
        ("pass:word", "Bearer ZXhvdGVsOnBhc3M6d29yZA=="),
        ("pass:word", None),
        ("", "Basic ZXhvdGVsOg=="),
    ],
)
def test_a_wrong_log_in_is_refused(password: str, header: str | None) -> None:
    assert not signatures.is_login("exotel", password, header)


def test_an_empty_secret_opens_nothing() -> None:
    assert not signatures.is_secret("", "")
    assert signatures.is_secret("abc", "abc")
