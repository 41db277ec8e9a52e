"""What a topic is about, and the claim that it makes."""

import pytest

from ingest.errors import BadRequestError
from service.briefs.gather import queries
from service.briefs.records import Reads
from service.briefs.subject import is_about, read


def test_a_question_is_stripped_to_its_subject() -> None:
    subject = read("why cluster agents matter")
    assert subject.things == ("agents",)
    assert subject.rest == ()
    assert subject.claim == "Cluster agents matter."


def test_a_topic_of_idleness_is_borne_out_by_disuse() -> None:
    subject = read("idle infrastructure")
    assert (subject.reads, subject.by_use) == (Reads.SHORTFALLS, True)


def test_common_facilities_that_stand_idle_may_be_of_any_kind() -> None:
    one, other = read("idle common facilities"), read("idle infrastructure")
    assert (one.things, one.by_use, one.rest) == (other.things, other.by_use, other.rest)
    assert list(queries(one)) == list(queries(other))
    assert read("common facilities").things == ("centres",)
    assert read("idle common facility centres").things == ("centres",)


def test_other_words_of_a_topic_must_be_there_too() -> None:
    subject = read("effluent plants in Tirupur")
    assert is_about(subject, "The CETP of Tirupur works.")
    assert is_about(subject, "The CETPs work.", around="Tirupur knitwear cluster")
    assert not is_about(subject, "The CETP of Vapi works.", around="Vapi chemical cluster")


def test_names_of_one_thing_are_the_same() -> None:
    subject = read("effluent plants")
    assert is_about(subject, "Sixteen common effluent treatment plants are running.")
    assert is_about(subject, "The unit reached zero liquid discharge.")
    assert not is_about(subject, "The unit plants trees.")


def test_an_unknown_topic_needs_its_own_words() -> None:
    subject = read("solar dryers")
    assert is_about(subject, "A solar dryer was bought.")
    assert not is_about(subject, "Solar lamps were bought.")


@pytest.mark.parametrize("topic", ["", "   ", "why", "x" * 201])
def test_a_topic_that_says_nothing_is_refused(topic: str) -> None:
    with pytest.raises(BadRequestError):
        read(topic)


def test_a_topic_of_two_matters_is_met_by_either_in_its_words() -> None:
    subject = read("wage and working conditions")
    assert is_about(subject, "Wages of stitchers fell in the footwear cluster.")
    assert is_about(subject, "Working conditions in the units were poor.")
    assert not is_about(subject, "National policies differ by basic conditions.")


def test_a_decline_is_borne_out_by_shortfalls() -> None:
    subject = read("export decline Moradabad")
    assert (subject.reads, subject.claim) == (Reads.SHORTFALLS, "Export decline Moradabad: it came about.")
