"""Coming back to an interview, deleting it, and beginning one from the box for questions."""

from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient

from service.http.app import build_app
from service.settings import Settings
from tests.unit.service.http.visitor import FOUNDRY, Visitor


@pytest.fixture(scope="module")
def client(fake_desk, tmp_path_factory) -> Iterator[TestClient]:
    settings = Settings(library=tmp_path_factory.mktemp("library"))
    with TestClient(build_app(fake_desk(), settings), base_url="http://127.0.0.1") as made:
        yield made


@pytest.fixture
def visitor(client) -> Visitor:
    return Visitor(client)


@pytest.fixture
def told(visitor) -> Callable[[str], Visitor]:
    def begin(text: str) -> Visitor:
        visitor.open("/assess")
        visitor.send("/assess", text=text)
        return visitor

    return begin


class TestKeeping:
    """Coming back, and deleting."""

    def test_the_code_brings_the_interview_back_from_anywhere(self, told, client) -> None:
        code = told(FOUNDRY).code
        other = Visitor(client)
        other.open("/assess")
        other.send("/resume", code=code.lower().replace("-", " "))
        assert other.path == f"/assess/{code}/facts"
        other.open(f"/assess/{code.lower().replace('-', '')}")
        assert other.code == code

    @pytest.mark.parametrize(
        ("code", "says"),
        [("7K3M", "12 letters"), ("7K3M-Q2PA-94X4", "slip"), ("0000-0000-0000", "no interview")],
    )
    def test_a_wrong_code_is_told_at_its_field(self, visitor, code, says) -> None:
        visitor.open("/assess")
        visitor.send("/resume", code=code)
        assert says in visitor.says("//p[@id='code-error']")

    def test_the_code_is_shown_with_words_for_the_telephone(self, told) -> None:
        visitor = told(FOUNDRY)
        visitor.open(f"/assess/{visitor.code}/keep")
        assert visitor.says("//p[@class='big-code']") == visitor.code
        assert " as in " in visitor.says()

    def test_to_delete_it_is_final(self, told) -> None:
        visitor = told(FOUNDRY)
        code = visitor.code
        visitor.open(f"/assess/{code}/keep")
        visitor.send("/delete")
        assert "was deleted" in visitor.says("//p[@role='status']")
        visitor.open(f"/assess/{code}")
        assert visitor.reply is not None
        assert visitor.reply.status_code == 404

    def test_a_form_of_another_site_is_refused(self, told) -> None:
        visitor = told(FOUNDRY)
        for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
            reply = visitor.client.post(f"/assess/{visitor.code}/delete", headers=headers)
            assert reply.status_code == 403
        visitor.open(f"/assess/{visitor.code}/facts")
        assert visitor.heading == "What we understood"

    def test_nothing_that_was_told_is_logged(self, visitor, caplog) -> None:
        with caplog.at_level("DEBUG"):
            visitor.open("/assess")
            visitor.send("/assess", text="the secret weavers of Barpeta, 8 crore")
            visitor.open(f"/assess/{visitor.code}/result")
        assert "secret" not in caplog.text
        assert visitor.code not in "".join(
            r.getMessage() for r in caplog.records if r.name.startswith("service")
        )


class TestAskBox:
    """From a question to the interview."""

    def test_a_question_about_ones_own_case_leads_there_with_what_it_says(self, visitor) -> None:
        visitor.reply = visitor.client.get(
            "/", params={"q": "we are 25 weavers in Barpeta Assam, which schemes can we get"}
        )
        card = visitor.says("//section[@aria-labelledby='pointer']")
        assert "State: Assam" in card
        visitor.send("/assess")
        assert visitor.heading == "What we understood"
        assert "Assam" in visitor.says("//table")

    @pytest.mark.parametrize("question", ["hum kaun si scheme le sakte hain", "हम कौन सी योजना ले सकते हैं?"])
    def test_in_hinglish_and_hindi_too(self, visitor, question) -> None:
        visitor.reply = visitor.client.get("/", params={"q": question})
        assert visitor.page.xpath("//section[@aria-labelledby='pointer']")

    def test_other_questions_are_answered_as_before(self, visitor) -> None:
        visitor.reply = visitor.client.get("/", params={"q": "How much grant?"})
        assert not visitor.page.xpath("//section[@aria-labelledby='pointer']")
        assert visitor.page.xpath("//article[contains(@class, 'answer')]")
