"""Damaged files: 20 small files of all formats, each with flipped bits, cut short or spliced, are ingested.

Every one must end in a status within its limit and none may end the process. Run from the repository root:

    python -m benchmarks.fuzz --variants 500 --seed 1
"""

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ingest.pipeline import IngestOptions, ingest
from ingest.records import DocumentReport, ReadStatus
from ingest.store import DocumentStore
from tests.unit.ingest import made_files
from tests.unit.ingest.conftest import count_words, drawn, pdf_bytes

SECONDS = 20.0
MEMORY_MB = 768
SLACK = 15.0  # seconds beyond the limit for starting and ending a child on a busy machine
PAGE = "<html><body><article><h1>Scheme</h1><p>The scheme pays sixty per cent of the cost.</p></article></body></html>"


def seeds(folder: Path) -> list[Path]:
    """Write the files from which variants are made."""
    folder.mkdir()
    made_files.docx(folder / "a.docx")
    made_files.pptx(folder / "b.pptx")
    made_files.grants_xlsx(folder / "c.xlsx")
    made_files.ods(folder / "d.ods")
    made_files.epub(folder / "e.epub")
    inner = {"f.txt": b"The fee is due.", "c.xlsx": (folder / "c.xlsx").read_bytes()}
    made_files.eml(folder / "f.eml", inner)
    made_files.pack(
        folder / "g.zip", {name: (folder / name).read_bytes() for name in ("a.docx", "e.epub", "f.eml")}
    )
    (folder / "h.pdf").write_bytes(
        pdf_bytes([drawn(["The scheme pays 60% of the cost."]), drawn(["Second page."])])
    )
    (folder / "i.pdf").write_bytes(pdf_bytes([drawn([f"Line {n} of the report."]) for n in range(8)]))
    (folder / "j.html").write_text(PAGE, encoding="utf-8")
    (folder / "k.txt").write_text(
        "Grant\n\nThe scheme pays 60%.\n\nयोजना अनुदान देती है।\n" * 5, encoding="utf-8"
    )
    (folder / "l.txt").write_bytes("The “cluster” pays €5.\n".encode("utf-16"))
    (folder / "m.md").write_text(
        "# Grant\n\n- soft\n- hard\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", encoding="utf-8"
    )
    (folder / "n.csv").write_text("Scheme,Share\nMSE-CDP,60%\nSFURTI,75%\n", encoding="utf-8")
    (folder / "o.xhtml").write_text(PAGE, encoding="utf-8")
    made_files.epub(
        folder / "p.epub", [f"<h2>Part {n}</h2><p>Words of part {n} stand here.</p>" for n in range(6)]
    )
    made_files.pack(folder / "q.zip", {"deep.zip": (folder / "g.zip").read_bytes(), "k.txt": "A text."})
    made_files.eml(folder / "r.eml", {"g.zip": (folder / "g.zip").read_bytes()})
    rows = [["Part", "Cost"], *([f"Part {n}", float(n)] for n in range(50))]
    made_files.xlsx(folder / "s.xlsx", {"One": made_files.sheet_xml(rows), "Two": made_files.sheet_xml(rows)})
    (folder / "t.yaml").write_text("id: one\ntitle: A sheet\nkey: [1, 2, 3]\n", encoding="utf-8")
    return sorted(folder.iterdir())


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """Damage bytes in one of four ways: bits flipped, cut short, a run overwritten, a run repeated."""
    way = chance.randrange(4)
    out = bytearray(raw)
    if way == 0:
        for _ in range(chance.choice((1, 4, 16, 64))):
            out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    elif way == 1:
        del out[chance.randrange(len(out)) :]
    else:
        start = chance.randrange(len(out))
        end = min(len(out), start + chance.randrange(1, 200))
        out[start:end] = (
            chance.randbytes(end - start) if way == 2 else out[start:end] * chance.randrange(2, 50)
        )
    return bytes(out)


def variants(folder: Path, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Give names and bytes of damaged files, the same for the same seed."""
    chance = random.Random(seed)
    files = seeds(folder)
    for number in range(count):
        source = files[number % len(files)]
        yield f"v{number:04d}{source.suffix}", damaged(source.read_bytes(), chance)


def fuzz(work: Path, count: int, seed: int) -> dict[str, object]:
    """Ingest the variants one by one.

    Returns:
        How many ended in which status, the slowest, and what broke the rules: a run without status, one past its
        limit, or a fault of our own code.
    """
    options = IngestOptions(count_words, 120, SECONDS, MEMORY_MB, 50, 5.0)
    store = DocumentStore(work / "library")
    ended: Counter[str] = Counter()
    broken: list[str] = []
    slowest = (0.0, "")
    for name, raw in variants(work / "seeds", count, seed):
        path = work / name
        path.write_bytes(raw)
        started = time.monotonic()
        reports = ingest([path], store, options, lambda report: None)
        took = time.monotonic() - started
        slowest = max(slowest, (took, name))
        ended.update(report.status.value for report in reports)
        broken += [f"{name}: {fault}" for fault in faults(reports, took)]
        path.unlink()
    return {"variants": count, "seed": seed, "ended": dict(ended), "slowest": slowest, "broken": broken}


def faults(reports: list[DocumentReport], took: float) -> Iterator[str]:
    """Say what is wrong with how one file ended."""
    if not reports:
        yield "no status"
    if took > SECONDS * max(1, len(reports)) + SLACK:
        yield f"took {took:.0f} s"
    for report in reports:
        if "a fault in Samuh" in (report.why or ""):
            yield report.why or ""
        if report.status is ReadStatus.REFUSED and not report.why:
            yield "refused without a reason"


def main() -> None:
    """Run and print one line of JSON."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--variants", type=int, default=500)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="samuh-fuzz-") as folder:
        print(json.dumps(fuzz(Path(folder), given.variants, given.seed)))


if __name__ == "__main__":
    main()
