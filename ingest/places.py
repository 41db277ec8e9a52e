"""Places of words: the recognised words of a scanned page find their spans in the text that is quoted."""

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from ingest.reading import RawPage
from ingest.records import Page, WordBox

LEAST = 0.6  # of the letters of a word must stand in the text, in order


def word_boxes(text: str, pages: Sequence[Page], raw_pages: Sequence[RawPage]) -> dict[int, list[WordBox]]:
    """Say where the words of each scanned page stand, by page number.

    Cleaning joins lines, drops running heads and mends hyphens, so a word's span is found by laying the letters of
    the page's words beside the letters of its text. A word that the text does not hold has no box.
    """
    pairs = zip(pages, raw_pages, strict=True) if len(pages) == len(raw_pages) else ()
    return {
        page.number: found
        for page, raw in pairs
        if page.number is not None and raw.words and (found := boxes_on(text, page, raw))
    }


def boxes_on(text: str, page: Page, raw: RawPage) -> list[WordBox]:
    """Give the boxes of one page, in the order of its words."""
    owners = [at for at, word in enumerate(raw.words) for _ in word[0]]
    printed = "".join(word[0] for word in raw.words)
    places = [at for at in range(page.start, page.end) if not text[at].isspace()]
    held = "".join(text[at] for at in places)
    spots: list[list[int]] = [[] for _ in raw.words]
    for step in Indel.opcodes(printed, held):
        if step.tag == "equal":
            for a, b in zip(
                range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True
            ):
                spots[owners[a]].append(places[b])
    made = (box_of(word, found, text) for word, found in zip(raw.words, spots, strict=True))
    return [box for box in made if box is not None]


def box_of(word: tuple[str, float, float, float, float], found: Sequence[int], text: str) -> WordBox | None:
    """Make the box of one word; None where too little of it stands in the text in one piece."""
    if not found or len(found) < LEAST * len(word[0]):
        return None
    start, end = found[0], found[-1] + 1
    if any(sign.isspace() for sign in text[start:end]):
        return None
    return WordBox(start, end, *word[1:])
