"""The page of one document."""

import pytest
from fastapi.testclient import TestClient
from lxml import html

from service.http.app import build_app


@pytest.fixture
def client(shared_client):
    return shared_client


@pytest.fixture
def desk(shared_client):
    return shared_client.app.state.site.desk


def quote_of(shown: html.HtmlElement) -> str:
    return " ".join("".join(shown.xpath("//div[@id='text']//mark//text()")).split())


@pytest.mark.parametrize("question", ["How much grant?", "dyeing", "disagree", "which plants were running?"])
def test_every_citation_opens_its_document_with_exactly_the_quoted_words_marked(
    client, page, question: str
) -> None:
    citations = client.get("/api/v1/answers", params={"q": question}).json()["citations"]
    assert citations
    for citation in citations:
        assert citation["href"].endswith("#cited")
        shown = page(citation["href"])
        assert quote_of(shown) == " ".join(citation["quote"].split())
        assert len(shown.xpath("//mark[@id='cited']")) == 1


def test_every_passage_of_every_document_is_marked_exactly(desk, page) -> None:
    for row in desk.documents():
        if row.passages:
            for passage in desk.passages(row.id):
                shown = page(f"/documents/{row.id}?start={passage.start}&end={passage.end}")
                plain = passage.text.replace("|", " ").replace("- ", " ").replace("• ", " ")
                assert quote_of(shown).split() == plain.split() or quote_of(shown).replace(
                    " ", ""
                ) == "".join(plain.split())


def test_a_passage_alone_names_a_place_too(desk, page, text_of) -> None:
    passage = desk.passages("tirupur-2012")[0]
    shown = page(f"/documents/tirupur-2012?passage={passage.id}")
    assert quote_of(shown) == passage.text
    assert text_of(shown, "//section[@class='cited-card']//p[@class='source-line']") == [
        "Foundation for Examples, Diagnostic Study of the Tirupur Knitwear Cluster (2012), "
        "p. 1 (printed iv) · 1. The cluster"
    ]


def test_a_link_from_before_the_document_was_read_again_marks_nothing_and_says_so(page, text_of) -> None:
    shown = page("/documents/mse-cdp-2022?start=10&end=60&passage=p-of-old")
    assert not shown.xpath("//mark")
    assert "read again since" in text_of(shown, "//p[@role='status']")[0]


@pytest.mark.parametrize(
    "span", ["start=5&end=5", "start=9&end=3", "start=0&end=999999", "start=999998&end=999999"]
)
def test_a_place_that_the_document_does_not_have_marks_nothing_and_says_so(page, text_of, span: str) -> None:
    shown = page(f"/documents/mse-cdp-2022?{span}")
    assert not shown.xpath("//mark")
    assert "does not have" in text_of(shown, "//p[@role='status']")[0]


def test_what_is_known_of_the_document_is_listed_and_nothing_else(page, text_of) -> None:
    facts = text_of(page("/documents/tirupur-2012"), "//dl/div")
    assert facts == [
        "PublisherFoundation for Examples",
        "Year2012",
        "StateTamil Nadu",
        "Sectortextiles",
        "LanguageEnglish",
        "Pages3",
        "Passages5",
    ]


def test_editions_lead_to_each_other(page, text_of) -> None:
    new, old = page("/documents/mse-cdp-2022"), page("/documents/mse-cdp-2010")
    assert new.xpath("//dl//a/@href") == ["/documents/mse-cdp-2010", "/schemes/mse-cdp-2022"]
    assert (
        "A newer edition is in the library: MSE-CDP (2022 guidelines)"
        in text_of(old, "//p[@class='notice']")[0]
    )
    assert not new.xpath("//p[@class='notice']")


def test_pages_are_marked_and_can_be_linked_to(page, text_of) -> None:
    shown = page("/documents/tirupur-2012")
    assert text_of(shown, "//p[@class='page-mark']") == ["Page 1 (printed iv)", "Page 2", "Page 3"]
    assert shown.xpath("//p[@class='page-mark']/@id") == ["page-1", "page-2", "page-3"]


def test_the_contents_lead_to_headings_that_are_there(page) -> None:
    shown = page("/documents/mse-cdp-2022")
    anchors = shown.xpath("//details[@class='contents']//a/@href")
    assert len(anchors) == 4
    assert {anchor[1:] for anchor in anchors} <= set(shown.xpath("//div[@id='text']//*/@id"))


def test_a_text_in_another_language_says_so(page) -> None:
    assert page("/documents/samuh.hi v1").xpath("//div[@id='text']/@lang") == ["hi"]


class TestOwnLibrary:
    """What needs a library of its own."""

    @pytest.fixture
    def desk(self, fake_desk, tmp_path):
        return fake_desk(folder=tmp_path)

    @pytest.fixture
    def client(self, desk, settings):
        return TestClient(build_app(desk, settings), base_url="http://127.0.0.1")

    def test_the_original_opens_at_the_cited_page_where_it_is_there(self, desk, tmp_path, page) -> None:
        assert not page("/documents/tirupur-2012").xpath("//a[contains(@href,'/original')]")
        (tmp_path / "tirupur.v2.pdf").write_bytes(b"%PDF-1.4")
        passage = desk.passages("tirupur-2012")[2]
        shown = page(f"/documents/tirupur-2012?start={passage.start}&end={passage.end}")
        assert shown.xpath("//a[contains(@href,'/original')]/@href") == [
            "/api/v1/documents/tirupur-2012/original#page=2"
        ]

    def test_a_very_long_span_is_quoted_in_part_above_the_text_and_marked_whole_in_it(
        self, desk, page, text_of
    ) -> None:
        text = "\n\n".join(f"Sentence number {n} of a long document." for n in range(200))
        desk.replace_text("mse-cdp-2010", text)
        shown = page(f"/documents/mse-cdp-2010?start=0&end={len(text)}")
        card = text_of(shown, "//section[@class='cited-card']/blockquote")[0]
        assert card.endswith("[…]")
        assert len(card) < 2100
        assert "".join(quote_of(shown).split()) == "".join(text.split())
