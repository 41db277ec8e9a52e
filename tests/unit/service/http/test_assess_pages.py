"""The interview as pages, with plain forms only: nothing needs a script, and nothing that was told is in an address."""

import re
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


class TestBeginning:
    """The start page and what was understood."""

    def test_the_section_stands_in_the_navigation(self, visitor) -> None:
        page = visitor.open("/assess")
        current = page.xpath("//nav[@aria-label='Sections']//a[@aria-current='page']")
        assert [(link.text, link.get("href")) for link in current] == [("Do we qualify?", "/assess")]

    def test_words_lead_to_what_was_understood_and_none_of_them_to_the_address(self, told) -> None:
        visitor = told(FOUNDRY)
        assert visitor.heading == "What we understood"
        assert re.fullmatch(r"/assess/[0-9A-Z]{4}(-[0-9A-Z]{4}){2}/facts", visitor.path)
        assert visitor.reply is not None
        assert visitor.reply.url.query == b""
        rows = {
            row.xpath("th")[0].text_content(): [" ".join(c.text_content().split()) for c in row.xpath("td")]
            for row in visitor.page.xpath("//table[contains(@class, 'facts-table')]/tbody/tr")
        }
        assert rows["Project cost"][:2] == ["₹12 crore (12,00,00,000)", "12 crore CFC"]
        assert rows["Who applies"][0] == "SPV (joint company of the member units)"
        assert [mark.text for mark in visitor.page.xpath("//mark")][:2] == ["SPV of 25", "foundries"]

    def test_no_words_lead_to_the_first_question(self, visitor) -> None:
        visitor.open("/assess")
        visitor.send("/assess")
        assert visitor.heading == "Who will apply?"

    def test_markup_in_words_stays_text(self, told) -> None:
        visitor = told("foundry <script>alert(1)</script> in <b>Rajkot</b> & more")
        assert visitor.reply is not None
        assert "<script>alert" not in visitor.reply.text
        assert "<b>Rajkot" not in visitor.reply.text
        assert "<script>alert(1)</script>" in visitor.says("//blockquote")

    def test_words_that_tell_nothing_are_said_to_tell_nothing(self, told) -> None:
        assert "Nothing was found in this" in told("good morning").says()

    def test_too_many_words_are_refused_and_kept_in_the_box(self, told) -> None:
        visitor = told("x" * 5001)
        assert visitor.reply is not None
        assert visitor.reply.status_code == 400
        assert "at most 5000" in visitor.says()
        assert visitor.page.xpath("//textarea[@name='text']")[0].text.strip() == "x" * 5001

    def test_a_place_of_two_states_is_asked_back_at_once(self, told) -> None:
        visitor = told("foundry SPV in Aurangabad")
        choices = visitor.page.xpath("//form[contains(@class, 'doubt')]//input[@name='value']/@value")
        assert choices == ["Bihar", "Maharashtra"]
        visitor.answer("Maharashtra")
        assert visitor.heading == "What we understood"
        assert not visitor.page.xpath("//form[contains(@class, 'doubt')]")
        assert "Chhatrapati Sambhajinagar" in visitor.says()

    def test_a_fact_is_corrected_and_another_removed(self, told) -> None:
        visitor = told(FOUNDRY)
        visitor.open(visitor.page.xpath("//a[@aria-label='Correct: Project cost']/@href")[0])
        visitor.reply = visitor.client.get(f"/assess/{visitor.code}", params={"fact": "project_cost_inr"})
        assert visitor.page.xpath("//input[@name='value']/@value") == ["12,00,00,000"]
        visitor.answer("9.5", scale="crore")
        assert visitor.heading == "What we understood"
        assert "₹9.5 crore" in visitor.says()
        removes = visitor.page.xpath("//form[.//button[@aria-label='Remove: Project cost']]")
        visitor.reply = visitor.client.post(removes[0].get("action"), data={"fact": "project_cost_inr"})
        assert "₹9.5 crore" not in visitor.says()

    def test_an_interview_may_be_about_one_scheme_only(self, visitor) -> None:
        visitor.open("/assess?scheme=mse-cdp-2022")
        assert "MSE-CDP (2022 guidelines)" in visitor.says("//p[@class='notice']")
        visitor.send("/assess", text=FOUNDRY)
        visitor.open(f"/assess/{visitor.code}/result")
        assert "CGTMSE" not in visitor.says()
        visitor.send("/all")
        assert "CGTMSE" in visitor.says()


class TestQuestions:
    """One question a page."""

    def test_each_page_asks_one_thing_and_says_why(self, visitor) -> None:
        visitor.open("/assess")
        visitor.send("/assess")
        assert len(visitor.page.xpath("//form[contains(@class, 'question')]")) == 1
        assert "Likely to settle" in visitor.says("//div[@class='why-asked']")
        assert visitor.page.xpath("//fieldset/legend/h1")

    def test_an_answer_is_taken_and_what_it_changed_is_shown(self, visitor) -> None:
        visitor.open("/assess")
        visitor.send("/assess")
        visitor.answer("spv")
        assert visitor.heading != "Who will apply?"
        assert "Ruled out" in visitor.says("//div[@class='moved']")

    def test_not_known_and_skip_go_on_and_back_returns(self, visitor) -> None:
        visitor.open("/assess")
        visitor.send("/assess")
        first = visitor.heading
        visitor.answer("", action="unknown")
        second = visitor.heading
        visitor.answer("", action="skip")
        third = visitor.heading
        assert len({first, second, third}) == 3
        visitor.send("/back")
        assert visitor.heading == second
        visitor.send("/back")
        assert visitor.heading == first

    def test_an_empty_answer_is_asked_again(self, visitor) -> None:
        visitor.open("/assess")
        visitor.send("/assess")
        first = visitor.heading
        visitor.send("/answers", action="answer")
        assert visitor.reply is not None
        assert visitor.reply.status_code == 400
        assert visitor.heading == first
        assert "We do not know" in visitor.says("//p[@role='alert']")

    @pytest.mark.parametrize(
        ("typed", "scale", "sum_inr"),
        [
            ("5", "crore", 50_000_000),
            ("5,00,00,000", "rupees", 50_000_000),
            ("1.25", "lakh", 125_000),
            ("5 crore 20 lakh", "lakh", 52_000_000),
            ("साढ़े तीन करोड़", "crore", 35_000_000),
            ("das lakh", "crore", 1_000_000),
            ("२.५", "crore", 25_000_000),
            ("Rs 80,00,000/-", "rupees", 8_000_000),
        ],
    )
    def test_sums_are_taken_as_people_write_them(self, told, client, typed, scale, sum_inr) -> None:
        code = told("SPV in Kolhapur").code
        visitor = Visitor(client)
        visitor.open(f"/assess/{code}?fact=project_cost_inr")
        visitor.answer(typed, scale=scale)
        known = client.get(f"/api/v1/interviews/{code}").json()["profile"]
        assert known["project_cost_inr"] == sum_inr

    @pytest.mark.parametrize(
        ("fact", "value"),
        [("project_cost_inr", "much"), ("spv_members", "many"), ("own_contribution_pct", "120")],
    )
    def test_what_is_no_figure_is_refused_and_stays_in_the_field(self, told, fact, value) -> None:
        visitor = told("SPV in Kolhapur")
        visitor.open(f"/assess/{visitor.code}?fact={fact}")
        visitor.answer(value)
        assert visitor.reply is not None
        assert visitor.reply.status_code == 400
        assert visitor.page.xpath("//input[@name='value']/@value") == [value]

    def test_a_district_that_is_on_no_list_is_asked_about_with_those_that_sound_alike(self, told) -> None:
        visitor = told("SPV of foundries in Maharashtra")
        visitor.open(f"/assess/{visitor.code}?fact=district")
        assert "Kolhapur" in visitor.page.xpath("//datalist/option/@value")
        visitor.answer("Kolapoor")
        assert "Did you mean Kolhapur" in visitor.says("//p[@role='alert']")
        visitor.answer("Kolapoor", sure="1")
        assert "Kolapoor" in visitor.says()

    def test_several_may_be_ticked_but_none_of_these_stands_alone(self, told, client) -> None:
        visitor = told("SPV of foundries in Maharashtra")
        visitor.open(f"/assess/{visitor.code}?fact=sector")
        visitor.answer(["brass", "engineering"])
        visitor.open(f"/assess/{visitor.code}?fact=other_subsidy_list")
        visitor.answer(["none", "mudra"])
        assert "does not go with another" in visitor.says("//p[@role='alert']")
        profile = client.get(f"/api/v1/interviews/{visitor.code}").json()["profile"]
        assert profile["sector"] == ["brass", "engineering"]
        assert "other_subsidy_list" not in profile

    def test_a_whole_interview_ends_in_the_result(self, visitor) -> None:
        visitor.open("/assess")
        visitor.send("/assess", text="SPV of 25 weavers in Barpeta, Assam")
        visitor.open(f"/assess/{visitor.code}")
        asked = []
        while visitor.path.endswith(visitor.code):
            asked.append(visitor.heading)
            assert len(asked) < 130
            visitor.answer("", action="unknown")
        assert visitor.path.endswith("/result")
        assert len(asked) == len(set(asked))


class TestResult:
    """What came of it."""

    def test_groups_stand_in_the_order_that_matters_with_sums_and_warnings_first(self, told) -> None:
        visitor = told(FOUNDRY)
        visitor.open(f"/assess/{visitor.code}/result")
        groups = [
            re.sub(r"\s*\d+$", "", " ".join(h.text_content().split()))
            for h in visitor.page.xpath("//section/h2")
        ]
        assert groups == [
            "You meet every condition we can check",
            "Cannot be said yet",
            "For another purpose than the one you named",
            "Does not fit as told",
            "Not open yet",
            "Closed",
        ]
        assert "estate" in visitor.says("//section[@aria-labelledby='another']")
        first = visitor.page.xpath("//article")[0]
        text = " ".join(first.text_content().split())
        assert text.index("Before you prepare anything") < text.index("Meets every condition we can check")
        assert "₹7.2 crore" in text
        assert "open now" not in visitor.says().lower()

    def test_every_hard_condition_opens_its_page(self, told) -> None:
        visitor = told(FOUNDRY)
        visitor.open(f"/assess/{visitor.code}/schemes/mse-cdp-2022/cfc")
        conditions = visitor.page.xpath("//ul[@class='conditions']/li")
        assert len(conditions) > 4
        for condition in conditions:
            if "not decisive" not in condition.text_content():
                assert condition.xpath(
                    ".//a[starts-with(@href, 'http') or starts-with(@href, '/documents/')]"
                )

    def test_a_refusal_says_why_and_what_would_change_it(self, told) -> None:
        visitor = told(FOUNDRY.replace("12 crore", "4 crore"))
        visitor.open(f"/assess/{visitor.code}/result")
        says = visitor.says("//section[@aria-labelledby='not']")
        assert "If project cost were at least ₹5 crore (you said ₹4 crore)" in says

    def test_costs_show_floors_cliffs_and_ceilings(self, told) -> None:
        visitor = told(FOUNDRY)
        visitor.open(f"/assess/{visitor.code}/schemes/mse-cdp-2022/cfc/costs")
        rows = [
            [" ".join(cell.text_content().split()) for cell in row]
            for row in visitor.page.xpath("//table/tbody/tr")
        ]
        table = {row[0]: row[1:] for row in rows}
        assert table["₹10 crore"][0] == "₹7 crore"
        assert "Cliff" in table["₹10 crore"][3]
        assert table["just above ₹10 crore"][0] == "₹6 crore"
        assert table["₹12 crore"][0] == "₹7.2 crore"
        assert table["₹35 crore"][0] == "₹18 crore"
        assert visitor.page.xpath("//svg[@role='img']")
        visitor.open(f"/assess/{visitor.code}/schemes/mse-cdp-2022/cfc/costs?cost=8.5&scale=crore")
        assert "₹5.95 crore" in visitor.says("//tr[@class='total']")
        for no_sum in ("lots", "-1", "nan"):
            visitor.open(f"/assess/{visitor.code}/schemes/mse-cdp-2022/cfc/costs?cost={no_sum}")
            assert "This is no sum" in visitor.says()
        visitor.open(f"/assess/{visitor.code}/facts")
        assert "₹12 crore" in visitor.says()

    def test_schemes_stand_side_by_side_with_gaps_as_gaps(self, told) -> None:
        visitor = told(FOUNDRY)
        visitor.open(
            f"/assess/{visitor.code}/compare?scheme=mse-cdp-2022/cfc&scheme=mh-msicdp/cfc&scheme=scdf"
        )
        assert len(visitor.page.xpath("//table[@class='compare']/thead//th")) == 3
        assert visitor.page.xpath("//span[@class='gap']")
        visitor.open(f"/assess/{visitor.code}/compare?scheme=mse-cdp-2022")
        assert visitor.reply is not None
        assert visitor.reply.status_code == 400

    def test_the_summary_is_plain_and_fits_a_message(self, told) -> None:
        visitor = told(FOUNDRY)
        visitor.open(f"/assess/{visitor.code}/summary")
        mail = visitor.page.xpath("//a[starts-with(@href, 'mailto:')]/@href")[0]
        assert len(mail) < 2000
        assert visitor.code not in mail
        text = visitor.client.get(f"/assess/{visitor.code}/summary.txt")
        assert text.headers["content-type"].startswith("text/plain")
        assert "₹7.2 crore" in text.text

    @pytest.mark.parametrize(("name", "begins"), [("result.docx", b"PK"), ("result.pdf", b"%PDF")])
    def test_the_result_is_sent_as_a_file(self, told, name, begins) -> None:
        visitor = told(FOUNDRY)
        reply = visitor.client.get(f"/assess/{visitor.code}/{name}")
        assert reply.status_code == 200
        assert reply.content.startswith(begins)
        assert "attachment" in reply.headers["content-disposition"]

    def test_a_scheme_that_is_not_there_is_a_page_that_says_so(self, told) -> None:
        visitor = told(FOUNDRY)
        visitor.open(f"/assess/{visitor.code}/schemes/nope/cfc")
        assert visitor.reply is not None
        assert visitor.reply.status_code == 404
