"""Checking a corpus: every rule that a record must keep before it may answer anybody.

A rule is a function from a ``Shelf`` to findings; ``check`` runs them all. Failures are what must be mended, warnings
what should be looked at. ``docs/how-to/edit-the-corpus.md`` tells editors the same in their own words.
"""

import difflib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from ingest import catalogue
from ingest.errors import CatalogueError
from ingest.records import Document
from ingest.sheets.lint import Fault, unknown_keys, unsourced
from ingest.sheets.load import shape_of
from ingest.sheets.names import WIDE_SECTORS
from ingest.sheets.render import facts_of
from ingest.sheets.scheme_models import Scheme
from ingest.sheets.sources import originals, same_address
from ingest.sheets.words import bare
from service.check_shelf import RECORD_FOLDERS, Finding, Lookup, Shelf, read_shelf

__all__ = ["Finding", "Lookup", "check"]

EDITION_FIELDS = ("supersedes", "superseded_by")
OTHER_FIELDS = (
    "earlier_version",
    "later_version",
    "replaces",
    "may_replace",
    "subsumed_in",
    "newer_scheme",
    "sister",
)
SEVERAL = frozenset({"between", "in", "not_in", "intersects", "excludes"})
KINDS: dict[str, tuple[type, ...]] = {
    "bool": (bool,),
    "int": (int,),
    "money": (int,),
    "number": (int, float),
    "percent": (int, float),
    "date": (str,),
    "text": (str,),
}
STALE_DAYS = 730


def check(corpus: Path, today: date | None = None, lookup: Lookup | None = None) -> list[Finding]:
    """Find everything that is wrong in a corpus, failures first, then by file.

    Args:
        corpus: The folder that holds ``schemes/``, ``clusters/``, ``literature/`` and ``facts.yaml``.
        today: The day on which review dates are judged; today by default.
        lookup: Gives a document of the library by its id, or None; without it quotes are not compared.
    """
    shelf = read_shelf(corpus, today or date.today(), lookup)
    found = [*shelf.broken, *(finding for rule in RULES for finding in rule(shelf))]
    return sorted(dict.fromkeys(found), key=lambda each: (not each.fails, each.file, each.place))


# --- sources ---


def numbers_have_sources(shelf: Shelf) -> Iterator[Finding]:
    """Fail on a number that no source vouches for."""
    yield from faults_of(shelf, unsourced, "Give its source in src, or take it out.")


def sources_are_known(shelf: Shelf) -> Iterator[Finding]:
    """Fail on a source key that is not among the record's sources."""
    yield from faults_of(shelf, unknown_keys, "Add the source under sources, or correct the key.")


def faults_of(
    shelf: Shelf, lint: Callable[[Mapping[str, object]], Iterable[Fault]], remedy: str
) -> Iterator[Finding]:
    """Run a check of single records over all of them."""
    for entry in shelf.entries:
        if isinstance(entry.content, dict) and shape_of(entry.content):
            yield from (Finding(entry.file, fault.place, fault.what, remedy) for fault in lint(entry.content))


def quotes_stand_on_their_page(shelf: Shelf) -> Iterator[Finding]:
    """Fail on a source's quote that does not occur, white space apart, on the page of the document it names."""
    if shelf.lookup is None:
        return
    for file, record in shelf.records():
        for source in record.cited().values():
            if not source.quote or not source.document:
                continue
            document = shelf.lookup(source.document)
            if document is not None and not stands(source.quote, document, source.page):
                where = f"page {source.page} of {source.document}" if source.page else source.document
                yield Finding(
                    file, f"sources.{source.key}", f"the quote {source.quote!r:.60} is not on {where}",
                    "Copy the words from the document, or correct document and page.",
                )  # fmt: skip


def stands(quote: str, document: Document, page: int | None) -> bool:
    """Tell whether words occur in a document, or on one of its pages, white space apart."""
    spans = [each for each in document.pages if page is not None and each.number == page]
    text = document.text if page is None else "".join(document.text[each.start : each.end] for each in spans)
    return "".join(quote.split()) in "".join(text.split())


def catalogue_is_complete(shelf: Shelf) -> Iterator[Finding]:
    """Fail on an address that a record names and the catalogue of originals does not."""
    remake = "Run: python -m ingest.sheets.sources corpus."
    try:
        listed = catalogue.load(shelf.corpus).documents
    except CatalogueError as error:
        yield Finding(catalogue.FILE_NAME, "", str(error), remake)
        return
    known = {same_address(entry.url) for entry in listed if entry.url}
    for file, record in shelf.records():
        missing = [each for each in originals([record]) if same_address(each.url) not in known]
        yield from (
            Finding(file, "sources", f"{each.url} is not in the catalogue", remake) for each in missing
        )
    ids = {record.id for _, record in shelf.records()}
    for entry in listed:
        for record_id in sorted(entry.supports.keys() - ids):
            yield Finding(catalogue.FILE_NAME, str(entry.id), f"there is no record {record_id}", remake)


# --- names ---


def ids_are_unique(shelf: Shelf) -> Iterator[Finding]:
    """Fail on an id that two records have, and on a file that is not named after its record."""
    files: dict[str, list[str]] = defaultdict(list)
    for file, record in shelf.records():
        files[record.id].append(file)
        if file.split("/")[0] in RECORD_FOLDERS and Path(file).stem != record.id:
            yield Finding(
                file, "id", f"the id {record.id!r} is not the file's name", "Rename one of the two."
            )
    for name, several in files.items():
        for file in several[1:]:
            yield Finding(file, "id", f"the id {name!r} is also in {several[0]}", "Choose another id.")


def aliases_are_unique(shelf: Shelf) -> Iterator[Finding]:
    """Fail on a name that leads to two records, unless they are editions of one scheme."""
    owners: dict[str, dict[str, str]] = defaultdict(dict)
    family = families(shelf)
    for file, record in shelf.records():
        for alias in facts_of(record).aliases:
            owners[bare(alias)].setdefault(record.id, file)
    for alias, records in owners.items():
        if len({family.get(record_id, record_id) for record_id in records}) > 1:
            first, *others = sorted(records)
            for other in others:
                what = f"the name {alias!r} also leads to {first}"
                yield Finding(records[other], "aliases", what, "Keep it in one of them, or make it longer.")


def families(shelf: Shelf) -> dict[str, str]:
    """Map each scheme to the first of its family: schemes that are editions or versions of one another."""
    leader = {scheme.id: scheme.id for _, scheme in shelf.schemes()}
    for _, scheme in shelf.schemes():
        for other in references(scheme, (*EDITION_FIELDS, "earlier_version", "later_version")):
            if other in leader:
                old, new = leader[other], leader[scheme.id]
                leader = {name: new if head == old else head for name, head in leader.items()}
    return leader


def editions_exist(shelf: Shelf) -> Iterator[Finding]:
    """Fail on an older or newer edition that is not in the corpus; warn of other relations that may be slips."""
    ids = {record.id for _, record in shelf.records()}
    for file, scheme in shelf.schemes():
        for other in references(scheme, EDITION_FIELDS):
            if other not in ids:
                hint = closest(other, ids)
                yield Finding(file, "superseded_by / supersedes", f"there is no record {other!r}", hint)
        for other in references(scheme, OTHER_FIELDS):
            if other not in ids and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", other):
                yield Finding(
                    file, "relations", f"there is no record {other!r}", closest(other, ids), fails=False
                )


def references(scheme: Scheme, fields: Iterable[str]) -> list[str]:
    """List what a scheme names in the given fields of its status and relations."""
    named = [scheme.status.superseded_by] if scheme.status.superseded_by and "superseded_by" in fields else []
    for field in fields:
        value = getattr(scheme.relations, field, None) if scheme.relations else None
        named += [value] if isinstance(value, str) else list(value or ())
    return [name for name in named if name]


def closest(name: str, known: Iterable[str]) -> str:
    """Suggest a name that is like one that does not exist."""
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"Did you mean {near[0]!r}?" if near else "Correct the name, or add what it names."


# --- vocabulary ---


def facts_are_in_the_vocabulary(shelf: Shelf) -> Iterator[Finding]:
    """Fail on a test, a base, an applicant, a sector or an area that ``facts.yaml`` does not know."""
    for entry in shelf.entries:
        if isinstance(entry.record, Scheme):
            for place, test in tests_in(entry.content, ""):
                yield from faults_in(shelf, entry.file, place, test)
            yield from codes_in(shelf, entry.file, entry.record)


def tests_in(node: object, place: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Find every test in a record, with its path: all mappings with a field and an operator."""
    if isinstance(node, Mapping):
        if {"field", "op"} <= node.keys():
            yield place, node
        for key, value in node.items():
            yield from tests_in(value, f"{place}.{key}".lstrip("."))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from tests_in(value, f"{place}.{number}")


def faults_in(shelf: Shelf, file: str, place: str, test: Mapping[str, object]) -> Iterator[Finding]:
    """Judge one test: its fact, its operator and its values."""
    name, op = str(test["field"]), str(test["op"])
    if name not in shelf.facts:
        yield Finding(file, place, f"there is no fact {name!r}", closest(name, shelf.facts))
        return
    if op not in shelf.operators:
        yield Finding(file, place, f"there is no operator {op!r}", closest(op, shelf.operators))
        return
    if op.endswith("_field"):
        if test.get("value") not in shelf.facts:
            yield Finding(
                file, place, f"there is no fact {test.get('value')!r}", "Name a fact to compare with."
            )
        return
    for value in values_of(test.get("value"), op):
        wrong = wrong_value(shelf.facts[name], value)
        if wrong:
            yield Finding(file, place, f"{name}: {wrong}", "See the fact in facts.yaml.")


def values_of(value: object, op: str) -> list[object]:
    """List the values of a test one by one; an operator on several values needs a list."""
    if op in SEVERAL:
        return list(value) if isinstance(value, list) else [value]
    return [value]


def wrong_value(fact: Mapping[str, object], value: object) -> str:
    """Say why a value does not fit its fact; empty where it does."""
    allowed = fact.get("allowed")
    if isinstance(allowed, list):
        return "" if value in allowed else f"{value!r} is not among its allowed values"
    kinds = KINDS.get(str(fact.get("type")), (object,))
    fits = isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))
    return "" if fits else f"{value!r} is no {fact.get('type')}"


def codes_in(shelf: Shelf, file: str, scheme: Scheme) -> Iterator[Finding]:
    """Judge applicants, sectors, areas and bases of grants, which stand outside tests."""
    areas = scheme.area_relaxation.areas if scheme.area_relaxation else ()
    used: list[tuple[str, str, tuple[str, ...], frozenset[str]]] = [
        ("applicants", "applicant_type", scheme.applicants, frozenset()),
        ("sectors", "sector", scheme.sectors, WIDE_SECTORS),
        ("area_relaxation", "area_categories", areas, frozenset()),
    ]
    for place, fact, codes, more in used:
        allowed = shelf.facts.get(fact, {}).get("allowed")
        known = {str(value) for value in allowed} | more if isinstance(allowed, list) else more
        for code in codes:
            if code not in known:
                yield Finding(file, place, f"{code!r} is not in the vocabulary", closest(code, known))
    for component in scheme.components:
        for rule in component.grant_rules:
            if rule.base not in shelf.facts:
                place = f"components.{component.id}.grant_rules"
                yield Finding(file, place, f"there is no fact {rule.base!r}", closest(rule.base, shelf.facts))


# --- dates ---


def statuses_are_reviewed(shelf: Shelf) -> Iterator[Finding]:
    """Fail where a status is past its review date or has none; warn where "open" rests on an old page."""
    look = "Look at the status again; then set as_of and review_by."
    for file, scheme in shelf.schemes():
        status = scheme.status
        if status.review_by is None:
            yield Finding(file, "status.review_by", "no date is set for looking at the status again", look)
        elif status.review_by < shelf.today.isoformat():
            what = f"the status as of {status.as_of or 'an unknown date'} was due for review by {status.review_by}"
            yield Finding(file, "status.review_by", what, look)
        if status.as_of and status.as_of > shelf.today.isoformat():
            yield Finding(file, "status.as_of", f"{status.as_of} lies in the future", "Correct the date.")
        if status.state == "open" and older_than(status.as_of, shelf.today, STALE_DAYS):
            what = f"said to be open, but the latest source is {'of ' + status.as_of if status.as_of else 'undated'}"
            yield Finding(file, "status.as_of", what, "Find a newer source, or say uncertain.", fails=False)


def older_than(when: str | None, today: date, days: int) -> bool:
    """Tell whether a date, month or year lies more than so many days back; an unknown one does."""
    if not when:
        return True
    year, month, day = (*(int(part) for part in when.split("-")), 12, 28)[:3]
    return (today - date(year, min(month, 12), min(day, 28))).days > days


# --- gold questions ---


def questions_are_sound(shelf: Shelf) -> Iterator[Finding]:
    """Fail on a gold question that names no record, a field that is not there, or a pattern that is none."""
    contents = {entry.record.id: entry.content for entry in shelf.entries if entry.record is not None}
    seen: set[str] = set()
    for path in sorted((shelf.corpus / "questions").glob("*.jsonl")):
        file = path.relative_to(shelf.corpus).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for what in question_faults(line, contents, seen):
                yield Finding(file, f"line {number}", what, "Correct the question.")


def question_faults(line: str, contents: Mapping[str, object], seen: set[str]) -> Iterator[str]:
    """Say what is wrong with one line; ``seen`` collects the ids."""
    try:
        question = json.loads(line)
        name, gold, patterns = (
            question["id"],
            question["gold"],
            question["must_contain"] + question["must_not_contain"],
        )
    except (ValueError, KeyError, TypeError) as error:
        yield f"this is no gold question ({error!r})"
        return
    if name in seen:
        yield f"the id {name!r} comes twice"
    seen.add(name)
    if question.get("split") not in ("tune", "report"):
        yield "split is neither tune nor report"
    if question.get("answerable") and not gold:
        yield "an answerable question needs the record that answers"
    for place in gold:
        if place.get("record") not in contents:
            yield f"there is no record {place.get('record')!r}"
        elif not at(contents[place["record"]], place.get("field", "")):
            yield f"{place['record']} has no field {place.get('field')!r}"
    yield from (f"{pattern!r} is no pattern" for pattern in patterns if not is_pattern(pattern))


def at(content: object, path: str) -> bool:
    """Tell whether a record has something at a path such as ``components.0.grant_rules.1.share_pct``."""
    for part in path.split(".") if path else []:
        if isinstance(content, Mapping):
            content = content.get(part)
        elif isinstance(content, list) and part.isdigit() and int(part) < len(content):
            content = content[int(part)]
        else:
            return False
    return content is not None


def is_pattern(text: str) -> bool:
    """Tell whether a text can be read as a pattern."""
    try:
        re.compile(text)
    except re.error:
        return False
    return True


RULES: tuple[Callable[[Shelf], Iterator[Finding]], ...] = (
    numbers_have_sources,
    sources_are_known,
    quotes_stand_on_their_page,
    catalogue_is_complete,
    ids_are_unique,
    aliases_are_unique,
    editions_exist,
    facts_are_in_the_vocabulary,
    statuses_are_reviewed,
    questions_are_sound,
)
