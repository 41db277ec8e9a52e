"""An answer as an SMS from a registered template: whole statements, at most two segments, the reference in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.helpline import references
from service.helpline.renderings.clauses import Topic, topic_of
from service.helpline.renderings.content import without_sources
from service.helpline.renderings.figures import figures
from service.helpline.renderings.records import Content, Language, Point, Sms, Source
from service.helpline.renderings.segments import count
from service.helpline.renderings.shapes import Said, say
from service.helpline.renderings.telling import Plan, opening, plan
from service.helpline.renderings.templates import MOST_VARIABLE, Template, Templates
from service.helpline.renderings.wording import wording

MOST_SEGMENTS = 2
_KINDS = {
    "no_evidence": "not_known",
    "out_of_scope": "not_known",
    "needs_facts": "narrow",
    "none_fits": "none_fits",
}
_GLUE = "\u2060"
"""Stands for a space inside a figure while a text is cut into variables: "Rs 5 crore" stays together."""
_NOTHING = Topic("", "")


@dataclass(frozen=True, slots=True)
class _Line:
    """A point as a message may tell it; ``said`` is its short form, if it has one."""

    topic: Topic
    text: str
    source: str
    said: Said | None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A message as it grows: its texts, the one source of its figures, what it is about, points told whole."""

    texts: tuple[str, ...]
    source: str = ""
    topic: Topic = _NOTHING
    whole: int = 0
    made: Sms | None = None


class _Composer:
    """Fills the templates of one language for one answer."""

    def __init__(self, reference: str, templates: Sequence[Template]) -> None:
        self.reference, self.templates = reference, templates
        self.language = templates[0].language

    def grown(self, draft: _Draft, line: _Line) -> _Draft:
        """The draft with a line that fits and is from the same source, else as it was."""
        if draft.source not in ("", line.source) or not line.source:
            return draft
        named = line.topic.named(self.language) if line.topic != draft.topic else ""
        text = f"{named}: {line.text}" if named else line.text[:1].upper() + line.text[1:]
        made = self._fitted((*draft.texts, text), line.source)
        if made is None:
            return draft
        return _Draft((*draft.texts, text), line.source, line.topic, draft.whole + 1, made)

    def told_in_short(self, draft: _Draft, line: _Line) -> _Draft:
        """The draft with the short form of a line; it holds no figure of a source, so that it needs none."""
        whole = self.grown(draft, line)
        if whole is not draft or line.said is None or line.said.short is None:
            return whole
        text = line.said.short
        if line.said.shorter and draft.topic.names(line.said.name, self.language):
            text = line.said.shorter
        source = draft.source or line.source
        made = self._fitted((*draft.texts, text), source) if source else None
        return replace(draft, texts=(*draft.texts, text), source=source, made=made) if made else draft

    def _fitted(self, texts: Sequence[str], source: str) -> Sms | None:
        parts = cut(" ".join(texts))
        for template in self.templates:
            if parts is not None and template.slots == len(parts) + 2:
                made = _filled(template, [*parts, source, self.reference], 0)
                return made if made.segments <= MOST_SEGMENTS else None
        return None


def sms(content: Content, reference: str, language: Language, templates: Templates) -> Sms:
    """The message for an answer: its leading point and what else fits, else that it is too long and how to get it."""
    shown = references.shown(reference)
    if not content.known:
        return _filled(templates.of(_KINDS[content.status], language)[0], [shown], len(content.points))
    telling = plan(content)
    for attempt in (_composed, _status_alone):
        for tongue in dict.fromkeys((language, Language.ENGLISH)):
            made = attempt(content, telling, _Composer(shown, templates.of("answer", tongue)))
            if made:
                return made
    kind = "disagree" if telling.conflict else "more_part" if content.status == "partly_answered" else "more"
    found = templates.of(kind, language) or templates.of("more", language)
    return _filled(found[0], [shown], len(content.points))


def _composed(content: Content, telling: Plan, composer: _Composer) -> Sms | None:
    """The message with the first points whole, then whether applications are taken, then what else fits in order."""
    texts = opening(content, telling, composer.language)
    if telling.special:
        texts = (*texts, wording("special_short", composer.language))
    draft = _Draft(texts)
    for point in telling.first:
        grown = _with(draft, point, content, composer)
        if grown is draft:
            return None
        draft = grown
    for point in telling.standing:
        draft = _with(draft, point, content, composer, in_short=True)
    for point in telling.plain:
        grown = _with(draft, point, content, composer)
        if grown is draft:
            break
        draft = grown
    return replace(draft.made, left_out=len(content.points) - draft.whole) if draft.made else None


def _status_alone(content: Content, telling: Plan, composer: _Composer) -> Sms | None:
    """That the answer is too long, and whether the scheme takes applications; None where that does not fit."""
    if telling.conflict:
        return None
    start = _Draft(
        (*opening(content, telling, composer.language), wording("too_long_written", composer.language))
    )
    draft = start
    for point in telling.standing:
        draft = _with(draft, point, content, composer, in_short=True)
    return replace(draft.made, left_out=len(content.points)) if draft.made else None


def _with(
    draft: _Draft, point: Point, content: Content, composer: _Composer, *, in_short: bool = False
) -> _Draft:
    """The draft with a point where it fits, in its short form if need be and asked for; else the draft itself."""
    line = _line(point, content.sources, composer.language)
    if line is None:
        return draft
    return composer.told_in_short(draft, line) if in_short else composer.grown(draft, line)


def _line(point: Point, sources: Sequence[Source], language: Language) -> _Line | None:
    """A point in the language of a template; None where its words are not known in it, or may have been misread."""
    if point.doubt:
        return None
    topic, rest = topic_of(without_sources(point.text)[0])
    said = say(rest, language)
    if language is Language.HINDI and said is None:
        return None
    text = " ".join(said.sentences) if said and language is Language.HINDI else rest
    return _Line(topic, text, _source(point, sources), said)


def _filled(template: Template, values: Sequence[str], left_out: int) -> Sms:
    text = template.fill(values)
    counted = count(text)
    return Sms(text, counted.count, counted.encoding, template.id, template.dlt_id, tuple(values), left_out)


def cut(text: str) -> list[str] | None:
    """A text in parts of at most 30 characters, cut between words and never inside a figure.

    None where a word or a figure is longer than a part may be. Joined with spaces the parts are the text again.
    """
    glued = text
    for figure in reversed(figures(text)):
        inside = text[figure.start : figure.end].replace(" ", _GLUE)
        glued = glued[: figure.start] + inside + glued[figure.end :]
    parts: list[str] = []
    for word in glued.split():
        if len(word) > MOST_VARIABLE:
            return None
        if parts and len(parts[-1]) + 1 + len(word) <= MOST_VARIABLE:
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return [part.replace(_GLUE, " ") for part in parts]


def _source(point: Point, sources: Sequence[Source]) -> str:
    """The source of a point in at most 30 characters, nothing cut: what the sheet cites, else the document."""
    _, cited = without_sources(point.text)
    candidates = [cited, *cited.split("; ")]
    for source in sources:
        if source.number in point.sources:
            dated = f"{source.title}, {source.year}" if source.year else source.title
            candidates += [source.said, dated, source.title, source.document_id]
    return next((text for text in candidates if text and len(text) <= MOST_VARIABLE), "")
