"""The bilingual glossary: a Hindi or Hinglish question put into the English words of the corpus.

The words are data (``corpus/glossary/*.yaml``, described in ``docs/reference/glossary-of-languages.md``); this module
only finds them. Plain English questions come back unchanged.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from service.answers.glossary_files import forms, marks, of_kind, owners, read_folder
from service.answers.inflections import dictionary_forms, verb_stems
from service.answers.numerals import read as read_number
from service.answers.sounds import fold, has_devanagari, romanise, sound_key
from service.answers.spelling import english_words

_TOKEN = re.compile(
    r"[\u0900-\u0963\u0971-\u097f\u200c\u200d]+"  # a Devanagari word with its signs
    r"|[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9]*(?:[-&'’./][A-Za-z0-9]+)*"  # a Latin word: SC/ST, MSE-CDP
    r"|[\d०-९](?:[\d०-९.,]*[\d०-९])?%?"  # a number: 10,00,000 or 2.5%
)
_MARKS = ("strong", "weak", "english")
_ENGLISH_TOO = frozenset(
    {"kin", "lie", "mere", "sake", "tab", "vale"}
)  # marks of Hindi that are English words as well
_WORD = re.compile(r"[^\W_]+")
_LONGEST_TERM = 6
_FEW = 4  # words of a question up to which one small word of Hindi is enough: "moradabad ka"
_SHORTEST_BY_SOUND = 4
_SHORTEST_BY_EDIT = 5
_PHRASE_SOUNDS = 6


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it was understood.

    ``english`` is the question in English keywords, in the order asked; words without a translation are kept
    (Devanagari ones in Latin letters). ``language`` is "en", "hi" or "hinglish". ``matched`` pairs source words with
    their English; ``unknown`` are the words that neither the glossary nor a list of English words knows.
    """

    original: str
    english: str
    language: str
    matched: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found for a run of tokens: its English ("" for a word without content) and how many tokens it took."""

    english: str
    taken: int
    known: bool = True


class Glossary:
    """The glossary of one corpus, read once; the maps for matching by sound are made on first need.

    Args:
        folder: The folder with the YAML files of the glossary.
        known: Words of the corpus in lower case, never taken for misspelt Hindi.

    Raises:
        CatalogueError: A file is missing or breaks the rules; the message lists every such line.
    """

    def __init__(self, folder: Path, known: Collection[str] = frozenset()) -> None:
        lines = read_folder(folder)
        held = owners(lines, folder)
        self._lines = lines
        self._known = known
        self._exact = {form: line.fields[0] if line.kind == "words" else "" for form, line in held.items()}
        self._verbs = {form: line.fields[0] for line in of_kind(lines, "verbs") for form in forms(line, 1, 2)}
        self._numbers = {
            form: line.fields[0] for line in of_kind(lines, "numbers") for form in forms(line, 1, 2)
        }
        self._marks = {group: marks(lines, group) for group in _MARKS}
        self._longest = max((form.count(" ") + 1 for form in self._exact), default=1)

    def __len__(self) -> int:
        """How many entries the glossary has, all kinds together but the marks of language."""
        return sum(line.kind != "marks" for line in self._lines)

    def understand(self, text: str) -> Understood:
        """Put a question into English keywords, as far as its words are known; English comes back unchanged."""
        tokens = _TOKEN.findall(text)
        language = self._language(tokens)
        if language == "en":
            return Understood(text, text, "en")
        roman_is_hindi = (
            language == "hinglish" or self._language([t for t in tokens if not has_devanagari(t)]) != "en"
        )
        words = _unhyphened(tokens) if roman_is_hindi else tokens
        return self._render(text, language, words, roman_is_hindi)

    def expand(self, terms: Iterable[str]) -> tuple[str, ...]:
        """Synonyms and expansions of acronyms for English terms, in the order of the terms, without repeats.

        A term may be a word or a phrase; runs of neighbouring words are looked up too:
        ``expand(["which", "cfc"])`` gives ("common facility centre", ...). An acronym that is an English word as well
        (IT, UP, FACTS) counts only in capitals.
        """
        words = [word for term in terms for word in _WORD.findall(term)]
        found: dict[str, None] = {}
        at = 0
        while at < len(words):
            sizes = range(min(_LONGEST_TERM, len(words) - at), 0, -1)
            size, others = next(
                ((n, o) for n in sizes if (o := self._related_to(words[at : at + n]))), (1, ())
            )
            found.update(dict.fromkeys(others))
            at += size
        given = f" {_plain(' '.join(words))} "
        return tuple(term for term in found if f" {_plain(term)} " not in given)

    def warm(self) -> None:
        """Make every map now, so that the first Hindi question is as quick as the next."""
        _ = (
            self._sounds,
            self._phrases,
            self._phrase_starts,
            self._by_shape,
            self._english_side,
            self._related,
        )
        _ = (self._capitals, english_words())

    # ---------------------------------------------------------------- language

    def _language(self, tokens: Sequence[str]) -> str:
        """Which language a question is in: Devanagari decides; otherwise function words are counted on both sides."""
        if any(has_devanagari(token) and len(token) > 1 for token in tokens):
            return "hi"
        words = [fold(token) for token in tokens]
        if self._but_for_one_english(words):
            return "en"
        strong, weak, english = (sum(word in self._marks[group] for word in words) for group in _MARKS)
        hindi = strong + weak / 2
        few = len(words) <= _FEW and not english and not any(token.isupper() for token in tokens)
        hindi += few and len(words) > 1 and words[-1] == "me"  # "kerala me" is no English
        if (hindi >= 1 or (hindi and few)) and 2 * hindi >= english:
            return "hinglish"
        content = sum(self._is_hindi_content(word) for word in words) if not english else 0
        return "hinglish" if content and (hindi or content > 1 or len(words) <= 3) else "en"

    def _but_for_one_english(self, words: Sequence[str]) -> bool:
        """Whether words are a plain English sentence with a word that would be Hindi too: "owners trust only kin"."""
        both = _ENGLISH_TOO.intersection(words)
        others = [word for word in words if word not in both]
        hindi = self._marks["strong"] | self._marks["weak"]
        return (
            bool(both)
            and len(others) > len(both)
            and all(word in english_words() and word not in hindi for word in others)
        )

    def _is_hindi_content(self, word: str) -> bool:
        """Whether a roman word is Hindi and nothing else: listed, translated by another word, no English word."""
        english = self._exact.get(word)
        return bool(english) and word not in english_words() and word not in _plain(english or "")

    # ---------------------------------------------------------------- rendering

    def _render(self, text: str, language: str, tokens: Sequence[str], roman_is_hindi: bool) -> Understood:
        """Go through the tokens, longest match first, and gather the English, the matches and what is unknown."""
        english: list[str] = []
        matched: list[tuple[str, str]] = []
        unknown: list[str] = []
        folded = [fold(token) for token in tokens]
        at = 0
        while at < len(tokens):
            readable = roman_is_hindi or has_devanagari(tokens[at])
            found = self._find(folded, at) if readable else _Found(tokens[at], 1, known=False)
            source = " ".join(tokens[at : at + found.taken])
            if found.known and found.english:
                matched.append((source, found.english))
            elif not found.known:
                unknown.extend([source] if readable and self._is_foreign(folded[at]) else [])
            english.append(found.english if found.known else _latin(tokens[at]))
            at += found.taken
        return Understood(text, " ".join(filter(None, english)), language, tuple(matched), tuple(unknown))

    def _find(self, folded: Sequence[str], at: int) -> _Found:
        """The longest match that starts at one token: phrase, number in words, single word."""
        for size in range(min(self._longest, len(folded) - at), 1, -1):
            phrase = self._phrase(folded[at : at + size])
            if phrase is not None:
                return _Found(phrase, size)
        number = self._number(folded[at:])
        if number is not None:
            return number
        english = self._word(folded[at])
        return _Found(english if english is not None else folded[at], 1, known=english is not None)

    def _phrase(self, words: Sequence[str]) -> str | None:
        """The English of several words taken together, as listed or alike in sound."""
        english = self._exact.get(" ".join(words))
        if english is None and _stem_key(words[0]) in self._phrase_starts:
            english = self._phrases.get(tuple(_stem_key(word) for word in words))
        return english

    def _number(self, words: Sequence[str]) -> _Found | None:
        """A number that starts here and has at least one number word; digits alone stay as they are."""
        values: list[str] = []
        for word in words:
            value = self._numbers.get(word) or (word if word.replace(".", "", 1).isdigit() else None)
            if value is None:
                break
            values.append(value)
        if not values or (words[0][0].isdigit() and len(values) == 1):
            return None
        spoken, taken = read_number(values)
        return _Found(spoken, taken) if words[0][0].isalpha() or taken > 1 else None

    def _word(self, word: str) -> str | None:
        """The English of one word: as listed, inflected, a verb's form, alike in sound, or slightly misspelt."""
        english = self._exact.get(word)
        if english is not None or not word[0].isalpha():
            return english
        roman = not has_devanagari(word)
        if roman and self._is_english(word):
            return None
        for look_up in (self._inflected, self._verb, self._by_sound, self._by_edit):
            english = look_up(word, roman)
            if english is not None:
                return english
        return None

    def _is_english(self, word: str) -> bool:
        """Whether a roman word is an English word or a word of the corpus, which must be left alone."""
        return (
            word in self._known or word in english_words() or word in self._english_side or not word.isalpha()
        )

    def _is_foreign(self, word: str) -> bool:
        return word[0].isalpha() and (has_devanagari(word) or not self._is_english(word))

    def _inflected(self, word: str, roman: bool) -> str | None:
        """A plural or oblique form, found under its dictionary form."""
        candidates = dictionary_forms(word, roman, 3 if roman else 2)
        return next((self._exact[form] for form in candidates if form in self._exact), None)

    def _verb(self, word: str, roman: bool) -> str | None:
        """A form of a listed verb stem."""
        return next((self._verbs[stem] for stem in verb_stems(word, roman) if stem in self._verbs), None)

    def _by_sound(self, word: str, roman: bool) -> str | None:
        """A word that sounds like a listed one; short words sound like too many."""
        if len(word) < _SHORTEST_BY_SOUND:
            return None
        keys = (sound_key(form) for form in (word, *dictionary_forms(word, roman, 3)))
        return next((self._sounds[key] for key in keys if key in self._sounds), None)

    def _by_edit(self, word: str, roman: bool) -> str | None:
        """A listed word one slip away, two in long words, that begins with the same letter."""
        if len(word) < _SHORTEST_BY_EDIT:
            return None
        slips = 1 if len(word) < 2 * _SHORTEST_BY_EDIT else 2
        sizes = range(len(word) - slips, len(word) + slips + 1)
        forms = [form for size in sizes for form in self._by_shape.get((word[0], size), ())]
        near = process.extractOne(word, forms, scorer=OSA.distance, score_cutoff=slips)
        return self._exact[near[0]] if near else None

    # ---------------------------------------------------------------- maps made on first need

    @cached_property
    def _phrases(self) -> dict[tuple[str, ...], str]:
        """Listed phrases by the sound of their words; those that say too little for that are left out."""
        keyed = (
            (tuple(map(_stem_key, form.split())), english)
            for form, english in self._exact.items()
            if " " in form
        )
        return {
            keys: english
            for keys, english in keyed
            if len(keys[0]) > 1 and sum(map(len, keys)) >= _PHRASE_SOUNDS
        }

    @cached_property
    def _phrase_starts(self) -> frozenset[str]:
        return frozenset(keys[0] for keys in self._phrases)

    @cached_property
    def _sounds(self) -> dict[str, str]:
        """Single listed words by sound; a key that two translations share is left out."""
        meanings: defaultdict[str, set[str]] = defaultdict(set)
        for form, english in self._exact.items():
            if " " not in form and len(form) >= _SHORTEST_BY_SOUND - has_devanagari(form):
                meanings[sound_key(form)].add(english)
        return {key: english.pop() for key, english in meanings.items() if len(english) == 1 and len(key) > 2}

    @cached_property
    def _by_shape(self) -> dict[tuple[str, int], list[str]]:
        """Single listed words by first letter and length."""
        shapes: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for form in self._exact:
            if " " not in form and len(form) >= _SHORTEST_BY_EDIT - 1:
                shapes[form[0], len(form)].append(form)
        return dict(shapes)

    @cached_property
    def _english_side(self) -> frozenset[str]:
        """The words of all translations: handloom, effluent and Moradabad are never misspelt Hindi."""
        return frozenset(
            word for line in of_kind(self._lines, "words") for word in _plain(line.fields[0]).split()
        )

    @cached_property
    def _related(self) -> dict[str, tuple[str, ...]]:
        """English terms with what else they may be called in the corpus."""
        related: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for line in (*of_kind(self._lines, "acronyms"), *of_kind(self._lines, "synonyms")):
            left, right = ([term.strip() for term in field.split(",")] for field in line.fields)
            if line.kind == "acronyms":
                left = right = left + right
            for term in left:
                related[_plain(term)].update(
                    (other, None) for other in right if _plain(other) != _plain(term)
                )
        return {term: tuple(others) for term, others in related.items()}

    @cached_property
    def _capitals(self) -> frozenset[str]:
        """Acronyms that are English words too."""
        shorts = (
            line.fields[0] for line in of_kind(self._lines, "acronyms") if line.group != "names_old_and_new"
        )
        return frozenset(
            short.lower() for short in shorts if short.lower() in english_words() or len(short) < 3
        )

    def _related_to(self, words: Sequence[str]) -> tuple[str, ...]:
        """What else a run of words may be called; () where nothing is listed."""
        term = _plain(" ".join(words))
        if term in self._capitals and not words[0].isupper():
            return ()
        return self._related.get(term) or self._related.get(term.removesuffix("s"), ())


def _stem_key(word: str) -> str:
    """The sound of a word without its plural ending."""
    return sound_key(
        word.removesuffix("ों").removesuffix("ओं") if has_devanagari(word) else word.removesuffix("on")
    )


def _unhyphened(tokens: Iterable[str]) -> list[str]:
    """Hyphened small words apart (kam-se-kam); names and acronyms stay whole (MSE-CDP)."""
    return [part for token in tokens for part in (token.split("-") if token.islower() else [token])]


def _latin(token: str) -> str:
    """A token without translation, in Latin letters and digits."""
    return romanise(token) if has_devanagari(token) else token if token.isascii() else fold(token)


def _plain(text: str) -> str:
    """Lower case, hyphens and other signs as spaces."""
    return " ".join(_WORD.findall(text.casefold()))
