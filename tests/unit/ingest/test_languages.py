from collections.abc import Callable
from pathlib import Path

import pytest

from index.words import query_words, words
from ingest.languages import language
from ingest.records import DocumentReport
from ingest.store import DocumentStore


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The scheme pays 60% of the cost.", "en"),
        ("योजना के अंतर्गत समूह को अनुदान मिलता है।", "hi"),
        ("MSE-CDP योजना में CFC के लिए अनुदान है", "hi"),
        ("या योजनेअंतर्गत समूहाला अनुदान देण्यात येईल आणि उर्वरित रक्कम सदस्यांची आहे", "mr"),
        ("যোজনার অধীনে অনুদান", "bn"),
        ("திட்டத்தின் கீழ் மானியம்", "ta"),
        ("યોજના હેઠળ સહાય", "gu"),
        ("اسکیم کے تحت گرانٹ", "ur"),
        ("₹ 60,00,000 (60%)", None),
        ("Гранты для кластеров", None),
    ],
)
def test_a_text_is_told_by_its_script_and_its_commonest_words(text: str, code: str | None) -> None:
    assert language(text) == code


def test_a_passage_has_a_language_of_its_own(
    folder: Path, store: DocumentStore, run: Callable[..., list[DocumentReport]]
) -> None:
    english = (
        "The scheme pays sixty per cent of the cost of a common facility centre to a vehicle of firms. " * 8
    )
    hindi = "योजना के अंतर्गत समूह को साठ प्रतिशत अनुदान मिलता है और शेष राशि सदस्य देते हैं। " * 3
    (folder / "both.md").write_text(f"# Grant\n\n{english}\n\n# अनुदान\n\n{hindi}\n", encoding="utf-8")
    run(folder)
    entry = store.load("both")
    assert {p.headings[-1]: p.language for p in entry.passages} == {"Grant": "en", "अनुदान": "hi"}


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("कितना अनुदान मिलेगा?", "समूह को साठ प्रतिशत अनुदान मिलता है।"),
        ("सदस्यों की राशि कब जमा होती है", "शेष राशि सदस्यों द्वारा कार्य से पहले जमा की जाती है।"),
        ("कागज कहाँ भेजें", "कृपया भूमि के कागज़ भेजें।"),
        ("१५ करोड़ की सीमा", "अधिकतम सीमा 15 करोड़ रुपये है।"),
    ],
)
def test_hindi_questions_share_whole_words_with_hindi_texts(question: str, text: str) -> None:
    held = words(text)
    assert set(query_words(question)) & set(held)
    assert all(len(word) > 1 for word in held)
    assert "क" not in held
    assert not any("\u093e" <= word[0] <= "\u094d" for word in held)
