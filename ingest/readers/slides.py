"""Presentations (PPTX) through python-pptx: one page per slide, its title as a heading. Runs in the child process."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER as KIND

from ingest.readers.package import check
from ingest.readers.written import Written, escaped, start, table
from ingest.sandbox import Limits

TITLES = (KIND.TITLE, KIND.CENTER_TITLE, KIND.VERTICAL_TITLE)
FURNITURE = (KIND.DATE, KIND.FOOTER, KIND.SLIDE_NUMBER, KIND.HEADER)
LISTS = (KIND.BODY, KIND.OBJECT, KIND.VERTICAL_BODY, KIND.VERTICAL_OBJECT)
UNREAD = "a diagram or an embedded object on it was not read"


def read(path: Path, limits: Limits) -> Iterator[dict[str, Any]]:
    """Read a presentation slide by slide: titles, text, tables, the values of charts, notes.

    Raises:
        RefusedError: it is no presentation, is protected, or unpacks to more than the memory allowed.
    """
    check(path, limits, "presentation (.pptx)")
    deck = Presentation(str(path))
    yield start(len(deck.slides), deck.core_properties.title)
    for number, slide in enumerate(islice(deck.slides, limits.pages), 1):
        yield slide_page(number, slide)


def slide_page(number: int, slide: Any) -> dict[str, Any]:  # noqa: ANN401 -- python-pptx has no types
    """Write one slide."""
    written = Written()
    title = slide.shapes.title
    if title is not None and title.text_frame.text.strip():
        written.add(f"## {escaped(title.text_frame.text)}")
    unread = [
        write_shape(written, shape)
        for shape in flat(slide.shapes)
        if kind_of(shape) not in (*TITLES, *FURNITURE)
    ]
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
            written.add(escaped(paragraph_text(paragraph)), "notes")
    return written.page(number, f"Slide {number}", UNREAD if any(unread) else None)


def flat(shapes: Any) -> Iterator[Any]:  # noqa: ANN401
    """Give all shapes in the order in which they were drawn, those of groups in their group's place."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from flat(shape.shapes)
        else:
            yield shape


def kind_of(shape: Any) -> Any:  # noqa: ANN401
    """Give the kind of a placeholder, None for any other shape."""
    return shape.placeholder_format.type if shape.is_placeholder else None


def write_shape(written: Written, shape: Any) -> bool:  # noqa: ANN401
    """Write what a shape says; tell whether it holds something that could not be read."""
    if getattr(shape, "has_table", False):
        written.add(table([[cell.text for cell in row.cells] for row in shape.table.rows]))
    elif getattr(shape, "has_chart", False):
        write_chart(written, shape.chart)
    elif shape.has_text_frame:
        listed = kind_of(shape) in LISTS
        paragraphs = [
            text for paragraph in shape.text_frame.paragraphs if (text := paragraph_text(paragraph))
        ]
        for text in paragraphs:
            if listed and len(paragraphs) > 1:
                written.item(escaped(text))
            else:
                written.add(escaped(text))
    else:
        return shape.shape_type is None or "OLE" in str(shape.shape_type)
    return False


def paragraph_text(paragraph: Any) -> str:  # noqa: ANN401
    """Give the text of a paragraph; a line break becomes a space."""
    return " ".join(str(paragraph.text).split())


def write_chart(written: Written, chart: Any) -> None:  # noqa: ANN401
    """Write the title of a chart and the values that it draws, one row per category."""
    if chart.has_title and chart.chart_title.has_text_frame:
        written.add(escaped(chart.chart_title.text_frame.text))
    for plot in chart.plots:
        series = list(plot.series)
        names = [str(name) for name in plot.categories]
        rows: list[Sequence[str]] = [["", *(one.name for one in series)]]
        rows += [[name, *(value_at(one.values, at) for one in series)] for at, name in enumerate(names)]
        written.add(table(rows))


def value_at(values: Sequence[float | None], at: int) -> str:
    """Write a value of a series, nothing where there is none."""
    return f"{values[at]:g}" if at < len(values) and values[at] is not None else ""
