"""An answer as a WhatsApp card: a body of at most 1,024 characters, buttons or a list of choices."""

from collections.abc import Sequence

from service.helpline import references
from service.helpline.renderings.clauses import written
from service.helpline.renderings.records import Button, Content, Language, Point, Row, Whatsapp
from service.helpline.renderings.telling import Plan, opening, plan
from service.helpline.renderings.wording import wording

MOST_BODY, MOST_BUTTON, MOST_ROWS, MOST_TITLE, MOST_DESCRIPTION = 1_024, 20, 10, 24, 72


def length(text: str) -> int:
    """Characters as the platform counts them: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def card(content: Content, reference: str, language: Language) -> Whatsapp:
    """The card: the leading point and what else fits, whole, then their sources and the reference.

    What is left out is said; where the leading point does not fit, no later one is told in its place.
    """
    telling = plan(content)
    chosen = _chosen(content, telling, reference, language)
    rows = _rows(content.choices, language)
    return Whatsapp(
        body=_body(content, telling, chosen, reference, language),
        buttons=() if rows else _buttons(language),
        rows=rows,
        list_title=wording("list_title", language) if rows else None,
        left_out=len(content.points) - len(chosen),
    )


def _chosen(content: Content, telling: Plan, reference: str, language: Language) -> list[Point]:
    """The points for the card: all of the first or none; then the status; then others until one is too long."""

    def fits(points: list[Point]) -> bool:
        clear = not any(point.doubt for point in points)
        return clear and length(_body(content, telling, points, reference, language)) <= MOST_BODY

    chosen = list(telling.first) if fits(list(telling.first)) else []
    told = bool(chosen)
    for point in telling.standing:
        if fits([*chosen, point]) and (told or not telling.conflict):
            chosen.append(point)
    for point in telling.later if told else ():
        if not fits([*chosen, point]):
            break
        chosen.append(point)
    return chosen


def _body(
    content: Content, telling: Plan, points: Sequence[Point], reference: str, language: Language
) -> str:
    lines = _opening(content, telling, points, language)
    lines += [f"• {written(point.text, language)}" for point in points]
    cited = dict.fromkeys(number for point in points for number in point.sources)
    sources = {source.said for source in content.sources if source.number in cited}
    lines += [wording("source", language).format(source=name) for name in sorted(sources)]
    if any(point not in points for point in telling.special):
        lines.append(wording("special", language))
    if len(points) < len(content.points):
        lines.append(wording("left_out", language))
    lines.append(wording("full", language).format(reference=references.shown(reference)))
    return "\n".join(lines)


def _opening(content: Content, telling: Plan, points: Sequence[Point], language: Language) -> list[str]:
    """Our own words before the points: a part only, sources disagree, or that the answer is not told here."""
    if not content.known:
        return [wording(f"status_{content.status}", language)]
    told = bool(telling.first) and all(point in points for point in telling.first)
    if telling.conflict and not told:
        return [wording("disagree_only", language)]
    lines = list(opening(content, telling, language))
    return lines if told else [*lines, wording("too_long_written", language)]


def _buttons(language: Language) -> tuple[Button, ...]:
    names = ("full", "eligible", "person")
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
