"""A queue in a temporary library, and hands that keep what they read in a file instead of an index."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from service.store import Store
from service.uploads.queueing import UploadQueue, now
from service.uploads.records import Upload, UploadState

HERE = Path(__file__).parent


def load(path: Path) -> ModuleType:
    """Import a file of the tests: they are no package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


fakes = load(HERE / "fake_hands.py")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def queue(library: Path) -> UploadQueue:
    return UploadQueue(library, Store(library))


@pytest.fixture
def hands(library: Path):
    return fakes.FakeHands(library)


@pytest.fixture
def send(queue: UploadQueue) -> Callable[..., Upload]:
    """Put a file into the queue."""

    def sent(name: str, content: str = "words", **fields: object) -> Upload:
        upload = Upload(
            queue.new_id(), name, len(content), "0" * 64, UploadState.QUEUED, now(), now(), **fields
        )  # type: ignore[arg-type]
        place = queue.place(upload)
        place.parent.mkdir(parents=True)
        place.write_text(content, encoding="utf-8")
        queue.add([upload], 100)
        return upload

    return sent
