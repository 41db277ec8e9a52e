"""The bilingual glossary: what Hindi and Hinglish questions become, and that English ones stay as they are."""

import json
import time
from pathlib import Path

import pytest

from ingest.errors import CatalogueError
from service.answers.glossary import Glossary

ROOT = Path(__file__).parents[4]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="module")
def glossary():
    return Glossary(ROOT / "corpus" / "glossary")


def own_questions(half):
    lines = (
        (ROOT / "tests" / "data" / "language" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    )
    return [question for question in map(json.loads, lines) if question["half"] == half]


def missing(glossary, question):
    english = glossary.understand(question["text"]).english.lower()
    return [word for word in question["must"] if not any(form.lower() in english for form in word.split("|"))]


@pytest.mark.parametrize(
    ("question", "english"),
    [
        (
            "हथकरघा क्लस्टर के लिए कम से कम कितने करघे चाहिए?",
            "handloom cluster minimum how many loom handloom required",
        ),
        ("Bunkaron ke liye kaun si yojana hai?", "weaver which scheme"),
        ("CFC ke liye kitna anudan milega", "CFC how much grant subsidy get"),
        ("पनीर टिक्का बनाने की विधि", "cheese paneer tikka recipe"),
    ],
)
def test_a_question_becomes_english_keywords_in_its_own_order(glossary, question, english):
    assert glossary.understand(question).english == english


def test_matches_are_told_with_their_source_words(glossary):
    understood = glossary.understand("Moradabad mein peetal ke bartan ka niryat?")
    assert ("peetal ke bartan", "brassware") in understood.matched
    assert ("niryat", "export") in understood.matched
    assert understood.language == "hinglish"
    assert understood.unknown == ()


@pytest.mark.parametrize(
    "spelt", ["बुनकरों", "बुनकर", "bunkaron", "bunkar", "bunkaro", "bunkr", "bunkkar", "बुनकरो"]
)
def test_inflected_and_misspelt_forms_are_one_word(glossary, spelt):
    assert glossary.understand(f"{spelt} ke liye kya hai").english.split()[0] == "weaver"


@pytest.mark.parametrize("spelt", ["हिन्दी", "हिंदी", "हिन्दी\u200d"])
def test_nasals_and_joiners_do_not_matter(glossary, spelt):
    assert glossary.understand(f"क्या {spelt} में?").english == "what Hindi"


@pytest.mark.parametrize("spelt", ["ज़िला", "जिला", "ज़िले", "जिलों", "zila", "jila"])
def test_dotted_and_plain_letters_are_one(glossary, spelt):
    assert glossary.understand(f"{spelt} kaun sa hai").english == "district which"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("paanch sau karghe", "500"),
        ("dhai crore ka", "2.5 crore"),
        ("डेढ़ लाख रुपये", "1.5 lakh"),
        ("साढ़े तीन करोड़", "3.5 crore"),
        ("sava sau", "125"),
        ("ek hazaar do sau", "1,200"),
        ("पचास हज़ार", "50,000"),
        ("do lakh", "2 lakh"),
        ("तीन", "three"),
        ("२०१२", "2012"),
        ("50 hazaar", "50,000"),
    ],
)
def test_numbers_in_words_are_put_together(glossary, words, number):
    assert number in glossary.understand(f"kya {words} hai").english


@pytest.mark.parametrize(
    "question",
    [
        "Tell me the main types of clusters and what to do for the poor",
        "To whom is the grant paid?",
        "Is the par value of a share in the SPV fixed?",
        "What is the ceiling under Ambedkar Hastshilp Vikas Yojana?",
        "how much for CFC",
        "kanpur leather cluster exports",
    ],
)
def test_english_is_left_alone(glossary, question):
    understood = glossary.understand(question)
    assert (understood.english, understood.language, understood.matched) == (question, "en", ())


@pytest.mark.parametrize(
    "question",
    [
        "owners trust only kin",
        "for the sake of clean rivers",
        "Owners who lie about output",
        "mere announcements by ministers",
    ],
)
def test_an_english_word_that_is_a_hindi_one_too_stays_in_an_english_sentence(glossary, question):
    assert glossary.understand(question).english == question


@pytest.mark.parametrize(
    "question",
    ["kin schemes mein subsidy hai", "dyers ke lie plant", "kin cluster ko loan mila", "kin logon ko"],
)
def test_the_same_word_is_hindi_among_hindi_words(glossary, question):
    assert glossary.understand(question).language == "hinglish"


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("kon apply kr skta h", "who can apply"),
        ("kb tk", "until when"),
        ("kitna time lagega", "how long does it take"),
        ("कब तक आवेदन कर सकते हैं", "until when apply"),
        ("moradabad ka", "moradabad"),
        ("kerala me", "Kerala"),
        ("uske badle kya hai", "its replacement what"),
        ("मुद्रा लोन कितना", "MUDRA loan how much"),
    ],
)
def test_short_turns_of_a_talk_are_understood(glossary, question, english):
    assert glossary.understand(question).english.casefold() == english.casefold()


@pytest.mark.parametrize("question", ["NE states grant", "KA grant", "tell me"])
def test_short_english_is_not_taken_for_hindi(glossary, question):
    assert glossary.understand(question).english == question


def test_english_words_inside_hinglish_stay(glossary):
    english = glossary.understand(
        "SFURTI me testing lab aur packaging machine ka cost share kitna hai"
    ).english
    assert english == "SFURTI testing lab packaging machine cost share how much"


def test_latin_words_in_an_english_sentence_with_one_hindi_word_are_not_read_as_hindi(glossary):
    assert (
        glossary.understand("What is the main aim of the योजना?").english
        == "What is the main aim of the scheme"
    )


def test_words_that_nobody_knows_are_told_and_kept(glossary):
    understood = glossary.understand("क्या ग्लोरबू में क्लस्टर है?")
    assert understood.unknown == ("ग्लोरबू",)
    assert "glorbu" in understood.english


def test_words_of_the_corpus_are_never_taken_for_misspelt_hindi():
    glossary = Glossary(ROOT / "corpus" / "glossary", known={"bunkara"})
    assert "bunkara" in glossary.understand("bunkara mein kitna kaam hai").english


def test_acronyms_and_synonyms_expand_a_question(glossary):
    assert "common facility centre" in glossary.expand(["cfc", "grant"])
    assert "CFC" in glossary.expand(["common facility centre"])
    assert "handloom" in glossary.expand(["looms"])
    assert "MSE-CDP" in glossary.expand(["msecdp"])


def test_an_acronym_that_is_a_word_counts_in_capitals_only(glossary):
    assert glossary.expand(["is", "it", "up"]) == ()
    assert "information technology" in glossary.expand(["IT"])


def test_an_expansion_repeats_nothing_that_was_asked(glossary):
    assert "common facility centre" not in glossary.expand("CFC or common facility centre".split())


def test_the_glossary_has_its_entries(glossary):
    assert len(glossary) >= 1500


def test_a_folder_without_a_glossary_is_told(tmp_path):
    with pytest.raises(CatalogueError, match="no glossary"):
        Glossary(tmp_path)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("weaver | बुनकर", "3 fields"),
        ("weaver | |", "missing"),
        ("weaver | bunkar | बुनकर", "the fields are"),
        ("weaver | बुनकर | bunkar\n  - dyer | बुनकर | rangrez", "stands in"),
    ],
)
def test_a_faulty_line_is_told_with_its_place(tmp_path, line, fault):
    (tmp_path / "crafts.yaml").write_text(f"kind: words\ngroups:\n  people:\n  - {line}\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=fault) as error:
        Glossary(tmp_path)
    assert "crafts.yaml, people" in str(error.value)


def test_a_file_of_an_unknown_kind_is_told(tmp_path):
    (tmp_path / "odd.yaml").write_text("kind: odd\ngroups: {}\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"odd\.yaml"):
        Glossary(tmp_path)


@pytest.mark.parametrize("half", ["open", "kept"])
def test_our_own_questions_keep_their_content_words(glossary, half):
    questions = own_questions(half)
    required = sum(len(question["must"]) for question in questions)
    lost = sum(len(missing(glossary, question)) for question in questions)
    assert lost / required <= 0.08


@pytest.mark.parametrize("half", ["open", "kept"])
def test_the_language_of_our_own_questions_is_seen(glossary, half):
    questions = own_questions(half)
    assert all(
        glossary.understand(question["text"]).language == question["language"] for question in questions
    )


def test_a_warm_glossary_answers_at_once(glossary):
    glossary.warm()
    questions = own_questions("open")
    start = time.perf_counter()
    for question in questions:
        glossary.understand(question["text"])
    assert (time.perf_counter() - start) / len(questions) < 0.02  # 0.3 ms on an idle machine


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the development folder is not there")
@pytest.mark.parametrize("name", ["xquad-en", "clapnq-dev"])
def test_no_public_english_question_is_changed(glossary, name):
    lines = (SHARED / "bench" / name / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["text"] for line in lines]
    assert [q for q in questions if glossary.understand(q).english != q] == []
