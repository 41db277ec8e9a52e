"""The eligibility interview in a conversation: one question after the other by digits or words, then what fits."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.errors import BadRequestError, NotFoundError
from service.eligibility.explain import amount_words
from service.eligibility.ranking import ranked, set_aside
from service.eligibility.records import Assessment
from service.eligibility.values import DOES_NOT_KNOW, Between, Members, OneOf, Verdict
from service.eligibility.wording import VERDICTS
from service.helpline import talk_answers
from service.helpline.channels.records import Choice, EventKind
from service.helpline.keys import Key, Move, chosen
from service.helpline.records import Outcome
from service.helpline.renderings.figures import said as spoken_figures
from service.helpline.talk_answers import Step, Talk, case_of, ended
from service.helpline.talk_records import Expects, Reply, Stage
from service.helpline.talk_typed import is_long, is_question, typed_key
from service.helpline.talk_words import language_record, words
from service.interviews import codes
from service.interviews.hindi import in_hindi
from service.interviews.records import Ask, Entry, Kind, Option, Progress
from service.interviews.wording import label_inside

PAGE = 8
"""Options that one round of keys 1 to 8 can name on the telephone; 9 brings the next ones, 0 is "do not know"."""

MOST_CALL_ENTRIES = 12
"""Questions after which a call tells what fits so far: nobody answers forty on the telephone."""

NAMED_WRITTEN, NAMED_SPOKEN, ROWS = 8, 3, 9
_NOT_BY_KEYS = frozenset(("district", "words"))
_HOW = {"money": "how_money", "number": "how_number", "percent": "how_number", "date": "how_date"}


def begin(talk: Talk, told: str) -> Step:
    """Begin an interview, with what was told in own words where anything was."""
    if talk.event.channel == "sms":
        return talk.state, (talk.say("interview_elsewhere"),)
    return _begun(talk, talk.tools.begin_interview(told))


OFFERED = "check_offered"
"""Names what was said last where an eligibility check was begun that goes on by another channel."""


def begin_for(talk: Talk, schemes: tuple[str, ...]) -> Step:
    """Begin an interview on the schemes that were named; by SMS the question is answered, and the code goes along."""
    if talk.event.channel != "sms":
        return _begun(talk, talk.tools.begin_interview("", schemes))
    moved, replies = talk_answers.ask(talk, talk.event.text)
    code = talk.tools.begin_interview("", schemes).interview.code
    talk.tools.note(moved.reference or "", "interview", {"code": code})
    moved, offer = offered(replace(talk, state=replace(moved, code=code, check=moved.reference)))
    return moved, (*replies, *offer)


def offered(talk: Talk) -> Step:
    """Say by which code the check that was begun goes on, and where."""
    kept = replace(talk.state, small=OFFERED, small_at=talk.event.now)
    return kept, (talk.say("check_begun", code=talk.state.code),)


def _begun(talk: Talk, progress: Progress) -> Step:
    reference = case_of(talk)
    code = progress.interview.code
    talk.tools.note(reference, "interview", {"code": code})
    ended(talk, reference, Outcome.ELIGIBILITY_GIVEN)
    state = talk.at(
        Stage.INTERVIEW,
        code=code,
        entries=len(progress.interview.entries),
        page=0,
        reference=reference,
        check=reference,
        question=None,
        told=0,
    )
    moved, replies = _ask(replace(talk, state=state), progress)
    return moved, (talk.say("interview_begun"), *replies)


def resume(talk: Talk, code: str) -> Step:
    """Go on with an interview that was begun elsewhere, by its code."""
    if talk.event.channel == "sms":
        return talk.state, (talk.say("interview_elsewhere"),)
    try:
        progress = talk.tools.interview(codes.read(code))
    except NotFoundError:
        return talk.at(Stage.MENU, code=None), (talk.say("interview_gone"),)
    return _begun(talk, progress)


def answered(talk: Talk) -> Step:
    """Take an answer to the open question, "do not know", or one step back."""
    try:
        progress = talk.tools.interview(talk.state.code or "")
    except NotFoundError:
        return talk.at(Stage.MENU, code=None), (talk.say("interview_gone"),)
    ask = progress.ask
    if ask is None:
        return result(talk)
    try:
        key = (
            _by_keys(talk, ask)
            if talk.phone
            else typed_key(_spellings(talk, ask), talk.event.text, talk.language)
        )
        if key is None:
            return _turned(talk, ask)
        return _ask_next(talk, _taken(talk, ask, key))
    except BadRequestError as error:
        return _no_answer(talk, progress, str(error))


def go_on(talk: Talk) -> Step:
    """Put the open question of an interview again, where something else came between."""
    try:
        progress = talk.tools.interview(talk.state.code or "")
    except NotFoundError:
        return talk.at(Stage.MENU, code=None), (talk.say("interview_gone"),)
    state = replace(talk.state, entries=len(progress.interview.entries), page=0, missed=0)
    return _ask(replace(talk, state=state), progress)


def _spellings(talk: Talk, ask: Ask) -> tuple[Ask, Ask]:
    """The question as it is put to this caller, and in the other language: an answer may come in either."""
    english, hindi = ask, in_hindi(ask)
    return (hindi, english) if talk.language == "hi" else (english, hindi)


def _no_answer(talk: Talk, progress: Progress, why: str) -> Step:
    """What answers nothing: a question of the caller's own, facts told in own words, or something not understood."""
    text = talk.event.text
    if talk.phone or talk.event.kind is EventKind.DIGITS:
        return _wrong(talk, progress, why)
    if is_question(text):
        return talk_answers.ask(talk, text)
    entry = talk.tools.read_facts(text) if is_long(text) else None
    if entry is not None:
        told = talk.tools.tell(talk.state.code or "", talk.state.entries, entry)
        moved, replies = _ask_next(talk, told)
        names = ", ".join(label_inside(fact) for fact in entry.content["facts"])
        count = len(entry.content["facts"])
        return moved, (talk.say("taken_as_told", facts=names, count=count), *replies)
    return talk_answers.ask(talk, text) if is_long(text) else _wrong(talk, progress, why)


def _by_keys(talk: Talk, ask: Ask) -> Key | None:
    """The keys of a telephone as an answer; None for "more options"."""
    typed = talk.event.text.strip()
    if not chosen(ask):
        return Key(Move.UNKNOWN) if typed in ("*", "") else Key(Move.ANSWER, (_figure(ask, typed),))
    if typed == "*":
        return Key(Move.BACK)
    if typed == "0":
        return Key(Move.UNKNOWN)
    shown, more = _page(ask, talk.state.page)
    if typed == "9" and more:
        return None
    if len(typed) == 1 and typed.isdigit() and 1 <= int(typed) <= len(shown):
        return Key(Move.ANSWER, (shown[int(typed) - 1].value,))
    raise BadRequestError(words("wrong_key", talk.language, True))


def _figure(ask: Ask, typed: str) -> str:
    """Keys as a figure: sums are typed in lakh rupees, days as DDMMYYYY."""
    if not typed.isdigit():
        raise BadRequestError(f"{typed}: digits only.")
    if ask.kind == "money":
        return f"{typed} lakh"
    if ask.kind == "date" and len(typed) == 8:
        return f"{typed[4:]}-{typed[2:4]}-{typed[:2]}"
    return typed


def _taken(talk: Talk, ask: Ask, key: Key) -> Progress:
    code, entries = talk.state.code or "", talk.state.entries
    if key.move is Move.BACK:
        return talk.tools.take_back(code, entries)
    if key.move is Move.SKIP:
        return talk.tools.tell(code, entries, Entry(Kind.SKIP, ask.fact, None))
    return talk.tools.tell(code, entries, talk.tools.entry(ask.fact, _raw(talk, ask, key)))


def _raw(talk: Talk, ask: Ask, key: Key) -> object:
    if key.move is Move.UNKNOWN:
        return DOES_NOT_KNOW.value
    if ask.kind == "any_of":
        return list(key.values)
    if ask.kind == "money" and key.values[0].replace(",", "").replace(".", "").isdigit():
        raise BadRequestError(words("scale_missing", talk.language))
    return key.values[0]


def _ask_next(talk: Talk, progress: Progress) -> Step:
    entries = len(progress.interview.entries)
    state = replace(talk.state, entries=entries, page=0, missed=0)
    if talk.phone and entries >= MOST_CALL_ENTRIES:
        return _told(replace(talk, state=state), progress)
    return _ask(replace(talk, state=state), progress)


def _ask(talk: Talk, progress: Progress) -> Step:
    """Ask the next question that can be answered here and was not answered yet; without one, tell what fits."""
    while progress.ask and (_told_already(progress) or (talk.phone and progress.ask.kind in _NOT_BY_KEYS)):
        skip = Entry(Kind.SKIP, progress.ask.fact, None)
        progress = talk.tools.tell(talk.state.code or "", talk.state.entries, skip)
        talk = replace(talk, state=replace(talk.state, entries=len(progress.interview.entries)))
    if progress.ask is None:
        return _told(talk, progress)
    moved = talk.at(Stage.INTERVIEW)
    return moved, (_question(talk, progress.ask),)


def _told_already(progress: Progress) -> bool:
    """Whether a fact is asked for that was told outright: asking again would lead round in a circle."""
    told = progress.standing.told.get(progress.ask.fact) if progress.ask else None
    return told is not None and not isinstance(told.value, OneOf | Between | Members)


def _wrong(talk: Talk, progress: Progress, why: str) -> Step:
    assert progress.ask is not None
    if talk.language == "hi" and why not in (words(key, "hi") for key in _OWN):
        why = words("not_an_answer" if chosen(progress.ask) else "not_a_figure", "hi")
    said = talk.say("wrong_key") if talk.phone else Reply(why, talk.language, channel=talk.event.channel)
    return replace(talk.state, missed=talk.state.missed + 1), (said, _question(talk, progress.ask))


def _turned(talk: Talk, ask: Ask) -> Step:
    pages = -(-len(ask.options) // PAGE)
    state = replace(talk.state, page=(talk.state.page + 1) % pages)
    return state, (_question(replace(talk, state=state), ask),)


def _page(ask: Ask, page: int) -> tuple[Sequence[Option], bool]:
    return ask.options[page * PAGE : (page + 1) * PAGE], len(ask.options) > PAGE


_OWN = ("none_or_unknown", "scale_missing")
"""Reasons that are worded in the caller's language already; the others are English."""


def _question(talk: Talk, ask: Ask) -> Reply:
    put = in_hindi(ask) if talk.language == "hi" else ask
    return _spoken(talk, put) if talk.phone else _written(talk, put)


def _spoken(talk: Talk, ask: Ask) -> Reply:
    language = talk.language
    if not chosen(ask):
        runs = ((ask.text, language), (words(_HOW[ask.kind], language, True), language))
        return Reply(_joined(runs), language, expects=Expects.KEYS, spoken=runs, channel="phone")
    shown, more = _page(ask, talk.state.page)
    listed = [
        words("press_option", language, True, what=option.label, digit=number)
        for number, option in enumerate(shown, 1)
    ]
    last = [words("more_options", language, True)] if more else []
    runs = (
        (" ".join([ask.text, *listed]), language),
        (" ".join([*last, words("unknown_keys", language, True)]), language),
    )
    return Reply(_joined(runs), language, expects=Expects.KEY, spoken=runs, channel="phone")


def _joined(runs: Sequence[tuple[str, str]]) -> str:
    return " ".join(text for text, _ in runs)


def _written(talk: Talk, ask: Ask) -> Reply:
    language = talk.language
    head = "\n".join(filter(None, (ask.text, ask.help, ask.why)))
    if not chosen(ask):
        how = words(_HOW.get(ask.kind, "how_words"), language)
        unknown = (Choice("?", words("choice_unknown", language)),)
        return Reply(f"{head}\n{how}", language, unknown, channel=talk.event.channel)
    several = [words("how_several", language)] if ask.kind == "any_of" else []
    unknown = (Choice("0", words("choice_unknown", language)),)
    keyed = tuple(Choice(str(number), option.label) for number, option in enumerate(ask.options, 1))
    if talk.event.channel == "whatsapp" and len(keyed) <= ROWS:
        return Reply("\n".join([head, *several]), language, (*keyed, *unknown), channel="whatsapp")
    listed = [f"{choice.key}. {choice.label}" for choice in keyed]
    return Reply("\n".join([head, *several, *listed]), language, unknown, channel=talk.event.channel)


def result(talk: Talk) -> Step:
    """Tell what fits so far, and the code that takes the interview up again."""
    try:
        return _told(talk, talk.tools.interview(talk.state.code or ""))
    except NotFoundError:
        return talk.at(Stage.MENU, code=None), (talk.say("interview_gone"),)


def _told(talk: Talk, progress: Progress) -> Step:
    fits = [a for a in ranked(progress.assessments) if a.verdict in _FITS and not set_aside(a)]
    may = sum(a.verdict is Verdict.NEED_FACT and not set_aside(a) for a in progress.assessments)
    state = talk.at(
        Stage.RESULT, {"1": "code_sms", "*": "menu"} if talk.phone else {}, outcome=Outcome.ELIGIBILITY_GIVEN
    )
    check = talk.state.check or talk.state.reference or ""
    talk.tools.note(check, "interview", {**_summary(progress, fits), "open": may})
    reply = _result_spoken(talk, fits, may) if talk.phone else _result_written(talk, progress, fits, may)
    # In writing the interview stays open for more answers: the next word may be one.
    return (state if talk.phone or progress.ask is None else replace(state, stage=Stage.INTERVIEW)), (reply,)


_FITS = (Verdict.ELIGIBLE, Verdict.CHECK)


def _summary(progress: Progress, fits: Sequence[Assessment]) -> dict[str, object]:
    rows = [{"scheme": a.scheme.id, "component": a.component.id, "verdict": a.verdict.value} for a in fits]
    return {"code": progress.interview.code, "as_of": progress.as_of.isoformat(), "fits": rows}


def _result_spoken(talk: Talk, fits: Sequence[Assessment], may: int) -> Reply:
    if not fits:
        return talk.ask("result_none_yet", count=may) if may else talk.ask("result_none")
    english = language_record("en")
    names = [spoken_figures(f"{_line(a, talk.language)}.", english) for a in fits[:NAMED_SPOKEN]]
    more = words("result_open", talk.language, count=may) if may else ""
    asked = talk.ask("result_head", count=len(fits), names=" ".join([*names, more]).strip())
    if talk.language == "en":
        return asked
    head, _, rest = talk.ask("result_head", count=len(fits), names=_HERE).text.partition(_HERE)
    runs = ((head.strip(), "hi"), (" ".join(names), "en"), (f"{more} {rest.strip()}".strip(), "hi"))
    return replace(asked, spoken=runs)


_HERE = "\x1f"
"""Stands for names of schemes, which a voice of another language says."""


def _result_written(talk: Talk, progress: Progress, fits: Sequence[Assessment], may: int) -> Reply:
    none = words("result_none_yet", talk.language, count=may) if may else talk.say("result_none").text
    lines = [talk.say("result_head").text if fits else none]
    lines += [f"• {_line(a, talk.language)}" for a in fits[:NAMED_WRITTEN]]
    if len(fits) > NAMED_WRITTEN:
        lines.append(words("result_more", talk.language, count=len(fits) - NAMED_WRITTEN))
    if fits and may:
        lines.append(words("result_open", talk.language, count=may))
    where = f" {talk.tools.public_url}/assess" if talk.tools.public_url else ""
    code = talk.say(
        "result_code",
        code=progress.interview.code,
        where=where,
        reference=talk.state.check or talk.state.reference or "",
    ).text
    return Reply("\n".join([*lines, code]), talk.language, channel=talk.event.channel)


def _line(assessment: Assessment, language: str) -> str:
    amount = amount_words(assessment)
    verdict = VERDICTS[assessment.verdict]
    if language == "hi":
        return _hindi_line(assessment, amount)
    return f"{assessment.scheme.title_short}, {assessment.component.name}: {verdict}" + (
        f"; {amount}" if amount else ""
    )


def _hindi_line(assessment: Assessment, amount: str | None) -> str:
    """A scheme by its own name and sum; that all is met stands above the list, that sources disagree stands here."""
    doubt = words("sources_disagree", "hi") if assessment.verdict is Verdict.CHECK else None
    return "; ".join(
        filter(None, (f"{assessment.scheme.title_short}, {assessment.component.name}", amount, doubt))
    )
