"""A question for a list: the schemes or clusters whose sheets say that they are open, closed, of a State, for a trade.

Each entry quotes its own sheet, and no sheet stands on the list that does not say so itself. A question with a word
that none of this explains is no question for a list: it is searched like any other.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.search import Index
from ingest.records import Document
from service.answers.background import STATUS, Background, states_in
from service.answers.cluster_lists import asks_for_clusters, of_clusters
from service.answers.compare import Quoted, hit_of, is_cluster, sentences
from service.answers.generic import LISTS_SCHEMES
from service.answers.question import Question
from service.answers.route import Ending
from service.answers.saying import Found, Says, Wanted, saying, unexplained
from service.answers.words import fold, stem, stem_set
from service.records import AnswerStatus

MOST = 90  # statements that are quoted; a sheet has one to three
_CHOICES = ("which schemes are open now?", "which schemes are closed?", "schemes for handloom")
_OF_STATE = re.compile(r"^- (?P<said>.* is a scheme of the State of (?P<what>.*?), and the agency.*)$", re.M)
_CENTRAL = re.compile(r"^- (?P<said>.* is a central scheme .*)$", re.M)
_RUN_BY = re.compile(r"^- (?P<said>.* the agency in charge is (?P<what>.+))$", re.M)
_TRADES = re.compile(r"^- (?P<said>The sectors?\b.* covers? (?:is|are) (?P<what>.+))$", re.M)
_GRANTS = re.compile(r"^- (?P<said>.*\b(?:grant|share)\b.*? (?:of|is) (?P<what>\d+(?:\.\d+)?)%.*)$", re.M)
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
_ANY_SECTOR = re.compile(r"^- (?P<said>The sectors?\b.* covers? (?:is|are) any\b.*)$", re.M)
_UNKNOWN = re.compile(r"^- (?P<said>It is (?:not known|uncertain) whether .*)$", re.M)
_CLOSED = re.compile(
    r"is closed to new|window .* has closed|selection .* is finished|no applications of its own any more"
)
_OF_STATES = re.compile(
    r"\bstate('?s)? (government'?s? )?(schemes?|yojanas?)\b|\b(schemes?|yojanas?) of (the )?states?\b"
)
_STANDINGS = (  # what is asked, and what a sheet's first statement on the status then says
    (
        "announced",
        re.compile(
            r"\b(announced( (but|and))?( (is|are))?( not (yet )?open(ed)?( yet)?)?|upcoming|coming"
            r"|(not )?yet (to )?open(ed)?|not open(ed)? yet)\b"
        ),
        re.compile("has been announced"),
    ),
    (
        "not_open",
        re.compile(
            r"\b(not|no longer|isnt|arent|isn't|aren't) (now |currently )?"
            r"(open(ed)?|running|active|live|available|accepting|taking)\b"
        ),
        re.compile(r"^(?!.*described as open)"),
    ),
    ("closed", re.compile(r"\b(closed?|ended|expired|discontinued|stopped|shut|over)( down)?\b"), _CLOSED),
    (
        "open",
        re.compile(
            r"\b(open|running|active|live|ongoing|available|current(ly)?|accepting|(taking|take) applications)\b"
        ),
        re.compile("described as open"),
    ),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """The quotes of a list, sheet by sheet, and how many sheets belong on it; ``shown`` of them are quoted.

    ``notes`` name the wordings that say what the list leaves out, or has beside what was asked for.
    """

    quoted: tuple[Quoted, ...]
    count: int
    shown: int
    notes: tuple[str, ...] = ()


def listed(question: Question, index: Index, known: Background) -> Listed | Ending | None:
    """The list that a question asks for, or what to ask for where it would be all; None where it asks for none."""
    asked = fold(f"{question.asked}\n{question.search}")
    named = known.named_words(question.search)
    if not known.schemes or named.schemes - named.others:
        return None
    if LISTS_SCHEMES.search(asked):
        sheets = [known.documents[name] for name in sorted(known.schemes)]
        wanted = of_schemes(fold(question.search), sheets, known)
        if wanted is not None and not wanted.says:
            return Ending(AnswerStatus.NEEDS_FACTS, "which_list", _CHOICES)
    elif asks_for_clusters(asked):
        sheets = [one for one in known.documents.values() if is_cluster(one.id, known)]
        wanted = of_clusters(fold(question.search), sheets)
    else:
        return None
    return drawn_up(sheets, wanted, index, known) if wanted else None


def drawn_up(sheets: Iterable[Document], wanted: Wanted, index: Index, known: Background) -> Listed | None:
    """The list of the sheets that say all that is wanted: those that hold now first, the newest sources first."""
    fitting = [one for one in sheets if all(says(one) for says in wanted.says)]
    fitting.sort(
        key=lambda one: (at_end(one, wanted), one.id in known.superseded, -as_of(one, known), one.title)
    )
    quoted: list[Quoted] = []
    for shown, one in enumerate(fitting):
        more = list(quotes(one, wanted.says, index, known))
        if len(quoted) + len(more) > MOST:
            return Listed(tuple(quoted), len(fitting), shown, wanted.notes)
        quoted += more
    return Listed(tuple(quoted), len(fitting), len(fitting), wanted.notes) if quoted else None


def at_end(sheet: Document, wanted: Wanted) -> bool:
    """Whether a sheet stands at the end of a list, since it fits less closely."""
    return wanted.last is not None and wanted.last(sheet) is not None


def of_schemes(text: str, sheets: Sequence[Document], known: Background) -> Wanted | None:
    """What each scheme's sheet must say; nothing where all are asked for, None where a word is not explained."""
    text, share = by_share(text)
    text, run_by = by_ministry(text)
    text, standing, status = by_standing(text, known)
    text, trades = by_trade(text, sheets, wide=standing == "open")
    text, place = by_state(text, beside=bool(trades))
    if unexplained(text):
        return None
    says = (*trades, *(one for one in (share, run_by, status, place) if one))
    if trades and standing == "open":
        return Wanted(says, ("list_any_sector",), any_sector)
    if trades:
        return Wanted(says, ("list_named_sector",))
    return Wanted(says, ("list_not_open",), unknown_now) if standing == "not_open" else Wanted(says)


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


def by_standing(text: str, known: Background) -> tuple[str, str, Says | None]:
    """Open, not open, closed or announced; with a date, ended then. The second is the name of what is asked."""
    date = _DATE.search(text)
    asks = next((one for one in _STANDINGS if one[1].search(text)), None)
    if asks is None:
        return text, "", None
    name, asked, told = asks

    def says(sheet: Document) -> Found:
        line = status_line(sheet, known)
        if line is None:
            return None
        if date is None or name != "closed":
            return line if told.search(line["said"]) else None
        ended = _ENDED.search(line["said"])
        return line if ended and within(date, fold(ended[0])) else None

    return asked.sub(" ", _DATE.sub(" ", text)), name, says


def within(date: re.Match[str], ended: str) -> bool:
    """Whether a period ended on the date or in the year asked for; a financial year ends in its second one."""
    year = int(date["year"])
    if date["date"] and date["date"][0].isdigit():
        return f"{date['date']}{year}" in ended
    return re.search(rf"\b{year}(?!-)\b|\b{year - 1}-{year % 100:02d}\b", ended) is not None


def by_trade(text: str, sheets: Sequence[Document], wide: bool) -> tuple[str, list[Says]]:
    """The trades that a scheme's sheet names; ``wide`` with the schemes for any sector, which name none."""
    named = [stem_set(found["what"]) for one in sheets if (found := _TRADES.search(one.text))]
    terms = [word for word in unexplained(text) if any(word in trades for trades in named)]
    rest = " ".join(word for word in text.split() if not stem_set(word) & set(terms))
    says = [saying(_TRADES, "what", term) for term in terms]
    return rest, [or_any_sector(one) for one in says] if wide else says


def or_any_sector(says: Says) -> Says:
    """Finds what ``says`` does, else the line by which a scheme is for any sector."""
    return lambda sheet: says(sheet) or any_sector(sheet)


def any_sector(sheet: Document) -> Found:
    """The line by which a scheme is for any sector, or for any of manufacturing."""
    return _ANY_SECTOR.search(sheet.text)


def unknown_now(sheet: Document) -> Found:
    """The line by which it is not known whether a scheme is open."""
    return _UNKNOWN.search(sheet.text)


def by_state(text: str, beside: bool) -> tuple[str, Says | None]:
    """A State's own schemes; ``beside`` a trade the central ones as well, which are for every State."""
    states = states_in(text)
    for state in states:
        text = text.replace(state, " ")
    if not states and _OF_STATES.search(text):
        return text, of_a_state
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


def of_a_state(sheet: Document) -> Found:
    """The line by which a scheme is one of a State."""
    return _OF_STATE.search(sheet.text)


def of_delhi(sheet: Document) -> Found:
    """The line by which a scheme is a central one."""
    return _CENTRAL.search(sheet.text)


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
