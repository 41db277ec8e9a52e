"""The composition root: the only place where parts are chosen and joined."""

from collections.abc import Callable, Sequence
from datetime import time, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from index.e5 import hindi_reader
from index.embed import Embedder, MiniLmEmbedder
from index.generations import Generations
from ingest.errors import SettingsError
from ingest.records import DocumentReport
from ingest.store import DocumentStore
from service.answers.writer import Writer
from service.answers.writer_client import ChatServer
from service.interviews.keeping import Keeping
from service.library_desk import LibraryDesk
from service.settings import Settings
from service.store import Store
from service.turns import Turns
from service.uploads.queueing import UploadQueue

if TYPE_CHECKING:
    from service.briefs.keeping import Keeping as Briefs
    from service.database.engine import Database
    from service.desk import Desk
    from service.fetching.fetch import Fetcher
    from service.fetching.originals import Originals
    from service.helpline.call_backs import CallBacks
    from service.helpline.cases import Cases
    from service.helpline.daily_purge import DailyPurge
    from service.helpline.line import Line
    from service.helpline.privacy import Privacy
    from service.helpline.renderings.templates import Templates
    from service.helpline.sealing import Secrets
    from service.helpline.tickets import Tickets
    from service.literature.room import Literature
    from service.people.accounts import Accounts
    from service.people.sessions import Sessions
    from service.people.vouching import Vouching
    from service.precedents.judging import CaseFinder
    from service.precedents.search import Precedents

Progress = Callable[[int, int], None]


def document_store(settings: Settings) -> DocumentStore:
    """The folder of read documents of the library."""
    return DocumentStore(settings.library / "documents")


def generations(settings: Settings) -> Generations:
    """The index generations of the library."""
    return Generations(settings.library / "index")


def store(settings: Settings) -> Store:
    """The library's database; no file is made before its first use."""
    return Store(settings.library)


def interviews(settings: Settings) -> Keeping:
    """Where interviews about eligibility are kept."""
    return Keeping(store(settings), settings.interview_days)


def upload_queue(settings: Settings) -> UploadQueue:
    """The files that people sent; nothing is made before the first one."""
    return UploadQueue(settings.library, store(settings))


def embedder(settings: Settings) -> Embedder:
    """The embedding model; its weights are loaded at the first use."""
    return MiniLmEmbedder(threads=settings.threads)


def writer(settings: Settings) -> Writer | None:
    """What puts answers into a language model's sentences; None where the user named no server.

    Raises:
        SettingsError: a server was named, and no model.
    """
    if not settings.llm_url:
        return None
    if not settings.llm_model:
        raise SettingsError(
            "SAMUH_LLM_URL names a server, but SAMUH_LLM_MODEL no model. Set both (docs/reference/settings.md)."
        )
    key = settings.llm_key.get_secret_value()
    return Writer(ChatServer(settings.llm_url.rstrip("/"), settings.llm_model, key, settings.llm_seconds))


@cache
def turns() -> Turns:
    """Whose question is answered next in this process: all that it does share its cores."""
    return Turns()


def desk(settings: Settings) -> LibraryDesk:
    """The desk that pages, API and command line share."""
    made = LibraryDesk(
        generations(settings),
        lambda: embedder(settings),
        settings.corpus,
        settings.max_question_chars,
        document_store(settings),
    )
    made.write_with(writer(settings))
    made.read_hindi_with(hindi_reader)
    made.take_turns(turns())
    return made


def ingest_paths(
    settings: Settings, paths: Sequence[Path], on_report: Callable[[DocumentReport], None]
) -> list[DocumentReport]:
    """Read files into the document store; see ``ingest.pipeline.ingest``."""
    from index.tokens import token_counter
    from ingest.pipeline import IngestOptions, ingest

    options = IngestOptions(
        count_tokens=token_counter(),
        passage_tokens=settings.passage_tokens,
        seconds=settings.read_seconds,
        memory_mb=settings.read_memory_mb,
        pages=settings.read_pages,
        files=settings.read_files,
        unpacked_mb=settings.read_unpacked_mb,
        ocr_seconds=settings.ocr_seconds,
    )
    return ingest(paths, document_store(settings), options, on_report)


def originals(settings: Settings) -> "Originals":
    """The folder of fetched originals of the library."""
    from service.fetching.originals import Originals

    return Originals(settings.library / "fetched")


def fetcher(settings: Settings, kept: "Originals") -> "Fetcher":
    """What fetches originals from the public web."""
    from service.fetching.fetch import Fetcher, agent
    from service.fetching.records import MIB, FetchRules

    rules = FetchRules(
        agent(settings.fetch_contact), settings.fetch_max_mb * MIB, seconds=settings.fetch_seconds
    )
    return Fetcher(kept, rules)


def count_files(settings: Settings, paths: Sequence[Path]) -> int:
    """How many reports ``ingest_paths`` will make."""
    from ingest.pipeline import plan

    return plan(paths, document_store(settings)).total


def rebuild(settings: Settings, on_progress: Progress) -> Path:
    """Publish a generation of everything in the document store; the present one where nothing changed."""
    from index.publish import publish_library

    return publish_library(
        document_store(settings).entries(),
        embedder(settings),
        generations(settings),
        on_progress,
        hindi_reader(),
    )


def helpline_database(settings: Settings) -> "Database":
    """The database of the helpline and of the accounts, apart from the library's: it holds what is personal."""
    from service.helpline.database import open_database

    return open_database(settings.helpline_db or f"sqlite:///{settings.library.resolve() / 'helpline.db'}")


def helpline_secrets(settings: Settings) -> "Secrets":
    """What seals callers' numbers and names; the key is made at the first use where none is set."""
    from service.helpline.sealing import secrets_of

    return secrets_of(settings.library, settings.helpline_key.get_secret_value())


def helpline_cases(settings: Settings, database: "Database") -> "Cases":
    """The cases of the helpline."""
    from service.helpline.cases import Cases

    return Cases(database, helpline_secrets(settings))


def privacy(settings: Settings, database: "Database") -> "Privacy":
    """What gives out, erases and deletes what is kept about callers; parts with tables of their own take part here."""
    from service.helpline.interview_privacy import Interviews
    from service.helpline.message_privacy import Messages
    from service.helpline.privacy import Privacy, Times

    secrets = helpline_secrets(settings)
    days = (settings.caller_days, settings.case_days, settings.message_days, settings.audit_days)
    parts = (Messages(secrets), Interviews(interviews(settings)))
    return Privacy(database, secrets, Times(*(timedelta(days=number) for number in days)), parts)


def daily_purge(settings: Settings, database: "Database") -> "DailyPurge | None":
    """What purges every day beside the service; None where no hour is set for it."""
    from service.helpline.daily_purge import DailyPurge

    if not settings.purge_at:
        return None
    at = time.fromisoformat(settings.purge_at)
    return DailyPurge(database, lambda within: privacy(settings, within), at)


def tickets(settings: Settings, database: "Database") -> "Tickets":
    """The tickets of the helpline."""
    from service.helpline.tickets import Tickets

    return Tickets(database, settings.ticket_hours)


def call_backs(settings: Settings, database: "Database") -> "CallBacks":
    """The calls that the helpline promised."""
    from service.helpline.call_backs import CallBacks

    return CallBacks(database, helpline_secrets(settings))


def sms_templates(settings: Settings) -> "Templates":
    """The registered SMS templates: the operator's list, or the one that comes with Samuh.

    Raises:
        TemplateError: the list cannot be read.
    """
    from service.helpline.renderings.templates import read_templates, shipped

    return read_templates(settings.sms_templates) if settings.sms_templates else shipped()


def helpline_line(settings: Settings, desk: "Desk", database: "Database") -> "Line":
    """What takes up messages and calls and sends what is said in reply; starts nothing."""
    from service.helpline.assembling import Kept, line

    kept = Kept(database, helpline_secrets(settings), sms_templates(settings), turns=turns())
    return line(settings, desk, interviews(settings), kept)


def simulated_line(settings: Settings, desk: "Desk") -> "Line":
    """The same line over a database of its own in the library folder, with no provider behind it."""
    from service.helpline.assembling import Kept, simulator
    from service.helpline.database import open_database

    database = open_database(f"sqlite:///{settings.library.resolve() / 'simulator.db'}")
    kept = Kept(database, helpline_secrets(settings), sms_templates(settings))
    return simulator(settings, desk, interviews(settings), kept)


def accounts(settings: Settings, database: "Database") -> "Accounts":
    """The accounts of those who work here."""
    from service.people.accounts import Accounts, LockOut

    lock_out = LockOut(settings.sign_in_tries, timedelta(minutes=settings.sign_in_lock_minutes))
    return Accounts(database, lock_out=lock_out)


def vouching(settings: Settings, database: "Database") -> "Vouching | None":
    """The sign-in service that was set; None without one.

    Raises:
        SettingsError: an issuer was named, and not what we are there, or the extra is not installed.
    """
    if not settings.oidc_issuer:
        return None
    if not settings.oidc_client:
        raise SettingsError(
            "SAMUH_OIDC_ISSUER names a sign-in service, but SAMUH_OIDC_CLIENT not what we are there."
        )
    try:
        from service.people.vouching import Provider, Vouching
    except ImportError as error:
        raise SettingsError("SAMUH_OIDC_ISSUER needs one package more: `pip install -e .[oidc]`.") from error
    secret = settings.oidc_secret.get_secret_value()
    return Vouching(database, Provider(settings.oidc_issuer, settings.oidc_client, secret))


def sessions(settings: Settings, database: "Database") -> "Sessions":
    """Who is signed in."""
    from service.people.sessions import Life, Sessions

    life = Life(timedelta(hours=settings.session_hours), timedelta(minutes=settings.session_idle_minutes))
    return Sessions(database, life)


def precedents(settings: Settings, desk: "Desk | None" = None) -> "Precedents":
    """The search for cases. A desk lends its model, so that it is loaded once; confirmed cases join the others."""
    from service.precedents.keeping import Judgements
    from service.precedents.search import Precedents

    own = cache(lambda: embedder(settings))
    lent = (lambda: desk.library().index.embedder) if isinstance(desk, LibraryDesk) else own
    judged = Judgements(store(settings))
    return Precedents(settings.corpus, settings.library, lent, judged.confirmed)


def case_finder(settings: Settings) -> "CaseFinder":
    """The cases that rules find in the documents of the library."""
    from service.precedents.judging import CaseFinder
    from service.precedents.keeping import Judgements

    return CaseFinder(document_store(settings), settings.corpus, Judgements(store(settings)))


def literature(settings: Settings, desk: "Desk") -> "Literature":
    """Works to cite, what is new, and reading lists, over a desk that may still be loading."""
    from service.literature.keeping import ReadingLists
    from service.literature.ledger import Ledger
    from service.literature.room import Literature

    kept = store(settings)
    lists = ReadingLists(kept, settings.reading_list_days)
    return Literature(settings.corpus, desk, document_store(settings), Ledger(kept), lists)


def briefs(settings: Settings) -> "Briefs":
    """Where briefs are kept."""
    from service.briefs.keeping import Keeping as Briefs

    return Briefs(store(settings), settings.brief_days, settings.briefs_most)
