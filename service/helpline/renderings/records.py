"""What a rendering is: one answer made ready for the screen, the ear, an SMS and a WhatsApp card."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The languages that the helpline speaks."""

    ENGLISH = "en"
    HINDI = "hi"


class Encoding(StrEnum):
    """How an SMS is coded: GSM-7 holds 160 units, UCS-2 (any letter outside the GSM alphabet) holds 70."""

    GSM7 = "GSM-7"
    UCS2 = "UCS-2"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a line stands: enough to name it to a caller and to open it on the screen."""

    number: int
    document_id: str
    passage_id: str | None
    title: str
    publisher: str | None
    year: int | None
    place: str
    quote: str

    @property
    def said(self) -> str:
        """The source in one breath: "MSME ministry guidelines, 2022, p. 12"."""
        year = str(self.year) if self.year else "undated"
        return ", ".join(part for part in (self.title, year, self.place) if part)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to say, whole or not at all. ``sources`` are numbers of ``Content.sources``.

    ``doubt`` says why its words may have been read wrongly; such a point is for the screen, where the page can be seen.
    """

    text: str
    sources: tuple[int, ...] = ()
    doubt: str | None = None

    @property
    def disagrees(self) -> bool:
        """Whether it sets the sides of a disagreement next to each other."""
        return self.text.startswith("Sources disagree")


@dataclass(frozen=True, slots=True)
class Compared:
    """What is set side by side: names of the columns, and rows of cells, each with its points."""

    names: tuple[str, ...]
    rows: tuple[tuple[tuple[Point, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Content:
    """The one object that all renderings are made from: points with their sources, best first.

    ``lead`` is our own wording and holds no fact (None where the points speak for themselves); ``warning`` says
    that sources disagree or that a part only is answered; ``known`` is False where there is nothing to tell;
    ``compared`` lays the points of a comparison out; ``refusal`` names the reason why nothing is told, where it is not
    the one for its status alone.
    """

    question: str
    status: str
    lead: str | None
    points: tuple[Point, ...]
    warning: str | None
    sources: tuple[Source, ...]
    choices: tuple[str, ...]
    as_of: str
    index_id: str
    known: bool
    compared: Compared | None = None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """The whole answer for the operator's screen; nothing is left out of it."""

    banner: str | None
    lines: tuple[Point, ...]
    sources: tuple[Source, ...]
    choices: tuple[str, ...]
    as_of: str
    index_id: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of speech for one voice."""

    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class Speech:
    """What is read aloud, at most 45 words with the closing words; ``left_out`` points are on the screen only."""

    pieces: tuple[Piece, ...]
    left_out: int

    @property
    def text(self) -> str:
        """The whole of it as plain text."""
        return " ".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Sms:
    """A message that matches its registered template word for word.

    ``template_id`` is the name in our list of templates; ``dlt_id`` the number that the operator's registration
    gave it, None before registration. ``variables`` are the parts filled in, in order.
    """

    text: str
    segments: int
    encoding: Encoding
    template_id: str
    dlt_id: str | None
    variables: tuple[str, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Button:
    """A reply button: its title has at most 20 characters."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: title at most 24 characters, description at most 72."""

    id: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Whatsapp:
    """A card: body of at most 1,024 characters, with three buttons or with a list of at most ten rows."""

    body: str
    buttons: tuple[Button, ...]
    rows: tuple[Row, ...]
    list_title: str | None
    left_out: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """One answer, four renderings. ``speech`` is plain text, ``ssml`` the same with breaks and digits marked."""

    reference: str
    language: Language
    screen: Screen
    spoken: Speech
    ssml: str
    sms: Sms
    whatsapp: Whatsapp

    @property
    def speech(self) -> str:
        """The text to read aloud."""
        return self.spoken.text
