"""What came of each kind of intervention across cases: reviewed readings, each with the words it rests on.

The readings are data (``outcomes.yaml``); the words are looked up in the record as it is now, which gives them their
sources. A reading whose record is not in the corpus, or whose words no longer stand there, is left out and counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.errors import CatalogueError, NotFoundError
from ingest.sheets.phrases import name_sources
from ingest.sheets.words import upper_first
from service.browse.book import Book
from service.precedents.cases import cases
from service.precedents.records import Kind, Origin, Precedent, Year
from service.precedents.table import GAP, Item, origin_key

FILE = "outcomes.yaml"


class OutcomeVerdict(StrEnum):
    """How it went, as the words of the record tell; see the head of ``outcomes.yaml`` for what each means."""

    POSITIVE = "positive"
    MIXED = "mixed"
    NEGATIVE = "negative"
    NOT_KNOWN = "not_known"


VERDICT_NAMES = {
    OutcomeVerdict.POSITIVE: "Positive",
    OutcomeVerdict.MIXED: "Mixed",
    OutcomeVerdict.NEGATIVE: "Negative",
    OutcomeVerdict.NOT_KNOWN: "Not known",
}
VERDICT_MEANINGS = {
    OutcomeVerdict.POSITIVE: "the words tell of a gain, or of a facility that runs, and of no harm or failure",
    OutcomeVerdict.MIXED: "they tell of a gain and of a failure, a harm or a cost",
    OutcomeVerdict.NEGATIVE: "they tell of failure, of harm, or of nothing delivered, and of no gain",
    OutcomeVerdict.NOT_KNOWN: "they tell of no result: a plan, a forecast, or a figure not tied to what was tried",
}


class Says(StrEnum):
    """What words of a reading tell; see the head of ``outcomes.yaml`` for what each means."""

    GAIN = "gain"
    RUNS = "runs"
    USED = "used"
    HARM = "harm"
    IDLE = "idle"
    BOTH = "both"
    UNOPENED = "unopened"
    ADVICE = "advice"
    STATE = "state"


_GOOD = {Says.GAIN, Says.RUNS, Says.USED, Says.BOTH}
_BAD = {Says.HARM, Says.IDLE, Says.BOTH}
_BY_VERDICT = {
    OutcomeVerdict.POSITIVE: Says.GAIN,
    OutcomeVerdict.NEGATIVE: Says.HARM,
    OutcomeVerdict.NOT_KNOWN: Says.STATE,
}


class Reading(BaseModel):
    """One reading as the file has it. ``says`` belong to the words, in their order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    case: str
    verdict: OutcomeVerdict
    tried: str = ""
    words: tuple[str, ...] = ()
    says: tuple[Says, ...] = ()
    bears_on: tuple[str, ...] = ()
    note: str = ""
    same_as: str = ""
    whole: bool = False

    @property
    def told(self) -> tuple[Says, ...]:
        """What each of the words tells: as the file says, or as the verdict has it for all."""
        return self.says or (_BY_VERDICT.get(self.verdict, Says.BOTH),) * len(self.words)


class KindOfHelp(BaseModel):
    """One kind of intervention: its name, whether it is hard (works) or soft (people), and its readings."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    side: str
    about: str
    subjects: tuple[str, ...]
    near: tuple[str, ...] = ()
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One case: what was tried there, the verdict, and the statements it rests on.

    ``counted`` is False for a second record of a place that is here already, and where ``whole``: the words tell of a
    whole programme, not of this kind of help. ``note`` is our reason, no source's word. ``parts`` are the exact words
    that the verdict rests on, as they are shown, each with what it tells; ``words`` are the statements that hold them.
    """

    case: Precedent
    tried: Item | None
    verdict: OutcomeVerdict
    words: tuple[Item, ...]
    note: str
    counted: bool
    whole: bool = False
    parts: tuple[tuple[str, Says], ...] = ()
    bears_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """One kind of intervention with its evidence; ``stale`` counts readings whose words no longer stand anywhere.

    ``subjects`` and ``near`` are keys of the subjects of briefs: those that its cases are evidence on, and those that
    they are but context to.
    """

    key: str
    name: str
    side: str
    about: str
    evidence: tuple[Evidence, ...]
    stale: int
    subjects: tuple[str, ...] = ()
    near: tuple[str, ...] = ()

    def of(self, verdict: OutcomeVerdict) -> tuple[Evidence, ...]:
        """The evidence with one verdict; what tells of a whole programme is left out."""
        return tuple(each for each in self.evidence if each.verdict is verdict and not each.whole)

    @property
    def whole(self) -> tuple[Evidence, ...]:
        """What tells of a whole programme: shown, counted nowhere."""
        return tuple(each for each in self.evidence if each.whole)

    @property
    def counts(self) -> Mapping[OutcomeVerdict, int]:
        """How many cases there are of each verdict, each place once."""
        return {verdict: sum(each.counted for each in self.of(verdict)) for verdict in OutcomeVerdict}

    @property
    def total(self) -> int:
        """How many cases are counted."""
        return sum(self.counts.values())

    @property
    def sources(self) -> int:
        """How many different sources bear the verdicts that tell of a result; not those of whole programmes."""
        known = (
            each
            for verdict in OutcomeVerdict
            if verdict is not OutcomeVerdict.NOT_KNOWN
            for each in self.of(verdict)
        )
        told = (item for each in known for item in each.words)
        return len({origin_key(origin) for item in told for origin in item.origins})


@cache
def readings() -> Mapping[str, KindOfHelp]:
    """Read the file, once.

    Raises:
        CatalogueError: an entry breaks the form, or a verdict other than "not known" rests on no words.
    """
    text = files("service.precedents").joinpath(FILE).read_text(encoding="utf-8")
    try:
        made = {key: KindOfHelp.model_validate(told) for key, told in yaml.safe_load(text).items()}
    except ValidationError as error:
        raise CatalogueError(f"{FILE}: {error.errors()[0]['loc']}: {error.errors()[0]['msg']}.") from error
    for key, kind in made.items():
        for reading in kind.readings:
            if reading.verdict is not OutcomeVerdict.NOT_KNOWN and not reading.words:
                raise CatalogueError(f"{FILE}: {key}: {reading.case}: {reading.verdict} rests on no words.")
            if not fits(reading):
                raise CatalogueError(
                    f"{FILE}: {key}: {reading.case}: what the words say does not bear out {reading.verdict}."
                )
    return made


def fits(reading: Reading) -> bool:
    """Whether what each of the words tells is said, and bears out the verdict."""
    said = set(reading.told)
    good, bad = bool(said & _GOOD), bool(said & _BAD)
    borne_out = {
        OutcomeVerdict.POSITIVE: good and not bad,
        OutcomeVerdict.NEGATIVE: bad and not good,
        OutcomeVerdict.MIXED: bad and (good or Says.IDLE in said),  # what is little used is used in part
        OutcomeVerdict.NOT_KNOWN: not good and not bad,
    }
    return len(reading.told) == len(reading.words) and borne_out[reading.verdict]


@lru_cache(maxsize=2)
def gathered(book: Book) -> tuple[Gathered, ...]:
    """All kinds of intervention with the evidence of the corpus as it is now."""
    held = {case.id: case for case in cases(book)}
    return tuple(gather(key, kind, book, held) for key, kind in readings().items())


def kind_of_help(book: Book, key: str) -> Gathered:
    """One kind.

    Raises:
        NotFoundError: there is none with that key.
    """
    for each in gathered(book):
        if each.key == key:
            return each
    raise NotFoundError(f"{key}: no such kind of intervention. All of them: /interventions")


def gather(key: str, kind: KindOfHelp, book: Book, held: Mapping[str, Precedent]) -> Gathered:
    """Look the readings of one kind up in the records."""
    found = [made for each in kind.readings if (made := evidence(each, book, held)) is not None]
    stale_ones = len(kind.readings) - len(found)
    return Gathered(key, kind.name, kind.side, kind.about, tuple(found), stale_ones, kind.subjects, kind.near)


def stale(book: Book) -> Iterator[tuple[str, Reading]]:
    """Readings of records that are there but no longer have the words, each with its kind."""
    held = {case.id: case for case in cases(book)}
    for key, kind in readings().items():
        for reading in kind.readings:
            if reading.case in held and evidence(reading, book, held) is None:
                yield key, reading


def evidence(reading: Reading, book: Book, held: Mapping[str, Precedent]) -> Evidence | None:
    """One reading with the statements it rests on; None where the record or any of the words is gone."""
    case = held.get(reading.case)
    if case is None:
        return None
    tried, said = tried_item(case, reading.tried, book), tuple(statements(case, book))
    words = [found for each in reading.words if (found := statement_with(each, said)) is not None]
    if len(words) < len(reading.words) or (reading.tried and tried is None):
        return None
    return Evidence(
        case=case,
        tried=tried,
        verdict=reading.verdict,
        words=tuple(dict.fromkeys(words)),
        note=reading.note,
        counted=not (reading.same_as or reading.whole),
        whole=reading.whole,
        parts=tuple(
            (shown(each, case, book), says) for each, says in zip(reading.words, reading.told, strict=True)
        ),
        bears_on=reading.bears_on,
    )


def shown(words: str, case: Precedent, book: Book) -> str:
    """Words of a record as its sheet has them: sources named in the place of their keys."""
    return words if case.kind is Kind.WORK else name_sources(words, book.clusters[case.id].record.cited())


def statement_with(words: str, said: Sequence[tuple[str, Item]]) -> Item | None:
    """The statement of a record that holds these words."""
    return next((item for text, item in said if words.casefold() in text.casefold()), None)


def tried_item(case: Precedent, opening: str, book: Book) -> Item | None:
    """What was tried, by how the record's words on it begin; None where nothing was asked or nothing begins so."""
    if not opening or case.kind is not Kind.CLUSTER:
        return None
    raw = book.clusters[case.id].record.interventions
    for each, trial in zip(raw, case.trials, strict=True):
        if each.what.casefold().startswith(opening.casefold()):
            return Item(trial.what.text, f"{case.address}#trials", trial.what.origins, trial.year)
    return None


# --- the statements of a record that may bear a verdict ---


def statements(case: Precedent, book: Book) -> Iterator[tuple[str, Item]]:
    """What a record says on the word of its sources: as written, and as an item. Our inferences are left out."""
    if case.kind is Kind.WORK:
        for cell in case.lessons:
            yield cell.text, Item(cell.text, f"{case.address}#findings", cell.origins, cell.year)
        return
    yield from results(case, book)
    for _, cell in case.problems:
        yield cell.text, Item(cell.text, f"{case.address}#problems", cell.origins, cell.year)
    for cell in (each for each in case.lessons if not each.inferred):
        yield cell.text, Item(cell.text, f"{case.address}#lessons", cell.origins, cell.year)


def results(case: Precedent, book: Book) -> Iterator[tuple[str, Item]]:
    """The outcomes of a cluster, and how far each thing that was tried went."""
    record = book.clusters[case.id].record
    for outcome, change in zip(record.outcomes, case.changes, strict=True):
        parts = (outcome.before, outcome.after, outcome.change, outcome.note)
        said = f"{change.metric.text}: {joined(parts)}"
        yield said, written(case, said, "results", change.metric.origins, outcome.year, book)
    for tried, trial in zip(record.interventions, case.trials, strict=True):
        if tried.status:
            yield tried.status, written(case, tried.status, "trials", trial.what.origins, tried.year, book)


def joined(parts: Sequence[str | None]) -> str:
    """Before, after, change and note of an outcome in one line."""
    before, after, change, note = parts
    said = [f"before, {before}" if before else "", after or "", change or "", note or ""]
    return "; ".join(part for part in said if part)


def written(
    case: Precedent, text: str, section: str, origins: tuple[Origin, ...], year: Year, book: Book
) -> Item:
    """A statement as it is shown, sources named in the place of their keys."""
    shown = upper_first(name_sources(text, book.clusters[case.id].record.cited()))
    return Item(shown or GAP, f"{case.address}#{section}", origins, year)
