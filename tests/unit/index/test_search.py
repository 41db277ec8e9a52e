import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.embed import HashingEmbedder
from index.records import Filters
from index.search import Index
from ingest.errors import BadRequestError, IndexMismatchError, LibraryError, NotFoundError
from ingest.records import DocumentKind, ReadStatus


def documents(hits) -> set[str]:
    return {hit.passage.document_id for hit in hits}


def test_a_passage_is_found_by_its_words(index) -> None:
    best = index.search("effluent plant of the dyers")[0]
    assert best.passage.id == "dyers-0"
    assert (best.rank, best.dense_rank, best.lexical_rank, best.why) == (1, 1, 1, "words and meaning")
    assert -1 <= best.dense <= 1


def test_hits_are_ranked_from_one_and_scores_fall(index) -> None:
    hits = index.search("plant", limit=4)
    assert [hit.rank for hit in hits] == [1, 2, 3, 4]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_title_year_and_state_of_origin_help_to_find(index) -> None:
    assert index.search("MSE CDP 2022")[0].passage.document_id == "mse-cdp"


def test_an_acronym_is_found_in_one_word(index) -> None:
    best = index.search("msecdp")[0]
    assert best.passage.document_id == "mse-cdp"
    assert best.lexical_rank == 1


def test_an_alias_of_the_document_finds_its_passages(stored, make_index) -> None:
    index = make_index([stored("a", "Looms."), stored("b", "Spindles.", aliases=("Kuber Yojana",))])
    assert index.search("kuber")[0].passage.document_id == "b"


def test_a_hindi_word_is_found(index) -> None:
    assert index.search("सुविधा")[0].passage.document_id == "hindi"


@pytest.mark.parametrize(
    ("filters", "allowed"),
    [
        (Filters(kinds=("case_study",)), {"dyers", "foundries"}),
        (Filters(kinds=("case_study", "other")), {"dyers", "foundries", "hindi"}),
        (Filters(year_from=2015), {"dyers", "mse-cdp", "sfurti"}),
        (Filters(year_to=2015), {"foundries", "sfurti"}),
        (Filters(year_from=2013, year_to=2019), {"dyers", "sfurti"}),
        (Filters(states=("maharashtra", "Kerala")), {"foundries"}),
        (Filters(sectors=("TEXTILES",)), {"dyers", "hindi"}),
        (Filters(document_ids=("sfurti", "nowhere")), {"sfurti"}),
        (Filters(kinds=("case_study",), year_from=2015), {"dyers"}),
        (Filters(states=("Kerala",)), set()),
    ],
)
def test_filters_bind_both_arms(index, filters, allowed) -> None:
    for query in ("share a plant", "grant for artisans and members", "zzz"):
        assert documents(index.search(query, filters, 50)) == allowed


def test_a_blank_query_is_refused(index) -> None:
    with pytest.raises(BadRequestError, match="empty"):
        index.search(" \n")


@pytest.mark.parametrize("query", ["???", '"unclosed', "title:x AND (", "\ud800", "\0", "x" * 20_000, "🧵"])
def test_a_query_may_hold_any_characters(index, query) -> None:
    assert index.search(query, limit=3)


def test_the_vector_of_a_query_can_be_given(index) -> None:
    query = "sand reclamation"
    vector = index.embedder.embed_questions([query])[0]
    assert index.search_vector(query, vector) == index.search(query)


def test_cosines_can_be_measured_with_another_vector_than_the_order(index) -> None:
    vector, plain = index.embedder.embed_questions(["sand reclamation", "members pay a third"])
    hits = index.search_vector("sand reclamation", vector, plain=plain)
    assert [hit.passage.id for hit in hits] == [h.passage.id for h in index.search("sand reclamation")]
    assert hits[0].dense != index.search("sand reclamation")[0].dense


class Turned(HashingEmbedder):
    """Reads questions otherwise than passages."""

    def embed_questions(self, texts):
        return -self.embed(texts)


@pytest.mark.parametrize(("kind", "turned"), [(DocumentKind.SHEET, True), (DocumentKind.FAQ, False)])
def test_only_a_library_with_sheets_of_the_field_is_asked_with_changed_weights(
    stored, make_index, kind, turned
) -> None:
    made = make_index([stored("tirupur", "Dyers share a plant.", kind=kind), stored("other", "A plant.")])
    index = Index(made.generation, Turned())
    plain = index.embedder.embed(["who shares a plant"])
    assert np.array_equal(index.read(["who shares a plant"]), -plain if turned else plain)


def test_look_ups_give_back_what_was_stored(index, library) -> None:
    for item in library[:-1]:
        assert index.document(item.document.id) == item.document
        assert index.passages(item.document.id) == list(item.passages)
        for passage in item.passages:
            assert index.passage(passage.id) == passage
    assert [document.id for document in index.documents()] == sorted(
        item.document.id for item in library[:-1]
    )


def test_unknown_ids_are_said_to_be_unknown(index) -> None:
    for look_up in (index.document, index.passage, index.passages, index.original, index.neighbours):
        with pytest.raises(NotFoundError, match="nowhere"):
            look_up("nowhere")
    with pytest.raises(NotFoundError, match="nowhere"):
        index.sentences(["dyers-0", "nowhere"])


def test_reports_tell_of_unread_files_too(index) -> None:
    assert [(report.path, report.status) for report in index.reports()][-3:] == [
        ("locked.pdf", ReadStatus.REFUSED), ("mse-cdp.txt", ReadStatus.READ), ("sfurti.txt", ReadStatus.READ),
    ]  # fmt: skip


def test_an_original_is_named_only_while_it_is_there(stored, make_index, tmp_path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF")
    index = make_index([replace(stored("a", "Looms."), original=file), stored("b", "Spindles.")])
    assert index.original("a") == file
    assert index.original("b") is None
    file.unlink()
    assert index.original("a") is None


def test_neighbours_stay_within_the_document(index) -> None:
    first, second = index.passages("dyers")
    assert index.neighbours(first.id) == (None, second)
    assert index.neighbours(second.id) == (first, None)


def test_sentences_come_in_the_order_of_the_passages_asked(index, library) -> None:
    found = index.sentences([library[2].passages[1].id, "dyers-0"])
    assert found == [*library[2].sentences[1:], *library[0].sentences[:2]]


def test_sentence_scores_stand_beside_the_sentences(index, library) -> None:
    names = [library[2].passages[1].id, "dyers-0", "hindi-0"]
    vector = index.embedder.embed(["Members paid a third"])[0]
    sentences, scores = index.sentences(names), index.sentence_scores(vector, names)
    expected = index.embedder.embed([sentence.text for sentence in sentences]) @ vector
    assert scores == pytest.approx(expected, abs=2e-3)
    assert sentences[int(np.argmax(scores))].text.startswith("Members paid")
    assert len(index.sentence_scores(vector, [])) == 0


def test_a_passage_is_found_by_one_clear_sentence_in_it(stored, make_index) -> None:
    blur = "Wages rose. Looms were sold. Rain fell. Dues were paid. Roads were laid. "
    index = make_index(
        [stored("a", blur + "Grants cover testing"), stored("b", blur + "Grants mattered, testing too")]
    )
    vector = index.embedder.embed(["grants cover testing"])[0]
    assert index.search_vector("zzz", vector)[0].passage.document_id == "a"


def test_a_hit_says_how_much_of_the_query_its_words_hold(index) -> None:
    hits = {hit.passage.id: hit for hit in index.search("effluent moonshine", limit=50)}
    assert 0 < hits["dyers-0"].lexical < 0.9
    assert hits["hindi-0"].lexical is None
    assert hits["hindi-0"].why == "meaning"


def test_an_index_of_nothing_answers_with_nothing(make_index) -> None:
    index = make_index([])
    assert index.search("anything") == []
    assert index.reports() == []


def test_another_model_is_refused_by_name(index) -> None:
    with pytest.raises(IndexMismatchError, match=r"hashing-64.*hashing-32.*samuh ingest"):
        Index.open(index.generation.folder, HashingEmbedder(32))


def test_another_form_or_other_settings_are_refused(index) -> None:
    manifest = index.generation.folder / "manifest.json"
    written = manifest.read_text()
    manifest.write_text(written.replace('"schema": 1', '"schema": 0'))
    with pytest.raises(IndexMismatchError, match="form 0"):
        Index.open(index.generation.folder, HashingEmbedder())
    manifest.write_text(written.replace('"prefix_tokens": "48"', '"prefix_tokens": "9"'))
    with pytest.raises(IndexMismatchError, match="prefix_tokens"):
        Index.open(index.generation.folder, HashingEmbedder())


@pytest.mark.parametrize(
    "name", ["manifest.json", "texts.sqlite", "passages.faiss", "sentences.npy", "words/meta.json"]
)
@pytest.mark.parametrize("harm", ["gone", "empty", "noise"])
def test_a_damaged_file_is_a_clear_error(index, name, harm) -> None:
    file: Path = index.generation.folder / name
    if harm == "gone":
        file.unlink()
    else:
        file.write_bytes(b"" if harm == "empty" else random.Random(1).randbytes(4096))
    with pytest.raises(LibraryError, match="samuh ingest"):
        Index.open(index.generation.folder, HashingEmbedder())


def test_an_open_index_survives_the_removal_of_its_folder(index) -> None:
    before = index.search("plant")
    shutil.rmtree(index.generation.folder)
    assert index.search("plant") == before
    assert index.sentences(["dyers-0"])


def test_many_threads_get_the_same_hits_as_one(index) -> None:
    queries = ["share a plant", "grant", "sand", "सुविधा", "members pay"] * 20
    alone = [index.search(query) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(index.search, queries)) == alone
        names = ["dyers", "foundries", "mse-cdp"] * 30
        assert list(pool.map(index.passages, names)) == [index.passages(name) for name in names]
