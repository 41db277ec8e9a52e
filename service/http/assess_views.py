"""What the pages about eligibility show of the engine's records: plain texts with links to the pages they rest on."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from service.eligibility.amounts import thresholds
from service.eligibility.explain import Explanation, NearMiss, amount_words, explain
from service.eligibility.logic import MET, UNKNOWN, UNMET
from service.eligibility.ranking import announced
from service.eligibility.records import Assessment, Caution
from service.eligibility.rules import RuleBook
from service.eligibility.scheme_records import Remark, Source
from service.eligibility.values import Truth, Verdict
from service.eligibility.wording import VERDICTS, cite, rupees
from service.http import links
from service.http.templates import external
from service.interviews.wording import label, label_inside

RESULT_NAMES = {MET: "met", UNMET: "not met", UNKNOWN: "not known"}


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source: what it is, and the address of its page; None where it has none that may be opened."""

    text: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with the sources it rests on."""

    text: str
    sources: tuple[SourceView, ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionView:
    """One condition: how it came out, in words, and whether it can refuse."""

    result: Truth
    result_name: str
    hard: bool
    line: Line


@dataclass(frozen=True, slots=True)
class StepView:
    """One line of the working of an amount."""

    text: str
    amount: str
    last: bool
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class FactLink:
    """A fact that is missing, and the page that asks for it."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Card:
    """One component in short: for the lists of the result.

    ``against`` says for a refusal what stands in the way, ``instead`` what would change it.
    """

    key: str
    title: str
    name: str
    verdict: Verdict
    words: str
    amount: str | None
    warning: Line | None
    missing: tuple[FactLink, ...]
    unanswerable: tuple[str, ...]
    against: tuple[Line, ...]
    instead: tuple[str, ...]
    href: str
    what_if: str | None
    scheme_href: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """One component with all that is said about it."""

    card: Card
    headline: str
    working: tuple[StepView, ...]
    notes: tuple[Line, ...]
    cautions: tuple[Line, ...]
    differences: tuple[Line, ...]
    conditions: tuple[ConditionView, ...]
    remains: tuple[Line, ...]
    documents: tuple[Line, ...]
    steps: tuple[Line, ...]
    next_actor: Line
    clock: tuple[Line, ...]
    combines: tuple[str, ...]
    agency: str


class Speaker:
    """Puts one interview's assessments into views: it knows the names of schemes and the addresses of the pages."""

    def __init__(self, rules: RuleBook, code: str) -> None:
        self._rules = rules
        self._base = f"/assess/{code}"
        self._titles = {scheme.id: scheme.title_short for scheme in rules.schemes}
        ids = sorted(self._titles, key=len, reverse=True)
        self._ids = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ids)) + r")(?![\w-])")

    def named(self, text: str) -> str:
        """A text in which ids of schemes are replaced by their names."""
        return self._ids.sub(lambda match: self._titles[match[0]], text)

    def source(self, source: Source, scheme_id: str) -> SourceView:
        """A source with the address of its page, else of our sheet on the scheme."""
        return SourceView(cite(source), external(source.url) or links.document(scheme_id))

    def remark(self, remark: Remark, scheme_id: str) -> Line:
        """A remark as a line."""
        return self.line(remark.text, remark.sources, scheme_id)

    def line(self, text: str, sources: Iterable[Source], scheme_id: str) -> Line:
        """A text with its sources."""
        return Line(self.named(text), tuple(self.source(source, scheme_id) for source in sources))

    def caution(self, caution: Caution, scheme_id: str) -> Line:
        """A caution as a line."""
        return self.line(caution.text, caution.sources, scheme_id)

    def card(self, assessment: Assessment, explanation: Explanation | None = None) -> Card:
        """A component in short."""
        scheme, component = assessment.scheme, assessment.component
        said = explanation or explain(assessment, self._rules)
        place = f"{self._base}/schemes/{quote(scheme.id, safe='')}/{quote(component.id, safe='')}"
        refused = assessment.verdict is Verdict.NOT_ELIGIBLE
        warning = assessment.status.warning
        return Card(
            key=f"{scheme.id}/{component.id}",
            title=scheme.title_short,
            name=component.name,
            verdict=assessment.verdict,
            words=self._words(assessment),
            amount=None if refused else amount_words(assessment),
            warning=self.line(warning, assessment.status.sources, scheme.id) if warning else None,
            missing=tuple(self.fact_link(fact) for fact in assessment.missing),
            unanswerable=tuple(label(fact) for fact in assessment.unanswerable),
            against=tuple(self._against(assessment, said)),
            instead=tuple(self.near_miss(miss) for miss in said.near_misses),
            href=place,
            what_if=f"{place}/costs" if _moves(assessment) else None,
            scheme_href=f"/schemes/{quote(scheme.id, safe='')}",
        )

    def dossier(self, assessment: Assessment) -> Dossier:
        """A component with all that is said about it."""
        said, scheme_id = explain(assessment, self._rules), assessment.scheme.id

        def remarks(rows: Sequence[Remark]) -> tuple[Line, ...]:
            return tuple(self.remark(row, scheme_id) for row in rows)

        cautions = [c for c in said.cautions if c.text != assessment.status.warning]
        differences = [c for c in cautions if _only_differs(c, assessment)]
        return Dossier(
            card=self.card(assessment, said),
            headline=self.named(said.headline),
            working=tuple(self._steps(assessment, said)),
            notes=tuple(self.caution(note, scheme_id) for note in said.working.notes),
            cautions=tuple(self.caution(c, scheme_id) for c in cautions if c not in differences),
            differences=tuple(self.caution(c, scheme_id) for c in differences),
            conditions=tuple(self._conditions(said, scheme_id)),
            remains=remarks(said.remains),
            documents=remarks(said.documents),
            steps=remarks(said.steps),
            next_actor=self.remark(said.next_actor, scheme_id),
            clock=remarks(said.clock),
            combines=tuple(self.named(text) for text in said.combines),
            agency=assessment.scheme.agency,
        )

    def fact_link(self, fact: str) -> FactLink:
        """A fact with the page that asks for it."""
        return FactLink(label(fact), f"{self._base}?{urlencode({'fact': fact})}")

    def near_miss(self, miss: NearMiss) -> str:
        """What would change a refusal, in one sentence."""
        changes = " and ".join(
            f"{label_inside(change.fact)} were {change.wanted} (you said {change.now})"
            for change in miss.changes
        )
        verdict = {
            Verdict.ELIGIBLE: "it would meet every condition we can check",
            Verdict.CHECK: "only a point in dispute between the sources would be left",
        }.get(miss.verdict, "it could still be open to you")
        worth = f", worth up to ₹{rupees(miss.worth_inr)}" if miss.worth_inr else ""
        return f"If {changes}, {verdict}{worth}."

    def _words(self, assessment: Assessment) -> str:
        if assessment.verdict is Verdict.CLOSED:
            begins = "Not open yet" if announced(assessment) else "Closed"
            return f"{begins}: {self.named(assessment.status.text)}"
        words = VERDICTS[assessment.verdict]
        return words[:1].upper() + words[1:]

    def _against(self, assessment: Assessment, said: Explanation) -> Iterator[Line]:
        """The hard conditions that refuse."""
        if assessment.verdict is not Verdict.NOT_ELIGIBLE:
            return
        for line in said.lines:
            if line.finding.condition.hard and line.finding.result is UNMET:
                yield self.line(line.because, line.sources, assessment.scheme.id)
        for dispute in assessment.disputes:
            if dispute.case.verdict is Verdict.NOT_ELIGIBLE and dispute.result is MET:
                yield self.line(dispute.conflict.handling, (), assessment.scheme.id)

    def _steps(self, assessment: Assessment, said: Explanation) -> Iterator[StepView]:
        if assessment.verdict is Verdict.NOT_ELIGIBLE:
            return
        for step in said.working.steps:
            amount = "" if step.amount_inr is None else f"₹{rupees(step.amount_inr)}"
            sources = tuple(self.source(source, assessment.scheme.id) for source in step.sources)
            yield StepView(step.label, amount, step.label == "Grant", sources)

    def _conditions(self, said: Explanation, scheme_id: str) -> Iterator[ConditionView]:
        """What is not met first, then what is not known, then what is met."""
        order = (UNMET, UNKNOWN, MET)
        for line in sorted(said.lines, key=lambda one: order.index(one.finding.result)):
            result = line.finding.result
            yield ConditionView(
                result,
                RESULT_NAMES[result],
                line.finding.condition.hard,
                self.line(line.because, line.sources, scheme_id),
            )


def _only_differs(caution: Caution, assessment: Assessment) -> bool:
    """Whether a caution tells of sources that differ on a point that does not bear on this verdict."""
    return any(
        caution.text.startswith(f"On {conflict.about} the sources differ")
        for conflict in assessment.scheme.conflicts
    )


def _moves(assessment: Assessment) -> bool:
    """Whether the sum changes with a cost, so that a table over costs has something to show."""
    return (
        bool(assessment.component.grant_rules)
        and assessment.amount is not None
        and bool(thresholds(assessment.component) or assessment.component.grant_rules[0].share_pct)
    )
