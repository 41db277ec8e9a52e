"""The YAML of a scheme, checked on entry and turned into records: a slip in a rule must not pass unread."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from service.eligibility import scheme_records, values
from service.eligibility.logic import LIST_OPERATORS, OPERATORS
from service.eligibility.periods import first_day, last_day
from service.eligibility.scheme_records import Remark
from service.eligibility.values import Verdict
from service.eligibility.vocabulary import Vocabulary, typed


def _as_tuple(value: object) -> object:
    if value is None:
        return ()
    return value if isinstance(value, list | tuple) else (value,)


Keys = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]
Strings = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]


class _Strict(BaseModel):
    """A part of a rule. A key that we do not know may carry words or sources, but no number, switch, list or part."""

    model_config = ConfigDict(extra="allow", frozen=True, populate_by_name=True)

    @model_validator(mode="after")
    def _only_words_beside(self) -> Self:
        for name, value in (self.model_extra or {}).items():
            if not isinstance(value, str) and not name.endswith("_src"):
                raise ValueError(f"there is no key {name!r} here, and {value!r} would pass unread")
        return self


@dataclass(frozen=True, slots=True)
class Book:
    """What a rule may refer to while it is read: the vocabulary, and the sources of its own file by key."""

    words: Vocabulary
    sources: Mapping[str, scheme_records.Source]

    def cite(self, keys: Keys) -> tuple[scheme_records.Source, ...]:
        """The sources with these keys.

        Raises:
            ValueError: a key is not among the file's sources.
        """
        unknown = [key for key in keys if key not in self.sources]
        if unknown:
            raise ValueError(
                f"source {unknown[0]!r} is not among the file's sources ({', '.join(self.sources)})"
            )
        return tuple(self.sources[key] for key in keys)


def share(percent: int | float) -> values.Share:
    """A percentage without rounding: 66.67 is 6667/100, 70 stays an integer."""
    exact = Fraction(str(percent))
    return int(exact) if exact.denominator == 1 else exact


class _Loose(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Test(_Strict):
    field: str
    op: str
    value: Any
    text: str = ""
    hard: bool = True
    src: Keys = ()

    def record(self, book: Book) -> scheme_records.Test:
        if self.op not in OPERATORS:
            raise ValueError(
                f"{self.field}: no operator {self.op!r}; there are {', '.join(sorted(OPERATORS))}"
            )
        spec, value = book.words.spec(self.field), self.value
        if self.op == ">=_field":
            book.words.spec(value)
        else:
            value = typed(spec, value, f"{self.field} {self.op}")
        if self.op in (*LIST_OPERATORS, "between") and not isinstance(value, tuple):
            raise ValueError(f"{self.field} {self.op} wants a list, not {value!r}")
        return scheme_records.Test(self.field, self.op, value, self.text, book.cite(self.src))


class _Condition(_Test):
    only_if: tuple[_Test, ...] = ()

    def condition(self, book: Book) -> scheme_records.Condition:
        return scheme_records.Condition(
            self.record(book), self.hard, tuple(test.record(book) for test in self.only_if)
        )


class _Rule(_Strict):
    label: str
    share_pct: int | float
    base: str
    when: tuple[_Test, ...] = ()
    base_cap_inr: int | None = None
    max_grant_inr: int | None = None
    item: str | None = None
    note: str | None = None
    src: Keys = ()

    def record(self, book: Book) -> scheme_records.GrantRule:
        book.words.spec(self.base)
        when = tuple(test.record(book) for test in self.when)
        return scheme_records.GrantRule(
            label=self.label,
            share_pct=share(self.share_pct),
            base=self.base,
            when=when,
            base_cap_inr=self.base_cap_inr,
            max_grant_inr=self.max_grant_inr,
            item=self.item,
            note=self.note,
            sources=book.cite(self.src),
        )


class _Addition(_Strict):
    points: int | float
    any_of: tuple[_Test, ...]
    once: bool = True
    src: Keys = ()

    def record(self, book: Book) -> scheme_records.ShareAddition:
        tests = tuple(test.record(book) for test in self.any_of)
        return scheme_records.ShareAddition(share(self.points), tests, book.cite(self.src))


class _BasisCap(_Strict):
    when: tuple[_Test, ...]
    cap_basis_inr: int
    src: Keys = ()

    def record(self, book: Book) -> scheme_records.BasisCap:
        return scheme_records.BasisCap(
            tuple(test.record(book) for test in self.when), self.cap_basis_inr, book.cite(self.src)
        )


class _Limits(_Strict):
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
    shared_cap_inr: dict[str, Any] = Field(default_factory=dict)
    basis_by: tuple[_BasisCap, ...] = ()
    note: str | None = None
    src: Keys = ()

    def record(self, book: Book) -> scheme_records.CostLimits:
        words_beside = set(self.model_extra or {})
        plain = self.model_dump(exclude={"shared_cap_inr", "basis_by", "src", *words_beside})
        shared = tuple((name, int(sum_)) for name, sum_ in self.shared_cap_inr.items() if name != "src")
        return scheme_records.CostLimits(
            **plain,
            shared_cap_inr=shared,
            basis_by=tuple(entry.record(book) for entry in self.basis_by),
            sources=book.cite(self.src),
        )


class _Slab(_Strict):
    upto_inr: int | None = None
    above_inr: int | None = None
    pct: int | float


class _OwnShare(_Strict):
    pct: int | float
    slabs: tuple[_Slab, ...] = ()
    state_share_pct: int | float | None = None
    note: str | None = None
    src: Keys = ()

    def record(self, book: Book) -> scheme_records.OwnShare:
        state = None if self.state_share_pct is None else share(self.state_share_pct)
        slabs = tuple((slab.upto_inr, share(slab.pct)) for slab in self.slabs)
        return scheme_records.OwnShare(share(self.pct), slabs, state, self.note, book.cite(self.src))


class _Benefit(_Loose):
    model_config = ConfigDict(extra="allow", frozen=True)

    kind: str
    src: Keys = ()

    def record(self, book: Book) -> scheme_records.Benefit:
        terms = tuple((name, _wording(value)) for name, value in (self.model_extra or {}).items())
        return scheme_records.Benefit(self.kind, terms, book.cite(self.src))


def _wording(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_wording(entry)}" for name, entry in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(_wording(entry) for entry in value)
    return str(value)


class _Period(_Strict):
    from_: Annotated[str | int | None, Field(alias="from")] = None
    to: str | int | None = None


class _Interim(_Strict):
    to: str | None = None
    text: str
    src: Keys = ()


class _Status(_Strict):
    state: str
    period: _Period = _Period()
    window: _Period | None = None
    guidelines_issued: str | int | None = None
    as_of: str | int | None = None
    note: str | None = None
    interim: _Interim | None = None
    superseded_by: str | None = None
    src: Keys = ()

    def record(self, book: Book) -> scheme_records.Status:
        period = self.window or self.period  # the days on which proposals were taken, where they are known
        begins = first_day(str(period.from_)) if period.from_ else None
        ends = last_day(str(period.to)) if period.to else None
        if self.as_of and (self.state == "subsumed" or (ends is None and self.superseded_by)):
            ends = last_day(str(self.as_of))  # an edition ends on the day its successor came
        return scheme_records.Status(
            state=self.state,
            begins=begins,
            ends=ends,
            as_of=None if self.as_of is None else str(self.as_of),
            note=self.note,
            interim=self.interim.text if self.interim else None,
            superseded_by=self.superseded_by,
            sources=book.cite(self.src),
        )


class _Item(_Loose):
    item: str
    src: Keys = ()


class _Document(_Loose):
    name: str
    src: Keys = ()


class _Step(_Loose):
    step: str
    src: Keys = ()


class _Timeline(_Loose):
    text: str
    src: Keys = ()


class _Contact(_Loose):
    kind: str
    value: str
    src: Keys = ()


class _Side(_Loose):
    says: str
    src: Keys = ()


class _Case(_Strict):
    components: Strings = ()
    when: tuple[_Test, ...]
    verdict: Verdict = Verdict.CHECK
    lifts: Strings = ()

    def record(self, book: Book) -> scheme_records.ConflictCase:
        when = tuple(test.record(book) for test in self.when)
        return scheme_records.ConflictCase(self.components, when, self.verdict, self.lifts)


class _Conflict(_Strict):
    about: str
    a: _Side
    b: _Side
    c: _Side | None = None
    d: _Side | None = None
    handling: str
    cases: tuple[_Case, ...] = ()

    def record(self, book: Book) -> scheme_records.Conflict:
        sides = tuple(
            Remark(side.says, book.cite(side.src)) for side in (self.a, self.b, self.c, self.d) if side
        )
        return scheme_records.Conflict(
            self.about, sides, self.handling, tuple(case.record(book) for case in self.cases)
        )


class ComponentPart(_Strict):
    """One entry of a scheme's components."""

    id: str
    name: str
    funds: str
    applicants: Strings = ()
    sectors: Strings = ()
    conditions: tuple[_Condition, ...] = ()
    grant_rules: tuple[_Rule, ...] = ()
    share_additions: tuple[_Addition, ...] = ()
    cost_limits: _Limits | None = None
    own_contribution_min: _OwnShare | None = None
    state_share_pct: int | float | None = None
    state_share_src: Keys = ()
    other_benefit: _Benefit | None = None
    not_eligible_items: tuple[_Item, ...] = ()
    note: str | None = None
    text_src: Keys = ()
    status: _Status | None = None


class _Relaxation(_Loose):
    factor: float
    areas: Strings


class SchemeFile(_Loose):
    """One file of ``corpus/schemes``. Keys beside the rules may grow; those inside a rule are fixed."""

    id: str
    name: str
    title_short: str = ""
    aliases: Strings = ()
    agency: str
    level: str
    state: str | None = None
    objective: str
    status: _Status
    applicants: Strings
    sectors: Strings = ()
    components: tuple[ComponentPart, ...]
    documents: tuple[_Document, ...] = ()
    process: tuple[_Step, ...] = ()
    timelines: tuple[_Timeline, ...] = ()
    contacts: tuple[_Contact, ...] = ()
    relations: dict[str, Any] = Field(default_factory=dict)
    not_eligible: tuple[_Item, ...] = ()
    conflicts: tuple[_Conflict, ...] = ()
    sources: tuple[dict[str, Any], ...]
    area_relaxation: _Relaxation | None = None
    confidence: str
    confidence_why: str = ""
