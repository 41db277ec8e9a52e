"""The shipped search over public sets: the figures may rise, not fall. Building their index takes minutes once."""

from pathlib import Path

import pytest

from index.embed import MiniLmEmbedder
from service.evaluation.retrieval import evaluate

pytestmark = [pytest.mark.model, pytest.mark.shared]


@pytest.fixture(scope="module")
def model() -> MiniLmEmbedder:
    return MiniLmEmbedder()


@pytest.mark.parametrize(
    ("name", "ndcg_10", "recall_20"),
    [("xquad-en", 0.98, 0.99), pytest.param("vaswani", 0.495, 0.36, marks=pytest.mark.slow)],
)
def test_search_holds_its_level_on_public_sets(
    name, ndcg_10, recall_20, model, shared_dir: Path, pytestconfig: pytest.Config
) -> None:
    assert pytestconfig.cache is not None
    report = evaluate(shared_dir / "bench" / name, model, pytestconfig.cache.mkdir("retrieval"))
    assert report.ndcg_10 >= ndcg_10
    assert report.recall_20 >= recall_20
