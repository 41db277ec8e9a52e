"""All settings in one place: name, default and meaning. Read once by the entry point, then passed along."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import SettingsConfigDict

from ingest.errors import SettingsError
from service.channel_settings import ChannelSettings

PREFIX = "SAMUH_"
ROOT = Path(__file__).resolve().parent.parent


class Settings(ChannelSettings):
    """What a person may set, as ``SAMUH_<NAME>`` in the environment or as an option of a command."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    library: Annotated[
        Path, Field(description="Folder that holds documents, index generations and the database")
    ] = ROOT / "library"
    corpus: Annotated[Path, Field(description="Folder of the shipped corpus")] = ROOT / "corpus"
    host: Annotated[
        str, Field(description="Address the service listens on; loopback unless told otherwise")
    ] = "127.0.0.1"
    hosts: Annotated[
        str,
        Field(
            pattern=r"^[A-Za-z0-9.\-:,\[\] ]*$",
            description="Further host names that the service answers to, separated by commas: "
            "the public names under which a proxy passes requests on",
        ),
    ] = ""
    port: Annotated[int, Field(ge=0, le=65535, description="Port the service listens on")] = 8000
    passage_tokens: Annotated[
        int, Field(ge=40, le=200, description="Longest passage, in word pieces of the embedding model")
    ] = 190
    read_seconds: Annotated[
        float, Field(gt=0, description="Wall clock allowed for reading one file, in seconds")
    ] = 60.0
    ocr_seconds: Annotated[
        float,
        Field(gt=0, description="Wall clock added for each page whose text is recognised (OCR), in seconds"),
    ] = 60.0
    read_memory_mb: Annotated[
        int, Field(ge=128, description="Memory allowed for reading one file, in MiB")
    ] = 1024
    read_pages: Annotated[int, Field(ge=1, description="Most pages read from one file")] = 2000
    read_files: Annotated[
        int,
        Field(
            ge=1, description="Most files read from one archive or letter, those of archives in it included"
        ),
    ] = 1000
    read_unpacked_mb: Annotated[
        int, Field(ge=1, description="Most that one archive or letter may unpack to, in MiB")
    ] = 1024
    max_question_chars: Annotated[int, Field(ge=50, description="Longest question taken, in characters")] = (
        1000
    )
    interview_days: Annotated[
        int, Field(ge=1, le=3650, description="Days after its last change on which an interview is deleted")
    ] = 90
    reading_list_days: Annotated[
        int, Field(ge=1, le=3650, description="Days after its last change on which a reading list is deleted")
    ] = 730
    brief_days: Annotated[
        int, Field(ge=1, le=3650, description="Days after its last change on which a brief is deleted")
    ] = 365
    briefs_most: Annotated[int, Field(ge=1, description="Most briefs that the service keeps at a time")] = (
        2000
    )
    briefs_a_day: Annotated[
        int, Field(ge=1, description="Most briefs that may be begun from one network address within a day")
    ] = 50
    uploads: Annotated[
        bool | None,
        Field(
            description="Whether files may be uploaded; not set: only to a service that listens on loopback"
        ),
    ] = None
    upload_mb: Annotated[int, Field(ge=1, le=2048, description="Largest uploaded file, in MiB")] = 50
    upload_files: Annotated[int, Field(ge=1, le=1000, description="Most files in one upload")] = 50
    upload_waiting: Annotated[int, Field(ge=1, description="Most uploaded files that wait to be read")] = 500
    threads: Annotated[
        int, Field(ge=0, description="Threads for the embedding model; 0 leaves the choice to it")
    ] = 0
    fetch_contact: Annotated[
        str,
        Field(
            max_length=200,
            pattern=r"^[\x20-\x7e]*$",
            description="Your address (mail or web page), told to sites that originals are fetched from",
        ),
    ] = ""
    fetch_max_mb: Annotated[int, Field(ge=1, description="Largest original fetched, in MiB")] = 50
    fetch_seconds: Annotated[
        float, Field(gt=0, description="Wall clock allowed for one try at fetching one original, in seconds")
    ] = 120.0
    llm_url: Annotated[
        str,
        Field(
            pattern=r"^(https?://[^\s@/?#]+(/[^\s@?#]*)?)?$",
            description="Address of an OpenAI-compatible server that puts answers into sentences, up to and with "
            "`/v1`; empty: no language model is asked",
        ),
    ] = ""
    llm_model: Annotated[str, Field(description="Name of the model on that server")] = ""
    llm_key: Annotated[SecretStr, Field(description="Key for that server; never shown or logged")] = (
        SecretStr("")
    )
    llm_seconds: Annotated[
        float,
        Field(gt=0, le=600, description="Wall clock allowed for one reply of the language model, in seconds"),
    ] = 20.0
    helpline_db: Annotated[
        str,
        Field(
            description="Address of the helpline's database: `sqlite:///PATH` or `postgresql+psycopg://USER@HOST/NAME`"
            "; empty: `helpline.db` in the library folder"
        ),
    ] = ""
    helpline_key: Annotated[
        SecretStr,
        Field(
            description="Key that seals callers' numbers and names (32 bytes in URL-safe base64); empty: "
            "`helpline.key` in the library folder, made at the first use; never shown or logged"
        ),
    ] = SecretStr("")
    caller_days: Annotated[
        int,
        Field(
            ge=1, le=3650, description="Days after the last contact on which a caller's number and name go"
        ),
    ] = 365
    case_days: Annotated[
        int,
        Field(
            ge=1, le=3650, description="Days after its end on which a case goes, with all that was said in it"
        ),
    ] = 1095
    audit_days: Annotated[int, Field(ge=1, le=3650, description="Days for which the audit trail is kept")] = (
        1095
    )
    purge_at: Annotated[
        str,
        Field(
            pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$",
            description="Hour of the day (Indian time, such as `02:30`) at which the service deletes what is past its "
            "time, as `samuh helpline purge` does; empty: only that command does",
        ),
    ] = ""
    ticket_hours: Annotated[
        float,
        Field(
            gt=0, le=1000, description="Hours of working days (24 each) in which a ticket is to be answered"
        ),
    ] = 72.0
    sign_in_tries: Annotated[
        int, Field(ge=3, le=100, description="Wrong passwords in a row that lock an account")
    ] = 5
    sign_in_lock_minutes: Annotated[
        int, Field(ge=1, le=1440, description="Minutes for which a locked account stays locked")
    ] = 15
    oidc_issuer: Annotated[
        str,
        Field(
            pattern=r"^(https://[^\s?#]+|http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(/[^\s?#]*)?)?$",
            description="Address of a sign-in service (OpenID Connect issuer) that vouches for mail addresses of "
            "accounts; empty: none",
        ),
    ] = ""
    oidc_client: Annotated[
        str, Field(max_length=200, description="What Samuh is called there (client id)")
    ] = ""
    oidc_secret: Annotated[
        SecretStr, Field(description="Samuh's secret there; empty for a public client; never shown or logged")
    ] = SecretStr("")
    oidc_name: Annotated[str, Field(max_length=60, description="What the sign-in page calls the service")] = (
        "your organisation"
    )
    session_hours: Annotated[
        float, Field(gt=0, le=720, description="Hours after signing in at which one must sign in again")
    ] = 12.0
    session_idle_minutes: Annotated[
        float,
        Field(gt=0, le=1440, description="Minutes without a request after which one must sign in again"),
    ] = 120.0
    log_level: Annotated[
        str, Field(description="Least severe log line shown: debug, info, warning or error")
    ] = "info"


def load(**overrides: object) -> Settings:
    """Read the environment and apply what the command line gave (None = not given).

    Raises:
        SettingsError: a ``SAMUH_`` variable has no setting, or a value cannot be used.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise SettingsError(
            f"{', '.join(unknown)}: no such setting. All settings: docs/reference/settings.md"
        )
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise SettingsError(f"{name}: {first['msg']}. All settings: docs/reference/settings.md") from error
