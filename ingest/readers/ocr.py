"""Text recognition by tesseract (English and Hindi): what a picture says, how sure that is, and where it stands."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from statistics import fmean
from typing import Any

from ingest.reading import NOT_RECOGNISED, RawPage

DPI = 300
GLANCE = 20  # dots per inch at which paper is told from a photograph
PIXELS = 40_000_000  # most of one picture; an A3 page at 300 dots per inch has 17 million
LOW = 0.75  # of tesseract's own confidence; below it a tenth of the words were wrong on scans made for the purpose
WANTED = ("eng", "hin")
QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})  # tesseract guesses which way they bend

# Text, then left, top, right and lower edge as fractions of the page.
RawWord = tuple[str, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines of a picture with their words; an empty line parts paragraphs. ``confidence`` is from 0 to 1."""

    lines: tuple[str, ...]
    words: tuple[RawWord, ...]
    confidence: float


@cache
def languages() -> str:
    """Give the languages that tesseract can read here, as it wants them; empty where it is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    # Safe: a fixed command.
    listed = subprocess.run(  # noqa: S603
        [program, "--list-langs"], capture_output=True, text=True, check=False, timeout=20
    )
    return "+".join(name for name in WANTED if name in listed.stdout.split())


def page_of(image: Any, number: int, seconds: float) -> RawPage:  # noqa: ANN401  a picture of Pillow's
    """Read the picture of one page.

    Args:
        image: The picture; it is turned to grey.
        number: The page's number from 1.
        seconds: How long that may take.
    """
    try:
        found = recognise(image, seconds)
    except RuntimeError as error:  # what pytesseract raises when the time is up
        late = "timeout" in str(error).casefold()
        why = (
            f"recognising its text took longer than {seconds:g} seconds" if late else "tesseract failed on it"
        )
        return RawPage(number, None, "", why, True)
    if not found.words:
        return RawPage(number, None, "", NOT_RECOGNISED, True)
    doubt = (
        f"read by OCR with low confidence ({100 * found.confidence:.0f} %)"
        if found.confidence < LOW
        else None
    )
    return RawPage(
        number, None, "\n".join(found.lines), doubt, confidence=round(found.confidence, 3), words=found.words
    )


def is_paper(image: Any) -> bool:  # noqa: ANN401  as above
    """Tell the picture of a printed page from a photograph: half of it has nearly one brightness, and a light one."""
    counts = image.convert("L").histogram()
    brightest = max(range(len(counts)), key=lambda level: sum(counts[max(0, level - 12) : level + 13]))
    return brightest > 127 and sum(counts[max(0, brightest - 24) : brightest + 25]) >= 0.5 * sum(counts)


def recognise(image: Any, seconds: float) -> Recognised:  # noqa: ANN401  as above
    """Recognise the text of a picture.

    Raises:
        RuntimeError: it took longer than ``seconds``, or tesseract failed.
    """
    import pytesseract

    os.environ["OMP_THREAD_LIMIT"] = "1"  # its threads cost more than they bring
    with tempfile.TemporaryDirectory(prefix="samuh-ocr-") as folder:
        picture = Path(folder) / "page.pgm"  # written and read faster than what pytesseract would make of it
        grey = fitted(image)
        grey.save(picture, "PPM")
        found = pytesseract.image_to_data(
            str(picture),
            lang=languages(),
            config=f"--dpi {DPI}",
            timeout=seconds,
            output_type=pytesseract.Output.DICT,
        )
    return gathered(found, grey.size)


def fitted(image: Any) -> Any:  # noqa: ANN401  as above
    """Turn a picture to grey, on white where it is clear, and make it no larger than may be."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        from PIL import Image

        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        image = Image.alpha_composite(white, clear)
    grey = image if image.mode == "L" else image.convert("L")
    wide, high = grey.size
    if wide * high > PIXELS:
        share = (PIXELS / (wide * high)) ** 0.5
        grey = grey.resize((int(wide * share), int(high * share)))
    return grey


def gathered(found: dict[str, list[Any]], size: tuple[int, int]) -> Recognised:
    """Make lines of tesseract's table of words, in its order: blocks, paragraphs, lines."""
    rows = [at for at, text in enumerate(found["text"]) if text.strip()]
    lines: list[str] = []
    paragraph = None
    for key, held in groupby(
        rows, lambda at: (found["block_num"][at], found["par_num"][at], found["line_num"][at])
    ):
        if paragraph is not None and key[:2] != paragraph:
            lines.append("")
        paragraph = key[:2]
        lines.append(" ".join(found["text"][at].translate(QUOTES) for at in held))
    sure = [max(0.0, float(found["conf"][at])) for at in rows]
    return Recognised(tuple(lines), tuple(boxes(found, rows, size)), fmean(sure) / 100 if sure else 0.0)


def boxes(found: dict[str, list[Any]], rows: Sequence[int], size: tuple[int, int]) -> Iterator[RawWord]:
    """Give the words with their places as fractions of the picture."""
    wide, high = size
    for at in rows:
        left, top = found["left"][at], found["top"][at]
        right, bottom = left + found["width"][at], top + found["height"][at]
        yield (
            found["text"][at].translate(QUOTES),
            round(left / wide, 5),
            round(top / high, 5),
            round(right / wide, 5),
            round(bottom / high, 5),
        )
