"""Answers over a public set of general texts: what they do not tell is refused. Its index takes minutes once."""

from pathlib import Path

import pytest

from index.embed import MiniLmEmbedder
from index.generations import Generations
from service.evaluation.refusal import evaluate
from service.library_desk import LibraryDesk

pytestmark = [pytest.mark.model, pytest.mark.shared, pytest.mark.slow]

NOISE = 0.02  # five questions of three hundred the other way


def test_a_library_of_other_texts_refuses_what_it_does_not_tell(
    shared_dir: Path, repository: Path, pytestconfig: pytest.Config
) -> None:
    assert pytestconfig.cache is not None
    model = MiniLmEmbedder()

    def made_desk(built: Generations) -> LibraryDesk:
        made = LibraryDesk(built, lambda: model, repository / "corpus", 2000)
        made.warm_up()
        return made

    cache = pytestconfig.cache.mkdir("refusal")
    report = evaluate(shared_dir / "bench" / "clapnq-dev", model, made_desk, cache)
    assert report.f1 >= 0.814 - NOISE
    assert report.f1 > report.likeness_f1
    assert report.first_cited >= 0.96 - NOISE
