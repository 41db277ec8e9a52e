"""Places in a caller's text: States, districts and towns in either script, misspelt ones too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from service.eligibility.lexicon import lexicon
from service.eligibility.places import RANKS, Gazetteer, Place, normal
from service.eligibility.prepare import english_words

_LATIN = re.compile(r"[A-Za-z][A-Za-z&'.-]*[A-Za-z]|[A-Za-z]")
_DEVANAGARI = re.compile(r"[\u0900-\u0963\u0970-\u097f]+")
_CODES = frozenset("AP UP MP TN HP WB MH GJ KA RJ JH OD TS TG".split())
_LONGEST = 4
_SURE_LENGTH = 6  # letters; a longer name that is no English word needs nothing to announce it
_FEWEST_BONES = 4  # consonants and strong vowels; with fewer, goods and towns look alike
_NEAR = 88  # of 100; measured on the misspelt towns of the tests: 86 lets "Sangam" pass for "Sangli"


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the text at ``text[start:end]`` and the places it can mean: one, or several to ask about."""

    start: int
    end: int
    places: tuple[Place, ...]


def places_in(text: str, gazetteer: Gazetteer) -> tuple[Found, ...]:
    """All places of a text from left to right. A State that is named narrows the towns and districts that share a name.

    ``text`` is the text as written: a capital letter is what tells Pen, the town, from a pen.
    """
    words = [(match.start(), match.end()) for match in _LATIN.finditer(text)]
    found = [*_exact(text, words, gazetteer), *_hindi(text, gazetteer)]
    taken = [(entry.start, entry.end) for entry in found]
    left = [span for span in words if not any(start < span[1] and span[0] < end for start, end in taken)]
    found += _fuzzy(text, left, gazetteer)
    states = {place.state for entry in found for place in entry.places if place.kind == "state"}
    return tuple(sorted((_narrowed(entry, states) for entry in found), key=lambda entry: entry.start))


def _narrowed(entry: Found, states: set[str]) -> Found:
    inside = tuple(place for place in entry.places if place.state in states)
    return Found(entry.start, entry.end, inside) if inside else entry


# ---------------------------------------------------------------- as on the map


def _exact(text: str, words: list[tuple[int, int]], gazetteer: Gazetteer) -> Iterator[Found]:
    at = 0
    while at < len(words):
        step = next((n for n in range(_LONGEST, 0, -1) if _place_at(text, words, at, n, gazetteer)), 0)
        if step:
            places = _place_at(text, words, at, step, gazetteer)
            yield Found(words[at][0], words[at + step - 1][1], places)
        at += step or 1


def _place_at(
    text: str, words: list[tuple[int, int]], at: int, count: int, gazetteer: Gazetteer
) -> tuple[Place, ...]:
    if at + count > len(words):
        return ()
    start, end = words[at][0], words[at + count - 1][1]
    name = text[start:end]
    if count > 1 and re.search(r"[.,;:()\n]", name.replace("St.", "St")):
        return ()
    short = lexicon().short_states.get(name.lower())
    if short:
        return gazetteer.find(short)
    places = [place for place in gazetteer.names.get(normal(name), ()) if _says(text, start, end, place)]
    ranks = [RANKS.index(place.kind) for place in places]
    return tuple(place for place, rank in zip(places, ranks, strict=True) if rank == min(ranks))


def _says(text: str, start: int, end: int, place: Place) -> bool:
    """Whether a name at this spot means the place, and not the common word that is spelt alike."""
    word = text[start:end]
    if place.kind == "state":
        return (
            word in _CODES and not text[:start].rstrip()[-1:].isdigit() if len(word) == 2 else len(word) > 2
        )
    if len(word) < 3:
        return False
    announced = _announced(text, start, end)
    capital = word[0].isupper() and not word.isupper() and bool(text[:start].strip(" \"'"))
    common = bool(lexicon().single["common_words"].search(word.lower()))
    if place.kind == "town":
        return (capital or announced) and not common and len(word) > 3 and word.lower() not in english_words()
    if common:
        return capital or (announced and word[0].isupper())
    return capital or announced or word[0].isupper() or len(word) >= _SURE_LENGTH


def _announced(text: str, start: int, end: int) -> bool:
    tables = lexicon().single
    return bool(
        tables["place_before"].search(text[:start].lower())
        or tables["place_after"].search(text[end:].lower())
    )


# ---------------------------------------------------------------- misspelt


def _fuzzy(text: str, words: list[tuple[int, int]], gazetteer: Gazetteer) -> Iterator[Found]:
    known = lexicon().keywords
    for start, end in words:
        word = text[start:end]
        lower = word.lower()
        if len(word) < 5 or lower in known or lower in english_words() or not _announced(text, start, end):
            continue
        if lexicon().single["common_words"].search(lower):
            continue
        name = _skeletons(gazetteer).get(_bones(lower)) if len(_bones(lower)) > 3 else None
        if name is None:
            near = process.extractOne(
                lower, _candidates(gazetteer, lower[0]), scorer=fuzz.ratio, score_cutoff=_NEAR
            )
            name = near[0] if near else None
        if name:
            yield Found(start, end, gazetteer.find(name))


@lru_cache(maxsize=64)
def _candidates(gazetteer: Gazetteer, letter: str) -> tuple[str, ...]:
    """States, districts and cluster towns that begin with a letter; the long list of towns would catch too much."""
    return tuple(
        name
        for name, places in gazetteer.names.items()
        if name.startswith(letter) and any(place.kind != "town" for place in places)
    )


# ---------------------------------------------------------------- Devanagari


def _hindi(text: str, gazetteer: Gazetteer) -> Iterator[Found]:
    plain = text.translate(
        {0x93C: None, 0x901: "\u0902"}
    )  # places are looked up without nukta; offsets mended below
    shift = [at for at, sign in enumerate(text) if sign != "\u093c"] + [len(text)]
    for name, state in lexicon().hindi_states.items():
        if (at := plain.find(name)) >= 0:
            yield Found(shift[at], shift[at + len(name) - 1] + 1, gazetteer.find(state))
    for match in _DEVANAGARI.finditer(plain):
        place = lexicon().hindi_places.get(match[0]) or _skeletons(gazetteer).get(_bones(_latin(match[0])))
        announced = lexicon().single["place_after"].search(plain[match.end() :])
        if place and announced and not _is_trade(match[0]):
            yield Found(shift[match.start()], shift[match.end() - 1] + 1, gazetteer.find(place))


def _is_trade(word: str) -> bool:
    """Whether a Hindi word names goods: "khadi" is no town."""
    return any(pattern.search(word) for said in lexicon().sectors for pattern in said.patterns)


_SIGNS = dict(
    zip(
        "कखगघङचछजझञटठडढणतथदधनपफबभमयरलळवशषसह",
        "k kh g gh n ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l l v sh sh s h".split(),
        strict=True,
    )
)
_VOWELS = dict(zip("ािीुूृेैोौंः", ("a", "i", "i", "u", "u", "ri", "e", "ai", "o", "au", "n", ""), strict=True))
_FULL = dict(zip("अआइईउऊऋएऐओऔ", ("a", "a", "i", "i", "u", "u", "ri", "e", "ai", "o", "au"), strict=True))


def _latin(word: str) -> str:
    """Devanagari in plain Latin letters: राजकोट becomes "rajakota"."""
    out: list[str] = []
    for sign in word:
        if sign in _SIGNS:
            out += [_SIGNS[sign], "a"]
        elif sign in _VOWELS or sign == "\u094d":
            if out and out[-1] == "a" and sign not in "ंः":
                out.pop()
            out.append(_VOWELS.get(sign, ""))
        else:
            out.append(_FULL.get(sign, ""))
    return "".join(out)


def _bones(name: str) -> str:
    """What is left of a name when spelling habits are taken off: "Varanasi" and "vaaraanasee" are both "vrnsi"."""
    bones = name.lower().replace(" ", "")
    for habit, plain in (
        ("sh", "s"),
        ("w", "v"),
        ("z", "j"),
        ("ph", "f"),
        ("ee", "i"),
        ("oo", "u"),
        ("m", "n"),
        ("h", ""),
    ):
        bones = bones.replace(habit, plain)
    return re.sub(r"(.)\1+", r"\1", bones.replace("a", ""))


@lru_cache(maxsize=4)
def _skeletons(gazetteer: Gazetteer) -> dict[str, str]:
    """Bones to name, for districts and cluster towns; bones that two places share are left out."""
    found: dict[str, str | None] = {}
    for name, places in gazetteer.names.items():
        if any(place.kind in ("district", "cluster_town") for place in places):
            bones = _bones(name)
            same = found.get(bones)
            found[bones] = name if same is None or gazetteer.names[same] == places else None
    return {bones: name for bones, name in found.items() if name and len(bones) >= _FEWEST_BONES}
