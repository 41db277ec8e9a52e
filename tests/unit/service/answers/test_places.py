"""Places that the corpus knows by name."""

from pathlib import Path

from service.answers.places import ordinary_words, towns

PLACES = Path(__file__).resolve().parents[4] / "corpus" / "places"


def test_a_large_town_is_a_name_though_the_word_list_holds_it() -> None:
    ordinary = ordinary_words(towns(PLACES))
    assert not {"kanpur", "lucknow", "surat", "ludhiana", "moradabad"} & ordinary


def test_a_town_that_is_called_like_a_word_stays_a_word() -> None:
    assert {"along", "salon", "highways"} <= ordinary_words(towns(PLACES))


def test_a_corpus_without_a_gazetteer_names_no_town(tmp_path: Path) -> None:
    assert towns(tmp_path) == []
