"""Joining the parts of a line: the one that serves providers, and the one of the simulator."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

import httpx

from service.desk import Desk
from service.eligibility import rules as rule_files
from service.helpline.channels.records import Provider
from service.helpline.database import Database
from service.helpline.inbox import Inbox
from service.helpline.line import Line, Parts, utc_now
from service.helpline.outbox import Outbox
from service.helpline.renderings.templates import Templates
from service.helpline.sealing import Secrets
from service.helpline.sending import Senders
from service.helpline.talk_tools import Means
from service.helpline.talking import Talking
from service.interviews.keeping import Keeping
from service.settings import Settings
from service.turns import Turns

SIMULATED_CALLS = "/desk/simulator/keys"


@dataclass(frozen=True, slots=True)
class Kept:
    """Where it is kept, what seals it, and the registered SMS templates; the rest is replaced in tests."""

    database: Database
    secrets: Secrets
    templates: Templates
    random: Random | None = None
    transport: httpx.BaseTransport | None = None
    now: Callable[[], datetime] = utc_now
    turns: Turns = field(default_factory=Turns)


def line(settings: Settings, desk: Desk, keeping: Keeping, kept: Kept) -> Line:
    """The line that serves the providers whose settings are given."""
    sms = Provider(settings.sms_provider) if settings.sms_provider in settings.channels else None
    return _line(settings, _means(settings, desk, keeping, kept, sms), kept, address_of(settings))


def simulator(settings: Settings, desk: Desk, keeping: Keeping, kept: Kept) -> Line:
    """A line that carries nothing anywhere; it has no limit of messages in a minute."""
    means = _means(settings, desk, keeping, kept, Provider.SIMULATOR)
    unlimited = settings.model_copy(update={"caller_rate": 0})
    return _line(unlimited, means, kept, lambda _, step: f"{SIMULATED_CALLS}?step={step}")


def address_of(settings: Settings) -> Callable[[Provider, int], str]:
    """Where the provider of a call sends keys to."""
    secret = settings.exotel_path.get_secret_value()
    paths = {Provider.TWILIO: "/hooks/twilio/voice", Provider.EXOTEL: f"/hooks/exotel/{secret}/voice"}
    return lambda provider, step: f"{settings.public_url}{paths[provider]}?step={step}"


def _line(settings: Settings, means: Means, kept: Kept, address: Callable[[Provider, int], str]) -> Line:
    inbox = Inbox(kept.database, kept.secrets, settings.caller_rate)
    talking = Talking(kept.database, inbox, means, address)
    senders = Senders(settings, kept.templates, kept.transport)
    outbox, desk = Outbox(kept.database, kept.secrets), means.desk
    return Line(
        Parts(inbox, outbox, talking, senders, kept.now, kept.turns, lambda: not desk.status().loading)
    )


def _means(settings: Settings, desk: Desk, keeping: Keeping, kept: Kept, sms: Provider | None) -> Means:
    return Means(
        desk=desk,
        keeping=keeping,
        rules=lambda: rule_files.load(settings.corpus),
        secrets=kept.secrets,
        templates=kept.templates,
        public_url=settings.public_url,
        person=settings.person_number,
        sms=sms,
        ticket_hours=settings.ticket_hours,
        random=kept.random,
    )
