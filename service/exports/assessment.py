"""The report on an assessment: what was understood, what came of it and why, and what is to be done next.

Each verdict stands with its conditions, each condition with its sources. Refusals and closed schemes are told in
tables; where only a few components were asked about, these too are told in full.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from service.eligibility.explain import Explanation, NearMiss, amount_words
from service.eligibility.facts import Profile
from service.eligibility.logic import UNMET
from service.eligibility.ranking import announced, ranked, set_aside
from service.eligibility.reading import Reading
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook
from service.eligibility.values import Verdict
from service.exports.component import Names, component_section, conflict_blocks, near_miss_words
from service.exports.records import Paragraph, Report, Section, Statement, Table, Tone
from service.exports.references import References
from service.exports.understood import profile_section

DECISION_SUPPORT = (
    "This is decision support, not a sanction. It says which conditions printed in the sources are met by what was "
    "told; the authority named under each scheme decides."
)
MOST_IN_FULL = 12
"""Components told in full; of more, only those that are open or could be, and these up to as many."""
_IN_FULL = (Verdict.ELIGIBLE, Verdict.CHECK)
_ANOTHER = {"sector": "another sector", "applicant_type": "another kind of applicant"}
_SHORT = {
    Verdict.ELIGIBLE: "Meets every condition we can check",
    Verdict.CHECK: "Sources disagree: ask first",
    Verdict.NEED_FACT: "Facts are missing",
    Verdict.CLOSED: "Closed",
    Verdict.NOT_ELIGIBLE: "Does not qualify as told",
}

Pair = tuple[Assessment, Explanation]


def report(
    assessments: Sequence[Assessment],
    explanations: Sequence[Explanation],
    rules: RuleBook,
    profile: Profile,
    as_of: date,
    reading: Reading | None = None,
) -> Report:
    """Make the report on assessments of one profile.

    Args:
        assessments: All that were asked for, in any order.
        explanations: One for each assessment, in the same order.
        rules: The rule book that they were decided by.
        profile: What was stated, or read from a text.
        as_of: The day they were decided for.
        reading: The caller's text as it was read; None where facts were given by name or in an interview.
    """
    explained = {id(one): said for one, said in zip(assessments, explanations, strict=True)}
    pairs = [(one, explained[id(one)]) for one in ranked(assessments)]
    full, brief = _split(pairs)
    made = _Maker(rules, References())
    notices = made.notices(full)
    sections = [made.glance(full, brief), profile_section(profile, assessments, rules, reading)]
    sections += [
        section for pair in full for section in component_section(*pair, made.names, made.references)
    ]
    sections += [*made.differing(full), *made.rest(brief)]
    return Report(
        title="Which schemes do we qualify for?",
        as_of=as_of,
        about=tuple(_about(assessments, as_of)),
        notices=tuple(notices),
        sections=tuple(sections),
        references=made.references.listed(),
    )


def _about(assessments: Sequence[Assessment], as_of: date) -> Iterator[tuple[str, str]]:
    yield "Decided for", f"{as_of.day} {as_of:%B %Y}"
    for stamp in dict.fromkeys(one.determination for one in assessments):
        yield "Determination", f"{stamp} (the same facts, rules and day give it again)"
    yield (
        "Looked at",
        f"{len(assessments)} components of {len({one.scheme.id for one in assessments})} schemes",
    )


def _split(pairs: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """What is told in full, and what is told in a line."""
    if len(pairs) <= MOST_IN_FULL:
        return list(pairs), []
    sure = [pair for pair in pairs if pair[0].verdict in _IN_FULL]
    open_ones = [pair for pair in pairs if pair[0].verdict is Verdict.NEED_FACT]
    chosen = {id(one) for one, _ in sure + open_ones[: max(0, MOST_IN_FULL - len(sure))]}
    full = [pair for pair in pairs if id(pair[0]) in chosen]
    return full, [pair for pair in pairs if id(pair[0]) not in chosen]


class _Maker:
    """The parts of one report, which share the list of sources."""

    def __init__(self, rules: RuleBook, references: References) -> None:
        self.names = Names(rules)
        self.references = references

    def notices(self, full: Iterable[Pair]) -> Iterator[Statement]:
        """What stands on top: what this paper is not, and each warning about a status once, with whom it concerns."""
        yield Statement(DECISION_SUPPORT)
        warned: dict[str, list[Assessment]] = {}
        for one, _ in full:
            if one.status.warning:
                warned.setdefault(one.status.warning, []).append(one)
        for warning, concerned in warned.items():
            schemes = ", ".join(dict.fromkeys(one.scheme.title_short for one in concerned))
            yield self.references.cite(f"{schemes}: {warning}", concerned[0].status.sources)

    def glance(self, full: Sequence[Pair], brief: Sequence[Pair]) -> Section:
        """The result in a sentence and a table."""
        rows = tuple(self.row(one) for one, _ in full)
        blocks = [Paragraph(Statement(counted([one for one, _ in (*full, *brief)])), Tone.STRONG)]
        head = ("Scheme and component", "Result", "Amount", "Still to be known")
        table = Table("", head, rows, (34, 22, 24, 20))
        return Section("The result at a glance", (*blocks, table) if rows else tuple(blocks))

    def row(self, one: Assessment) -> tuple[Statement, ...]:
        """A component in a line. A refusal and a closed scheme carry no sum."""
        paid = one.verdict in (*_IN_FULL, Verdict.NEED_FACT)
        facts = [*one.missing, *one.unanswerable] if one.verdict is Verdict.NEED_FACT else []
        return (
            Statement(self.names.of(one)),
            Statement(_ending(one)),
            Statement((amount_words(one) or "no grant; see below") if paid else "none"),
            Statement(", ".join(self.names.fact(fact) for fact in facts) or "nothing that we can ask"),
        )

    def rest(self, brief: Sequence[Pair]) -> Iterator[Section]:
        """The components that are told in a line: one section for each way in which they ended."""
        groups = (
            ("Facts are missing", [p for p in brief if p[0].verdict is Verdict.NEED_FACT], self.lacking),
            ("Announced, not open yet", [p for p in brief if announced(p[0])], self.ended),
            ("Closed", [p for p in brief if p[0].status.closed and not announced(p[0])], self.ended),
            (
                "Does not qualify as told",
                [p for p in brief if p[0].verdict is Verdict.NOT_ELIGIBLE],
                self.refused,
            ),
        )
        for heading, pairs, table in groups:
            if pairs:
                yield Section(heading, (table(pairs),))

    def lacking(self, pairs: Iterable[Pair]) -> Table:
        """What could still be open, with the facts it waits for."""
        rows = tuple((self.row(one)[0], self.row(one)[3]) for one, _ in pairs)
        return Table("", ("Scheme and component", "Still to be known"), rows, (50, 50))

    def ended(self, pairs: Iterable[Pair]) -> Table:
        """What takes no proposals, and why."""
        told = (
            (one, (self.references.cite(self.names.put_into(one.status.text), one.status.sources),))
            for one, _ in pairs
        )
        return Table("", ("Scheme and component", "Status"), self.together(told), (40, 60))

    def refused(self, pairs: Iterable[Pair]) -> Table:
        """What is not open to them, the conditions that fail, and the fewest facts that would change that."""
        rows = self.together((one, self.refusal(one, said)) for one, said in pairs)
        return Table("", ("Scheme and component", "Not met", "What would change it"), rows, (36, 36, 28))

    def refusal(self, one: Assessment, said: Explanation) -> tuple[Statement, Statement]:
        """Why a component is refused, and what would change it."""
        failed = [line for line in said.lines if line.finding.result is UNMET and line.finding.condition.hard]
        sources = (source for line in failed for source in line.sources)
        because = "; ".join(line.finding.condition.test.text for line in failed)
        cause = self.references.cite(because or "a point on which the sources disagree", sources)
        return cause, Statement(self.nearest(said.near_misses))

    def nearest(self, misses: Sequence[NearMiss]) -> str:
        """The first near-miss that is advice; another trade or another applicant is only named."""
        for miss in misses:
            if not {change.fact for change in miss.changes} & _ANOTHER.keys():
                return near_miss_words(miss, self.names)
        others = [_ANOTHER[c.fact] for miss in misses[:1] for c in miss.changes if c.fact in _ANOTHER]
        return " and ".join(others) or "no one or two facts"

    def together(
        self, told: Iterable[tuple[Assessment, tuple[Statement, ...]]]
    ) -> tuple[tuple[Statement, ...], ...]:
        """Rows for the components of a scheme, those of which the same is told in one row."""
        rows: dict[tuple[str, tuple[Statement, ...]], list[str]] = {}
        for one, cells in told:
            rows.setdefault((self.names.scheme(one), cells), []).append(one.component.name)
        return tuple(
            (Statement(f"{scheme}: {'; '.join(components)}"), *cells)
            for (scheme, cells), components in rows.items()
        )

    def differing(self, full: Iterable[Pair]) -> Iterator[Section]:
        """Where sources differ on a scheme that is told in full, without deciding a verdict here: each once."""
        decided = {id(dispute.conflict) for one, _ in full for dispute in one.disputes}
        for scheme in dict.fromkeys(one.scheme for one, _ in full):
            others = [conflict for conflict in scheme.conflicts if id(conflict) not in decided]
            blocks = [block for other in others for block in conflict_blocks(other, self.references.cite)]
            if blocks:
                heading = f"{scheme.title_short}: where the sources differ"
                yield Section(heading[:1].upper() + heading[1:], tuple(blocks))


def _ending(one: Assessment) -> str:
    """How a component ended, in a few words."""
    if announced(one):
        return "Announced, not open yet"
    aside = " (for another purpose than yours)" if set_aside(one) else ""
    return _SHORT[one.verdict] + aside


def counted(assessments: Sequence[Assessment]) -> str:
    """The result in a sentence: how many components ended in which way."""
    aside = sum(map(set_aside, assessments))
    found = {
        verdict: sum(one.verdict is verdict and not set_aside(one) for one in assessments)
        for verdict in Verdict
    }
    awaited = sum(announced(one) for one in assessments)
    parts = [
        f"{found[Verdict.ELIGIBLE]} meet every condition we can check",
        f"{found[Verdict.CHECK]} turn on a point on which the sources disagree",
        f"{found[Verdict.NEED_FACT]} wait for facts",
        f"{aside} pay for another purpose than the one named",
        f"{awaited} are announced and not open yet",
        f"{found[Verdict.CLOSED] - awaited} are closed",
        f"{found[Verdict.NOT_ELIGIBLE]} do not fit what was told",
    ]
    told = [part for part in parts if not part.startswith("0 ")]
    return (
        f"Of {len(assessments)} components looked at, {', '.join(told)}."
        if told
        else "Nothing was looked at."
    )
