"""The desk over one library folder: a live index, an embedding model loaded once, and the answers made from them."""

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.e5 import HindiReader
from index.embed import Embedder
from index.generations import Generations
from index.live import LiveIndex
from index.records import Filters
from index.search import Index
from ingest.duplicates import near_same
from ingest.errors import BadRequestError, LibraryError, SamuhError
from ingest.records import Document, Passage, WordBox
from ingest.store import DocumentStore
from service.answers.ask import Library, ask
from service.answers.background import background
from service.answers.glossary import Glossary
from service.answers.hindi import hindi_texts
from service.answers.language import Languages
from service.answers.places import local_areas, ordinary_words, special_areas, towns
from service.answers.spelling import Speller
from service.answers.writer import Writer
from service.desk import LOADING, DeskStatus, DocumentSummary, SearchResult, summarise
from service.records import Answer
from service.turns import Turns

log = logging.getLogger(__name__)

MAX_LIMIT = 100
MOST_DIRECTIONS = 4000
"""Short texts whose directions are kept: 6 MB."""


class LibraryDesk:
    """A ``service.desk.Desk`` on one library. Building it is cheap: ``warm_up`` loads the model."""

    def __init__(
        self,
        generations: Generations,
        make_embedder: Callable[[], Embedder],
        corpus: Path,
        max_chars: int,
        store: DocumentStore | None = None,
    ) -> None:
        self._generations = generations
        self._store = store
        self._make_embedder = make_embedder
        self._corpus = corpus
        self._max_chars = max_chars
        self._warming = threading.Lock()
        self._live: LiveIndex | None = None
        self._library: Library | None = None
        self._writer: Writer | None = None
        self._find_reader: Callable[[], HindiReader | None] = lambda: None
        self._summaries: tuple[Index, tuple[DocumentSummary, ...]] | None = None
        self._problem: str | None = LOADING
        self._turns = Turns()
        self._directions: dict[str, NDArray[np.float32]] = {}

    def warm_up(self) -> None:
        """Load model and index once. A failure is kept as the status's problem, and may be tried again."""
        with self._warming:
            if self._live is not None:
                return
            try:
                live = LiveIndex(self._generations, self._make_embedder())
                library = self._read(live.get())
                # A question that ends early, as this one may, would leave the model unloaded.
                library.index.embedder.embed(["cluster"])
                library.index.read(["cluster"])
                ask("cluster", (), Filters(), library)
            except SamuhError as error:
                self._problem = str(error)
                log.warning("event=warm_up_failed error=%s", type(error).__name__)
                return
            self._live, self._problem = live, None

    def status(self) -> DeskStatus:
        """See ``service.desk.Desk``."""
        if self._live is None:
            return DeskStatus(False, None, None, 0, 0, self._problem)
        manifest = self._live.get().manifest
        return DeskStatus(
            True, manifest.index_id, manifest.model, manifest.documents, manifest.passages, None
        )

    def search(self, query: str, filters: Filters = Filters(), limit: int = 10) -> SearchResult:
        """See ``service.desk.Desk``."""
        index = self._index()
        if not 1 <= limit <= MAX_LIMIT:
            raise BadRequestError(f"limit {limit}: give a whole number from 1 to {MAX_LIMIT}.")
        hits = index.search(self._checked(query), filters, limit)
        return SearchResult(query, tuple(hits), index.manifest.index_id)

    def answer(self, question: str, history: Sequence[str] = (), filters: Filters = Filters()) -> Answer:
        """See ``service.desk.Desk``."""
        asked, earlier = self._checked(question), [self._checked(turn) for turn in history]
        with self._turns.person():
            made = ask(asked, earlier, filters, self.library())
        return self._writer.write(made) if self._writer else made

    def directions(self, texts: Sequence[str]) -> NDArray[np.float32] | None:
        """See ``service.desk.Desk``. Texts that were read before are not read again."""
        if self._live is None:
            return None
        new = [text for text in dict.fromkeys(texts) if text not in self._directions]
        if len(self._directions) + len(new) > MOST_DIRECTIONS:
            self._directions.clear()
            new = list(dict.fromkeys(texts))
        held = dict(self._directions)
        if new:
            held |= dict(zip(new, self._live.get().embedder.embed(new), strict=True))
        self._directions = held
        return np.stack([held[text] for text in texts]) if texts else None

    def write_with(self, writer: Writer | None) -> None:
        """Let a language model put answers into sentences from now on; None ends it."""
        self._writer = writer

    def read_hindi_with(self, find_reader: Callable[[], HindiReader | None]) -> None:
        """Compare questions in Devanagari with Hindi texts by this model, looked for once there are such texts."""
        self._find_reader = find_reader

    def take_turns(self, turns: Turns) -> None:
        """Answer in these turns from now on, which others share; a desk has turns of its own before."""
        self._turns = turns

    def documents(self) -> Sequence[DocumentSummary]:
        """See ``service.desk.Desk``."""
        index = self._index()
        if self._summaries is None or self._summaries[0] is not index:
            read = {document.id: document for document in index.documents()}
            similar = near_same(read.values())
            rows = [
                summarise(report, read.get(report.document_id or ""), similar) for report in index.reports()
            ]
            self._summaries = index, tuple(sorted(rows, key=lambda row: (row.title.casefold(), row.id)))
        return self._summaries[1]

    def document(self, document_id: str) -> Document:
        """See ``service.desk.Desk``."""
        return self._index().document(document_id)

    def passages(self, document_id: str) -> Sequence[Passage]:
        """See ``service.desk.Desk``."""
        return self._index().passages(document_id)

    def passage(self, passage_id: str) -> Passage:
        """See ``service.desk.Desk``."""
        return self._index().passage(passage_id)

    def original(self, document_id: str) -> Path | None:
        """See ``service.desk.Desk``."""
        return self._index().original(document_id)

    def word_boxes(self, document_id: str, page: int) -> Sequence[WordBox]:
        """See ``service.desk.Desk``; none while the store holds another text than the index that is served."""
        text = self.document(document_id).text
        return self._store.boxes(document_id, page, text) if self._store else ()

    def library(self) -> Library:
        """What answers are made from now."""
        return self._read(self._index())

    def _index(self) -> Index:
        if self._live is None:
            raise LibraryError(self._problem or LOADING)
        return self._live.get()

    def _read(self, index: Index) -> Library:
        """What answers are made from, read once for each index generation."""
        library = self._library
        if library is None or library.index is not index:
            named = towns(self._corpus / "places")
            known = background(index, ordinary_words(named), named)
            glossary = Glossary(self._corpus / "glossary", known.rarity.surface)
            glossary.warm()
            languages = Languages(
                glossary,
                Speller(known.rarity.surface),
                special_areas(self._corpus / "places"),
                known.names.capitals,
                local_areas(self._corpus / "places", ordinary_words(named)),
                known.places,
            )
            hindi = hindi_texts(index, glossary, self._find_reader)
            library = self._library = Library(index, known, languages, hindi=hindi)
        return library

    def _checked(self, text: str) -> str:
        """Refuse what is too long or empty; the message says the limit and never repeats the text."""
        if not text.strip():
            raise BadRequestError("the question is empty. Type a question.")
        if len(text) > self._max_chars:
            raise BadRequestError(
                f"the question has {len(text)} characters; at most {self._max_chars} are taken. Ask it in fewer words."
            )
        return text.encode("utf-8", "replace").decode()  # half a surrogate pair is no letter
