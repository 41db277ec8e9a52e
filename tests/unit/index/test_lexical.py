import math
import random
from collections import Counter
from pathlib import Path

import pytest

from index.lexical import WordIndex, write_words
from index.words import words

VOCABULARY = [f"w{n:02d}" for n in range(60)]


def textbook_bm25(texts: list[str], query: str, k1: float = 1.2, b: float = 0.75) -> dict[int, float]:
    """Robertson's formula with Lucene's idf, written as slowly as it reads, as a share of the summed idf."""
    bags = [Counter(words(text)) for text in texts]
    mean = sum(sum(bag.values()) for bag in bags) / len(bags)
    scores = {}
    full = 0.0
    for word in words(query):
        holding = sum(1 for bag in bags if word in bag)
        full += math.log(1 + (len(bags) - holding + 0.5) / (holding + 0.5))
    for number, bag in enumerate(bags):
        score = 0.0
        for word in words(query):
            holding = sum(1 for other in bags if word in other)
            idf = math.log(1 + (len(bags) - holding + 0.5) / (holding + 0.5))
            times, length = bag[word], sum(bag.values())
            score += idf * times * (k1 + 1) / (times + k1 * (1 - b + b * length / mean))
        if score > 0:
            scores[number] = score / full
    return scores


@pytest.fixture
def toy() -> list[str]:
    """300 texts of 5 to 39 words; below 40 words tantivy keeps lengths exactly, beyond it rounds them."""
    chance = random.Random(3)
    weights = [1 / (n + 1) for n in range(len(VOCABULARY))]
    return [" ".join(chance.choices(VOCABULARY, weights, k=chance.randint(5, 39))) for _ in range(300)]


def word_index(folder: Path, texts: list[str], documents: list[int] | None = None) -> WordIndex:
    numbers = documents or list(range(len(texts)))
    write_words(folder, ((n, numbers[n], text) for n, text in enumerate(texts)))
    return WordIndex(folder)


def test_ranking_and_scores_agree_with_the_textbook(toy, tmp_path) -> None:
    index, chance = word_index(tmp_path, toy), random.Random(5)
    for _ in range(50):
        query = " ".join(chance.choices(VOCABULARY, k=chance.randint(1, 6)))
        expected = textbook_bm25(toy, query)
        found = index.search(query, None, 1000)
        assert set(found.numbers.tolist()) == set(expected)
        for number, score in zip(found.numbers.tolist(), found.scores.tolist(), strict=True):
            assert score == pytest.approx(expected[number], rel=1e-4)
        best = sorted(expected.values(), reverse=True)
        assert found.scores.tolist() == pytest.approx(best, rel=1e-4)


def test_the_best_of_many_are_the_first_of_all(toy, tmp_path) -> None:
    index = word_index(tmp_path, toy)
    every, ten = index.search("w03 w07 w21", None, 1000), index.search("w03 w07 w21", None, 10)
    assert ten.numbers.tolist() == every.numbers[:10].tolist()


def test_equal_texts_come_in_order_of_their_numbers(tmp_path) -> None:
    index = word_index(tmp_path, ["same words"] * 40)
    assert index.search("words", None, 40).numbers.tolist() == list(range(40))


def test_only_allowed_documents_answer_and_their_scores_stay(toy, tmp_path) -> None:
    index = word_index(tmp_path, toy, [n // 3 for n in range(len(toy))])
    free = index.search("w03 w07", None, 1000)
    within = index.search("w03 w07", [5, 6, 90], 1000)
    assert {n // 3 for n in within.numbers.tolist()} <= {5, 6, 90}
    scores = dict(zip(free.numbers.tolist(), free.scores.tolist(), strict=True))
    expected = {n: score for n, score in scores.items() if n // 3 in {5, 6, 90}}
    assert dict(zip(within.numbers.tolist(), within.scores.tolist(), strict=True)) == pytest.approx(expected)


def test_no_allowed_document_means_no_hit(toy, tmp_path) -> None:
    assert len(word_index(tmp_path, toy).search("w03", [], 10)) == 0


def test_a_passage_of_average_length_that_holds_all_words_once_has_a_share_of_one(tmp_path) -> None:
    index = word_index(tmp_path, ["looms rust slowly", "carpets cost dear", "pots break fast"])
    assert index.search("rust looms", None, 10).scores.tolist() == pytest.approx([1.0])
    assert (
        index.search("rust loans", None, 10).scores[0] < 0.5
    )  # the word that no passage holds is a rare one


def test_words_that_frame_a_question_count_for_nothing(tmp_path) -> None:
    index = word_index(tmp_path, ["how much is how much", "grants of a third", "loans"])
    assert index.search("How much are the grants?", None, 10).numbers.tolist() == [1]
    assert index.search("how much", None, 10).numbers.tolist() == [0]


@pytest.mark.parametrize(
    "query",
    ['"', "AND OR NOT", "a:b", "(w03", "w03)^2~", "[* TO *]", "\\", "+-", "w03*", "\0", "\ud800", "🧵", " "],
)
def test_a_query_may_hold_any_characters(query, toy, tmp_path) -> None:
    index = word_index(tmp_path, toy)
    assert len(index.search(query, None, 10)) <= 10
    assert len(index.search(f"{query} w03", None, 10)) == 10


def test_a_very_long_query_is_answered(toy, tmp_path) -> None:
    assert len(word_index(tmp_path, toy).search("w03 " * 5000, None, 10)) == 10


def test_a_hindi_word_finds_its_passage_and_no_part_of_it_does(tmp_path) -> None:
    index = word_index(tmp_path, ["बुनकरों के लिए केंद्र", "केंद्रीय योजना", "handloom centre"])
    assert index.search("केंद्र", None, 10).numbers.tolist() == [0]
    assert index.search("क", None, 10).numbers.tolist() == []


def test_an_index_without_passages_answers_with_nothing(tmp_path) -> None:
    assert len(word_index(tmp_path, []).search("w03", None, 10)) == 0
