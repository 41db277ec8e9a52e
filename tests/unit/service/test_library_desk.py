"""The desk over one library: when it says that it is ready."""

from collections.abc import Sequence
from pathlib import Path

from index.embed import HashingEmbedder, Vectors
from index.generations import Generations
from service.library_desk import LibraryDesk

ROOT = Path(__file__).resolve().parents[3]


class CountingEmbedder(HashingEmbedder):
    """Counts how often it was asked: the real model is loaded by the first time."""

    asked = 0

    def embed(self, texts: Sequence[str], *, rough: bool = False) -> Vectors:
        self.asked += 1
        return super().embed(texts, rough=rough)


def test_a_desk_that_is_ready_has_its_model_loaded(shelf: Path) -> None:
    embedder = CountingEmbedder(256)
    desk = LibraryDesk(Generations(shelf / "index"), lambda: embedder, ROOT / "corpus", 300)
    assert not desk.status().ready
    assert embedder.asked == 0
    desk.warm_up()
    assert desk.status().ready
    assert embedder.asked > 0
