"""The seven tasks, each measured by itself, over the small library."""

from dataclasses import replace

import pytest

from service.evaluation.answers import exactness, look, run
from service.evaluation.gold import Gold
from service.evaluation.outcomes import Outcome, figure
from service.evaluation.steps import Stage
from service.evaluation.tables import as_record, groups, lines, tasks
from service.evaluation.tasks import Seen, outcome
from service.library_desk import LibraryDesk
from service.records import Answer, AnswerStatus


@pytest.fixture
def seen(desk: LibraryDesk, questions: list[Gold]) -> dict[str, Seen]:
    library = desk.library()
    return {
        gold.id: look(gold, answer, answer, library)
        for gold in questions
        for answer in [desk.answer(gold.text, gold.history)]
    }


def measured(seen: Seen, **answer: object) -> Outcome:
    """The outcome of a question whose answer were another."""
    changed = replace(seen.answer, **answer)  # type: ignore[arg-type]
    again = look(seen.gold, changed, changed, _FAKE.library)
    return outcome(replace(seen, answer=changed, met=again.met))


class _FAKE:
    library: object


@pytest.fixture(autouse=True)
def _library(desk: LibraryDesk) -> None:
    _FAKE.library = desk.library()


def test_every_task_has_its_own_figures(desk: LibraryDesk, questions: list[Gold]) -> None:
    made = tasks(run("set", questions, desk).outcomes)
    assert list(made) == [
        "routing", "retrieval", "selection", "citation", "refusal", "determinism", "conflict", "answer",
    ]  # fmt: skip
    assert made["retrieval"]["n"] == 3
    assert made["retrieval"]["recall_5"] == made["retrieval"]["ndcg_10"] == made["retrieval"]["mrr"] == 1.0
    assert made["selection"]["held"] == 1.0
    assert made["citation"]["exact"] == 1.0
    assert made["refusal"]["n"] == 2
    assert made["refusal"]["offtopic"] == made["refusal"]["underspecified"] == made["refusal"]["f1"] == 1.0
    assert made["determinism"] == {"n": 5, "same": 1.0, "failed": []}
    assert made["conflict"]["n"] == 1
    assert made["conflict"]["marked"] == 1.0


def test_a_question_asked_back_in_vain_lowers_the_precision_of_asking(seen: dict[str, Seen]) -> None:
    wrong = measured(seen["g1"], status=AnswerStatus.NEEDS_FACTS, statements=(), citations=())
    assert wrong.measures["routing.right"] == wrong.measures["routing.precision"] == 0.0
    assert wrong.measures["refusal.false_refusals"] == 1.0
    assert wrong.measures["refusal.precision"] == 0.0
    assert wrong.stage is Stage.REFUSED


def test_an_answer_to_what_nothing_answers_lowers_the_recall_of_refusals(seen: dict[str, Seen]) -> None:
    given = seen["g1"].answer
    wrong = measured(seen["g4"], status=given.status, statements=given.statements, citations=given.citations)
    assert wrong.measures["refusal.recall"] == wrong.measures["refusal.offtopic"] == 0.0
    assert wrong.stage is Stage.NOT_REFUSED


def test_a_vague_question_that_is_answered_was_not_asked_back(seen: dict[str, Seen]) -> None:
    wrong = measured(seen["g5"], status=AnswerStatus.ANSWERED)
    assert wrong.measures["routing.recall"] == 0.0
    assert wrong.stage is Stage.NOT_ASKED


def test_a_citation_of_another_document_is_neither_precise_nor_sound(seen: dict[str, Seen]) -> None:
    elsewhere = tuple(replace(c, document_id="kanpur") for c in seen["g1"].answer.citations)
    wrong = measured(seen["g1"], citations=elsewhere)
    assert wrong.measures["citation.precision"] == wrong.measures["citation.recall"] == 0.0
    assert wrong.stage is Stage.CITED_WRONG


def test_a_quote_that_is_not_the_text_at_its_place_is_not_exact(
    seen: dict[str, Seen], desk: LibraryDesk
) -> None:
    answer = seen["g1"].answer
    moved = replace(answer.citations[0], start=answer.citations[0].start + 1)
    shifted = replace(answer, citations=(moved, *answer.citations[1:]))
    assert exactness(answer, desk.library().known.documents) == 1.0
    assert exactness(shifted, desk.library().known.documents) == pytest.approx(1 - 1 / len(answer.citations))


def test_words_that_are_forbidden_are_told_apart_from_words_that_are_lacking(seen: dict[str, Seen]) -> None:
    strict = replace(seen["g2"].gold, must_not=("crore",))
    met = replace(seen["g2"].met, correct=False, useful=False, sound=False)
    assert outcome(replace(seen["g2"], gold=strict, met=met)).stage is Stage.FORBIDDEN


def test_statements_without_what_is_wanted_were_not_selected(seen: dict[str, Seen]) -> None:
    asked = replace(seen["g2"].gold, must=("40\\s*crore", "no such words"))
    met = replace(seen["g2"].met, correct=False, useful=False, sound=False)
    made = outcome(replace(seen["g2"], gold=asked, met=met))
    assert made.stage is Stage.NOT_SELECTED
    assert made.measures["selection.held"] == 0.0


def test_a_document_that_no_search_finds_was_not_retrieved(seen: dict[str, Seen]) -> None:
    asked = replace(seen["g2"].gold, must=("no such words",))
    met = replace(seen["g2"].met, correct=False, useful=False, sound=False)
    made = outcome(replace(seen["g2"], gold=asked, met=met, ranked=None))
    assert made.stage is Stage.NOT_RETRIEVED
    assert made.measures["retrieval.recall_20"] == made.measures["retrieval.mrr"] == 0.0


class Moody:
    """A desk whose second answer differs from its first."""

    def __init__(self, desk: LibraryDesk) -> None:
        self._desk, self._asked = desk, 0

    def library(self) -> object:
        return self._desk.library()

    def answer(self, question: str, history=(), filters=None) -> Answer:
        self._asked += 1
        return replace(self._desk.answer(question, history), as_of=f"day {self._asked}")


def test_an_answer_that_changes_when_asked_again_is_counted(desk: LibraryDesk, questions: list[Gold]) -> None:
    made = run("set", questions[:2], Moody(desk))  # type: ignore[arg-type]
    assert figure(made.outcomes, "determinism.same") == 0.0
    assert tasks(made.outcomes)["determinism"]["failed"] == ["g1", "g2"]


def test_groups_are_tabled_apart_and_failures_name_their_stage(
    desk: LibraryDesk, questions: list[Gold]
) -> None:
    bad = replace(questions[1], must=("41\\s*crore",))
    made = run("set", [questions[0], bad, *questions[3:]], desk)
    table = groups(made.outcomes)
    assert table["answerable"]["user: manager"]["n"] == 2
    assert table["answerable"]["all"]["sound"] == 0.5
    assert table["not_answerable"]["kind: underspecified"]["right"] == 1.0
    shown = list(lines(made, failures=True))
    assert any(line.startswith("not met: g2") and "not retrieved" in line for line in shown)
    assert "failed retrieval: g2" in shown
    assert as_record(made)["failures"][0]["id"] == "g2"
    assert as_record(made)["lost"] == {"met": 3, "not retrieved": 1}
