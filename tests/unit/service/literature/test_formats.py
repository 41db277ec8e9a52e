"""References are read back by parsers of other projects, and nothing of them is lost."""

import json
from pathlib import Path

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from pybtex.database import parse_string
from pylatexenc.latex2text import LatexNodes2Text

from service.literature.formats import SORTS, Format, references
from service.literature.lines import findings, notes, pages_of
from service.literature.records import Entry, Finding, Form, Name, Origin
from service.literature.shelf import shelf

CORPUS = Path(__file__).resolve().parents[4] / "corpus"


def entry(name: str, title: str, form: Form = Form.REPORT, **more: object) -> Entry:
    return Entry(name, Origin.WORK, form, "report", title, f"/literature/{name}", **more)  # type: ignore[arg-type]


HARD = (
    entry(
        "sölvell-2003",
        "Örjan’s “Greenbook”: café, naïve & Łódź — समूह",
        authors=(Name("Sölvell", "Örjan"),),
        year=2003,
    ),
    entry("signs", r"100% of $5 #1_a {b} ~c^d \textbf{x} <i>e</i> & more", publisher="A & B_C {D} 50%"),
    entry(
        "many",
        "MSE-CDP and UNIDO's SMEs in Delhi-NCR",
        Form.ARTICLE,
        authors=(
            Name("van der Berg", "Anna Maria"),
            Name("Foundation for Research and Development", body=True),
            Name("Ministry of Micro, Small and Medium Enterprises", body=True),
            Name("Nardo"),
        ),
        editors=(Name("D'Souza", "P. J."),),
        container="Science, Technology & Society",
        volume="12",
        issue="3–4",
        pages="101-19",
        year=1999,
    ),
    entry("nobody", "No author and no year", Form.WEB, url="https://example.org/a_b%20c?x={1}&y=~2#p"),
    entry(
        "broken\nid",
        "A title\nover two lines\tER  - \r\nTY  - BOOK",
        findings=(Finding("first\nER  - ", "/x", "y"),),
    ),
    entry("Many", "The same key but for its capital", Form.BOOK, year=2020),
)


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def corpus() -> tuple[Entry, ...]:
    return shelf(CORPUS)


@pytest.mark.parametrize("source", ["hard", "corpus"])
def test_ris_comes_back_from_rispy_without_loss(source: str, corpus) -> None:
    entries = HARD if source == "hard" else corpus
    found = rispy.loads(references(entries, Format.RIS))
    assert len(found) == len(entries)
    for wrote, read in zip(entries, found, strict=True):
        assert read["title"] == squeezed(wrote.title)
        said = [f"{n.family}, {n.given}" if n.given else n.family for n in wrote.authors]
        assert read.get("authors", []) == said
        assert read.get("year") == (str(wrote.year) if wrote.year else None)
        assert read.get("secondary_title", "") == wrote.container
        assert (read.get("volume", ""), read.get("number", "")) == (wrote.volume, wrote.issue)
        assert (read.get("start_page", ""), read.get("end_page", "")) == pages_of(wrote)
        assert read.get("publisher", "") == squeezed(wrote.publisher)
        assert read.get("urls", [""])[0] == (wrote.url or "")
        assert read.get("notes", []) == [*notes(wrote), *findings(wrote)]
        assert "unknown_tag" not in read


@pytest.mark.parametrize("source", ["hard", "corpus"])
def test_bibtex_comes_back_from_pybtex_without_loss(source: str, corpus) -> None:
    entries = HARD if source == "hard" else (*corpus[:70], *corpus[70::8])  # all works, some of the sources
    found = list(parse_string(references(entries, Format.BIBTEX), "bibtex").entries.values())
    assert len(found) == len(entries)
    for wrote, read in zip(entries, found, strict=True):
        assert plain(read.fields["title"]) == squeezed(wrote.title)
        assert [person_said(each) for each in read.persons.get("author", ())] == [
            n.said for n in wrote.authors
        ]
        assert [person_said(each) for each in read.persons.get("editor", ())] == [
            n.said for n in wrote.editors
        ]
        assert read.fields.get("year") == (str(wrote.year) if wrote.year else None)
        assert plain(read.fields.get("journal", read.fields.get("series", ""))) == wrote.container
        assert plain(read.fields.get("annote", "")) == "; ".join(findings(wrote))


def test_bibtex_comes_back_from_a_second_reader_without_a_failed_block(corpus) -> None:
    held = bibtexparser.parse_string(
        references((*HARD, *corpus[:30]), Format.BIBTEX), append_middleware=[LatexDecodingMiddleware()]
    )
    assert not held.failed_blocks
    assert len({each.key for each in held.entries}) == len(HARD) + 30
    first = held.entries[0]
    assert first["title"] == squeezed(HARD[0].title)


def plain(text: str) -> str:
    """LaTeX as it is printed."""
    return str(LatexNodes2Text().latex_to_text(text)).replace("ˆ", "^")  # the decoder's sign for a circumflex


def person_said(person) -> str:
    parts = [*person.first_names, *person.middle_names, *person.prelast_names, *person.last_names]
    return plain(" ".join(parts))


def test_bibtex_keeps_the_records_word_for_what_a_work_is_whatever_its_form(corpus) -> None:
    entries = [entry for entry in corpus[:70] if entry.kind]
    read = list(parse_string(references(entries, Format.BIBTEX), "bibtex").entries.values())
    assert {Form.ARTICLE, Form.BOOK} <= {entry.form for entry in entries}
    assert [plain(each.fields["type"]) for each in read] == [entry.kind for entry in entries]


def test_an_address_stays_an_address_in_bibtex() -> None:
    read = parse_string(references(HARD[3:4], Format.BIBTEX), "bibtex").entries["nobody"]
    assert read.fields["url"] == "https://example.org/a_b%20c?x=%7B1%7D&y=~2#p"


def test_braces_that_do_not_pair_break_no_file() -> None:
    lone = (entry("lone", "A } brace { too } many", authors=(Name("A {", "B }"),)), entry("next", "The next"))
    assert list(parse_string(references(lone, Format.BIBTEX), "bibtex").entries) == ["lone", "next"]


def test_csl_json_has_each_part_in_its_field() -> None:
    found = json.loads(references(HARD, Format.CSL))[2]
    assert found["author"][0] == {"family": "van der Berg", "given": "Anna Maria"}
    assert found["author"][1] == {"literal": "Foundation for Research and Development"}
    assert found["editor"] == [{"family": "D'Souza", "given": "P. J."}]
    assert found["issued"] == {"date-parts": [[1999]]}
    assert (found["container-title"], found["volume"], found["issue"], found["page"]) == (
        "Science, Technology & Society",
        "12",
        "3–4",
        "101-19",
    )
    nobody = json.loads(references(HARD, Format.CSL))[3]
    assert "author" not in nobody
    assert "issued" not in nobody


def test_plain_text_is_sorted_by_the_alphabet() -> None:
    lines = references(HARD, Format.TEXT).splitlines()
    assert lines == sorted(lines, key=lambda line: line.casefold().lstrip("“‘'\"( "))
    assert len(lines) == len(HARD)


def test_every_format_tells_its_file_name_and_media_type() -> None:
    assert {SORTS[each].suffix for each in Format} == {"ris", "bib", "json", "txt"}
