"""One component in full: verdict, amount with its working, conditions, what would change it, and what comes next."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from service.eligibility.explain import Explanation, Line, NearMiss, amount_words
from service.eligibility.logic import MET, UNKNOWN, UNMET
from service.eligibility.records import AmountStep, Assessment
from service.eligibility.rules import RuleBook
from service.eligibility.scheme_records import Conflict, Remark, Source
from service.eligibility.values import Truth, Verdict
from service.eligibility.wording import VERDICTS, grouped, rupees
from service.exports.records import Block, Listing, Paragraph, Section, Statement, Table, Tone
from service.exports.references import References
from service.exports.understood import fact_words

RESULTS = {MET: "Met", UNMET: "Not met", UNKNOWN: "Not known"}
_ORDER: tuple[Truth, ...] = (UNMET, UNKNOWN, MET)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Cite = Callable[[str, Iterable[Source]], Statement]


class Names:
    """What things are called for people: components, facts, and schemes that a text names by their ids."""

    def __init__(self, rules: RuleBook) -> None:
        self._titles = {scheme.id: scheme.title_short for scheme in rules.schemes}
        self.words = rules.words

    def of(self, one: Assessment) -> str:
        """Scheme and component in one breath."""
        return f"{self.scheme(one)}: {one.component.name}"

    def scheme(self, one: Assessment) -> str:
        """The scheme's short title, fit to begin a line."""
        return one.scheme.title_short[:1].upper() + one.scheme.title_short[1:]

    def fact(self, fact: str) -> str:
        """A fact's name."""
        return fact_words(fact)

    def put_into(self, text: str) -> str:
        """The text with the names of schemes in the place of their ids."""
        return _ID.sub(lambda match: self._titles.get(match[0], match[0]), text)


def component_section(
    one: Assessment, said: Explanation, names: Names, references: References
) -> Iterator[Section]:
    """A component as a section of its own with its parts below it."""
    cite = references.cite
    yield Section(names.of(one), tuple(_opening(one, said, names, cite)))
    parts = (
        ("The amount", _amount(one, said, cite)),
        ("Where the sources disagree", _disputes(one, cite)),
        ("Conditions", _conditions(said.lines, cite)),
        ("What would change it", _changes(said, names)),
        ("Facts that are missing", _missing(one, names)),
        ("What comes next", _next(said, names, cite)),
    )
    for heading, blocks in parts:
        made = tuple(blocks)
        if made:
            yield Section(heading, made, level=2)


def near_miss_words(miss: NearMiss, names: Names) -> str:
    """A near-miss in a sentence: what would have to be otherwise, and what it would then come to."""
    changes = " and ".join(
        f"{names.fact(change.fact)}: {change.wanted} (now {change.now})" for change in miss.changes
    )
    worth = f", worth up to ₹{rupees(miss.worth_inr)}" if miss.worth_inr else ""
    then = VERDICTS[miss.verdict].split(":")[0]
    return f"{changes}. Then: {then}{worth}"


def _opening(one: Assessment, said: Explanation, names: Names, cite: Cite) -> Iterator[Block]:
    yield Paragraph(Statement(names.put_into(said.headline)), Tone.STRONG)
    scheme = one.scheme
    yield Paragraph(Statement(f"{scheme.name}. {scheme.agency}. It pays for {one.component.funds}."))
    if not one.status.closed:
        told = f"Status: {names.put_into(one.status.text)}."
        more = " See the warning on top." if one.status.warning else ""
        yield Paragraph(cite(told + more, one.status.sources))
    for caution in one.cautions:
        yield Paragraph(cite(names.put_into(caution.text), caution.sources), Tone.WARNING)


def _amount(one: Assessment, said: Explanation, cite: Cite) -> Iterator[Block]:
    if one.verdict in (Verdict.NOT_ELIGIBLE, Verdict.CLOSED):
        return
    words = amount_words(one)
    if words:
        yield Paragraph(Statement(words[:1].upper() + words[1:]), Tone.STRONG)
    if said.working.steps:
        rows = tuple(_step(step, cite) for step in said.working.steps)
        yield Table("", ("Line", "₹", "In words"), rows, (56, 22, 22), sums=(1, 2))
    for note in said.working.notes:
        yield Paragraph(cite(note.text, note.sources), Tone.NOTE)
    benefit = one.component.benefit
    if benefit:
        terms = tuple(
            cite(f"{name.replace('_', ' ')}: {text}", benefit.sources) for name, text in benefit.terms
        )
        yield Listing(f"Help that is no grant ({benefit.kind.replace('_', ' ')}):", terms)


def _disputes(one: Assessment, cite: Cite) -> Iterator[Block]:
    """The conflicts that bear on this verdict, both sides of each and who can settle it."""
    for dispute in one.disputes:
        yield from conflict_blocks(dispute.conflict, cite)


def conflict_blocks(conflict: Conflict, cite: Cite) -> Iterator[Block]:
    """One point on which sources differ: what each says, and how it is handled here."""
    sides = tuple(cite(side.text, side.sources) for side in conflict.sides)
    yield Listing(f"On {conflict.about} the sources say:", sides)
    yield Paragraph(Statement(conflict.handling[:1].upper() + conflict.handling[1:]), Tone.NOTE)


def _step(step: AmountStep, cite: Cite) -> tuple[Statement, ...]:
    sum_ = step.amount_inr
    figures = (grouped(sum_), rupees(sum_)) if sum_ is not None else ("not known", "")
    return cite(step.label, step.sources), Statement(figures[0]), Statement(figures[1])


def _conditions(lines: Sequence[Line], cite: Cite) -> Iterator[Block]:
    """Conditions, those that fail first. A soft one is advice and decides nothing."""
    ordered = sorted(lines, key=lambda line: _ORDER.index(line.finding.result))
    rows = tuple(
        (
            Statement(
                RESULTS[line.finding.result] + ("" if line.finding.condition.hard else " (advice only)")
            ),
            cite(line.because, line.sources),
        )
        for line in ordered
    )
    if rows:
        yield Table("", ("Result", "Condition, what was said and what is wanted"), rows, (18, 82))


def _changes(said: Explanation, names: Names) -> Iterator[Block]:
    if said.near_misses:
        yield Listing("", tuple(Statement(near_miss_words(miss, names)) for miss in said.near_misses))


def _missing(one: Assessment, names: Names) -> Iterator[Block]:
    if one.verdict is not Verdict.NEED_FACT:
        return
    if one.missing:
        yield Listing("To be answered:", tuple(Statement(names.words.spec(f).question) for f in one.missing))
    if one.unanswerable:
        asked = tuple(Statement(names.words.spec(fact).question) for fact in one.unanswerable)
        yield Listing("Asked, and not known to you; find out:", asked)


def _next(said: Explanation, names: Names, cite: Cite) -> Iterator[Block]:
    yield Paragraph(cite(f"Who acts next: {said.next_actor.text}", said.next_actor.sources), Tone.STRONG)
    listings = (
        ("Steps:", said.steps, True),
        ("The clock:", said.clock, False),
        ("Documents:", said.documents, False),
        ("What no form can check; the authority will:", said.remains, False),
    )
    for caption, remarks, numbered in listings:
        if remarks:
            yield Listing(caption, tuple(_remark(remark, names, cite) for remark in remarks), numbered)
    if said.combines:
        combined = tuple(Statement(names.put_into(text)) for text in said.combines)
        yield Listing("Together with other schemes:", combined)


def _remark(remark: Remark, names: Names, cite: Cite) -> Statement:
    return cite(names.put_into(remark.text), remark.sources)
