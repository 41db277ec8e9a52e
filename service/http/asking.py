"""Where API and pages put a question to the desk, so that both get the same answer under the same limits."""

from collections.abc import Sequence

from index.records import Filters
from ingest.errors import BadRequestError
from service.desk import SearchResult
from service.http.website import Site
from service.records import Answer


def answer(site: Site, question: str, history: Sequence[str], filters: Filters) -> Answer:
    """Answer a question, and count how it ended.

    Raises:
        BadRequestError: the question or a turn of the history is empty or too long.
    """
    limit = site.settings.max_question_chars
    made = site.desk.answer(usable(question, limit), [usable(turn, limit) for turn in history], filters)
    site.metrics.answer(made.status)
    return made


def find(site: Site, query: str, filters: Filters, limit: int) -> SearchResult:
    """Find passages, best first.

    Raises:
        BadRequestError: the query is empty or too long.
    """
    return site.desk.search(usable(query, site.settings.max_question_chars), filters, limit)


def usable(text: str, limit: int) -> str:
    """The text without outer blanks, if it can be used; the message never repeats the text."""
    text = text.strip()
    if not text:
        raise BadRequestError("The question is empty. Type a question.")
    if len(text) > limit:
        raise BadRequestError(
            f"The question has {len(text)} characters; at most {limit} are taken. Ask it in fewer words."
        )
    return text
