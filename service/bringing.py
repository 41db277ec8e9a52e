"""Bringing files into the library from the command line, with what became of each."""

import itertools
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from service.heartbeat import Heartbeat
from service.settings import Settings
from service.terminal import in_turn, log_line, plain, progress_bar


def bring_in(
    settings: Settings, paths: Sequence[Path], as_json: bool = False, brief: bool = False
) -> list[Any]:
    """Read paths into the library and publish a new index generation where anything changed, showing progress.

    Each file's report is shown as it comes; with ``brief`` only those of files that were not read whole.
    """
    from tqdm import tqdm

    from ingest.records import ReadStatus
    from service.render import report_line, summary_line
    from service.wiring import count_files, ingest_paths, rebuild

    quiet = not sys.stderr.isatty()
    unsaid = {ReadStatus.UNCHANGED, ReadStatus.SKIPPED} | ({ReadStatus.READ} if brief else set())
    with tqdm(total=count_files(settings, paths), desc="reading", unit=" files", disable=quiet) as bar:
        heart = Heartbeat("reading", "files", log_line)
        total, seen = bar.total, itertools.count(1)

        def report(done: Any) -> None:  # noqa: ANN401 -- DocumentReport, imported late
            bar.update()
            if quiet:
                heart.beat(next(seen), total)
            if as_json:
                print(json.dumps(plain(done), ensure_ascii=False))
            elif done.status not in unsaid:
                bar.write(report_line(done), file=sys.stderr)

        reports = in_turn(lambda: ingest_paths(settings, paths, report))
    with progress_bar("indexing", "texts") as progress:
        folder = in_turn(lambda: rebuild(settings, progress))
    if not as_json:
        print(f"{summary_line(reports) or 'nothing to read'}; index {folder.name}", file=sys.stderr)
    return reports
