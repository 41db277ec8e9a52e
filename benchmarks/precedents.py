"""Compare the search for cases with BM25, with the model alone and with their plain fusion, in one run.

``python benchmarks/precedents.py [--queries FILE]... [--out FOLDER]``: the queries of the corpus, and further files
(JSON lines or YAML) of graded queries. Prints a table; with ``--out`` writes results/<date>-precedents.json.
"""

import argparse
import json
import os
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from service.precedents.measure import Measured, baselines, measured, ours, read_queries
from service.settings import Settings
from service.wiring import embedder, precedents

HEAD = f"{'set':34} {'search':14} {'n':>4} {'nDCG@10':>8} {'R2@10':>7} {'refused':>8} {'wrongly':>8}"


def main() -> None:
    """Measure every set, tuning and report halves apart."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--queries", type=Path, action="append", default=[])
    told.add_argument("--out", type=Path)
    args = told.parse_args()
    settings = Settings()
    room, model = precedents(settings), embedder(settings)
    ways = (*baselines(room, model, settings.library), ("samuh", ours(room)))
    rows = []
    print(HEAD)
    own = sorted((settings.corpus / "questions").glob("precedents*.jsonl"))
    for path in (*own, *args.queries):
        queries = read_queries(path)
        for split in ("tune", "report"):
            part = [query for query in queries if query.split == split]
            for name, search in ways:
                row = measured(name, search, part)
                print(line(f"{path.stem}, {split}", row), flush=True)
                rows.append({"set": path.name, "split": split, **asdict(row)})
    if args.out:
        write(args.out, rows)


def line(where: str, row: Measured) -> str:
    """One row of the table."""
    refused = f"{row.refused_rightly}/{row.unanswerable}"
    return (
        f"{where:34} {row.name:14} {row.queries:>4} {row.ndcg:>8.3f} {row.recall_direct:>7.2f} {refused:>8} "
        f"{row.refused_wrongly:>8}"
    )


def write(folder: Path, rows: list[dict[str, object]]) -> None:
    """Keep the figures with the day and the machine."""
    now = datetime.now(UTC)
    path = folder / f"{now:%Y-%m-%d}-precedents.json"
    machine = {
        "cores": os.cpu_count(),
        "architecture": platform.machine(),
        "python": platform.python_version(),
    }
    content = {"at": now.isoformat(timespec="seconds"), "machine": machine, "rows": rows}
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
