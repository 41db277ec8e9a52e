"""The way from the ask box to the interview: who asks what fits his own case is led there with what he has said."""

from dataclasses import dataclass, replace

from ingest.errors import SamuhError
from service.eligibility.asked import asks_what_fits
from service.eligibility.intake import read
from service.http.ask_page import AskPage
from service.http.assess_room import MOST_CHARS, Room
from service.http.assess_wizard import in_words
from service.interviews.wording import label


@dataclass(frozen=True, slots=True)
class Pointer:
    """What was understood of a question about one's own case: names and values of facts, and what it leaves open."""

    text: str
    facts: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]


def with_pointer(page: AskPage, room: Room) -> AskPage:
    """The page of a question, with the way to the interview where the question asks what fits somebody's own case."""
    return replace(page, pointer=pointer(page.question, room)) if page.question else page


def pointer(question: str, room: Room) -> Pointer | None:
    """What leads to the interview, or None where the question is about something else."""
    if len(question) > MOST_CHARS:
        return None
    try:
        rules = room.rules
        reading = read(question, rules)
    except SamuhError:  # a broken rule file must not take the answer away
        return None
    if not asks_what_fits(question, len(reading.facts)):
        return None
    facts = tuple((label(entry.fact), in_words(entry.fact, entry.value, rules)) for entry in reading.facts)
    return Pointer(question, facts, tuple(doubt.why for doubt in reading.questions))
