"""An answer as an SMS from a registered template: whole statements, at most two segments, the reference in it."""

from collections.abc import Sequence
from dataclasses import replace

from service.helpline import references
from service.helpline.renderings.clauses import topic_of
from service.helpline.renderings.content import without_sources
from service.helpline.renderings.figures import figures
from service.helpline.renderings.records import Content, Language, Point, Sms, Source
from service.helpline.renderings.segments import count
from service.helpline.renderings.templates import MOST_VARIABLE, Template, Templates
from service.helpline.renderings.wording import wording

MOST_SEGMENTS = 2
_KINDS = {"no_evidence": "not_known", "out_of_scope": "not_known", "needs_facts": "narrow"}
_GLUE = "\u2060"
"""Stands for a space inside a figure while a text is cut into variables: "Rs 5 crore" stays together."""


def sms(content: Content, reference: str, language: Language, templates: Templates) -> Sms:
    """The message for an answer: as many of its points as fit, else that it is too long and how to get it."""
    shown = references.shown(reference)
    if content.known:
        for template_language in dict.fromkeys((language, Language.ENGLISH)):
            best = _answer(content, shown, templates.of("answer", template_language))
            if best:
                return best
    kind = "more" if content.known else _KINDS[content.status]
    template = templates.of(kind, language)[0]
    return _sms(template, [shown], len(content.points))


def _answer(content: Content, reference: str, templates: Sequence[Template]) -> Sms | None:
    """The message with the first point that fits and as many of the next ones as fit after it."""
    best: Sms | None = None
    texts = [wording("disagree", templates[0].language)] if content.status == "conflicting" else []
    start, source, about = len(texts), "", ""
    for point in (point for point in content.points if not point.doubt):
        from_ = _source(point, content.sources)
        topic, text = _text(point, about)
        made = _fitted([*texts, text], from_, reference, templates) if from_ else None
        if made is None or (source and from_ != source):
            continue
        texts, source, about = [*texts, text], from_, topic
        best = replace(made, left_out=len(content.points) + start - len(texts))
    return best


def _fitted(texts: Sequence[str], source: str, reference: str, templates: Sequence[Template]) -> Sms | None:
    parts = cut(" ".join(texts))
    if parts is None:
        return None
    for template in templates:
        if template.slots == len(parts) + 2:
            made = _sms(template, [*parts, source, reference], 0)
            return made if made.segments <= MOST_SEGMENTS else None
    return None


def _sms(template: Template, values: Sequence[str], left_out: int) -> Sms:
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


def _text(point: Point, about: str) -> tuple[str, str]:
    """What a point is about, and its text; with the topic before it unless the text goes on about ``about``."""
    topic, rest = topic_of(without_sources(point.text)[0])
    said = rest[:1].upper() + rest[1:]
    return topic, f"{topic}: {rest}" if topic and topic != about else said


def _source(point: Point, sources: Sequence[Source]) -> str:
    """The source of a point in at most 30 characters, nothing cut: what the sheet cites, else the document."""
    _, cited = without_sources(point.text)
    own = [source for source in sources if source.number in point.sources]
    candidates = [cited, *cited.split("; ")]
    for source in own:
        year = f", {source.year}" if source.year else ""
        candidates += [source.said, source.title + year, source.title, source.document_id]
    return next((text for text in candidates if text and len(text) <= MOST_VARIABLE), "")
