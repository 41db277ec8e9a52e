"""An answer as a WhatsApp card: a body of at most 1,024 characters, buttons or a list of choices."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.helpline import references
from service.helpline.renderings import naming
from service.helpline.renderings.clauses import clauses, written
from service.helpline.renderings.content import why_untold
from service.helpline.renderings.list_telling import MOST_ON_A_CARD, card_lines, untold
from service.helpline.renderings.listing import Listing, listing_of
from service.helpline.renderings.records import Button, Content, Language, Point, Row, Whatsapp
from service.helpline.renderings.telling import Plan, endings, openings, plan, takes_applications
from service.helpline.renderings.wording import wording

MOST_BODY, MOST_BUTTON, MOST_ROWS, MOST_TITLE, MOST_DESCRIPTION = 1_024, 20, 10, 24, 72


def length(text: str) -> int:
    """Characters as the platform counts them: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True)
class _Told:
    """What a card tells: points whole, and lines that say in short whether schemes take applications."""

    points: tuple[Point, ...] = ()
    short: tuple[str, ...] = ()


def card(content: Content, reference: str, language: Language) -> Whatsapp:
    """The card: the leading point and what else fits, whole, then their sources and the reference.

    What is left out is said; where the leading point does not fit, no later one is told in its place.
    """
    listing = listing_of(content)
    if listing:
        return _list_card(content, listing, reference, language)
    made = _Card(content, plan(content), reference, language)
    told = made.best()
    rows = _rows(content.choices, language)
    return Whatsapp(
        body=made.body(told),
        buttons=() if rows else _buttons(content, language),
        rows=rows,
        list_title=wording("list_title", language) if rows else None,
        left_out=len(content.points) - len(told.points),
    )


class _Card:
    """The card of one answer in one language."""

    def __init__(self, content: Content, telling: Plan, reference: str, language: Language) -> None:
        self._content, self._telling, self._language = content, telling, language
        self._reference = references.shown(reference)

    def best(self) -> _Told:
        """All of the first points with their scheme's status, or none of them; then others until one is too long."""
        told = self._leading()
        if told is None:
            alone = _Told(self._telling.standing)
            return alone if self._fits(alone) and not self._telling.conflict else _Told()
        for half in self._telling.halves:
            told = self._with(told, (half,)) or told
        for dispute in self._telling.beside:
            told = self._with(told, dispute.points) or told
        rest = [(point,) for point in self._telling.later if point not in told.points]
        for group in (*rest, *self._telling.rows):
            more = self._with(told, group)
            if more is None:
                break
            told = more
        return told

    def _with(self, told: _Told, group: Sequence[Point]) -> _Told | None:
        """The card with more points where all of them fit."""
        more = replace(told, points=(*told.points, *group))
        return more if self._fits(more) else None

    def body(self, told: _Told) -> str:
        """The text of the card."""
        lines = self._opening(told)
        lines += [f"• {written(point.text, self._language)}" for point in told.points]
        lines += [f"• {line}" for line in told.short]
        lines += _sources(self._content, told.points, self._language)
        lines += endings(self._untold(told), self._language)[:1]
        if len(told.points) < len(self._content.points):
            lines.append(wording("left_out", self._language))
        name = "full" if self._content.known else f"next_{self._content.status}"
        lines.append(wording(name, self._language).format(reference=self._reference))
        return "\n".join(lines)

    def _untold(self, told: _Told) -> Plan:
        """The plan with what of it that must be told or named is not told yet."""
        telling = self._telling
        parted = telling.split if any(point in told.points for point in telling.split) else ()
        halves = (*telling.halves, *parted) if told.points else ()
        return replace(
            telling,
            special=tuple(point for point in telling.special if point not in told.points),
            halves=tuple(point for point in halves if point not in told.points),
            beside=tuple(each for each in telling.beside if each.sides not in told.points),
        )

    def _leading(self) -> _Told | None:
        """The first points with the status whole, else in short; without it only where applications are taken."""
        first, standing = self._telling.first, self._telling.standing
        made = [clauses(point.text, self._language) for point in standing]
        short = tuple(each.short for each in made if each and each.short)
        ways = [_Told((*first, *standing))]
        if len(short) == len(standing):
            ways.append(_Told(first, short))
        if all(takes_applications(point) for point in standing):
            ways.append(_Told(first))
        return next((told for told in ways if self._fits(told)), None) if first else None

    def _fits(self, told: _Told) -> bool:
        clear = not any(point.doubt for point in told.points)
        return clear and length(self.body(told)) <= MOST_BODY

    def _opening(self, told: _Told) -> list[str]:
        """Our own words before the points: a part only, sources disagree, or that the answer is not told here."""
        if not self._content.known:
            return [why_untold(self._content, self._language)]
        whole = bool(self._telling.first) and all(point in told.points for point in self._telling.first)
        if self._telling.conflict and not whole:
            return [wording("disagree_only", self._language)]
        lines = [text for text in openings(self._content, self._telling, self._language)[:1] if text]
        return lines if whole else [*lines, wording("too_long_written", self._language)]


def _list_card(content: Content, listing: Listing, reference: str, language: Language) -> Whatsapp:
    """The card of a list: its first entries, as many as fit, and how to get them all with their words."""
    full = wording("full", language).format(reference=references.shown(reference))
    told = listing.entries[:MOST_ON_A_CARD]
    while (
        length(body := "\n".join((*card_lines(listing, told, language), full))) > MOST_BODY and len(told) > 1
    ):
        told = told[:-1]
    return Whatsapp(body, _buttons(content, language), (), None, untold(content, told))


def _sources(content: Content, points: Sequence[Point], language: Language) -> list[str]:
    """What the points cite, and the documents of ours that they are quoted from, each once.

    Where nothing is cited within the points the document is the source, and its place is told.
    """
    cited = dict.fromkeys(name for point in points if not point.disagrees for name in naming.cited(point))
    held = {number for point in points for number in point.sources}
    sources = [source for source in content.sources if source.number in held]
    if cited:
        own = dict.fromkeys(naming.document(source) for source in sources)
        first = wording("source", language).format(source="; ".join(cited))
        return [first, *(wording("quoted_from", language).format(source=name) for name in own)]
    placed = dict.fromkeys(", ".join(filter(None, (naming.document(s), s.place))) for s in sources)
    return [wording("source", language).format(source=name) for name in placed]


def _buttons(content: Content, language: Language) -> tuple[Button, ...]:
    """The next steps; nothing is offered in full where there is no answer."""
    names = ("full", "eligible", "person") if content.known else ("eligible", "person")
    return tuple(Button(name, wording(f"button_{name}", language)) for name in names)


def _rows(choices: tuple[str, ...], language: Language) -> tuple[Row, ...]:
    """A row for each choice; a long one stands in the description, never cut."""
    rows = []
    for number, choice in enumerate(choices, 1):
        if length(choice) <= MOST_TITLE:
            rows.append(Row(f"choice-{number}", choice, ""))
        elif length(choice) <= MOST_DESCRIPTION:
            rows.append(Row(f"choice-{number}", f"{wording('option', language)} {number}", choice))
    return tuple(rows[:MOST_ROWS])
