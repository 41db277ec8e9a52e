"""Puts a question into the words of the library: other languages, misspellings, and other names of a thing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from service.answers.generic import COMMON, OF_EACH
from service.answers.glossary import Glossary
from service.answers.spelling import Speller
from service.answers.words import content, words

_SAYING = frozenset("meant mean ok not differ compar".split())  # stems that say nothing of what is meant


@dataclass(frozen=True, slots=True)
class Languages:
    """The bilingual glossary of the field, a speller over the library's own words, and the States' special areas.

    ``capitals`` are names of schemes in capitals that are ordinary words, too.
    """

    glossary: Glossary
    speller: Speller
    areas: Mapping[str, str] = field(default_factory=dict)
    capitals: frozenset[str] = frozenset()

    def english(self, text: str) -> str:
        """The text in English words as far as known, misspelt ones put right; plain English comes back unchanged."""
        return self.placed(self.named(self.spelt(self.glossary.understand(text).english)))

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
        """The text with the special area behind a State that lies in one: schemes' rules name the area alone."""
        for state, area in self.areas.items():
            if area.casefold() not in text.casefold():
                text = re.sub(
                    rf"\b({re.escape(state)})\b", rf"\1 ({area})", text, count=1, flags=re.IGNORECASE
                )
        return text

    def spelt(self, text: str) -> str:
        """The text with words that the library does not hold replaced by the ones meant, where that is clear."""
        kept = []
        for token in text.split():
            bare = words(token)
            right = self.speller.correct(bare[0]) if len(bare) == 1 else None
            kept.append(token if right is None else right + ("?" if token.endswith("?") else ""))
        return " ".join(kept)

    def other_names(self, text: str) -> tuple[str, ...]:
        """Expansions of acronyms and synonyms of the field for the words of a text."""
        return self.glossary.expand(text.split())
