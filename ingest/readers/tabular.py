"""Tables as text (CSV, TSV): every row with its header. Runs in the child process."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from ingest.readers.rows import Row, write_grid
from ingest.readers.text import decode
from ingest.readers.written import Written, start
from ingest.sandbox import Limits

SAMPLE = 65_536  # characters by which the separator is told
SEPARATORS = ",;\t|"
MOST_ROWS = 100_000
FIGURE = re.compile(r"[-+(]?(?:₹|Rs\.?|INR|\$|€)?\s*\d[\d,]*(?:\.\d+)?\s*%?\)?")


def read(path: Path, limits: Limits) -> Iterator[dict[str, Any]]:
    """Read a table row by row; the separator is told from the first lines.

    Raises:
        RefusedError: the bytes are no text.
    """
    text = decode(path.read_bytes())
    csv.field_size_limit(1 << 20)
    rows = csv.reader(io.StringIO(text, newline=""), separator(text[:SAMPLE]))
    written = Written()
    write_grid(written, (row_of(number, cells) for number, cells in enumerate(islice(rows, MOST_ROWS), 1)))
    yield start(1)
    yield written.page()
    if next(rows, None) is not None:
        yield {"cut": f"only the first {MOST_ROWS} rows are read"}


def row_of(number: int, cells: list[str]) -> Row:
    """Make a row of cells."""
    texts = tuple(" ".join(cell.split()) for cell in cells)
    return Row(number, texts, frozenset(at for at, text in enumerate(texts) if FIGURE.fullmatch(text)))


def separator(sample: str) -> type[csv.Dialect]:
    """Tell how the cells of a row are parted."""
    try:
        return csv.Sniffer().sniff(sample, SEPARATORS)
    except csv.Error:
        return csv.excel
