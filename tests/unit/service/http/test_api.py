"""The contract of the JSON interface."""

import pytest


@pytest.fixture
def client(shared_client):
    return shared_client


@pytest.fixture
def desk(shared_client):
    return shared_client.app.state.site.desk


def test_search_lists_passages_best_first_and_names_the_index(client, desk) -> None:
    reply = client.get(
        "/api/v1/search", params={"q": "grant for a common facility centre", "limit": 2}
    ).json()
    assert reply["index_id"] == "g-test-1"
    assert [hit["rank"] for hit in reply["hits"]] == [1, 2]
    passage = reply["hits"][0]["passage"]
    text = desk.document(passage["document_id"]).text
    assert passage["text"] == text[passage["start"] : passage["end"]]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("kind=diagnostic_report", {"tirupur-2012"}),
        ("state=Tamil Nadu", {"tirupur-2012"}),
        ("sector=textiles", {"tirupur-2012"}),
        ("document=mse-cdp-2010", {"mse-cdp-2010"}),
        ("document=mse-cdp-2010&document=tirupur-2012", {"mse-cdp-2010", "tirupur-2012"}),
        ("kind=sheet&year_to=2015", {"hostile", "mse-cdp-2010"}),
        ("year_from=2011&year_to=2013", {"tirupur-2012"}),
        ("kind=&state=&sector=&year_from=&year_to=&document=mse-cdp-2010", {"mse-cdp-2010"}),
    ],
)
def test_filters_reach_the_desk_and_blank_ones_do_not_count(client, filters: str, expected: set[str]) -> None:
    words = "grant facility centre units plants the and with"
    reply = client.get(f"/api/v1/search?q={words}&limit=100&{filters}").json()
    assert {hit["passage"]["document_id"] for hit in reply["hits"]} == expected


def test_an_answer_carries_statements_with_citations_that_are_exact_spans(client, desk) -> None:
    answer = client.get("/api/v1/answers", params={"q": "How much grant?"}).json()
    assert answer["status"] == "answered"
    assert answer["index_id"] == "g-test-1"
    assert [statement["citations"] for statement in answer["statements"]] == [[1], [2]]
    for citation in answer["citations"]:
        text = desk.document(citation["document_id"]).text
        assert citation["quote"] == text[citation["start"] : citation["end"]]
        assert client.get(citation["href"]).status_code == 200
    assert answer["text"] == " ".join(statement["text"] for statement in answer["statements"])


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("grant", "answered"),
        ("dyeing", "partly_answered"),
        ("grant in Assam", "no_evidence"),
        ("which edition", "needs_facts"),
        ("disagree", "conflicting"),
        ("passport", "out_of_scope"),
    ],
)
def test_every_ending_of_a_question_is_a_good_reply(client, question: str, status: str) -> None:
    reply = client.get("/api/v1/answers", params={"q": question})
    assert reply.status_code == 200
    assert reply.json()["status"] == status


def test_history_reaches_the_desk_in_order(client, desk) -> None:
    client.get("/api/v1/answers", params={"q": "grant", "history": ["first", "", "second"]})
    assert desk.calls[-1][1] == ("first", "second")


def test_the_same_question_gives_the_same_bytes(client) -> None:
    first, second = (client.get("/api/v1/answers?q=grant").content for _ in range(2))
    assert first == second


def test_the_library_is_listed_in_pages_with_what_could_not_be_read(client) -> None:
    first = client.get("/api/v1/documents?per_page=4").json()
    second = client.get("/api/v1/documents?per_page=4&page=2").json()
    assert (first["total"], first["index_id"]) == (6, "g-test-1")
    assert len(first["documents"]) == 4
    assert len(second["documents"]) == 2
    unread = next(row for row in first["documents"] + second["documents"] if row["status"] == "needs_ocr")
    assert "install tesseract" in unread["why"]


def test_a_document_comes_with_its_text_pages_and_passages(client) -> None:
    document = client.get("/api/v1/documents/tirupur-2012").json()
    assert document["index_id"] == "g-test-1"
    assert [page["number"] for page in document["pages"]] == [1, 2, 3]
    assert document["pages"][0]["label"] == "iv"
    for passage in document["passages"]:
        assert passage["text"] == document["text"][passage["start"] : passage["end"]]


def test_an_id_with_dots_blanks_and_other_scripts_works_everywhere(client, desk) -> None:
    summary = client.get("/api/v1/documents/samuh.hi%20v1").json()
    assert summary["id"] == "samuh.hi v1"
    for passage in summary["passages"]:
        assert client.get(passage["href"]).status_code == 200
        assert client.get(f"/api/v1/passages/{passage['id']}").json()["passage"] == passage


def test_a_passage_is_found_by_its_id(client, desk) -> None:
    passage = desk.passages("mse-cdp-2022")[1]
    reply = client.get(f"/api/v1/passages/{passage.id}").json()
    assert reply["index_id"] == "g-test-1"
    assert reply["passage"]["text"] == passage.text
    assert reply["passage"]["headings"] == list(passage.headings)


def test_head_is_answered_wherever_get_is(client) -> None:
    for address in ("/", "/healthz", "/api/v1/documents"):
        reply = client.head(address)
        assert reply.status_code == 200
        assert reply.content == b""


class TestDescription:
    """What the OpenAPI description promises."""

    def test_every_route_has_a_summary_a_description_and_a_tag(self, client) -> None:
        routes = client.get("/api/v1/openapi.json").json()["paths"]
        assert set(routes) == {
            "/api/v1/search",
            "/api/v1/answers",
            "/api/v1/assessments",
            "/api/v1/assessments/comparison",
            "/api/v1/interviews",
            "/api/v1/interviews/{code}",
            "/api/v1/interviews/{code}/answers",
            "/api/v1/interviews/{code}/back",
            "/api/v1/schemes",
            "/api/v1/schemes/{scheme_id}",
            "/api/v1/clusters",
            "/api/v1/clusters/{cluster_id}",
            "/api/v1/works",
            "/api/v1/works/{work_id}",
            "/api/v1/agencies",
            "/api/v1/briefs",
            "/api/v1/briefs/checks",
            "/api/v1/briefs/{code}",
            "/api/v1/briefs/{code}/check",
            "/api/v1/briefs/{code}/file",
            "/api/v1/briefs/{code}/head",
            "/api/v1/briefs/{code}/items/{number}",
            "/api/v1/recommendations",
            "/api/v1/precedents",
            "/api/v1/precedents/{case_id}",
            "/api/v1/comparisons",
            "/api/v1/comparisons/table.{suffix}",
            "/api/v1/interventions",
            "/api/v1/interventions/{key}",
            "/api/v1/literature",
            "/api/v1/literature/{work_id}",
            "/api/v1/references",
            "/api/v1/changes",
            "/api/v1/reading-lists",
            "/api/v1/reading-lists/{code}",
            "/api/v1/reading-lists/{code}/searches",
            "/api/v1/reading-lists/{code}/searches/{number}",
            "/api/v1/reading-lists/{code}/searches/{number}/look",
            "/api/v1/reading-lists/{code}/works/{work_id}",
            "/api/v1/documents",
            "/api/v1/documents/{document_id}",
            "/api/v1/documents/{document_id}/original",
            "/api/v1/documents/{document_id}/words",
            "/api/v1/passages/{passage_id}",
            "/api/v1/uploads",
            "/api/v1/uploads/events",
            "/api/v1/uploads/{upload_id}",
            "/api/v1/uploads/{upload_id}/cancel",
            "/api/v1/uploads/{upload_id}/retry",
            "/healthz",
            "/readyz",
            "/metrics",
        }
        for methods in routes.values():
            for operation in methods.values():
                assert operation["summary"]
                assert operation["description"]
                assert len(operation["tags"]) == 1

    def test_every_parameter_is_described(self, client) -> None:
        routes = client.get("/api/v1/openapi.json").json()["paths"]
        bare = [
            (path, parameter["name"])
            for path, methods in routes.items()
            for told in methods.values()
            for parameter in told.get("parameters", [])
            if not parameter.get("description")
        ]
        assert bare == []

    def test_errors_are_described_as_problems_and_in_no_other_form(self, client) -> None:
        schema = client.get("/api/v1/openapi.json").json()
        replies = schema["paths"]["/api/v1/answers"]["get"]["responses"]
        assert {"200", "400", "422", "503"} <= set(replies)
        assert list(replies["422"]["content"]) == ["application/problem+json"]
        assert "HTTPValidationError" not in schema["components"]["schemas"]
        assert "Problem" in schema["components"]["schemas"]

    def test_every_reference_in_it_leads_somewhere(self, client) -> None:
        schema = client.get("/api/v1/openapi.json").json()
        names = {f"#/components/schemas/{name}" for name in schema["components"]["schemas"]}
        assert set(references(schema)) <= names

    def test_its_example_has_the_shape_of_an_answer(self, client) -> None:
        schema = client.get("/api/v1/openapi.json").json()
        example = schema["components"]["schemas"]["AnswerOut"]["examples"][0]
        answer = client.get("/api/v1/answers?q=grant").json()
        assert set(answer) - set(example) == {
            "understood",
            "message",
            "table",
        }  # null there, and the framework drops nulls
        assert set(example["citations"][0]) <= set(answer["citations"][0])


def references(part: object) -> list[str]:
    """All values of ``$ref`` in a nested structure."""
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [found for value in part.values() for found in references(value)]
    return [found for value in part for found in references(value)] if isinstance(part, list) else []
