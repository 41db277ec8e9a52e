"""Three managers go through the interview in a real browser without JavaScript: what is asked, what comes of it.

The verdicts were checked by hand against the scheme files.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from service.settings import Settings

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")


@dataclass
class Manager:
    """Somebody who tells a text and knows some facts; ``asked`` is the transcript of the questions."""

    page: Page
    knows: dict[str, object]
    asked: list[str] = field(default_factory=list)

    @property
    def code(self) -> str:
        return self.page.url.split("/assess/")[1].split("/")[0].split("?")[0]

    def tell(self, text: str) -> None:
        self.page.goto("/assess")
        self.page.get_by_label("Tell us about your cluster in your own words").fill(text)
        self.page.get_by_role("button", name="Continue").click()
        expect(self.page.get_by_role("heading", name="What we understood")).to_be_visible()

    def begin(self) -> None:
        self.page.goto("/assess")
        self.page.get_by_role("button", name="Begin with the questions").click()

    def go_on(self) -> None:
        self.page.get_by_role("link", name="This is right: go on").click()

    def answer_all(self) -> None:
        """Answer every question until the result, "we do not know" to what he cannot know."""
        while not self.page.url.endswith("/result"):
            fact = self.page.locator("form.question input[name=fact]").input_value()
            self.asked.append(fact)
            assert len(self.asked) < 30, self.asked
            self.answer(self.knows.get(fact))

    def answer(self, value: object) -> None:
        form = self.page.locator("form.question")
        if value is None:
            form.get_by_role("button", name="We do not know").click()
            return
        if form.locator("select[name=value]").count():
            form.locator("select[name=value]").select_option(str(value))
        elif form.locator("input[name=value][type=text], input[name=value][type=date]").count():
            form.locator("input[name=value]").fill(str(value))
        else:
            for one in value if isinstance(value, list) else [value]:
                choice = str(one).lower() if isinstance(one, bool) else str(one)
                form.locator(f"input[name=value][value='{choice}']").check()
        form.get_by_role("button", name="Continue").click()

    def group(self, name: str) -> list[str]:
        """The components in one group of the result, as "scheme: component"."""
        found = self.page.locator(f"section[aria-labelledby={name}]")
        return found.locator("h3 a, .card-title a").all_text_contents() if found.count() else []

    def dossier(self, title: str) -> str:
        return " ".join(self.page.locator("article.dossier", has_text=title).first.inner_text().split())


@pytest.fixture(scope="module")
def service(serve, fake_desk, tmp_path_factory) -> Iterator[str]:
    settings = Settings(port=0, library=tmp_path_factory.mktemp("library"))
    with serve(fake_desk(), settings) as where:
        yield where


@pytest.fixture
def manager(browser: Browser, service: str) -> Iterator[Callable[..., Manager]]:
    contexts = []

    def made(**knows: object) -> Manager:
        context = browser.new_context(base_url=service, java_script_enabled=False)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        return Manager(page, knows)

    yield made
    for context in contexts:
        context.close()


def test_handloom_weavers_with_an_spv_in_assam(manager) -> None:
    weavers: Manager = manager(
        project_component="common facility centre", artisans=320, project_cost_inr="8 crore",
        member_units_class="micro", cluster_is_existing=True, state_recommendation=True, hard_cost_inr="6 crore",
    )  # fmt: skip
    weavers.tell(
        "We are handloom weavers in Barpeta, Assam. We have formed a Section 8 company with 25 weavers' groups "
        "as members."
    )
    weavers.go_on()
    weavers.answer_all()
    assert weavers.asked == [
        "project_component", "artisans", "cluster_is_existing", "state_recommendation", "member_units_class",
        "project_cost_inr", "hard_cost_inr",
    ]  # fmt: skip
    fits = weavers.group("fits")
    assert "MSE-CDP (2022 guidelines): Common Facility Centre (CFC)" in fits
    assert any(name.startswith("SFURTI (revised 2022)") for name in fits)
    centre = weavers.dossier("Common Facility Centre (CFC)")
    assert "₹6.4 crore" in centre, "80% of 8 crore in the North East"
    assert "no renewal was found: ask whether it was approved again" in centre
    assert not any("NHDP" in name for name in fits), "only State bodies and handloom organisations may apply"


def test_a_foundry_cluster_in_kolhapur(manager) -> None:
    foundries: Manager = manager(psi_zone="B", member_units_class="mixed_micro_small", spv_members=30)
    foundries.tell(
        "Kolhapur ki 30 foundry unit hain, section 8 company SPV bana li hai, common facility centre 12 crore ka "
        "lagana hai, cluster purana hai, rajya sarkar ki sifarish ho gayi hai"
    )
    understood = foundries.page.locator("table").inner_text()
    assert "Kolhapur" in understood
    assert "₹12 crore" in understood
    foundries.go_on()
    foundries.answer_all()
    assert set(foundries.asked) <= {"psi_zone", "member_units_class", "spv_members"}
    assert "psi_zone" in foundries.asked
    assert "MSE-CDP (2022 guidelines): Common Facility Centre (CFC)" in foundries.group("fits")
    assert "₹7.2 crore" in foundries.dossier("Common Facility Centre (CFC)"), (
        "60% of 12 crore, above the cliff at 10"
    )
    assert not any("industrial estate" in name for name in foundries.group("fits")), (
        "nobody asked for an estate"
    )


def test_women_who_process_food_in_kerala(manager) -> None:
    women: Manager = manager(
        applicant_type="shg", sector=["food_processing"], applicant_age=38, gender="female", bank_loan=True,
        technical_civil_pct=20, project_cost_inr="30 lakh", eligible_cost_inr="28 lakh", prior_govt_subsidy=False,
        unit_is_new=False, spv_members=12, prior_scheme="none", state="Kerala", project_component="machinery",
    )  # fmt: skip
    women.begin()
    women.answer_all()
    assert women.asked[:4] == ["applicant_type", "sector", "project_component", "applicant_age"]
    assert "coir_training_done" not in women.asked, (
        "a scheme for coir is no reason to question food processors"
    )
    fits = women.group("fits")
    assert {name.partition(":")[0] for name in fits} == {"PMFME"}
    assert len(fits) == 2, "a grant for the machines, and seed capital"
    assert "₹9.8 lakh" in women.dossier("PMFME"), "35% of 28 lakh, below the ceiling of 10 lakh"


def test_nothing_is_called_open_that_is_not_known_to_be(manager) -> None:
    weavers: Manager = manager()
    weavers.tell("SPV of 25 handloom weavers' groups in Barpeta, Assam, Section 8 company, 8 crore CFC")
    weavers.page.goto(f"/assess/{weavers.code}/result")
    for dossier in weavers.page.locator("article.dossier").all():
        text = dossier.inner_text()
        assert "Before you prepare anything" in text or "is open" not in text
    closed = weavers.group("closed")
    assert "Stand-Up India: Loan" in closed or any("Stand" in name for name in closed)


def test_the_way_back_and_the_code_work_by_keyboard_alone(manager) -> None:
    women: Manager = manager(applicant_type="shg")
    women.begin()
    first = women.page.locator("h1").inner_text()
    women.page.locator("input[name=value][value=shg]").focus()
    women.page.keyboard.press("Space")
    women.page.keyboard.press("Enter")
    expect(women.page.locator("h1")).not_to_have_text(first)
    women.page.get_by_role("button", name="Back").focus()
    women.page.keyboard.press("Enter")
    expect(women.page.locator("h1")).to_have_text(first)
    code = women.code
    women.page.goto("/assess")
    women.page.get_by_label("Its code").fill(code.lower().replace("-", " "))
    women.page.keyboard.press("Enter")
    expect(women.page.get_by_role("heading", name="What we understood")).to_be_visible()


WINDOWS = [
    pytest.param({"color_scheme": "light", "viewport": {"width": 1280, "height": 900}}, id="light wide"),
    pytest.param({"color_scheme": "light", "viewport": {"width": 390, "height": 844}}, id="light narrow"),
    pytest.param({"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}}, id="dark wide"),
]


@pytest.mark.parametrize("window", WINDOWS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(browser, service, window) -> None:
    context = browser.new_context(base_url=service, **window)
    page = context.new_page()
    page.goto("/assess")
    page.get_by_label("Tell us about your cluster in your own words").fill(
        "SPV of 25 foundries in Aurangabad, Section 8 company, 12 crore CFC, existing cluster, all micro"
    )
    page.get_by_role("button", name="Continue").click()
    base = f"/assess/{page.url.split('/')[4]}"
    paths = ["/assess", f"{base}/facts", base, f"{base}?fact=applicant_type", f"{base}?fact=district"]
    paths += [f"{base}?fact=project_cost_inr", f"{base}/result", f"{base}/keep", f"{base}/summary"]
    paths += [f"{base}/schemes/mse-cdp-2022/cfc", f"{base}/schemes/mse-cdp-2022/cfc/costs"]
    paths += [f"{base}/compare?scheme=mse-cdp-2022&scheme=mh-msicdp", "/?q=which schemes can we get in Assam"]
    found = []
    for path in paths:
        page.goto(path)
        for details in page.locator("details").all():
            details.evaluate("element => { element.open = true }")
        if page.evaluate("document.documentElement.scrollWidth") > window["viewport"]["width"]:
            found.append(f"{path} is wider than the window")
        page.evaluate(AXE)
        result = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        found += [
            f"{path}: {violation['id']} at {node['target']} ({violation['help']})"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]
    context.close()
    assert found == []
