from ingest.clean import clean, normalise, plain, with_printed_labels
from ingest.reading import RawPage, Reading


def texts(*pages: str, markup: bool = False) -> list[str]:
    numbered = len(pages) > 1
    raw = tuple(RawPage(n if numbered else None, None, text) for n, text in enumerate(pages, 1))
    return [line.text for line in clean(Reading(raw, markup))]


def test_ligatures_odd_spaces_and_invisible_signs_become_plain() -> None:
    assert normalise("of\ufb01ce\u00a0hours\r\n\u200bopen\x00") == "office hours\nopen"


def test_joiners_of_devanagari_stay() -> None:
    assert normalise("क\u094d\u200dष") == "क\u094d\u200dष"


def test_markup_goes_and_the_words_stay() -> None:
    line = r"Establish *ranking* and **award** systems (<u>see</u> \$280) [a\) Japan](#)"
    assert plain(line, markup=False) == "Establish ranking and award systems (see $280) a) Japan"


def test_a_link_to_another_place_keeps_its_address() -> None:
    assert plain("[Guidelines](https://example.org/g)", markup=True) == "Guidelines (https://example.org/g)"


def test_multiplication_is_no_emphasis() -> None:
    assert plain("5 * 3 * 2 = 30", markup=False) == "5 * 3 * 2 = 30"


def test_an_unmatched_bold_sign_goes() -> None:
    assert plain("1) Setting up a Cell**", markup=False) == "1) Setting up a Cell"


def test_page_numbers_and_rules_are_dropped() -> None:
    assert texts("One.\npg. 10\n-----\nPage 3 of 44\nTwo.") == ["One.", "Two."]


def test_running_heads_go_and_headings_that_come_back_stay() -> None:
    pages = [f"Annual report of the Board\nObjective:\nText {word}.\n{n}" for n, word in enumerate("abcd", 7)]
    assert texts(*pages) == [
        "Objective:",
        "Text a.",
        "Objective:",
        "Text b.",
        "Objective:",
        "Text c.",
        "Objective:",
        "Text d.",
    ]


def test_a_running_head_that_was_once_drawn_in_the_middle_goes_too() -> None:
    words = "A\nB\nC\nD\nE\nF"
    pages = [
        f"SCHEMES 03\n{words}",
        f"SCHEMES 04\n{words}",
        f"{words}\nSCHEMES 05\n{words}",
        f"{words}\nSCHEMES 06",
    ]
    assert not [line for line in texts(*pages) if line.startswith("SCHEMES")]


def test_numbers_of_a_table_are_not_taken_for_page_numbers() -> None:
    pages = [f"{word}\nx\n1\ny\nz{word}" for word in "abcd"]
    assert texts(*pages).count("1") == 4


def test_printed_page_numbers_become_labels() -> None:
    pages = tuple(
        RawPage(n, None, f"Guidelines Page {n + 17} of 44\nText {n}.\nmore\nand\nmore\nof it\n all")
        for n in range(1, 5)
    )
    assert [page.label for page in with_printed_labels(Reading(pages)).pages] == ["18", "19", "20", "21"]


def test_labels_that_the_file_states_are_kept() -> None:
    pages = tuple(RawPage(n, "iv", f"Page {n + 17}\nText.") for n in range(1, 5))
    assert {page.label for page in with_printed_labels(Reading(pages)).pages} == {"iv"}


def test_one_leading_space_marks_a_page_that_a_program_lost() -> None:
    lines = [f"line {n} of a wrapped text" for n in range(40)]
    lines[20] = " " + lines[20]
    found = clean(Reading((RawPage(None, None, "\n".join(lines)),)))
    assert [line.text for line in found if line.gap] == [
        "line 0 of a wrapped text",
        "line 20 of a wrapped text",
    ]
