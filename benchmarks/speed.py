"""How fast search is on a library, beside the bare embedding of the query, in one run; and what it costs in memory.

    python benchmarks/speed.py --library library

Writes ``benchmarks/results/<date>-speed.json`` and prints it. The share of search over bare embedding says how much
the index adds, whatever the machine is busy with: both are measured in turn, question by question.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

from index.build import build
from index.embed import MiniLmEmbedder
from index.generations import Generations
from index.search import Index
from ingest.store import DocumentStore

HERE = Path(__file__).resolve().parent
BUILT_PASSAGES = 300  # passages indexed anew to measure throughput


def main() -> None:
    """Measure, print and write the figures."""
    options = arguments()
    start = time.perf_counter()
    embedder = MiniLmEmbedder(threads=options.threads)
    folder = Generations(options.library / "index").current()
    if folder is None:
        sys.exit(f"{options.library}: no index. Run `samuh ingest` first, or name another --library.")
    index = Index.open(folder, embedder)
    index.search("cluster")
    ready = time.perf_counter() - start
    figures = {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit(),
        "machine": machine(),
        "threads": options.threads,
        "index": {"id": index.manifest.index_id, "passages": index.manifest.passages},
        "seconds_until_first_hits": round(ready, 2),
        "queries": queries(index, questions(), options.rounds),
        "memory_mib": memory(),
        "indexing": throughput(options.library, embedder),
    }
    written = json.dumps(figures, indent=1)
    options.results.mkdir(parents=True, exist_ok=True)
    (options.results / f"{figures['date']}-speed.json").write_text(written + "\n", encoding="utf-8")
    print(written)


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description="Measure search on a library.")
    parser.add_argument("--library", type=Path, default=HERE.parent / "library", help="folder of the library")
    parser.add_argument("--rounds", type=int, default=5, help="how often each question is asked")
    parser.add_argument(
        "--threads", type=int, default=0, help="threads of the model; 0 leaves the choice to it"
    )
    parser.add_argument("--results", type=Path, default=HERE / "results", help="folder for the figures")
    return parser.parse_args()


def questions() -> list[str]:
    """Questions of the users' kind, one a line."""
    return (HERE / "questions.txt").read_text(encoding="utf-8").splitlines()


def queries(index: Index, asked: Sequence[str], rounds: int) -> dict[str, Any]:
    """Times of bare embedding and of whole search, in turn, question by question."""
    bare: list[float] = []
    whole: list[float] = []
    for question in [*asked[:5], *list(asked) * rounds]:  # the first few warm up and are dropped
        bare.append(timed(partial(index.embedder.embed, [question])))
        whole.append(timed(partial(index.search, question)))
    bare, whole = bare[5:], whole[5:]
    return {
        "asked": len(whole),
        "embedding_ms": spread(bare),
        "search_ms": spread(whole),
        "search_over_embedding_p50": round(median(whole) / median(bare), 3),
    }


def timed(call: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile in milliseconds."""
    return {"p50": round(1000 * median(seconds), 2), "p95": round(1000 * quantiles(seconds, n=20)[-1], 2)}


def throughput(library: Path, embedder: MiniLmEmbedder) -> dict[str, float]:
    """Passages and sentences indexed a second, from stored documents to a finished generation."""
    chosen, passages = [], 0
    for item in DocumentStore(library / "documents").entries():
        if passages >= BUILT_PASSAGES:
            break
        chosen.append(item)
        passages += len(item.passages)
    with TemporaryDirectory(prefix="samuh-speed-") as folder:
        start = time.perf_counter()
        made = build(chosen, embedder, Path(folder), None, lambda done, total: None)
        seconds = time.perf_counter() - start
    return {
        "passages": made.passages,
        "sentences": made.sentences,
        "seconds": round(seconds, 2),
        "passages_a_second": round(made.passages / seconds, 1),
        "texts_a_second": round((made.passages + made.sentences) / seconds, 1),
    }


def memory() -> dict[str, int]:
    """Resident memory of this process now and at its height, in MiB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    fields = {name: value for name, _, value in (line.partition(":") for line in lines)}
    return {"now": kib(fields["VmRSS"]) // 1024, "peak": kib(fields["VmHWM"]) // 1024}


def kib(field: str) -> int:
    """The number in "  123 kB"."""
    return int(field.removesuffix("kB"))


def machine() -> dict[str, Any]:
    """The class of machine, without its name."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(total / 2**30),
        "architecture": platform.machine(),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
    }


def commit() -> str:
    """The commit that is checked out."""
    asked = ["git", "-C", str(HERE), "rev-parse", "--short", "HEAD"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


if __name__ == "__main__":
    main()
