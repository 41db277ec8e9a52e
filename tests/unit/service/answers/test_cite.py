"""What a citation names of its document."""

from dataclasses import replace

from ingest.records import Sentence
from service.answers.cite import cite
from service.library_desk import LibraryDesk


def test_a_citation_names_the_year_of_what_a_sheet_knows(desk: LibraryDesk) -> None:
    library = desk.library()
    hit = desk.search("cost of looms").hits[0]
    held = library.known.documents[hit.passage.document_id]
    passage = hit.passage
    sentence = Sentence(passage.id, passage.start, passage.end, passage.text)
    newer = replace(held, year=2020, as_of_year=2026)
    known = replace(library.known, documents={**library.known.documents, held.id: newer})
    for background, year in ((library.known, held.year), (known, 2026)):
        (statement,), (citation,) = cite([(hit, sentence)], background)
        assert citation.year == year
        assert statement.text == citation.quote
