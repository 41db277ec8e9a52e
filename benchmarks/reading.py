"""How faithfully and how fast PDFs and scans are read: word errors, cells of tables, throughput, memory.

    python benchmarks/reading.py [--shared ../shared] [--keep folder] [--no-speed]

Makes files of known text (``reading_files.py``), reads them as ``samuh ingest`` does, prints a table and writes
``benchmarks/results/<date>-reading.json``. Files of a kind that no installed program can make are left out and named.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rapidfuzz.distance import Levenshtein
from reading_files import ROOT, SHARED_GRID, Grid, Made, long_document, make_all, missing, thousand_pages

from ingest.pipeline import IngestOptions, ingest
from ingest.store import DocumentStore, StoredDocument

GOALS = {
    "single column": 0.005,
    "double column": 0.005,
    "hindi": 0.05,
    "degraded scan": 0.02,
    "hindi scan": 0.05,
}
CELLS_GOAL, SPEED_GOAL, MEMORY_MB = 0.9, 0.8, 1024
BORN_DIGITAL = ("msme-schemes-booklet.pdf", "mse-cdp-dpr-template.pdf", "tables.pdf", "hindi-chromium.pdf")


def main() -> None:
    """Make, read, measure, print, write."""
    options = arguments()
    for gap in missing():
        print(f"left out, not installed: {gap}")
    with TemporaryDirectory(prefix="samuh-reading-") as scratch:
        folder = options.keep or Path(scratch)
        made = [*make_all(folder), *given(options.shared)]
        figures: dict[str, Any] = {
            "date": datetime.now(UTC).date().isoformat(),
            "machine": f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}",
            "left_out": missing(),
            "files": [measured(file) for file in made],
            "memory": memory(thousand_pages(folder / "thousand pages.pdf")),
        }
        figures["summary"] = summary(figures["files"])
        if not options.no_speed:
            figures["speed"] = speed(born_digital(folder, options.shared))
    show(figures)
    options.results.mkdir(parents=True, exist_ok=True)
    path = options.results / f"{figures['date']}-reading.json"
    path.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--shared", type=Path, default=ROOT.parent / "shared", help="folder of real documents"
    )
    parser.add_argument("--keep", type=Path, help="keep the made files in this folder")
    parser.add_argument("--no-speed", action="store_true", help="leave out throughput, which loads the model")
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "results")
    return parser.parse_args()


def given(shared: Path) -> list[Made]:
    """The table of the development folder whose text is known, where that folder is there."""
    path = shared / "pdfs" / "tables.pdf"
    return [Made("ruled tables", path, (), (SHARED_GRID,))] if path.exists() else []


def stored(path: Path) -> StoredDocument:
    """Read one file as ``samuh ingest`` does."""
    with TemporaryDirectory(prefix="samuh-store-") as folder:
        store = DocumentStore(Path(folder))
        options = IngestOptions(lambda text: len(text) // 4, 190, 300.0, MEMORY_MB, 2000)
        (report,) = ingest([path], store, options, lambda _: None)
        assert report.document_id is not None, report
        return store.load(report.document_id)


def measured(made: Made) -> dict[str, Any]:
    """Read one made file and compare it with what it says."""
    document = stored(made.path).document
    assert document is not None
    row: dict[str, Any] = {"kind": made.kind, "file": made.path.name}
    if made.paragraphs:
        said = " ".join(made.paragraphs).split()
        row |= {"words": len(said), "errors": Levenshtein.distance(said, document.text.split())}
    else:
        right, total = cells_right(made.tables, table_rows(document.text))
        row |= {"cells": total, "right": right}
    return row


def table_rows(text: str) -> list[list[str]]:
    """The rows of all tables of a document, as lists of cells."""
    lines = (line for line in text.split("\n") if line.startswith("| "))
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in lines]


def cells_right(tables: Sequence[Grid], rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Count the cells that stand in their row and their column, and all cells.

    The rows of each table are looked for in order, each below the row found for the one before it.
    """
    right = total = 0
    for table in tables:
        at = 0
        for row in table:
            total += len(row)
            fits = [
                (sum(map(same, row, found)), -place)
                for place, found in enumerate(rows)
                if place >= at and len(found) == len(row)
            ]
            best, place = max(fits, default=(0, 0))
            right += best
            at = 1 - place if best else at
    return right, total


def same(first: str, second: str) -> bool:
    """Tell whether two cells say the same, white space apart."""
    return "".join(first.split()) == "".join(second.split())


def summary(files: Sequence[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Figures of all files of a kind: share of wrong words, share of right cells, each with its goal."""
    made: dict[str, dict[str, float]] = {}
    for kind in dict.fromkeys(file["kind"] for file in files):
        held = [file for file in files if file["kind"] == kind]
        if kind in GOALS:
            rates = [file["errors"] / file["words"] for file in held]
            made[kind] = {
                "word_errors": round(sum(rates) / len(rates), 4),
                "worst": round(max(rates), 4),
                "goal": GOALS[kind],
            }
        else:
            share = sum(file["right"] for file in held) / sum(file["cells"] for file in held)
            worst = min(file["right"] / file["cells"] for file in held)
            made[kind] = {"cells_right": round(share, 4), "worst": round(worst, 4), "goal": CELLS_GOAL}
    return made


def born_digital(folder: Path, shared: Path) -> list[Path]:
    """The files on which speed is measured: a made document of many pages, and real ones where they are there."""
    real = [shared / "pdfs" / name for name in BORN_DIGITAL]
    return [path for path in [*real, *long_document(folder)] if path.exists()]


def speed(paths: Sequence[Path], rounds: int = 3) -> dict[str, Any]:
    """Pages per second of our reading beside pypdf's bare extraction, each with the embedding that follows.

    Counted are seconds of the processor, those of child processes too, so that other work on the machine does not
    count. Both are timed in turn, the least of some rounds is kept; the embedding is timed once for both.
    """
    from pypdf import PdfReader

    from index.embed import MiniLmEmbedder

    pages = sum(len(PdfReader(path).pages) for path in paths)
    texts = [text for path in paths for text in embedded(path)]
    embedder = MiniLmEmbedder(threads=0)
    embedder.embed(texts[:8], rough=True)
    embedding = timed(lambda: embedder.embed(texts, rough=True))
    pairs = [(timed(lambda: bare_extraction(paths)), timed(lambda: read_all(paths))) for _ in range(rounds)]
    bare, ours = (min(times) for times in zip(*pairs, strict=True))
    rates = {"bare": round(pages / (bare + embedding), 2), "ours": round(pages / (ours + embedding), 2)}
    return {
        "files": [path.name for path in paths],
        "pages": pages,
        "texts_embedded": len(texts),
        "processor_seconds": {
            "embedding": round(embedding, 2),
            "bare": round(bare, 2),
            "ours": round(ours, 2),
        },
        "pages_per_second": rates,
        "ratio": round((bare + embedding) / (ours + embedding), 3),
        "goal": SPEED_GOAL,
    }


def embedded(path: Path) -> list[str]:
    """All that is embedded of one file: its passages and its sentences."""
    entry = stored(path)
    return [part.text for part in (*entry.passages, *entry.sentences)]


def timed(work: Callable[[], object]) -> float:
    """Seconds of the processor that a piece of work takes, here and in the processes that it starts."""
    before = os.times()
    work()
    return sum(os.times()[:4]) - sum(before[:4])


def bare_extraction(paths: Sequence[Path]) -> None:
    """What pypdf does by itself."""
    from pypdf import PdfReader

    for path in paths:
        for page in PdfReader(path).pages:
            page.extract_text()


def read_all(paths: Sequence[Path]) -> None:
    """What we do: child process, cleaning, outline, passages, store."""
    for path in paths:
        stored(path)


def memory(path: Path) -> dict[str, Any]:
    """The most memory that the reading child held on a file of a thousand pages, beside the setting."""
    code = (
        "import resource, sys; from pathlib import Path; from ingest.sandbox import Limits, read_apart\n"
        f"made = read_apart('pdf', Path(sys.argv[1]), Limits(300.0, {MEMORY_MB}, 2000))\n"
        "print(len(made.pages), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, path], check=True, capture_output=True, text=True, cwd=ROOT
    )
    pages, peak = map(int, re.findall(r"\d+", done.stdout)[-2:])
    seconds = round(time.perf_counter() - started, 1)
    return {"pages": pages, "seconds": seconds, "peak_mib": round(peak / 1024), "setting_mib": MEMORY_MB}


def show(figures: dict[str, Any]) -> None:
    """Print the table."""
    for kind, row in figures["summary"].items():
        share, name = (
            (row["word_errors"], "words wrong")
            if "word_errors" in row
            else (row["cells_right"], "cells right")
        )
        print(f"{kind:16}{name:14}{share:8.4f}   worst file {row['worst']:.4f}   goal {row['goal']}")
    held = figures["memory"]
    print(
        f"{'memory':16}{held['peak_mib']} MiB at most on {held['pages']} pages, {held['setting_mib']} MiB allowed"
    )
    if "speed" in figures:
        rate = figures["speed"]["pages_per_second"]
        ratio = figures["speed"]["ratio"]
        print(
            f"{'throughput':16}{rate['ours']} pages/s, bare {rate['bare']}: ratio {ratio}, goal {SPEED_GOAL}"
        )


if __name__ == "__main__":
    main()
