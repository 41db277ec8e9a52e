"""The conversation by telephone: language, menu, topics, keys; repeat, a person, the end of the call."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from service.helpline import talk_answers, talk_interview
from service.helpline.channels.records import EventKind
from service.helpline.consent import Wish, courtesy, wish
from service.helpline.records import Outcome
from service.helpline.talk_answers import Step, Talk
from service.helpline.talk_records import Expects, Reply, Stage
from service.helpline.talk_words import aloud, template_reply, topics, words

MOST_MISSED = 3
"""Wrong or missing keys in a row after which the call is ended: the line may be dead."""


def stepped(talk: Talk) -> Step:
    """One step of a call; what was said is kept, so that 9 says it again."""
    moved, replies = _stepped(talk)
    if any(reply.expects is not Expects.NOTHING for reply in replies) and not moved.missed:
        moved = replace(moved, said=replies)
    return moved, replies


def _stepped(talk: Talk) -> Step:
    event, state = talk.event, talk.state
    if event.kind is EventKind.CALL_BEGAN:
        return _welcome(talk)
    if state.stage is Stage.ENDED:
        return state, (Reply("", talk.language, channel="phone", hang_up=True),)
    if talk.late:
        return state, (talk.say("late"), *state.said[-1:])
    if event.kind is EventKind.WORDS:
        return _heard(talk)
    return _keys(talk, event.text.strip())


def _heard(talk: Talk) -> Step:
    """Words that were spoken: a wish that there is a key for, a courtesy, or a question."""
    text = talk.event.text.strip()
    if not text:
        return _missed(talk, "nothing_heard")
    doing = _WISHES.get(wish(text))
    if doing is not None:
        return doing(talk)
    return _menu(talk) if courtesy(text) else talk_answers.ask(talk, text)


def _welcome(talk: Talk) -> Step:
    reference = talk.tools.open_case()
    runs = ((words("welcome", "en", True), "en"), (words("welcome", "hi", True), "hi"))
    text = " ".join(said for said, _ in runs)
    reply = Reply(text, "en", expects=Expects.KEY, spoken=runs, channel="phone")
    return talk.at(Stage.LANGUAGE, {"1": "en", "2": "hi"}, reference=reference), (reply,)


def _keys(talk: Talk, key: str) -> Step:
    if not key:
        return _missed(talk, "nothing_heard")
    if talk.state.stage in _STAGES:
        return _STAGES[talk.state.stage](talk)
    if key == "9" and talk.chosen is None:
        return talk.state, talk.state.said
    if key == "0":
        return _person(talk)
    return _offered(talk, key)


def _offered(talk: Talk, key: str) -> Step:
    meant = talk.chosen
    if meant is None:
        return _missed(talk, "wrong_key")
    if meant in _MEANT:
        return _MEANT[meant](talk)
    return talk_answers.ask(talk, meant)  # a topic's question, or a choice that narrows the last one


def _language(talk: Talk) -> Step:
    if talk.chosen is None:
        return _missed(talk, "wrong_key")
    return _menu(replace(talk, state=replace(talk.state, language=talk.chosen)))


def _menu(talk: Talk) -> Step:
    hears = talk.event.hears
    ask = words("menu_ask", talk.language, True) if hears else ""
    offered = {"1": "topics", "2": "eligible", "4": "call_which"} | ({"3": "aloud"} if hears else {})
    reply = talk.ask("menu", ask=ask)
    return talk.at(Stage.MENU, offered), (replace(reply, text=" ".join(reply.text.split())),)


def _topics(talk: Talk) -> Step:
    listed, offered = [], {"*": "menu"}
    for number, topic in enumerate(topics(), 1):
        name = topic.hi if talk.language == "hi" else topic.en
        listed.append(words("press", talk.language, True, what=name, digit=number))
        offered[str(number)] = topic.question
    return talk.at(Stage.TOPICS, offered), (talk.ask("topics", list=" ".join(listed)),)


def _aloud(talk: Talk) -> Step:
    return talk.at(Stage.ASK, {"*": "menu"}), (talk.ask("ask_aloud", Expects.WORDS),)


def _begin_interview(talk: Talk) -> Step:
    return talk_interview.begin(talk, "")


def _interview(talk: Talk) -> Step:
    moved, replies = talk_interview.answered(talk)
    return _goodbye(talk) if moved.missed >= MOST_MISSED else (moved, replies)


def _call_keys(talk: Talk) -> Step:
    return talk_answers.promised(talk, talk.event.text.strip())


def _call_which(talk: Talk) -> Step:
    return talk.at(Stage.CALL_NUMBER, {"1": "call", "2": "call_other", "*": "menu"}), (
        talk.ask("call_which"),
    )


def _call_other(talk: Talk) -> Step:
    return talk.at(Stage.CALL_KEYS), (talk.ask("call_keys", Expects.KEYS),)


def _person(talk: Talk) -> Step:
    """Connect with a person where there is one to connect with, else promise a call."""
    reference = talk.state.reference
    if talk.tools.has_person:
        reply = replace(talk.say("connecting", reference=reference), dial=True)
        return talk.at(Stage.ENDED, outcome=Outcome.ESCALATED), (reply,)
    moved, replies = talk_answers.promised(talk, None)
    return moved, (talk.say("nobody"), *replies)


def _send_answer(talk: Talk) -> Step:
    """Send the last answer as an SMS; asking for it is the consent to get it."""
    found = talk.tools.kept_answer(talk.state.reference or "")
    sent = False
    if found is not None:
        sms = talk.tools.render(found[1], found[0], talk.language).sms
        reply = Reply(sms.text, talk.language, name=sms.template_id, variables=sms.variables, channel="sms")
        sent = talk.tools.send_sms(reply, talk.state.reference or "")
    key = "sms_sent" if sent else "sms_not_sent"
    return talk.at(Stage.AFTER, {"*": "menu"}), (talk.ask(key, reference=talk.state.reference),)


def _send_code(talk: Talk) -> Step:
    code = talk.state.code or ""
    if talk.tools.send_sms(template_reply("talk-code", talk.language, [code]), talk.state.reference or ""):
        return talk.at(Stage.AFTER, {"*": "menu"}), (talk.ask("code_sent"),)
    return talk.at(Stage.AFTER, {"*": "menu"}), (talk.ask("code_spoken", code=aloud(code, talk.language)),)


def _missed(talk: Talk, key: str) -> Step:
    if talk.state.missed + 1 >= MOST_MISSED:
        return _goodbye(talk)
    again = tuple(reply for reply in talk.state.said if reply.expects is not Expects.NOTHING)[-1:]
    return replace(talk.state, missed=talk.state.missed + 1), (talk.say(key), *again)


def _goodbye(talk: Talk) -> Step:
    reply = replace(talk.say("goodbye", reference=talk.state.reference), hang_up=True)
    return talk.at(Stage.ENDED), (reply,)


def ended(talk: Talk) -> Step:
    """The call is over: its case is closed with what came of it."""
    state = talk.state
    if state.reference and state.began:
        minutes = round(max(0.0, (talk.event.now - state.began).total_seconds() / 60), 1)
        talk.tools.close(state.reference, state.outcome or Outcome.DROPPED, minutes)
    return replace(state, stage=Stage.ENDED), ()


_STAGES: Mapping[Stage, Callable[[Talk], Step]] = {
    Stage.LANGUAGE: _language,
    Stage.INTERVIEW: _interview,
    Stage.CALL_KEYS: _call_keys,
}

_WISHES: Mapping[Wish | None, Callable[[Talk], Step]] = {
    Wish.MENU: _menu,
    Wish.BACK: _menu,
    Wish.YES: _menu,
    Wish.NO: _menu,
    Wish.ELIGIBILITY: _begin_interview,
    Wish.PERSON: _person,
    Wish.CALL_BACK: _call_which,
    Wish.STOP: _goodbye,
}

_MEANT: Mapping[str, Callable[[Talk], Step]] = {
    "menu": _menu,
    "topics": _topics,
    "eligible": _begin_interview,
    "aloud": _aloud,
    "call_which": _call_which,
    "call": talk_answers.call_back,
    "call_other": _call_other,
    "expert": talk_answers.escalate,
    "sms": _send_answer,
    "code_sms": _send_code,
}
