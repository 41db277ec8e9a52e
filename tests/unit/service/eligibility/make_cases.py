"""Write the per-condition cases of every scheme: ``python tests/unit/service/eligibility/make_cases.py corpus``.

The expected results come from what the scheme files say, read here on their own: nothing of the engine is imported, so
that a mistake in it cannot creep into what is expected of it. For each component:

- a base profile that meets every hard condition, chosen away from limits and conflicts;
- for each hard condition a case that changes one fact and fails it, and one in which its fact was not told;
- for each limit the cases at it and one step to either side;
- for each grant rule the sum for a round cost, below and above its caps.

Cases whose sense the data alone cannot give are written by hand in ``corpus/schemes/cases/by_hand.yaml``.
"""

import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml
from case_values import (  # beside this script
    CLOSED,
    COMPUTED,
    OTHER_SUM,
    Row,
    brief,
    candidates,
    complete,
    fits,
    plain,
    tests_hold,
)


class Maker:
    """Makes the cases of one scheme."""

    def __init__(self, scheme: Row, facts: dict[str, Row]) -> None:
        self.scheme, self.facts = scheme, facts
        self.conflicts = [case for row in scheme.get("conflicts", []) for case in row.get("cases", [])]

    def component(self, part: Row) -> Row | None:
        conditions = [dict(row) for row in part.get("conditions", []) if row.get("hard", True)]
        if not any(
            c["field"] == "applicant_type" and c["op"] in ("in", "==") and not c.get("only_if")
            for c in conditions
        ):
            applicants = {"field": "applicant_type", "op": "in", "value": self.scheme["applicants"]}
            conditions.insert(0, applicants)
        self.part, self.conditions = part, conditions
        base = self.base()
        if base is None:
            return None
        cases = [*self.every_met(base), *self.each_fails(base), *self.each_unknown(base), *self.limits(base)]
        cases += self.sums(base)
        named = {case["name"]: case for case in cases}
        return {"base": plain(base), "cases": [plain(case) for case in named.values()]}

    # -- verdicts by the meaning of the data

    def verdict(self, profile: Row) -> str:
        if self.state() in CLOSED:
            return "closed"
        disputed = {
            (case["verdict"], fact)
            for case in self.matching(profile)
            for fact in (case.get("lifts") or [None])
        }
        failing = set(self.failing(profile)) - {fact for _, fact in disputed}
        if failing or ("not_eligible", None) in disputed:
            return "not_eligible"
        return "check" if disputed else "eligible"

    def state(self) -> str:
        return (self.part.get("status") or self.scheme["status"])["state"]

    def matching(self, profile: Row) -> Iterator[Row]:
        for case in self.conflicts:
            if self.part["id"] in case.get("components", [self.part["id"]]) and tests_hold(
                case["when"], profile
            ):
                yield case

    def failing(self, told: Row) -> list[str]:
        profile = complete(told)
        return [
            c["field"]
            for c in self.conditions
            if tests_hold(c.get("only_if", []), profile)
            and c["field"] in profile
            and not fits(c, profile[c["field"]], profile)
        ]

    # -- profiles

    def base(self) -> Row | None:
        profile: Row = {"area_categories": ["none"]} if "area_relaxation" in self.scheme else {}
        for condition in self.conditions:
            if condition["op"] == ">=_field":
                profile.setdefault(condition["value"], OTHER_SUM)
        for name in dict.fromkeys(c["field"] for c in self.conditions):
            value = self.comfortable(name, profile)
            if value is None:
                return None
            profile[name] = value
        return {**self.switches(profile), **profile}

    def comfortable(self, name: str, profile: Row) -> Any:
        """A value that meets every condition on a fact, away from conflicts where there is one such."""
        mine = [c for c in self.conditions if c["field"] == name]
        options = [v for v in candidates(self.facts[name], mine) if all(fits(c, v, profile) for c in mine)]
        if name == "project_cost_inr":
            options.sort(key=lambda v: v > 100000000)  # below the second slab first
        quiet = [v for v in options if not any(True for _ in self.matching({**profile, name: v}))]
        return (quiet or options or [None])[0]

    def switches(self, profile: Row) -> Row:
        """Answers that switch conditions and conflicts off, for facts that no condition asks by itself."""
        tests = [test for condition in self.conditions for test in condition.get("only_if", [])]
        for case in self.conflicts:
            if self.part["id"] in case.get("components", [self.part["id"]]):
                tests += case["when"]
        wanted = [test for test in tests if test["field"] not in profile and test["field"] not in COMPUTED]
        return {test["field"]: self.off(test) for test in reversed(wanted)}

    def off(self, test: Row) -> Any:
        options = candidates(self.facts[test["field"]], [test])
        wanted = [v for v in options if not fits(test, v, {})]
        return [["none"]][0] if test["field"] == "area_categories" else wanted[0]

    def every_met(self, base: Row) -> Iterator[Row]:
        yield {"name": "every condition met", "verdict": self.verdict(base), "fails": []}

    def each_fails(self, base: Row) -> Iterator[Row]:
        for condition in self.conditions:
            name = condition["field"]
            switched = self.switched_on(condition, base)
            if switched is None:
                continue
            mine = [c for c in self.conditions if c["field"] == name and c is not condition]
            wrong = [
                v
                for v in candidates(self.facts[name], [condition])
                if not fits(condition, v, {**base, **switched})
            ]
            alone = [
                v
                for v in wrong
                if all(fits(c, v, {**base, **switched}) for c in mine if not c.get("only_if"))
            ]
            quiet = [
                v
                for v in alone or wrong
                if self.verdict({**base, **switched, name: v}) in ("not_eligible", "closed")
            ]
            for value in quiet[:1]:
                change = {**switched, name: value}
                profile = {**base, **change}
                yield {
                    "name": f"fails on {name} {condition['op']} {brief(condition['value'])}",
                    "change": change,
                    "verdict": self.verdict(profile),
                    "fails": sorted(set(self.failing(profile))),
                }

    def switched_on(self, condition: Row, base: Row) -> Row | None:
        """The changes that switch a condition on, without failing another one."""
        change: Row = {}
        for test in condition.get("only_if", []):
            if test["field"] in COMPUTED:
                change.update(COMPUTED[test["field"]][test["value"]])
                continue
            options = [v for v in candidates(self.facts[test["field"]], [test]) if fits(test, v, {})]
            good = [
                v for v in options if set(self.failing({**base, test["field"]: v})) <= {condition["field"]}
            ]
            if not good:
                return None
            change[test["field"]] = good[0]
        return change

    def each_unknown(self, base: Row) -> Iterator[Row]:
        closed = self.state() in CLOSED
        for name in dict.fromkeys(c["field"] for c in self.conditions if not c.get("only_if")):
            if name in COMPUTED:
                continue
            yield {
                "name": f"{name} not told",
                "drop": [name],
                "verdict": "closed" if closed else "need_fact",
                "fails": [],
                "need": [name],
            }

    def limits(self, base: Row) -> Iterator[Row]:
        for condition in self.conditions:
            name, target = condition["field"], condition["value"]
            if condition.get("only_if") or self.facts[name]["type"] not in (
                "money",
                "int",
                "number",
                "percent",
            ):
                continue
            if condition["op"] == ">=_field" or name in COMPUTED:
                continue
            step = 0.5 if self.facts[name]["type"] in ("number", "percent") else 1
            for limit in target if isinstance(target, list) else [target]:
                for value in (limit - step, limit, limit + step):
                    profile = {**base, name: value}
                    if value < 0 or (self.facts[name]["type"] == "percent" and value > 100):
                        continue
                    yield {
                        "name": f"{name} at {value}",
                        "change": {name: value},
                        "verdict": self.verdict(profile),
                        "fails": sorted(set(self.failing(profile))),
                    }

    # -- sums

    def sums(self, base: Row) -> Iterator[Row]:
        earlier: list[Row] = []
        for rule in self.part.get("grant_rules", []):
            if rule.get("item"):
                continue
            change = self.reaching(rule, earlier, base)
            earlier.append(rule)
            if change is None or rule["base"] in (
                "capped_project_cost_inr",
                "fee_after_reward_inr",
                "remaining_fee_inr",
            ):
                continue
            for cost in self.costs(rule, {**base, **change}):
                profile = {**base, **change, rule["base"]: cost}
                if not tests_hold(rule.get("when", []), profile) or any(
                    tests_hold(e.get("when", []), profile) for e in earlier[:-1]
                ):
                    continue
                verdict = self.verdict(profile)
                case = {
                    "name": f"sum: {rule['label']}, {rule['base']} {cost}",
                    "change": {**change, rule["base"]: cost},
                    "verdict": verdict,
                    "fails": sorted(set(self.failing(profile))),
                }
                if verdict != "not_eligible":
                    case["max_grant_inr"] = self.worked_out(rule, cost, profile)
                yield case

    def reaching(self, rule: Row, earlier: list[Row], base: Row) -> Row | None:
        """Changes with which a rule is the first to match: its tests hold and one test of each earlier rule fails."""
        change: Row = {}
        for test in rule.get("when", []):
            if test["field"] in (
                "pmegp_special_category",
                "extra_lean_category",
                "pms_priority",
                "mp_priority",
            ):
                change["gender"] = "female"
            elif test["field"] in ("units_special_majority", "special_category_2010"):
                change["units_women_owned_pct"] = 60
            elif test["field"] not in (rule["base"],):
                good = [v for v in candidates(self.facts[test["field"]], [test]) if fits(test, v, {})]
                change[test["field"]] = good[0]
        for before in earlier:
            for test in before.get("when", []):
                change.update(self.ruled_out(test, {**base, **change}))
        return None if set(self.failing({**base, **change})) else change

    def ruled_out(self, test: Row, profile: Row) -> Row:
        plain_person = {"gender": "male", "social_category": "general", "other_personal_status": ["none"]}
        personal = {"pmegp_special_category", "extra_lean_category", "pms_priority", "mp_priority"}
        if test["field"] in personal:
            return {**plain_person, "area_categories": ["none"], "in_sfurti_or_msecdp_cluster": False}
        if test["field"] in ("units_special_majority", "special_category_2010"):
            shares = ("units_micro_or_village_pct", "units_women_owned_pct", "units_scst_owned_pct")
            return {**dict.fromkeys(shares, 20), "area_categories": ["none"]}
        if test["field"] in profile or test["field"].endswith("_inr"):
            return {}
        return {test["field"]: self.off(test)}

    def costs(self, rule: Row, profile: Row) -> Iterator[int]:
        """A round cost of the kind, one that its caps do not touch and one that they do."""
        mine = [c for c in self.conditions if c["field"] == rule["base"]]
        limits = [t["value"] for t in rule.get("when", []) if t["field"] == rule["base"]]
        caps = [rule.get("base_cap_inr"), rule.get("max_grant_inr"), *limits]
        sizes = [int(cap * part) for cap in caps if cap for part in (Fraction(1, 2), 1, 2)] or [
            1000000,
            60000000,
        ]
        for size in dict.fromkeys([profile.get(rule["base"]), *sizes]):
            if isinstance(size, int) and all(fits(c, size, profile) for c in mine):
                yield size

    def worked_out(self, rule: Row, cost: int, profile: Row) -> int:
        limits = self.part.get("cost_limits", {})
        cap = rule.get("base_cap_inr") or limits.get("cap_basis_inr")
        for entry in limits.get("basis_by", []):
            cap = entry["cap_basis_inr"] if tests_hold(entry["when"], profile) else cap
        share = Fraction(str(rule["share_pct"]))
        for addition in self.part.get("share_additions", []):
            if any(tests_hold([test], profile) for test in addition["any_of"]):
                share += addition["points"]
        grant = min(cost, cap or cost) * share / 100
        ceilings = [c for c in (rule.get("max_grant_inr"), limits.get("max_grant_inr")) if c]
        return int(min([grant, *ceilings]))


def main(corpus: Path) -> None:
    facts = {
        row["name"]: row
        for row in yaml.safe_load((corpus / "facts.yaml").read_text(encoding="utf-8"))["fields"]
    }
    for path in sorted((corpus / "schemes").glob("*.yaml")):
        scheme = yaml.safe_load(path.read_text(encoding="utf-8"))
        made = {part["id"]: Maker(scheme, facts).component(part) for part in scheme["components"]}
        content = {"scheme": scheme["id"], "components": {name: row for name, row in made.items() if row}}
        head = (
            "# Made from the scheme file by make_cases.py, never by running the engine; reviewed by hand.\n"
        )
        text = yaml.safe_dump(
            content, sort_keys=False, allow_unicode=True, default_flow_style=None, width=160
        )
        (corpus / "schemes" / "cases" / path.name).write_text(head + text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
