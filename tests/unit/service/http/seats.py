"""People at the helpline's pages: signed in, with the forms that pages send."""

import re
from datetime import UTC, datetime

from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html

WORD = "four words that rhyme"
NOW = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
"""The hour at which the clock of a test's helpline stands: 10 in the morning in India."""


class Seat:
    """Somebody signed in, with the forms of the pages."""

    def __init__(self, app: FastAPI, name: str) -> None:
        self.web = TestClient(app, base_url="http://127.0.0.1", headers={"accept": "text/html"})
        self.web.post("/sign-in", data={"name": name, "password": WORD})
        self.token = re.search(r'name="form_token" value="(\w+)"', self.web.get("/account").text)[1]

    def get(self, address: str, expect: int = 200) -> html.HtmlElement:
        reply = self.web.get(address)
        assert reply.status_code == expect, reply.text
        return html.document_fromstring(reply.text)

    def post(self, address: str, expect: int = 200, **fields: object) -> html.HtmlElement:
        reply = self.web.post(address, data={"form_token": self.token, **fields})
        assert reply.status_code == expect, reply.text
        return html.document_fromstring(reply.text)

    def open(self, number: str = "98765 43210") -> str:
        """Begin a call at the desk; its reference."""
        return self.post("/desk/calls", number=number).xpath("//*[@data-case]")[0].get("data-case")


def text(element: html.HtmlElement, path: str) -> str:
    """What is read at these places, white space brought to single blanks."""
    return " ".join(" ".join(found.text_content().split()) for found in element.xpath(path))
