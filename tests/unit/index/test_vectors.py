import numpy as np
import pytest

from index.vectors import VectorIndex, write_vectors


@pytest.fixture
def rows() -> np.ndarray:
    made = np.random.default_rng(1).standard_normal((600, 32)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def opened(folder, rows, flat_up_to=100_000) -> VectorIndex:
    write_vectors(folder, rows, flat_up_to)
    return VectorIndex(folder)


def test_the_nearest_come_first_with_their_cosines(rows, tmp_path) -> None:
    found = opened(tmp_path, rows).search(rows[7], None, 20)
    cosines = rows @ rows[7]
    assert found.numbers.tolist() == np.argsort(-cosines)[:20].tolist()
    assert found.scores == pytest.approx(np.sort(cosines)[::-1][:20], abs=1e-5)


@pytest.mark.parametrize("flat_up_to", [100_000, 10])
def test_only_allowed_passages_answer(rows, tmp_path, flat_up_to) -> None:
    index = opened(tmp_path, rows, flat_up_to)
    allowed = np.zeros(len(rows), dtype=np.bool_)
    allowed[[3, 100, 599]] = True
    assert set(index.search(rows[7], allowed, 20).numbers.tolist()) == {3, 100, 599}


def test_nothing_allowed_gives_nothing(rows, tmp_path) -> None:
    assert len(opened(tmp_path, rows).search(rows[7], np.zeros(len(rows), dtype=np.bool_), 20)) == 0


def test_equal_vectors_come_in_order_of_their_numbers(rows, tmp_path) -> None:
    index = opened(tmp_path, np.repeat(rows[:1], 50, axis=0))
    assert index.search(rows[0], None, 50).numbers.tolist() == list(range(50))


def test_a_graph_finds_nearly_what_comparing_all_finds(rows, tmp_path) -> None:
    graph = opened(tmp_path, rows, flat_up_to=10)
    shared = sum(
        len(
            set(graph.search(query, None, 10).numbers.tolist())
            & set(np.argsort(-(rows @ query))[:10].tolist())
        )
        for query in rows[:50]
    )
    assert shared >= 490


def test_cosines_and_rows_come_in_the_order_asked(rows, tmp_path) -> None:
    index = opened(tmp_path, rows)
    numbers = np.array([5, 2, 5])
    assert index.rows(numbers) == pytest.approx(rows[numbers])
    assert index.cosines(rows[2], numbers) == pytest.approx(rows[numbers] @ rows[2], abs=1e-6)
    assert index.rows(np.array([], dtype=np.int64)).shape == (0, 32)


def test_an_index_without_passages_answers_with_nothing(rows, tmp_path) -> None:
    assert len(opened(tmp_path, rows[:0]).search(rows[0], None, 5)) == 0
