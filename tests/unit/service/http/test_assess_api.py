"""The JSON interface to eligibility: whole replies as described, problems that say what to do, interviews that last."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.eligibility import rules as rule_files
from service.eligibility.batch import assess_record
from service.http.app import build_app
from service.http.assess_schemas import AssessmentsOut, ComponentComparisonOut, InterviewOut
from service.settings import Settings

TEXT = (
    "SPV of 25 foundries in Kolhapur, Section 8 company, existing cluster, 12 crore CFC, micro and small members, "
    "State has recommended it"
)


@pytest.fixture(scope="module")
def client(fake_desk, tmp_path_factory) -> Iterator[TestClient]:
    """The application while its model is still loading: eligibility needs none."""
    settings = Settings(library=tmp_path_factory.mktemp("library"))
    with TestClient(
        build_app(fake_desk(ready=False, opens=False), settings), base_url="http://127.0.0.1"
    ) as made:
        yield made


@pytest.fixture
def begin(client) -> Callable[..., dict]:
    def started(**body: object) -> dict:
        reply = client.post("/api/v1/interviews", json=body)
        assert reply.status_code == 201, reply.text
        record = reply.json()
        assert reply.headers["location"] == f"/api/v1/interviews/{record['code']}"
        InterviewOut.model_validate(record)
        return record

    return started


@pytest.fixture
def answer(client) -> Callable[..., dict]:
    def given(code: str, **body: object) -> dict:
        reply = client.post(f"/api/v1/interviews/{code}/answers", json=body)
        assert reply.status_code == 200, reply.text
        return reply.json()

    return given


class TestAssessments:
    """Without state."""

    @pytest.mark.parametrize("detail", ["full", "brief"])
    def test_a_reply_is_as_described_field_by_field(self, client, detail: str) -> None:
        reply = client.post("/api/v1/assessments", json={"text": TEXT, "detail": detail})
        assert reply.status_code == 200
        sent = AssessmentsOut.model_validate(reply.json())
        assert len(sent.assessments) > 100
        assert all((row.explanation is None) == (detail == "brief") for row in sent.assessments)

    def test_it_is_the_record_of_the_command_line_with_more(self, client, repository: Path) -> None:
        body = {"id": "k-1", "text": TEXT, "facts": {"spv_members": 30}, "as_of": "2026-11-22"}
        sent = client.post("/api/v1/assessments", json={**body, "detail": "brief"}).json()
        rules = rule_files.load(repository / "corpus")
        ours = assess_record(body, rules, rule_files_today())
        assert {key: sent[key] for key in ours} == ours
        assert sent["profile"]["spv_members"] == 30

    def test_sum_working_and_warning_come_with_their_sources(self, client) -> None:
        body = {"text": TEXT, "schemes": ["mse-cdp-2022"], "as_of": "2026-11-22"}
        rows = client.post("/api/v1/assessments", json=body).json()["assessments"]
        cfc = next(row for row in rows if row["component"] == "cfc")
        assert (cfc["verdict"], cfc["max_grant_inr"]) == ("eligible", 72_000_000)
        assert "ask whether it was approved again" in cfc["status"]["warning"]
        labels = [step["label"] for step in cfc["explanation"]["working"]]
        assert labels[0] == "Project cost"
        assert "Grant" in labels
        assert all(step["sources"] for step in cfc["explanation"]["working"][1:])
        assert all(f["sources"] for f in cfc["findings"] if f["hard"])

    def test_what_was_understood_stands_with_its_words(self, client) -> None:
        sent = client.post("/api/v1/assessments", json={"text": "8 crore CFC in Bilaspur"}).json()
        assert all(e["words"] == "8 crore CFC in Bilaspur"[e["start"] : e["end"]] for e in sent["understood"])
        assert [doubt["choices"] for doubt in sent["questions"]] == [["Chhattisgarh", "Himachal Pradesh"]]
        assert sent["next_question"]["fact"] == "state"

    def test_the_next_question_says_why(self, client) -> None:
        ask = client.post("/api/v1/assessments", json={"facts": {"state": "Kerala"}}).json()["next_question"]
        assert ask["fact"] == "applicant_type"
        assert ask["settles"] > 10
        assert "settle" in ask["why"]

    def test_editions_of_another_day_and_those_that_were_replaced(self, client) -> None:
        facts = {"applicant_type": "spv"}

        def schemes(**body: object) -> set[str]:
            sent = client.post("/api/v1/assessments", json={"facts": facts, "detail": "brief", **body}).json()
            return {row["scheme"] for row in sent["assessments"]}

        old, new = "mse-cdp-2010", "mse-cdp-2022"
        assert {old, new} <= schemes()
        assert old not in schemes(editions="in_force")
        then = schemes(editions="in_force", as_of="2012-05-01")
        assert old in then
        row = client.post(
            "/api/v1/assessments", json={"facts": facts, "schemes": [old], "as_of": "2012-05-01"}
        ).json()["assessments"][0]
        assert row["verdict"] != "closed"
        assert "closed today" in row["status"]["warning"]

    def test_all_schemes_take_a_moment(self, client) -> None:
        body = {"facts": {"state": "Kerala", "applicant_type": "spv"}, "detail": "brief"}
        times = []
        for _ in range(5):
            began = time.perf_counter()
            client.post("/api/v1/assessments", json=body)
            times.append(time.perf_counter() - began)
        assert min(times) < 0.5

    @pytest.mark.parametrize(
        ("body", "status", "says"),
        [
            ({}, 400, 'give "text", "facts" or both'),
            ({"facts": {"stat": "Kerala"}}, 400, "Did you mean"),
            ({"facts": {"state": "Keral"}}, 400, 'Did you mean "Kerala"'),
            ({"facts": {"project_cost_inr": -1}}, 400, "a number of 0 or more"),
            ({"text": "foundry", "schemes": ["nope"]}, 400, "no such scheme"),
            ({"text": "x" * 5001}, 422, "5000"),
            ({"text": "x", "as_of": "2026-02-30"}, 422, "body.as_of"),
            ({"text": "x", "sceme": []}, 422, "body.sceme"),
            ({"text": 5}, 422, "body.text"),
        ],
    )
    def test_what_cannot_be_used_is_named_with_what_to_do(self, client, body, status, says) -> None:
        reply = client.post("/api/v1/assessments", json=body)
        assert reply.status_code == status
        assert reply.headers["content-type"] == "application/problem+json"
        assert says in reply.json()["detail"]

    def test_no_text_of_a_caller_is_logged(self, client, caplog) -> None:
        with caplog.at_level("DEBUG"):
            client.post("/api/v1/assessments", json={"text": "secret weavers of Barpeta"})
            client.post("/api/v1/assessments", json={"facts": {"state": "secret place"}})
        assert "secret" not in caplog.text


def rule_files_today():
    from datetime import date

    return date(2026, 11, 22)


class TestComparison:
    """Side by side."""

    def test_each_cell_carries_its_sources_and_a_gap_is_a_gap(self, client) -> None:
        body = {"text": TEXT, "compare": ["mse-cdp-2022/cfc", "mh-msicdp/cfc", "scdf"]}
        reply = client.post("/api/v1/assessments/comparison", json=body)
        sent = ComponentComparisonOut.model_validate(reply.json())
        rows = {row.name: row.cells for row in sent.rows}
        assert [column.scheme for column in sent.columns] == ["mse-cdp-2022", "mh-msicdp", "scdf"]
        assert rows["Amount for you"][0][0].text == "₹7.2 crore"
        assert rows["Amount for you"][0][0].sources
        assert all(cell[0].sources for cell in rows["Verdict"])
        assert [] in rows["Share"]

    @pytest.mark.parametrize(
        ("compare", "status"),
        [(["mse-cdp-2022"], 422), (["a"] * 5, 422), (["a", "b"], 400), (["pmegp"] * 2, 400)],
    )
    def test_two_to_four_that_there_are(self, client, compare, status) -> None:
        reply = client.post("/api/v1/assessments/comparison", json={"text": TEXT, "compare": compare})
        assert reply.status_code == status


class TestInterviews:
    """With state."""

    def test_an_interview_goes_from_question_to_question_and_tells_what_changed(self, begin, answer) -> None:
        record = begin(text="SPV of foundries in Kolhapur")
        assert {row["fact"] for row in record["understood"]} >= {"applicant_type", "state", "district"}
        told = answer(record["code"], fact="project_cost_inr", value="12 crore")
        assert told["profile"]["project_cost_inr"] == 120_000_000
        assert told["changed"]
        assert told["changed"][0].keys() == {"scheme", "component", "before", "now"}
        assert told["question"]["fact"] != "project_cost_inr"

    def test_it_is_taken_up_again_by_its_code_however_it_is_written(self, client, begin) -> None:
        record = begin(facts={"state": "Assam"})
        again = client.get(f"/api/v1/interviews/{record['code'].lower().replace('-', '')}").json()
        assert again["profile"] == {"state": "Assam"}
        assert again["question"] == record["question"]

    def test_does_not_know_and_skip_are_answers(self, begin, answer) -> None:
        record = begin()
        first = record["question"]["fact"]
        second = answer(record["code"], fact=first, value="does_not_know")
        assert second["profile"] == {first: "does_not_know"}
        third = answer(record["code"], fact=second["question"]["fact"], skip=True)
        assert third["skipped"] == [second["question"]["fact"]]
        assert third["question"]["fact"] not in (first, second["question"]["fact"])

    def test_back_brings_the_same_question_again(self, client, begin, answer) -> None:
        record = begin()
        answer(record["code"], fact="applicant_type", value="spv")
        back = client.post(f"/api/v1/interviews/{record['code']}/back").json()
        assert (back["question"], back["profile"]) == (record["question"], {})
        assert client.post(f"/api/v1/interviews/{record['code']}/back").json()["profile"] == {}

    def test_a_fact_is_taken_back_and_more_words_are_read(self, begin, answer) -> None:
        code = begin(text="SPV of 25 foundries")["code"]
        assert "spv_members" not in answer(code, fact="spv_members", remove=True)["profile"]
        assert answer(code, text="it will cost 8 crore")["profile"]["project_cost_inr"] == 80_000_000

    def test_answers_at_the_same_moment_are_all_kept(self, client, begin) -> None:
        code = begin()["code"]
        given = {
            "state": "Assam",
            "spv_members": 30,
            "location": "rural",
            "bank_loan": True,
            "land_acres": 12,
        }

        def send(pair: tuple[str, object]) -> int:
            body = {"fact": pair[0], "value": pair[1]}
            return client.post(f"/api/v1/interviews/{code}/answers", json=body).status_code

        with ThreadPoolExecutor(5) as pool:
            assert set(pool.map(send, given.items())) == {200}
        assert client.get(f"/api/v1/interviews/{code}").json()["profile"] == given

    def test_a_deleted_one_is_gone(self, client, begin) -> None:
        code = begin(facts={"state": "Assam"})["code"]
        assert client.delete(f"/api/v1/interviews/{code}").status_code == 204
        assert client.get(f"/api/v1/interviews/{code}").status_code == 404
        assert client.delete(f"/api/v1/interviews/{code}").status_code == 404

    @pytest.mark.parametrize(
        ("code", "status", "says"),
        [
            ("7K3M", 400, "12 letters"),
            ("7K3M-Q2PA-94X4", 400, "slip"),
            ("FEKM-CHER-1D57", 404, "no interview"),
        ],
    )
    def test_a_wrong_code_is_told_from_an_unknown_one(self, client, code, status, says) -> None:
        reply = client.get(f"/api/v1/interviews/{code}")
        assert reply.status_code == status
        assert says in reply.json()["detail"]

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({}, 400),
            ({"fact": "state"}, 400),
            ({"fact": "state", "value": "Assam", "skip": True}, 400),
            ({"value": "Assam"}, 400),
            ({"fact": "state", "text": "Assam"}, 400),
            ({"fact": "state", "value": "Asam"}, 400),
            ({"fact": "nope", "skip": True}, 400),
            ({"facts": {}}, 422),
        ],
    )
    def test_an_answer_that_cannot_be_taken_changes_nothing(self, client, begin, body, status) -> None:
        code = begin(facts={"location": "rural"})["code"]
        assert client.post(f"/api/v1/interviews/{code}/answers", json=body).status_code == status
        assert client.get(f"/api/v1/interviews/{code}").json()["profile"] == {"location": "rural"}

    def test_an_interview_may_be_about_some_schemes_and_another_day(self, begin) -> None:
        record = begin(schemes=["mse-cdp-2010"], as_of="2012-05-01", facts={"applicant_type": "spv"})
        assert {row["scheme"] for row in record["verdicts"]} == {"mse-cdp-2010"}
        assert record["counts"]["closed"] == 0

    def test_an_unknown_scheme_begins_nothing(self, client) -> None:
        assert client.post("/api/v1/interviews", json={"schemes": ["nope"]}).status_code == 400

    def test_another_sites_page_cannot_send_for_us(self, client, begin) -> None:
        code = begin()["code"]
        for headers in (
            {"sec-fetch-site": "cross-site"},
            {"origin": "http://evil.example"},
            {"origin": "null"},
        ):
            reply = client.delete(f"/api/v1/interviews/{code}", headers=headers)
            assert reply.status_code == 403
        own = {"origin": "http://127.0.0.1", "sec-fetch-site": "same-origin"}
        assert client.delete(f"/api/v1/interviews/{code}", headers=own).status_code == 204


def test_the_description_names_every_route_and_reply(client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert {"post"} == set(paths["/api/v1/assessments"])
    assert {"get", "delete"} == set(paths["/api/v1/interviews/{code}"])
    for path, methods in paths.items():
        for operation in methods.values():
            if "Eligibility" in operation["tags"]:
                assert operation["summary"], path
                assert operation["description"], path
                assert all("description" in reply for reply in operation["responses"].values())
