"""What a link to the interview brings along is read by the intake as it was meant."""

import pytest

from service.browse.book import reader
from service.browse.clusters import RULE_SECTORS
from service.eligibility import intake
from service.http.prefill import link_words
from service.settings import Settings


@pytest.fixture(scope="module")
def rules():
    return reader(Settings().corpus).current().rules


@pytest.mark.parametrize("sector", sorted(set(RULE_SECTORS.values())))
def test_a_state_and_a_sector_are_read_back(rules, sector) -> None:
    read = {
        fact.fact: fact.value for fact in intake.read(link_words("Uttar Pradesh", sector, rules), rules).facts
    }
    assert read["state"] == "Uttar Pradesh"
    assert read["sector"] == (sector,)


def test_what_no_list_knows_is_left_out(rules) -> None:
    assert link_words("Atlantis", "<script>", rules) == ""
    assert link_words("", "coir", rules) == "The sector is coir."


def test_the_link_of_a_cluster_fills_in_the_first_words(shared_client) -> None:
    reply = shared_client.get("/assess?state=Uttar+Pradesh&sector=leather_footwear")
    assert reply.status_code == 200
    assert "The place is in Uttar Pradesh. The sector is leather and footwear." in reply.text
