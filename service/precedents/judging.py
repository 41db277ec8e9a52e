"""Cases that rules found in documents, and what a person says of them: confirm, reject, take back."""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.errors import NotFoundError
from ingest.store import DocumentStore
from service.precedents.extract import extract
from service.precedents.gazetteer import place_names
from service.precedents.keeping import Judgements
from service.precedents.records import Precedent, Standing
from service.precedents.told import case_record


@dataclass(frozen=True, slots=True)
class Offered:
    """One extracted case. ``stale``: its document was read anew or taken out since it was judged."""

    case: Precedent
    title: str
    stale: bool = False


class CaseFinder:
    """The extracted cases of a library, with what was said of them."""

    def __init__(self, store: DocumentStore, corpus: Path, judgements: Judgements) -> None:
        self._store, self._corpus, self._judgements = store, corpus, judgements
        self._kept: tuple[object, dict[str, tuple[Precedent, str, str]]] | None = None

    def offered(self) -> tuple[Offered, ...]:
        """All extracted cases with their standing, those that nobody has judged yet first, then by title."""
        found, judged = self._found(), self._judgements.all()
        rows = [Offered(case, title) for name, (case, title, _) in found.items() if name not in judged]
        for name, each in judged.items():
            held = found.get(name)
            stale = held is None or held[2] != each.sha256
            rows.append(Offered(each.case, held[1] if held else each.case.document_id, stale))
        return tuple(
            sorted(
                rows, key=lambda row: (row.case.standing is not Standing.EXTRACTED, row.case.title.casefold())
            )
        )

    def judge(self, name: str, standing: Standing, now: datetime) -> Precedent:
        """Confirm or reject a case.

        Raises:
            NotFoundError: rules find no such case in the library, and none was judged.
        """
        found, judged = self._found(), self._judgements.all()
        if name in found:
            case, _, sha256 = found[name]
            return self._judgements.judge(case, sha256, standing, now)
        if name in judged:
            return self._judgements.judge(judged[name].case, judged[name].sha256, standing, now)
        raise NotFoundError(f"{name}: no such case. All of them: samuh precedents --extracted")

    def take_back(self, name: str) -> None:
        """Forget what was said of a case."""
        self._judgements.take_back(name)

    def _found(self) -> dict[str, tuple[Precedent, str, str]]:
        """Each case that rules find, by its id, with its document's title and hash; found once for a library."""
        heads = tuple((str(path), head.fingerprint) for path, head in self._store.heads())
        if self._kept is None or self._kept[0] != heads:
            self._kept = heads, dict(self._all())
        return self._kept[1]

    def _all(self) -> Iterator[tuple[str, tuple[Precedent, str, str]]]:
        names = place_names(self._corpus)
        for entry in self._store.entries():
            if entry.document is not None:
                for case in extract(entry.document, entry.passages, entry.sentences, names):
                    yield case.id, (case, entry.document.title, entry.document.sha256)


def judged_records(args: argparse.Namespace, finder: CaseFinder) -> Iterator[dict[str, Any]]:
    """What ``--extracted``, ``--confirm``, ``--reject`` and ``--take-back`` give, as JSON."""
    return (
        {**case_record(row.case), "document_title": row.title, "stale": row.stale}
        for row in acted(args, finder)
    )


def judged_lines(args: argparse.Namespace, finder: CaseFinder) -> Iterator[str]:
    """The same in words: each case with its sentences and their pages."""
    for row in acted(args, finder):
        case = row.case
        stale = " (its document has changed since)" if row.stale else ""
        yield f"{case.id}  {case.standing}{stale}  {case.title}  [{row.title}]"
        cells = [("tried", trial.what) for trial in case.trials]
        cells += [("outcome", change.metric) for change in case.changes]
        cells += [("cost", trial.cost) for trial in case.trials if trial.cost]
        for label, cell in cells:
            page = f" (p. {cell.span.page})" if cell.span and cell.span.page else ""
            yield f"   {label}: {cell.text}{page}"


def acted(args: argparse.Namespace, finder: CaseFinder) -> tuple[Offered, ...]:
    """Do what the options ask, and give the cases to show."""
    now = datetime.now(UTC)
    acts: tuple[tuple[str | None, Callable[[str], object]], ...] = (
        (args.confirm, lambda name: finder.judge(name, Standing.CONFIRMED, now)),
        (args.reject, lambda name: finder.judge(name, Standing.REJECTED, now)),
        (args.take_back, finder.take_back),
    )
    names = [name for name, _ in acts if name]
    for name, act in acts:
        if name:
            act(name)
    return tuple(row for row in finder.offered() if not names or row.case.id in names)
