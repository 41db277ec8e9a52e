"""Yes, no and don't know: whether a statement in a text is denied, doubted or only hoped for."""

import re
from collections.abc import Iterator

from service.eligibility.lexicon import Said, lexicon
from service.eligibility.values import DOES_NOT_KNOW, Value


def matches(said: Said, text: str) -> Iterator[re.Match[str]]:
    """All places where a value is said, in the order of the ways of saying it."""
    return (match for pattern in said.patterns for match in pattern.finditer(text))


def answered(text: str, match: re.Match[str], said: Said) -> Value | None:
    """The answer at this spot: turned round by a negation, not known where doubted, none where it is only hoped for."""
    before, after = clause(text, match)
    tables = lexicon().single
    around = before + match[0] + after
    if any(pattern.search(around) for pattern in said.unless):
        return None
    if tables["not_sure"].search(before) or tables["not_sure"].search(after):
        return None if said.only_denied else DOES_NOT_KNOW
    if said.fact in _HOPED and tables["pending"].search(
        " ".join((_last_words(before, 3), match[0], first_words(after, 4)))
    ):
        return None
    own = match[0] if said.value and said.fact not in _SAY_NO_THEMSELVES else ""
    no = negated(before, own, after)
    if said.only_denied and not no:
        return None
    return (not said.value) if no else bool(said.value)


_SAY_NO_THEMSELVES = frozenset(("zed_reward_unused",))
"""Facts of which the plain statement holds a no: "the reward is not used"."""
_HOPED = frozenset(
    ("state_recommendation", "udyam_registered", "spcb_recommendation", "coir_board_registered", "iec_active")
)
"""Facts that count only once they are there: "applied for" is neither yes nor no."""


def clause(text: str, match: re.Match[str]) -> tuple[str, str]:
    """The clause around a match: before it and after it, up to a stop, a comma or a turn ("but")."""
    stop = r"[.;,!?\n]|\b(?:but|lekin|however|magar)\b|लेकिन"
    before = re.split(stop, text[: match.start()])[-1]
    after = re.split(stop, text[match.end() :], maxsplit=1)[0]
    return before, after


def negated(before: str, said: str, after: str) -> bool:
    """Whether a statement is denied: by a no shortly before, within it, or by a "nahi" that follows."""
    tables = lexicon().single
    if (
        tables["not"].search(_last_words(before, 4))
        or tables["not"].search(said)
        or tables["not_after"].search(said)
    ):
        return True
    near = first_words(re.split(r"\b(?:and|aur|or)\b|और", after)[0], 5)
    no, yes = tables["not_after"].search(near), tables["affirmed"].search(near)
    return no is not None and (yes is None or no.start() <= yes.start())


def first_words(text: str, count: int) -> str:
    """The first words of a text."""
    return " ".join(text.split()[:count])


def _last_words(text: str, count: int) -> str:
    return " ".join(text.split()[-count:])


def first_said(said: Said, text: str) -> re.Match[str] | None:
    """Where a value is first said and not ruled out, or None."""
    return next((match for match in matches(said, text) if not denied(text, match, said.value)), None)


def denied(text: str, match: re.Match[str], value: object) -> bool:
    """Whether a choice is named only to be ruled out; "not formed" says no by itself."""
    before, after = clause(text, match)
    return value != "not_formed" and negated(before, "", first_words(after, 2))
