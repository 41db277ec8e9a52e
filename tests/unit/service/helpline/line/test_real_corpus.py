"""The telephone's topics asked of the shipped sheets with the real model: answered, cited, and said in time."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.helpline.renderings.speech import count_words
from service.helpline.talk_words import topics
from service.http.app import build_app
from service.settings import Settings
from service.wiring import desk, ingest_paths, rebuild

pytestmark = pytest.mark.model

SHEETS = ("mse-cdp-2022.yaml",)
"""One sheet, to be read and indexed in seconds; the first two topics are about it."""


@pytest.fixture(scope="module")
def real_app(repository: Path, pytestconfig: pytest.Config, settings: Settings) -> Any:
    assert pytestconfig.cache is not None
    corpus = repository / "corpus"
    library = pytestconfig.cache.mkdir("helpline")
    told = settings.model_copy(update={"library": library, "corpus": corpus})
    paths = [corpus / "schemes" / name for name in SHEETS]
    ingest_paths(told, paths, lambda report: None)
    rebuild(told, lambda done, total: None)
    made = desk(told)
    made.warm_up()
    return build_app(made, told)


@pytest.fixture
def real_stage(real_app: Any, stage_of: Any) -> Iterator[Any]:
    yield from stage_of(real_app)


def test_topics_of_the_telephone_are_answered_from_its_sources(real_stage: Any) -> None:
    library = real_stage.client.app.state.site.desk
    for topic in topics()[:2]:
        real_stage.letter(topic.question)
        [told] = real_stage.replies()
        assert "• " in told["text"], topic.question
        assert "[1] " in told["text"], topic.question
        for quote in library.answer(topic.question).citations:
            document = library.document(quote.document_id)
            assert document.text[quote.start : quote.end] == quote.quote


def test_a_call_about_a_topic_says_a_figure_with_its_scheme_or_none(real_stage: Any) -> None:
    call = {"CallSid": "CA9", "From": "+919876543210", "To": "+911140000000"}
    real_stage.twilio("/hooks/twilio/voice", CallStatus="ringing", **call)
    for step, key in enumerate("111", 1):
        reply = real_stage.twilio(f"/hooks/twilio/voice?step={step}", Digits=key, **call)
    withheld = "too long to read aloud" in reply.text or "Ask for both sides by reference" in reply.text
    figures = ("crore", "lakh", "per cent", "percent")
    assert ("MSE" in reply.text) != withheld
    assert not (withheld and any(figure in reply.text for figure in figures))
    assert count_words(reply.text) < 90


def test_what_no_document_says_is_said_to_be_not_known(real_stage: Any) -> None:
    real_stage.whatsapp("text", {"body": "How many elephants live in Kaziranga?"})
    [told] = real_stage.replies()
    said = json.dumps(told)
    assert "not known" in said or "outside what this helpline knows" in said
