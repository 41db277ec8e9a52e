"""The rule book: every scheme of the corpus, the vocabulary and the gazetteer, read once and checked on entry."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from ingest.errors import BadRequestError, CatalogueError
from service.eligibility import places, vocabulary
from service.eligibility.logic import LIST_OPERATORS
from service.eligibility.places import Gazetteer
from service.eligibility.schema import Book, ComponentPart, SchemeFile, share
from service.eligibility.scheme_records import Component, Condition, Remark, Scheme, Source, Test
from service.eligibility.vocabulary import Vocabulary

_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class ClassLimits:
    """The ceilings of one size class, both of which must hold: machinery and turnover, in rupees."""

    name: str
    machinery_inr: int
    turnover_inr: int


@dataclass(frozen=True, slots=True)
class MsmeClasses:
    """The size classes, smallest first, with the day they took effect and where they come from."""

    effective_from: str
    current: tuple[ClassLimits, ...]
    previous: tuple[ClassLimits, ...]
    source: str


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All that an assessment rests on. ``digest`` changes whenever a rule, a fact's meaning or a place does."""

    schemes: tuple[Scheme, ...]
    words: Vocabulary
    gazetteer: Gazetteer
    classes: MsmeClasses
    digest: str

    def scheme(self, scheme_id: str) -> Scheme:
        """Look a scheme up by its id.

        Raises:
            BadRequestError: there is none with that id.
        """
        found = next((scheme for scheme in self.schemes if scheme.id == scheme_id), None)
        if found is None:
            raise BadRequestError(f'"{scheme_id}": no such scheme. `samuh documents` lists their sheets.')
        return found

    def only(self, scheme_ids: Iterable[str] | None) -> tuple[Scheme, ...]:
        """The schemes with these ids in the order given, or all where None is given."""
        return self.schemes if scheme_ids is None else tuple(self.scheme(one) for one in scheme_ids)


def load(corpus: Path) -> RuleBook:
    """Read the rule book of a corpus; the same files are read once in a process.

    Raises:
        CatalogueError: a file is missing or breaks the rules for it; the message names file and place.
    """
    files = tuple(sorted(_rule_files(corpus)))
    stamp = tuple((str(path), path.stat().st_mtime_ns) for path in files)
    return _load(corpus, stamp)


def _rule_files(corpus: Path) -> Iterator[Path]:
    yield from (corpus / "schemes").glob("*.yaml")
    yield from (corpus / "places").glob("*.*")
    yield from (path for name in ("facts.yaml", "msme_classes.yaml") if (path := corpus / name).is_file())


@lru_cache(maxsize=4)
def _load(corpus: Path, stamp: tuple[tuple[str, int], ...]) -> RuleBook:
    digest = hashlib.sha256()
    for name, _ in stamp:
        digest.update(Path(name).name.encode() + b"\0" + Path(name).read_bytes() + b"\0")
    facts = _yaml(corpus / "facts.yaml")
    words = vocabulary.from_data(facts)
    files = (path for name, _ in stamp if (path := Path(name)).parent.name == "schemes")
    return RuleBook(
        schemes=tuple(read_scheme(path.name, _yaml(path), words) for path in files),
        words=words,
        gazetteer=places.load(corpus / "places", facts["area_tables"]),
        classes=_classes(_yaml(corpus / "msme_classes.yaml")),
        digest=digest.hexdigest(),
    )


def _yaml(path: Path) -> Any:  # noqa: ANN401 -- YAML is anything until its reader has looked at it
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_YAML)  # noqa: S506 -- a safe loader, in C where there is one
    except (OSError, yaml.YAMLError) as error:
        raise CatalogueError(f"{path}: cannot be read ({error}). Mend the file or restore it.") from error


def _classes(data: Mapping[str, Any]) -> MsmeClasses:
    current = tuple(
        ClassLimits(row["name"], row["max_plant_machinery_inr"], row["max_turnover_inr"])
        for row in data["classes"]
    )
    previous = tuple(ClassLimits(row.name, *data["previous"][row.name]) for row in current)
    source = f"{data['notification']} ({data['src'][0]['publisher']}, {data['src'][0]['year']})"
    return MsmeClasses(data["effective_from"], current, previous, source)


def read_scheme(name: str, data: Mapping[str, Any], words: Vocabulary) -> Scheme:
    """Turn one parsed scheme file into a record.

    Raises:
        CatalogueError: a key or value is wrong; the message names the file and the place in it.
    """
    try:
        return _scheme(SchemeFile.model_validate(data), words)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CatalogueError(
            f"corpus/schemes/{name}, {where}: {first['msg']}. See docs/explanation/eligibility.md."
        ) from error
    except (ValueError, BadRequestError) as error:
        raise CatalogueError(
            f"corpus/schemes/{name}: {error}. See docs/explanation/eligibility.md."
        ) from error


def _scheme(file: SchemeFile, words: Vocabulary) -> Scheme:
    book = Book(words, {row["key"]: _source(row) for row in file.sources})
    return Scheme(
        id=file.id,
        name=file.name,
        title_short=file.title_short or file.name,
        aliases=file.aliases,
        agency=file.agency,
        level=file.level,
        state=file.state,
        objective=file.objective,
        status=file.status.record(book),
        applicants=file.applicants,
        sectors=file.sectors,
        components=tuple(_component(file, part, book) for part in file.components),
        documents=tuple(Remark(entry.name, book.cite(entry.src)) for entry in file.documents),
        steps=tuple(Remark(entry.step, book.cite(entry.src)) for entry in file.process),
        timelines=tuple(Remark(entry.text, book.cite(entry.src)) for entry in file.timelines),
        contacts=tuple((entry.kind, Remark(entry.value, book.cite(entry.src))) for entry in file.contacts),
        relations=tuple(
            (kind, _strings(value)) for kind, value in file.relations.items() if not kind.endswith("src")
        ),
        excluded=tuple(Remark(entry.item, book.cite(entry.src)) for entry in file.not_eligible),
        conflicts=tuple(entry.record(book) for entry in file.conflicts),
        sources=book.sources,
        confidence=file.confidence,
        confidence_why=file.confidence_why,
    )


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(entry) for entry in value) if isinstance(value, list) else (str(value),)


def _source(row: Mapping[str, Any]) -> Source:
    return Source(
        row["key"], row["title"], row.get("publisher"), row.get("year"), row.get("url"), row.get("supports")
    )


def _component(file: SchemeFile, part: ComponentPart, book: Book) -> Component:
    stated = tuple(entry.condition(book) for entry in part.conditions)
    if file.area_relaxation:
        stated = tuple(_relaxed(stated, file.area_relaxation.factor, file.area_relaxation.areas))
    heads = (*_applicants(file, part, stated, book), *_home_state(file, stated), *_trades(file, part, stated))
    return Component(
        id=part.id,
        name=part.name,
        funds=part.funds,
        conditions=(*heads, *stated),
        grant_rules=tuple(rule.record(book) for rule in part.grant_rules),
        additions=tuple(entry.record(book) for entry in part.share_additions),
        limits=part.cost_limits.record(book) if part.cost_limits else None,
        own_share=part.own_contribution_min.record(book) if part.own_contribution_min else None,
        state_share_pct=None if part.state_share_pct is None else share(part.state_share_pct),
        state_share_sources=book.cite(part.state_share_src),
        benefit=part.other_benefit.record(book) if part.other_benefit else None,
        excluded=tuple(Remark(entry.item, book.cite(entry.src)) for entry in part.not_eligible_items),
        note=Remark(part.note, book.cite(part.text_src)) if part.note else None,
        status=part.status.record(book) if part.status else None,
    )


def _who(sources: Mapping[str, Source]) -> tuple[Source, ...]:
    """The sources whose note says that they name the applicants; the first one where none does."""
    cue = re.compile(
        r"\bwho\b|applic|borrower|\bbod(y|ies)\b|eligib|SPV|agency types|organiser|participants|join", re.I
    )
    named = tuple(source for source in sources.values() if cue.search(source.supports or ""))
    return named or tuple(sources.values())[:1]


def _own_list(conditions: Iterable[Condition], field: str) -> bool:
    """Whether a component lists its own values for a fact; a ban ("not in") adds to the scheme's list instead."""
    return any(
        entry.test.field == field and entry.hard and not entry.only_if and entry.test.op in ("in", "==")
        for entry in conditions
    )


def _applicants(
    file: SchemeFile, part: ComponentPart, stated: tuple[Condition, ...], book: Book
) -> Iterator[Condition]:
    """The list of applicants is a hard condition of every component that has no list of its own."""
    allowed = part.applicants or file.applicants
    if allowed and not _own_list(stated, "applicant_type"):
        text = "the applicant is of a kind that the scheme takes"
        yield Condition(
            Test("applicant_type", "in", allowed, text, _who(book.sources)), hard=True, implied=True
        )


def _home_state(file: SchemeFile, stated: tuple[Condition, ...]) -> Iterator[Condition]:
    """A State's scheme is for projects in that State, also where a component does not repeat it."""
    if file.state and not _own_list(stated, "state"):
        yield Condition(
            Test("state", "==", file.state, f"project in {file.state}", ()), hard=True, implied=True
        )


def _trades(file: SchemeFile, part: ComponentPart, stated: tuple[Condition, ...]) -> Iterator[Condition]:
    """The head's line of trade is a soft condition where the component sets none itself.

    It is soft because it is a heading ("any_manufacturing"), not a rule that a source quotes.
    """
    fields = {entry.test.field for entry in stated}
    sectors = part.sectors or file.sectors
    if "sector" in fields:
        return
    if {"any_nonfarm", "any_except_agriculture"} & set(sectors):
        yield _soft("sector", "not_in", ("agriculture",), "the scheme is for work other than crop farming")
    elif "any_manufacturing" in sectors and "activity" not in fields and "company" in file.applicants:
        yield _soft("activity", "==", "manufacturing", "the scheme is for manufacturing")
    elif set(sectors) <= _SECTORS and sectors:
        yield _soft("sector", "in", sectors, "the scheme is for " + ", ".join(sectors).replace("_", " "))


_SECTORS = frozenset(
    "food_processing agriculture agri_allied agro_rural textiles textile_processing handloom handicraft khadi "
    "village_industry coir bamboo honey leather_footwear pharma medical_devices ayush plastics chemicals engineering "
    "auto_components foundry_forging steel_rerolling brass bricks ceramics glass_refractory paper printing furniture "
    "gems_jewellery electronics toys fishery".split()
)


def _soft(field: str, op: str, value: str | tuple[str, ...], text: str) -> Condition:
    return Condition(Test(field, op, value, text, ()), hard=False, implied=True)


def _relaxed(stated: Iterable[Condition], factor: float, areas: tuple[str, ...]) -> Iterator[Condition]:
    """Split each condition on artisans in two: the printed number outside the favoured areas, the lower one inside."""
    inside = Test("area_categories", "intersects", areas, "site in one of the areas with lower numbers", ())
    outside = replace(inside, op="excludes", text="site outside the areas with lower numbers")
    for entry in stated:
        if entry.test.field != "artisans":
            yield entry
            continue
        lower = replace(
            entry.test, value=_scaled(entry.test.value, factor), text=f"{entry.test.text} (halved here)"
        )
        yield replace(entry, only_if=(*entry.only_if, outside))
        yield replace(entry, test=lower, only_if=(*entry.only_if, inside))


def _scaled(value: Any, factor: float) -> Any:  # noqa: ANN401 -- a number or a pair of numbers
    return tuple(int(entry * factor) for entry in value) if isinstance(value, tuple) else int(value * factor)


def fields_of(condition: Condition) -> tuple[str, ...]:
    """The facts that a condition looks at, its own first."""
    extra = (str(condition.test.value),) if condition.test.op == ">=_field" else ()
    return (condition.test.field, *extra, *(test.field for test in condition.only_if))


def is_list_operator(op: str) -> bool:
    """Whether an operator takes a list of values."""
    return op in LIST_OPERATORS
