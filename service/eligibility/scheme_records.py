"""Schemes as data: what is read from ``corpus/schemes``, every rule with the sources it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from service.eligibility.values import Plain, Share, Verdict


@dataclass(frozen=True, slots=True)
class Source:
    """A page that bears a rule out. ``supports`` says what was taken from it; no year = the page shows none."""

    key: str
    title: str
    publisher: str | None
    year: int | None
    url: str | None
    supports: str | None


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of a fact with a value: a tuple for the list operators, a fact's name for ``>=_field``."""

    __test__ = False  # pytest: not a test class

    field: str
    op: str
    value: Plain | tuple[Plain, ...]
    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A test that a component sets. ``only_if`` switches it on; a soft one gives a caution, never a refusal.

    ``implied`` marks those that follow from the scheme's head (its applicants or sectors), not from a line of its own.
    """

    test: Test
    hard: bool
    only_if: tuple[Test, ...] = ()
    implied: bool = False


@dataclass(frozen=True, slots=True)
class GrantRule:
    """A share of a base. The first rule of a component whose tests all hold is the one that counts.

    ``item`` sets rules apart that are for another thing than the component as a whole (a single workshed): they are
    told beside it and never used for its sum.
    """

    label: str
    share_pct: Share
    base: str
    when: tuple[Test, ...]
    base_cap_inr: int | None
    max_grant_inr: int | None
    item: str | None
    note: str | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ShareAddition:
    """Points added to the share where any of the tests holds; several that hold add them once."""

    points: Share
    any_of: tuple[Test, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class CostLimits:
    """The figures that bound a component: floors, ceilings and the cost on which the grant is worked out."""

    min_inr: int | None = None
    max_project_inr: int | None = None
    cap_basis_inr: int | None = None
    max_grant_inr: int | None = None
    min_loan_inr: int | None = None
    max_loan_inr: int | None = None
    per_acre_inr: int | None = None
    per_member_inr: int | None = None
    external_link_pct: int | None = None
    fund_total_inr: int | None = None
    shared_cap_inr: tuple[tuple[str, int], ...] = ()
    basis_by: tuple["BasisCap", ...] = ()
    note: str | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class BasisCap:
    """A lower cost base for some profiles (a service unit's second loan), with what switches it on."""

    when: tuple[Test, ...]
    cap_basis_inr: int
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class OwnShare:
    """What the members bring, in percent of the project cost; ``slabs`` = (upper end or None, percent), ascending."""

    pct: Share
    slabs: tuple[tuple[int | None, Share], ...]
    state_share_pct: Share | None
    note: str | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Benefit:
    """Help that is no grant (guarantee, loan, interest relief); ``terms`` = (name, wording) in the file's order."""

    kind: str
    terms: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of text with its sources: an excluded item, a document, a step, a time limit."""

    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ConflictCase:
    """When a conflict matters (``when``, all of them) and what it then does to the verdict.

    ``lifts`` names the facts whose unmet condition is in dispute and therefore no refusal here.
    """

    components: tuple[str, ...]
    when: tuple[Test, ...]
    verdict: Verdict
    lifts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sources that disagree: each side's words, how we handle it, and the cases in which it matters."""

    about: str
    sides: tuple[Remark, ...]
    handling: str
    cases: tuple[ConflictCase, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """Whether a scheme takes proposals, as the sources show it. Dates are days; None = the source does not say."""

    state: str
    begins: date | None
    ends: date | None
    as_of: str | None
    note: str | None
    interim: str | None
    superseded_by: str | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Component:
    """One thing a scheme pays for, with its own conditions and its own sum. Equal only to itself."""

    id: str
    name: str
    funds: str
    conditions: tuple[Condition, ...]
    grant_rules: tuple[GrantRule, ...]
    additions: tuple[ShareAddition, ...]
    limits: CostLimits | None
    own_share: OwnShare | None
    state_share_pct: Share | None
    state_share_sources: tuple[Source, ...]
    benefit: Benefit | None
    excluded: tuple[Remark, ...]
    note: Remark | None
    status: Status | None


@dataclass(frozen=True, slots=True, eq=False)
class Scheme:
    """One scheme in one edition. ``relations`` = (kind, other scheme ids or wording). Equal only to itself."""

    id: str
    name: str
    title_short: str
    aliases: tuple[str, ...]
    agency: str
    level: str
    state: str | None
    objective: str
    status: Status
    applicants: tuple[str, ...]
    sectors: tuple[str, ...]
    components: tuple[Component, ...]
    documents: tuple[Remark, ...]
    steps: tuple[Remark, ...]
    timelines: tuple[Remark, ...]
    contacts: tuple[tuple[str, Remark], ...]
    relations: tuple[tuple[str, tuple[str, ...]], ...]
    excluded: tuple[Remark, ...]
    conflicts: tuple[Conflict, ...]
    sources: Mapping[str, Source]
    confidence: str
    confidence_why: str
