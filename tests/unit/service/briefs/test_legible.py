"""What was read wrongly is not quoted."""

import pytest

from ingest.records import Document, DocumentKind, Passage, PassageKind
from service.briefs.freeze import digest, place_named
from service.briefs.legible import garbled, torn

CHAINED = (
    "Here the cluster development agent (CDA), representative of the agency that graduation for a pharmaceutical "
    "cluster, creation of business infrastructure for a textiles cluster or technology upgradation for a mill."
)


@pytest.mark.parametrize(
    "text",
    [
        CHAINED,
        "Apart from providing these setvices, BDS providers also help the enterprises.",
        "The ¢ Foundation will stimulate the sharing of knowledge.",
        "A constant process of monitoring and evaluation of the entire process the possibility of division from it.",
        "SIDGSN(ONRUN clusters are many.",
    ],
)
def test_a_garbled_sentence_is_seen(text: str) -> None:
    assert garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        "The plant was built in 2009 and recycles 94% of its water.",
        "They bridge the gap between government and private enterprise.",
        "The Ministry of MSME (MoMSME) promotes technology upgradation of khadi and chikankari units.",
        "The powerloom cluster's shared testing centre(s) stood idle for two years.",
        "Since most clusters are labor intensive, governments analyzed skills first.",
    ],
)
def test_a_whole_sentence_is_not_taken_for_a_garbled_one(text: str) -> None:
    assert garbled(text) == ""


def test_a_heading_that_was_read_wrongly_is_not_cited() -> None:
    assert torn("SIDGSN(ONRUN UNDERSTANDING CLUSTERS")
    assert not torn("State Bank of India (SBI) UPTECH Program")
    text = "SIDGSN(ONRUN UNDERSTANDING CLUSTERS\n\nA cluster is a concentration of enterprises."
    document = Document(
        id="faq", title="FAQ", publisher=None, year=None, kind=DocumentKind.FAQ, language="en", state=None, sector=None,
        path="", sha256=digest(text), licence=None, url=None, supersedes=None, text=text,
    )  # fmt: skip
    heading = text.partition("\n")[0]
    passage = Passage(
        "p", "faq", 0, len(text), text, ("Basics", heading), "Q1", PassageKind.PROSE, None, None
    )
    assert place_named(document, passage, 40, heading) == "Q1, Basics"


def test_a_garbled_sentence_is_not_in_a_brief(sought, desk) -> None:
    from datetime import date

    from service.briefs.make import Wanted, make

    desk.rewrite(
        "weavers", "They sell them in June.", "The effluent plant gives good setvices to all its members."
    )
    made = make(sought("effluent plants"), Wanted(), date(2026, 11, 22))
    assert made is not None
    assert not any("setvices" in quote.text for quote in made.quotes())
