from ingest.blocks import Role
from ingest.clean import clean
from ingest.outline import Section, outline
from ingest.reading import RawPage, Reading

WRAPPED = """1. Introduction

A cluster is a group of enterprises that make the same product in one place and
that share their suppliers, their markets and often their troubles with one an-
other over many years.
Types of Clusters
Some clusters are natural and others were made by a policy that brought firms to
one place. Both kinds may be strong or weak, as many studies of them have shown.
"""

QUESTIONS = """1. What is a cluster of Micro, Small & Medium Enterprises
(MSME)?

A cluster is a concentration of enterprises that make one product in one place,
as in a town or a few villages. It is known by the product and by its place too.

2. Does it have to be registered?
It need not be registered at all, and in most places in fact it is not registered.
3. How long does trust take? Who builds it up?

It takes from a few days to six months, and depends on the people who are there.
"""


def parts(text: str, markup: bool = False, pages: tuple[str, ...] = ()) -> list[Section]:
    raw = tuple(RawPage(n, None, page) for n, page in enumerate(pages, 1)) or (RawPage(None, None, text),)
    return outline(clean(Reading(raw, markup)), markup)


def body(section: Section) -> list[str]:
    return [block.text for block in section.body]


def test_hard_wrapped_lines_and_hyphens_are_joined() -> None:
    first = parts(WRAPPED)[0]
    assert body(first)[0].endswith("their troubles with one another over many years.")


def test_a_short_line_set_close_to_its_paragraph_is_a_heading() -> None:
    assert [section.path[-1] for section in parts(WRAPPED)] == ["1. Introduction", "Types of Clusters"]


def test_each_question_is_joined_to_its_answer() -> None:
    found = parts(QUESTIONS)
    assert [section.label for section in found] == ["Q1", "Q2", "Q3"]
    assert found[0].question is not None
    assert found[0].question.text.endswith("Medium Enterprises (MSME)?")
    assert found[2].question is not None
    assert found[2].question.text == "3. How long does trust take? Who builds it up?"
    assert [len(section.body) for section in found] == [1, 1, 1]


def test_numbered_titles_without_a_body_are_items() -> None:
    found = parts("Steps\n\n1. Map the cluster\n\n2. Build trust\n\n3. Act together\n\nThe end of it all.")
    roles = [block.role for section in found for block in section.body]
    assert roles.count(Role.ITEM) == 2


def test_markdown_headings_nest_by_their_level() -> None:
    found = parts("# Scheme\n\n## Grant\n\nIt pays.\n\n### Share\n\n60%.\n\n## Status\n\nOpen.", markup=True)
    assert [section.path for section in found] == [
        ("Scheme", "Grant"),
        ("Scheme", "Grant", "Share"),
        ("Scheme", "Status"),
    ]


def test_numbered_chapters_do_not_stand_below_a_title_without_number() -> None:
    text = "Foreword\n\nThis is said first.\n\n1. Aim\n\nTo help.\n\n1.1 Detail\n\nMore of it.\n\n2. Means\n\nMoney."
    assert [section.path for section in parts(text)] == [
        ("Foreword",),
        ("1. Aim",),
        ("1. Aim", "1.1 Detail"),
        ("2. Means",),
    ]


def test_a_sentence_cut_by_a_page_break_is_joined() -> None:
    pages = (
        "The data is gathered each year on defined parameters and serves as the indicator to",
        "determine where the cluster may require assistance of any kind.",
    )
    found = parts("", pages=pages)
    assert len(found[0].body) == 1
    assert [piece.page for piece in found[0].body[0].pieces] == [0, 1]


def test_interleaved_columns_are_not_joined_by_guess() -> None:
    text = "\n\n".join(
        [
            "Here the agent of the cluster, who is representative of the agency that",
            "graduation for a pharmaceutical cluster is found to be the pressure point.",
            "The whole process had ended by then.",
            "initiated the process and builds trust among all of the stakeholders.",
            "A constant process of monitoring and evaluation of the whole development",
            "the possibility of division of what is delivered matters a great deal.",
        ]
    )
    assert len(parts(text)[0].body) == 6


def test_a_footnote_does_not_cut_the_sentence_around_it() -> None:
    lines = ["Clusters of many kinds are known in every country of the world and have been studied"] * 12
    text = "\n".join([*lines, "for a long time by people who define the breadth of a cluster as the", "1"])
    text += "\n\nSee the report of the year 2006 by the Ministry.\n number of its industries.\n" + "\n".join(
        lines
    )
    blocks = [block.text for section in parts(text) for block in section.body]
    assert any("breadth of a cluster as the number of its industries." in block for block in blocks)
    assert "1 See the report of the year 2006 by the Ministry." in blocks


def test_tabs_make_a_table_and_rows_cut_over_lines_are_whole_again() -> None:
    rows = (
        "Country\tPractices\nJapan\t Credit by the Ministry of\n\tEconomy\n\t Shared testing\nChina\tAutonomy"
    )
    found = parts(f"Best practices of some countries:\n\n{rows}\n\nThat was all there was to say.")
    table = [block.text for block in found[0].body if block.role is Role.ROW]
    assert table == [
        "| Country | Practices |",
        "| Japan | Credit by the Ministry of Economy Shared testing |",
        "| China | Autonomy |",
    ]


def test_a_table_of_contents_is_known() -> None:
    text = "Contents\n\n1. Introduction\t2\n2. Challenges\t5\n5.1) Cell\t16\n\n"
    text += "1. Introduction\n\nA cluster is a group.\n\n2. Challenges\n\nMany."
    found = parts(text)
    assert sum(block.role is Role.CONTENTS for section in found for block in section.body) == 3


def test_a_title_spoilt_by_ocr_keeps_its_clean_words() -> None:
    text = ". Nl TYPE OF CLUSTERS\n\n8. How to tell them apart?\n\nBy their size.\n\n"
    text += "SECTION 03 ORISR NG00\\ UN S V(\n\n9. Are there more?\n\nYes."
    assert [section.path for section in parts(text)] == [("TYPE OF CLUSTERS",), ()]
