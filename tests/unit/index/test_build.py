import random
from dataclasses import replace

import pytest

from index.build import build
from index.embed import HashingEmbedder
from index.search import Index
from ingest.errors import LibraryError


class CountingEmbedder(HashingEmbedder):
    """Remembers which texts it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def embed(self, texts, *, rough=False):
        self.asked += texts
        return super().embed(texts, rough=rough)


def quiet(done: int, total: int) -> None:
    """No progress is wanted."""


def test_the_same_corpus_gives_the_same_id_and_the_same_hits_in_any_order(library, make_index) -> None:
    one = make_index(library)
    other = make_index(random.Random(1).sample(library, len(library)))
    assert one.manifest.index_id == other.manifest.index_id
    for query in ("share a plant", "grant", "सुविधा", "zzz"):
        assert one.search(query, limit=50) == other.search(query, limit=50)


@pytest.mark.parametrize("change", ["text", "report", "title", "gone"])
def test_any_change_of_the_corpus_changes_the_id(library, make_index, stored, change) -> None:
    first = library[0]
    changed = {
        "text": [stored("dyers", "Other words."), *library[1:]],
        "report": [
            replace(first, head=replace(first.head, report=replace(first.report, why="doubtful"))),
            *library[1:],
        ],
        "title": [replace(first, document=replace(first.document, title="New")), *library[1:]],
        "gone": library[1:],
    }[change]
    assert make_index(changed).manifest.index_id != make_index(library).manifest.index_id


def test_the_manifest_counts_what_is_there(index, library) -> None:
    manifest = index.manifest
    assert (manifest.documents, manifest.passages, manifest.sentences) == (5, 8, 10)
    assert (manifest.model, manifest.dimension) == ("hashing-64", 64)
    assert manifest.created.endswith("+00:00")


def test_texts_that_did_not_change_are_not_embedded_again(library, stored, tmp_path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    first.mkdir()
    second.mkdir()
    embedder = CountingEmbedder()
    build(library, embedder, first, None, quiet)
    previous = Index.open(first, embedder)
    embedder.asked.clear()
    build(
        [*library, stored("new", "Carpets of Bhadohi. Knots are tied by hand.")],
        embedder,
        second,
        previous,
        quiet,
    )
    assert embedder.asked == [
        "New\nCarpets of Bhadohi. Knots are tied by hand.", "Carpets of Bhadohi", "Knots are tied by hand.",
    ]  # fmt: skip


def test_vectors_taken_again_equal_vectors_made_anew(library, make_index, tmp_path) -> None:
    whole = make_index(library)
    part = make_index(library[1:])
    folder = tmp_path / "again"
    folder.mkdir()
    build(library, HashingEmbedder(), folder, part, quiet)
    again = Index.open(folder, HashingEmbedder())
    for query in ("share a plant", "grant"):
        assert again.search(query, limit=50) == whole.search(query, limit=50)


def test_vectors_of_another_model_are_not_taken(library, make_index, tmp_path) -> None:
    folder = tmp_path / "wide"
    folder.mkdir()
    build(library, HashingEmbedder(128), folder, make_index(library), quiet)
    assert Index.open(folder, HashingEmbedder(128)).manifest.dimension == 128


def test_progress_counts_passages_and_sentences_to_the_end(library, tmp_path) -> None:
    told: list[tuple[int, int]] = []
    build(library, HashingEmbedder(), tmp_path, None, lambda done, total: told.append((done, total)))
    assert told == [(8, 18), (18, 18)]


def test_equal_texts_are_embedded_once(stored, tmp_path) -> None:
    embedder = CountingEmbedder()
    build(
        [stored("a", "Same.", "Same.", title="T"), stored("b", "Same.", title="T")],
        embedder,
        tmp_path,
        None,
        quiet,
    )
    assert embedder.asked == ["T\nSame.", "Same."]


def test_two_documents_with_one_id_are_refused(library, tmp_path) -> None:
    with pytest.raises(LibraryError, match="share an id"):
        build([*library, library[0]], HashingEmbedder(), tmp_path, None, quiet)


def test_a_span_that_does_not_give_its_text_is_refused(stored, tmp_path) -> None:
    item = stored("a", "Grants are limited.")
    passage = replace(item.passages[0], text="Grants are limitless.")
    with pytest.raises(LibraryError, match="a, characters 0 to 19"):
        build([replace(item, passages=(passage,))], HashingEmbedder(), tmp_path, None, quiet)
