"""An old brief against the library of today: planted changes in the documents and in the brief itself are found."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from service.briefs import edit
from service.briefs.opened import of_bytes
from service.briefs.printed import MEDIA, printed
from service.briefs.records import Side
from service.briefs.shelves import OfDesk
from service.briefs.verify import Shown, State, verify
from service.briefs.visible import NOT_COMPARED, told

QUOTED = "The effluent plant of Hilltown collapsed"


def checked(brief, desk, content: bytes | None = None):
    content = content or printed(brief, "md", lambda quote: "https://samuh.example/")
    verdict = verify(of_bytes(content, "x"), OfDesk(desk))
    return verdict, next(each for each in verdict.checked if each.quote == brief.of(Side.OPPOSES)[0].quote)


def test_an_untouched_brief_stands(brief, desk) -> None:
    verdict, _ = checked(brief, desk)
    assert verdict.stands
    assert not verdict.altered
    assert {each.state for each in verdict.checked} == {State.THERE}


def test_a_changed_document_is_found_with_the_words_of_today(brief, desk) -> None:
    desk.rewrite("river-study", "Hilltown collapsed when", "Hilltown was repaired when")
    verdict, found = checked(brief, desk)
    assert not verdict.stands
    assert not verdict.altered
    assert found.state is State.CHANGED
    assert "repaired" in (found.now or "")


def test_a_quote_that_moved_still_stands(brief, desk) -> None:
    desk.rewrite(
        "river-study", "The effluent treatment plant of Rivertown", "In short: the effluent treatment plant"
    )
    _, found = checked(brief, desk)
    assert found.state is State.MOVED
    assert desk.document("river-study").text[found.start : found.end] == found.quote.text


def test_a_quote_whose_words_were_taken_out_is_gone(brief, desk) -> None:
    document = desk.document("river-study")
    desk.held["river-study"] = replace(
        document, text="Nothing is said here any more about those matters at all."
    )
    assert checked(brief, desk)[1].state is State.GONE


def test_a_document_under_another_name_is_recognised_by_its_bytes(brief, desk) -> None:
    document = desk.held.pop("river-study")
    desk.held["renamed"] = replace(document, id="renamed")
    assert checked(brief, desk)[1].state is State.THERE


def test_a_document_that_was_taken_out_is_gone(brief, desk) -> None:
    del desk.held["river-study"]
    verdict, found = checked(brief, desk)
    assert (found.state, verdict.stands) == (State.GONE, False)


def test_a_newer_edition_supersedes(brief, desk) -> None:
    document = desk.document("river-study")
    desk.held["river-2025"] = replace(document, id="river-2025", sha256="1" * 64, supersedes="river-study")
    verdict, found = checked(brief, desk)
    assert found.state is State.SUPERSEDED
    assert "river-2025" in found.because
    assert not verdict.stands


def test_a_changed_quote_in_the_visible_text_is_found(brief, desk) -> None:
    content = printed(brief, "docx", lambda quote: "https://samuh.example/")
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for each in old.infolist():
            data = old.read(each)
            if each.filename == "word/document.xml":
                data = data.replace(b"Hilltown collapsed", b"Hilltown prospered")
            new.writestr(each, data)
    verdict, found = checked(brief, desk, made.getvalue())
    assert verdict.altered
    assert (found.state, found.shown) == (State.THERE, Shown.ALTERED)


def test_a_quote_that_was_left_out_of_the_text_is_named(brief, desk) -> None:
    content = printed(brief, "md", lambda quote: "https://samuh.example/").decode()
    line = next(line for line in content.splitlines() if line.startswith(f"> “{QUOTED}"))
    verdict, found = checked(brief, desk, content.replace(line + "\n", "").encode())
    assert verdict.altered
    assert found.shown is Shown.NOT_SHOWN
    assert [(QUOTED in each.was, each.now) for each in verdict.text] == [(True, "")]


def rewritten(content: bytes, *pairs: tuple[str, str]) -> bytes:
    """A Word or Markdown file in whose visible text words were exchanged; its sealed part is left alone."""
    if not content.startswith(b"PK"):
        shown, opening, rest = content.decode().rpartition("<!-- samuh-brief")
        return (swapped(shown, pairs) + opening + rest).encode()
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for each in old.infolist():
            data = old.read(each)
            if each.filename in ("word/document.xml", "word/footnotes.xml"):
                data = swapped(data.decode(), pairs).encode()
            new.writestr(each, data)
    return made.getvalue()


def swapped(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for number, (old, _) in enumerate(pairs):
        text = text.replace(old, f"@{number}@")
    for number, (_, new) in enumerate(pairs):
        text = text.replace(f"@{number}@", new)
    return text


SUPPORTS, OPPOSES = "What supports the claim", "What speaks against it"


@pytest.mark.parametrize("ending", ["docx", "md"])
@pytest.mark.parametrize(
    "pairs",
    [
        ((SUPPORTS, OPPOSES), (OPPOSES, SUPPORTS)),
        (("Institute of Rivers", "World Bank"),),
        (("2015", "2025"),),
        (("1 supporting", "9 supporting"),),
        (("Read as opposing", "Read as supporting"),),
        (("See the annex", "See nothing"),),
        (("My own sheet", "Your own sheet"),),
        (("Bibliography", "Sources"),),
    ],
)
def test_any_altered_paragraph_is_found_and_named(brief, desk, ending: str, pairs) -> None:
    item = brief.of(Side.SUPPORTS)[0]
    noted = edit.judge(item.id, item.side, item.strength, "See the annex")(
        replace(brief, title="My own sheet")
    )
    content = printed(noted, ending, lambda quote: "https://samuh.example/")
    assert verify(of_bytes(content, "x"), OfDesk(desk)).text == ()
    verdict = verify(of_bytes(rewritten(content, *pairs), "x"), OfDesk(desk))
    assert verdict.altered
    assert verdict.sealed
    old, new = pairs[0]
    assert any(old in each.was or new in each.now for each in verdict.text)


def test_a_paragraph_that_was_put_in_is_found(brief, desk) -> None:
    content = printed(brief, "md", lambda quote: "https://samuh.example/")
    for forged in (b"A new line.\n\n" + content, content + b"\nA new line.\n"):
        verdict = verify(of_bytes(forged, "x"), OfDesk(desk))
        assert [(each.was, each.now) for each in verdict.text] == [("", "A new line.")]


def test_line_ends_and_blank_lines_are_no_alteration(brief, desk) -> None:
    content = printed(brief, "md", lambda quote: "https://samuh.example/")
    saved = b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")
    assert not verify(of_bytes(saved, "x"), OfDesk(desk)).altered


def test_what_was_sealed_by_another_reader_is_said_not_to_be_compared(brief, desk) -> None:
    held = of_bytes(printed(brief, "pdf", lambda quote: "https://samuh.example/"), "x")
    assert held.seen.reader.startswith("pypdf ")
    for made in (None, replace(held.made, reader="pypdf 0")):
        verdict = verify(replace(held, made=made), OfDesk(desk))
        assert (verdict.text, verdict.altered) == (None, False)
        assert list(told(verdict.text)) == [NOT_COMPARED]


@pytest.mark.parametrize("ending", ["md"])
def test_a_quote_that_was_changed_everywhere_in_the_brief_is_found(brief, desk, ending: str) -> None:
    content = printed(brief, ending, lambda quote: "https://samuh.example/")
    verdict = verify(
        of_bytes(content.replace(b"Hilltown collapsed", b"Hilltown flourished"), "x"), OfDesk(desk)
    )
    assert verdict.altered
    assert not verdict.sealed
    assert State.CHANGED in {each.state for each in verdict.checked}


@pytest.mark.parametrize("ending", MEDIA)
def test_every_kind_of_file_can_be_checked(brief, desk, ending: str) -> None:
    content = printed(brief, ending, lambda quote: "https://samuh.example/")
    verdict = verify(of_bytes(content, "x"), OfDesk(desk))
    assert (verdict.stands, verdict.altered) == (True, False)
