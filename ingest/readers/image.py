"""Pictures (PNG, JPEG, TIFF, WebP) of pages: their text is recognised. Runs in the child process."""

import warnings
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from ingest.readers.ocr import PIXELS, languages, page_of
from ingest.reading import NO_TEXT, RawPage, RefusedError
from ingest.sandbox import RECOGNISING, Limits, Start

SMALL = (
    1500  # pixels; a page whose longer side has fewer is enlarged, since tesseract wants letters of 20 pixels
)
LARGEST = 8 * PIXELS  # of a picture that is opened at all


def read(path: Path, limits: Limits) -> Iterator[dict[str, Any]]:
    """Read a picture, each frame of it as a page.

    Raises:
        RefusedError: it is no picture, or too large to be opened.
    """
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = LARGEST // 2  # Pillow refuses twice as many
    try:
        with Image.open(path) as image:
            frames = getattr(image, "n_frames", 1)
            yield {"start": asdict(Start(frames))}
            for number, frame in enumerate(ImageSequence.Iterator(image), 1):
                if number > limits.pages:
                    return
                yield {RECOGNISING: number}
                yield {"page": asdict(frame_page(frame, number, limits))}
    except (Image.DecompressionBombError, UnidentifiedImageError) as error:
        raise RefusedError(f"it is no picture that can be opened ({error}).") from error


def frame_page(frame: Image.Image, number: int, limits: Limits) -> RawPage:
    """Read one frame; without tesseract it stays unread."""
    if not languages():
        return RawPage(number, None, "", NO_TEXT, True)
    upright = ImageOps.exif_transpose(frame)
    longer = max(upright.size)
    if longer < SMALL:
        times = min(3.0, SMALL / max(1, longer))
        upright = upright.convert("L").resize((int(upright.width * times), int(upright.height * times)))
    return page_of(upright, number, limits.ocr_seconds)
