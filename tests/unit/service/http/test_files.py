"""The original file: sent so that nothing in it can act."""

import pytest

ORIGINAL = "/api/v1/documents/{}/original"


@pytest.fixture
def stored(desk, tmp_path):
    """Put a file of this name behind a document."""

    def store(name: str, content: bytes = b"content") -> str:
        (tmp_path / name).write_bytes(content)
        desk.rename_file("hostile", name)
        return ORIGINAL.format("hostile")

    return store


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.pdf", "application/pdf"),
        ("a.PDF", "application/pdf"),
        ("a.txt", "text/plain"),
        ("a.md", "text/plain"),
    ],
)
def test_pdf_and_plain_text_may_be_shown(client, stored, name: str, kind: str) -> None:
    reply = client.get(stored(name))
    assert reply.headers["content-type"].startswith(kind)
    assert reply.headers["content-disposition"].startswith("inline")


@pytest.mark.parametrize(
    "name", ["a.html", "a.HTM", "a.svg", "a.xhtml", "a.xml", "a", "a.js", "a.docx", "a.unknown"]
)
def test_everything_else_is_only_ever_saved(client, stored, name: str) -> None:
    reply = client.get(stored(name, b"<script>alert(1)</script>"))
    assert reply.headers["content-disposition"].startswith("attachment")
    assert not {"html", "svg", "xml", "javascript"} & set(
        reply.headers["content-type"].replace("+", "/").split("/")
    )


@pytest.mark.parametrize("name", ["a.pdf", "a.html", "a.txt"])
def test_it_is_sealed_and_its_type_is_not_guessed(client, stored, name: str) -> None:
    headers = client.get(stored(name)).headers
    assert headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["samuh-index"] == "g-test-1"


def test_the_bytes_are_the_files_and_a_range_of_them_can_be_asked_for(client, stored) -> None:
    address = stored("a.pdf", b"0123456789")
    assert client.get(address).content == b"0123456789"
    part = client.get(address, headers={"Range": "bytes=2-4"})
    assert (part.status_code, part.content) == (206, b"234")


def test_a_name_in_another_script_is_sent_safely(client, stored) -> None:
    disposition = client.get(stored('समूह".txt')).headers["content-disposition"]
    assert disposition.isascii()
    assert "filename*=utf-8''" in disposition
