"""Countries that a question names."""

from service.answers.countries import named_in, names_one


def test_a_country_is_found_in_a_question_and_its_people_in_a_text() -> None:
    (italy,) = named_in("what did makers in italy pay")
    assert italy.search("the italian ham makers")
    assert not italy.search("the indian ham makers")


def test_america_goes_by_several_names_and_is_no_state_of_india() -> None:
    (america,) = named_in("clusters in the united states")
    assert america.search("american clusters")
    assert not america.search("the states of india")


def test_jersey_is_a_garment_and_india_is_at_home() -> None:
    assert not list(named_in("who makes jersey cloth in india"))


def test_a_text_that_names_a_country_is_known() -> None:
    assert names_one("a programme in morocco")
    assert names_one("a programme in india")
    assert not names_one("a programme in rajkot")
