"""What of an answer is said in so many words: every way of framing it is tried, the one that tells most is taken."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from service.helpline.renderings import naming, quotes
from service.helpline.renderings.clauses import Clauses, clauses
from service.helpline.renderings.clauses import spoken as heard
from service.helpline.renderings.figures import YEARS, figures, said
from service.helpline.renderings.records import Content, Language, Piece, Point, Speech
from service.helpline.renderings.telling import Plan, endings, openings, takes_applications
from service.helpline.renderings.wording import wording

_LEVELS = 3
"""Ways to say whether a scheme takes applications: 0 whole, 1 short, 2 shortest."""
_UNTOLD = -1
_PAUSES = {".": 0.37, "।": 0.37, "?": 0.37, ",": 0.25, ";": 0.25, ":": 0.25}
"""Seconds that a voice rests at a sign."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One of our own lines; ``worth`` is the higher the fuller it is, ``name`` the source that it names."""

    text: str
    worth: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class _Frame:
    """Our own lines around the points, and how shortly the status of the scheme is said."""

    opening: _Line
    source: _Line
    more: _Line
    menu: _Line
    level: int

    @property
    def texts(self) -> tuple[str, ...]:
        """The lines that hold something."""
        return tuple(line.text for line in (self.opening, self.source, self.more, self.menu) if line.text)


class _Talk:
    """Statements as they are said one after the other, until the words run out."""

    def __init__(self, language: Language, room: int) -> None:
        self.pieces: list[Piece] = []
        self.count, self.dated = 0, False
        self._language, self._room = language, room
        self._topic, self._tongue = "", language.value

    def whole(self, made: Clauses | None) -> bool:
        """Say all of a statement, with what it is about unless that was just said; False where it does not fit."""
        if made is None:
            return False
        about = [] if made.topic in ("", self._topic) else [made.topic]
        if not self._add([*about, *made.sentences], made):
            return False
        self._topic = made.topic or made.name or self._topic
        self.count += 1
        return True

    def short(self, made: Clauses, level: int) -> bool:
        """Say a statement in short; False where it has no such form, or it does not fit."""
        forms = made.shorts_after(self._topic)
        return bool(forms) and self._add([forms[min(level, len(forms)) - 1]], made)

    def pause(self) -> None:
        """A line of our own comes between: what is foreign must be announced anew."""
        self._tongue = self._language.value

    def _add(self, sentences: Sequence[str], made: Clauses) -> bool:
        pieces = [Piece(said(sentence, made.language), made.language) for sentence in sentences]
        announced = "" if made.tongue == self._tongue else quotes.announced(made.tongue, self._language)
        if announced:
            pieces.insert(0, Piece(announced, self._language))
        if words(pieces) > self._room:
            return False
        self._room -= words(pieces)
        self.pieces += pieces
        self._tongue = made.tongue
        self.dated |= any(figure.kind in YEARS for line in sentences for figure in figures(line))
        return True


class Speaker:
    """Says one answer in one language in at most so many words.

    ``within`` = in at most so many seconds as well, and with nothing after what must be told.
    """

    def __init__(
        self, content: Content, telling: Plan, language: Language, most: int, within: float | None = None
    ) -> None:
        self._content, self._telling, self._language, self._most = content, telling, language, most
        self._within = within
        self._kept: dict[Point, Clauses | None] = {}

    def best(self) -> Speech | None:
        """The speech that tells most; None where the first points do not fit with what must stand beside them."""
        if not self._telling.first or not all(self._made(point) for point in self._telling.first):
            return None
        found = (
            attempt for attempt in map(self._attempt, self._frames()) if attempt and self._in_time(attempt)
        )
        return max(found, key=lambda attempt: attempt[0], default=((), None))[1]

    def _in_time(self, attempt: tuple[tuple[int, ...], Speech]) -> bool:
        return self._within is None or lasts(attempt[1].pieces) <= self._within

    def _made(self, point: Point) -> Clauses | None:
        """A point in sentences, worked out once and only where it is reached."""
        if point not in self._kept:
            self._kept[point] = sayable(point, self._language)
        return self._kept[point]

    def _frames(self) -> Iterator[_Frame]:
        ends = [heard(line) for line in endings(self._telling, self._language)]
        mores = ends or ["", *(wording(name, self._language) for name in ("more", "more_short"))]
        parts = product(
            _lines([heard(line) for line in openings(self._content, self._telling, self._language)]),
            self._sources(),
            _lines(mores),
            _lines([wording(name, self._language) for name in ("menu", "menu_short")]),
            range(_LEVELS),
        )
        return (_Frame(*part) for part in parts)

    def _sources(self) -> list[_Line]:
        """The ways to name the source of the first points: by name and year, by year alone, not at all."""
        held = [naming.names(point, self._content.sources) for point in self._telling.first]
        shared = [name for name in held[0] if all(name in names for names in held)]
        if self._content.status == "assessed" or not shared or self._telling.first[0].disagrees:
            return [_Line("", 0)]
        fully = [_Line(naming.said_fully(name, self._language), 2, name) for name in shared]
        return [*fully, _Line(naming.said_by_year(shared[0], self._language), 1, shared[0]), _Line("", 0)]

    def _attempt(self, frame: _Frame) -> tuple[tuple[int, ...], Speech] | None:
        talk = _Talk(self._language, self._most - sum(map(self._words, frame.texts)))
        if not all(self._first(talk, self._made(point), frame.level) for point in self._telling.first):
            return None
        dated, status = talk.dated, self._status(talk, frame.level)
        if status == _UNTOLD:
            return None
        place = len(talk.pieces)
        if frame.source.text:
            talk.pause()
        self._later(talk, frame.source.name)
        left_out = len(self._content.points) - talk.count
        if bool(left_out) != bool(frame.more.text):
            return None
        own = [[self._piece(line)] if line.text else [] for line in (frame.opening, frame.source, frame.more)]
        menu = Piece(frame.menu.text, self._language)
        pieces = (*own[0], *talk.pieces[:place], *own[1], *talk.pieces[place:], *own[2], menu)
        return _rank(frame, dated, status, talk.count), Speech(pieces, left_out)

    def _first(self, talk: _Talk, made: Clauses | None, level: int) -> bool:
        """Say a leading point whole; in short, which tells no figure, where it is on the status and has such a form."""
        return talk.whole(made) or bool(made and level and talk.short(made, level))

    def _status(self, talk: _Talk, level: int) -> int:
        """Say whether applications are taken. How fully that is said, or that it must be said and does not fit."""
        fully = _LEVELS
        for point in self._telling.standing:
            made = self._made(point)
            if level == 0 and talk.whole(made):
                continue
            if made and level and talk.short(made, level):
                fully = _LEVELS - level
            elif takes_applications(point):
                fully = 0
            else:
                return _UNTOLD
        return fully

    def _later(self, talk: _Talk, source: str | None) -> None:
        """Say what else fits, in order, as long as it is from the source that was named."""
        for point in self._telling.plain if self._within is None else ():
            if source and source not in naming.names(point, self._content.sources):
                return
            if not talk.whole(self._made(point)):
                return

    def _piece(self, line: _Line) -> Piece:
        return Piece(said(line.text, self._language), self._language)

    def _words(self, text: str) -> int:
        return count_words(said(text, self._language))


def sayable(point: Point, language: Language) -> Clauses | None:
    """The statement in sentences for the ear; None where it cannot be said so, or may have been misread."""
    return None if point.doubt else clauses(point.text, language)


def count_words(text: str) -> int:
    """Words as a speaker counts them: parted by spaces, "twenty-two" is one."""
    return len(text.split())


def lasts(pieces: Sequence[Piece]) -> float:
    """About how many seconds the pieces take to say; fitted to 170 speeches of espeak-ng, within 1.4 seconds."""
    text = " ".join(piece.text for piece in pieces)
    signs = sum(not sign.isspace() and sign not in _PAUSES for sign in text)
    begins = 3.0 if any(piece.language is Language.HINDI for piece in pieces) else 1.0
    return begins + 0.072 * signs + sum(seconds * text.count(sign) for sign, seconds in _PAUSES.items())


def words(pieces: Iterable[Piece]) -> int:
    """The words of some pieces together."""
    return sum(count_words(piece.text) for piece in pieces)


def _lines(texts: Sequence[str]) -> list[_Line]:
    """Lines from the fullest to the shortest."""
    return [_Line(text, -number) for number, text in enumerate(texts)]


def _rank(frame: _Frame, dated: bool, status: int, count: int) -> tuple[int, ...]:
    """What is worth most: that a year is said, the status, the source's name, our lines in full, then more points."""
    year = max(min(frame.source.worth, 1), int(dated))
    own = (frame.menu.worth, frame.opening.worth)
    return (year, min(status, 1), frame.source.worth, *own, count, status, frame.more.worth)
