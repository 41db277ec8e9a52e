"""Whether a word of a result is said of the topic, or of another noun of its sentence."""

import pytest

from ingest.records import DocumentKind
from service.briefs.gather import NO_SIDE, side_of
from service.briefs.records import Side
from service.briefs.subject import read

FOR, AGAINST, BESIDE = Side.SUPPORTS, Side.OPPOSES, Side.CONTEXT


@pytest.mark.parametrize(
    ("topic", "sentence", "side"),
    [
        ("training", "Training raised the wages of workers.", FOR),
        ("training", "Sales of the makers rose thanks to the training of weavers.", FOR),
        ("training", "Wages in the valley rose by 5% after training.", FOR),
        ("training", "Training, which was costly, failed.", AGAINST),
        ("training", "The training institute failed.", BESIDE),
        ("training", "Poorly trained workers delay the training of others.", BESIDE),
        ("training", "Training increased the costs of firms.", BESIDE),
        ("training", "Training reduced the exports of firms.", BESIDE),
        ("training", "Exports fell while training went on.", BESIDE),
        ("training", "Firms that lost orders asked for training.", BESIDE),
        ("training", "The training helped, but exports fell.", BESIDE),
        ("effluent plants", "The common effluent plant of Kundli, opened in 1997, collapsed.", AGAINST),
        ("effluent plants", "CETP upkeep plus a new plant erode cost competitiveness.", AGAINST),
        ("effluent plants", "Poor roads delay what reaches the effluent plant of Loomtown.", BESIDE),
        ("idle infrastructure", "Only 5 wineries ran in the state wine park opened in 2001.", FOR),
        ("idle infrastructure", "Many CFCs are not used.", FOR),
        ("idle infrastructure", "The land stood idle near the park.", BESIDE),
        ("solar dryers", "Solar dryers reduced the costs of growers.", FOR),
        ("solar dryers", "Growers with solar dryers lost money.", BESIDE),
        ("cooperatives", "The association of firms helped its members.", BESIDE),
        ("cooperatives", "The cooperative helped its members.", FOR),
        ("productivity", "Small products revived the craft.", BESIDE),
        ("why cluster agents matter", "The cluster agent plays an important role.", FOR),
        ("why cluster agents matter", "Intermediaries correct apathy and gaps of information.", BESIDE),
        ("why intermediaries matter", "Intermediaries correct apathy and gaps of information.", FOR),
        ("idle common facilities", "Only 5 wineries ran in the state wine park opened in 2001.", FOR),
        ("cluster agents", "The cluster agent plays an important role.", BESIDE),
    ],
)
def test_a_side_is_taken_only_where_the_result_is_the_topics(topic: str, sentence: str, side: Side) -> None:
    assert side_of(sentence, read(topic), "", DocumentKind.OTHER)[0] is side


def test_a_result_of_something_else_is_said_to_take_no_side() -> None:
    told = side_of("Exports fell while training went on.", read("training"), "", DocumentKind.OTHER)
    assert told == (Side.CONTEXT, NO_SIDE)


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ("The presence of a full-time CDA is also a must.", "it recommends it, and tells of no result"),
        ("The CDA plays an important role.", "it calls it important, which is a judgement and no result"),
        ("The CDA helped the firms.", "it tells of a good result or use"),
    ],
)
def test_a_word_that_a_thing_is_needed_is_not_called_a_result(said: str, because: str) -> None:
    side, why = side_of(said, read("why cluster agents matter"), "", DocumentKind.OTHER)
    assert side is Side.SUPPORTS
    assert why.startswith(because)


def test_what_guidance_says_of_an_agent_is_no_result() -> None:
    said = "The cluster agent builds trust with the key stakeholders."
    assert side_of(said, read("cluster agents"), "", DocumentKind.OTHER)[0] is Side.SUPPORTS
    assert side_of(said, read("cluster agents"), "", DocumentKind.FAQ)[0] is Side.CONTEXT


def test_a_topic_within_a_longer_one_is_not_looked_for_alone() -> None:
    assert read("credit guarantee funds").things == ("guarantees",)
    assert read("testing laboratories").things == ("testing",)
