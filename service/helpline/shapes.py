"""From replies to what a channel carries: messages within its limits, or the steps of a call. Pure."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from service.helpline.channels import whatsapp
from service.helpline.channels.records import Inbound, Outbound
from service.helpline.channels.voice_xml import Dial, Gather, HangUp, Redirect, Say, Step
from service.helpline.talk_records import Expects, Reply
from service.helpline.talk_words import words


@dataclass(frozen=True, slots=True)
class Line:
    """What a call needs beside its words: where keys are sent to, whether words are heard, who is dialled."""

    action: str
    hears: bool
    person: str


def messages(replies: Sequence[Reply], event: Inbound, step: int) -> list[Outbound]:
    """The messages that answer an event in writing; ``step`` numbers the question that is open afterwards.

    Each has a name made of what it answers and its place, so that the same work done twice makes the same messages.
    """
    said = [_letter(replies)] if event.channel == "email" and replies else list(replies)
    parts = [part for reply in said for part in _within_limits(reply)]
    return [
        Outbound(
            id=name_of(event, number),
            channel=event.channel,
            to=event.sender,
            text=reply.text,
            choices=reply.choices,
            step=step if reply.choices else None,
            template=reply.name or None,
            variables=reply.variables,
            language=reply.language,
            subject=event.subject,
            thread=event.thread if event.channel == "email" else (),
        )
        for number, reply in enumerate(parts)
    ]


def name_of(event: Inbound, number: int) -> str:
    """The name of the message that answers an event in this place."""
    told = f"{event.provider.value}\n{event.channel}\n{event.id}\n{number}"
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _letter(replies: Sequence[Reply]) -> Reply:
    """One letter from all replies; choices become lines."""
    texts = [text for reply in replies for text in (reply.text, *_choice_lines(reply)) if text]
    return replace(replies[-1], text="\n\n".join(texts), choices=())


def _choice_lines(reply: Reply) -> list[str]:
    return ["\n".join(f"{choice.key} – {choice.label}" for choice in reply.choices)] if reply.choices else []


def _within_limits(reply: Reply) -> Iterator[Reply]:
    if reply.channel != "whatsapp":
        yield reply
        return
    most = whatsapp.CARD_CHARS if reply.choices else whatsapp.TEXT_CHARS
    *before, last = whatsapp.pages(reply.text, most) if len(reply.text) > most else [reply.text]
    for text in before:
        yield replace(reply, text=text, choices=())
    yield replace(reply, text=last)


def steps(replies: Sequence[Reply], line: Line) -> list[Step]:
    """What the telephone provider is to do: say all of it, wait for keys behind the last thing that asks for them."""
    made: list[Step] = []
    waiting: list[Say] = []
    for reply in replies:
        waiting += _says(reply)
        if reply.expects is not Expects.NOTHING:
            made += [_gather(waiting, reply, line), Redirect(line.action)]
            waiting = []
        elif reply.dial or reply.hang_up:
            made += [*waiting, *([Dial(line.person)] if reply.dial and line.person else []), HangUp()]
            waiting = []
    made += waiting
    return made if made and isinstance(made[-1], HangUp | Redirect) else [*made, HangUp()]


def excuse(line: Line) -> list[Step]:
    """What is said where the reply is not ready: the same question of the call is put again."""
    said = [Say(words("wait", language, True), language) for language in ("en", "hi")]
    return [*said, Redirect(line.action)]


def _says(reply: Reply) -> list[Say]:
    runs = reply.spoken or ((reply.text, reply.language),)
    return [Say(text, language) for text, language in runs if text]


def _gather(says: Sequence[Say], reply: Reply, line: Line) -> Gather:
    hears = line.hears and reply.expects is Expects.WORDS
    return Gather(tuple(says), line.action, keys=0 if reply.expects is Expects.KEYS else 1, hears=hears)
