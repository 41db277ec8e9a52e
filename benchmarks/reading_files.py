"""Test files of known text for ``benchmarks/reading.py``: printed by Chromium and LibreOffice, or made into scans.

What a program is missing for is left out and said so. Nothing here knows how Samuh reads.
"""

import html
import json
import random
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 120.0
Grid = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Made:
    """One made file: what is measured on it, and what it says: paragraphs in reading order, or tables by rows."""

    kind: str
    path: Path
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Grid, ...] = ()


def english(count: int = 40) -> list[str]:
    """Paragraphs of plain English from the project's own pages."""
    found: list[str] = []
    for page in sorted((ROOT / "docs").glob("*/*.md")):
        for block in page.read_text("utf-8").split("\n\n"):
            words = " ".join(block.split())
            if re.fullmatch(r"[A-Z][^`|#\[\]*_<>]{120,}[.]", words) and not words.startswith("- "):
                found.append(words)
    return found[:count]


def hindi(count: int = 24) -> list[str]:
    """Paragraphs of Hindi: the questions of the project's own sets, three to a paragraph."""
    texts: list[str] = []
    for name in ("corpus/questions/gold.jsonl", "tests/data/language/questions.jsonl"):
        rows = map(json.loads, (ROOT / name).read_text("utf-8").splitlines())
        texts += [row["text"] for row in rows if re.search("[\u0900-\u097f]{2}", row["text"])]
    joined = [" ".join(texts[at : at + 3]) for at in range(0, len(texts), 3)]
    return joined[:count]


def make_all(folder: Path) -> Iterator[Made]:
    """Make every file that the installed programs allow."""
    folder.mkdir(parents=True, exist_ok=True)
    yield from made_by_chromium(folder)
    yield from made_by_office(folder)
    yield from scans(folder)


def missing() -> list[str]:
    """Name the programs that are not installed and what is left out for it."""
    needed = {"chromium": "PDFs from HTML", "soffice": "PDFs from Word files", "tesseract": "scans"}
    return [f"{name} ({what})" for name, what in needed.items() if shutil.which(name) is None]


def made_by_chromium(folder: Path) -> Iterator[Made]:
    """Prose in one, two and three columns, Hindi, and tables, printed by Chromium."""
    if shutil.which("chromium") is None:
        return
    prose, indic = english(), hindi()
    styles = {
        "single column": "",
        "double column": "body{columns:2;column-gap:28px}",
    }
    for kind, style in styles.items():
        yield Made(kind, printed(folder / f"{kind} chromium.pdf", paragraphs(prose), style), tuple(prose))
    justified = "body{columns:2;text-align:justify;hyphens:auto;font:10pt serif} h2{column-span:all}"
    heads = [
        f"<h2>Part {n // 8 + 1}</h2>{paragraphs([text])}" if n % 8 == 0 else paragraphs([text])
        for n, text in enumerate(prose)
    ]
    said = [
        part
        for n, text in enumerate(prose)
        for part in ((f"Part {n // 8 + 1}", text) if n % 8 == 0 else (text,))
    ]
    yield Made(
        "double column", printed(folder / "double justified.pdf", "".join(heads), justified), tuple(said)
    )
    yield Made(
        "hindi",
        printed(folder / "hindi chromium.pdf", paragraphs(indic), "body{font-family:'Noto Sans Devanagari'}"),
        tuple(indic),
    )
    serif = "body{columns:2;font-family:'Noto Serif Devanagari';font-size:11pt}"
    yield Made("hindi", printed(folder / "hindi serif columns.pdf", paragraphs(indic), serif), tuple(indic))
    mixed = [text for pair in zip(prose, indic, strict=False) for text in pair]
    yield Made(
        "hindi",
        printed(
            folder / "hindi mixed.pdf",
            paragraphs(mixed),
            "body{font-family:'Noto Sans','Noto Sans Devanagari'}",
        ),
        tuple(mixed),
    )
    for name, (style, tables, body) in html_tables().items():
        yield Made("ruled tables", printed(folder / f"table {name}.pdf", body, style), (), tables)


def paragraphs(texts: Sequence[str]) -> str:
    """Set paragraphs as HTML."""
    return "".join(f"<p>{html.escape(text)}</p>" for text in texts)


def printed(path: Path, body: str, style: str = "") -> Path:
    """Print HTML by Chromium."""
    page = path.with_suffix(".html")
    page.write_text(
        f"<!doctype html><html lang=en><meta charset=utf-8><style>{style}</style><body>{body}", "utf-8"
    )
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    run([*command, f"--print-to-pdf={path}", page.as_uri()])
    return path


def run(command: Sequence[str]) -> None:
    """Run a program quietly."""
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)


SCHEMES: Grid = (
    ("Sl.", "Scheme", "Ministry", "Central share", "State share", "Most assistance (Rs. lakh)"),
    ("1", "Common Facility Centre with testing, tooling and a show room", "MSME", "60%", "20%", "3,000"),
    ("2", "Regular cluster", "MSME", "90%", "10%", "250"),
    ("3", "Handloom cluster of weavers and their co-operative societies", "Textiles", "80%", "20%", "60"),
    ("4", "Industrial infrastructure", "Commerce", "75%", "25%", "5,000"),
    ("5", "Artisans", "Textiles (Handicrafts)", "100%", "0%", "75"),
)  # fmt: skip


# The first table of the development folder's tables.pdf.
SHARED_GRID: Grid = (
    ("Sl.", "Scheme", "Ministry", "Central share", "State share", "Max. assistance (Rs. lakh)"),
    ("1", "MSE-CDP (Common Facility Centre)", "Ministry of MSME", "60%", "20%", "3,000"),
    ("2", "SFURTI (Regular cluster)", "Ministry of MSME", "90%", "10%", "250"),
    ("3", "IHCDS", "Ministry of Textiles (DC Handlooms)", "80%", "20%", "60"),
    ("4", "Modified IIUS", "DIPP, Ministry of Commerce", "75%", "25%", "5,000"),
    ("5", "AHVY", "Ministry of Textiles (DC Handicrafts)", "100%", "0%", "75"),
    ("6", "Mega Food Park", "Ministry of Food Processing Industries", "50%", "50%", "5,000"),
)  # fmt: skip


def rows_html(grid: Grid, head: bool = True) -> str:
    """Write rows as HTML; the first is the header."""
    made = []
    for at, row in enumerate(grid):
        tag = "th" if head and at == 0 else "td"
        made.append("<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in row) + "</tr>")
    return f"<thead>{made[0]}</thead><tbody>{''.join(made[1:])}</tbody>" if head else "".join(made)


def html_tables() -> dict[str, tuple[str, tuple[Grid, ...], str]]:
    """Tables of several shapes: style, what they say, HTML."""
    prose = english()
    ruled = (
        "table{border-collapse:collapse;width:100%}td,th{border:1px solid black;padding:3px;text-align:left}"
    )
    shaded = (
        "table{border-collapse:collapse}td,th{border:1px solid #999;padding:4px}th{background:#036;color:white}"
        "tr:nth-child(odd) td{background:#eee}"
    )
    devanagari = ruled + "body{font-family:'Noto Sans Devanagari'}"
    inner = ruled + "table{border-style:hidden}"
    around = f"<p>{html.escape(prose[0])}</p>%s<p>{html.escape(prose[1])}</p>"
    many = tuple(
        (str(n), f"Cluster number {n}", f"{n * 17 % 90 + 10}%", f"{n * 1234:,}") for n in range(1, 90)
    )
    long: Grid = (("No.", "Name", "Share", "Amount (Rs. lakh)"), *many)
    merged_html = (
        "<tr><th rowspan=2>Component</th><th colspan=2>Government of India</th><th rowspan=2>State</th></tr>"
        "<tr><th>General</th><th>Special areas</th></tr>"
        "<tr><td rowspan=2>Soft</td><td>75%</td><td>90%</td><td>10%</td></tr>"
        "<tr><td>Rs. 25 lakh</td><td>Rs. 30 lakh</td><td>none</td></tr>"
        "<tr><td>Hard</td><td>70%</td><td>90%</td><td>20%</td></tr>"
    )
    merged: Grid = (
        ("Component", "Government of India", "Government of India", "State"),
        ("Component", "General", "Special areas", "State"),
        ("Soft", "75%", "90%", "10%"),
        ("Soft", "Rs. 25 lakh", "Rs. 30 lakh", "none"),
        ("Hard", "70%", "90%", "20%"),
    )
    form: Grid = (
        ("Name of the applicant", ""),
        ("Address where the facilities are to stand, with the district and the State", "As in the deed"),
        ("Number of members", "24"),
    )
    indic: Grid = (
        ("क्रम", "घटक", "केंद्र का अंश"),
        ("1", "सामान्य सुविधा केंद्र", "60%"),
        ("2", "अवसंरचना विकास", "70%"),
        ("3", "विपणन केंद्र", "50%"),
    )
    boxes = "".join(
        f"<div style='border:1px solid;padding:8px;margin:6px'><p>{html.escape(text)}</p></div>"
        for text in prose[2:5]
    )
    funding, groups = f"<table>{rows_html(SCHEMES)}</table>", f"<table>{merged_html}</table>"
    return {
        "grid": (ruled, (SCHEMES,), around % funding),
        "inner": (inner, (SCHEMES,), around % funding),
        "long": (ruled, (long,), around % f"<table>{rows_html(long)}</table>"),
        "merged": (ruled, (merged,), around % groups),
        "form": (ruled, (form,), around % f"<table>{rows_html(form, False)}</table>"),
        "hindi": (devanagari, (indic,), f"<p>{hindi()[0]}</p><table>{rows_html(indic)}</table>"),
        "two": (ruled, (SCHEMES, merged), around % funding + boxes + groups),
        "shaded": (shaded, (SCHEMES,), around % funding),
    }


def made_by_office(folder: Path) -> Iterator[Made]:
    """The same through Word files and LibreOffice."""
    if shutil.which("soffice") is None:
        return
    prose, indic = english(), hindi()
    yield Made("single column", office(folder / "single office.docx", prose), tuple(prose))
    yield Made("double column", office(folder / "double office.docx", prose, columns=2), tuple(prose))
    yield Made(
        "hindi", office(folder / "hindi office.docx", indic, font="Noto Sans Devanagari"), tuple(indic)
    )
    yield Made("ruled tables", office(folder / "table office.docx", prose[:2], table=SCHEMES), (), (SCHEMES,))


def office(path: Path, texts: Sequence[str], columns: int = 1, font: str = "", table: Grid = ()) -> Path:
    """Write a Word file with a running head and print it by LibreOffice."""
    from docx import Document
    from docx.oxml.ns import qn

    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "Handbook of the Clusters"
    section.footer.paragraphs[0].text = "Ministry of Examples"
    section._sectPr.xpath("./w:cols")[0].set(qn("w:num"), str(columns))
    for text in texts:
        added = document.add_paragraph().add_run(text)
        if font:
            added.font.name = font
            added._element.rPr.rFonts.set(qn("w:cs"), font)
    if table:
        grid = document.add_table(rows=0, cols=len(table[0]), style="Table Grid")
        for row in table:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = text
    document.save(str(path))
    run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(path)])
    return path.with_suffix(".pdf")


def scans(folder: Path) -> Iterator[Made]:
    """Scans of the printed pages: 200 dots per inch, grey, noisy, askew by a degree."""
    if shutil.which("tesseract") is None or shutil.which("chromium") is None:
        return
    prose, indic = english(14), hindi(8)
    plain = printed(folder / "to scan.pdf", paragraphs(prose), "body{font:11pt serif}")
    yield Made("degraded scan", scanned(plain, folder / "scan.pdf"), tuple(prose))
    two = printed(folder / "to scan two.pdf", paragraphs(prose), "body{font:11pt sans-serif;columns:2}")
    yield Made("degraded scan", scanned(two, folder / "scan two columns.pdf"), tuple(prose))
    devanagari = printed(
        folder / "to scan hindi.pdf", paragraphs(indic), "body{font:12pt 'Noto Sans Devanagari'}"
    )
    yield Made("hindi scan", scanned(devanagari, folder / "scan hindi.pdf"), tuple(indic))


def scanned(source: Path, path: Path, dpi: int = 200, degrees: float = 1.0, seed: int = 3) -> Path:
    """Turn a PDF into a PDF of bad pictures of its pages."""
    import numpy as np
    import pypdfium2
    from PIL import Image

    noise = np.random.default_rng(seed)
    pages: list[Image.Image] = []
    for page in pypdfium2.PdfDocument(source):
        image = (
            page.render(scale=dpi / 72)
            .to_pil()
            .convert("L")
            .rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
        )
        grey = np.asarray(image, dtype=np.float32) * 0.75 + 45 + noise.normal(0, 14, image.size[::-1])
        pages.append(Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)))
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=dpi, quality=70)
    return path


def long_document(folder: Path) -> list[Path]:
    """Print a document of many pages of prose with a table now and then; nothing where Chromium is missing."""
    if shutil.which("chromium") is None:
        return []
    chapters = (
        f"<h2>{n}. Chapter</h2>{paragraphs(english())}<table>{rows_html(SCHEMES)}</table>"
        for n in range(1, 17)
    )
    style = "table{border-collapse:collapse}td,th{border:1px solid black}"
    return [printed(folder / "long document.pdf", "".join(chapters), style)]


def thousand_pages(path: Path, count: int = 1000) -> Path:
    """Write a file of many pages of prose, straight as PDF."""
    chance = random.Random(5)
    words = " ".join(english()).replace("(", "").replace(")", "").encode("ascii", "ignore").decode().split()
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number in range(count):
        lines = [" ".join(chance.choices(words, k=12)) for _ in range(45)]
        content = (
            f"BT /F1 10 Tf 60 780 Td ({number + 1}) Tj 0 -20 Td "
            + "".join(f"({line}) Tj 0 -15 Td " for line in lines)
            + "ET"
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects[1] = f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    trailer += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    path.write_bytes(bytes(out) + trailer.encode())
    return path
