"""From an answer to all four renderings."""

from service.helpline.renderings.content import content_of, why_untold
from service.helpline.renderings.records import Content, Language, Rendered, Screen
from service.helpline.renderings.sms import sms
from service.helpline.renderings.speech import speech, ssml
from service.helpline.renderings.templates import Templates, shipped
from service.helpline.renderings.whatsapp import card
from service.records import Answer, AnswerStatus


def render(
    answer: Answer, reference: str, language: str = Language.ENGLISH, templates: Templates | None = None
) -> Rendered:
    """The four renderings of an answer.

    Args:
        answer: As the desk gives it, or as a turn of a case kept it.
        reference: The case's reference, as ``references.make`` gives it.
        language: "en" or "hi"; any other is taken for English.
        templates: The operator's registered SMS templates; those that come with Samuh where none are given.
    """
    return render_content(content_of(answer), reference, language, templates)


def render_content(
    content: Content, reference: str, language: str = Language.ENGLISH, templates: Templates | None = None
) -> Rendered:
    """The four renderings of content, whatever it was made from."""
    spoken_in = Language.HINDI if language == Language.HINDI else Language.ENGLISH
    spoken = speech(content, spoken_in)
    return Rendered(
        reference=reference,
        language=spoken_in,
        screen=_screen(content, spoken_in),
        spoken=spoken,
        ssml=ssml(spoken),
        sms=sms(content, reference, spoken_in, templates or shipped()),
        whatsapp=card(content, reference, spoken_in),
    )


def _screen(content: Content, language: Language) -> Screen:
    """All of the content; why there is no answer is said without the passages that a page lists below that."""
    unanswered = content.status == AnswerStatus.NO_EVIDENCE
    return Screen(
        banner=why_untold(content, language) if unanswered else content.lead or content.warning,
        lines=content.points,
        sources=content.sources,
        choices=content.choices,
        as_of=content.as_of,
        index_id=content.index_id,
    )
