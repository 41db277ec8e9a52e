import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.build import build
from index.embed import HashingEmbedder
from index.generations import Generations
from index.live import LiveIndex
from index.publish import publish_library
from index.search import Index
from ingest.errors import LibraryError
from ingest.store import DocumentStore


def quiet(done: int, total: int) -> None:
    """No progress is wanted."""


@pytest.fixture
def generations(tmp_path) -> Generations:
    return Generations(tmp_path)


def publish(generations, stored) -> Path:
    return publish_library(stored, HashingEmbedder(), generations, quiet)


def folders(generations) -> set[str]:
    return {path.name for path in generations.folder.iterdir() if path.is_dir()}


def test_before_the_first_publish_there_is_none(generations) -> None:
    assert generations.current() is None
    with pytest.raises(LibraryError, match="samuh ingest"):
        LiveIndex(generations, HashingEmbedder()).get()


def test_what_was_published_is_current(generations, library) -> None:
    folder = publish(generations, library)
    assert generations.current() == folder
    assert Index.open(folder, HashingEmbedder()).search("plant")


def test_the_same_corpus_is_not_built_twice(generations, library) -> None:
    assert publish(generations, library) == publish(generations, library[::-1])
    assert len(folders(generations)) == 1


def test_a_damaged_generation_is_built_anew(generations, library) -> None:
    damaged = publish(generations, library)
    (damaged / "sentences.npy").unlink()
    assert publish(generations, library) != damaged


def test_another_model_builds_anew(generations, library) -> None:
    publish(generations, library)
    folder = publish_library(library, HashingEmbedder(32), generations, quiet)
    assert Index.open(folder, HashingEmbedder(32)).search("plant")


def test_two_generations_are_kept(generations, library) -> None:
    made = [publish(generations, library[:count]).name for count in (1, 2, 3, 4)]
    assert folders(generations) == set(made[-2:])


def test_what_a_killed_build_left_is_swept(generations, library) -> None:
    publish(generations, library)
    left = generations.folder / "unfinished-cafe"
    left.mkdir()
    (left / "texts.sqlite").write_bytes(b"half")
    publish(generations, library[1:])
    assert not left.exists()


def test_a_failure_leaves_the_current_one_and_no_rest(generations, library) -> None:
    before = publish(generations, library)

    def fail(folder: Path) -> None:
        (folder / "half").write_text("written")
        raise RuntimeError("the model caught fire")

    with pytest.raises(RuntimeError, match="caught fire"):
        generations.publish(fail)
    assert generations.current() == before
    assert folders(generations) == {before.name}


def test_a_generation_that_does_not_verify_is_not_swapped_in(generations, library) -> None:
    before = publish(generations, library)

    def spoil(folder: Path):
        made = build(library[1:], HashingEmbedder(), folder, None, quiet)
        (folder / "passages.faiss").write_bytes((before / "passages.faiss").read_bytes())
        return made

    with pytest.raises(LibraryError, match="passage vectors"):
        generations.publish(spoil)
    assert generations.current() == before


def test_only_one_publishes_at_a_time(generations, library) -> None:
    def nested(folder: Path):
        with pytest.raises(LibraryError, match="another process"):
            publish(generations, library)
        return build(library, HashingEmbedder(), folder, None, quiet)

    assert generations.publish(nested) == generations.current()


def test_a_live_index_follows_and_keeps_serving(generations, library, caplog) -> None:
    publish(generations, library[:1])
    live = LiveIndex(generations, HashingEmbedder())
    first = live.get()
    assert live.get() is first
    publish(generations, library[:2])
    second = live.get()
    assert second.manifest.documents == 2
    assert first.search("effluent")  # whoever still holds the older one may finish
    newest = publish(generations, library[:3])
    (newest / "manifest.json").write_text("{}")
    assert live.get() is second
    assert "index_kept" in caplog.text
    publish(generations, library[:4])
    assert live.get().manifest.documents == 4


PUBLISHER = """
import sys
from pathlib import Path
from index.embed import HashingEmbedder
from index.generations import Generations
from index.publish import publish_library
from ingest.store import DocumentStore
stored = DocumentStore(Path(sys.argv[2])).entries()
count = int(sys.argv[3])
print("go", flush=True)
while True:
    count = count % (len(stored) - 1) + 1
    publish_library(stored[:count], HashingEmbedder(), Generations(Path(sys.argv[1])), lambda done, total: None)
"""


def test_a_kill_at_any_moment_leaves_a_good_generation(tmp_path, library, generations) -> None:
    store = DocumentStore(tmp_path / "documents")
    for item in library[:-1]:
        store.put(item.head, item.document, item.passages, item.sentences)
    publish(generations, library)
    chance = random.Random(11)
    for kill in range(20):
        arguments = [str(tmp_path), str(store.root), str(kill)]
        child = subprocess.Popen(
            [sys.executable, "-c", PUBLISHER, *arguments], stdout=subprocess.PIPE, start_new_session=True
        )
        with child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(chance.uniform(0, 0.25))
            os.killpg(child.pid, signal.SIGKILL)
        current = generations.current()
        assert current is not None
        opened = Index.open(current, HashingEmbedder())
        assert opened.search("plant artisans grant सुविधा members")
    assert publish(generations, library[:2]) == generations.current()
    assert len(folders(generations)) <= 2
