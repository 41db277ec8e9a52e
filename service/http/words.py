"""The names that pages give to the values of our enums."""

from dataclasses import dataclass

from ingest.records import DocumentKind, ReadStatus
from service.records import AnswerStatus

KIND_NAMES = {
    DocumentKind.SCHEME_GUIDELINE.value: "Scheme guideline",
    DocumentKind.DIAGNOSTIC_REPORT.value: "Diagnostic report",
    DocumentKind.CASE_STUDY.value: "Case study",
    DocumentKind.POLICY_PAPER.value: "Policy paper",
    DocumentKind.FAQ.value: "Questions and answers",
    DocumentKind.NEWS.value: "News",
    DocumentKind.SHEET.value: "Sheet",
    DocumentKind.OTHER.value: "Other",
}

LANGUAGES = {
    "en": "English",
    "hi": "Hindi",
    "mr": "Marathi",
    "ta": "Tamil",
    "bn": "Bengali",
    "gu": "Gujarati",
}

READ_STATUS_NAMES = {
    ReadStatus.READ.value: "Read",
    ReadStatus.PARTLY_READ.value: "Partly read",
    ReadStatus.NEEDS_OCR.value: "Needs OCR",
    ReadStatus.REFUSED.value: "Refused",
    ReadStatus.UNCHANGED.value: "Read",
    ReadStatus.DUPLICATE.value: "Duplicate",
    ReadStatus.REMOVED.value: "Removed",
    ReadStatus.SKIPPED.value: "Skipped",
    ReadStatus.UNPACKED.value: "Unpacked",
}


def plain_name(name: str) -> str:
    """A name of the vocabulary as people write it: ``food_processing`` gives ``food processing``."""
    return name.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Ending:
    """How a page presents one way in which a question ends. ``tone`` picks its colour; words carry the meaning."""

    title: str
    note: str
    tone: str


ENDINGS = {
    AnswerStatus.ANSWERED: Ending("Answer", "In the words of the sources.", "good"),
    AnswerStatus.PARTLY_ANSWERED: Ending(
        "Part of an answer",
        "The documents answer this question only in part. What is missing is not known here.",
        "part",
    ),
    AnswerStatus.NO_EVIDENCE: Ending(
        "The documents do not say",
        "Samuh does not guess. No statement in the library bears out an answer.",
        "none",
    ),
    AnswerStatus.NEEDS_FACTS: Ending(
        "One thing first", "The answer depends on something that the question does not say.", "part"
    ),
    AnswerStatus.CONFLICTING: Ending(
        "The sources disagree",
        "Each side is given with its source and year. Check which one holds for you.",
        "conflict",
    ),
    AnswerStatus.OUT_OF_SCOPE: Ending(
        "Outside what Samuh covers",
        "Samuh knows small-firm clusters in India and the schemes meant for them.",
        "none",
    ),
}
