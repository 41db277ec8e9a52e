from collections.abc import Callable
from pathlib import Path

from ingest.records import DocumentReport
from ingest.store import DocumentStore

PAGE = """<html><head><title>Cluster scheme explained</title></head><body>
<nav><a href="/">Home</a> <a href="/about">About us</a></nav>
<article><h1>Cluster scheme explained</h1>
<p>The scheme pays sixty per cent of the cost of a common facility centre in a cluster of small firms.</p>
<h2>Who applies</h2>
<p>A special purpose vehicle of at least twenty firms applies through the State government and its offices.</p>
<ul><li>Registration of the vehicle is needed before anything else is done.</li>
<li>Land comes from the members.</li></ul>
<table><tr><th>Part</th><th>Share</th></tr><tr><td>Soft</td><td>75%</td></tr></table>
</article><footer>Copyright, cookies and other small print</footer></body></html>"""


def test_the_main_content_is_read_and_the_menu_is_not(
    folder: Path, store: DocumentStore, run: Callable[..., list[DocumentReport]]
) -> None:
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    assert [report.status for report in run(folder)] == ["read"]
    entry = store.load("page")
    assert entry.document is not None
    assert entry.document.title == "Cluster scheme explained"
    assert "sixty per cent" in entry.document.text
    assert "cookies" not in entry.document.text
    assert any("Who applies" in p.headings or "Who applies" in p.text for p in entry.passages)
    assert "| Soft | 75% |" in entry.document.text


def test_a_page_without_main_text_is_refused(folder: Path, run: Callable[..., list[DocumentReport]]) -> None:
    (folder / "empty.html").write_text("<html><body></body></html>", encoding="utf-8")
    assert [report.status for report in run(folder)] == ["refused"]
