"""References as the three styles write them, also without author or year."""

import pytest

from service.literature.records import Entry, Form, Name, Origin
from service.literature.styles import Run, Style, text, written

ARTICLE = Entry(
    "n", Origin.WORK, Form.ARTICLE, "journal article", "Collective efficiency", "/literature/n",
    authors=(Name("Nadvi", "Khalid"), Name("Schmitz", "Hubert")), year=1999, container="World Development", volume="27",
    issue="9", pages="1605-1626", url="https://example.org/a",
)  # fmt: skip
PAPER = Entry(
    "w", Origin.WORK, Form.WORKING_PAPER, "working paper", "Why?", "/literature/w", authors=(Name("UNIDO", body=True),),
    publisher="UNIDO", number="WP 5",
)  # fmt: skip
PAGE = Entry(
    "p", Origin.ORIGINAL, Form.WEB, "web page", "IPDS launched", "/literature/p", year=2014, publisher="PIB"
)


@pytest.mark.parametrize(
    ("style", "article", "paper", "page"),
    [
        (
            Style.APA,
            "Nadvi, K., & Schmitz, H. (1999). Collective efficiency. World Development, 27(9), 1605–1626. https://example.org/a",
            "UNIDO. (n.d.). Why? (Working paper WP 5).",
            "IPDS launched. (2014). PIB.",
        ),
        (
            Style.CHICAGO,
            "Nadvi, Khalid, and Hubert Schmitz. 1999. “Collective efficiency.” World Development 27 (9): 1605–1626. "
            "https://example.org/a.",
            "UNIDO. n.d. Why? Working paper WP 5. UNIDO.",
            "IPDS launched. 2014. PIB.",
        ),
        (
            Style.HARVARD,
            "Nadvi, K. and Schmitz, H. (1999) ‘Collective efficiency’, World Development, 27(9), pp. 1605–1626. "
            "Available at: https://example.org/a.",
            "UNIDO (no date) Why? Working paper WP 5. UNIDO.",
            "IPDS launched (2014) PIB.",
        ),
    ],
)
def test_a_reference_reads_as_its_style_has_it(style: Style, article: str, paper: str, page: str) -> None:
    assert [text(each, style) for each in (ARTICLE, PAPER, PAGE)] == [article, paper, page]


def test_what_a_work_appeared_in_is_set_in_italics() -> None:
    assert Run("World Development", True) in written(ARTICLE, Style.CHICAGO)
    assert Run("Why?", True) in written(PAPER, Style.HARVARD)
