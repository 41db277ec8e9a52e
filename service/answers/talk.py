"""Follow-ups: a question that leans on those before it, put together with them into one that can stand alone.

There are two sorts. One changes what the last question was about ("and in Moradabad?", "what about SFURTI?", "if it
costs 15 crore?"): it goes into that question, in the place of what it changes. The other asks something else of the
same subject ("who can apply?", "and workers?"): it takes from before what was spoken of, and not what was asked.
"""

import re
from collections.abc import Sequence

from service.answers.generic import COMMON, LISTS_CLUSTERS, LISTS_SCHEMES, OF_EACH, telling
from service.answers.naming import (
    NOTHING,
    Named,
    Names,
    in_one_run,
    is_of,
    naming_words,
    replaced,
    tidy,
    without,
)
from service.answers.words import STOP, content, stem, words

_OPENING = re.compile(
    r"^(?:(?:and|or|but|so|also|then|ok|okay|yes|no|sir|thanks|what about|how about|what if|if|aur|toh?|lekin|accha"
    r"|haan|theek hai|और|तो|लेकिन|अच्छा)\b[ ,]*)+",
    re.IGNORECASE,
)
_LEADS = re.compile(  # openings that do not only greet, and prepositions with nothing before them
    r"^(?:and|or|but|so|also|then|what about|how about|what if|if|for|in|under|with|aur|toh?|lekin|और|तो|लेकिन)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(it|its|they|them|their|that|those|this|these|there|same|such|uska|uske|iska|iske|wahan|unka|usme|isme)\b|उसक"
    r"|\b(first|second|former|latter|pehl[aei]|dusr[aei]) (one|wal[aei])\b|उसक|इसक|वहाँ|वहां",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(how|why|when|who|whom|which|where|what|kitn[aei]|kab|kaun|kyun?|kahan?|kaise|is|are|does|do|can|did|was|were)\b"
    r"|कितन|कब|कौन|क्यों|कहाँ|कहां|कैसे",
    re.IGNORECASE,
)
# These stand alone however short they are: a meaning is asked for, or a scheme or cluster is looked for.
_ALONE = re.compile(
    r"\b(what (is|are) an?|meaning of|defin\w+|stands? for|full form|matlab|kya hota)\b"
    r"|\b(which|what|any|list of|all|koi|kaun ?s[ei]) (schemes?|yojanas?|clusters?)\b"
    r"|^\W*(schemes|yojanas|clusters)\b|\b(tell (me|us)|know) about\b",
    re.IGNORECASE,
)
_SEEKS = re.compile(r"\b(which|what|any|koi|kaun ?s[ei]) (schemes?|yojanas?)\b", re.IGNORECASE)
_OWN_SUBJECT = re.compile(r"\b(for|of|ke liye|ka|ki|ke)\b", re.IGNORECASE)
_AGAIN = re.compile(r"^\W*((which|what) (year|source)|source|kahan likha|as of when)\b", re.IGNORECASE)
_CIRCUMSTANCE = re.compile(
    r"\W*(why|when|where|who|how|since when|how come|kyun?|kab|kahan?|kaise|kaun|क्यों|कब|कहाँ|कैसे)\W*",
    re.IGNORECASE,
)
_QUALIFIES = re.compile(r"^(for|in|under|with|on|at)\b", re.IGNORECASE)
_FOR = re.compile(r"^(?:for )?(?:an? |the )?", re.IGNORECASE)
_ELSE = re.compile(r"\b(other|another|else|elsewhere|dusr[aei])\b", re.IGNORECASE)
# What is asked of a scheme or a cluster, in one word.
_ASKED = frozenset(
    map(
        stem,
        """grant grants subsidy loan money amount share percent percentage ceiling cap limit maximum minimum cost costs
        contribution exports export turnover sales production output workers worker people employment jobs units firms
        members member eligible eligibility apply applicants applying documents document papers form date deadline open
        closed status interest fee guarantee collateral conditions condition procedure process steps problems problem
        result results outcome outcomes lesson lessons contact website helpline phone portal number artisan artisans age
        period log paisa anudan""".split(),
    )
)
# Of words of one row only one can be meant: a new one takes the place of the old one.
_ROWS = tuple(
    re.compile(rf"\b({row})\b", re.IGNORECASE)
    for row in (
        "first|second|third|pehla|pehli|dusra|dusri|1st|2nd|3rd", "rural|urban|village|city|town", "general|special",
        "micro|small|medium|large", "bronze|silver|gold", "regular|major",
    )
)  # fmt: skip
_SUMS = re.compile(r"\b\d[\d.,]* ?(crores?|cr|lakhs?|lacs?)\b", re.IGNORECASE)
# The turn before was not understood as it was meant: what follows stands in its place.
_NOT_SO = r"(?:no+|not|oh|oops|sorry|wrong|nahi+n?|nai|galat|are|arre|wait|actually)"
_CORRECTS = re.compile(
    rf"^(?:{_NOT_SO}\b[ ,.!]*)*(?:i|we) (?:just )?(?:meant|mean|was asking|am asking|asked)\b(?: about| for)?[ ,:]*"
    rf"|^(?:{_NOT_SO}\b[ ,.!]*)+(?:meant|mean|meaning|(?:mera )?matlab)\b[ ,:]*",
    re.IGNORECASE,
)
_DENIES = re.compile(r"^(?:no+|nahi+n?|sorry|oops|wrong|galat)\b[ ,.!]+", re.IGNORECASE)
_IS = re.compile(r"^what (is|are)\b|\bwhat\W*$", re.IGNORECASE)  # with one word that tells: what is CFC
_DEFINES = re.compile(r"\bkya hot[aie]\b|क्या होत[ाीे]", re.IGNORECASE)
_DIFFERS = re.compile(r"\b(differ\w*|compar\w*|versus|vs|better than)\b", re.IGNORECASE)
_EVERYWHERE = re.compile(r"\bwho (can|may|appl|is eligible|get)", re.IGNORECASE)  # in each State alike
_BOTH = re.compile(r"\b(the two|both|dono|these two|those two|between (them|these))\b", re.IGNORECASE)
_APART = re.compile(r"\b(differ\w*|compar\w*|better|best|more|which)\b", re.IGNORECASE)
# What is asked of each scheme; what it may pay for is a subject.
_OF_ALL = (_ASKED | COMMON | OF_EACH) - frozenset(
    map(stem, "machine machines machinery equipment land building".split())
)
_ORDINAL = re.compile(
    r"(\b(?:for|of|in|about) )?(\bthe )?\b(?P<which>first|second|former|latter|pehl[aei]|dusr[aei])\b"
    r"( (?:one|wal[aei]|scheme))?",
    re.IGNORECASE,
)
_TITLE = re.compile(r"scheme|yojana", re.IGNORECASE)  # goes with the name before it: the Loom Aid Scheme
_FIRST = ("first", "former", "pehla", "pehle", "pehli")
_BETWEEN = re.compile(r"\b(?:vs|versus|or|and|with|than|aur|ya)\b", re.IGNORECASE)
_AREAS = frozenset("north east hill state".split())  # said behind a State's name, see ``Languages.placed``
_SHORT = 3  # words that carry meaning up to which a turn that asks nothing is taken for a follow-up
_EMPTY = frozenset("one ones about what ka ki ke me mein".split())
_SUBJECT = re.compile(
    r"\((?!North East\)|hill State\))(?P<said>[^()]+)\)\??\s*$"
)  # what a question that was joined is about


def leans(text: str, named: Named = NOTHING) -> bool:
    """Whether a question cannot be understood alone: it opens with "and", points back, or has no subject of its own."""
    text, carried = text.strip(), content(text)
    if carried and babbles(text, named):
        return False  # nothing that anybody could have meant
    points = _POINTS.search(text) and not named.schemes
    if points or _LEADS.match(text) or correction(text, named) is not None:
        return True
    return not _ALONE.search(text) and lacks_subject(text, carried, named)


def opens_leaning(asked: str, text: str, named: Named) -> bool:
    """Whether a turn as typed opens as one that leans: Hindi's "और" is left out of the English text."""
    return _LEADS.match(asked.strip()) is not None and not babbles(text, named)


def lacks_subject(text: str, carried: Sequence[str], named: Named) -> bool:
    """Whether a turn only names something, or asks without saying of what; ``carried`` are its telling stems."""
    if named.others and not named.schemes and _only_where(text, named):
        return True
    if named.every and _DIFFERS.search(text):
        return in_one_run(text, named) and not _BETWEEN.search(text)
    if named.every:
        return not asks(text) and len(set(carried) - set(map(stem, named.every))) < _SHORT
    subject = [word for word in telling(tuple(carried), text, own=False) if word not in _ASKED]
    if _ASKS.search(text):
        return len(subject) <= 1 and not (subject and len(carried) == 1 and _IS.search(text))
    return len(carried) <= _SHORT and not (asks(text) and subject and _OWN_SUBJECT.search(text))


def _only_where(text: str, named: Named) -> bool:
    """Whether a question says where, and only "how much" or the like of what: "assam me kitna"."""
    rest = (word for word in words(text) if word not in named.others and word not in STOP | _EMPTY | _AREAS)
    return all(_ASKS.fullmatch(word) for word in rest)


def asks(text: str) -> bool:
    """Whether a follow-up asks something of its own, and does not only change what the last question was about."""
    bare = _OPENING.sub("", text.strip())
    if _AGAIN.match(bare):
        return False
    if _ASKS.search(bare):
        return True
    return not (_SUMS.search(bare) or _QUALIFIES.match(bare)) and any(
        stem(word) in _ASKED for word in words(bare)
    )


def resolved(turns: Sequence[str], names: Names) -> str:
    """The turns of a talk, oldest first and in the library's words, as one question: what the last one asks.

    A turn of which nobody could make anything is passed over.
    """
    talk = ""
    for at, turn in enumerate(turns):
        if not talk or not babbles(turn, names(turn)):
            if not (talk and leans(turn, names(turn))):
                talk = turn if talk else alone(turn, names(turn))
            else:
                talk = paired(turns[:at], turn, names) or joined(talk, turn, names)
    return talk


def followed(before: Sequence[str], turn: str, names: Names) -> str:
    """A follow-up as one question, given the turns before it, oldest first."""
    return paired(before, turn, names) or joined(resolved(before, names), turn, names)


def alone(text: str, named: Named) -> str:
    """A turn before which nothing was said: what it means, where it sets something right all the same."""
    meant = correction(text, named)
    return meant.strip() if meant and meant.strip() else text


def defines(asked: str) -> bool:
    """Whether a turn as typed asks what a thing is, whatever was spoken of before."""
    return bool(_DEFINES.search(asked))


def paired(before: Sequence[str], turn: str, names: Names) -> str | None:
    """A turn that sets "the two" against each other, with the last two that were named; None for any other."""
    own = naming_words(turn, names(turn)).strip("?,.! ")
    if not (_DIFFERS.search(turn) if own else _BOTH.search(turn) and _APART.search(turn)):
        return None
    spoken = (naming_words(said, names(said)).strip("()?,.! ") for said in before)
    last = list(dict.fromkeys(said for said in spoken if said and said.casefold() != own.casefold()))[-2:]
    if own:
        return f"difference between {last[-1]} and {own}" if last and in_one_run(turn, names(turn)) else None
    return f"{_BOTH.sub('', turn).strip(' ?')} {' and '.join(last)}?" if last else None


def correction(text: str, named: Named) -> str | None:
    """What is meant instead of what was understood, where a turn says so; else None."""
    if found := _CORRECTS.match(text):
        return text[found.end() :]
    found = _DENIES.match(text) if named.every else None
    return text[found.end() :] if found and not asks(text[found.end() :]) else None


def babbles(text: str, named: Named) -> bool:
    """Whether a turn says nothing that the library or ordinary English knows."""
    carried = content(text)
    return not words(text) or (bool(carried) and {stem(word) for word in named.strange} >= set(carried))


def joined(before: str, turn: str, names: Names) -> str:
    """A follow-up with what it takes from the question before it."""
    if _AGAIN.match(turn):
        return before
    if (meant := correction(turn, names(turn))) is not None:
        return corrected(before, meant, names)
    if (changed := in_row(before, turn, names)) is not None:
        return changed
    bare = _OPENING.sub("", turn.strip())
    if asks(turn):
        return asked_of(before, bare, names)
    if further(before, bare, names):
        return asked_of(before, bare, names)
    return turn if off(before, turn, names) else put_into(before, bare, names)


def further(before: str, bare: str, names: Names) -> bool:
    """Whether a bare noun asks one thing more, after others that were asked so: "age limit", then "education"."""
    subject = _SUBJECT.search(before)
    if subject is None or _ASKS.search(before[: subject.start()]) or _SUMS.search(bare):
        return False
    named = names(bare)
    return not (
        named.every or named.trades or _QUALIFIES.match(bare) or any(row.search(bare) for row in _ROWS)
    )


def asked_of(before: str, bare: str, names: Names) -> str:
    """What a follow-up asks of the subject of the question before it."""
    found_out = _SEEKS.search(before) and not names(bare).schemes  # the scheme is what was asked for
    if found_out and not telling(tuple(content(_ORDINAL.sub("", bare))), bare, own=False):
        return bare  # one of several schemes: which one must be asked
    if (side := picked(before, bare, names)) is not None:
        return side
    if found_out or _CIRCUMSTANCE.fullmatch(bare):
        return f"{before} {bare}"
    kept = spoken_of(before, bare, names)
    return f"{bare} ({kept})" if kept else bare


def picked(before: str, turn: str, names: Names) -> str | None:
    """What a turn asks of "the first" or "the second" of two that the question before sets side by side."""
    found = _ORDINAL.search(turn)
    sides = [naming_words(side, names(side)).strip("()?.,! ") for side in _BETWEEN.split(before)]
    sides = [side for side in sides if side]
    if found is None or len(sides) != 2:
        return None
    side = sides[0 if found["which"].casefold() in _FIRST else 1]
    return f"{_ORDINAL.sub('', turn).strip()} ({side})"


def off(before: str, turn: str, names: Names) -> bool:
    """Whether a turn that names a scheme leaves what was spoken of: that named nothing, but was about something."""
    if not names(turn).schemes or names(before).every or _LEADS.match(turn) or _SEEKS.search(before):
        return False
    return bool(telling(tuple(content(before)), before, own=False)) and not lists(before)


def lists(text: str) -> bool:
    """Whether a question asks for a list."""
    return bool(LISTS_SCHEMES.search(text.casefold()) or LISTS_CLUSTERS.search(text.casefold()))


def corrected(before: str, meant: str, names: Names) -> str:
    """The question before with what was meant in the place of what was named; without a name, what was meant alone."""
    meant = re.sub(r"\b(tha|thi|the|not|ka|ki)\W*$", "", meant.strip(" ,.!"))
    if not names(meant).every and not names(meant).trades:
        return meant or before
    if found := _SUBJECT.search(before):
        return f"{before[: found.start()].strip()} ({meant})"
    return put_into(before, meant, names)


def in_row(before: str, turn: str, names: Names) -> str | None:
    """The question before with the turn's "second" for its "first" and the like; None where the turn says more."""
    changed = before
    for row in _ROWS:
        if (new := row.search(turn)) and row.search(changed):
            changed = row.sub(new[0], changed, count=1)
    return None if changed == before or _adds(turn, changed, names) else changed


def put_into(before: str, turn: str, names: Names) -> str:
    """The question before, with what the turn names in the place of what was named, and the rest of it behind."""
    for row in _ROWS:
        if same := row.search(turn):
            before = row.sub(same[0], before, count=1)
    if _SUMS.search(turn):
        before = _SUMS.sub("", before)
    new, old, rest = names(turn), names(before), turn
    for fresh, stale in ((new.schemes, old.schemes), (new.others, old.others), (new.trades, old.trades)):
        if fresh and stale:
            before = replaced(before, stale, " ".join(token for token in turn.split() if is_of(token, fresh)))
            rest = without(rest, fresh)
    fresh, stale = parts_of_both(before, turn, names)
    if fresh and not new.schemes:
        before = replaced(before, stale, " ".join(token for token in turn.split() if is_of(token, fresh)))
        rest = _FOR.sub("", without(rest, fresh))
    return tidy(f"{before} {rest}" if content(rest) else before)


def parts_of_both(before: str, turn: str, names: Names) -> tuple[frozenset[str], frozenset[str]]:
    """The words by which a turn names another part of the scheme spoken of, and those by which it was named before.

    Both are empty where the turn names no other part.
    """
    parts = names(f"{before} {turn}").parts
    new, old = parts & set(words(turn)), parts & set(words(before))
    return (new, old) if new - old and old - new else (frozenset(), frozenset())


def spoken_of(before: str, turn: str, names: Names) -> str:
    """What the question before speaks of, without what it asks and without what the turn replaces."""
    new, old = names(turn), names(before)
    if subject := _SUBJECT.search(before):
        before = f"{subject['said']} {naming_words(before[: subject.start()], old)}"
    gone = old.schemes if new.schemes else parts_of_both(before, turn, names)[1]
    if new.others or _ELSE.search(turn):
        gone |= old.others
    elif old.schemes and _EVERYWHERE.search(turn):
        gone |= (old.others - old.schemes) | _AREAS
    tokens = [token.strip("?,.!()") for token in before.split()]
    kept = (
        token
        for earlier, token in zip(["", *tokens], tokens, strict=False)
        if not is_of(token, gone)
        and (_tells(token, old.every) or (_TITLE.fullmatch(token) and _tells(earlier, old.every)))
    )
    return tidy(" ".join(kept))


def _tells(token: str, named: frozenset[str]) -> bool:
    """Whether a token says what a question is about."""
    if is_of(token, named):
        return True
    idle = STOP | _EMPTY
    return any(
        not w.isdigit() and w not in idle and stem(w) not in _OF_ALL and not _ASKS.fullmatch(w)
        for w in words(token)
    )


def _adds(turn: str, before: str, names: Names) -> bool:
    """Whether a follow-up says anything that the question before it, changed by it, does not."""
    said = {stem(word) for word in words(before)}
    bare = words(_OPENING.sub("", turn.strip()))
    return bool(names(turn).every) or any(
        w not in STOP and w not in _EMPTY and stem(w) not in said for w in bare
    )


def last_that_asks(turns: Sequence[str]) -> str:
    """The last turn that asks something of its own; the last one where none does."""
    return next((turn for turn in reversed(turns) if asks(turn)), turns[-1]) if turns else ""
