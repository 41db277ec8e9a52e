"""The work of ``samuh fetch``: choose, show or fetch, and say how it went."""

import json
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from ingest import catalogue
from service.fetching import command
from service.fetching.fetch import Choice, choose
from service.fetching.records import FetchReport
from service.settings import Settings
from service.wiring import fetcher, originals

Say = Callable[[str], None]


def fetch(args: Namespace, settings: Settings, say: Say, bring_in: Callable[[Path], object]) -> int:
    """Do what a command line asks for, and give its exit code.

    Args:
        args: ``ids``, ``supports``, ``all``, ``list``, ``dry_run`` and ``json`` of the command.
        settings: The settings.
        say: Called with each line of the result.
        bring_in: Called with the folder of originals once all that came has been described there.

    Raises:
        BadRequestError: what was asked for is not in the catalogue.
        LibraryError: another run is fetching, or the library cannot be written.
    """
    listed, kept = catalogue.load(settings.corpus).documents, originals(settings)
    asked = Choice(tuple(args.ids), tuple(args.supports), args.all)
    if args.list or args.dry_run:
        every = args.list and not (asked.ids or asked.supports)
        line = command.list_line if args.list else command.plan_line
        for row in command.rows(choose(listed, Choice(everything=True) if every else asked), kept):
            say(json.dumps(row, ensure_ascii=False) if args.json else line(row))
        return 0

    def report(made: FetchReport) -> None:
        shown = command.report_row(made)
        say(json.dumps(shown, ensure_ascii=False) if args.json else command.report_line(made))

    reports = fetcher(settings, kept).run(choose(listed, asked), report)
    if not args.json:
        say(command.summary(reports))
    if kept.all():
        kept.describe(listed)
        bring_in(kept.folder)
    return command.exit_code(reports)
