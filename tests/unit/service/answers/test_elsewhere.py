"""Judging answers from libraries that hold no sheets of ours."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.embed import Embedder, HashingEmbedder, MiniLmEmbedder
from index.generations import Generations
from index.publish import publish_library
from index.records import Hit
from service.answers import elsewhere
from service.answers.elsewhere import Signs, beyond, concerns, lead, shipped, without
from service.answers.question import understand
from service.answers.words import stem_set
from service.evaluation.retrieval import stored_text
from service.library_desk import LibraryDesk
from service.records import AnswerStatus
from tests.unit.service.answers.plain import Plain

ROOT = Path(__file__).resolve().parents[4]
TEXTS = (
    (
        "Lighthouse",
        "A lighthouse is a tower that carries a strong lamp to guide ships at night. Early ones burned wood or coal on "
        "an open platform. In the 1820s the engineer Augustin Fresnel built a lens of glass rings that gathers the "
        "light of a small flame into a narrow beam.",
    ),
    (
        "Dodo",
        "The dodo was a flightless pigeon, about a metre tall, that lived only on Mauritius. Dutch sailors "
        "described it in 1598; less than a hundred years later it was gone.",
    ),
    (
        "Tides",
        "The tides are the slow rise and fall of the sea that follow the pull of the Moon and of the Sun. Most coasts "
        "see two high waters a day.",
    ),
)
CLEAR = Signs(beyond=0.6, lead=0.6, words=1.0, peak=0.2, astray=0.0, left=0.5, rest=0.6)


def desk_over(folder: Path, embedder: Embedder) -> LibraryDesk:
    stored = (stored_text(f"t{n}", title, text) for n, (title, text) in enumerate(TEXTS))
    publish_library(stored, embedder, Generations(folder), lambda done, total: None)
    made = LibraryDesk(Generations(folder), lambda: embedder, ROOT / "corpus", 500)
    made.warm_up()
    return made


def hits_of(desk: LibraryDesk, question: str) -> list[Hit]:
    return list(desk.search(question).hits)


def test_a_sentence_that_shares_only_the_topic_with_a_question_has_nothing_beyond_it() -> None:
    topic = np.array([1.0, 0.0, 0.0], dtype=np.float32)
    asked = np.array([0.8, 0.6, 0.0], dtype=np.float32)
    told = np.array([[0.8, 0.6, 0.0], [0.8, 0.0, 0.6]], dtype=np.float32)
    assert beyond(told @ asked, told @ topic, float(asked @ topic)) == pytest.approx([1.0, 0.0], abs=1e-5)


def test_a_sentence_that_is_all_topic_is_no_division_by_nothing() -> None:
    one = np.ones(1, dtype=np.float32)
    assert np.isfinite(beyond(one, one, 1.0)).all()


def test_the_words_of_the_title_are_left_out_in_any_form() -> None:
    assert (
        without("who built the first lighthouses in spain", stem_set("Lighthouse"))
        == "who built the first in spain"
    )


def test_a_question_of_title_words_alone_stays_whole() -> None:
    assert without("lighthouses", stem_set("Lighthouse")) == "lighthouses"


def test_the_lead_is_over_passages_about_something_else_where_there_are_enough(tmp_path: Path) -> None:
    hit = hits_of(desk_over(tmp_path, HashingEmbedder()), "dodo")[0]
    few = [replace(hit, dense=value) for value in (0.5, 0.9, 0.1)]
    many = [replace(hit, dense=0.9), *[replace(hit, dense=0.8)] * 11, *[replace(hit, dense=0.2)] * 12]
    assert lead(few) == pytest.approx(0.4)
    assert lead(many) == pytest.approx(0.7)


@pytest.mark.parametrize(("sign", "value"), [("beyond", 0.0), ("words", 0.0), ("astray", 1.0), ("rest", 0.0)])
def test_what_is_lacking_makes_an_answer_less_likely(sign: str, value: float) -> None:
    assert shipped().chance(replace(CLEAR, **{sign: value})) < shipped().chance(CLEAR)


def test_weights_are_for_the_vectors_of_one_model_and_for_what_it_reads(tmp_path: Path) -> None:
    library = desk_over(tmp_path, HashingEmbedder()).library()
    question = understand("how tall was a dodo", (), Plain())
    hindi = understand("डोडो कितना ऊँचा था", (), Plain())
    assert not concerns(question, library.index, library.known)
    library.index.embedder.sha256 = shipped().model
    assert concerns(question, library.index, library.known)
    assert not concerns(hindi, library.index, library.known)


def test_without_a_passage_nothing_is_answered(tmp_path: Path) -> None:
    library = desk_over(tmp_path, HashingEmbedder()).library()
    question = understand("how tall was a dodo", (), Plain())
    held = elsewhere.Evidence()
    ended = elsewhere.verdict(question, (), held, library.index, library.known)
    assert not isinstance(ended, AnswerStatus)
    assert ended.status is AnswerStatus.OUT_OF_SCOPE


@pytest.mark.model
def test_what_a_passage_about_the_thing_does_not_tell_is_refused(tmp_path: Path) -> None:
    made = desk_over(tmp_path, MiniLmEmbedder(threads=1))
    told = made.answer("who built the lens used in lighthouses")
    assert told.status is AnswerStatus.ANSWERED
    assert "Fresnel" in told.text
    assert made.answer("how tall was a dodo").status is AnswerStatus.ANSWERED
    for untold in (
        "how much does a lighthouse bulb cost",
        "who wrote the dodo character in alice in wonderland",
    ):
        assert made.answer(untold).status is AnswerStatus.NO_EVIDENCE
