"""People at the helpline's pages: signed in, with the forms that pages send."""

import re

from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html

WORD = "four words that rhyme"


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
