"""Pages in Devanagari: what pdf-oxide gets wrong is mended; the fixture is a page printed by a browser."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.pipeline import IngestOptions, ingest
from ingest.readers.devanagari import is_devanagari, mended, sizes_of
from ingest.store import DocumentStore

PAGE = Path(__file__).parents[3] / "data" / "reading" / "hindi.pdf"
SAID = [
    "विशेष प्रयोजन संस्था को सामान्य सुविधा केंद्र के लिए साठ प्रतिशत अनुदान मिलता है।",
    "क्या प्रशिक्षण केंद्र खोलने के लिए भी सहायता मिलती है?",
]


@dataclass
class Span:
    text: str
    char_widths: list[float]
    font_size: float = 10.0


def test_words_of_a_hindi_page_are_whole(store: DocumentStore, word_counter: Callable[[str], int]) -> None:
    ingest([PAGE], store, IngestOptions(word_counter, 120, 30.0, 1024, 20), lambda report: None)
    document = store.load("hindi").document
    assert document is not None
    text = " ".join(document.text.split())
    assert all(sentence in text for sentence in SAID)
    assert "| घटक | अंश |\n| परियोजना लागत | 60% |\n| कार्यशील पूँजी | 25% |" in document.text


def test_a_page_is_devanagari_where_a_fifth_of_its_letters_are() -> None:
    assert is_devanagari("समूह and few")
    assert not is_devanagari("A page in English that says समूह once in a long line of other words")
    assert not is_devanagari("")


def test_a_made_up_space_is_taken_out_and_a_real_one_stays() -> None:
    real = 2.8
    spans = [Span("कें द्र के लिए", [5, 0, 0, 2.5, 2, 2, 2, real, 5, 0, real, 5, 0, 5])]
    assert mended("कें द्र के लिए है ?", spans) == "केंद्र के लिए है?"


def test_spaces_that_are_all_a_quarter_wide_are_real() -> None:
    spans = [Span("एक दो", [5, 5, 2.5, 5, 0])]
    assert mended("एक दो", spans) == "एक दो"


def test_lines_take_the_size_of_the_span_that_begins_them() -> None:
    assert sizes_of(["शीर्षक यहाँ", "", "और पाठ"], [Span("शीर्षक", [], 18.0), Span("और पाठ", [], 11.0)]) == [
        18.0,
        0.0,
        11.0,
    ]
