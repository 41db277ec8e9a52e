"""Puts a question into the words of the library: other languages, misspellings, and other names of a thing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from service.answers.generic import COMMON, OF_EACH
from service.answers.glossary import Glossary
from service.answers.places import AREAS, full_names
from service.answers.sounds import sound_key
from service.answers.spelling import Speller
from service.answers.words import content, fold, words

_SAYING = frozenset("meant mean ok not differ compar".split())  # stems that say nothing of what is meant
_LONGEST = 4  # words of the name of a town or a district
# Where support is asked for, the area of a town counts; what happened in it does not turn on that.
_SUPPORT = re.compile(
    r"\b(grants?|subsid\w+|loans?|schemes?|anudan|shares?|gets?|support|assist\w*|helps?|pays?|reimburs\w*|percent\w*"
    r"|estates?|cfc|common facilit\w+)\b"
)
_WORD = re.compile(r"[^\W_]+")
_BEFORE = re.compile(r"\b(?:in|at|near|around)\s+$", re.IGNORECASE)
_BEHIND = re.compile(r"^\s+(?:in|me|mein)\b", re.IGNORECASE)
_DISTRICT = re.compile(r"^\s+(?:district|zila|jila)\b", re.IGNORECASE)
_PLAIN_LETTERS = 6  # of a name from which on it is no Hindi word, too: mandi is a market, raha an ending
_MARKED = re.compile(rf"(?<=\w) \((?:{'|'.join(AREAS)})\)")


@dataclass(frozen=True, slots=True)
class Languages:
    """The bilingual glossary of the field, a speller over the library's own words, and the States' special areas.

    ``capitals`` are names of schemes in capitals that are ordinary words, too; ``local`` tells the area of towns and
    districts, see ``places.local_areas``; ``places`` are the names of towns, none of which is misspelt.
    """

    glossary: Glossary
    speller: Speller
    areas: Mapping[str, str] = field(default_factory=dict)
    capitals: frozenset[str] = frozenset()
    local: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    places: frozenset[str] = frozenset()

    def english(self, text: str) -> str:
        """The text in English words as far as known, misspelt ones put right; plain English comes back unchanged.

        States come by their whole names, and without their areas: a follow-up may name another State.
        """
        read = self.spelt(self.glossary.understand(full_names(self.unplaced(text))).english)
        return self.named(full_names(read))

    def named(self, text: str) -> str:
        """The text with a scheme's name in capitals that is a word, too, where nothing else can be what it is about.

        "how much does lean pay" is about LEAN, "lean manufacturing for our team" is not.
        """
        if not self.capitals:
            return text
        own = re.compile(
            rf"(?<!\bour )(?<!\bmy )(?<!\ba )(?<!\bthe )\b({'|'.join(self.capitals)})\b", re.IGNORECASE
        )
        if not own.search(text):
            return text
        others = [word for word in content(own.sub(" ", text)) if word not in COMMON | OF_EACH | _SAYING]
        return text if others else own.sub(lambda found: found[0].upper(), text)

    def placed(self, text: str) -> str:
        """The text with the special area behind a State that lies in one: schemes' rules name the area alone.

        A town or a district tells its area where support is asked for, and no area is named otherwise.
        """
        for state, area in self.areas.items():
            if area.casefold() not in text.casefold():
                text = re.sub(
                    rf"\b({re.escape(state)})\b", rf"\1 ({area})", text, count=1, flags=re.IGNORECASE
                )
        folded = fold(text)
        if any(area.casefold() in folded for area in AREAS) or not _SUPPORT.search(folded):
            return text
        return self._located(text)

    def unplaced(self, text: str) -> str:
        """The text without the areas that were put behind places before."""
        return re.sub(
            rf"\b({'|'.join(map(re.escape, self.areas))}){_MARKED.pattern}", r"\1", text, flags=re.IGNORECASE
        )

    def _located(self, text: str) -> str:
        """The text with the special area behind the first town or district that lies in one."""
        found = [word.span() for word in _WORD.finditer(text)]
        for size in range(_LONGEST, 0, -1):
            for first, last in zip(found, found[size - 1 :], strict=False):
                start, end = first[0], last[1]
                if (area := self._area(text[start:end], text)) and _is_place(text, start, end):
                    return f"{text[:end]} ({area}){text[end:]}"
        return text

    def _area(self, name: str, text: str) -> str:
        """The area of a town or a district, by the State that a text names, or else in all its States alike."""
        held = self.local.get(fold(name), {})
        own = {area for state, area in held.items() if fold(state) in fold(text)} or set(held.values())
        return own.pop() if len(own) == 1 else ""

    def spelt(self, text: str) -> str:
        """The text with words that the library does not hold replaced by the ones meant, where that is clear."""
        kept = []
        for token in text.split():
            bare = words(token)
            right = self.speller.correct(bare[0]) if len(bare) == 1 else None
            right = None if right and self._elsewhere(bare[0], right) else right
            kept.append(token if right is None else right + ("?" if token.endswith("?") else ""))
        return " ".join(kept)

    def _elsewhere(self, word: str, right: str) -> bool:
        """Whether both words name places, and not one place in two spellings: Bhiwandi is no misspelt Bhiwani."""
        return word in self.places and sound_key(word) != sound_key(right)

    def other_names(self, text: str) -> tuple[str, ...]:
        """Expansions of acronyms and synonyms of the field for the words of a text."""
        return self.glossary.expand(text.split())


def _is_place(text: str, start: int, end: int) -> bool:
    """Whether a name in a text stands where a place does; a short one is written as a name, too."""
    if _DISTRICT.search(text[end:]):
        return True
    name = text[start:end]
    beside = _BEFORE.search(text[:start]) or _BEHIND.search(text[end:])
    return beside is not None and (len(name) >= _PLAIN_LETTERS or name[0].isupper())
