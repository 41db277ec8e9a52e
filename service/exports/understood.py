"""The part of a report that shows what was understood, to be checked before anything else is believed."""

from collections.abc import Iterator, Sequence

from service.eligibility.facts import Profile
from service.eligibility.reading import Reading
from service.eligibility.records import Assessment, Facts
from service.eligibility.rules import RuleBook
from service.eligibility.wording import name, say_fact
from service.exports.records import Block, Listing, Paragraph, Section, Statement, Table, Tone

_SUFFIXES = ("_inr", "_pct")
_CAPITALS = frozenset(
    "spv msme cfc dpr gst sc st obc shg fpo spcb pmegp mudra nsic it pan iec psi sui".split()
)


def profile_section(
    profile: Profile, assessments: Sequence[Assessment], rules: RuleBook, reading: Reading | None
) -> Section:
    """Stated facts with the words they came from, what follows from them, and where the two disagree."""
    blocks: list[Block] = [_stated(profile, rules, reading)]
    if reading:
        blocks.insert(0, Paragraph(Statement(f"Your words: {reading.text.strip()}"), Tone.NOTE))
    if assessments:
        blocks += _derived(assessments[0].facts, rules)
    if reading and reading.questions:
        asked = tuple(Statement(f"{doubt.text} ({doubt.why})") for doubt in reading.questions)
        blocks.append(Listing("Not clear from your words:", asked))
    return Section("What was understood", tuple(blocks))


def fact_label(fact: str) -> str:
    """The name of a fact at the beginning of a line: "project_cost_inr" → "Project cost"."""
    words = fact_words(fact)
    return words[:1].upper() + words[1:]


def fact_words(fact: str) -> str:
    """The name of a fact within a sentence: "spv_members" → "SPV members"."""
    short = next((fact.removesuffix(end) for end in _SUFFIXES if fact.endswith(end)), fact)
    return " ".join(word.upper() if word in _CAPITALS else name(word) for word in short.split("_"))


def _stated(profile: Profile, rules: RuleBook, reading: Reading | None) -> Table:
    words = {entry.fact: entry.words for entry in reading.facts} if reading else {}
    order = [fact for fact in rules.words.facts if fact in profile.values]
    rows = tuple(
        (
            Statement(fact_label(fact)),
            Statement(say_fact(rules.words.spec(fact), profile.values[fact])),
            Statement(f"“{words[fact]}”" if fact in words else "stated"),
        )
        for fact in order
    )
    none = ((Statement("nothing"), Statement(""), Statement("")),)
    return Table("", ("Fact", "Understood as", "From"), rows or none, (34, 38, 28))


def _derived(facts: Facts, rules: RuleBook) -> Iterator[Block]:
    if facts.derived:
        rows = tuple(
            (
                Statement(fact_label(entry.fact)),
                Statement(say_fact(rules.words.spec(entry.fact), entry.value)),
                Statement(f"{entry.because} ({entry.source})" if entry.source else entry.because),
            )
            for entry in facts.derived
        )
        yield Table("What follows from it", ("Fact", "Value", "Because"), rows, (28, 26, 46))
    for clash in facts.contradictions:
        text = f"You said {fact_words(clash.fact)}: {clash.stated}. It is {clash.derived}: {clash.because}"
        yield Paragraph(Statement(text), Tone.WARNING)
