"""Which clusters a question for a list asks for: by country, State and town, by sector, product and name."""

import re
from collections.abc import Sequence

from ingest.records import Document
from service.answers.background import states_in
from service.answers.countries import named_in
from service.answers.generic import LISTS_CLUSTERS
from service.answers.saying import Found, Says, Wanted, saying, unexplained
from service.answers.words import fold, stem_set

_SECTOR = re.compile(r"^- (?P<said>.* belongs to the (?P<what>.+?) sector\b.*)$", re.M)
_LIES = re.compile(r"^- (?P<said>.* lies in (?P<where>.+), and its line is (?P<what>.+))$", re.M)
# Lists of clusters in other words than those that name a list: "leather clusters", "how many clusters are in Kerala".
_CLUSTERS = re.compile(r"^\W*(?:[a-z]+ ){1,3}clusters(?: (?:in|of|from) [a-z ]+)?\W*$", re.M)
_ALL_CLUSTERS = re.compile(
    r"^\W*(?:list|show|name)(?: me)?(?: of)?(?: all)?(?: the)? clusters(?: in (?:india|(?:the|this) library))?\W*$",
    re.M,
)
# What is asked about clusters, and not which they are: "grants for clusters in Kerala", "how many units in clusters".
_ABOUT = re.compile(
    r"\b(schemes?|yojanas?|programmes?|grants?|subsid\w+|shares?|benefit\w*|help\w*|support\w*|appl\w+|people|units?"
    r"|workers?|artisans?|weavers?|craftsmen|makers?|required|get|give)\b"
)
_COUNTS = re.compile(r"\b(how many|number of|kitn[aei]) (?:[a-z]+ ){0,2}clusters?\b")
_ABROAD = re.compile(
    r"\b(foreign|abroad|overseas|international|(outside|other than) india|other countries)\b"
)
_IN_INDIA = re.compile(r"\bIndia$")
_STATE_NOW = {"orissa": "odisha"}


def asks_for_clusters(asked: str) -> bool:
    """Whether a folded question asks which clusters there are, and not for what is given to them or works in them."""
    listing = any(pattern.search(asked) for pattern in (LISTS_CLUSTERS, _CLUSTERS, _COUNTS))
    return listing and not _ABOUT.search(asked)


def of_clusters(text: str, sheets: Sequence[Document]) -> Wanted | None:
    """What each cluster's sheet must say: the country or State it lies in, what it makes or is called.

    Clusters of other countries stand on no list that does not ask for them. To count them a State must be named: how
    many clusters a country has is told by surveys, and not by our sheets.
    """
    whole, counting = _ALL_CLUSTERS.search(text), _COUNTS.search(text)
    text, lands = by_country(text)
    states = states_in(text)
    for state in states:
        text = text.replace(state, " ")
    terms = unexplained(text)
    if not (terms or states or lands or whole) or (counting and not states):
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
