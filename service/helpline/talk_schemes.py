"""Questions whether one is eligible for one scheme: "are we eligible for MSE-CDP?", "hum SFURTI ke liye patra hain"."""

import re
from collections.abc import Iterable

from service.eligibility.scheme_records import Scheme

_WHO = r"(?:i|we|my \w+|our \w+)"
_IN = r"(?:for|under|in|to)"
_FORMS = (
    rf"(?:am|are) {_WHO} (?:eligible|entitled|qualified) {_IN} (.+)",
    rf"(?:do|does|can|would|will) {_WHO} (?:qualify|be eligible) {_IN} (.+)",
    rf"(?:check )?(?:my |our )?eligibility {_IN} (.+)",
    r"(?:kya )?(?:hum|ham|main|mai|hamari \w+|meri \w+) (.+?) (?:ke liye |me |mein )?(?:patra|eligible) "
    r"(?:hain|hai|hun|hoon|hu|ho)(?: kya)?",
    r"(?:क्या )?(?:हम|मैं) (.+?) (?:के लिए |में )?(?:पात्र|योग्य) (?:हैं|है|हूँ|हूं)(?: क्या)?",
)


def scheme_asked(text: str) -> str:
    """The words that stand for the scheme in a question whether one is eligible for it; nothing for any other text.

    Example: "Are we eligible for MSE-CDP?" gives "mse-cdp".
    """
    plain = " ".join(text.split()).casefold().strip(" ?!.।")
    for form in _FORMS:
        found = re.fullmatch(form, plain)
        if found:
            return found[1].removeprefix("the ")
    return ""


def schemes_named(words: str, schemes: Iterable[Scheme]) -> tuple[str, ...]:
    """The ids of the schemes of that name; of several editions, those that no newer one took the place of."""
    wanted = _plain(words)
    found = [scheme for scheme in schemes if wanted and wanted in {_plain(name) for name in _names(scheme)}]
    standing = [scheme for scheme in found if not scheme.status.superseded_by]
    return tuple(scheme.id for scheme in standing or found)


def _names(scheme: Scheme) -> tuple[str, ...]:
    return (scheme.id, scheme.name, scheme.title_short, scheme.title_short.partition("(")[0], *scheme.aliases)


def _plain(name: str) -> str:
    """A name by its letters and digits, without the word "scheme" behind it."""
    bare = re.sub(r"\s+(?:scheme|yojana|programme|योजना)$", "", name.strip().casefold())
    return re.sub(r"[\W_]+", "", bare)
