"""Which step lost an answer, with the scores and limits that decided."""

import json
import re
from dataclasses import replace

import pytest

from service.answers import elsewhere
from service.answers.background import Sections
from service.answers.route import Ending
from service.answers.support import Evidence, Model, judge, shipped
from service.evaluation.explain import as_record, explain, lines, rule
from service.evaluation.gold import Gold
from service.evaluation.steps import Stage, Trace, follow
from service.library_desk import LibraryDesk
from service.records import AnswerStatus

OURS = {
    "looms-2020": Sections((0,), ("Is it open now",), 1)
}  # makes a library one that holds sheets of schemes


def told(gold: Gold, desk: LibraryDesk) -> str:
    return "\n".join(lines(explain(gold, desk), desk.library().model))


def test_an_answer_that_is_met_shows_its_ranks_by_words_meaning_and_both(
    desk: LibraryDesk, questions: list[Gold]
) -> None:
    made = explain(questions[1], desk)
    assert made.stage is Stage.MET
    assert (made.ranks.words, made.ranks.fused, made.ranks.reranked) == (1, 1, 1)
    assert made.ranks.meaning is not None
    assert made.best_right is not None
    assert "first right passage by words 1" in told(questions[1], desk)


def test_what_was_not_retrieved_says_so_for_each_arm(desk: LibraryDesk, questions: list[Gold]) -> None:
    text = told(replace(questions[1], must=("no such words",)), desk)
    assert "stage      not retrieved" in text
    assert "words beyond 1000" in text
    assert "after reranking not among them" in text


def test_what_was_retrieved_and_not_selected_names_the_score_that_was_missed(
    desk: LibraryDesk, questions: list[Gold]
) -> None:
    asked = replace(questions[1], must=("40\\s*crore", "monthly report"))
    made = explain(asked, desk)
    assert made.stage is Stage.NOT_SELECTED
    assert "others need" in told(asked, desk)
    elsewhere = replace(questions[1], must=("1994",))
    if explain(elsewhere, desk).stage is Stage.NOT_SELECTED:
        assert "best right one: rank" in told(elsewhere, desk)


def test_a_refusal_names_its_rule(desk: LibraryDesk, questions: list[Gold]) -> None:
    strict = replace(desk.library(), model=replace(desk.library().model, part=0.999, whole=0.9995))

    class Strict:
        def library(self):
            return strict

        def answer(self, question, history=(), filters=None):
            from index.records import NO_FILTERS
            from service.answers.ask import ask

            return ask(question, history, NO_FILTERS, strict)

    made = explain(questions[1], Strict())  # type: ignore[arg-type]
    assert made.stage is Stage.REFUSED
    assert "a part of an answer from 0.999 on" in made.rule


def test_a_question_that_is_asked_back_ends_before_the_search(
    desk: LibraryDesk, questions: list[Gold]
) -> None:
    made = explain(questions[4], desk)
    assert made.rule.startswith("ended before the search: which_")
    assert made.ranks.fused is None


@pytest.mark.parametrize(
    ("held", "status", "part"),
    [
        (Evidence(likeness=0.1, passage=0.1), AnswerStatus.OUT_OF_SCOPE, "about something else"),
        (Evidence(likeness=0.1, passage=0.1, afield=-3.0), AnswerStatus.NO_EVIDENCE, "support 0.0"),
        (Evidence(likeness=0.5, passage=0.5, years=0.0), AnswerStatus.NO_EVIDENCE, "support 0.0"),
        (Evidence(likeness=0.9, passage=1.0, own=2.0, named=1.0), AnswerStatus.ANSWERED, "a whole one from"),
        (
            Evidence(likeness=0.9, passage=1.0, own=2.0, named=1.0, lacks=1.0),
            AnswerStatus.PARTLY_ANSWERED,
            "held back by lacks",
        ),
    ],
)
def test_the_rule_that_is_named_is_the_one_that_decides(
    held: Evidence, status: AnswerStatus, part: str, desk: LibraryDesk
) -> None:
    weights = {name: 0.0 for name in shipped().weights} | {"own": 2.0, "passage": 2.0}
    model = replace(shipped(), weights=weights, bias=-5.0, part=0.2, whole=0.6, ours=0.4, near=0.4)
    verdict = judge(held, model)
    assert (verdict.status if isinstance(verdict, Ending) else verdict) is status
    trace = follow("How many Rs crore did the plant cost in Kanpur?", (), desk.library())
    known = replace(desk.library().known, sections=OURS | desk.library().known.sections)
    assert part in rule(replace(trace, evidence=held), replace(desk.library(), model=model, known=known))


def test_the_explanation_is_json(desk: LibraryDesk, questions: list[Gold]) -> None:
    for gold in questions:
        row = json.loads(json.dumps(as_record(explain(gold, desk), desk.library().model)))
        assert row["stage"] == "met"
        assert row["id"] == gold.id


def test_the_steps_that_are_followed_are_those_of_the_answer(
    desk: LibraryDesk, questions: list[Gold]
) -> None:
    for gold in questions:
        trace: Trace = follow(gold.text, gold.history, desk.library())
        answer = desk.answer(gold.text)
        assert [hit.passage.id for hit in trace.hits[:10]] == [hit.passage.id for hit in answer.hits]
        assert (trace.early is not None) == (answer.status == "needs_facts")


def test_the_shipped_model_has_all_limits() -> None:
    assert isinstance(shipped(), Model)
    assert 0 < shipped().part <= shipped().whole < 1


def test_a_library_without_sheets_of_ours_is_explained_by_its_own_rule(
    desk: LibraryDesk, questions: list[Gold], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = replace(elsewhere.shipped(), model=desk.library().index.embedder.sha256)
    monkeypatch.setattr(elsewhere, "shipped", lambda: here)
    for gold in questions[:2]:
        made = explain(gold, desk)
        found = re.match(
            r"a library without sheets of ours: chance ([\d.]+), an answer from ([\d.]+) on", made.rule
        )
        assert found is not None
        assert (float(found[1]) >= float(found[2])) == (made.answer.status is not AnswerStatus.NO_EVIDENCE)
        assert as_record(made, desk.library().model)["support"] is None
        assert "of themselves" in told(gold, desk)


def test_what_was_read_from_sheets_is_not_explained_by_the_search(desk: LibraryDesk) -> None:
    trace = replace(
        follow("How many Rs crore did the plant cost in Kanpur?", (), desk.library()), sheets=True
    )
    assert rule(trace, desk.library()).startswith("read from sheets without a search")
