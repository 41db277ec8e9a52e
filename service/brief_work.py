"""The work of ``samuh brief`` and ``samuh verify``."""

import json
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from ingest.errors import BadRequestError, CatalogueError, LibraryError
from service import wiring
from service.briefs import carried, visible
from service.briefs.gather import Sought
from service.briefs.make import Wanted, make
from service.briefs.offer import passages_of
from service.briefs.opened import opened
from service.briefs.paper import found, label, shown, words
from service.briefs.printed import MEDIA, printed
from service.briefs.records import Brief, Frozen
from service.briefs.shelves import Held
from service.briefs.subject import read
from service.briefs.verify import Shown, State, Verdict, counted, verify
from service.browse.book import Book, reader
from service.settings import Settings

NOTHING, NOT_STANDING, ALTERED = 9, 11, 12
"""Exit codes: no evidence; the library no longer says all that is quoted; the brief itself was altered."""
_MARKS = {
    State.THERE: "there     ",
    State.MOVED: "moved     ",
    State.CHANGED: "CHANGED   ",
    State.SUPERSEDED: "SUPERSEDED",
    State.GONE: "GONE      ",
}


def brief(args: Namespace, settings: Settings) -> tuple[int, Iterator[str]]:
    """Make a brief and write it where that was asked; gives the exit code and the lines to be shown.

    Raises:
        BadRequestError: the topic or the file's name cannot be used.
    """
    ending = _ending(args.output) if args.output else ""
    topic = " ".join(args.text)
    subject = read(topic)
    desk = wiring.desk(settings)
    desk.warm_up()
    sought = Sought(desk, _book(settings), subject)
    made = make(sought, Wanted(args.title, args.claim, passages_of(args.passage)), date.today())
    if made is None:
        said = {"status": "no_evidence", "topic": topic, "brief": None}
        words_ = f'Nothing in the library speaks of "{topic}". No brief was made. Use other words, or add documents.'
        return NOTHING, iter([json.dumps(said, ensure_ascii=False) if args.json else words_])
    if args.output:
        _write(args.output, printed(made, ending, lambda quote: _address(args, settings, quote)))
    return 0, iter([_record(made)]) if args.json else _lines(made, args.output)


def _ending(path: Path) -> str:
    ending = path.suffix.lower().removeprefix(".")
    if ending not in MEDIA:
        raise BadRequestError(f"{path}: name a file that ends in .docx, .pdf or .md.")
    return ending


def _book(settings: Settings) -> Book | None:
    try:
        return reader(settings.corpus).current()
    except CatalogueError:
        return None


def _address(args: Namespace, settings: Settings, quote: Frozen) -> str:
    from service.http.links import place

    base = str(args.address or f"http://{settings.host}:{settings.port}").rstrip("/")
    return base + place(quote.document_id, quote.start, quote.end, quote.passage_id)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise BadRequestError(
            f"{path}: cannot be written ({error.strerror}). Choose another file."
        ) from error


def _record(made: Brief) -> str:
    content = json.loads(carried.written(made))["brief"]
    return json.dumps({"status": "made", "topic": made.topic, "brief": content}, ensure_ascii=False)


def _lines(made: Brief, output: Path | None) -> Iterator[str]:
    yield made.title
    yield f"Claim under test: {made.claim}"
    yield f"Found: {found(made)}."
    for item in made.kept:
        yield ""
        yield f"[{item.side.value}] {shown(item.quote)}"
        yield f"    {label(item.quote)}; {item.quote.place}"
        reader = " (an editor read it)" if item.editor else ""
        yield f"    {item.strength.value}: {item.strength_because}. {item.side.value}{reader}: {item.side_because}."
    yield ""
    for text in (*map(words, made.gaps), *made.absences):
        yield f"Not known: {text}"
    if output:
        yield f"Written: {output}"


# ---------------------------------------------------------------- verify


def check(args: Namespace, settings: Settings) -> tuple[int, Iterator[str]]:
    """Compare a brief with the library; gives the exit code and the lines to be shown. No model is loaded.

    Raises:
        UnreadableDocumentError: the file carries no brief.
        LibraryError: the library has no documents.
    """
    held = opened(args.file)
    documents = [entry.document for entry in wiring.document_store(settings).entries() if entry.document]
    if not documents:
        raise LibraryError(
            f"{settings.library}: there are no documents to compare with. Name another --library."
        )
    verdict = verify(held, Held(documents))
    code = ALTERED if verdict.altered else 0 if verdict.stands else NOT_STANDING
    return code, iter([_verdict(verdict)]) if args.json else _verdict_lines(verdict)


def _verdict(verdict: Verdict) -> str:
    said: dict[str, Any] = {
        "title": verdict.title,
        "made": verdict.made,
        "stands": verdict.stands,
        "altered": verdict.altered,
        "counts": counted(verdict.checked),
        "text_compared": verdict.text is not None,
        "altered_text": [asdict(each) for each in verdict.text or ()],
        "checked": [
            {name: value for name, value in asdict(each).items() if name != "quote"}
            | {"document_id": each.quote.document_id, "quote": each.quote.text}
            for each in verdict.checked
        ],
    }
    return json.dumps(said, ensure_ascii=False)


def _verdict_lines(verdict: Verdict) -> Iterator[str]:
    yield _summary(verdict)
    yield f"{verdict.title} (quoted on {verdict.made})"
    if not verdict.sealed:
        yield "The brief's own record of its quotes was changed after it was made."
    yield from visible.told(verdict.text)
    for each in verdict.checked:
        yield f"{_MARKS[each.state]} {each.number:>3}. {words(each.quote)[:90]}"
        if each.state is not State.THERE or each.shown is not Shown.AS_FROZEN:
            yield f"               {each.quote.document_id}: {each.because}"
        if each.now:
            yield f"               now: {' '.join(each.now.split())}"
        if each.shown is Shown.ALTERED:
            yield "               the brief itself no longer shows the words that it froze"
        elif each.shown is Shown.NOT_SHOWN:
            yield "               not shown in the text any more"


def _summary(verdict: Verdict) -> str:
    counts = "; ".join(f"{name}: {count}" for name, count in counted(verdict.checked).items())
    file = "The file itself was ALTERED after it was made. " if verdict.altered else ""
    library = "The library still says" if verdict.stands else "The library NO LONGER says"
    return f"{file}{library} all that is quoted ({counts})."
