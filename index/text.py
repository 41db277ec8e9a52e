"""The words by which a passage is found: where it comes from, then the passage itself."""

from index.tokens import token_counter, tokenizer
from ingest.records import Document, Passage

FRAME_TOKENS = 2  # the model puts one token before and one behind every text
MODEL_TOKENS = 256
PREFIX_TOKENS = 48  # a passage of 200 and this stay below what the model reads
TITLE_TOKENS = 20  # a longer title would leave no room for the headings


def search_text(document: Document, passage: Passage) -> str:
    """Title, publisher, year, headings and context of a passage, shortened, then its text on a new line.

    With passages of up to 200 word pieces the whole stays within the 256 that the model reads. Where room is
    short, publisher and outer headings give way first, the context (a table's header row) last.
    """
    return joined(prefix_of(document, passage), passage.text)


def joined(prefix: str, text: str) -> str:
    """Put the prefix of a passage before its text."""
    return f"{prefix}\n{text}" if prefix else text


def prefix_of(document: Document, passage: Passage) -> str:
    """The line before the passage: parts in reading order, chosen by importance until the room is used."""
    count = token_counter()
    room = min(PREFIX_TOKENS, MODEL_TOKENS - FRAME_TOKENS - count(passage.text))
    year = str(document.year) if document.year is not None else ""
    title = cut(document.title, TITLE_TOKENS)
    parts = [title, document.publisher or "", year, *passage.headings, passage.context]
    last = len(parts) - 1
    by_importance = [0, last, *range(last - 1, 2, -1), 2, 1]  # inner headings before outer, publisher last
    kept: dict[int, str] = {}
    for place in by_importance:
        part = cut(parts[place], room)
        if part.strip():
            kept[place] = part
            room -= count(part) + 1  # the full stop that joins it
    return ". ".join(kept[place] for place in sorted(kept))


def cut(text: str, tokens: int) -> str:
    """The longest start of the text that has at most ``tokens`` word pieces and ends with a whole one."""
    if tokens <= 0:
        return ""
    encoded = tokenizer().encode(text, add_special_tokens=False)
    if len(encoded.ids) <= tokens:
        return text
    words = encoded.word_ids
    while tokens and words[tokens - 1] == words[tokens]:
        tokens -= 1
    return text[: encoded.offsets[tokens - 1][1]] if tokens else ""
