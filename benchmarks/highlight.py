"""Does the viewer mark the quoted words? Tries random sentences of a library in a real Chromium and reads them back.

``python benchmarks/highlight.py LIBRARY [--sentences 200] [--seed 1] [--passages] [--document ID] [--json FILE]``

Every sentence of a document whose original is a PDF is a possible citation. For each one drawn, its place is opened in
the viewer, and the letters of the page's text layer whose middle lies under a mark are read back. A citation *holds*
when at least 98% of the letters and digits of the quote are read back and at most 5% more than those; all else is
counted as not marked (the viewer says so) or as wrong. In Devanagari 80% is enough: text layers leave letters of joined
signs out, so that even the right words cannot be read back whole. Nothing is embedded: only the document store is read.
"""

import argparse
import json
import random
import re
import shutil
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from unicodedata import normalize

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from ingest.records import Document, Passage, WordBox
from ingest.store import DocumentStore, StoredDocument
from service.desk import DeskStatus, DocumentSummary, summarise
from service.http import links
from service.http.app import build_app
from service.http.server import address, listen
from service.http.view_page import parts
from service.settings import Settings

READ_BACK = """() => {
  const boxes = [...document.querySelectorAll(".page-mark-box")].map((box) => box.getBoundingClientRect());
  const within = (x, y) => boxes.some((b) => x >= b.left && x <= b.right && y >= b.top && y <= b.bottom);
  let text = "";
  const walker = document.createTreeWalker(document.querySelector(".text-layer"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.length; at += 1) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect();
      if (box.width && within((box.left + box.right) / 2, (box.top + box.bottom) / 2)) text += node.data[at];
    }
    text += " ";
  }
  return text;
}"""


class StoreDesk:
    """The part of a desk that shows documents, from the store alone: no index and no model."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store
        self.held = {entry.document.id: entry for entry in store.entries() if entry.document}

    def status(self) -> DeskStatus:
        """Ready, from the documents."""
        return DeskStatus(True, "store", None, len(self.held), 0, None)

    def warm_up(self) -> None:
        """Nothing to load."""

    def documents(self) -> Sequence[DocumentSummary]:
        """All documents."""
        return [summarise(entry.report, entry.document) for entry in self.held.values()]

    def document(self, document_id: str) -> Document:
        """One document."""
        document = self.held[document_id].document
        assert document is not None
        return document

    def passages(self, document_id: str) -> Sequence[Passage]:
        """Its passages."""
        return self.held[document_id].passages

    def original(self, document_id: str) -> Path | None:
        """Its file."""
        return self.held[document_id].original

    def word_boxes(self, document_id: str, page: int) -> Sequence[WordBox]:
        """The places of words on a scanned page."""
        return self._store.boxes(document_id, page)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which places are tried: how many, drawn how, whole passages or sentences, of which document."""

    count: int = 200
    seed: int = 1
    passages: bool = False
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """One citation tried: ``outcome`` is holds, unmarked or wrong."""

    document_id: str
    start: int
    end: int
    page: int
    outcome: str
    quote: str
    read: str


def letters(text: str) -> str:
    """The letters and digits of a text, as far as a text layer and a stored text can agree."""
    folded = normalize("NFKD", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


def outcome(quote: str, read: str) -> str:
    """Compare what was quoted with what lies under the marks; order may differ in tables."""
    wanted, found = Counter(letters(quote)), Counter(letters(read))
    if not found:
        return "unmarked"
    missing, more = (wanted - found).total(), (found - wanted).total()
    total = max(wanted.total(), 1)
    lost = 0.2 if re.search("[\u0900-\u097f]", quote) else 0.02
    return "holds" if missing <= lost * total + 0.5 and more <= 0.05 * total + 1 else "wrong"


def drawn(entries: Sequence[StoredDocument], wanted: Wanted) -> list[tuple[StoredDocument, int, int]]:
    """Places drawn at random, each with its document, as spans; spread over the documents' pages."""
    every = [
        (entry, place.start, place.end)
        for entry in entries
        for place in (entry.passages if wanted.passages else entry.sentences)
        if len(letters(place.text)) >= 12
    ]
    return random.Random(wanted.seed).sample(every, min(wanted.count, len(every)))


def trial(page: Page, site: str, entry: StoredDocument, start: int, end: int) -> Trial:
    """Open one citation and read back what is marked, over all pages that it touches."""
    document = entry.document
    assert document is not None
    page.goto(site + links.view(links.Cite(document.id, start, end, None)))
    page.wait_for_selector("#viewer[data-shown]")
    found = parts(document, (start, end))
    read = page.evaluate(READ_BACK)
    for part in found[1:]:
        page.locator("[data-part=number]").fill(str(part.page))
        page.keyboard.press("Enter")
        page.wait_for_selector(f"#viewer[data-shown^='{part.page} ']")
        read += page.evaluate(READ_BACK)
    quote = document.text[start:end]
    return Trial(document.id, start, end, found[0].page, outcome(quote, read), quote, read)


@contextmanager
def serving(desk: StoreDesk) -> Iterator[str]:
    """Serve the pages on a free port; gives the address."""
    settings = Settings(port=0)
    with listen(settings.host, settings.port) as listener:
        config = uvicorn.Config(build_app(desk, settings), log_config=None, access_log=False)  # type: ignore[arg-type]
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield address(listener)
        finally:
            server.should_exit = True
            thread.join(30)


def trials(chromium: Browser, library: Path, wanted: Wanted) -> Iterator[Trial]:
    """Try that many places of the library's PDF documents."""
    desk = StoreDesk(DocumentStore(library / "documents"))
    entries = [
        entry
        for name, entry in sorted(desk.held.items())
        if entry.original and entry.original.suffix == ".pdf" and wanted.document in {None, name}
    ]
    with serving(desk) as site:
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        for entry, start, end in drawn(entries, wanted):
            yield trial(page, site, entry, start, end)
        page.close()


def main() -> int:
    """Run and print the figures; failures one by one."""
    args = arguments()
    wanted = Wanted(args.sentences, args.seed, args.passages, args.document)
    made = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for one in trials(chromium, args.library, wanted):
            made.append(one)
            if one.outcome != "holds":
                print(
                    f"{one.outcome}: {one.document_id} p. {one.page} [{one.start}:{one.end}]", file=sys.stderr
                )
                print(f"   quote {one.quote!r}\n   read  {one.read!r}"[:1200], file=sys.stderr)
        chromium.close()
    counts = Counter(one.outcome for one in made)
    print(
        f"{counts['holds']} of {len(made)} citations hold; {counts['unmarked']} unmarked, {counts['wrong']} wrong"
    )
    if args.json:
        args.json.write_text(json.dumps([asdict(one) for one in made], ensure_ascii=False, indent=1), "utf-8")
    return 0 if counts["holds"] == len(made) else 1


def arguments() -> argparse.Namespace:
    """The command line."""
    grammar = argparse.ArgumentParser(description="Tries random citations in the viewer and reads them back.")
    grammar.add_argument("library", type=Path, help="a library folder")
    grammar.add_argument(
        "--sentences", type=int, default=200, metavar="N", help="places to try (default 200)"
    )
    grammar.add_argument("--seed", type=int, default=1, help="another seed draws other places")
    grammar.add_argument("--passages", action="store_true", help="whole passages instead of sentences")
    grammar.add_argument("--document", help="only this document")
    grammar.add_argument("--json", type=Path, metavar="FILE", help="write every trial there")
    return grammar.parse_args()


if __name__ == "__main__":
    sys.exit(main())
