"""A small library in memory that keeps the ``Desk`` protocol: for tests of API and pages, and to look at pages.

``FakeDesk(ready=False)`` becomes ready with ``warm_up``, but for ``opens=False``. ``ENDINGS`` tells how questions end.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.records import Filters, Hit
from ingest.errors import LibraryError, NotFoundError
from ingest.records import Document, DocumentKind, Page, Passage, PassageKind, ReadStatus, WordBox
from service.desk import DeskStatus, DocumentSummary, SearchResult
from service.records import Answer, AnswerStatus, Citation, Row, Statement, Table

INDEX_ID = "g-test-1"
AS_OF = "2026-11-20"

# Written with marks for headings, which are taken away as ingestion does: the text has them as lines of their own.
SHEET = """\
# MSE-CDP (2022 guidelines)

- MSE-CDP (2022 guidelines) is a central scheme run by the Office of the Development Commissioner (MSME).

## Is it open now

- The approved period of MSE-CDP (2022 guidelines) ended on 31 March 2026 and no renewal order has been seen \
(PIB, 2026).
- Ask the Development Commissioner's office whether it was approved again before preparing an application.

## Common Facility Centre

- Under MSE-CDP (2022 guidelines), for a Common Facility Centre in a general area that costs 5 to 10 crore rupees, \
the grant is 70% of the project cost.
- Above 10 crore rupees the grant is 60% of the project cost, worked out on 30 crore rupees at most.

| area | 5 to 10 crore | above 10 crore |
| General | 70% | 60% |
| North-East, hill, island, aspirational | 80% | 70% |

### Steps

1. Form a special purpose vehicle of at least ten units.
2. Send the detailed project report through the State.

## Sources

- "MSE-CDP guidelines" (Ministry of MSME, 2022), https://example.org/guidelines?year=2022&lang=en; it supports: shares.
- "Press note" (PIB, 2026), https://example.org/pib.
"""

REPORT_PAGES = (
    "# 1. The cluster\n\nTirupur makes cotton knitwear. In 2011 a court ordered the closure of 494 dyeing units and "
    "162 bleaching units because their effluent had spoiled the Noyyal river.",
    "# 2. What was done\n\nEighteen common effluent treatment plants were tied to the dyeing units. By 2012 sixteen "
    "of the plants were running.\n\n• Cost was shared between the State and the units.\n• Salt recovery came later.",
    "| Plant | Units | Running |\n| Angeripalayam | 74 | yes |\n| Kasipalayam | 41 | no |\n\n"
    "Most units reopened within two years. One in five did not.",
)

OLD_SHEET = """\
# MSE-CDP (2010 guidelines)

- Under the 2010 guidelines the grant for a Common Facility Centre was 70% of at most 15 crore rupees.
"""

HINDI = """\
# समूह विकास कार्यक्रम

- सामान्य सुविधा केंद्र के लिए अनुदान परियोजना लागत का 70 प्रतिशत है।
- आवेदन राज्य सरकार के माध्यम से भेजा जाता है।
"""

HOSTILE = """\
# <script>alert("heading")</script> & <b>bold</b>

Text with <img src=x onerror=alert(1)> and a link (javascript:alert(2)) and data:text/html,<b>x</b> and \
https://evil.example/"onmouseover="alert(4) in it.

<script>alert("block")</script>

- good (https://example.org/a?b=1&c=2) then "quoted" & 'single' &amp; done.

| <td>cell</td> | <img src=y onerror=alert(5)> |
| a | b |
"""


@dataclass
class FakeDesk:
    """See the module. ``calls`` keeps what was asked, so that a test can see what reached the desk."""

    ready: bool = True
    opens: bool = True
    folder: Path | None = None
    broken: bool = False
    calls: list[tuple[str, tuple[str, ...], Filters]] = field(default_factory=list)
    boxes: dict[tuple[str, int], tuple[WordBox, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._documents = {document.id: document for document in library()}
        self._passages = {name: passages_of(document) for name, document in self._documents.items()}

    def replace_text(self, document_id: str, text: str) -> None:
        """Give a document another text, with one passage."""
        document = replace(self._documents[document_id], text=text)
        self._documents[document_id] = document
        self._passages[document_id] = [passage(document, 0, len(text), ())]

    def rename_file(self, document_id: str, name: str) -> None:
        """Let a document have been read from a file of another name."""
        self._documents[document_id] = replace(self._documents[document_id], path=name)

    def replace_pages(self, document_id: str, pages: tuple[Page, ...]) -> None:
        """Give a document other pages."""
        self._documents[document_id] = replace(self._documents[document_id], pages=pages)

    def status(self) -> DeskStatus:
        if not self.ready:
            return DeskStatus(False, None, None, 0, 0, "The index and the model are still being loaded.")
        passages = sum(len(found) for found in self._passages.values())
        return DeskStatus(True, INDEX_ID, "fake-model", len(self._documents), passages, None)

    def warm_up(self) -> None:
        self.ready = self.ready or self.opens

    def search(self, query: str, filters: Filters = Filters(), limit: int = 10) -> SearchResult:
        self._check()
        return SearchResult(query, tuple(self._hits(query, filters)[:limit]), INDEX_ID)

    def answer(self, question: str, history: Sequence[str] = (), filters: Filters = Filters()) -> Answer:
        self._check()
        self.calls.append((question, tuple(history), filters))
        if self.broken:
            raise ValueError(f"the inside failed on {question!r}")
        return ending(question, tuple(history), tuple(self._hits(question, filters)[:6]), self._documents)

    def directions(self, texts: Sequence[str]) -> None:
        return None

    def documents(self) -> Sequence[DocumentSummary]:
        self._check()
        rows = [self._summary(document) for document in self._documents.values()]
        unread = DocumentSummary(
            "scans/old report.pdf", "old report.pdf", None, None, "other", None, None, None, None, None, None, 3, 0,
            ReadStatus.NEEDS_OCR, "No text on any of its 3 pages. It is probably a scan: install tesseract.",
        )  # fmt: skip
        return sorted([*rows, unread], key=lambda row: row.title.casefold())

    def document(self, document_id: str) -> Document:
        self._check()
        if document_id not in self._documents:
            raise NotFoundError(f"{document_id}: no such document in the library.")
        return self._documents[document_id]

    def passages(self, document_id: str) -> Sequence[Passage]:
        self.document(document_id)
        return self._passages[document_id]

    def passage(self, passage_id: str) -> Passage:
        self._check()
        for passages in self._passages.values():
            for passage in passages:
                if passage.id == passage_id:
                    return passage
        raise NotFoundError(f"{passage_id}: no such passage in the library.")

    def original(self, document_id: str) -> Path | None:
        document = self.document(document_id)
        path = self.folder / document.path if self.folder else None
        return path if path and path.is_file() else None

    def word_boxes(self, document_id: str, page: int) -> Sequence[WordBox]:
        self.document(document_id)
        return self.boxes.get((document_id, page), ())

    def _check(self) -> None:
        if not self.ready:
            raise LibraryError("The index and the model are still being loaded.")

    def _summary(self, document: Document) -> DocumentSummary:
        partly = document.id == "tirupur-2012"
        return DocumentSummary(
            document.id, document.title, document.publisher, document.year, document.kind.value, document.language,
            document.state, document.sector, document.url, document.licence, document.supersedes, len(document.pages),
            len(self._passages[document.id]), ReadStatus.PARTLY_READ if partly else ReadStatus.READ,
            "Page 4 is an image without text." if partly else None,
        )  # fmt: skip

    def _hits(self, query: str, filters: Filters) -> list[Hit]:
        words = words_of(query)
        scored = [
            (len(words & words_of(passage.text)), passage)
            for name, passages in self._passages.items()
            if allowed(self._documents[name], filters)
            for passage in passages
        ]
        best = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], pair[1].id))
        return [
            Hit(passage, score / (len(words) or 1), rank, rank, None, 0.5, "shares words with the question")
            for rank, (score, passage) in enumerate(best, 1)
        ]


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}", text.casefold()))


def allowed(document: Document, filters: Filters) -> bool:
    return (
        (not filters.kinds or document.kind.value in filters.kinds)
        and (not filters.states or document.state in filters.states)
        and (not filters.sectors or document.sector in filters.sectors)
        and (not filters.document_ids or document.id in filters.document_ids)
        and (filters.year_from is None or (document.year or 0) >= filters.year_from)
        and (filters.year_to is None or (document.year or 9999) <= filters.year_to)
    )


@dataclass(frozen=True)
class Source:
    """A text as it was written above, and what stands in ``Document.text``: without the marks of headings."""

    written: str

    @property
    def text(self) -> str:
        return re.sub(r"^#+ ", "", self.written, flags=re.MULTILINE).strip()

    @property
    def levels(self) -> dict[str, int]:
        found = re.findall(r"^(#+) (.+)$", self.written, re.MULTILINE)
        return {text: len(marks) - 1 for marks, text in found}


SOURCES = {
    "mse-cdp-2022": Source(SHEET),
    "mse-cdp-2010": Source(OLD_SHEET),
    "tirupur-2012": Source("\n\n".join(REPORT_PAGES)),
    "samuh.hi v1": Source(HINDI),
    "hostile": Source(HOSTILE),
}


def library() -> list[Document]:
    """The documents: two editions of a sheet, a report with pages, one in Hindi, one with everything hostile."""
    sheet = Document(
        id="mse-cdp-2022", title="MSE-CDP (2022 guidelines)", publisher="Ministry of MSME", year=2022,
        kind=DocumentKind.SHEET, language="en", state=None, sector=None, path="mse-cdp-2022.yaml", sha256="0" * 64,
        licence="Apache-2.0", url="https://example.org/mse-cdp", supersedes="mse-cdp-2010", text="",
    )  # fmt: skip
    documents = [
        sheet,
        replace(sheet, id="mse-cdp-2010", title="MSE-CDP (2010 guidelines)", year=2010, path="mse-cdp-2010.yaml",
                supersedes=None),
        replace(sheet, id="tirupur-2012", title="Diagnostic Study of the Tirupur Knitwear Cluster",
                publisher="Foundation for Examples", year=2012, kind=DocumentKind.DIAGNOSTIC_REPORT,
                state="Tamil Nadu", sector="textiles", path="tirupur.v2.pdf", supersedes=None, url=None, licence=None,
                pages=pages_of(REPORT_PAGES)),
        replace(sheet, id="samuh.hi v1", title="समूह विकास कार्यक्रम", publisher="एमएसएमई मंत्रालय", language="hi",
                path="hindi.md", supersedes=None, year=None),
        replace(sheet, id="hostile", title='<script>alert("title")</script>', publisher="<i>Nobody</i>", year=2001,
                path="hostile.html", supersedes=None, url="javascript:alert(3)"),
    ]  # fmt: skip
    return [replace(document, text=SOURCES[document.id].text) for document in documents]


def pages_of(written: Sequence[str]) -> tuple[Page, ...]:
    """Pages that share the text out without gap, as ingestion makes them."""
    texts = [Source(page).text + "\n\n" for page in written]
    ends = [sum(len(text) for text in texts[:number]) for number in range(len(texts) + 1)]
    ends[-1] -= 2
    return tuple(
        Page(number, "iv" if number == 1 else None, ends[number - 1], ends[number])
        for number in range(1, len(texts) + 1)
    )


def passages_of(document: Document) -> list[Passage]:
    """Blocks between empty lines, each under the headings above it."""
    levels = SOURCES[document.id].levels
    made: list[Passage] = []
    headings: tuple[str, ...] = ()
    for found in re.finditer(r"(?:(?!\n\n).)+", document.text, re.DOTALL):
        text = found.group().lstrip("\n")
        if text in levels:
            headings = (*headings[: levels[text]], text)
        elif text.strip():
            made.append(passage(document, found.end() - len(text), found.end(), headings))
    return made


def passage(document: Document, start: int, end: int, headings: tuple[str, ...]) -> Passage:
    text = document.text[start:end]
    touched = [page.number for page in document.pages if page.start < end and page.end > start]
    digest = hashlib.sha256(f"{document.id} {start} {text}".encode()).hexdigest()[:12]
    return Passage(
        id=f"p-{digest}", document_id=document.id, start=start, end=end, text=text, headings=headings, label=None,
        kind=PassageKind.TABLE if text.startswith("|") else PassageKind.PROSE,
        page_from=touched[0] if touched else None, page_to=touched[-1] if touched else None,
    )  # fmt: skip


GRANT = "the grant is 70% of the project cost"
ABOVE = "Above 10 crore rupees the grant is 60% of the project cost, worked out on 30 crore rupees at most."
OLD = "Under the 2010 guidelines the grant for a Common Facility Centre was 70% of at most 15 crore rupees."
CLOSED = "In 2011 a court ordered the closure of 494 dyeing units and 162 bleaching units"

Library = dict[str, Document]


def out_of_scope(made: Answer, library: Library) -> Answer:
    return replace(
        made, status=AnswerStatus.OUT_OF_SCOPE, message="Passports are no matter of clusters.", hits=()
    )


def no_evidence(made: Answer, library: Library) -> Answer:
    return replace(made, status=AnswerStatus.NO_EVIDENCE, message="No passage says this of Assam.")


def needs_facts(made: Answer, library: Library) -> Answer:
    choices = ("Grant under MSE-CDP 2022", "Grant under MSE-CDP 2010")
    return replace(
        made, status=AnswerStatus.NEEDS_FACTS, message="Which edition do you mean?", choices=choices
    )


def partly(made: Answer, library: Library) -> Answer:
    return cited(replace(made, status=AnswerStatus.PARTLY_ANSWERED), [(library["tirupur-2012"], CLOSED)])


def conflicting(made: Answer, library: Library) -> Answer:
    sides = [(library["mse-cdp-2022"], ABOVE), (library["mse-cdp-2010"], OLD)]
    return cited(replace(made, status=AnswerStatus.CONFLICTING), sides)


def answered(made: Answer, library: Library) -> Answer:
    sheet = library["mse-cdp-2022"]
    return cited(made, [(sheet, line_with(sheet, GRANT)), (sheet, ABOVE)])


def side_by_side(made: Answer, library: Library) -> Answer:
    sides = cited(made, [(library["mse-cdp-2022"], ABOVE), (library["mse-cdp-2010"], OLD)])
    rows = (Row("How much", ((1,), (2,))), Row("Who can apply", ((1,), ())))
    return replace(sides, table=Table(("MSE-CDP 2022", "MSE-CDP 2010"), rows))


ENDINGS = {
    "beside": side_by_side,
    "passport": out_of_scope,
    "assam": no_evidence,
    "which edition": needs_facts,
    "dyeing": partly,
    "disagree": conflicting,
    "grant": answered,
}


def ending(question: str, history: tuple[str, ...], hits: tuple[Hit, ...], library: Library) -> Answer:
    """Pick an ending by a word of the question; unknown questions are answered from the first hit."""
    made = Answer(
        id="a-" + hashlib.sha256(question.encode()).hexdigest()[:8], question=question,
        understood=f"{question} ({history[-1]})" if history else None, status=AnswerStatus.ANSWERED, message=None,
        statements=(), citations=(), choices=(), hits=hits, as_of=AS_OF, index_id=INDEX_ID,
    )  # fmt: skip
    for word, end in ENDINGS.items():
        if word in question.casefold():
            return end(made, library)
    if not hits:
        return replace(
            made, status=AnswerStatus.NO_EVIDENCE, message="Nothing in the library is near this question."
        )
    best = hits[0].passage
    return cited(made, [(library[best.document_id], best.text)])


def line_with(document: Document, words: str) -> str:
    """The whole bullet that holds these words, without its mark."""
    line = next(line for line in document.text.split("\n") if words in line)
    return line.removeprefix("- ")


def cited(answer: Answer, quotes: Sequence[tuple[Document, str]]) -> Answer:
    """The answer with one statement and one citation for each quote."""
    citations = tuple(citation(number, document, quote) for number, (document, quote) in enumerate(quotes, 1))
    statements = tuple(Statement(c.quote.replace("\n", " "), (c.number,)) for c in citations)
    return replace(answer, statements=statements, citations=citations)


def citation(number: int, document: Document, quote: str) -> Citation:
    start = document.text.index(quote)
    home = next(p for p in passages_of(document) if p.start <= start < p.end)
    place = f"p. {home.page_from}" if home.page_from else " › ".join(home.headings)
    return Citation(
        number, document.id, home.id, document.title, document.publisher, document.year, place, home.page_from, None,
        quote, start, start + len(quote),
    )  # fmt: skip
