"""Questions for lists are answered from all sheets, each entry by its own statement."""

from dataclasses import replace

import pytest

from ingest.records import Section
from prompts.wording import ending
from service.answers import lists
from service.answers.background import Background, background
from service.answers.lists import Listed, listed
from service.answers.question import understand
from service.answers.route import Ending
from service.records import AnswerStatus
from tests.unit.service.answers.made_sheets import Sheets, sheet
from tests.unit.service.answers.plain import Plain


def asked(question: str, sheets: Sheets, known: Background) -> Listed | Ending | None:
    return listed(understand(question, (), Plain()), sheets, known)  # type: ignore[arg-type]


def named(found: Listed | Ending | None) -> list[str]:
    assert isinstance(found, Listed)
    return list(dict.fromkeys(hit.passage.document_id for hit, _ in found.quoted))


@pytest.mark.parametrize(
    ("question", "listed_sheets"),
    [
        ("which schemes are open now", ["kilnhelp", "trim"]),
        ("list of schemes that are closed", ["oldyarn"]),
        ("schemes closed in 2018", ["oldyarn"]),
        ("which schemes ended in 2026?", ["loomaid"]),
        ("schemes that ended on 31 March 2026", ["loomaid"]),
        ("schemes for handloom", ["loomaid", "oldyarn"]),
        ("which schemes help handloom weavers in Assam?", ["loomaid", "oldyarn"]),
        ("schemes for pottery in Assam", None),
        ("state schemes of Gujarat", ["kilnhelp"]),
        ("list of schemes with 90 % grant", ["loomaid"]),
        ("schemes of the ministry of looms", ["loomaid", "oldyarn"]),
        ("open schemes for pottery", ["kilnhelp", "trim"]),
        ("schemes open for handloom in Assam", ["trim"]),
        ("which schemes are not open", ["oldyarn", "loomaid"]),
        ("which schemes are announced but not yet open", None),
        ("list of clusters in Tamil Nadu", ["madurai-looms"]),
        ("which clusters make coir", ["kochi-rope"]),
        ("coir clusters", ["kochi-rope"]),
        ("handloom clusters in Tamil Nadu", ["madurai-looms"]),
        ("how many clusters are in Kerala", ["kochi-rope"]),
        ("which clusters make rope", ["kochi-rope"]),
        ("list all clusters", ["kochi-rope", "madurai-looms"]),
        ("which state schemes are open", ["kilnhelp"]),
    ],
)
def test_a_list_has_the_sheets_that_say_it(
    question: str, listed_sheets: list[str] | None, sheets: Sheets, sheets_known: Background
) -> None:
    found = asked(question, sheets, sheets_known)
    assert (found if listed_sheets is None else named(found)) == listed_sheets


def test_each_scheme_is_quoted_with_what_lists_it_and_with_its_status(
    sheets: Sheets, sheets_known: Background
) -> None:
    found = asked("schemes for pottery", sheets, sheets_known)
    assert isinstance(found, Listed)
    assert [sentence.text[:30] for _, sentence in found.quoted] == [
        "The sector that KILNHELP cover",
        "KILNHELP was described as open",
    ]
    for hit, sentence in found.quoted:
        text = sheets.held[hit.passage.document_id].text
        assert text[sentence.start : sentence.end] == sentence.text
    assert (found.count, found.shown) == (1, 1)


def test_a_list_that_is_too_long_says_how_many_belong_on_it(
    sheets: Sheets, sheets_known: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST", 3)
    found = asked("schemes for handloom", sheets, sheets_known)
    assert isinstance(found, Listed)
    assert (found.count, found.shown, len(found.quoted)) == (2, 1, 2)


def test_all_schemes_at_once_are_asked_back(sheets: Sheets, sheets_known: Background) -> None:
    found = asked("list all schemes", sheets, sheets_known)
    assert isinstance(found, Ending)
    assert found.status is AnswerStatus.NEEDS_FACTS
    assert found.choices


@pytest.mark.parametrize(
    "question",
    [
        "which schemes did Madurai use?",
        "schemes that pay for a testing laboratory",
        "is LOOMAID open now",
        "how much grant does LOOMAID give",
        "which clusters failed because of pollution?",
        "schemes closed in 2011",
        "how many clusters are there in India",
        "how many coir clusters are there",
        "grants for clusters in Kerala",
        "how many workers in clusters in Kerala",
    ],
)
def test_what_sheets_alone_cannot_list_is_searched(
    question: str, sheets: Sheets, sheets_known: Background
) -> None:
    assert asked(question, sheets, sheets_known) is None


SHEETS_ELSEWHERE = {
    "lahore-kiln": (
        "Lahore kiln cluster",
        "The Lahore kiln cluster lies in Lahore, Punjab, Pakistan, and its line is bricks.",
        "The Lahore kiln cluster belongs to the ceramics sector, is of the industrial kind.",
    ),
    "batala-casting": (
        "Batala casting cluster",
        "The Batala casting cluster lies in Batala, Punjab, India, and its line is iron parts.",
        "The Batala casting cluster belongs to the foundry sector, is of the industrial kind.",
    ),
    "bidar-metal": (
        "Bidar foundry cluster",
        "The Bidar foundry cluster lies in Bidar, Karnataka, India, and its line is metalware.",
        "The Bidar foundry cluster belongs to the handicrafts sector, is of the artisanal kind.",
    ),
}


@pytest.fixture(scope="module")
def clusters() -> Sheets:
    """Clusters whose sheets know neither units nor workers, beside the other sheets."""
    held = {}
    for name, (title, *lines) in SHEETS_ELSEWHERE.items():
        text = "Profile\n\n" + "".join(f"- {line}\n" for line in lines)
        held[name] = replace(
            sheet("kochi-rope"), id=name, title=title, text=text, sections=(Section("Profile", 0),)
        )
    return Sheets(held | {name: sheet(name) for name in ("kochi-rope", "trim")})


@pytest.mark.parametrize(
    ("question", "listed_sheets"),
    [
        ("clusters in Punjab", ["batala-casting"]),
        ("clusters in Pakistan", ["lahore-kiln"]),
        ("list of foreign clusters", ["lahore-kiln"]),
        ("how many clusters are in Karnataka", ["bidar-metal"]),
        ("list foundry clusters", ["batala-casting", "bidar-metal"]),
        ("handicraft clusters", ["bidar-metal"]),
    ],
)
def test_clusters_are_listed_by_country_sector_and_name_without_units_too(
    question: str, listed_sheets: list[str], clusters: Sheets
) -> None:
    found = asked(question, clusters, background(clusters, frozenset({"foundry", "iron", "metal"})))
    assert named(found) == listed_sheets
    assert isinstance(found, Listed)
    assert found.notes == ("list_clusters",)


def test_a_cluster_that_is_listed_for_its_sector_quotes_it(clusters: Sheets) -> None:
    found = asked("list foundry clusters", clusters, background(clusters, frozenset({"foundry"})))
    assert isinstance(found, Listed)
    said = [quoted.text for hit, quoted in found.quoted if hit.passage.document_id == "batala-casting"]
    assert any("belongs to the foundry sector" in text for text in said)


@pytest.mark.parametrize(
    ("question", "notes"),
    [
        ("schemes for handloom", ("list_named_sector",)),
        ("open schemes for handloom", ("list_any_sector",)),
        ("which schemes are not open", ("list_not_open",)),
        ("which schemes are open now", ()),
    ],
)
def test_a_list_says_what_it_leaves_out_and_what_it_has_beside(
    question: str, notes: tuple[str, ...], sheets: Sheets, sheets_known: Background
) -> None:
    found = asked(question, sheets, sheets_known)
    assert isinstance(found, Listed)
    assert found.notes == notes
    assert all(ending(note) for note in notes)
