"""An answer as an SMS from a registered template: whole statements, at most two segments, the reference in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from service.helpline import references
from service.helpline.renderings import naming, quotes
from service.helpline.renderings.clauses import Clauses, Topic, clauses, topic_of, without_inner
from service.helpline.renderings.content import without_sources
from service.helpline.renderings.disputes import said_beside
from service.helpline.renderings.figures import figures
from service.helpline.renderings.list_telling import untold
from service.helpline.renderings.listing import Entry, Listing, listing_of
from service.helpline.renderings.records import Content, Language, Point, Sms
from service.helpline.renderings.segments import count
from service.helpline.renderings.shapes import say
from service.helpline.renderings.telling import Plan, endings, openings, plan, takes_applications
from service.helpline.renderings.templates import MOST_VARIABLE, Template, Templates
from service.helpline.renderings.wording import wording

MOST_SEGMENTS = 2
_KINDS = {
    "no_evidence": "not_known",
    "out_of_scope": "out_of_scope",
    "needs_facts": "narrow",
    "none_fits": "none_fits",
}
_GLUE = "\u2060"
"""Stands for a space inside a figure while a text is cut into variables: "Rs 5 crore" stays together."""
_NOTHING = Topic("", "")


@dataclass(frozen=True, slots=True)
class _Line:
    """A point as a message may tell it; ``clauses`` are its words for the ear, which may have short forms."""

    topic: Topic
    text: str
    sources: tuple[str, ...]
    clauses: Clauses | None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A message as it grows: its texts, what closes them, the sources that all share, its topic, points told whole."""

    texts: tuple[str, ...]
    end: str = ""
    sources: tuple[str, ...] = ()
    topic: Topic = _NOTHING
    name: str = ""
    whole: int = 0
    made: Sms | None = None


class _Composer:
    """Fills the templates of one language for one answer; in brief where ``brief``, else in the words of the sheet."""

    def __init__(self, reference: str, templates: Templates, language: Language, brief: bool = False) -> None:
        self.reference, self.language, self.brief = reference, language, brief
        self._by_source = {1: templates.of("answer", language), 2: templates.of("answer_long", language)}

    def line(self, point: Point, content: Content) -> _Line | None:
        """A point in the language of the templates; None where it has no words in it, or may have been misread."""
        if point.doubt:
            return None
        quoted = quotes.tongue(point.text) is not None
        if quoted and self.language is not Language.HINDI:
            return None
        bare = point.text if point.disagrees or quoted else without_sources(point.text)[0]
        topic, rest = topic_of(bare)
        made = clauses(point.text, self.language)
        spoken = made if made and made.language is self.language else None
        text = rest if quoted else self._text(rest, spoken)
        names = naming.names(point, content.sources)
        return _Line(topic, finished(text), names, spoken) if text else None

    def grown(self, draft: _Draft, line: _Line, *, near: bool = False) -> _Draft:
        """The draft with a line that fits and shares a source with it (if ``near``, the nearest); else as it was."""
        sources = line.sources
        if draft.sources:
            sources = tuple(name for name in draft.sources if name in line.sources)
            if near and draft.sources[:1] != sources[:1]:
                return draft
        named = line.topic.named(self.language) if line.topic != draft.topic else ""
        text = f"{named}: {line.text}" if named else line.text[:1].upper() + line.text[1:]
        return self._with(draft, text, sources, line) or draft

    def told_in_short(self, draft: _Draft, line: _Line) -> _Draft:
        """The draft with a line whole or in short; a short form holds no figure of a source, so that it needs none."""
        whole = self.grown(draft, line, near=True)
        if whole is not draft:
            return whole
        about = draft.topic.named(self.language) or draft.name
        for text in line.clauses.shorts_after(about) if line.clauses else ():
            made = self._with(draft, text, draft.sources or line.sources, None)
            if made:
                return made
        return self.grown(draft, line)

    def _text(self, rest: str, spoken: Clauses | None) -> str | None:
        if self.language is Language.HINDI:
            found = say(rest, self.language)
            return " ".join(found.sentences) if found else None
        if not self.brief:
            return rest
        return " ".join(spoken.sentences) if spoken else without_inner(rest)

    def _with(self, draft: _Draft, text: str, sources: tuple[str, ...], line: _Line | None) -> _Draft | None:
        texts = (*draft.texts, text)
        made = self.fitted((*texts, draft.end), sources, shorten=not draft.whole or line is None)
        if made is None:
            return None
        if line is None:
            return replace(draft, texts=texts, sources=sources, made=made)
        name = line.clauses.name if line.clauses else ""
        return _Draft(texts, draft.end, sources, line.topic, name, draft.whole + 1, made)

    def fitted(self, texts: Sequence[str], sources: Sequence[str], *, shorten: bool) -> Sms | None:
        """The message with the first source that fits; shortened for what must be told, never to add to it."""
        parts = cut(" ".join(filter(None, texts)))
        for source in _fitting(sources, shorten=shorten) if parts else ():
            for template in self._by_source[len(source)]:
                if template.slots == len(parts or ()) + len(source) + 1:
                    made = _filled(template, [*(parts or ()), *source, self.reference], 0)
                    if made.segments <= MOST_SEGMENTS:
                        return made
        return None


def sms(content: Content, reference: str, language: Language, templates: Templates) -> Sms:
    """The message for an answer: its leading point and what else fits, else that it is too long and how to get it."""
    shown = references.shown(reference)
    if not content.known:
        found = templates.of(_KINDS[content.status], language) or templates.of("not_known", language)
        return _filled(found[0], [shown], len(content.points))
    listing = listing_of(content)
    listed = _listed(content, listing, shown, templates, language) if listing else None
    if listed:
        return listed
    telling = plan(content)
    told = _told(content, telling, shown, templates, language)
    return told or _filled(_fallback(content, telling, templates, language), [shown], len(content.points))


def _listed(
    content: Content, listing: Listing, shown: str, templates: Templates, language: Language
) -> Sms | None:
    """How many are on a list and the first of them, as many as fit; None where not even one does.

    In English, announced, where the reader's language has room for one name alone.
    """
    own = [(language, "", least) for least in (2, 1)]
    foreign = (Language.ENGLISH, quotes.announced(Language.ENGLISH, language, read=True), 2)
    ways = (own[0], foreign, own[1]) if foreign[1] else own
    for (tongue, announced, least), short in product(ways, (False, True)):
        composer = _Composer(shown, templates, tongue)
        for count_of in range(len(listing.entries), least - 1, -1):
            told = listing.entries[:count_of]
            texts = (announced, listing.opening(told, tongue, short=short), _names(listing, told, tongue))
            made = composer.fitted(texts, (listing.source(told, tongue),), shorten=True)
            if made:
                return replace(made, left_out=untold(content, told))
    return None


def _names(listing: Listing, told: Sequence[Entry], language: Language) -> str:
    return finished("; ".join(listing.line(entry, language) for entry in told))


def _told(
    content: Content, telling: Plan, shown: str, templates: Templates, language: Language
) -> Sms | None:
    """The first message that fits: with the figure in the reader's language, then in English, then without it.

    One that leads with a quote in Devanagari goes out in the templates for that.
    """
    quoted = next(filter(None, (quotes.tongue(point.text) for point in telling.first)), None)
    tongues = dict.fromkeys((language, Language.HINDI if quoted else Language.ENGLISH))
    for tongue, ways, brief in product(tongues, (telling.ways, telling.narrowed), (False, True)):
        composer = _Composer(shown, templates, tongue, brief)
        announced = quotes.announced(quoted or tongue.value, language, read=True)
        announced = announced if quoted or tongue is not language else ""
        for way, opening in product(ways, openings(content, telling, tongue)):
            made = _composed(content, way, composer, " ".join(filter(None, (announced, opening))))
            if made:
                return made
    for opening in openings(content, telling, language):
        made = _status_alone(content, telling, _Composer(shown, templates, language, brief=True), opening)
        if made:
            return made
    return None


def _fallback(content: Content, telling: Plan, templates: Templates, language: Language) -> Template:
    """The text that says why no figure is told: a disagreement, a part too long, an answer too long."""
    kind = "disagree" if telling.conflict else "more_part" if content.status == "partly_answered" else "more"
    return (templates.of(kind, language) or templates.of("more", language))[0]


def _composed(content: Content, telling: Plan, composer: _Composer, opening: str) -> Sms | None:
    """The message with the first points whole, whether applications are taken, then what else fits in order.

    None where the first points do not fit, or that their scheme is closed or may be does not fit beside them.
    """
    ends = endings(telling, composer.language)[::-1] or ("",)
    made = list(filter(None, (_ended(content, telling, composer, opening, end) for end in ends)))
    return min(made, key=lambda sms: sms.left_out) if made else None


def _ended(content: Content, telling: Plan, composer: _Composer, opening: str, end: str) -> Sms | None:
    """The message that closes with these words; None where what must be told does not fit beside them."""
    if not telling.first:
        return None
    draft = _Draft((opening,), end)
    for point in telling.first:
        grown = _with(draft, point, content, composer, in_short=composer.brief)
        if grown is draft:
            return None
        draft = grown
    for point in telling.standing:
        grown = _with(draft, point, content, composer, in_short=True)
        if grown is draft and not takes_applications(point):
            return None
        draft = grown
    for point in telling.plain:
        grown = _with(draft, point, content, composer, near=True)
        if grown is draft:
            break
        draft = grown
    return replace(draft.made, left_out=len(content.points) - draft.whole) if draft.made else None


def _status_alone(content: Content, telling: Plan, composer: _Composer, opening: str) -> Sms | None:
    """That the answer is too long, and whether the scheme takes applications; None where that does not fit."""
    if telling.conflict:
        return None
    beside = said_beside(telling.beside, composer.language)[-2:-1]
    draft = _Draft((opening, wording("too_long_written", composer.language), *beside))
    for point in telling.standing:
        grown = _with(draft, point, content, composer, in_short=True)
        if grown is draft:
            return None
        draft = grown
    return replace(draft.made, left_out=len(content.points)) if draft.made else None


def _with(
    draft: _Draft,
    point: Point,
    content: Content,
    composer: _Composer,
    *,
    in_short: bool = False,
    near: bool = False,
) -> _Draft:
    """The draft with a point where it fits, in its short form if need be and asked for; else the draft itself."""
    line = composer.line(point, content)
    if line is None:
        return draft
    if in_short:
        return composer.told_in_short(draft, line)
    return composer.grown(draft, line, near=near)


def finished(text: str | None) -> str:
    """A text with a full stop at its end, where it has no such sign: a heading runs into what follows otherwise."""
    bare = (text or "").strip()
    return bare if not bare or bare.endswith((".", "?", "!", ":", "।")) else f"{bare}."


def _fitting(sources: Sequence[str], *, shorten: bool) -> Iterator[list[str]]:
    """Each name of a source in one variable or two; then, if wanted, the first of them shortened, its year kept."""
    for name in sources:
        parts = cut(name)
        if parts and len(parts) <= 2:
            yield parts
    for most in (2, 1) if shorten and sources else ():
        yield from _shortened(sources[0], most)


def _shortened(name: str, most: int) -> Iterator[list[str]]:
    """The first words of a source and its year, as many as fit; never the half of a bracket."""
    words = name.rpartition(", ")[0].split()
    for kept in range(len(words), 0, -1):
        head = " ".join(words[:kept]).rstrip(",")
        parts = cut(f"{head}..., {naming.year_of(name)}")
        if parts and len(parts) <= most and head.count("(") == head.count(")"):
            yield parts
            return


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
