"""axe-core over every page, light and dark, wide and narrow."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
PAGES = {
    "ask": "/",
    "ask with filters": "/?q=&kind=sheet",
    "answered": "/?q=grant",
    "partly answered": "/?q=dyeing&history=grant",
    "no evidence": "/?q=grant in Assam",
    "needs facts": "/?q=which edition",
    "conflicting": "/?q=disagree",
    "out of scope": "/?q=passport",
    "too long": "/?q=" + "x" * 1001,
    "search": "/search?q=grant plants units",
    "library": "/documents",
    "document": "/documents/mse-cdp-2022?start=420&end=560",
    "old edition": "/documents/mse-cdp-2010",
    "report": "/documents/tirupur-2012",
    "Hindi": "/documents/samuh.hi v1",
    "schemes": "/schemes?q=cluster&kind=cfc",
    "no scheme": "/schemes?q=nothing-like-it",
    "scheme": "/schemes/mse-cdp-2022",
    "announced scheme": "/schemes/sme-growth-fund",
    "clusters": "/clusters?state=Uttar Pradesh",
    "cluster": "/clusters/kanpur-leather",
    "cluster elsewhere": "/clusters/korea-iccp",
    "works": "/works?theme=impact",
    "work": "/works/wadhwani-2022",
    "agencies": "/agencies?area=markets&sector=textiles&state=Kerala",
    "about": "/about",
    "for programs": "/api",
    "error": "/nothing-here",
}
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
EVERY_RULE = "{ resultTypes: ['violations'] }"
CONTRAST = "{ resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block'] }"
WINDOWS = [
    pytest.param({"color_scheme": "light", "viewport": WIDE}, EVERY_RULE, id="light wide"),
    pytest.param({"color_scheme": "light", "viewport": NARROW}, EVERY_RULE, id="light narrow"),
    pytest.param({"color_scheme": "dark", "viewport": WIDE}, CONTRAST, id="dark wide"),  # only colours differ
]


@pytest.mark.parametrize(("window", "options"), WINDOWS)
def test_axe_finds_nothing_on_any_page(open_page, window: dict[str, object], options: str) -> None:
    page: Page = open_page(**window)
    found = []
    for name, path in PAGES.items():
        page.goto(path)
        for details in page.locator("details").all():
            details.evaluate("element => { element.open = true }")
        page.evaluate(AXE)
        result = page.evaluate(f"axe.run(document, {options})")
        found += [
            f"{name}: {violation['id']} at {node['target']} ({violation['help']})"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]
    assert found == []
