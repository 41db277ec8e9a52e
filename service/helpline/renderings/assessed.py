"""The one object behind the renderings, made from an assessment: what is open to the caller, best first."""

from collections.abc import Sequence

from ingest.sheets.words import lower_first
from service.eligibility.explain import amount_words
from service.eligibility.ranking import OPEN, ranked, set_aside
from service.eligibility.records import Assessment
from service.eligibility.values import Verdict
from service.helpline.renderings.records import Content, Language, Point, Rendered, Source
from service.helpline.renderings.render import render_content
from service.helpline.renderings.templates import Templates

STATUS, NONE = "assessed", "none_fits"
_VERDICTS = {
    Verdict.ELIGIBLE: "every condition that we can check is met",
    Verdict.CHECK: "the sources disagree on a point that matters here, so ask first",
    Verdict.NEED_FACT: "facts are still missing",
}


def render_assessments(
    assessments: Sequence[Assessment],
    reference: str,
    language: str = Language.ENGLISH,
    templates: Templates | None = None,
) -> Rendered:
    """The four renderings of an eligibility assessment; the whole of it stands under the interview's own address."""
    return render_content(content_of_assessments(assessments), reference, language, templates)


def content_of_assessments(assessments: Sequence[Assessment]) -> Content:
    """One point for each component that is open to the caller and meant for the purpose told, best first.

    A refusal is no point: it is told on the page, with its reasons. Where nothing is open, that is the content.
    """
    kept = [each for each in ranked(assessments) if each.verdict in OPEN and not set_aside(each)]
    sources = [_source(number, each) for number, each in enumerate(kept, 1)]
    return Content(
        question="",
        status=STATUS if kept else NONE,
        lead=None,
        points=tuple(Point(_text(each), (number,)) for number, each in enumerate(kept, 1)),
        warning=None,
        sources=tuple(source for source in sources if source),
        choices=(),
        as_of=assessments[0].as_of.isoformat() if assessments else "",
        index_id=assessments[0].determination if assessments else "",
        known=bool(kept),
    )


def _text(assessment: Assessment) -> str:
    """One component in a sentence: where, how it ends, what it would pay, and whether to ask if it is open."""
    amount = (amount_words(assessment) or "").replace("₹", "Rs ")
    sure = assessment.verdict is Verdict.ELIGIBLE or amount.startswith("at most")
    paid = f"; the grant {'is' if sure else 'may be'} {amount}" if "Rs" in amount else ""
    ask = "; ask first whether it takes applications" if assessment.status.warning else ""
    return f"{_place(assessment)}, {_VERDICTS[assessment.verdict]}{paid}{ask}."


def _place(assessment: Assessment) -> str:
    scheme, name = assessment.scheme, assessment.component.name
    if len(scheme.components) == 1:
        return f"Under {scheme.title_short}"
    return f"In the {lower_first(name)} part of {scheme.title_short}"


def _source(number: int, assessment: Assessment) -> Source | None:
    """The first page that a condition of the component rests on."""
    pages = [source for finding in assessment.findings for source in finding.sources]
    if not pages:
        return None
    first = pages[0]
    return Source(number, assessment.scheme.id, None, first.title, first.publisher, first.year, "", "")
