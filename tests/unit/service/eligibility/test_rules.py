"""The rule book: what the scheme files become, and how a slip in one is refused."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.errors import CatalogueError
from service.eligibility import rules as rule_files
from service.eligibility.rules import RuleBook, read_scheme


def raw(repository: Path, scheme: str = "ap-apcdp") -> dict[str, Any]:
    text = (repository / "corpus" / "schemes" / f"{scheme}.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


def test_all_schemes_are_read_and_every_source_is_found(rules: RuleBook) -> None:
    assert len(rules.schemes) == 77
    assert all(scheme.sources and scheme.components for scheme in rules.schemes)


def test_the_same_files_are_read_once(repository: Path, rules: RuleBook) -> None:
    assert rule_files.load(repository / "corpus") is rules


def test_every_component_has_a_hard_condition_on_who_applies(rules: RuleBook) -> None:
    """A component without conditions of its own is not open to everyone."""
    for scheme in rules.schemes:
        for component in scheme.components:
            assert any(c.hard and c.test.field == "applicant_type" for c in component.conditions), (
                component.id
            )


def test_a_components_own_list_of_applicants_goes_before_the_schemes(rules: RuleBook) -> None:
    parts = {part.id: part for part in rules.scheme("pmfme").components}
    lists = [c for c in parts["common_infra"].conditions if c.test.field == "applicant_type"]
    assert len(lists) == 1
    assert "producer_company" in lists[0].test.value  # type: ignore[operator]


def test_a_states_scheme_is_for_that_state(rules: RuleBook) -> None:
    for scheme in rules.schemes:
        if scheme.state:
            for component in scheme.components:
                assert any(c.hard and c.test.field == "state" for c in component.conditions)


def test_a_heading_on_trades_is_soft(rules: RuleBook) -> None:
    soft = [c for c in rules.scheme("msme-zed").components[0].conditions if c.implied and not c.hard]
    assert [(c.test.field, c.test.value) for c in soft] == [("activity", "manufacturing")]


def broken(data: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    condition = {**data["components"][0]["conditions"][0], **change}
    part = {**data["components"][0], "conditions": [condition]}
    return {**data, "components": [part]}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"field": "stat"}, "no such fact"),
        ({"op": "=>"}, "no operator"),
        ({"src": ["S9"]}, "'S9' is not among"),
        ({"harrd": False}, "would pass unread"),
        ({"field": "spv_members", "op": ">=", "value": "ten"}, "is no int"),
        ({"op": "in"}, "wants a list"),
        ({"op": "between"}, "wants a list"),
    ],
)
def test_a_slip_in_a_condition_is_refused(
    change: dict[str, Any], words: str, repository: Path, rules: RuleBook
) -> None:
    with pytest.raises(CatalogueError, match=words) as refusal:
        read_scheme("ap-apcdp.yaml", broken(raw(repository), change), rules.words)
    assert "ap-apcdp.yaml" in str(refusal.value)


def test_words_beside_a_rule_do_no_harm(repository: Path, rules: RuleBook) -> None:
    data = broken(raw(repository), {"remark": "words for people"})
    assert read_scheme("x.yaml", data, rules.words).components[0].conditions


def test_an_unknown_scheme_key_at_the_head_is_left_to_others(repository: Path, rules: RuleBook) -> None:
    assert read_scheme("x.yaml", {**raw(repository), "shown_on_map": True}, rules.words).id == "ap-apcdp"


def test_a_broken_file_names_itself(tmp_path: Path, repository: Path) -> None:
    (tmp_path / "schemes").mkdir()
    (tmp_path / "places").mkdir()
    (tmp_path / "facts.yaml").write_text("fields: [", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"facts\.yaml"):
        rule_files.load(tmp_path)
