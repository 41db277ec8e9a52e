"""How Hindi words are written and how they sound: folding of spellings, romanising, the sound key.

Everything here works on single words and knows no vocabulary.
"""

import re
import unicodedata
from functools import lru_cache

_DEVANAGARI = re.compile("[\u0904-\u0963]")
_DIGITS = dict(zip("०१२३४५६७८९", "0123456789", strict=True))
_FOLDED = str.maketrans({
    "ँ": "ं", "ऑ": "आ", "ॉ": "ा", "ऍ": "ए", "ॅ": None, "़": None, "ः": None, "\u200c": None, "\u200d": None, **_DIGITS,
})  # fmt: skip
_VARIANTS = re.compile("ङ्(?=[कखगघ])|ञ्(?=[चछजझ])|ण्(?=[टठडढ])|न्(?=[तथदध])|म्(?=[पफबभ])|िये$|यी$|ाये$")
_PLAIN = {"िये": "िए", "यी": "ई", "ाये": "ाए"}

_SCHWA = "ə"
_BARE = re.compile("([क-हळ]़?)(?![ािीुूृेैोौॉॅ़्])")
_DOTTED = (("क़", "q"), ("ज़", "z"), ("ड़", "r"), ("ढ़", "rh"), ("फ़", "f"))
_LETTERS = str.maketrans(
    dict(
        zip(
            "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळअआइईउऊऋएऐओऔऑािीुूृेैोौॉंँ",
            "k kh g gh n ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l v sh sh s h l "
            "a a i i u u ri e ai o au o a i i u u ri e ai o au o n n".split(),
            strict=True,
        )
    )
    | dict.fromkeys("़्ॅः\u200c\u200d")
)
_CONSONANT = "(?:chh|[kgcjtdpbs]h|[b-df-hj-np-tv-z])"
_SILENT = re.compile(f"(.*[aeiou{_SCHWA}]{_CONSONANT}){_SCHWA}(?={_CONSONANT}[aeiou{_SCHWA}])")
_VOWELS = re.compile(f"[aeiou{_SCHWA}]+")

_SOUNDS = {
    "tion": "sn", "sion": "sn", "ck": "k", "q": "k", "x": "ks", "sch": "s", "sh": "s", "ce": "se", "ci": "si",
    "cy": "si", "chh": "c", "ch": "c", "c": "k", "ph": "f", "bh": "b", "dh": "d", "gh": "g", "jh": "j", "kh": "k",
    "th": "t", "rh": "r", "w": "v", "z": "j", "aa": "a", "ee": "i", "ii": "i", "ea": "i", "ie": "i", "oo": "u",
    "uu": "u", "ai": "e", "ay": "e", "ei": "e", "ey": "e", "au": "o", "ou": "o", "ow": "o", "y": "i", "m": "n",
    "eh": "h",
}  # fmt: skip
_UNDER_CONDITION = {"y": "y(?![aeiou])", "m": "m(?=[pb])", "eh": "(?<=.)eh(?![aeiou])"}
_DIGRAPHS = re.compile(
    "|".join(_UNDER_CONDITION.get(spelt, spelt) for spelt in sorted(_SOUNDS, key=len, reverse=True))
    + "|[^a-z]"
)
_DOUBLED = re.compile(r"(.)\1+")


def has_devanagari(text: str) -> bool:
    """Whether any letter of the text is Devanagari; digits and the danda do not count."""
    return not text.isascii() and _DEVANAGARI.search(text) is not None


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """One spelling for the usual variants of a word, in either script.

    Devanagari: nukta, joiners and visarga go, chandrabindu and nasal conjuncts become anusvara (हिन्दी, हिंदी), the
    glides of चाहिये and गयी become vowels, digits become 0-9. Roman: lower case, no accents.
    """
    if word.isascii():
        return word.lower()
    if not has_devanagari(word):
        spelt = unicodedata.normalize("NFD", word.casefold().translate(_FOLDED))
        return "".join(letter for letter in spelt if not unicodedata.combining(letter))
    return _VARIANTS.sub(
        lambda found: _PLAIN.get(found[0], "ं"), unicodedata.normalize("NFC", word).translate(_FOLDED)
    )


def romanise(word: str) -> str:
    """Write a Devanagari word in plain Latin letters, silent vowels left out.

    >>> romanise("मुरादाबाद"), romanise("बुनकर")
    ('muradabad', 'bunkar')
    """
    spelt = _BARE.sub(rf"\1{_SCHWA}", unicodedata.normalize("NFC", word))
    for dotted, sound in _DOTTED:
        spelt = spelt.replace(dotted, sound)
    spelt = spelt.translate(_LETTERS)
    if len(_VOWELS.findall(spelt)) > 1:
        spelt = spelt.removesuffix(_SCHWA)
    return _SILENT.sub(r"\1", spelt).replace(_SCHWA, "a").replace("nb", "mb").replace("np", "mp")


@lru_cache(maxsize=65536)
def sound_key(word: str) -> str:
    """A key that the usual romanised spellings of one Hindi word or Indian name share.

    Aspirates, doubled letters, v and w, z and j, long and short vowels fall together; every ``a`` after the first
    letter and the last vowel go: hazaar, hajar and hazar are all ``hjr``.
    """
    spelt = romanise(word) if has_devanagari(word) else word.lower()
    key = _DOUBLED.sub(r"\1", _DIGRAPHS.sub(lambda found: _SOUNDS.get(found[0], ""), spelt)).rstrip("aeiou")
    return _DOUBLED.sub(r"\1", key[:1] + key[1:].replace("a", ""))
