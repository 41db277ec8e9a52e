"""Somebody who works at the desk in a real browser, for the tests of it."""

from dataclasses import dataclass, field

from playwright.sync_api import Page, expect


@dataclass
class Operator:
    """Somebody whose hands never leave the keyboard. ``closed`` are the references of closed calls, in order."""

    page: Page
    closed: list[str] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """All letters at once, where the focus is: one by one they would take most of the test's time."""
        self.page.keyboard.insert_text(text)

    def has_focus(self, name: str) -> None:
        """Wait for it: a page puts the focus where it belongs a moment after it is shown."""
        expect(self.page.locator(f"#{name}")).to_be_focused()

    def pick_up(self, number: str = "") -> None:
        """A call comes in: the number box has the focus."""
        self.has_focus("number")
        self.type(number)
        self.press("Enter")
        expect(self.page.locator("#bar")).to_contain_text("Phone · opened")
        self.has_focus("q")

    def ask(self, question: str) -> None:
        self.type(question)
        self.press("Enter")
        expect(self.page.locator(".card .asked")).to_have_text(question)
        self.has_focus("q")

    def outcome(self, key: str) -> None:
        self.press("Alt+o")
        self.press(key)

    def close(self) -> None:
        reference = self.page.locator("#desk").get_attribute("data-case")
        self.press("Alt+x")
        expect(self.page.locator("#number")).to_be_focused()
        self.closed.append(str(reference))
