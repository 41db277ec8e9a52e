"""A caller's own words to facts, each with the words it was taken from; what is doubtful becomes a question.

The steps: make the text even, find places, find figures and give each its role, find what is said yes, no or "don't
know" to, choices, trades, and last who applies. Nothing is taken that was not said: a fact may be known in part
("a unit" is a firm, a company or a person, not an association).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from service.eligibility.facts import Profile
from service.eligibility.figures import Figure, Kind, figures
from service.eligibility.lexicon import BIG, MONEY, PERCENT, PLAIN, Said, lexicon
from service.eligibility.place_reader import Found, places_in
from service.eligibility.places import Place
from service.eligibility.prepare import Prepared, prepare
from service.eligibility.rules import RuleBook
from service.eligibility.values import DOES_NOT_KNOW, Between, Members, OneOf, Value
from service.eligibility.wording import listed, rupees

ONE_UNIT = frozenset(("individual", "proprietor_firm", "partnership", "llp", "company", "cooperative"))
FIRM = frozenset(("proprietor_firm", "partnership", "llp", "company"))
_BIG_FROM = 1000


@dataclass(frozen=True, slots=True)
class Read:
    """One fact as read: its value and ``words``, the caller's own words at ``text[start:end]``."""

    fact: str
    value: Value
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that the text leaves open: the fact it bears on, what to ask, and why."""

    fact: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a text: facts with their words, and questions about the rest."""

    text: str
    facts: tuple[Read, ...]
    questions: tuple[Doubt, ...]

    @property
    def profile(self) -> Profile:
        """The facts as a profile."""
        return Profile({entry.fact: entry.value for entry in self.facts})


@dataclass(slots=True)
class _Work:
    """A text while it is being read. ``masked`` has stand-ins where the figures are, place for place."""

    rules: RuleBook
    prepared: Prepared
    masked: str
    figures: dict[int, Figure]
    found: dict[str, Read] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    spent: set[int] = field(default_factory=set)

    @property
    def text(self) -> str:
        return self.prepared.clean

    def take(self, fact: str, value: Value, start: int, end: int) -> None:
        """Enter a fact unless it was read before; another value for it becomes a question."""
        known = self.found.get(fact)
        first, last = self.prepared.span(start, end)
        words = self.prepared.original[first:last]
        if known is None:
            self.found[fact] = Read(fact, value, first, last, words)
        elif known.value != value and known.value is not DOES_NOT_KNOW:
            self.ask(fact, f'"{known.words}" or "{words}"?')

    def ask(self, fact: str, why: str) -> None:
        """Keep a question about a fact, once."""
        if all(doubt.fact != fact for doubt in self.doubts):
            self.doubts.append(Doubt(fact, self.rules.words.spec(fact).question, why))


def read(text: str, rules: RuleBook) -> Reading:
    """Read a caller's text.

    Example: "25 casting units in Rajkot, Section 8 company, 8 crore CFC" gives the district and State, the sector,
    the legal form, the applicant, 25 units and a project cost of 80,000,000 rupees.
    """
    found = places_in(text, rules.gazetteer)
    kept = {word for entry in found for word in text[entry.start : entry.end].lower().split()}
    prepared = prepare(text, kept)
    numbers = figures(prepared.clean)
    work = _Work(
        rules, prepared, _masked(prepared.clean, numbers), {figure.start: figure for figure in numbers}
    )
    _places(work, found)
    for step in _STEPS:
        step(work)
    return Reading(text, tuple(work.found.values()), tuple(work.doubts))


def _masked(text: str, numbers: Iterable[Figure]) -> str:
    signs = list(text)
    for figure in numbers:
        sign = {Kind.MONEY: MONEY, Kind.PERCENT: PERCENT}.get(figure.kind, PLAIN)
        if sign == PLAIN and max(figure.low or 0, figure.high or 0) >= _BIG_FROM:
            sign = BIG
        signs[figure.start : figure.end] = sign * (figure.end - figure.start)
    return "".join(signs)


# ---------------------------------------------------------------- places


def _places(work: _Work, found: Iterable[Found]) -> None:
    districts: dict[tuple[str, str], Found] = {}
    for entry in found:
        if len({place.state for place in entry.places}) > 1:
            _ask_which(work, entry)
            continue
        place = entry.places[0]
        _take_place(work, entry, place)
        if place.district and len({p.district for p in entry.places}) == 1:
            districts.setdefault((place.state, place.district), entry)
    for (_, district), entry in list(districts.items())[:1]:
        _enter(work, "district", district, entry)


def _take_place(work: _Work, entry: Found, place: Place) -> None:
    known = work.found.get("state")
    if known is None:
        _enter(work, "state", place.state, entry)
    elif known.value != place.state:
        work.ask("state", f"both {known.value} and {place.state} are named")


def _enter(work: _Work, fact: str, value: str, entry: Found) -> None:
    words = work.prepared.original[entry.start : entry.end]
    work.found.setdefault(fact, Read(fact, value, entry.start, entry.end, words))


def _ask_which(work: _Work, entry: Found) -> None:
    words = work.prepared.original[entry.start : entry.end]
    states = listed(sorted({place.state for place in entry.places}))
    work.ask("state", f'there is a place called "{words}" in {states}')


# ---------------------------------------------------------------- figures


def _figures(work: _Work) -> None:
    """Give each figure its role: every pattern takes the first figure that is still free."""
    for said in lexicon().figures:
        for pattern in said.patterns:
            for match in pattern.finditer(work.masked):
                _spend(work, said.fact, match)
    _left_over_money(work)


def _spend(work: _Work, fact: str, match: re.Match[str]) -> None:
    inside = [start for start in work.figures if match.start() <= start < match.end()]
    if len(inside) != 1 or inside[0] in work.spent:
        return
    figure = work.figures[inside[0]]
    if figure.high is None and re.search(
        r"\b(?:no|none|not|nobody|koi)\b", work.text[match.start() : figure.end]
    ):
        figure = replace(figure, low=None, high=_one_less(figure))  # "no member above 9%"
    value = _fitting(work, fact, figure)
    if value is not None:
        work.spent.add(figure.start)
        work.take(fact, value, match.start(), match.end())


def _one_less(figure: Figure) -> Fraction | None:
    """The number that "above" had moved up by its smallest step."""
    return figure.low and figure.low - (1 if figure.kind is not Kind.PERCENT else Fraction(1, 100))


def _fitting(work: _Work, fact: str, figure: Figure) -> Value | None:
    """The figure as a value of the fact, or None where it cannot be one."""
    spec = work.rules.words.spec(fact)
    low, high = figure.low, figure.high
    if spec.type == "int" and any(end is not None and end.denominator != 1 for end in (low, high)):
        return None
    if fact == "applicant_age" and not 14 <= (low or high or 0) <= 100:
        return None
    if low != high or low is None:
        return Between(*(None if end is None else float(end) for end in (low, high)))
    return int(low) if spec.type in ("int", "money") or low.denominator == 1 else float(low)


def _left_over_money(work: _Work) -> None:
    """A single sum without a role of its own is the cost of what is planned; several become a question."""
    left = [
        figure
        for start, figure in work.figures.items()
        if start not in work.spent and figure.kind is Kind.MONEY
    ]
    sums = {(figure.low, figure.high) for figure in left}
    if "project_cost_inr" in work.found or not left:
        return
    if len(sums) == 1:
        value = _fitting(work, "project_cost_inr", left[0])
        if value is not None:
            work.take("project_cost_inr", value, left[0].start, left[0].end)
    else:
        words = " or ".join(f"₹{rupees(float(figure.low or figure.high or 0))}" for figure in left)
        work.ask("project_cost_inr", f"which sum is the cost: {words}?")


# ---------------------------------------------------------------- yes, no, don't know


def _flags(work: _Work) -> None:
    for said in lexicon().flags:
        for match in _matches(said, work.text):
            value = _answered(work.text, match, said)
            if value is not None:
                work.take(said.fact, value, match.start(), match.end())
                break


def _matches(said: Said, text: str) -> Iterator[re.Match[str]]:
    return (match for pattern in said.patterns for match in pattern.finditer(text))


def _answered(text: str, match: re.Match[str], said: Said) -> Value | None:
    """The answer at this spot: turned round by a negation, not known where doubted, none where it is only hoped for."""
    before, after = _clause(text, match)
    tables = lexicon().single
    clause = before + match[0] + after
    if any(pattern.search(clause) for pattern in said.unless):
        return None
    if tables["not_sure"].search(before) or tables["not_sure"].search(after):
        return None if said.only_denied else DOES_NOT_KNOW
    if said.fact in _HOPED and tables["pending"].search(
        " ".join((_last_words(before, 3), match[0], _first_words(after, 4)))
    ):
        return None
    own = match[0] if said.value and said.fact not in _SAY_NO_THEMSELVES else ""
    negated = _negated(before, own, after)
    if said.only_denied and not negated:
        return None
    return (not said.value) if negated else bool(said.value)


_SAY_NO_THEMSELVES = frozenset(("zed_reward_unused",))
"""Facts of which the plain statement holds a no: "the reward is not used"."""
_HOPED = frozenset(
    ("state_recommendation", "udyam_registered", "spcb_recommendation", "coir_board_registered", "iec_active")
)
"""Facts that count only once they are there: "applied for" is neither yes nor no."""


def _clause(text: str, match: re.Match[str]) -> tuple[str, str]:
    """The clause around a match: before it and after it, up to a stop, a comma or a turn ("but")."""
    stop = r"[.;,!?\n]|\b(?:but|lekin|however|magar)\b|लेकिन"
    before = re.split(stop, text[: match.start()])[-1]
    after = re.split(stop, text[match.end() :], maxsplit=1)[0]
    return before, after


def _negated(before: str, said: str, after: str) -> bool:
    """Whether a statement is denied: by a no shortly before, within it, or by a "nahi" that follows."""
    tables = lexicon().single
    if (
        tables["not"].search(_last_words(before, 4))
        or tables["not"].search(said)
        or tables["not_after"].search(said)
    ):
        return True
    near = _first_words(re.split(r"\b(?:and|aur|or)\b|और", after)[0], 5)
    no, yes = tables["not_after"].search(near), tables["affirmed"].search(near)
    return no is not None and (yes is None or no.start() <= yes.start())


def _first_words(text: str, count: int) -> str:
    return " ".join(text.split()[:count])


def _last_words(text: str, count: int) -> str:
    return " ".join(text.split()[-count:])


def _subsidy(work: _Work) -> None:
    """Read "never took a subsidy" as three answers at once; "no other subsidy" is only about the same machines."""
    match = lexicon().single["no_subsidy_at_all"].search(work.text)
    if match is None:
        return
    work.found.pop("prior_govt_subsidy", None)
    work.take("other_subsidy_same_asset", False, match.start(), match.end())
    if not re.search(r"\bother\b|\banother\b", match[0]):
        work.take("prior_govt_subsidy", False, match.start(), match.end())
        work.take("other_subsidy_list", ("none",), match.start(), match.end())


# ---------------------------------------------------------------- choices


def _choices(work: _Work) -> None:
    for said in lexicon().choices:
        match = next((m for m in _matches(said, work.text) if not _denied(work.text, m, said.value)), None)
        if match is not None and said.fact not in work.found:
            work.take(said.fact, said.value, match.start(), match.end())
    if re.search(r"\bsc ?/ ?st\b", work.text) and "social_category" not in work.found:
        match = re.search(r"\bsc ?/ ?st\b", work.text)
        assert match is not None
        if not re.search(r"%|" + PERCENT, work.masked[max(0, match.start() - 12) : match.end() + 24]):
            work.take("social_category", OneOf(frozenset(("sc", "st"))), match.start(), match.end())


def _denied(text: str, match: re.Match[str], value: str) -> bool:
    """Whether a choice is named only to be ruled out; "not formed" says no by itself."""
    before, after = _clause(text, match)
    return value != "not_formed" and _negated(before, "", _first_words(after, 2))


def _lists(work: _Work) -> None:
    """Areas and personal status: each entry may be said to hold or not to."""
    tables = lexicon().tables
    for name, fact in (("area_words", "area_categories"), ("status_words", "other_personal_status")):
        inside: set[str] = set()
        outside: set[str] = set()
        spans: list[tuple[int, int]] = []
        for said in tables[name]:
            for match in list(_matches(said, work.text))[:1]:
                before, after = _clause(work.text, match)
                if not lexicon().single["not_sure"].search(before + " " + after):
                    (outside if _negated(before, match[0], after) else inside).add(said.value)
                    spans.append(match.span())
        if spans:
            _take_list(work, fact, frozenset(inside), frozenset(outside), spans[0])
    plain = lexicon().single["plain_area"].search(work.text)
    if plain and "area_categories" not in work.found:
        work.take("area_categories", ("none",), plain.start(), plain.end())


def _take_list(
    work: _Work, fact: str, inside: frozenset[str], outside: frozenset[str], span: tuple[int, int]
) -> None:
    value: Value = Members(inside, outside)
    if fact == "other_personal_status" and not inside and {"divyang", "ex_serviceman"} <= outside:
        value = ("none",)
    work.take(fact, value, *span)


def _sectors(work: _Work) -> None:
    named: list[str] = []
    spans: list[tuple[int, int]] = []
    for said in lexicon().sectors:
        match = next((m for m in _matches(said, work.text) if not _denied(work.text, m, "")), None)
        if match is not None:
            named += [sector for sector in said.value if sector not in named]
            spans.append(match.span())
    if named:
        first = min(spans)
        work.take("sector", tuple(named), *first)


def _activity(work: _Work) -> None:
    """Manufacturing, service or trading: the word with "unit" beside it counts first, then the one said first."""
    seen = []
    for said in lexicon().tables["activity"]:
        match = next((m for m in _matches(said, work.text) if not _denied(work.text, m, "")), None)
        if match is not None:
            seen.append((match.start(), match.end(), said.value))
    if not seen:
        return
    start, end, value = min(seen)
    if (
        len(seen) > 1
        and {value for _, _, value in seen} - {"manufacturing"}
        and not _second_unit(work.text, seen)
    ):
        work.ask("activity", f"the text speaks of {listed(sorted(v for _, _, v in seen), 'and')}")
        return
    work.take("activity", value, start, end)


def _second_unit(text: str, seen: list[tuple[int, int, str]]) -> bool:
    """Whether the other activity belongs to another unit that is mentioned in passing."""
    last = max(seen)
    return bool(re.search(r"\b(?:second|other|another|doosr[ia]) (?:unit|business|one)\b", text[: last[1]]))


def _schooling(work: _Work) -> None:
    if "education_class_passed" in work.found:
        return
    for said in lexicon().classes:
        match = next(_matches(said, work.text), None)
        if match:
            work.take("education_class_passed", said.value, match.start(), match.end())
            return


# ---------------------------------------------------------------- who applies


def _applicant(work: _Work) -> None:
    tables = lexicon().single
    for said in lexicon().applicants:
        match = next((m for m in _matches(said, work.text) if not _denied(work.text, m, "")), None)
        if match is not None:
            value = _as_applicant(work, said.value)
            if value is not None:
                work.take("applicant_type", value, match.start(), match.end())
                return
    group = tables["company_of_many"].search(work.text)
    form = work.found.get("spv_legal_form")
    if group or (form and form.value == "section8_company" and _is_group(work)):
        at = group.span() if group else (0, 0)
        _take_spv(work, form, at)
        return
    if form and form.value == "section8_company":
        work.found["applicant_type"] = Read(
            "applicant_type", "section8_company", form.start, form.end, form.words
        )
        return
    _person_or_unit(work)


def _as_applicant(work: _Work, value: str) -> Value | None:
    """What a word for an applicant means in this text: a society that wants a CFC may be the SPV itself."""
    form = work.found.get("spv_legal_form")
    if value == "company" and form and form.value in ("section8_company", "producer_company"):
        return None
    if value in ("company", "society", "cooperative", "trust") and lexicon().single["company_of_many"].search(
        work.text
    ):
        return None
    if value in ("society", "trust") and _is_group(work) and _wishes_cluster(work):
        return OneOf(frozenset((value, "spv")))
    return value


def _take_spv(work: _Work, form: Read | None, at: tuple[int, int]) -> None:
    if at == (0, 0) and form:
        work.found["applicant_type"] = Read("applicant_type", "spv", form.start, form.end, form.words)
    else:
        work.take("applicant_type", "spv", *at)


def _is_group(work: _Work) -> bool:
    """Whether many units speak: members or units are counted, or a shared facility is wanted."""
    counted = {"spv_members", "cluster_units", "units_in_project", "artisans"} & set(work.found)
    return bool(counted or _wishes_cluster(work))


def _wishes_cluster(work: _Work) -> bool:
    """Whether a cluster or shared facility is spoken of, and not only the list or scheme that a unit belongs to."""
    passing = [
        work.found[fact]
        for fact in ("in_adeetie_cluster", "in_sfurti_or_msecdp_cluster")
        if fact in work.found
    ]
    for match in lexicon().single["cluster_wish"].finditer(work.text):
        start, end = work.prepared.span(*match.span())
        aside = any(entry.start - 30 <= start and end <= entry.end + 30 for entry in passing)
        if not aside and not _denied(work.text, match, ""):
            return True
    return False


def _person_or_unit(work: _Work) -> None:
    tables = lexicon().single
    person, business = tables["person"].search(work.text), tables["business"].search(work.text)
    trade = next((m for m in tables["trades"].finditer(work.text) if not m[0].endswith("s")), None)
    told = {"applicant_age", "education_class_passed"} & set(work.found)
    new = work.found.get("unit_is_new")
    if trade and not _is_group(work):
        _age_beside(work, trade)
        work.take("applicant_type", OneOf(frozenset(("artisan", "individual"))), *trade.span())
        work.take("pmv_trade", True, *trade.span())
    elif (person or told) and (not business or (told and new and new.value is True)):
        span = person.span() if person else (0, 0)
        if span == (0, 0):
            source = work.found[next(iter(told))]
            work.found["applicant_type"] = Read(
                "applicant_type", "individual", source.start, source.end, source.words
            )
        else:
            work.take("applicant_type", "individual", *span)
    elif business and not _is_group(work):
        firm = tables["firm"].search(work.text)
        work.take("applicant_type", OneOf(FIRM if firm else ONE_UNIT), *(firm or business).span())


def _age_beside(work: _Work, trade: re.Match[str]) -> None:
    """Take the age that stands right beside a trade: "a potter, 41,"."""
    beside = re.compile(rf"[\s,(]*{PLAIN}+(?=[\s]*[,.;)])").match(work.masked, trade.end())
    if beside and "applicant_age" not in work.found:
        _spend(work, "applicant_age", beside)


def _size(work: _Work) -> None:
    """Micro, small or medium: of the members where many apply, of the unit where one does."""
    group = _applies_as_group(work)
    fact = "member_units_class" if group else "msme_class"
    if fact in work.found:
        return
    if not group:
        work.found.pop("member_units_class", None)
    seen = []
    for said in lexicon().tables["msme_class"]:
        match = next((m for m in _matches(said, work.text) if not _denied(work.text, m, "")), None)
        if match is not None:
            seen.append((match.span(), said.value))
    if len(seen) == 1:
        work.take(fact, seen[0][1], *seen[0][0])
    elif len(seen) > 1 and not group:
        work.ask("msme_class", f"the text speaks of {listed((value for _, value in seen), 'and')}")


def _applies_as_group(work: _Work) -> bool:
    applicant = work.found.get("applicant_type")
    if applicant is None:
        return _is_group(work)
    return applicant.value in (
        "spv",
        "cluster",
        "industry_association",
        "women_entrepreneur_association",
        "state_govt",
        "state_agency",
    ) or (isinstance(applicant.value, OneOf) and "spv" in applicant.value.options)


def _tidy(work: _Work) -> None:
    """Settle what depends on who applies: a legal form is an SPV's only where many apply, members are its units."""
    applicant = work.found.get("applicant_type")
    spv = applicant is not None and (
        applicant.value == "spv" or (isinstance(applicant.value, OneOf) and "spv" in applicant.value.options)
    )
    form = work.found.get("spv_legal_form")
    if form and not spv and form.value != "not_formed":
        del work.found["spv_legal_form"]
    if _applies_as_group(work):
        work.found.pop("unit_is_new", None)  # "we want to set up a CFC" says nothing of a unit
    units = work.found.get("cluster_units")
    if (
        spv
        and units
        and "spv_members" not in work.found
        and re.search(r"\b(?:we|hum|ham|hamar[ie])\b|हम", work.text)
    ):
        work.found["spv_members"] = Read("spv_members", units.value, units.start, units.end, units.words)
        if isinstance(units.value, int):
            work.found["cluster_units"] = Read(
                "cluster_units", Between(units.value, None), units.start, units.end, units.words
            )


_STEPS: tuple[Callable[[_Work], None], ...] = (
    _figures,
    _flags,
    _subsidy,
    _choices,
    _lists,
    _sectors,
    _activity,
    _schooling,
    _applicant,
    _size,
    _tidy,
)
