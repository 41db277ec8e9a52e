"""Facts that follow from other facts, each by a named rule; a derived fact wins over a stated one it contradicts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from service.eligibility.facts import Profile
from service.eligibility.logic import MET, UNKNOWN, UNMET, all_of, any_of, holds
from service.eligibility.records import Contradiction, Derived, Facts
from service.eligibility.rules import ClassLimits, RuleBook
from service.eligibility.scheme_records import Test
from service.eligibility.values import DOES_NOT_KNOW, Between, Members, OneOf, Truth, Value
from service.eligibility.wording import say

AREA_WORDS = (
    "north_east hill_state himalayan_state island aspirational_district lwe_district "
    "jk ladakh himachal uttarakhand itdp"
).split()
ZED_FEES = {"bronze": 10_000, "silver": 40_000, "gold": 90_000}
ZED_REWARD = 10_000
PMEGP_CEILING = {"manufacturing": 5_000_000, "service": 2_000_000, "trading": 2_000_000}
PMEGP_SCHOOLING_FROM = {"manufacturing": 1_000_000, "service": 500_000, "trading": 500_000}

ASK_FOR: Mapping[str, tuple[str, ...]] = {
    "area_categories": ("state", "district", "area_categories"),
    "pmegp_schooling_rule_applies": ("project_cost_inr", "activity"),
    "capped_project_cost_inr": ("project_cost_inr", "activity"),
    "pmegp_special_category": ("gender", "social_category", "other_personal_status", "state", "district"),
    "pms_priority": ("gender", "social_category", "other_personal_status", "state", "district"),
    "sui_category": ("gender", "social_category", "women_owner_share_pct", "scst_owner_share_pct"),
    "extra_lean_category": ("in_sfurti_or_msecdp_cluster", "gender", "social_category", "state"),
    "mp_priority": ("gender", "social_category"),
    "units_special_majority": ("units_micro_or_village_pct", "units_women_owned_pct", "units_scst_owned_pct"),
    "special_category_2010": (
        "state",
        "units_micro_or_village_pct",
        "units_women_owned_pct",
        "units_scst_owned_pct",
    ),
    "unit_investment_to_infra_ratio": ("units_total_investment_inr", "project_cost_inr"),
    "fee_after_reward_inr": ("zed_level", "zed_reward_unused"),
    "remaining_fee_inr": ("zed_level", "zed_reward_unused", "msme_class"),
    "soft_plus_hard_inr": ("hard_cost_inr",),
    "promoter_category": ("promoter_category",),
}
"""For a fact that is computed: what a person is asked instead, the most telling first."""


@dataclass(slots=True)
class _Work:
    """Facts while they are being derived: values so far, and what was found on the way."""

    values: dict[str, Value]
    rules: RuleBook
    on: date
    derived: list[Derived] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)

    def settle(self, name: str, value: Value, because: str, source: str) -> None:
        """Enter a derived value; where a stated one disagrees, the derived one wins and the clash is kept."""
        stated = self.values.get(name)
        if stated == value:
            return
        if _allows(value, stated):
            return  # what was said is finer than what can be derived
        if stated is not None and stated is not DOES_NOT_KNOW and not _allows(stated, value):
            self.contradictions.append(Contradiction(name, say(stated), say(value), because))
        self.values[name] = value
        self.derived.append(Derived(name, value, because, source))


def _vague(value: Value | None) -> bool:
    return value is None or isinstance(value, OneOf | Between | Members)


def _allows(partial: Value | None, value: Value | None) -> bool:
    """Whether a partly known value leaves room for a plain one."""
    if isinstance(partial, OneOf):
        return value in partial.options
    if isinstance(partial, Between) and isinstance(value, int | float):
        return (partial.low is None or partial.low <= value) and (
            partial.high is None or value <= partial.high
        )
    return False


def to_ask(facts: Facts, name: str) -> str:
    """The fact that a person is asked when ``name`` is wanted: itself, or the first unknown one it is computed from."""
    sources = ASK_FOR.get(name)
    if sources is None:
        return name
    vague = [fact for fact in sources if fact in facts.not_told or _vague(facts.values.get(fact))]
    return next((fact for fact in vague if fact not in facts.not_told), vague[-1] if vague else name)


def derive(profile: Profile, rules: RuleBook, on: date) -> Facts:
    """Work out every fact that follows from those stated, as the rules of ``on`` have it."""
    work = _Work(dict(profile.values), rules, on)
    for step in _STEPS:
        step(work)
    not_told = frozenset(name for name, value in profile.values.items() if value is DOES_NOT_KNOW)
    return Facts(work.values, tuple(work.derived), tuple(work.contradictions), not_told)


def stated(facts: Facts) -> Mapping[str, Value]:
    """The facts without those that were derived, which must be derived anew once a fact moves."""
    computed = {entry.fact for entry in facts.derived if entry.fact != "area_categories"}
    return {key: value for key, value in facts.values.items() if key not in computed}


# ---------------------------------------------------------------- place


def _state_of_district(work: _Work) -> None:
    district = work.values.get("district")
    if not isinstance(district, str):
        return
    homes = {
        place.state for place in work.rules.gazetteer.district(district, None) if place.district == district
    }
    if len(homes) == 1:
        home = homes.pop()
        work.settle("state", home, f"{district} is a district of {home}", "Local Government Directory")


def _district_of_state(work: _Work) -> None:
    """Of several districts that a name can mean, only one may lie in the State."""
    district, state = work.values.get("district"), work.values.get("state")
    if not isinstance(district, OneOf) or not isinstance(state, str):
        return
    inside = [name for name in district.options if (state, name) in work.rules.gazetteer.districts]
    if len(inside) == 1:
        because = f"of {say(district)}, this one lies in {state}"
        work.settle("district", inside[0], because, "Local Government Directory")


def _areas(work: _Work) -> None:
    state, district = work.values.get("state"), work.values.get("district")
    known = work.rules.gazetteer.membership(
        state if isinstance(state, str) else None, _listed_district(work, state, district), work.on
    )
    stated = work.values.get("area_categories")
    inside, outside = _stated_areas(stated)
    for word in sorted(inside & known.outside):
        because = f"{word} does not fit {say(district or state)} by the list in use"
        work.contradictions.append(Contradiction("area_categories", word, f"not {word}", because))
    if isinstance(stated, tuple) and known.inside - inside:
        added = ", ".join(sorted(known.inside - inside))
        because = f"{say(district or state)} lies in {added} by the list in use"
        if "none" in stated:
            work.contradictions.append(Contradiction("area_categories", say(stated), added, because))
    merged = Members(known.inside | (inside - known.outside), (known.outside | outside) - known.inside)
    if known.inside or known.outside or stated is not None:
        work.values["area_categories"] = merged
    for word in sorted(known.inside):
        work.derived.append(
            Derived("area_categories", (word,), f"{say(district or state)}: {word}", _list_of(word, work))
        )


def _listed_district(work: _Work, state: Value | None, district: Value | None) -> str | None:
    """The district where the gazetteer has it in that State; a name on no list says nothing about area lists."""
    pair = (state, district)
    return str(district) if pair in work.rules.gazetteer.districts else None


def _stated_areas(stated: Value | None) -> tuple[frozenset[str], frozenset[str]]:
    """A stated list is the whole list: what it leaves out is out."""
    if isinstance(stated, Members):
        return stated.inside, stated.outside
    if isinstance(stated, tuple):
        inside = frozenset(stated) - {"none"}
        return inside, frozenset(AREA_WORDS) - inside
    return frozenset(), frozenset()


def _list_of(word: str, work: _Work) -> str:
    areas = work.rules.gazetteer.areas
    if word == "aspirational_district":
        return areas.aspirational_edition
    if word == "lwe_district":
        return "Home ministry list, as reported; no source says which list a scheme applies"
    return "State list in corpus/places/area_categories.yaml"


# ---------------------------------------------------------------- size, sums and shares


def _msme_class(work: _Work) -> None:
    machinery, turnover = work.values.get("plant_machinery_inr"), work.values.get("turnover_inr")
    if not isinstance(machinery, int) or not isinstance(turnover, int):
        return
    classes = work.rules.classes
    limits = classes.current if work.on >= date.fromisoformat(classes.effective_from) else classes.previous
    name = _class_of(machinery, turnover, limits)
    work.settle(
        "msme_class",
        name,
        f"machinery {say(machinery)} rupees and turnover {say(turnover)} make it {name}",
        classes.source,
    )


def _class_of(machinery: int, turnover: int, limits: Iterable[ClassLimits]) -> str:
    fits = (row.name for row in limits if machinery <= row.machinery_inr and turnover <= row.turnover_inr)
    return next(fits, "large")


def _majority(work: _Work) -> None:
    shares = ("units_micro_or_village_pct", "units_women_owned_pct", "units_scst_owned_pct")
    over_half = any_of(_test(work, name, ">", 50) for name in shares)
    _settle_truth(
        work, "units_special_majority", over_half, "over half the units micro or village, women's or SC/ST"
    )
    special = any_of((over_half, _test(work, "area_categories", "intersects", ("north_east", "hill_state"))))
    _settle_truth(
        work, "special_category_2010", special, "special category State, or such a majority of units"
    )


def _ratio(work: _Work) -> None:
    invested, common = work.values.get("units_total_investment_inr"), work.values.get("project_cost_inr")
    if isinstance(invested, int) and isinstance(common, int) and common > 0:
        because = "units' investment over the cost of the common works"
        work.settle("unit_investment_to_infra_ratio", round(invested / common, 4), because, "facts.yaml")


def _pmegp_costs(work: _Work) -> None:
    cost = work.values.get("project_cost_inr")
    if not isinstance(cost, int):
        return
    activities = _activities(work.values.get("activity"))
    capped = {min(cost, PMEGP_CEILING[name]) for name in activities}
    value: Value = capped.pop() if len(capped) == 1 else OneOf(frozenset(capped))
    work.settle(
        "capped_project_cost_inr",
        value,
        "PMEGP counts 50 lakh (manufacturing) or 20 lakh (service)",
        "pmegp:S2",
    )
    applies = {cost > PMEGP_SCHOOLING_FROM[name] for name in activities}
    if len(applies) == 1:
        because = "schooling is asked above 10 lakh (manufacturing) or 5 lakh (service)"
        work.settle("pmegp_schooling_rule_applies", applies.pop(), because, "pmegp:S4")


def _activities(activity: Value | None) -> tuple[str, ...]:
    if isinstance(activity, str) and activity in PMEGP_CEILING:
        return (activity,)
    options = activity.options if isinstance(activity, OneOf) else PMEGP_CEILING
    return tuple(name for name in PMEGP_CEILING if name in options)


def _zed_fee(work: _Work) -> None:
    level, unused = work.values.get("zed_level"), work.values.get("zed_reward_unused")
    if not isinstance(level, str):
        return
    fee = ZED_FEES[level]
    less = fee - ZED_REWARD
    value: Value = (less if unused else fee) if isinstance(unused, bool) else OneOf(frozenset((fee, less)))
    because = f"ZED {level} costs {say(fee)} rupees; the pledge reward of 10,000 comes off where it is unused"
    work.settle("fee_after_reward_inr", value, because, "msme-zed:S1, S4")


# ---------------------------------------------------------------- people


def _test(work: _Work, name: str, op: str, value: str | int | bool | tuple[str, ...]) -> Truth:
    return holds(Test(name, op, value, "", ()), work.values)


def _either(tests: Iterable[Truth]) -> Truth:
    """Two ways of knowing one thing: met if one says so, unmet if one is known and none says so."""
    seen = tuple(tests)
    if MET in seen:
        return MET
    return UNMET if UNMET in seen else UNKNOWN


def _woman(work: _Work) -> Truth:
    return _either((_test(work, "gender", "==", "female"), _test(work, "women_owner_share_pct", ">=", 51)))


def _scst(work: _Work) -> Truth:
    return _either(
        (_test(work, "social_category", "in", ("sc", "st")), _test(work, "scst_owner_share_pct", ">=", 51))
    )


def _status(work: _Work, *kinds: str) -> Truth:
    return _test(work, "other_personal_status", "in", kinds)


def _area(work: _Work, *words: str) -> Truth:
    return _test(work, "area_categories", "intersects", words)


def _people(work: _Work) -> None:
    named = _test(work, "social_category", "in", ("sc", "st", "obc", "minority"))
    not_man = _test(work, "gender", "in", ("female", "other"))
    status = _status(work, "divyang", "ex_serviceman", "transgender")
    where = _area(work, "north_east", "hill_state", "aspirational_district")
    because = "SC, ST, OBC, minority, woman, transgender, ex-serviceman, disabled, or NE, hill or aspirational district"
    _settle_truth(
        work, "pmegp_special_category", any_of((named, not_man, status, where)), because + _border(work)
    )
    priority = (
        _scst(work),
        _woman(work),
        _status(work, "divyang"),
        _area(work, "north_east", "aspirational_district"),
    )
    _settle_truth(
        work, "pms_priority", any_of(priority), "SC/ST, woman, disabled, North East or aspirational district"
    )
    member = _test(work, "in_sfurti_or_msecdp_cluster", "==", True)
    lean = any_of((member, _woman(work), _scst(work), _area(work, "north_east")))
    _settle_truth(
        work,
        "extra_lean_category",
        lean,
        "in such a cluster, owned by a woman, SC or ST, or in the North East",
    )
    _settle_truth(work, "mp_priority", any_of((_woman(work), _scst(work))), "owned by a woman, SC or ST")
    _settle_truth(work, "sui_category", _sui(work), "SC, ST or woman, with 51% where it is a firm")


def _border(work: _Work) -> str:
    """PMEGP favours border areas too, and no list of them was found: said wherever it could matter."""
    state = work.values.get("state")
    if state in work.rules.gazetteer.areas.border_states:
        return f" (border areas count too and {state} has a border: which villages, KVIC or the DIC can say)"
    return ""


def _sui(work: _Work) -> Truth:
    person = any_of(
        (_test(work, "gender", "==", "female"), _test(work, "social_category", "in", ("sc", "st")))
    )
    shares = (_test(work, "women_owner_share_pct", ">=", 51), _test(work, "scst_owner_share_pct", ">=", 51))
    alone = _test(work, "applicant_type", "==", "individual")
    return any_of((all_of((alone, person)), any_of(shares) if alone is not MET else UNMET))


def _settle_truth(work: _Work, name: str, value: Truth, because: str) -> None:
    if value is not UNKNOWN:
        work.settle(name, value is MET, because if value is MET else f"none of: {because}", "facts.yaml")


def _promoter(work: _Work) -> None:
    applicant = work.values.get("applicant_type")
    if applicant in ("fpo", "shg") and "promoter_category" not in work.values:
        work.settle(
            "promoter_category", str(applicant), "the applicant itself leads the project", "facts.yaml"
        )


_STEPS: tuple[Callable[[_Work], None], ...] = (
    _state_of_district,
    _district_of_state,
    _areas,
    _msme_class,
    _majority,
    _ratio,
    _pmegp_costs,
    _zed_fee,
    _people,
    _promoter,
)
