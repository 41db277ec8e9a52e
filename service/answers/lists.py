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
from service.answers.countries import named_in
from service.answers.generic import LISTS_CLUSTERS, LISTS_SCHEMES
from service.answers.question import Question
from service.answers.route import Ending
from service.answers.words import content, fold, stem, stem_set
from service.records import AnswerStatus

MOST = 90  # statements that are quoted; a sheet has one to three
_CHOICES = ("which schemes are open now?", "which schemes are closed?", "schemes for handloom")
Found = re.Match[str] | None
Says = Callable[[Document], Found]
"""Finds in a sheet the line that puts it on the list; its group ``said`` is the statement."""

_OF_STATE = re.compile(r"^- (?P<said>.* is a scheme of the State of (?P<what>.*?), and the agency.*)$", re.M)
_CENTRAL = re.compile(r"^- (?P<said>.* is a central scheme .*)$", re.M)
_RUN_BY = re.compile(r"^- (?P<said>.* the agency in charge is (?P<what>.+))$", re.M)
_TRADES = re.compile(r"^- (?P<said>The sectors?\b.* covers? (?:is|are) (?P<what>.+))$", re.M)
_GRANTS = re.compile(r"^- (?P<said>.*\b(?:grant|share)\b.*? (?:of|is) (?P<what>\d+(?:\.\d+)?)%.*)$", re.M)
_SECTOR = re.compile(r"^- (?P<said>.* belongs to the (?P<what>.+?) sector\b.*)$", re.M)
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
_ANY_SECTOR = re.compile(r"^- (?P<said>The sectors?\b.* covers? (?:is|are) any\b.*)$", re.M)
_UNKNOWN = re.compile(r"^- (?P<said>It is (?:not known|uncertain) whether .*)$", re.M)
_CLOSED = re.compile(
    r"is closed to new|window .* has closed|selection .* is finished|no applications of its own any more"
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
# Lists of clusters in other words than those that name a list: "leather clusters", "how many clusters are in Kerala".
_CLUSTERS = re.compile(r"^\W*(?:[a-z]+ ){1,3}clusters(?: (?:in|of|from) [a-z ]+)?\W*$", re.M)
_COUNTS = re.compile(r"\b(how many|number of|kitn[aei]) (?:[a-z]+ ){0,2}clusters?\b")
_ABROAD = re.compile(
    r"\b(foreign|abroad|overseas|international|(outside|other than) india|other countries)\b"
)
_IN_INDIA = re.compile(r"\bIndia$")
_STATE_NOW = {"orissa": "odisha"}
# Words of a question for a list that do not say what belongs on it: asking, helping, and the people of a trade.
_EMPTY = frozenset(
    map(
        stem,
        """scheme schemes yojana programme programmes list lists all names name show tell india indian government govt
        state states help helps helping support supports subsidy grant grants share give gives cluster clusters town
        towns place places made makes now today still present application applications people sector trade industry
        units workers artisans craftsmen makers weavers north east hill exist detail details which what located
        situated based many number kitn kitne hain mein benefit benefits required get far yet corpus library sheet
        sheets""".split(),
    )
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What each sheet of a list must say, the notes that the list needs, and what puts a sheet at its end."""

    says: tuple[Says, ...]
    notes: tuple[str, ...] = ()
    last: Says | None = None


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
    elif any(pattern.search(asked) for pattern in (LISTS_CLUSTERS, _CLUSTERS, _COUNTS)):
        sheets = [one for one in known.documents.values() if is_cluster(one.id, known)]
        wanted = of_clusters(fold(question.search), sheets, counting=bool(_COUNTS.search(asked)))
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


def of_clusters(text: str, sheets: Sequence[Document], counting: bool) -> Wanted | None:
    """What each cluster's sheet must say: the country or State it lies in, what it makes or is called.

    Clusters of other countries stand on no list that does not ask for them. ``counting`` needs a State: how many
    clusters a country has is told by surveys, and not by our sheets.
    """
    text, lands = by_country(text)
    states = states_in(text)
    for state in states:
        text = text.replace(state, " ")
    terms = unexplained(text)
    if not (terms or states or lands) or (counting and not states):
        return None
    spoken = [spoken_of(one) for one in sheets]
    if any(not any(term in words for words in spoken) for term in terms):
        return None
    places = [saying(_LIES, "where", _STATE_NOW.get(state, state)) for state in sorted(states)]
    return Wanted((*(lands or [in_india]), *places, *map(speaking_of, terms)), ("list_clusters",))


def by_country(text: str) -> tuple[str, list[Says]]:
    """Countries but India that a text names, or all of them."""
    says: list[Says] = [lying(pattern) for pattern in named_in(text)]
    for pattern in named_in(text):
        text = re.sub(rf"{pattern.pattern}\w*", " ", text)
    if _ABROAD.search(text):
        says.append(abroad)
    return _ABROAD.sub(" ", text), says


def lying(pattern: re.Pattern[str]) -> Says:
    """Finds the line by which a cluster lies in a country."""

    def says(sheet: Document) -> Found:
        found = _LIES.search(sheet.text)
        return found if found and pattern.search(fold(found["where"])) else None

    return says


def in_india(sheet: Document) -> Found:
    """The line by which a cluster lies in India."""
    found = _LIES.search(sheet.text)
    return found if found and _IN_INDIA.search(found["where"]) else None


def abroad(sheet: Document) -> Found:
    """The line by which a cluster lies in another country."""
    return None if in_india(sheet) else _LIES.search(sheet.text)


def spoken_of(sheet: Document) -> frozenset[str]:
    """Stems of what a cluster's sheet says of its place, its line and its sector, and of its names."""
    lines = [found["said"] for pattern in (_LIES, _SECTOR) if (found := pattern.search(sheet.text))]
    return stem_set(" ".join((*lines, sheet.id.replace("-", " "), *sheet.aliases)))


def speaking_of(term: str) -> Says:
    """Finds a cluster's line on its place and products, or on its sector, by which a word speaks of it."""

    def says(sheet: Document) -> Found:
        sector = _SECTOR.search(sheet.text)
        lies = _LIES.search(sheet.text)
        if lies and term not in stem_set(lies["said"]) and sector and term in stem_set(sector["said"]):
            return sector
        return lies if term in spoken_of(sheet) else None

    return says


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
