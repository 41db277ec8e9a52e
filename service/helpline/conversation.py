"""The conversation with a caller: one function from where it stands and what came in to what is said.

The same for telephone, SMS, WhatsApp and e-mail; nothing here knows a provider, a database or a clock.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from ingest.errors import BadRequestError
from service.helpline import talk_answers, talk_interview, talk_phone
from service.helpline.channels.records import EventKind
from service.helpline.consent import Wish, language_of, wish
from service.helpline.talk_answers import Step, Talk
from service.helpline.talk_records import Event, Expects, Stage, State, Tools
from service.helpline.talk_words import choices, said
from service.interviews import codes

SAID_CHARS = 4000
"""Longest text that is taken in at all; a question may be shorter still, which the desk decides."""


def step(state: State, event: Event, tools: Tools) -> Step:
    """One step of a conversation.

    Args:
        state: Where it stands; ``State()`` for a new one.
        event: What the caller did.
        tools: What may be done for it; see ``Tools``.

    Returns:
        Where it stands afterwards, and the replies in their order; none where nothing is to be said.
    """
    talk = Talk(replace(state, began=state.began or event.now), event, tools)
    moved, replies = _stepped(talk)
    last = max(filter(None, (state.last_at, event.at)), default=None)
    asks = any(reply.choices or reply.expects is not Expects.NOTHING for reply in replies)
    return replace(moved, step=state.step + asks, last_at=last), replies


def _stepped(talk: Talk) -> Step:
    if talk.event.kind is EventKind.CALL_ENDED:
        return talk_phone.ended(talk)
    if talk.event.channel == "phone":
        return talk_phone.stepped(talk)
    return _written(_spoken_to(talk))


def _spoken_to(talk: Talk) -> Talk:
    """Answer in the language that was written in; a language that was asked for stays."""
    found = language_of(talk.event.text) if talk.event.kind is EventKind.WORDS else None
    if found == "hi" or talk.state.language is None:
        return replace(talk, state=replace(talk.state, language=found or talk.state.language or "en"))
    return talk


def _written(talk: Talk) -> Step:
    wanted = wish(talk.event.text) if talk.event.kind is EventKind.WORDS else None
    if wanted in (Wish.STOP, Wish.START) and _for_messages(talk, wanted):
        return _opting(talk, out=wanted is Wish.STOP)
    if talk.tools.opted_out():
        return talk.state, ()
    if talk.event.kind is EventKind.UNREADABLE:
        return talk.state, (talk.say("unreadable"),)
    if talk.late:
        return talk.state, (talk.say("late"), *talk.state.said[-1:])
    return _meant(talk, wanted)


def _for_messages(talk: Talk, wanted: Wish) -> bool:
    """STOP always ends messages; START is a wish only of one who ended them."""
    return wanted is Wish.STOP or talk.tools.opted_out()


def _opting(talk: Talk, out: bool) -> Step:
    talk.tools.set_opted_out(out)
    kept = State(language=talk.state.language, step=talk.state.step, began=talk.state.began)
    return kept, (talk.say("stopped" if out else "started"),)


def _meant(talk: Talk, wanted: Wish | None) -> Step:
    doing = _WISHES.get(wanted) or _HERE.get((talk.state.stage, wanted))
    if doing is not None:
        return doing(talk)
    if talk.tools.is_reference(talk.event.text):
        return talk_answers.reopen(talk)
    if _is_code(talk.event.text):
        return talk_interview.resume(talk, talk.event.text)
    if talk.chosen is not None:
        return _CHOICES[talk.chosen](talk) if talk.chosen in _CHOICES else talk_answers.ask(talk, talk.chosen)
    return _STAGES.get(talk.state.stage, _asked)(talk)


def _asked(talk: Talk) -> Step:
    """Words with a question in them are asked; a lone key that nothing offers, or a single sign, brings the menu."""
    if len(talk.event.text) > SAID_CHARS:
        return talk.state, (talk.say("too_long", most=SAID_CHARS),)
    if talk.event.kind is EventKind.DIGITS or language_of(talk.event.text) is None:
        return _menu(talk)
    told = _told_eligibility(talk.event.text)
    if told and talk.event.channel != "sms":
        return talk_interview.begin(talk, told)
    return talk_answers.ask(talk, talk.event.text)


def _is_code(text: str) -> bool:
    """Whether a whole message is the code of an interview, as the web page or the desk gave it."""
    try:
        return bool(codes.read(text))
    except BadRequestError:
        return False


def _told_eligibility(text: str) -> str:
    """What follows the word "eligibility" and a colon at the beginning of a message, else nothing."""
    head, colon, rest = text.partition(":")
    return rest.strip() if colon and wish(head) is Wish.ELIGIBILITY else ""


def _menu(talk: Talk) -> Step:
    offered = {"eligible": "eligible", "call": "call"}
    made = talk.say("menu")
    if talk.event.channel != "sms":
        made = replace(made, choices=choices(talk.language, eligibility="eligible", call="call"))
        if talk.event.channel == "email":
            made = replace(made, choices=())
    return talk.at(Stage.MENU, offered), (made,)


def _in_language(language: str) -> Callable[[Talk], Step]:
    def switched(talk: Talk) -> Step:
        moved = replace(talk.state, language=language)
        return moved, (said("language_set", language, talk.event.channel),)

    return switched


def _begin(talk: Talk) -> Step:
    return talk_interview.begin(talk, "")


def _result(talk: Talk) -> Step:
    return talk_interview.result(talk) if talk.state.code else _asked(talk)


_WISHES: Mapping[Wish | None, Callable[[Talk], Step]] = {
    Wish.MENU: _menu,
    Wish.ELIGIBILITY: _begin,
    Wish.PERSON: talk_answers.escalate,
    Wish.CALL_BACK: talk_answers.call_back,
    Wish.RESULT: _result,
    Wish.ENGLISH: _in_language("en"),
    Wish.HINDI: _in_language("hi"),
}

_HERE: Mapping[tuple[Stage, Wish | None], Callable[[Talk], Step]] = {
    (Stage.NOT_KNOWN, Wish.YES): talk_answers.escalate,
    (Stage.NOT_KNOWN, Wish.NO): _menu,
    (Stage.INTERVIEW, Wish.BACK): talk_interview.answered,
}
"""Wishes that mean something only where they answer what was asked last."""

_STAGES: Mapping[Stage, Callable[[Talk], Step]] = {
    Stage.INTERVIEW: talk_interview.answered,
    Stage.CALL_NUMBER: talk_answers.call_number,
}

_CHOICES: Mapping[str, Callable[[Talk], Step]] = {
    "full": talk_answers.full,
    "eligible": _begin,
    "person": talk_answers.escalate,
    "expert": talk_answers.escalate,
    "call": talk_answers.call_back,
    "menu": _menu,
}
