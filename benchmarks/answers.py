"""What a whole answer costs beside the bare embedding of its question, in one run.

    python benchmarks/answers.py --library library

Writes ``benchmarks/results/<date>-answers.json`` and prints it, with the profile of where the time of an answer goes.
Both are measured in turn, question by question: the ratio says what answering adds, whatever the machine is busy with.
Aim: the median of a whole answer under 4 times that of the embedding, the 99th percentile under 10 times.
"""

import argparse
import cProfile
import json
import os
import platform
import pstats
import subprocess
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from service.evaluation.gold import Gold, read_gold
from service.library_desk import LibraryDesk
from service.settings import ROOT, load
from service.wiring import desk

HERE = Path(__file__).resolve().parent
AIM_P50, AIM_P99 = 4.0, 10.0
SHOWN = 15  # functions of the profile
PROFILED = 60  # questions asked under the profiler
WARM = 5  # first questions, asked and dropped


def main() -> None:
    """Measure, print and write the figures."""
    options = arguments()
    made = desk(load(library=options.library))
    made.warm_up()
    asked = read_gold(options.questions)
    figures = {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit(),
        "machine": machine(),
        "index": {"id": made.status().index_id, "passages": made.status().passages},
        "answers": answers(made, asked, options.rounds),
        "profile": profile(made, asked[:PROFILED]),
    }
    written = json.dumps(figures, indent=1)
    options.results.mkdir(parents=True, exist_ok=True)
    (options.results / f"{figures['date']}-answers.json").write_text(written + "\n", encoding="utf-8")
    print(written)


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description="Measure whole answers on a library.")
    parser.add_argument("--library", type=Path, default=HERE.parent / "library", help="folder of the library")
    parser.add_argument(
        "--questions", type=Path, default=ROOT / "corpus" / "questions" / "gold.jsonl", help="gold questions"
    )
    parser.add_argument("--rounds", type=int, default=2, help="how often each question is asked")
    parser.add_argument("--results", type=Path, default=HERE / "results", help="folder for the figures")
    return parser.parse_args()


def answers(made: LibraryDesk, asked: Sequence[Gold], rounds: int) -> dict[str, Any]:
    """Times of bare embedding and of whole answers, in turn, question by question."""
    embedder = made.library().index.embedder
    bare: list[float] = []
    whole: list[float] = []
    for gold in [*asked[:WARM], *list(asked) * rounds]:
        bare.append(timed(partial(embedder.embed, [gold.text])))
        whole.append(timed(partial(made.answer, gold.text, gold.history)))
    bare, whole = bare[WARM:], whole[WARM:]
    ratios = {
        "p50": round(median(whole) / median(bare), 2),
        "p99_over_embedding_p50": round(centile(whole, 99) / median(bare), 2),
        "p99_over_embedding_p99": round(centile(whole, 99) / centile(bare, 99), 2),
    }
    return {
        "asked": len(whole),
        "embedding_ms": spread(bare),
        "answer_ms": spread(whole),
        "answer_over_embedding": ratios,
        "aim": {"p50": AIM_P50, "p99": AIM_P99},
        "met": {
            "p50": ratios["p50"] < AIM_P50,
            "p99": ratios["p99_over_embedding_p50"] < AIM_P99,
        },
    }


def profile(made: LibraryDesk, asked: Sequence[Gold]) -> list[dict[str, Any]]:
    """Functions of our own by the time spent in them and below, as shares of all answers."""
    watch = cProfile.Profile()
    watch.enable()
    for gold in asked:
        made.answer(gold.text, gold.history)
    watch.disable()
    stats = pstats.Stats(watch)
    total: float = stats.total_tt  # type: ignore[attr-defined]
    rows = [
        {
            "function": f"{Path(file).relative_to(ROOT)}:{name}",
            "share": round(cumulative / total, 3),
            "alone": round(own / total, 3),
            "calls": calls,
        }
        for (file, _, name), (_, calls, own, cumulative, _) in stats.stats.items()  # type: ignore[attr-defined]
        if file.startswith(str(ROOT)) and "site-packages" not in file
    ]
    return sorted(rows, key=lambda row: -float(row["share"]))[:SHOWN]


def timed(call: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def centile(seconds: Sequence[float], share: int) -> float:
    """The value that a percentage of all does not exceed."""
    return quantiles(seconds, n=100)[share - 1]


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Median, 95th and 99th percentile in milliseconds."""
    at = {"p50": median(seconds), "p95": centile(seconds, 95), "p99": centile(seconds, 99)}
    return {name: round(1000 * value, 2) for name, value in at.items()}


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
