"""Agreement of a question with statements: the thing counted, the place meant and the kind of fact must be there."""

import re
from collections.abc import Callable, Iterable

from service.answers.countries import named_in, names_one
from service.answers.question import Question, Wants, without_riders
from service.answers.words import fold, stem, stem_set, words

# A fact of a kind that is asked for in these words is only stated in one of those; stems of either.
_KINDS: tuple[tuple[str, str], ...] = (
    ("phone|telephone|mobile", r"\d{4,}"),
    (
        r"last date|deadline|closing date|aa?khri|antim",
        r"last date|deadline|apply by|until|closed|window|ended",
    ),
    (
        r"director|secretary|secy|president|chairman|in charge|nodal officer",
        r"director|secretary|president|chairman|officer",
    ),
    (
        r"who (signed|wrote|drafted|authored)|consultant",
        r"signed|wrote|written|consultant|prepared by|author",
    ),
    (
        r"(?:price|rate|bhaa?v)s? (?:today|now)|today'?s? (?:price|rate)|(?:aaj|today now) .*(?:bhaa?v|price)",
        r"(?!)",
    ),
    (r"e-?mail", r"@"),
    (r"newspaper", r"newspaper|press|daily"),
    (r"gst", r"\bgst\b"),
    (r"penalty|fined?", r"penalt|fine|compens"),
    (r"minister|mantri", r"\bminister\b"),
    (r"bankrupt\w*|went bust|shut down|divaliya", r"bankrupt|bust|insolven|clos|shut|fail"),
    (r"in which year|(?:which|what) year|kis saal", r"\b(1[89]|20)\d\d\b"),
    (r"interest|byaa?j", r"interest"),
    (r"wages?|salary|earn\w*|literacy", r"wage|salar|earn|income|literacy"),
    (r"budget|outlay", r"budget|outlay|crore|lakh|million|billion"),
    (r"yield", r"yield|tonnes|per (acre|hectare)"),
    (r"loss|profit\w*|ghata|went bad|default\w*|repayment", r"loss|profit|default|repa|bad"),
    (r"exports?|niryat", r"export"),
    (r"turnover|sales", r"turnover|sales|sell|sold"),
    (r"(?:how many|number of) applications", r"applications"),
)
# What is asked for in these words is a figure or a name of one kind: nothing without one can be the answer.
_FIGURES = (
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|half|hundreds?|thousands?"
    r"|no|none|not|single)\b"
)
_SUM = (
    r"(rs\.?|inr|₹|usd|us\$|\$|€|euro)\s*\d"
    r"|\d[\d.,]*\s*(crore|cr\b|lakh|lac|million|billion|rupee|dollar|%|per ?cent)"
)
_A_PRICE = r"(rs\.?|inr|₹) ?\d[\d,.]*(?![\d,.]| ?(crore|cr\b|lakh|lac|million|billion))"
_NUMBER = re.compile(r"\d.*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|hundred")
APART = 4  # words between a number and the name of what it counts
_PART = r"\d\s*(%|per ?cent|percent)|\d+\s*:\s*\d+|\b(half|thirds?|quarter|whole|all)\b"
# Numbers that count nothing: in a name ("One District One Product"), in the source behind a statement, in an edition
# ("MSE-CDP (2022 guidelines)", "PMEGP (2021-26)"), and a year after the word that leads it in.
_WORDED = r"(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en)"
_YEAR = r"(?:18|19|20)\d\d(?:-\d\d)?"
_COUNTS_NOTHING = re.compile(
    r"\b[Tt]he one\b|\b(?:[Ss]ection|[Ss]chedule|[Ss]tep|[Cc]lause) \d+"
    rf"|(?<=[a-z] ){_WORDED}(?=[ -][A-Z][a-z])|\b{_WORDED}(?=(?:[ -][A-Z][a-z]+){{2}})"
    rf"|\((?:[^()]|\([^()]*\))*,\s(?:undated|{_YEAR})\)|\((?:revised )?{_YEAR}(?: [a-z]+)?\)"
    rf"|\b(?:[Ii]n|[Ss]ince|[Bb]y|[Ff]rom|[Uu]ntil|of|[Dd]uring|to|[Bb]efore|[Aa]fter) {_YEAR}\b(?! [a-z]{{3,}}s\b)"
)
Test = Callable[[str], object]


def states_number(text: str) -> bool:
    """Whether a text states a number of anything: no year, no number in a name or in a source."""
    return re.search(_FIGURES, fold(_COUNTS_NOTHING.sub(" ", text))) is not None


def folded(test: Test) -> Test:
    """A test of folded texts as one of texts as they are written."""
    return lambda text: test(fold(text))


# Who pays for running a facility is another question than who pays for building it.
_RUNNING = (
    r"\b(?:operat(?:ing|ional?)|running|recurring|maintenance|upkeep|o&m) (?:and \w+ )?"
    r"(?:costs?|expens\w+|kharch\w*|charges?)"
)
_DEMANDED: tuple[tuple[re.Pattern[str], Test], ...] = tuple(
    (re.compile(asked), test)
    for asked, test in (
        (
            _RUNNING,
            folded(
                re.compile(
                    r"(?<![-\w])operat(?:es?|ed|ing|ions?|ional)\b|\brunning\b|\brecurring\b|\bmaintenance\b|\bupkeep\b"
                ).search
            ),
        ),
        (
            r"\b(what|which|kitn[aei]) (share|percent\w*|per cent|proportion|portion|fraction|pratishat)\b"
            r"|कितने प्रतिशत",
            folded(re.compile(_PART).search),
        ),
        (
            r"\bhow much (did|does|do|was|has|had|will|money)\b.*\b(cost|spend|spent|pay|paid|charge|invest|raise)"
            r"|\bat what cost\b|\bwhat (did|does|was|would) .*\bcost\b|\bkitna (paisa|kharch|kharcha)\b",
            folded(re.compile(_SUM).search),
        ),
        (r"\bhow many\b|\bnumber of\b", states_number),
        (r"\b(utili[sz]ation|occupancy)\b", folded(re.compile(r"\butili|\boccup|\bidle|\bcapacity").search)),
        (r"\b(success|failure|survival) rates?\b", folded(re.compile(r"success|fail|surviv|clos").search)),
        (r"\btariffs?\b|\bbijli\b|बिजली", folded(re.compile(r"tariff|electric|\bpower\b|energy").search)),
        (
            r"\b(guarantee|annual|processing|certification|registration|membership|user) fees?\b"
            r"|\bfees? (kitn|for|of|under)",
            folded(re.compile(r"\bfees?\b|\bcharg|\bfree\b|\bcosts? (rs|inr)").search),
        ),
        (
            r"\b(spent|spend|expenditure|disbursed)\b.*\b(19|20)\d\d",
            folded(re.compile(r"\bspen[dt]|expend|disburs|releas|sanction|outlay|budget|cost").search),
        ),
        (
            r"\bprices?\b|\bsells? for\b|\bsold for\b|\bke+mat\b|\bkimat\b|\bdaam\b|कीमत|दाम",
            folded(re.compile(rf"\b(pric|cost|sell|sold|worth|rate|fee)|{_A_PRICE}").search),
        ),
        (
            r"\bplots?\b.*\b(rates?|price)\b|\bhourly\b|\bper hour\b|\brent(al|s)?\b|\bkira[iy]?ya\b|किराय",
            folded(re.compile(r"\b(rent|lease|rate|pric|charg|fee|tariff|per (sq|acre|hour|month))").search),
        ),
        (r"\b(which|what) country\b|\bkis desh\b|किस देश", folded(names_one)),
    )
)
# Rules of a scheme hold in places that its sheet does not name; what happened somewhere does not.
ENTITLED = re.compile(
    r"\b(grants?|subsid\w+|eligib\w*|appl(?:y|ies|ied|ication)\w*|loans?|schemes?|yojana|anudan|incentives?|ceiling|limit|"
    r"share|gets?|receives?|qualif\w+|support|assist\w*|help|pays?|milega|milta|milegi|milti|reimburs\w*|benefits?)\b"
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_FIGURED = frozenset({Wants.NUMBER, Wants.SHARE, Wants.MONEY})
# A State or a body, told by its capitals; a caller, an artisan or a bank may be called otherwise by a rule.
_PAYER = re.compile(
    r"\b(?:does|do|did|will|would|must|should) (?:the )?((?:[A-Z]\w+ )+)(?:\w+ )?"
    r"(?:pay|bear|contribute|add|put in|chip in)\b"
)
_ANYBODY = frozenset(map(stem, "government govt state centre scheme programme india".split()))
# What is told of all does not hold for each of these groups.
_GROUPS = tuple(
    re.compile(rf"\b({names})\b")
    for names in (
        r"wom[ae]n|females?|mahila\w*|girls?|wives|ladies",
        r"child(ren)?|minors?|boys|girls",
        r"migrants?|migrat\w+",
        r"scheduled castes?|scheduled tribes?|sc/st|dalits?|tribals?",
        r"muslims?|hindus?|minorit\w+",
    )
)
_COMPILED = tuple((re.compile(rf"\b({asked})\b"), re.compile(said)) for asked, said in _KINDS)
_COUNTED = re.compile(
    r"\b(?:how many|number of|no\.? of)\s+(?:\w+ing\s+|new\s+|small\s+)?"
    r"(?!required|needed|need|necessary|want)([^\W\d_]{3,})"
)
_ALIKE: tuple[frozenset[str], ...] = tuple(
    frozenset(stem(word) for word in group.split())
    for group in (
        "people persons workers jobs employment artisans weavers craftsmen families women employees workforce work "
        "livelihoods",
        "units firms workshops factories enterprises companies mills tanneries makers foundries industries",
        "members firms units enterprises artisans weavers",
        "schemes programmes", "clusters", "groups categories types kinds classes", "days months weeks years",
    )
)  # fmt: skip
_OWN = frozenset("we our us i my me hum hamara hamari hamare hame humko mera meri apna apne apni".split())


def lacking(question: Question, text: str) -> bool:
    """Whether the text lacks what the question counts, or a fact of the kind that it asks for."""
    if unsaid(question, fold(text)):
        return True
    present = stem_set(text)
    return not all(held(stem(noun), present) for noun in _COUNTED.findall(fold(question.search)))


def unsaid(question: Question, said: str) -> bool:
    """Whether a folded text lacks any fact of the kind that is asked for."""
    asked = fold(f"{without_riders(question.asked)} {question.search}")
    return any(wanted.search(asked) and not found.search(said) for wanted, found in _COMPILED)


def counted(question: Question) -> tuple[str, ...]:
    """Stems of the things that a question asks the number of."""
    return tuple(stem(noun) for noun in _COUNTED.findall(fold(question.search)))


def counts(nouns: Iterable[str], text: str) -> bool:
    """Whether a text gives a number of one of the things, at most ``APART`` words before its name."""
    said = words(_COUNTS_NOTHING.sub(" ", text))
    after = [said[n + 1 : n + 1 + APART] for n, word in enumerate(said) if _NUMBER.fullmatch(word)]
    return any(stem(word) in alike(noun) for noun in nouns for near in after for word in near)


def held(noun: str, present: Iterable[str]) -> bool:
    """Whether a thing is among the words present, also as the end of a compound: looms in handlooms."""
    return any(word in alike(noun) or (word.endswith(noun) and len(noun) > 3) for word in present)


def alike(noun: str) -> frozenset[str]:
    """Stems that count the same things as a stem does, itself among them."""
    return frozenset({noun}).union(*(group for group in _ALIKE if noun in group))


def demanded(question: Question) -> Test | None:
    """What a statement must hold to be an answer at all, for questions that leave no doubt: a sum, a share, a count.

    The test takes a text as it is written: names are told by their capitals.
    """
    asked = fold(f"{question.asked} {question.focus}")
    return next((test for wanted, test in _DEMANDED if wanted.search(asked)), None)


def astray(question: Question, text: str, around: str, places: Iterable[str], rules: bool) -> bool:
    """Whether statements cannot hold the answer: the figure asked for is not there, or another place is meant.

    Args:
        question: As understood.
        text: The statements.
        around: The names and headings that they stand under.
        places: Names of towns and districts.
        rules: Whether the statements are a scheme's rules, which hold in places that they do not name.
    """
    must = demanded(question)
    if must is not None and not must(text):
        return True
    if question.wants is Wants.YEAR and not set(_YEARS.findall(question.focus)) <= set(_YEARS.findall(text)):
        return True
    said = fold(f"{text} {around}")
    if question.wants is Wants.PERSON and unsaid(question, said):
        return True
    if any(not country.search(said) for country in named_in(fold(question.search))):
        return True
    if rules and ENTITLED.search(fold(question.search)):
        return False
    return foreign(question, said, places)


def beside_the_point(question: Question, text: str, rules: bool) -> bool:
    """Whether a figure is asked of a document that the question names, and the statements tell another one of it.

    Args:
        question: As understood.
        text: The statements, and the names and headings that they stand under.
        rules: Whether they are a scheme's rules.
    """
    if question.wants not in _FIGURED:
        return False
    said = fold(text)
    if unsaid(question, said) or another_pays(question, said):
        return True
    return not (rules and ENTITLED.search(fold(question.search))) and left_out(question, said)


def another_pays(question: Question, text: str) -> bool:
    """Whether it is asked what a State or body pays ("what share does Goa pay?"), and the text does not name it."""
    found = _PAYER.search(question.focus)
    who = {stem(word) for word in words(found[1])} - _ANYBODY if found else set()
    return bool(who) and who.isdisjoint(stem_set(text))


def left_out(question: Question, text: str) -> bool:
    """Whether figures of one group of people are asked for, and the text speaks of all alike."""
    asked = fold(question.focus)
    return any(group.search(asked) and not group.search(text) for group in _GROUPS)


def foreign(question: Question, text: str, places: Iterable[str]) -> bool:
    """Whether a question about a place, and not about the caller's own, is met by a text that does not name it."""
    asked = set(words(question.search))
    if asked & _OWN:
        return False
    said = set(words(text))
    return any(place not in said for place in asked.intersection(places))
