"""Questions in a conversation: answered, not known, narrowed, handed to an expert, opened again by reference."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from ingest.errors import BadRequestError
from service.helpline import kept_answers, letter_text, masking, references, talk_parts
from service.helpline.call_times import When, read_when
from service.helpline.call_wishes import asks_for_call, call_wish
from service.helpline.channels.records import Choice, EventKind
from service.helpline.records import Outcome
from service.helpline.renderings.records import Rendered
from service.helpline.talk_records import Event, Expects, Owed, Reply, Stage, State, Tools, Under
from service.helpline.talk_words import choices, day_and_hours, prompt, said
from service.records import Answer, AnswerStatus

Step = tuple[State, tuple[Reply, ...]]
QUIET = timedelta(hours=1)
"""So long a courtesy that was answered is not answered again."""

HISTORY = 4
"""Earlier questions that a follow-up is understood by."""

OUTCOMES: Mapping[AnswerStatus, Outcome] = {
    AnswerStatus.ANSWERED: Outcome.ANSWERED,
    AnswerStatus.PARTLY_ANSWERED: Outcome.PARTLY_ANSWERED,
    AnswerStatus.CONFLICTING: Outcome.PARTLY_ANSWERED,
    AnswerStatus.NEEDS_FACTS: Outcome.PARTLY_ANSWERED,
    AnswerStatus.NO_EVIDENCE: Outcome.NOT_KNOWN,
    AnswerStatus.OUT_OF_SCOPE: Outcome.NOT_KNOWN,
}


@dataclass(frozen=True, slots=True)
class Talk:
    """What each part of a conversation is given."""

    state: State
    event: Event
    tools: Tools

    @property
    def language(self) -> str:
        """The language that is spoken, "en" or "hi"."""
        return "hi" if self.state.language == "hi" else "en"

    @property
    def phone(self) -> bool:
        """Whether this is a call."""
        return self.event.channel == "phone"

    @property
    def chosen(self) -> str | None:
        """What the key that came means where it was offered, else None."""
        key = self.event.text.strip().rstrip(".")
        return dict(self.state.offered).get(key)

    @property
    def late(self) -> bool:
        """Whether this answers an earlier question than the one that is open.

        A button or a keypad form names its question. A bare key in writing does not: it is late where it was sent
        before something that has been taken in already.
        """
        event, state = self.event, self.state
        if event.step is not None:
            return event.step != state.step
        bare = event.kind is EventKind.DIGITS or event.text.strip().isdigit()
        return bare and event.at is not None and state.last_at is not None and event.at < state.last_at

    def say(self, key: str, **parts: object) -> Reply:
        """One of our own wordings, for this channel and language."""
        return said(key, self.language, self.event.channel, **parts)

    def say_written(self, key: str, **parts: object) -> Reply:
        """One of our own wordings as it is written in full, also where the channel takes registered texts only."""
        return replace(said(key, self.language, "email", **parts), channel=self.event.channel)

    def ask(self, key: str, expects: Expects = Expects.KEY, **parts: object) -> Reply:
        """One of our own wordings that waits for keys, in a call."""
        return prompt(key, self.language, expects, **parts)

    def at(self, stage: Stage, offered: Mapping[str, str] | None = None, **changes: Any) -> State:  # noqa: ANN401 -- fields of State
        """Where the conversation stands next."""
        return replace(self.state, stage=stage, offered=tuple((offered or {}).items()), missed=0, **changes)


def case_of(talk: Talk) -> str:
    """The case of this contact: a call has one from its beginning, a question in writing one of its own."""
    return talk.state.reference if talk.phone and talk.state.reference else talk.tools.open_case()


def ended(talk: Talk, reference: str, outcome: Outcome) -> None:
    """A question in writing is a case that closes with its reply; a call closes when it ends."""
    if not talk.phone:
        talk.tools.close(reference, outcome, None)


def ask(talk: Talk, question: str) -> Step:
    """Look a question up and say what came of it."""
    text = " ".join(question.split())
    try:
        answer = talk.tools.answer(text, talk.state.history)
    except BadRequestError:
        return talk.state, (talk.say("too_long", most=1000),)
    reference = case_of(talk)
    talk.tools.note(reference, "question", {"text": text})
    talk.tools.note(reference, "answer", kept_answers.kept(answer), answer.index_id)
    outcome = OUTCOMES[answer.status]
    ended(talk, reference, outcome)
    history = (*talk.state.history, text)[-HISTORY:]
    state = replace(talk.state, reference=reference, question=text, history=history, outcome=outcome, told=0)
    here = replace(talk, state=state)
    return _and_called(here, answer) if _asks_for_call(talk) else told(here, answer)


def _asks_for_call(talk: Talk) -> bool:
    """Whether a message that is no plain wish to be called asks for a call all the same."""
    return talk.event.kind is EventKind.WORDS and not talk.phone and asks_for_call(talk.event.text)


def _and_called(talk: Talk, answer: Answer) -> Step:
    """A call is promised besides: where there is no answer it is the reply, else it comes after the answer.

    A time that was not understood stands in the caller's words, which the case keeps.
    """
    if answer.status in (AnswerStatus.NO_EVIDENCE, AnswerStatus.OUT_OF_SCOPE):
        return call_back(talk)
    moved, replies = told(talk, answer)
    after, promise = call_back(replace(talk, state=moved))
    open_still = after if after.stage is Stage.CALL_NUMBER else replace(moved, outcome=Outcome.CALL_BACK)
    return open_still, (*replies, *promise)


def told(talk: Talk, answer: Answer) -> Step:
    """Say an answer in the form of the channel."""
    if answer.status in (AnswerStatus.NO_EVIDENCE, AnswerStatus.OUT_OF_SCOPE):
        return _refused(talk, answer.status)
    rendered = talk.tools.render(answer, talk.state.reference or "", talk.language)
    return _TOLD[talk.event.channel](talk, answer, rendered)


def _refused(talk: Talk, status: AnswerStatus) -> Step:
    reference = talk.state.reference
    if status is AnswerStatus.OUT_OF_SCOPE:
        reply = talk.ask("out_of_scope") if talk.phone else talk.say("out_of_scope", reference=reference)
        return talk.at(Stage.AFTER, {"*": "menu"}), (reply,)
    if talk.phone:
        offered = {"1": "expert", "2": "call", "*": "menu"}
        return talk.at(Stage.NOT_KNOWN, offered), (talk.ask("not_known"),)
    reply = replace(
        talk.say("not_known", reference=reference),
        choices=choices(talk.language, expert="1", call="2", menu="3"),
    )
    if talk.event.channel == "sms":
        reply = replace(reply, choices=())
    return talk.at(Stage.NOT_KNOWN, {"1": "expert", "2": "call", "3": "menu"}), (reply,)


def _by_phone(talk: Talk, answer: Answer, rendered: Rendered) -> Step:
    spoken = tuple((piece.text, piece.language.value) for piece in rendered.spoken.pieces)
    reply = Reply(rendered.speech, talk.language, spoken=spoken, channel="phone")
    if answer.choices:
        offered = dict(enumerate_keys(answer.choices))
        listed = tuple((_press(talk, choice, key), talk.language) for key, choice in offered.items())
        asked = Reply("", talk.language, spoken=listed, expects=Expects.KEY, channel="phone")
        return talk.at(Stage.CHOOSE, offered | {"*": "menu"}), (talk.say("choose"), asked)
    offered = {"1": "sms", "*": "menu"}
    return talk.at(Stage.AFTER, offered), (reply, talk.ask("after"))


def _press(talk: Talk, what: str, key: str) -> str:
    return talk.ask("press", what=what, digit=key).text


def enumerate_keys(texts: tuple[str, ...]) -> list[tuple[str, str]]:
    """Keys from 1 to 8 for the first texts: 9 repeats, 0 is a person."""
    return [(str(number), text) for number, text in enumerate(texts[:8], 1)]


def _by_sms(talk: Talk, answer: Answer, rendered: Rendered) -> Step:
    sms = rendered.sms
    reply = Reply(sms.text, talk.language, name=sms.template_id, variables=sms.variables, channel="sms")
    return talk.at(Stage.AFTER, {}), (reply,)


def _by_whatsapp(talk: Talk, answer: Answer, rendered: Rendered) -> Step:
    card = rendered.whatsapp
    if answer.choices:
        offered = {row.id: choice for row, choice in zip(card.rows, answer.choices, strict=False)}
        offered |= dict(enumerate_keys(answer.choices))
        rows = tuple(Choice(row.id, row.description or row.title) for row in card.rows)
        return talk.at(Stage.CHOOSE, offered), (Reply(card.body, talk.language, rows, channel="whatsapp"),)
    buttons = tuple(Choice(button.id, button.title) for button in card.buttons)
    offered = {button.key: button.key for button in buttons}
    return talk.at(Stage.AFTER, offered), (Reply(card.body, talk.language, buttons, channel="whatsapp"),)


def _by_letter(talk: Talk, answer: Answer, rendered: Rendered) -> Step:
    end = talk.say("letter_end", reference=talk.state.reference).text
    text = letter_text.letter(rendered.screen, end)
    offered = dict(enumerate_keys(answer.choices))
    stage = Stage.CHOOSE if answer.choices else Stage.AFTER
    return talk.at(stage, offered), (Reply(text, talk.language, channel="email"),)


_TOLD = {"phone": _by_phone, "sms": _by_sms, "whatsapp": _by_whatsapp, "email": _by_letter}


def full(talk: Talk) -> Step:
    """The whole of the last answer in writing, with all of its sources; by SMS its next part."""
    found = talk.tools.kept_answer(talk.state.reference or "")
    if found is None:
        return talk.state, (talk.say("nothing_to_tell"),)
    rendered = talk.tools.render(found[1], found[0], talk.language)
    if talk.event.channel == "sms":
        return next_part(talk, talk_parts.answer_lines(rendered.screen))
    if talk.event.channel == "email":  # a letter is the whole answer already
        return once(talk, "all_told", talk.say("all_told", reference=found[0]))
    text = letter_text.letter(rendered.screen, talk.say("letter_end", reference=found[0]).text)
    return talk.state, (Reply(text, talk.language, channel=talk.event.channel),)


def next_part(talk: Talk, lines: Sequence[str]) -> Step:
    """The next part of a text that goes out as several SMS, until all has been said."""
    reference = talk.state.reference or ""
    parts = talk_parts.parts(lines, reference)
    if talk.state.told >= len(parts):
        return once(talk, "all_told", talk.say("all_told", reference=reference))
    return replace(talk.state, told=talk.state.told + 1), (parts[talk.state.told],)


def once(talk: Talk, name: str, *replies: Reply) -> Step:
    """Say a courtesy; where the same was said a moment ago and nothing else came since, say nothing."""
    state, now = talk.state, talk.event.now
    if state.small == name and state.small_at is not None and now - state.small_at < QUIET:
        return state, ()
    return replace(state, small=name, small_at=now), replies


def reopen(talk: Talk, reference: str) -> Step:
    """Say what lies under a reference as it was given; to one who has had it already, the whole or its next part."""
    under = talk.tools.under(reference)
    if under is None:
        return talk.state, (talk.say("no_such_reference"),)
    again = under.reference == talk.state.reference
    talk.tools.note(
        under.reference, "message_in", {"text": references.shown(under.reference), "reopened": True}
    )
    question = under.answer.question if under.answer else talk.state.question if again else None
    state = replace(
        talk.state, reference=under.reference, question=question, told=talk.state.told if again else 0
    )
    return _reopened(replace(talk, state=state), under, again)


def _reopened(talk: Talk, under: Under, again: bool) -> Step:
    owed = _owed(talk, under)
    if under.answer is None or OUTCOMES[under.answer.status] is Outcome.NOT_KNOWN:
        if under.reply or owed:
            return _news(talk, under, owed)
        if under.answer is None:
            key = "reference_check" if under.check else "reference_open"
            return talk.at(Stage.AFTER), (talk.say(key, reference=under.reference),)
        return told(talk, under.answer)
    whole = again and (talk.state.stage is Stage.AFTER or talk.state.told > 0)
    if talk.event.channel == "sms":
        return _part(talk, under.answer, whole)
    moved, replies = full(talk) if whole and talk.event.channel != "email" else told(talk, under.answer)
    return moved, (talk.say("reopened", reference=under.reference), *replies, *owed)


def _part(talk: Talk, answer: Answer, whole: bool) -> Step:
    """The next part to one who had a part already; after the last one it begins anew."""
    lines = talk_parts.answer_lines(
        talk.tools.render(answer, talk.state.reference or "", talk.language).screen
    )
    if whole and talk.state.told < len(talk_parts.parts(lines, talk.state.reference or "")):
        return next_part(talk, lines)
    return _short(replace(talk, state=replace(talk.state, told=0)), answer)


def _short(talk: Talk, answer: Answer) -> Step:
    """An answer in one SMS; where that says only that it is too long, its first part."""
    moved, replies = told(talk, answer)
    if answer.choices or any(reply.name.startswith("answer") for reply in replies):
        return moved, replies
    return full(replace(talk, state=moved))


def _owed(talk: Talk, under: Under) -> tuple[Reply, ...]:
    """What is still promised under a reference, with its time."""
    ticket = under.ticket_due
    owed = (talk.say("escalated", due=ticket, reference=under.reference),) if ticket else ()
    return (*owed, _promise_of(talk, under.call)) if under.call else owed


def _news(talk: Talk, under: Under, owed: tuple[Reply, ...]) -> Step:
    """What came of a question that the documents did not answer: an expert's reply, or when it is due."""
    if not under.reply:
        return talk.at(Stage.AFTER), owed
    reply = talk.say_written("expert_reply", reference=under.reference, text=under.reply)
    if talk.event.channel == "sms":
        return next_part(replace(talk, state=talk.at(Stage.AFTER)), [reply.text])
    return talk.at(Stage.AFTER), (reply, *owed)


def escalate(talk: Talk) -> Step:
    """Hand the last question to an expert."""
    if not talk.state.question or not talk.state.reference:
        return talk.state, (talk.say("ask_first"),)
    reference = talk.state.reference
    owed = talk.tools.escalate(reference, talk.state.question)
    ended(talk, reference, Outcome.ESCALATED)
    reply = talk.say("escalated", due=owed.due, reference=owed.reference)
    if owed.before and not talk.phone and talk.event.channel != "sms":
        reply = replace(reply, text=f"{talk.say('same_question').text} {reply.text}")
    if talk.phone:
        reply = replace(reply, expects=Expects.KEY)
    return talk.at(Stage.AFTER, {"*": "menu"}, outcome=Outcome.ESCALATED), (reply,)


def call_back(talk: Talk) -> Step:
    """Promise a call to the number that this came from; where there is none, ask for it."""
    if talk.event.channel == "email":
        return talk.at(Stage.CALL_NUMBER), (talk.say("call_number"),)
    return promised(talk, None)


def call_number(talk: Talk) -> Step:
    """Take the number that was written for a call; words without a number in them are taken for something else."""
    asked = call_wish(talk.event.text)
    if asked is not None:
        return promised(talk, asked.number, asked.when)
    found = masking.phones(talk.event.text)
    if not found and not any(sign.isdigit() for sign in talk.event.text) and len(talk.event.text.split()) > 2:
        return ask(talk, talk.event.text)
    return promised(talk, found[0] if found else talk.event.text, read_when(talk.event.text)[0])


def wished_call(talk: Talk) -> Step | None:
    """A call that was wished with a number or a time in the same message; None where the message is no such wish."""
    asked = call_wish(talk.event.text)
    if asked is None or talk.event.kind is not EventKind.WORDS:
        return None
    if talk.event.channel == "email" and asked.number is None:
        return talk.at(Stage.CALL_NUMBER), (talk.say("call_number"),)
    return promised(talk, asked.number, asked.when)


def promised(talk: Talk, number: str | None, when: When | None = None) -> Step:
    """Promise a call to a number, at the time that was wished where one was."""
    reference = talk.state.reference or talk.tools.open_case()
    try:
        owed = talk.tools.call_back(reference, number, when)
    except BadRequestError:
        asked = talk.ask("call_keys", Expects.KEYS) if talk.phone else talk.say("call_number")
        again = (talk.say("bad_number"),) if number else ()
        stage = Stage.CALL_KEYS if talk.phone else Stage.CALL_NUMBER
        return talk.at(stage, reference=reference), (*again, asked)
    ended(talk, reference, Outcome.CALL_BACK)
    reply = _promise_of(talk, owed)
    if talk.phone:
        reply = replace(reply, expects=Expects.KEY)
    moved = talk.at(Stage.AFTER, {"*": "menu"}, outcome=Outcome.CALL_BACK, reference=reference)
    return moved, (reply,)


def _promise_of(talk: Talk, owed: Owed) -> Reply:
    """What was promised, in the hours that were wished where some were."""
    if owed.since is None:
        return talk.say("call_back", due=owed.due, reference=owed.reference)
    hours = day_and_hours(owed.since, owed.due, talk.language)
    return talk.say("call_back_at", due=hours, reference=owed.reference)
