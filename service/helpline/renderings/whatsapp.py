"""An answer as a WhatsApp card: a body of at most 1,024 characters, buttons or a list of choices."""

from service.helpline import references
from service.helpline.renderings.clauses import written
from service.helpline.renderings.records import Button, Content, Language, Row, Whatsapp
from service.helpline.renderings.wording import wording

MOST_BODY, MOST_BUTTON, MOST_ROWS, MOST_TITLE, MOST_DESCRIPTION = 1_024, 20, 10, 24, 72


def length(text: str) -> int:
    """Characters as the platform counts them: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def card(content: Content, reference: str, language: Language) -> Whatsapp:
    """The card: points that fit, whole, then the sources of those, then the reference; what is left out is said."""
    chosen: list[int] = []
    for number, point in enumerate(content.to_say):
        if not point.doubt and length(_body(content, [*chosen, number], reference, language)) <= MOST_BODY:
            chosen.append(number)
    rows = _rows(content.choices, language)
    return Whatsapp(
        body=_body(content, chosen, reference, language),
        buttons=() if rows else _buttons(language),
        rows=rows,
        list_title=wording("list_title", language) if rows else None,
        left_out=len(content.points) - len(chosen),
    )


def _body(content: Content, chosen: list[int], reference: str, language: Language) -> str:
    points = [content.to_say[number] for number in chosen]
    lines = [wording("disagree", language)] if content.status == "conflicting" else []
    if not points:
        lines = [wording("too_long" if content.known else f"status_{content.status}", language)]
    lines += [f"• {written(point.text, language)}" for point in points]
    cited = dict.fromkeys(number for point in points for number in point.sources)
    sources = {source.said for source in content.sources if source.number in cited}
    lines += [wording("source", language).format(source=name) for name in sorted(sources)]
    if len(points) < len(content.points):
        lines.append(wording("left_out", language))
    lines.append(wording("full", language).format(reference=references.shown(reference)))
    return "\n".join(lines)


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
