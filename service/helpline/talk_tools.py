"""The tools of a conversation: all of them work on one open transaction, what takes long is looked up outside of it."""

from collections.abc import Callable, Hashable, MutableMapping
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any, TypeVar, cast

from sqlalchemy import Connection

from ingest.errors import BadRequestError, NotFoundError, SamuhError
from service.desk import Desk
from service.eligibility.rules import RuleBook
from service.helpline import kept_answers, references
from service.helpline.call_backs import CallBacks, Promise
from service.helpline.call_times import When, window
from service.helpline.callers import Callers
from service.helpline.cases import Cases, Sought
from service.helpline.channels.records import Outbound, Provider
from service.helpline.errors import ReferenceError_
from service.helpline.masking import masked
from service.helpline.outbox import Draft, add
from service.helpline.phones import normalised
from service.helpline.records import (
    CallBackState,
    Caller,
    Case,
    Channel,
    Closing,
    Consent,
    Details,
    Outcome,
    TicketState,
    TurnKind,
)
from service.helpline.renderings.records import Rendered
from service.helpline.renderings.render import render
from service.helpline.renderings.templates import Templates
from service.helpline.sealing import Secrets
from service.helpline.talk_records import Owed, Reply, Under
from service.helpline.talk_schemes import schemes_named
from service.helpline.talk_words import day_and_hours
from service.helpline.tickets import Doing, Tickets
from service.helpline.within import Within
from service.helpline.working_days import due, holidays_of
from service.interviews.keeping import Keeping
from service.interviews.progress import progress
from service.interviews.records import Entry, Progress
from service.interviews.standing import answer_entry, text_entry
from service.records import Answer

T = TypeVar("T")
MOST_BESIDE, MOST_EARLIER = 3, 10
"""Other open cases of a caller that are named; latest cases that are looked through for what was promised."""

CALL_HOURS = 24.0
"""Hours on working days within which a promised call is made."""


class MissingError(Exception):
    """Something has to be looked up before the step can be done: the transaction is dropped and the step done anew."""

    def __init__(self, key: Hashable, work: Callable[[], object]) -> None:
        super().__init__("to be looked up")
        self.key = key
        self.work = work


@dataclass(frozen=True, slots=True)
class Means:
    """What all conversations share. ``rules`` are read anew when a file of them changes."""

    desk: Desk
    keeping: Keeping
    rules: Callable[[], RuleBook]
    secrets: Secrets
    templates: Templates
    public_url: str = ""
    person: str = ""
    sms: Provider | None = None
    ticket_hours: float = 72.0
    random: Random | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Who is spoken with, over which channel, and by which message; ``address`` is None where it is withheld."""

    caller: Caller | None
    address: str | None
    channel: Channel
    provider: Provider
    conversation: str
    event: str


Found = MutableMapping[Hashable, object]


def looked_up(work: Callable[[], object]) -> object:
    """Do some work outside of the transaction; a refusal is kept, to be met again inside the step."""
    try:
        return work()
    except (BadRequestError, NotFoundError) as error:
        return error


class TransactionTools:
    """See ``talk_records.Tools``. Lives as long as one transaction; ``found`` outlives it."""

    def __init__(
        self, connection: Connection, means: Means, contact: Contact, found: Found, now: datetime
    ) -> None:
        database = Within(connection)
        self._connection = connection
        self._means = means
        self._contact = contact
        self._found = found
        self._now = now
        self._cases = Cases(database, means.secrets, means.random)
        self._callers = Callers(database, means.secrets)
        self._tickets = Tickets(database, means.ticket_hours)
        self._call_backs = CallBacks(database, means.secrets)
        self._out = contact.caller.opted_out if contact.caller else False
        self.public_url = means.public_url
        self.has_person = bool(means.person)
        self.opting = False

    # --- looked up outside of the transaction

    def _look(self, key: Hashable, work: Callable[[], T]) -> T:
        if key not in self._found:
            raise MissingError(key, work)
        found = self._found[key]
        if isinstance(found, SamuhError):
            raise found
        return cast(T, found)

    def answer(self, question: str, history: tuple[str, ...]) -> Answer:
        """Answer a question from the library."""
        desk = self._means.desk
        return self._look(("answer", question, history), lambda: desk.answer(question, history))

    def begin_interview(self, words: str, schemes: tuple[str, ...] = ()) -> Progress:
        """Begin an interview."""
        return self._look(("begin", words, schemes), lambda: begun(self._means, words, self._day, schemes))

    def schemes_named(self, words: str) -> tuple[str, ...]:
        """The schemes that words are the name of."""
        return schemes_named(words, self._means.rules().schemes)

    def interview(self, code: str) -> Progress:
        """Where an interview stands."""
        return self._look(("interview", code), lambda: standing(self._means, code, self._day))

    def tell(self, code: str, entries: int, entry: Entry) -> Progress:
        """Add an entry once."""
        key = ("tell", code, entries, entry.fact, str(entry.content))
        return self._look(key, lambda: told(self._means, code, entries, entry, self._day))

    def take_back(self, code: str, entries: int) -> Progress:
        """Take an entry back once."""
        return self._look(("back", code, entries), lambda: taken_back(self._means, code, entries, self._day))

    @property
    def _day(self) -> date:
        return self._now.date()

    # --- worked out at once

    def entry(self, fact: str, raw: object) -> Entry:
        """An answer to a question of the interview, checked."""
        return answer_entry(fact, raw, self._means.rules())

    def render(self, answer: Answer, reference: str, language: str) -> Rendered:
        """Make an answer ready to be said and sent."""
        return render(answer, reference, language, self._means.templates)

    def read_facts(self, words: str) -> Entry | None:
        """The facts that words tell."""
        entry = text_entry(masked(words), self._means.rules())
        return entry if entry.content["facts"] else None

    def under(self, reference: str) -> Under | None:
        """What lies under a reference."""
        try:
            plain = self._cases.case(reference).reference
        except (ReferenceError_, NotFoundError):
            return None
        found = self.kept_answer(plain)
        tickets = self._tickets.of_case(plain)
        waiting = [ticket.due for ticket in tickets if ticket.state is TicketState.OPEN]
        replies = [
            ticket.reply for ticket in tickets if ticket.reply and ticket.state is not TicketState.OPEN
        ]
        calls = [c for c in self._call_backs.of_case(plain) if c.state is CallBackState.PROMISED]
        return Under(
            plain,
            found[1] if found else None,
            replies[-1] if replies else "",
            waiting[-1] if waiting else None,
            Owed(plain, calls[-1].due, before=True, since=calls[-1].opens) if calls else None,
            any(turn.kind is TurnKind.INTERVIEW for turn in self._cases.turns(plain)),
        )

    def kept_answer(self, text: str) -> tuple[str, Answer] | None:
        """The last answer under a reference."""
        try:
            reference = self._cases.case(text).reference
        except (ReferenceError_, NotFoundError):
            return None
        for turn in reversed(self._cases.turns(reference)):
            if turn.kind is TurnKind.ANSWER and "answer_id" in turn.content:
                return reference, kept_answers.answer_of(turn.content)
        return None

    def last_told(self) -> tuple[str, str] | None:
        """The case of the last SMS that went out of a call of the caller, and the reader's language."""
        caller = self._contact.caller
        for case in self._cases.search(Sought(caller_id=caller.id), MOST_EARLIER) if caller else ():
            for turn in self._cases.turns(case.reference):
                if turn.kind is TurnKind.MESSAGE_OUT and self.kept_answer(case.reference):
                    return case.reference, str(turn.content.get("language") or "en")
        return None

    def opted_out(self) -> bool:
        """Whether the caller wants no messages."""
        return self._out

    # --- kept with the transaction

    def open_case(self) -> str:
        """Open a case."""
        caller = self._contact.caller
        beside = (
            self._cases.search(Sought(caller_id=caller.id, still_open=True), MOST_BESIDE) if caller else ()
        )
        caller_id = caller.id if caller else None
        made = self._cases.open_case(self._contact.channel, caller_id, None, self._now).reference
        for case in beside:
            self._beside(made, case)
            self._beside(case.reference, self._cases.case(made))
        return made

    def _beside(self, reference: str, other: Case) -> None:
        """Say in a case that the same caller has another one open, so that nobody works on one of them alone."""
        shown, way = references.shown(other.reference), other.channel.value.replace("_", " ")
        told = {
            "text": f"The same caller has another case open: {shown} ({way}).",
            "other_case": other.reference,
        }
        self._cases.add_turn(reference, TurnKind.NOTE, told, self._now)

    def note(self, reference: str, kind: str, content: dict[str, Any], index_id: str | None = None) -> None:
        """Add a turn."""
        told = {**content, "channel": self._contact.channel.value}
        self._cases.add_turn(reference, TurnKind(kind), told, self._now, index_id)

    def close(self, reference: str, outcome: Outcome, minutes: float | None) -> None:
        """Close a case."""
        case = self._cases.case(reference)
        closing = Closing(outcome, minutes, case.note, case.call_type)
        self._cases.close(reference, closing, case.version, self._now)

    def escalate(self, reference: str, question: str) -> Owed:
        """Raise a ticket; the same caller's same question has one, by whichever channel it came."""
        plain = " ".join(masked(question).split())
        for mine in self._references(reference):
            for ticket in self._tickets.of_case(mine):
                if ticket.state is TicketState.OPEN and _same(ticket.question, plain):
                    self._points(reference, mine)
                    return Owed(mine, ticket.due, before=True)
        return Owed(reference, self._tickets.escalate(reference, 2, plain, None, self._now).due)

    def call_back(self, reference: str, number: str | None, when: When | None = None) -> Owed:
        """Promise a call; the same caller is called once, whichever channels it was asked for by."""
        address = normalised(number) if number else self._contact.address
        since, by = self._hours(when)
        for mine in self._references(reference):
            for call in self._call_backs.of_case(mine):
                if call.state is CallBackState.PROMISED and call.number == address:
                    self._points(reference, mine)
                    if since is None:
                        return Owed(mine, call.due, before=True, since=call.opens)
                    self._call_backs.move(call.id, by, Doing(call.version, None), self._now, since)
                    self._wished(mine, since, by)
                    return Owed(mine, by, before=True, since=since)
        made = self._call_backs.promise(Promise(reference, by, number, opens=since), self._now)
        self._wished(reference, since, by)
        return Owed(reference, made.due, since=since)

    def _hours(self, when: When | None) -> tuple[datetime | None, datetime]:
        """From when on and until when a call is to be made."""
        holidays = holidays_of(self._state())
        return window(when, self._now, holidays) if when else (None, due(2, self._now, holidays, CALL_HOURS))

    def _wished(self, reference: str, since: datetime | None, by: datetime) -> None:
        """Say in the case at what hours the caller wants to be called."""
        if since is not None:
            told = {
                "text": f"To be called {day_and_hours(since, by, 'en')} (Indian time), as the caller wished."
            }
            self._cases.add_turn(reference, TurnKind.NOTE, told, self._now)

    def _references(self, reference: str) -> list[str]:
        """The case itself, and the other latest ones of the caller."""
        caller = self._contact.caller
        cases = self._cases.search(Sought(caller_id=caller.id), MOST_EARLIER) if caller else ()
        return list(dict.fromkeys([reference, *(case.reference for case in cases)]))

    def _points(self, reference: str, other: str) -> None:
        if reference != other:
            told = {"text": f"Already promised under {references.shown(other)}.", "other_case": other}
            self._cases.add_turn(reference, TurnKind.NOTE, told, self._now)

    def _state(self) -> str | None:
        return self._contact.caller.state if self._contact.caller else None

    def set_opted_out(self, out: bool) -> None:
        """Keep whether the caller wants messages; the confirmation goes out all the same."""
        if self._contact.caller is not None:
            self._callers.opt_out(self._contact.caller.id, out, self._now)
        self._out = out
        self.opting = True

    def send_sms(self, reply: Reply, reference: str) -> bool:
        """Queue an SMS to the caller's own number."""
        contact, provider = self._contact, self._means.sms
        if provider is None or contact.caller is None or contact.address is None:
            return False
        agreed = Details(consent=Consent(messages=True))
        self._callers.change(contact.caller.id, agreed, self._now)
        if contact.caller.opted_out:
            self._callers.opt_out(contact.caller.id, False, self._now)
        message = Outbound(
            id=f"{contact.event[:31]}s",
            channel="sms",
            to=contact.address,
            text=reply.text,
            template=reply.name,
            variables=reply.variables,
            language=reply.language,
        )
        draft = Draft(message, provider, contact.conversation, contact.caller.id, reference)
        add(self._connection, draft, self._means.secrets, self._now)
        told = {"text": reply.text, "channel": "sms", "template": reply.name, "language": reply.language}
        self._cases.add_turn(reference, TurnKind.MESSAGE_OUT, told, self._now)
        return True


def _same(one: str, other: str) -> bool:
    """Whether two questions are the same but for signs, capitals and blanks."""
    return _letters(one) == _letters(other)


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if not sign.isspace() and sign not in ".,;:!?।")


# ---------------------------------------------------------------- interviews, in the library's database


def standing(means: Means, code: str, day: date) -> Progress:
    """Where an interview stands."""
    return progress(means.keeping.get(code), means.rules(), day)


def begun(means: Means, words: str, day: date, schemes: tuple[str, ...] = ()) -> Progress:
    """A new interview; with words, what was read of them; on some schemes, or on all where none is given."""
    told = [text_entry(masked(words), means.rules())] if words else []
    return standing(means, means.keeping.begin(told, schemes or None), day)


def told(means: Means, code: str, entries: int, entry: Entry, day: date) -> Progress:
    """Add an entry, unless it is there already from a try that broke off."""
    there = means.keeping.get(code).entries
    if len(there) <= entries or there[entries] != entry:
        means.keeping.append(code, [entry])
    return standing(means, code, day)


def taken_back(means: Means, code: str, entries: int, day: date) -> Progress:
    """Take the last entry back, unless that was done already by a try that broke off."""
    if len(means.keeping.get(code).entries) >= entries:
        means.keeping.back(code)
    return standing(means, code, day)
