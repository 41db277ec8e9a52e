"""Markdown into pieces.

markdown-it reads it; since its tokens carry lines but no offsets, the text of each token is found again in the source,
from left to right.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from service.http.manuscript import Heading, Piece, Run, Tag, link_tag

_NEWLINE = re.compile(r"\r\n?|\n")
_LINK_END = re.compile(r"\]\((?:[^()\\]|\\.|\([^()]*\))*\)")
_LIST_MARK = re.compile(r"[ \t>]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$)")
_HEADING_MARK = re.compile(r"[ \t>]*#{1,6}[ \t]*")
_SIMPLE = frozenset(
    {
        "p",
        "ul",
        "li",
        "thead",
        "tbody",
        "tr",
        "blockquote",
        "strong",
        "em",
        "s",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    }
)


def reader() -> MarkdownIt:
    """CommonMark with tables, without anything that could bring in HTML, images or hidden text."""
    made = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable("table").enable("strikethrough")
    return made.disable(["html_block", "html_inline", "image", "reference", "code", "lheading", "text_join"])


class Place:
    """Finds, left to right, where in the source the text of each token stands."""

    def __init__(self, source: str, start: int, end: int) -> None:
        self._source = source
        self._lines = [start, *(start + found.end() for found in _NEWLINE.finditer(source[start:end]))]
        self._end = end
        self.at = start
        self.limit = end

    def block(self, lines: list[int] | None) -> None:
        """Go to the first of these lines, and do not look beyond the last."""
        if lines is not None:
            self.at = max(self.at, self._lines[min(lines[0], len(self._lines) - 1)])
            self.limit = self._lines[lines[1]] if lines[1] < len(self._lines) else self._end

    def skip(self, pattern: re.Pattern[str]) -> None:
        """Step over markup that stands here."""
        found = pattern.match(self._source, self.at, self.limit)
        if found:
            self.at = found.end()

    def skip_to(self, markup: str) -> None:
        """Step over the next occurrence of this markup."""
        found = self._source.find(markup, self.at, self.limit)
        if found >= 0:
            self.at = found + len(markup)

    def line_break(self) -> Run:
        """The next end of line."""
        found = _NEWLINE.search(self._source, self.at, self.limit)
        if found is None:
            return Run(self.at, self.at, "\n")
        self.at = found.end()
        return Run(found.start(), found.end(), "\n")

    def line_of(self, offset: int) -> int:
        """The number of the line, from 0, on which an offset lies."""
        return bisect_right(self._lines, offset) - 1

    def take(self, text: str, written: str) -> Run:
        """The run that shows ``text``, written as ``written`` in the source."""
        found = self._source.find(written, self.at, self.limit)
        start, end = (found, found + len(written)) if found >= 0 else self._scattered(written)
        self.at = max(self.at, end)
        return Run(start, end, text)

    def _scattered(self, text: str) -> tuple[int, int]:
        """The shortest stretch from here on that holds all characters of ``text`` in order."""
        at, start = self.at, -1
        for character in text:
            found = self._source.find(character, at, self.limit)
            if found < 0:
                return self.at, self.at
            start = found if start < 0 else start
            at = found + 1
        return max(start, self.at), at


def pieces(source: str, start: int, end: int, contents: list[Heading]) -> Iterator[Piece]:
    """Take ``source[start:end]`` apart; headings met are added to ``contents``."""
    place = Place(source, start, end)
    tokens = reader().parse(source[start:end])
    for number, token in enumerate(tokens):
        if token.nesting >= 0 and token.type != "inline":
            place.block(token.map)
        if token.type == "inline":
            if token.map is not None:
                place.block(token.map)
            yield from _inline(token.children or [], place)
        else:
            yield from _block(token, tokens[number + 1 : number + 2], place, contents)


def _block(token: Token, following: list[Token], place: Place, contents: list[Heading]) -> Iterator[Piece]:
    if token.hidden:
        return
    if token.type == "heading_open":
        place.skip(_HEADING_MARK)
        text = following[0].content if following else ""
        contents.append(Heading(f"h-{place.at}", int(token.tag[1]), text))
        yield Tag(f'<{_lower(token.tag)} id="h-{place.at}">')
    elif token.type in {"fence", "code_block"}:
        yield Tag("<pre><code>")
        yield from _code_lines(token, place)
        yield Tag("</code></pre>")
    else:
        if token.type == "list_item_open":
            place.skip(_LIST_MARK)
        yield from _tag(token)


def _code_lines(token: Token, place: Place) -> Iterator[Piece]:
    place.line_break()  # the line that opens the fence
    for line in token.content.splitlines():
        yield place.take(line, line)
        yield place.line_break()


def _lower(tag: str) -> str:
    """A heading one level down: the page's own title is the only h1."""
    return f"h{min(int(tag[1]) + 1, 6)}"


def _tag(token: Token) -> Iterator[Tag]:
    closing = "/" if token.nesting < 0 else ""
    if token.tag in _SIMPLE:
        tag = _lower(token.tag) if token.type.startswith("heading") else token.tag
        yield Tag(f"<{closing}{tag}>")
    elif token.tag == "table":
        # A wide table scrolls by itself; tabindex lets a keyboard do it.
        yield Tag(
            "</table></div>"
            if closing
            else '<div class="table" tabindex="0" role="region" aria-label="Table"><table>'
        )
    elif token.tag in {"th", "td"}:
        yield Tag(f"</{token.tag}>" if closing else f"<{token.tag}{_cell(token)}>")
    elif token.tag == "ol":
        yield Tag("</ol>" if closing else f'<ol start="{int(token.attrGet("start") or 1)}">')
    elif token.tag == "hr":
        yield Tag("<hr>")


def _cell(token: Token) -> str:
    """Attributes of a cell: its scope, and its alignment as a class since styles are not allowed in line."""
    scope = ' scope="col"' if token.tag == "th" else ""
    return scope + (' class="right"' if "right" in str(token.attrGet("style") or "") else "")


def _inline(tokens: list[Token], place: Place) -> Iterator[Piece]:
    open_links: list[bool] = []
    for token in tokens:
        if token.type in {"text", "text_special"}:
            written = token.markup if token.type == "text_special" and token.markup else token.content
            if written:
                yield place.take(token.content, written)
        elif token.type in {"softbreak", "hardbreak"}:
            yield place.line_break()
            if token.type == "hardbreak":
                yield Tag("<br>")
        elif token.type == "code_inline":
            yield from _code(token, place)
        elif token.type in {"link_open", "link_close"}:
            yield from _link(token, place, open_links)
        else:
            place.skip_to(token.markup)
            yield from _tag(token)


def _code(token: Token, place: Place) -> Iterator[Piece]:
    place.skip_to(token.markup)
    yield Tag("<code>")
    yield place.take(token.content, token.content)
    yield Tag("</code>")
    place.skip_to(token.markup)


def _link(token: Token, place: Place, open_links: list[bool]) -> Iterator[Piece]:
    """A link keeps its address only if that is a plain web address; its words stay in any case."""
    automatic = token.markup == "autolink"
    if token.nesting > 0:
        place.skip_to("<" if automatic else "[")
        opening = link_tag(str(token.attrGet("href") or ""))
        open_links.append(opening is not None)
        if opening is not None:
            yield opening
        return
    if automatic:
        place.skip_to(">")
    else:
        place.skip(_LINK_END)
    if open_links.pop():
        yield Tag("</a>")
