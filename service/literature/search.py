"""Finding works: words of the work itself, passages that the index finds, filters with counts, an order."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from index.records import Hit
from ingest.sheets.words import upper_first
from service.answers.words import Rarity, content, stem_set
from service.browse.facets import Catalogue, Facet, Listing, Order, Wanted, by_name, highest_first, listing
from service.browse.themes import SUBJECT_NAMES
from service.literature.records import Entry, Finding, Form, Origin

FORM_NAMES = {
    Form.ARTICLE.value: "Journal articles",
    Form.BOOK.value: "Books",
    Form.CHAPTER.value: "Chapters",
    Form.CONFERENCE.value: "Conference papers",
    Form.WORKING_PAPER.value: "Working papers",
    Form.REPORT.value: "Reports, evaluations and guidelines",
    Form.NEWS.value: "News",
    Form.WEB.value: "Web pages and other documents",
    Form.OTHER.value: "Other",
}
ORIGIN_NAMES = {
    Origin.WORK.value: "Works with findings recorded here",
    Origin.ORIGINAL.value: "Sources that records rest on",
    Origin.DOCUMENT.value: "Other texts of the library",
}
TEXT_NAMES = {"yes": "Text is held here", "no": "Only described here"}
SHOWN_FINDINGS = 3
LEAST_WORDS = 0.5
"""Share of the query's words, weighed by rarity, that a work must hold when words alone bring it in."""
LEAST_ALONE = 0.35
"""The same while no index is ready, when nothing else can bring a work in."""
LEAST_HIT = 0.62
"""Score of a passage that brings a work in. A passage found by meaning alone has 0.6 at most, whatever was asked."""
OTHERS = 0.85
"""Weight of a passage of another record that speaks on the word of the work, against the work's own."""
SHEET_SUFFIX = re.compile(r"\.yaml$")


ANYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: words, filters, the span of years of the works (both included), and an order.

    ``only`` are the ids that may be found, None for all: those that are new since a day, or those of a list.
    """

    wanted: Wanted = ANYTHING
    year_from: int | None = None
    year_to: int | None = None
    only: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One work that was found, with the findings nearest to the query and the passage of its text that was found."""

    entry: Entry
    score: float
    findings: tuple[Finding, ...]
    hit: Hit | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the index found for one work: the score of the best passage, findings in it, a passage of its own text."""

    score: float = 0.0
    findings: tuple[Finding, ...] = ()
    hit: Hit | None = None


NONE = Evidence()


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of all entries: how rare each is, and the stems of what describes each entry by its id."""

    rarity: Rarity
    stems: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def share(self, entry: Entry, wanted: Sequence[str]) -> float:
        """The share of the wanted words that an entry holds, in its description and in one finding together.

        Words that stand in findings far apart do not meet: a source of twenty sentences would hold every query.
        """
        head = self.stems[entry.id]
        said = (head | stem_set(finding.text) for finding in entry.findings)
        return max((self.rarity.coverage(wanted, stems) for stems in said), default=0.0) or (
            self.rarity.coverage(wanted, head)
        )


def find(entries: Sequence[Entry], asked: Asked, hits: Sequence[Hit] = ()) -> Listing[Result]:
    """The works that fit, best first where words are asked for, else by name; with the counts of every filter.

    Args:
        entries: All that can be cited.
        asked: Words and filters.
        hits: What the index found for the words, best first; none where no index is ready, then words alone decide.
    """
    left = [entry for entry in entries if allowed(entry, asked)]
    rows = ranked(left, asked.wanted.words, hits) if asked.wanted.words.strip() else plain_rows(left)
    found = listing(rows, catalogue(rows, bool(asked.wanted.words.strip())), bare(asked.wanted))
    return Listing(found.rows, found.selects, found.orders, len(entries))


def bare(wanted: Wanted) -> Wanted:
    """What is asked of the filters: the words were looked for already, each in its own way."""
    return Wanted("", wanted.sort, wanted.filters)


def allowed(entry: Entry, asked: Asked) -> bool:
    """Whether an entry lies in the span of years and among those that may be found."""
    if asked.only is not None and entry.id not in asked.only:
        return False
    if asked.year_from is None and asked.year_to is None:
        return True
    return entry.year is not None and (asked.year_from or 0) <= entry.year <= (asked.year_to or 9999)


def plain_rows(entries: Iterable[Entry]) -> list[Result]:
    """All entries as results without a query, each with its first findings."""
    return [Result(entry, 0.0, entry.findings[:SHOWN_FINDINGS]) for entry in entries]


# --- finding ---


def ranked(entries: Sequence[Entry], words: str, hits: Sequence[Hit]) -> list[Result]:
    """The entries that a query finds, with their scores."""
    wanted = content(words)
    known = word_lists(tuple(entries))
    evidence = evidence_of(entries, hits)
    least = LEAST_WORDS if hits else LEAST_ALONE
    made = []
    for entry in entries:
        share = known.share(entry, wanted)
        told = evidence.get(entry.id, NONE)
        if share >= least or told.score >= LEAST_HIT:
            near = nearest(entry, wanted, known.rarity, told.findings)
            made.append(Result(entry, round(told.score + share, 4), near, told.hit))
    return made


@lru_cache(maxsize=4)
def word_lists(entries: tuple[Entry, ...]) -> Words:
    """The stems of what describes every entry; how rare words are is counted over descriptions and findings."""
    texts = {entry.id: text_of(entry) for entry in entries}
    said = (finding.text for entry in entries for finding in entry.findings)
    rarity = Rarity((*texts.values(), *said))
    return Words(rarity, {name: stem_set(text) for name, text in texts.items()})


def text_of(entry: Entry) -> str:
    """What describes an entry: title, names, year, where it appeared, kind, region, themes."""
    names = [name.said for name in (*entry.authors, *entry.editors)]
    themes = [SUBJECT_NAMES.get(each, "") for each in entry.subjects]
    said = [finding.text for finding in entry.findings]
    parts = (
        entry.title,
        *names,
        str(entry.year or ""),
        entry.published,
        entry.kind,
        entry.region,
        *themes,
        *said,
    )
    return " / ".join(parts)


def nearest(
    entry: Entry, wanted: Sequence[str], rarity: Rarity, found: Sequence[Finding]
) -> tuple[Finding, ...]:
    """The findings to show: those of passages that the index found and those with most of the words, best first."""
    in_passages = set(found)

    def fit(finding: Finding) -> float:
        return rarity.coverage(wanted, stem_set(finding.text)) + (0.3 if finding in in_passages else 0.0)

    return tuple(sorted(entry.findings, key=fit, reverse=True)[:SHOWN_FINDINGS])


def evidence_of(entries: Iterable[Entry], hits: Sequence[Hit]) -> dict[str, Evidence]:
    """What the hits tell of each entry: its own sheet or text, or sentences of other records on its word."""
    by_record = gathered(entries)
    made: dict[str, Evidence] = {}
    for hit in hits:
        text = squeezed(hit.passage.text)
        for entry, own, findings in by_record.get(SHEET_SUFFIX.sub("", hit.passage.document_id), ()):
            held = entry.document_id == hit.passage.document_id
            said = tuple(each for each in findings if not held and squeezed(each.text) in text)
            if own or held or said:
                told = made.get(entry.id, NONE)
                score = hit.score * (1.0 if own or held else OTHERS)
                first = hit if held and told.hit is None else told.hit
                made[entry.id] = Evidence(max(told.score, score), (*told.findings, *said), first)
    return made


Told = tuple[Entry, bool, tuple[Finding, ...]]


def gathered(entries: Iterable[Entry]) -> dict[str, list[Told]]:
    """For each document: the entries that it is of, or speaks for, with the findings stated in it."""
    by_record: dict[str, list[Told]] = {}
    for entry in entries:
        records = dict.fromkeys(
            (entry.id, entry.document_id or entry.id, *(each.by for each in entry.findings))
        )
        for record in records:
            said = tuple(each for each in entry.findings if each.by == record)
            own = record == entry.id and entry.origin is Origin.WORK
            by_record.setdefault(record, []).append((entry, own, said))
    return by_record


def squeezed(text: str) -> str:
    """A text with single spaces and without the opening that sheets and findings differ in."""
    return " ".join(text.split()).casefold()


# --- filters and orders ---


def catalogue(rows: Sequence[Result], by_score: bool) -> Catalogue[Result]:
    """The filters and orders of the list; the best come first where words were asked for."""
    regions = sorted({row.entry.region for row in rows if row.entry.region})
    orders: tuple[Order[Result], ...] = (
        Order("name", "Author or title", lambda row: by_name(sort_name(row.entry))),
        Order("year", "Newest first", lambda row: highest_first(row.entry.year, sort_name(row.entry))),
    )
    best: Order[Result] = Order(
        "best", "Best fit first", lambda row: highest_first(row.score, sort_name(row.entry))
    )
    return Catalogue(
        facets=(
            Facet("form", "Kind of work", lambda row: (row.entry.form.value,), FORM_NAMES),
            Facet("origin", "Known as", lambda row: (row.entry.origin.value,), ORIGIN_NAMES),
            Facet("theme", "Theme", lambda row: row.entry.subjects, SUBJECT_NAMES),
            Facet("region", "About", regions_of, {each: upper_first(each) for each in regions}),
            Facet("text", "Text", text_held, TEXT_NAMES),
        ),
        orders=(best, *orders) if by_score else orders,
        words=lambda row: row.entry.title,
    )


def regions_of(row: Result) -> tuple[str, ...]:
    """The part of the world that a work is about."""
    return (row.entry.region,) if row.entry.region else ()


def text_held(row: Result) -> tuple[str]:
    """Whether the text of a work is held in the library."""
    return ("yes" if row.entry.document_id else "no",)


def sort_name(entry: Entry) -> str:
    """The name by which an entry stands in a list: its first author or editor, else its title."""
    credited = entry.authors or entry.editors
    return f"{credited[0].family if credited else entry.title} {entry.year or ''}"
