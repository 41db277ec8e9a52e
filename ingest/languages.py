"""Languages: what a text is written in, by its script first and by its commonest words where a script has several."""

import re

SAMPLE = 200_000  # characters looked at
MARKED = 0.3  # share of a script beside Latin from which it names the language: names and terms in Latin stand among it
MAIN = 0.5  # share of all letters that must be Latin for English
SCRIPTS = {
    "hi": re.compile("[\u0900-\u097f]"),
    "bn": re.compile("[\u0980-\u09ff]"),
    "pa": re.compile("[\u0a00-\u0a7f]"),
    "gu": re.compile("[\u0a80-\u0aff]"),
    "or": re.compile("[\u0b00-\u0b7f]"),
    "ta": re.compile("[\u0b80-\u0bff]"),
    "te": re.compile("[\u0c00-\u0c7f]"),
    "kn": re.compile("[\u0c80-\u0cff]"),
    "ml": re.compile("[\u0d00-\u0d7f]"),
    "ur": re.compile("[\u0600-\u06ff]"),
}
LATIN = re.compile("[A-Za-z]")
DEVANAGARI_WORD = re.compile("[\u0900-\u0963\u0970-\u097f]+")
# Words of nearly every sentence of a language that the others written in Devanagari do not have.
COMMON = {
    "hi": frozenset("है हैं के का की को में से और पर लिए यह हो गया होगा किया तथा एवं द्वारा".split()),
    "mr": frozenset("आहे आहेत आणि व च्या चा ची चे या साठी असून करणे करण्यात येईल किंवा मध्ये त्या नाही".split()),
    "ne": frozenset("छ छन् र लाई मा गर्ने भएको हुने पनि गरी गरेको गरिएको".split()),
}
CLEAR = 2  # how many times as many words of another language there must be before a text is not called Hindi


def language(text: str) -> str | None:
    """Tell the language of a text as an ISO 639-1 code; None for an unknown script, or where there are no letters.

    Latin letters give "en": Hindi written in them cannot be told from it by script.

    >>> language("Grants of ₹50 lakh"), language("समूह को 60% अनुदान"), language("60%")
    ('en', 'hi', None)
    """
    sample = text[:SAMPLE]
    latin = len(LATIN.findall(sample))
    if not sample.isascii():
        code, most = max(
            ((code, len(s.findall(sample))) for code, s in SCRIPTS.items()), key=lambda pair: pair[1]
        )
        if most > MARKED * max(1, most + latin):
            return devanagari(sample) if code == "hi" else code
    return "en" if latin > MAIN * max(1, sum(map(str.isalpha, sample))) else None


def devanagari(text: str) -> str:
    """Tell Hindi, Marathi and Nepali apart by their commonest words; Hindi where they say nothing clear."""
    words = DEVANAGARI_WORD.findall(text)
    counts = {code: sum(word in common for word in words) for code, common in COMMON.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] > CLEAR * counts["hi"] else "hi"
