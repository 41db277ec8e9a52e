"""An interview's result as plain text, ready for an e-mail or a message: verdicts, sums, what is missing, sources."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from service.eligibility.explain import Explanation, amount_words, explain
from service.eligibility.ranking import ranked, set_aside
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook
from service.eligibility.scheme_records import Source
from service.eligibility.values import Verdict
from service.eligibility.wording import VERDICTS, cite
from service.interviews.records import Progress
from service.interviews.wording import label_inside

WIDTH = 76
_HEADS = {
    Verdict.ELIGIBLE: "MEETS EVERY CONDITION WE CAN CHECK (the authority decides the rest)",
    Verdict.CHECK: "THE SOURCES DISAGREE ON A POINT THAT MATTERS: ASK FIRST",
    Verdict.NEED_FACT: "CANNOT BE SAID YET: FACTS ARE MISSING",
}


def summary(progress: Progress, rules: RuleBook) -> str:
    """The whole summary. It is decision support, not a sanction, and says so."""
    return "\n".join(_lines(progress, rules)) + "\n"


def short_summary(progress: Progress) -> str:
    """The same in a few lines, for the body of a message that must be short."""
    fits = (Verdict.ELIGIBLE, Verdict.CHECK)
    kept = [a for a in ranked(progress.assessments) if a.verdict in fits and not set_aside(a)]
    lines = [f"{a.scheme.title_short}, {a.component.name}: {_short(a)}" for a in kept[:8]]
    if len(kept) > 8:
        lines.append(f"and {len(kept) - 8} more")
    body = lines or ["No scheme was found yet of which every condition that can be checked is met."]
    return "\n".join(
        [f"Schemes for our cluster, as on {_day(progress)} (decision support, not a sanction):", *body]
    )


def _lines(progress: Progress, rules: RuleBook) -> Iterator[str]:
    assessments = ranked(progress.assessments)
    yield f"Schemes for our cluster, as on {_day(progress)}"
    yield "Decision support by Samuh, not a sanction: the authority named by each scheme decides."
    if assessments:
        yield f"Result {assessments[0].determination}"
    for verdict, head in _HEADS.items():
        group = [a for a in assessments if a.verdict is verdict and not set_aside(a)]
        if group:
            yield from ("", head)
            for assessment in group:
                yield from _one(assessment, explain(assessment, rules))
    aside = [f"* {a.scheme.title_short}: {a.component.name}" for a in assessments if set_aside(a)]
    if aside:
        yield from ("", "NOT EXCLUDED, BUT THEY PAY FOR ANOTHER PURPOSE THAN THE ONE YOU NAMED", *aside)
    closed = sum(a.verdict is Verdict.CLOSED for a in assessments)
    refused = sum(a.verdict is Verdict.NOT_ELIGIBLE for a in assessments)
    yield from ("", f"Not open on this day: {closed} scheme components. Do not fit as told: {refused}.")


def _one(assessment: Assessment, said: Explanation) -> Iterator[str]:
    yield ""
    yield f"* {assessment.scheme.title_short}: {assessment.component.name}"
    if assessment.status.warning:
        yield from _wrapped(f"Attention: {assessment.status.warning}")
    yield from _wrapped(f"Verdict: {_short(assessment)}")
    if assessment.verdict is Verdict.NEED_FACT:
        missing = [label_inside(fact) for fact in (*assessment.missing, *assessment.unanswerable)]
        yield from _wrapped(f"Missing: {', '.join(missing)}")
        return
    for step in said.steps[:1]:
        yield from _wrapped(f"First step: {step.text}")
    cited = dict.fromkeys(source for line in said.lines for source in line.sources)
    yield from _wrapped(f"Sources: {_cited(cited)}")


def _short(assessment: Assessment) -> str:
    amount = amount_words(assessment)
    return VERDICTS[assessment.verdict] + (f"; {amount}" if amount else "")


def _cited(sources: Iterable[Source]) -> str:
    rows: Sequence[str] = [f"{cite(source)}{f' {source.url}' if source.url else ''}" for source in sources]
    return "; ".join(rows[:6]) or "see the scheme's page"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(
        " ".join(text.split()), WIDTH, initial_indent="  ", subsequent_indent="    ", break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def _day(progress: Progress) -> str:
    return f"{progress.as_of.day} {progress.as_of:%B %Y}"
