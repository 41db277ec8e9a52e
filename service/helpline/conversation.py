"""The conversation with a caller: one function from where it stands and what came in to what is said.

The same for telephone, SMS, WhatsApp and e-mail; nothing here knows a provider, a database or a clock.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from ingest.errors import BadRequestError
from service.helpline import talk_answers, talk_interview, talk_phone, talk_references, talk_small
from service.helpline.channels.records import EventKind
from service.helpline.consent import Wish, courtesy, is_soft, language_of, wish
from service.helpline.records import Outcome
from service.helpline.talk_answers import Step, Talk
from service.helpline.talk_records import Event, Expects, Stage, State, Tools
from service.helpline.talk_references import Found
from service.helpline.talk_schemes import scheme_asked
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
    at = (
        min(event.at, event.now) if event.at else None
    )  # a clock that is ahead would make all that follows late
    last = max(filter(None, (state.last_at, at)), default=None)
    asks = any(reply.choices or reply.expects is not Expects.NOTHING for reply in replies)
    if replies and moved.small_at != event.now:
        moved = replace(moved, small="", small_at=None)
    return replace(moved, step=state.step + asks, last_at=last), replies


def _stepped(talk: Talk) -> Step:
    if talk.event.kind is EventKind.CALL_ENDED:
        return talk_phone.ended(talk)
    if talk.event.channel == "phone":
        return talk_phone.stepped(talk)
    return _left_open(talk, _written(_spoken_to(talk)))


def _left_open(talk: Talk, done: Step) -> Step:
    """Say how to go on with an interview that something else came between."""
    moved, replies = done
    before, after = talk.state, moved.stage
    left = before.stage is Stage.INTERVIEW and after not in (Stage.INTERVIEW, Stage.RESULT)
    if left and replies and moved.code and moved.code == before.code and talk.event.channel != "sms":
        language = "hi" if moved.language == "hi" else "en"
        return moved, (*replies, said("check_open", language, talk.event.channel))
    return done


def _spoken_to(talk: Talk) -> Talk:
    """Answer in the language that was written in; a language that was asked for stays."""
    found = language_of(talk.event.text) if talk.event.kind is EventKind.WORDS else None
    if found == "hi" or talk.state.language is None:
        return replace(talk, state=replace(talk.state, language=found or talk.state.language or "en"))
    return talk


def _written(talk: Talk) -> Step:
    words = talk.event.kind is EventKind.WORDS
    wanted = wish(talk.event.text) if words else None
    if wanted is Wish.STOP and talk.state.stage in _ASKING and is_soft(talk.event.text):
        return _menu(talk)
    if wanted in (Wish.STOP, Wish.START) and _for_messages(talk, wanted):
        return _opting(talk, out=wanted is Wish.STOP)
    if talk.tools.opted_out():
        return talk.state, ()
    if talk.event.kind is EventKind.UNREADABLE:
        return talk_small.unreadable(talk)
    if talk.late:
        return _late(talk)
    kind = courtesy(talk.event.text) if words and wanted is None else None
    return talk_small.answered(talk, kind, _menu) if kind else _meant(talk, wanted)


_ASKING = (Stage.INTERVIEW, Stage.NOT_KNOWN)
"""Stages in which "cancel" is meant for the question that is open, not for all messages."""


def _late(talk: Talk) -> Step:
    """What answers an earlier question is not counted; the question of an interview that is open is put again."""
    said_late = talk.say("late")
    if talk.state.code and talk.state.stage is not Stage.RESULT and talk.event.channel != "sms":
        moved, replies = talk_interview.go_on(talk)
        return moved, (said_late, *replies)
    return talk.state, (said_late, *talk.state.said[-1:])


def _for_messages(talk: Talk, wanted: Wish) -> bool:
    """STOP always ends messages; START is a wish only of one who ended them."""
    return wanted is Wish.STOP or talk.tools.opted_out()


def _opting(talk: Talk, out: bool) -> Step:
    if out and talk.tools.opted_out():
        return talk.state, ()  # it was confirmed once; a second message would be one more that is not wanted
    talk.tools.set_opted_out(out)
    kept = State(language=talk.state.language, step=talk.state.step, began=talk.state.began)
    return kept, (talk.say("stopped" if out else "started"),)


def _meant(talk: Talk, wanted: Wish | None) -> Step:
    doing = _HERE.get((talk.state.stage, wanted))
    if doing is None and (talk.state.stage, wanted) not in _ANSWERS:
        doing = _WISHES.get(wanted)
    if doing is not None:
        return doing(talk)
    pointed = talk_answers.wished_call(talk) if wanted is None else None
    if pointed is None and talk.state.stage is not Stage.CALL_NUMBER:
        pointed = _pointed(talk)
    if pointed is not None:
        return pointed
    if talk.chosen is not None:
        return _CHOICES[talk.chosen](talk) if talk.chosen in _CHOICES else talk_answers.ask(talk, talk.chosen)
    return _STAGES.get(talk.state.stage, _asked)(talk)


def _pointed(talk: Talk) -> Step | None:
    """What a reference or a code brings, and what a slip in one does; None where the message is neither."""
    text = talk.event.text
    found = talk_references.named(text)
    if found is not None and found[0] is Found.REFERENCE:
        return talk_answers.reopen(talk, found[1])
    if found is not None and found[0] is Found.MAYBE and talk.tools.under(found[1]):
        return talk_answers.reopen(talk, found[1])
    if _is_code(text):
        return talk_interview.resume(talk, text)
    if talk.state.stage is Stage.INTERVIEW and not talk_references.certain(text):
        return None
    if talk_references.near(text, talk.state.reference) or (found is not None and found[0] is Found.SLIP):
        return talk.state, (talk.say("slip"),)
    return (
        (talk.state, (talk.say("code_slip"),)) if found is not None and found[0] is Found.CODE_SLIP else None
    )


def _asked(talk: Talk) -> Step:
    """Words with a question in them are asked; a lone key that nothing offers, or a single sign, brings the menu."""
    text = talk.event.text
    if len(text) > SAID_CHARS:
        return talk.state, (talk.say("too_long", most=SAID_CHARS),)
    if talk.event.kind is EventKind.DIGITS or language_of(text) is None:
        return _unasked(talk)
    told = _told_eligibility(text)
    if told and talk.event.channel != "sms":
        return talk_interview.begin(talk, told)
    schemes = talk.tools.schemes_named(scheme_asked(text))
    return talk_interview.begin_for(talk, schemes) if schemes else talk_answers.ask(talk, text)


def _unasked(talk: Talk) -> Step:
    """A lone key: with an interview left open its question again, else the menu."""
    paused = talk.state.code and talk.state.stage not in (Stage.RESULT, Stage.INTERVIEW, Stage.MENU)
    if paused and talk.event.text.strip().isdigit() and talk.event.channel != "sms":
        return talk_interview.go_on(talk)
    return _menu(talk)


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
    return talk_interview.result(talk) if talk.state.code else _menu(talk)


def _after_call(talk: Talk) -> Talk:
    """To one who has asked nothing in writing yet, what was sent out of the last call is the last answer."""
    found = None if talk.state.reference or talk.state.code else talk.tools.last_told()
    if found is None:
        return talk
    return replace(talk, state=replace(talk.state, reference=found[0], language=found[1]))


def _full(talk: Talk) -> Step:
    """The whole of the last answer; where an eligibility check was the last, what came of it."""
    talk = _after_call(talk)
    under = talk.tools.under(talk.state.reference) if talk.state.reference else None
    if under is None or (under.answer is None and not under.reply):
        return (
            talk_interview.result(talk) if talk.state.code else (talk.state, (talk.say("nothing_to_tell"),))
        )
    if under.answer is None or under.reply:
        return talk_answers.reopen(talk, under.reference)
    if talk_answers.OUTCOMES[under.answer.status] is Outcome.NOT_KNOWN:
        return talk_small.not_known(talk)
    return talk_answers.full(talk)


def _next(talk: Talk) -> Step:
    """The next question of an interview that was left open, else the next part of the last answer."""
    if talk.state.small == talk_interview.OFFERED:
        return talk_interview.offered(talk)
    open_check = talk.state.code and talk.state.stage is not Stage.RESULT and talk.event.channel != "sms"
    return talk_interview.go_on(talk) if open_check else _full(talk)


_WISHES: Mapping[Wish | None, Callable[[Talk], Step]] = {
    Wish.MENU: _menu,
    Wish.ELIGIBILITY: _begin,
    Wish.PERSON: talk_answers.escalate,
    Wish.CALL_BACK: talk_answers.call_back,
    Wish.RESULT: _result,
    Wish.ENGLISH: _in_language("en"),
    Wish.HINDI: _in_language("hi"),
    Wish.FULL: _full,
    Wish.NEXT: _next,
    Wish.YES: _menu,
    Wish.NO: _menu,
    Wish.UNKNOWN: _menu,
}

_HERE: Mapping[tuple[Stage, Wish | None], Callable[[Talk], Step]] = {
    (Stage.NOT_KNOWN, Wish.YES): talk_answers.escalate,
    (Stage.NOT_KNOWN, Wish.NO): _menu,
    (Stage.INTERVIEW, Wish.BACK): talk_interview.answered,
}
"""Wishes that mean something only where they answer what was asked last."""

_ANSWERS = frozenset((Stage.INTERVIEW, answer) for answer in (Wish.YES, Wish.NO, Wish.UNKNOWN))
"""Words that answer the question of an interview where one is open, and are a wish elsewhere."""

_STAGES: Mapping[Stage, Callable[[Talk], Step]] = {
    Stage.INTERVIEW: talk_interview.answered,
    Stage.CALL_NUMBER: talk_answers.call_number,
}

_CHOICES: Mapping[str, Callable[[Talk], Step]] = {
    "full": _full,
    "eligible": _begin,
    "person": talk_answers.escalate,
    "expert": talk_answers.escalate,
    "call": talk_answers.call_back,
    "menu": _menu,
}
