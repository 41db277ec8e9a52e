"""A brief as Word, PDF and Markdown: footnotes, no markup from texts, and the frozen quotes inside."""

import zipfile
from dataclasses import asdict, replace
from io import BytesIO

import pytest
from docx import Document
from lxml import etree
from pypdf import PdfReader

from ingest.errors import UnreadableDocumentError
from service.briefs import edit
from service.briefs.carried import frozen_of
from service.briefs.markdown import plain, unmarked
from service.briefs.opened import of_bytes
from service.briefs.paper import label, reference
from service.briefs.printed import MEDIA, printed
from service.briefs.records import Origin, Side

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = "*bold* <script>x</script> [a](b) #set --> $x$ `c` | \\ 1. <!-- samuh-brief"


def address(quote) -> str:
    return f"https://samuh.example/documents/{quote.document_id}?start={quote.start}"


@pytest.fixture
def noted(brief):
    """The brief with a note and a summary that hold every sign that could be markup."""
    item = brief.of(Side.SUPPORTS)[0]
    judged = edit.judge(item.id, item.side, item.strength, HOSTILE)(brief)
    return edit.head(HOSTILE, HOSTILE, f"{HOSTILE}\n\nनमस्ते")(judged)


@pytest.mark.parametrize("ending", MEDIA)
def test_what_was_written_is_read_back(noted, ending: str) -> None:
    opened = of_bytes(printed(noted, ending, address), "x")
    assert opened.sealed
    assert opened.brief == replace(noted, code="")
    seen = "".join(opened.shown.split())
    assert all("".join(quote.text.split()) in seen for quote in noted.quotes())


def test_the_code_that_opens_the_editor_never_leaves(noted) -> None:
    kept = replace(noted, code="secretsecret1234")
    for ending in MEDIA:
        content = printed(kept, ending, address)
        assert b"secretsecret1234" not in content
        assert of_bytes(content, "x").brief.code == ""


def parts(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(content))


def test_word_has_a_real_footnote_for_every_quote(brief) -> None:
    package = parts(printed(brief, "docx", address))
    body = etree.fromstring(package.read("word/document.xml"))
    notes = etree.fromstring(package.read("word/footnotes.xml"))
    marks = [int(mark.get(f"{W}id")) for mark in body.iter(f"{W}footnoteReference")]
    assert marks == list(range(1, len(brief.quotes()) + 1))
    assert [int(note.get(f"{W}id")) for note in notes] == [-1, 0, *marks]
    rels = package.read("word/_rels/footnotes.xml.rels").decode()
    assert all(address(quote).replace("&", "&amp;") in rels for quote in brief.quotes())
    kinds = package.read("[Content_Types].xml").decode()
    assert "/word/footnotes.xml" in kinds
    assert "wordprocessingml.footnotes+xml" in kinds


def test_word_opens_with_headings_and_a_bibliography(brief) -> None:
    document = Document(BytesIO(printed(brief, "docx", address)))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings[:3] == ["At a glance", "What supports the claim", "What speaks against it"]
    assert headings[-1] == "Bibliography"


def test_a_pdf_links_each_place_and_carries_its_quotes(brief) -> None:
    reader = PdfReader(BytesIO(printed(brief, "pdf", address)))
    links = {
        str(note.get_object()["/A"]["/URI"])
        for page in reader.pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    }
    assert {address(quote) for quote in brief.quotes()} <= links
    assert list(reader.attachments) == ["samuh-brief.json"]


def test_markdown_has_a_footnote_for_every_mark_and_hides_no_text(noted) -> None:
    text = printed(noted, "md", address).decode()
    shown, _, hidden = text.rpartition("<!-- samuh-brief")
    for number in range(1, len(noted.quotes()) + 1):
        assert shown.count(f"[^{number}]") == 2, "the mark and its note"
    assert "<script>" not in shown.replace("\\<script\\>", "")
    assert hidden.count("-->") == 1


def test_markdown_text_comes_back_as_it_was() -> None:
    assert unmarked(plain(HOSTILE)) == HOSTILE
    assert unmarked(plain("- 5. Provision")) == "- 5. Provision"


@pytest.mark.parametrize("ending", MEDIA)
def test_a_statement_of_our_own_record_is_nobodys_quotation(recorded, ending: str) -> None:
    text = " ".join(of_bytes(printed(recorded, ending, address), "x").shown.split())
    assert "The effluent plant of Hilltown collapsed" in text
    assert "“The effluent plant of Hilltown collapsed" not in text
    assert "“The effluent treatment plant of Rivertown" in text, "a document's own words keep their marks"
    assert "Samuh's record of Hilltown dyeing cluster, after Financial Express, 2015." in text
    assert "As recorded in “Hilltown dyeing cluster”" in text
    assert "from Financial Express, “Saving the plants” (2015)" in text
    assert "is worded by Samuh after the sources named below it" in text


def test_a_record_that_names_no_source_says_so(recorded) -> None:
    quote = recorded.of(Side.OPPOSES)[0].quote
    ours = replace(quote, origins=(Origin(quote.title, "Samuh", None, None),), issuer="Samuh", year=None)
    assert label(ours) == "Samuh's record of Hilltown dyeing cluster, which names no source for it"
    assert reference(ours).endswith("in Samuh's words; it names no source for it.")


def test_what_older_files_hold_of_a_record_is_not_taken_for_a_quotation(recorded) -> None:
    fields = asdict(recorded.of(Side.OPPOSES)[0].quote)
    del fields["record"]
    assert frozen_of({**fields, "text": f"{fields['text']} (Financial Express, 2015)."}).record
    assert frozen_of({**fields, "origins": ({**fields["origins"][0], "issuer": "Samuh"},)}).record
    fields = asdict(recorded.of(Side.SUPPORTS)[0].quote)
    del fields["record"]
    assert not frozen_of(fields).record


@pytest.mark.parametrize("content", [b"", b"# A text", b"PK\x03\x04 broken", b"%PDF-1.7 broken", b"\xff\xfe"])
def test_a_file_without_a_brief_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocumentError):
        of_bytes(content, "x")


def test_a_word_file_of_others_is_refused() -> None:
    held = BytesIO()
    Document().save(held)
    with pytest.raises(UnreadableDocumentError, match="no brief"):
        of_bytes(held.getvalue(), "x")


def test_the_places_that_a_footnote_opens_are_told_apart(brief) -> None:
    origin = replace(brief.items[0].quote.origins[0], issuer="The Board", url="https://example.org/b")
    quote = replace(brief.items[0].quote, origins=(origin,))
    two = replace(brief, items=(replace(brief.items[0], quote=quote), *brief.items[1:]))
    notes = etree.fromstring(parts(printed(two, "docx", address)).read("word/footnotes.xml"))
    assert "Open in Samuh · The Board" in "".join(notes.itertext())
    pages = PdfReader(BytesIO(printed(two, "pdf", address))).pages
    assert "Open in Samuh · The Board" in " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert ") · [The Board](<https://example.org/b>)" in printed(two, "md", address).decode()


def test_a_word_longer_than_a_line_stays_on_the_page_and_is_copied_whole(brief) -> None:
    word = "antidisestablishment" * 8
    page = PdfReader(BytesIO(printed(edit.head(word, "claim", "")(brief), "pdf", address))).pages[0]
    lines = page.extract_text().splitlines()
    assert word in "".join(lines[:6])
    assert max(line.count("antidis") for line in lines) < 8
