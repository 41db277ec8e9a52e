"""Sheets: the project's own records in YAML, rendered as Markdown by ``ingest.sheets``."""

from pathlib import Path

from ingest.describe import Stated
from ingest.reading import RawPage, Reading, SkippedError


def read_sheet(path: Path) -> tuple[Reading, Stated]:
    """Render a YAML file as a sheet.

    Returns:
        Its Markdown, and what its record states.

    Raises:
        SkippedError: the file is no sheet.
        CatalogueError: it is a sheet and breaks the rules of sheets.
    """
    from ingest.sheets.render import render_sheet  # templates are loaded only where there are sheets

    sheet = render_sheet(path)
    if sheet is None:
        raise SkippedError("a data file, not a document")
    stated = Stated(
        id=sheet.id,
        title=sheet.title,
        publisher=sheet.publisher,
        year=sheet.year,
        kind=sheet.kind,
        language=sheet.language,
        state=sheet.state,
        sector=sheet.sector,
        url=sheet.url,
        supersedes=sheet.supersedes,
        aliases=sheet.aliases,
        as_of_year=sheet.as_of_year,
    )
    return Reading((RawPage(None, None, sheet.markdown),), markup=True), stated
