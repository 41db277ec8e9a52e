"""A real model file, run on this machine: whatever it writes, an answer says only what its quotes bear out.

``TEST_GGUF`` names the file; without it, or without ``xllamacpp`` (extra ``llm``), there is nothing to test.
"""

import os
from collections.abc import Iterator

import pytest

from service.answers.writer import Writer
from service.answers.writer_check import supported
from service.answers.writer_client import ChatServer
from service.records import Answer, AnswerStatus, Citation, Statement

pytestmark = pytest.mark.model

QUOTES = {
    "How many units were there in Khurja in 2021?": "In 2021, the Khurja pottery cluster had 494 units.",
    "What interest does the borrower pay?": "The borrower pays interest of 5% a year.",
    "How many bee boxes does each person get?": "Under Honey Mission, each person gets 10 bee boxes.",
    "Are used machines paid for?": "Used or fabricated machines are not paid for.",
}


@pytest.fixture(scope="module")
def server() -> Iterator[ChatServer]:
    path = os.environ.get("TEST_GGUF")
    if not path:
        pytest.skip("TEST_GGUF names no model file")
    xllamacpp = pytest.importorskip("xllamacpp", reason="pip install 'samuh[llm]'")
    settings = xllamacpp.CommonParams()
    settings.model.path, settings.n_ctx, settings.port = path, 4096, 0
    settings.hostnames = ["127.0.0.1"]
    running = xllamacpp.Server(settings)
    yield ChatServer(f"{running.listening_address}/v1", "local", "", 60.0)
    del running  # its end is the server's


@pytest.mark.parametrize("question", QUOTES)
def test_a_real_models_answer_says_only_what_its_quotes_bear_out(server: ChatServer, question: str) -> None:
    quote = QUOTES[question]
    citation = Citation(1, "sheet", "p", "Sheet", None, 2021, "Facts", None, None, quote, 0, len(quote))
    plain = Answer(
        "0" * 16, question, None, AnswerStatus.ANSWERED, None, (Statement(quote, (1,)),), (citation,), (), (),
        "2026-01-01", "index",
    )  # fmt: skip
    written = Writer(server).write(plain)
    assert written == plain or all(supported(one.text, [citation]) for one in written.statements)
