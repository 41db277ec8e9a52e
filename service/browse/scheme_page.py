"""One scheme as a page: the sentences of its sheet in their order, with tables, meter, timeline and neighbours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.sheets import names, scheme_phrases
from ingest.sheets import worked as sheet_worked
from ingest.sheets.phrases import name_sources
from ingest.sheets.scheme_models import Component, Conflict, GrantRule, Scheme
from ingest.sheets.words import percent, upper_first
from ingest.sheets.worked import area_of
from service.browse import grants, mentions
from service.browse.book import Book, Held
from service.browse.editions import Edition, editions
from service.browse.mentions import Mention
from service.browse.originals import Original, originals
from service.browse.schemes import SchemeRow, scheme_row
from service.browse.sheet_text import Line, Sheet, Sources, cited, sheet_of, sources_line, without
from service.browse.standing import Standing, standing
from service.browse.themes import HELP_NAMES, help_kinds
from service.eligibility.lint import Coverage
from service.eligibility.scheme_records import Component as RuleComponent
from service.eligibility.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One grant rule as a row of a table; ``source`` names where it stands."""

    case: str
    area: str
    slab: str
    share: str
    ceiling: str
    note: str
    source: Line


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One condition: a must or a preference, in the sheet's words."""

    hard: bool
    text: Line


@dataclass(frozen=True, slots=True)
class Part:
    """One component. ``status`` is set where it differs from the scheme's; ``help`` are sentences on the help.

    ``notes`` bound what the worked amounts hold for, ``cliffs`` say where a dearer project gets less.
    """

    id: str
    name: str
    kinds: str
    funds: Line
    status: Standing | None
    status_lines: tuple[Line, ...]
    rules: tuple[RuleRow, ...]
    worked: grants.Worked | None
    worked_source: Line
    notes: tuple[Line, ...]
    cliffs: tuple[Line, ...]
    examples: tuple[Line, ...]
    help: tuple[Line, ...]
    own: tuple[Line, ...]
    conditions: tuple[ConditionRow, ...]
    excluded: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Sources that disagree: what each says, and which reading is kept."""

    about: str
    sides: tuple[Line, ...]
    handling: Line


@dataclass(frozen=True, slots=True)
class SchemePage:
    """All that the page of a scheme shows."""

    row: SchemeRow
    standing: Standing
    status_lines: tuple[Line, ...]
    aim: Line
    who: tuple[Line, ...]
    parts: tuple[Part, ...]
    coverage: Coverage
    areas: tuple[Line, ...]
    documents: tuple[Line, ...]
    first_step: Line
    steps: tuple[Line, ...]
    clock: tuple[Line, ...]
    contacts: tuple[Line, ...]
    related: tuple[Line, ...]
    editions: tuple[Edition, ...]
    disputes: tuple[Dispute, ...]
    confidence: tuple[Line, ...]
    clusters: tuple[Mention, ...]
    works: tuple[Mention, ...]
    sources: tuple[Original, ...]


def scheme_page(book: Book, name: str, today: date) -> SchemePage:
    """Build the page of a scheme.

    Raises:
        NotFoundError: the corpus has no such scheme.
    """
    held = book.scheme(name)
    scheme, sheet = held.record, sheet_of(held)
    who = re.escape(scheme.title_short)
    steps = without(sheet.under("How to apply"), rf"To apply for {who}, step \d+: ")
    own_steps = steps[: len(scheme.process)]
    return SchemePage(
        row=scheme_row(scheme, today),
        standing=standing(scheme.status, today),
        status_lines=sheet.under("Is it open now"),
        aim=sheet.under("What it is for")[0],
        who=sheet.under("Who can apply"),
        parts=parts(held, sheet, book, today),
        coverage=book.coverage[scheme.id],
        areas=sheet.under("Which areas are meant"),
        documents=without(sheet.under("Documents needed"), rf"A paper needed for {who} is "),
        first_step=first_step(scheme, own_steps),
        steps=own_steps,
        clock=without(steps[len(scheme.process) :], rf"Under {who}, "),
        contacts=sheet.under("Where to ask"),
        related=sheet.under("Related schemes"),
        editions=editions(scheme, book.schemes, today),
        disputes=tuple(dispute(each, scheme.cited()) for each in scheme.conflicts),
        confidence=sheet.under("How sure we are"),
        clusters=mentions.clusters_with(scheme, book),
        works=mentions.works_on(scheme, book),
        sources=originals(scheme),
    )


def first_step(scheme: Scheme, steps: tuple[Line, ...]) -> Line:
    """Say who acts next: the first step, else the first contact, else whom to ask."""
    if steps:
        return steps[0]
    sources = scheme.cited()
    if scheme.contacts:
        first = scheme.contacts[0]
        return cited(f"Begin at the {first.kind}: {first.value}", first.src, sources)
    return cited(f"The sources name no first step: ask the agency in charge ({scheme.agency})", (), sources)


def dispute(conflict: Conflict, sources: Sources) -> Dispute:
    """Set the sides of a conflict apart."""
    sides = [side for side in (conflict.a, conflict.b, conflict.c, conflict.d) if side]
    return Dispute(
        about=upper_first(conflict.about),
        sides=tuple(cited(upper_first(side.says), side.src, sources) for side in sides),
        handling=cited(upper_first(name_sources(conflict.handling, sources)), (), sources),
    )


# --- components ---


@dataclass(frozen=True, slots=True)
class PartMaker:
    """Makes the components of one scheme; ``words`` is the vocabulary of the rules."""

    scheme: Scheme
    sheet: Sheet
    words: Vocabulary
    today: date

    def part(self, component: Component, rule: RuleComponent) -> Part:
        """Build one component from its record and its rules."""
        sources = self.scheme.cited()
        worked = grants.worked_table(rule, component, self.words)
        examples, cliffs = self.lines(component, "Worked examples"), len(sheet_worked.cliffs(component))
        return Part(
            id=component.id,
            name=component.name,
            kinds=", ".join(HELP_NAMES[kind].lower() for kind in help_kinds(component)),
            funds=cited(upper_first(component.funds), component.text_src, sources),
            status=standing(component.status, self.today) if component.status else None,
            status_lines=self.sheet.under(f"Is {component.name} open now"),
            rules=tuple(rule_row(component, each, sources) for each in component.grant_rules),
            worked=worked,
            worked_source=cited("Worked out from the rules above", worked.keys, sources) if worked else (),
            notes=tuple(bounds(component, sources)),
            cliffs=examples[:cliffs],
            examples=examples[cliffs:],
            help=self.lines(component, "How much grant") or self.lines(component, "How much help"),
            own=self.lines(component, "Own contribution and State share"),
            conditions=self.conditions(component),
            excluded=self.lines(component, "What is not paid for or not allowed"),
        )

    def lines(self, component: Component, heading: str) -> tuple[Line, ...]:
        """The sheet's sentences below a heading of a component, without the opening that they share."""
        found = self.sheet.under(f"{heading}: {component.name}, {self.scheme.title_short}")
        at = re.escape(upper_first(scheme_phrases.part_of(self.scheme, component)))
        rest = "(, this is not paid for or not allowed: |, by preference and not as a must, |, |: )"
        return without(found, at + rest)

    def conditions(self, component: Component) -> tuple[ConditionRow, ...]:
        """The conditions in the order of the sheet: those on members and size first."""
        first = scheme_phrases.size_conditions(component)
        rest = scheme_phrases.other_conditions(component)
        said = self.lines(component, "Minimum members and size") + self.lines(component, "Conditions")
        return tuple(
            ConditionRow(condition.hard, line) for condition, line in zip((*first, *rest), said, strict=True)
        )


def bounds(component: Component, sources: Sources) -> Iterator[Line]:
    """What is said of a component's limits in words, and the other cost bases of some applicants."""
    limits = component.cost_limits
    if limits is None:
        return
    other_bases = scheme_phrases.limits(limits)
    for text in (*notes_of(limits.note), *(each for each in other_bases if each.startswith("for "))):
        yield cited(upper_first(name_sources(text, sources)), limits.src, sources)


def notes_of(note: str | None) -> list[str]:
    """The sentences of a note, none where there is no note."""
    return scheme_phrases.notes(note) if note else []


def parts(held: Held[Scheme], sheet: Sheet, book: Book, today: date) -> tuple[Part, ...]:
    """Build every component."""
    maker = PartMaker(held.record, sheet, book.rules.words, today)
    rules = book.rules.scheme(held.record.id).components
    return tuple(maker.part(*pair) for pair in zip(held.record.components, rules, strict=True))


def rule_row(component: Component, rule: GrantRule, sources: Sources) -> RuleRow:
    """One rule in the words of the sheet's table."""
    return RuleRow(
        case=upper_first(rule.case or rule.label),
        area=upper_first(area_of(component, rule)),
        slab=scheme_phrases.slab_of(component, rule),
        share=f"{percent(rule.share_pct)} of {names.BASES[rule.base]}",
        ceiling=scheme_phrases.ceiling_of(component, rule),
        note=name_sources(rule.note, sources) if rule.note else "",
        source=sources_line(rule.src, sources),
    )
