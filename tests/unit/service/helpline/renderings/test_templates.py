"""Registered templates: variables of at most 30 characters, and texts that match word for word."""

from pathlib import Path

import pytest

from service.helpline.renderings.records import Language
from service.helpline.renderings.templates import Template, TemplateError, read_templates, shipped

TEMPLATE = Template("t", "more", Language.ENGLISH, "Samuh: {#var#} (ref {#var#}).", None)


def test_a_filled_template_matches_itself_and_nothing_else() -> None:
    text = TEMPLATE.fill(["Rs 5 crore", "7K3M-2QP"])

    assert text == "Samuh: Rs 5 crore (ref 7K3M-2QP)."
    assert TEMPLATE.matches(text)
    assert not TEMPLATE.matches(text + " ")
    assert not TEMPLATE.matches(text.replace("Samuh", "samuh"))


@pytest.mark.parametrize("values", [["a"], ["a", ""], ["a", "b" * 31], ["a", "b", "c"]])
def test_wrong_variables_are_refused(values: list[str]) -> None:
    with pytest.raises(TemplateError):
        TEMPLATE.fill(values)


def test_a_variable_may_have_thirty_characters() -> None:
    assert TEMPLATE.matches(TEMPLATE.fill(["a" * 30, "अ" * 30]))
    assert not TEMPLATE.matches(f"Samuh: {'a' * 31} (ref b).")


def test_what_comes_with_samuh_is_whole_and_unregistered() -> None:
    templates = shipped()

    assert len({template.id for template in templates.all}) == len(templates.all)
    assert all(template.dlt_id is None for template in templates.all)
    for language in Language:
        for kind in ("more", "not_known", "narrow", "none_fits"):
            assert [template.slots for template in templates.of(kind, language)] == [1]
        slots = [template.slots for template in templates.of("answer", language)]
        assert slots == list(range(3, 3 + len(slots)))


def test_registered_numbers_come_from_a_copy_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "sms.yaml"
    path.write_text('templates: [{id: a, kind: more, language: en, dlt_id: "110716", text: "Ask {#var#}"}]')

    assert read_templates(path).all[0].dlt_id == "110716"


def test_a_file_of_another_form_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "sms.yaml"
    path.write_text("templates: [{id: a}]")

    with pytest.raises(TemplateError, match=r"sms\.yaml"):
        read_templates(path)
