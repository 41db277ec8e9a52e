"""Somebody who fills in the interview in a browser without scripts."""

from dataclasses import dataclass

from fastapi.testclient import TestClient
from httpx2 import Response
from lxml import html

FOUNDRY = (
    "SPV of 25 foundries in Kolhapur, Section 8 company, existing cluster, 12 crore CFC, micro and small members, "
    "State has recommended it"
)


@dataclass
class Visitor:
    """Somebody with a browser without scripts: follows redirects, fills in forms, keeps the page in view."""

    client: TestClient
    reply: Response | None = None

    def open(self, address: str) -> html.HtmlElement:
        self.reply = self.client.get(address)
        return self.page

    @property
    def page(self) -> html.HtmlElement:
        assert self.reply is not None
        return html.document_fromstring(self.reply.text)

    @property
    def path(self) -> str:
        assert self.reply is not None
        return self.reply.url.path

    @property
    def code(self) -> str:
        return self.path.split("/")[2]

    @property
    def heading(self) -> str:
        return " ".join(self.page.xpath("//h1")[0].text_content().split())

    def says(self, path: str = "//main") -> str:
        return " ".join(" ".join(found.text_content() for found in self.page.xpath(path)).split())

    def send(self, where: str, /, **fields: object) -> html.HtmlElement:
        """Send the form with that action, with its hidden fields and these."""
        form = next(form for form in self.page.xpath("//form") if form.get("action").endswith(where))
        hidden = {field.get("name"): field.get("value") for field in form.xpath(".//input[@type='hidden']")}
        self.reply = self.client.post(form.get("action"), data={**hidden, **fields})
        return self.page

    def answer(self, value: object, action: str = "answer", **fields: object) -> html.HtmlElement:
        return self.send("/answers", value=value, action=action, **fields)
