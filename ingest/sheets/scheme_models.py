"""The shape of a scheme's record: its status, components, rules, conflicts and sources.

Money is in whole rupees, shares in per cent. The engine that judges applicants (``service.eligibility``) reads the same
files and checks the keys of rules itself; the models here tell what a sheet says.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ingest.sheets.models import Confidence, Keys, Number, Record, Scalar, Source, Strict

StatusState = Literal[
    "open",
    "period_ended_renewal_unknown",
    "uncertain",
    "announced_not_open",
    "closed",
    "subsumed",
    "window_closed",
    "selection_done",
]


class RulePart(BaseModel):
    """A part of a scheme's rules: the engine checks its keys (``service.eligibility``), a sheet tells some."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class FactTest(RulePart):
    """One test on a fact of the applicant: ``field op value``; ``text`` says it in words."""

    field: str
    op: str
    value: Scalar | tuple[Scalar, ...]
    text: str | None = None
    hard: bool = True
    src: tuple[str, ...] = ()


class Condition(FactTest):
    """A condition of a component. With ``only_if`` it counts only where all those tests are met."""

    text: str
    src: Keys
    only_if: tuple[FactTest, ...] = ()


class GrantRule(RulePart):
    """A share of a base with its ceilings; of a component's rules the first that matches holds.

    ``case`` says in words what gets the grant, as the subject of a sentence.
    """

    label: str
    case: str | None = None
    share_pct: Number
    base: str
    src: Keys
    when: tuple[FactTest, ...] = ()
    base_cap_inr: int | None = None
    max_grant_inr: int | None = None
    note: str | None = None


class SharedCap(Strict):
    """The limit of the whole cluster that a part counts against, by kind of cluster."""

    regular: int
    major: int
    src: Keys


class BasisBy(RulePart):
    """Another base of the grant for those whom the tests fit."""

    when: tuple[FactTest, ...]
    cap_basis_inr: int
    src: Keys


class CostLimits(RulePart):
    """Money limits of a component."""

    src: Keys
    min_inr: int | None = None
    cap_basis_inr: int | None = None
    max_project_inr: int | None = None
    max_grant_inr: int | None = None
    max_loan_inr: int | None = None
    min_loan_inr: int | None = None
    per_acre_inr: int | None = None
    per_member_inr: int | None = None
    fund_total_inr: int | None = None
    external_link_pct: Number | None = None
    shared_cap_inr: SharedCap | None = None
    basis_by: tuple[BasisBy, ...] = ()
    note: str | None = None


class ContributionSlab(Strict):
    """The own contribution for project costs up to, or above, an amount."""

    pct: Number
    upto_inr: int | None = None
    above_inr: int | None = None


class OwnContribution(RulePart):
    """What the applicants, and the State beside them, must bring."""

    pct: Number
    src: Keys
    slabs: tuple[ContributionSlab, ...] = ()
    state_share_pct: Number | None = None
    note: str | None = None


class ShareAddition(RulePart):
    """Points added to the share where one of the tests is true."""

    points: Number
    any_of: tuple[FactTest, ...]
    src: Keys
    once: bool = False


class CoverSlab(Strict):
    """The cover of a guarantee for one kind of borrower."""

    label: str
    pct: Number


class YearlyFee(Strict):
    """The guarantee fee by year of the loan, per cent."""

    year_1: Number
    years_2_to_4: Number
    later: Number


class Benefit(Strict):
    """Help that is not a grant: loan, guarantee, interest help, credit, preference."""

    kind: str
    src: Keys
    pct: Number | None = None
    points: Number | None = None
    cover_pct: Number | None = None
    cover_pct_range: tuple[Number, Number] | None = None
    slabs: tuple[CoverSlab, ...] = ()
    micro_small_pct: Number | None = None
    medium_pct: Number | None = None
    pct_of_cost: tuple[Number, Number] | None = None
    loan_pct_of_peak_wc: Number | None = None
    tranche1_inr: int | None = None
    tranche1_months: int | None = None
    tranche2_inr: int | None = None
    tranche2_months: int | None = None
    rate_pct: Number | None = None
    subvention_pct: Number | None = None
    rate_cap_pct: Number | None = None
    annual_cap_inr: int | None = None
    cap_year: str | None = None
    max_exposure_inr: int | None = None
    guarantee_fee_inr: int | None = None
    upfront_pct: Number | None = None
    fee_pct_by_year: YearlyFee | None = None
    years: Number | None = None
    years_to_50_crore: Number | None = None
    moratorium_years: Number | None = None
    moratorium_years_to_50_crore: Number | None = None
    days: int | None = None
    months: int | None = None
    valid_to: str | None = None
    obligation_times: Number | None = None
    half_by_year: int | None = None
    min_value_addition_pct: Number | None = None
    target_pct: Number | None = None
    sc_st_pct: Number | None = None
    women_pct: Number | None = None
    reserved_items: int | None = None
    boxes_per_person: int | None = None
    general: str | None = None
    ne_hilly: str | None = None
    ut: str | None = None
    note: str | None = None


class Item(Strict):
    """Something that is not paid for or not allowed."""

    item: str
    src: Keys


class Period(Strict):
    """From and to, as dates, months, years or financial years."""

    from_: Annotated[str | None, Field(alias="from")] = None
    to: str | None = None


class Interim(Strict):
    """A stop-gap after the end of the period."""

    to: str
    text: str
    src: Keys


class Status(RulePart):
    """Whether applications are taken, as of a date, and when this has to be looked at again.

    ``review_by`` is the day after which the statement may not stand unchecked.
    """

    state: StatusState
    as_of: str | None = None
    review_by: str | None = None
    period: Period | None = None
    window: Period | None = None
    guidelines_issued: str | None = None
    superseded_by: str | None = None
    src: tuple[str, ...] = ()
    note: str | None = None
    interim: Interim | None = None


class Component(RulePart):
    """One kind of support within a scheme, with its own rules."""

    id: str
    name: str
    funds: str
    conditions: tuple[Condition, ...] = ()
    grant_rules: tuple[GrantRule, ...] = ()
    cost_limits: CostLimits | None = None
    own_contribution_min: OwnContribution | None = None
    state_share_pct: Number | None = None
    state_share_src: tuple[str, ...] = ()
    share_additions: tuple[ShareAddition, ...] = ()
    other_benefit: Benefit | None = None
    not_eligible_items: tuple[Item, ...] = ()
    status: Status | None = None
    note: str | None = None
    text_src: tuple[str, ...] = ()


class DocumentNeeded(Strict):
    """A paper that the applicant must hand in."""

    name: str
    src: Keys


class Step(Strict):
    """A step of the application, in order."""

    step: str
    src: Keys


class Timeline(Strict):
    """How long something takes or holds."""

    text: str
    src: Keys


class ContactPoint(Strict):
    """Where to ask: portal, helpline, phone or office."""

    kind: str
    value: str
    src: Keys


Names = str | tuple[str, ...]


class Relations(Strict):
    """How the scheme stands to others; a name is a record's id or plain words."""

    src: tuple[str, ...] = ()
    supersedes: Names | None = None
    superseded_by: Names | None = None
    replaces: Names | None = None
    may_replace: Names | None = None
    renamed_from: Names | None = None
    subsumes: Names | None = None
    subsumed_in: Names | None = None
    merged_from: Names | None = None
    merged_in_2014: Names | None = None
    earlier_version: Names | None = None
    later_version: Names | None = None
    newer_scheme: Names | None = None
    alternative: Names | None = None
    sister: Names | None = None
    gives_bonus_in: Names | None = None
    can_combine_with: Names | None = None
    umbrella: Names | None = None
    moved_out: Names | None = None
    closed_part: Names | None = None
    change: Names | None = None


class Claim(Strict):
    """What one side says in a conflict of sources."""

    says: str
    src: Keys


class Conflict(RulePart):
    """Sources that disagree, and which reading is kept."""

    about: str
    a: Claim
    b: Claim
    c: Claim | None = None
    d: Claim | None = None
    handling: str


class AreaRelaxation(Strict):
    """Numbers multiplied by a factor in certain areas."""

    text: str
    factor: Number
    areas: tuple[str, ...]
    src: Keys


class Scheme(Record):
    """A scheme in one edition of its guidelines."""

    name: str
    title_short: str
    aliases: tuple[str, ...]
    agency: str
    level: Literal["central", "state"]
    state: str | None = None
    status: Status
    objective: str
    objective_src: tuple[str, ...] = ()
    applicants: tuple[str, ...]
    sectors: tuple[str, ...]
    components: Annotated[tuple[Component, ...], Field(min_length=1)]
    area_relaxation: AreaRelaxation | None = None
    not_eligible: tuple[Item, ...] = ()
    documents: tuple[DocumentNeeded, ...] = ()
    process: tuple[Step, ...] = ()
    timelines: tuple[Timeline, ...] = ()
    contacts: tuple[ContactPoint, ...] = ()
    relations: Relations | None = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    conflicts: tuple[Conflict, ...] = ()
    confidence: Confidence
    confidence_why: str
