"""The word arm: which passages hold the words of a query, by BM25 (k1 1.2, b 0.75), through tantivy."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log
from pathlib import Path

import tantivy

from index.ranking import Ranking
from index.words import query_words, words

FOLDER = "words"
_ANALYSER = "cut"  # texts arrive as words with spaces between them; nothing is left to decide
_HEAP = 128_000_000  # bytes that the writer may hold before it writes a segment


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name=_ANALYSER, index_option="freq")
    builder.add_unsigned_field("passage", fast=True)
    builder.add_unsigned_field("document", indexed=True)
    return builder.build()


def _with_analyser(index: tantivy.Index) -> tantivy.Index:
    cut = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_ANALYSER, cut)
    return index


def write_words(folder: Path, rows: Iterable[tuple[int, int, str]]) -> None:
    """Write the word index of a generation.

    Args:
        folder: The generation's folder; a sub-folder is made in it.
        rows: Passage number, document number and text, in the order of passage numbers.
    """
    where = folder / FOLDER
    where.mkdir()
    index = _with_analyser(tantivy.Index(_schema(), str(where)))
    writer = index.writer(heap_size=_HEAP, num_threads=1)  # one thread keeps the order of passages
    for passage, document, text in rows:
        made = tantivy.Document()
        made.add_text("words", " ".join(words(text)))
        made.add_unsigned("passage", passage)
        made.add_unsigned("document", document)
        writer.add_document(made)
    writer.commit()
    writer.wait_merging_threads()


class WordIndex:
    """The word index of one generation, read-only; safe to call from several threads."""

    def __init__(self, folder: Path) -> None:
        self._index = _with_analyser(tantivy.Index.open(str(folder / FOLDER)))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, query: str, documents: Sequence[int] | None, limit: int) -> Ranking:
        """Passages that hold a word of the query, best first; ties in order of passage numbers.

        Scores are BM25 as a share of what a passage of average length would get that holds each word of the query
        once: near 1 the passage holds all that was asked, near 0 little of weight. Unlike plain BM25 they compare
        between queries.

        Args:
            query: Any characters; nothing in it is taken for an operator.
            documents: Numbers of the documents that may answer; None allows all.
            limit: How many passages at most.
        """
        counted = Counter(query_words(query))
        if not counted:
            return Ranking.empty()
        full = self._full_score(counted)
        hits = self._searcher.search(self._query(counted, documents), limit, count=False).hits
        numbers = self._searcher.fast_field_values("passage", [address for _, address in hits])
        return Ranking.of([int(number or 0) for number in numbers], [score / full for score, _ in hits])

    def _full_score(self, counted: Counter[str]) -> float:
        """BM25 of a passage of average length that holds each word as often as it was asked: its rarity, summed."""
        count = len(self)
        held = ((times, self._searcher.doc_freq("words", word)) for word, times in counted.items())
        return sum(times * log(1 + (count - holding + 0.5) / (holding + 0.5)) for times, holding in held)

    def _query(self, counted: Counter[str], documents: Sequence[int] | None) -> tantivy.Query:
        """Any of the words, each weighing as often as it was asked, within the documents."""
        occur = tantivy.Occur
        terms = [
            (occur.Should, tantivy.Query.boost_query(self._term(word), float(times)))
            for word, times in counted.items()
        ]
        wanted = tantivy.Query.boolean_query(terms)
        if documents is None:
            return wanted
        within = tantivy.Query.term_set_query(self._schema, "document", list(documents))
        silent = tantivy.Query.const_score_query(within, 0.0)
        return tantivy.Query.boolean_query([(occur.Must, wanted), (occur.Must, silent)])

    def _term(self, word: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, "words", word, "freq")
