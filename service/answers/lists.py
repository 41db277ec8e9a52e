"""A question for a list: the schemes or clusters whose sheets say that they are open, closed, of a State, for a trade.

Each entry quotes its own sheet, and no sheet stands on the list that does not say so itself. A question with a word
that none of this explains is no question for a list: it is searched like any other.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.search import Index
from ingest.records import Document
from service.answers.background import STATUS, Background, states_in
from service.answers.compare import Quoted, hit_of, is_cluster, sentences
from service.answers.generic import LISTS_CLUSTERS, LISTS_SCHEMES
from service.answers.question import Question
from service.answers.route import Ending
from service.answers.words import content, fold, stem, stem_set
from service.records import AnswerStatus

MOST = 36  # statements that are quoted; a sheet has one to three
_CHOICES = ("which schemes are open now?", "which schemes are closed?", "schemes for handloom")
Found = re.Match[str] | None
Says = Callable[[Document], Found]
"""Finds in a sheet the line that puts it on the list; its group ``said`` is the statement."""

_OF_STATE = re.compile(r"^- (?P<said>.* is a scheme of the State of (?P<what>.*?), and the agency.*)$", re.M)
_CENTRAL = re.compile(r"^- (?P<said>.* is a central scheme .*)$", re.M)
_RUN_BY = re.compile(r"^- (?P<said>.* the agency in charge is (?P<what>.+))$", re.M)
_TRADES = re.compile(r"^- (?P<said>The sectors?\b.* covers? (?:is|are) (?P<what>.+))$", re.M)
_GRANTS = re.compile(r"^- (?P<said>.*\b(?:grant|share)\b.*? (?:of|is) (?P<what>\d+(?:\.\d+)?)%.*)$", re.M)
_LIES = re.compile(r"^- (?P<said>.* lies in (?P<where>.+), and its line is (?P<what>.+))$", re.M)
_LINE = re.compile(r"^- (?P<said>.*)$", re.M)
_ENDED = re.compile(r"\bended (?:on|in|with) .*?(?=,| and no |$)")
_AS_FAR_AS = re.compile(r"sources up to [^(]*?((?:19|20)\d\d) show")

_DATE = re.compile(
    r"\b(?:(?:on|in|by|during|of) )?(?P<date>(?:\d{1,2} )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* )?"
    r"(?P<year>(?:19|20)\d\d)\b"
)
_SHARE = re.compile(r"\b(\d+(?:\.\d+)?) ?(?:%|per ?cent\b|percent\b)")
_MINISTRY = re.compile(
    r"\b(?:of |by |under |from )?(?:the )?(?:ministry|department|board) (?:of |for )?(\w+)"
)
_FROM_DELHI = re.compile(r"\b(central|national|union)( government)?\b|\bgovernment of india\b")
_STANDINGS = (  # what is asked, and what a sheet's first statement on the status then says
    (
        re.compile(r"\b(announced|upcoming|coming|not (yet )?open(ed)?)\b.*?(?=$|\?)"),
        re.compile(r"has been announced"),
    ),
    (
        re.compile(r"\b(closed?|ended|expired|discontinued|stopped|shut|over)( down)?\b"),
        re.compile("is closed"),
    ),
    (
        re.compile(
            r"\b(open|running|active|live|ongoing|available|current(ly)?|accepting|(taking|take) applications)\b"
        ),
        re.compile(r"described as open"),
    ),
)
# Words of a question for a list that do not say what belongs on it: asking, helping, and the people of a trade.
_EMPTY = frozenset(
    map(
        stem,
        """scheme schemes yojana programme programmes list lists all names name show tell india indian government govt
        state states help helps helping support supports subsidy grant grants share give gives cluster clusters town
        towns place places made makes now today still present application applications people sector trade industry
        units workers artisans craftsmen makers weavers north east hill exist detail details which what located
        situated based benefit benefits required get far yet corpus library sheet sheets""".split(),
    )
)


@dataclass(frozen=True, slots=True)
class Listed:
    """The quotes of a list, sheet by sheet, and how many sheets belong on it; ``shown`` of them are quoted."""

    quoted: tuple[Quoted, ...]
    count: int
    shown: int


def listed(question: Question, index: Index, known: Background) -> Listed | Ending | None:
    """The list that a question asks for, or what to ask for where it would be all; None where it asks for none."""
    asked = fold(f"{question.asked}\n{question.search}")
    named = known.named_words(question.search)
    if not known.schemes or named.schemes - named.others:
        return None
    if LISTS_SCHEMES.search(asked):
        sheets = [known.documents[name] for name in known.schemes]
        wanted = of_schemes(fold(question.search), sheets, known)
        if wanted == []:
            return Ending(AnswerStatus.NEEDS_FACTS, "which_list", _CHOICES)
    elif LISTS_CLUSTERS.search(asked):
        sheets = [one for one in known.documents.values() if is_cluster(one.id, known)]
        wanted = of_clusters(fold(question.search), sheets)
    else:
        return None
    return drawn_up(sheets, wanted, index, known) if wanted else None


def drawn_up(
    sheets: Iterable[Document], wanted: Sequence[Says], index: Index, known: Background
) -> Listed | None:
    """The list of the sheets that say all that is wanted: those that hold now first, the newest sources first."""
    fitting = [one for one in sheets if all(says(one) for says in wanted)]
    fitting.sort(key=lambda one: (one.id in known.superseded, -as_of(one, known), one.title))
    quoted: list[Quoted] = []
    for shown, one in enumerate(fitting):
        more = list(quotes(one, wanted, index, known))
        if len(quoted) + len(more) > MOST:
            return Listed(tuple(quoted), len(fitting), shown)
        quoted += more
    return Listed(tuple(quoted), len(fitting), len(fitting)) if quoted else None


def of_schemes(text: str, sheets: Sequence[Document], known: Background) -> list[Says] | None:
    """What each scheme's sheet must say; empty where all are asked for, None where a word is not explained."""
    wanted: list[Says] = []
    for take in (by_share, by_ministry, lambda rest: by_standing(rest, known)):
        text, says = take(text)
        wanted += [says] if says else []
    text, trades = by_trade(text, sheets)
    text, place = by_state(text, beside=bool(trades))
    wanted = [*trades, *wanted, *([place] if place else [])]
    return None if unexplained(text) else wanted


def of_clusters(text: str, sheets: Sequence[Document]) -> list[Says] | None:
    """What each cluster's sheet must say: the State it lies in, what it makes."""
    states = states_in(text)
    wanted = [saying(_LIES, "where", state) for state in states]
    for state in states:
        text = text.replace(state, " ")
    made = {one.id: stem_set(found["what"]) for one in sheets if (found := _LIES.search(one.text))}
    terms = unexplained(text)
    if any(not any(term in words for words in made.values()) for term in terms):
        return None
    return [*wanted, *(saying(_LIES, "what", term) for term in terms)]


def unexplained(text: str) -> list[str]:
    """The words left of a question that say something."""
    return [word for word in content(text) if word not in _EMPTY]


# --- what a question asks for: each takes its words out of the text and gives what a sheet must say ---


def by_share(text: str) -> tuple[str, Says | None]:
    """A share of the cost: schemes with 90 % grant."""
    found = _SHARE.search(text)
    if not found:
        return text, None

    def says(sheet: Document) -> Found:
        return next((line for line in _GRANTS.finditer(sheet.text) if line["what"] == found[1]), None)

    return _SHARE.sub(" ", text), says


def by_ministry(text: str) -> tuple[str, Says | None]:
    """A ministry or board in charge."""
    found = _MINISTRY.search(text)
    return (_MINISTRY.sub(" ", text), saying(_RUN_BY, "what", stem(found[1]))) if found else (text, None)


def by_standing(text: str, known: Background) -> tuple[str, Says | None]:
    """Open, closed or announced; with a date, ended then."""
    date = _DATE.search(text)
    asks = next(((asked, told) for asked, told in _STANDINGS if asked.search(text)), None)
    if asks is None:
        return text, None
    asked, told = asks

    def says(sheet: Document) -> Found:
        line = status_line(sheet, known)
        if line is None:
            return None
        if date is None or told.pattern != "is closed":
            return line if told.search(line["said"]) else None
        ended = _ENDED.search(line["said"])
        return line if ended and within(date, fold(ended[0])) else None

    return asked.sub(" ", _DATE.sub(" ", text)), says


def within(date: re.Match[str], ended: str) -> bool:
    """Whether a period ended on the date or in the year asked for; a financial year ends in its second one."""
    year = int(date["year"])
    if date["date"] and date["date"][0].isdigit():
        return f"{date['date']}{year}" in ended
    return re.search(rf"\b{year}(?!-)\b|\b{year - 1}-{year % 100:02d}\b", ended) is not None


def by_trade(text: str, sheets: Sequence[Document]) -> tuple[str, list[Says]]:
    """The trades that a scheme's sheet names; those for any sector do not name one."""
    named = [stem_set(found["what"]) for one in sheets if (found := _TRADES.search(one.text))]
    terms = [word for word in unexplained(text) if any(word in trades for trades in named)]
    rest = " ".join(word for word in text.split() if not stem_set(word) & set(terms))
    return rest, [saying(_TRADES, "what", term) for term in terms]


def by_state(text: str, beside: bool) -> tuple[str, Says | None]:
    """A State's own schemes; ``beside`` a trade the central ones as well, which are for every State."""
    states = states_in(text)
    for state in states:
        text = text.replace(state, " ")
    central = bool(_FROM_DELHI.search(text))
    text = _FROM_DELHI.sub(" ", text)
    if not states:
        return text, of_delhi if central else None

    def says(sheet: Document) -> Found:
        found = _OF_STATE.search(sheet.text)
        if found:
            return found if fold(found["what"]) in states else None
        return _CENTRAL.search(sheet.text) if beside else None

    return text, says


def of_delhi(sheet: Document) -> Found:
    """The line by which a scheme is a central one."""
    return _CENTRAL.search(sheet.text)


def saying(pattern: re.Pattern[str], group: str, term: str) -> Says:
    """Finds the line whose group holds a stem, or a name of several words."""

    def says(sheet: Document) -> Found:
        found = pattern.search(sheet.text)
        if found is None:
            return None
        held = term in fold(found[group]) if " " in term else term in stem_set(found[group])
        return found if held else None

    return says


# --- quoting ---


def status_line(sheet: Document, known: Background) -> Found:
    """The first statement of a sheet on whether its scheme is open."""
    place = known.sections[sheet.id].find(STATUS)
    return _LINE.search(sheet.text, *place) if place else None


def as_of(sheet: Document, known: Background) -> int:
    """The year of the newest source on a scheme's status; 0 where none is dated."""
    line = status_line(sheet, known)
    found = _AS_FAR_AS.search(line["said"]) if line else None
    return int(found[1]) if found else 0


def quotes(sheet: Document, wanted: Sequence[Says], index: Index, known: Background) -> Iterator[Quoted]:
    """The statements that put a sheet on the list, and its word on whether the scheme is open."""
    lines = [says(sheet) for says in wanted]
    starts = dict.fromkeys(
        line.start("said") for line in (*lines, status_line(sheet, known)) if line is not None
    )
    passages = index.passages(sheet.id)
    for start in starts:
        held = next(iter(sentences(index, passages, start, start + 1)), None)
        if held is not None:
            yield hit_of(held[0], "listed"), held[1]
