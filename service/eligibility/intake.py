"""A caller's own words to facts, each with the words it was taken from; what is doubtful becomes a question.

The steps: make the text even, find places, find figures and give each its role, find what is said yes, no or "don't
know" to, choices, trades, and last who applies. Nothing is taken that was not said: a fact may be known in part
("a unit" is a firm, a company or a person, not an association).
"""

import re
from collections.abc import Callable, Iterable
from datetime import date

from service.eligibility.callers import take_applicant, take_size, tidy
from service.eligibility.denial import answered, clause, first_said, matches, negated
from service.eligibility.figures import figures
from service.eligibility.lexicon import PERCENT, lexicon
from service.eligibility.place_reader import Found, places_in
from service.eligibility.places import Place
from service.eligibility.prepare import prepare
from service.eligibility.reading import Read, Reading, Work, options_of
from service.eligibility.roles import masked_text, take_figures
from service.eligibility.rules import RuleBook
from service.eligibility.values import Members, OneOf, Value
from service.eligibility.wording import listed


def read(text: str, rules: RuleBook) -> Reading:
    """Read a caller's text.

    Example: "25 casting units in Rajkot, Section 8 company, 8 crore CFC" gives the district and State, the sector,
    the legal form, the applicant, 25 units and a project cost of 80,000,000 rupees.
    """
    found = places_in(text, rules.gazetteer)
    kept = {word for entry in found for word in text[entry.start : entry.end].lower().split()}
    prepared = prepare(text, kept)
    numbers = figures(prepared.clean)
    work = Work(
        rules, prepared, masked_text(prepared.clean, numbers), {figure.start: figure for figure in numbers}
    )
    _places(work, found)
    for step in _STEPS:
        step(work)
    return Reading(text, tuple(work.found.values()), tuple(work.doubts))


# ---------------------------------------------------------------- places


def _places(work: Work, found: Iterable[Found]) -> None:
    districts: dict[tuple[str, str], Found] = {}
    for entry in found:
        if len({place.state for place in entry.places}) > 1:
            _ask_which(work, entry)
            continue
        place = entry.places[0]
        _take_place(work, entry, place)
        if place.district and len({p.district for p in entry.places}) == 1:
            districts.setdefault((place.state, place.district), entry)
    for (_, district), entry in list(districts.items())[:1]:
        if "state" in work.found and not isinstance(work.found["state"].value, OneOf):
            _enter(work, "district", district, entry)


def _take_place(work: Work, entry: Found, place: Place) -> None:
    known = work.found.get("state")
    if known is None:
        _enter(work, "state", place.state, entry)
    elif known.value != place.state:
        both = (known.value, place.state)
        work.ask(
            "state",
            f"both {listed(sorted(options_of(known.value)), 'and')} and {place.state} are named",
            both,
        )
        work.leave_open("state", both)


def _enter(work: Work, fact: str, value: Value, entry: Found) -> None:
    words = work.prepared.original[entry.start : entry.end]
    work.found.setdefault(fact, Read(fact, value, entry.start, entry.end, words))


def _ask_which(work: Work, entry: Found) -> None:
    """A name of several States is asked about; its district is known where it bears the same name in each."""
    words = work.prepared.original[entry.start : entry.end]
    states = tuple(sorted({place.state for place in entry.places}))
    work.ask("state", f'there is a place called "{words}" in {listed(states)}', states)
    districts = frozenset(place.district for place in entry.places if place.district)
    if "state" not in work.found and districts and all(place.district for place in entry.places):
        _enter(work, "district", OneOf(districts) if len(districts) > 1 else min(districts), entry)


# ---------------------------------------------------------------- yes, no, don't know


def _flags(work: Work) -> None:
    """Read yes, no and don't know; a text that says both yes and no to a fact says neither."""
    said_of: dict[str, list[tuple[Value, re.Match[str]]]] = {}
    for said in lexicon().flags:
        for match in matches(said, work.text):
            value = answered(work.text, match, said)
            if value is not None:
                said_of.setdefault(said.fact, []).append((value, match))
    for fact, answers in said_of.items():
        value, match = answers[0]
        if len({entry for entry, _ in answers}) == 1:
            work.take(fact, value, match.start(), match.end())
        else:
            work.ask(
                fact, "the text says both: " + " / ".join(dict.fromkeys(m[0].strip() for _, m in answers))
            )


def _subsidy(work: Work) -> None:
    """Read "never took a subsidy" as three answers at once; "no other subsidy" is only about the same machines."""
    match = lexicon().single["no_subsidy_at_all"].search(work.text)
    if match is None:
        return
    work.found.pop("prior_govt_subsidy", None)
    work.take("other_subsidy_same_asset", False, match.start(), match.end())
    if not re.search(r"\bother\b|\banother\b", match[0]):
        work.take("prior_govt_subsidy", False, match.start(), match.end())
        work.take("other_subsidy_list", ("none",), match.start(), match.end())


# ---------------------------------------------------------------- choices


def _choices(work: Work) -> None:
    for said in lexicon().choices:
        match = first_said(said, work.text)
        if match is not None and said.fact not in work.found and not _of_members(work, said.fact, match):
            work.take(said.fact, said.value, match.start(), match.end())
    if re.search(r"\bsc ?/ ?st\b", work.text) and "social_category" not in work.found:
        match = re.search(r"\bsc ?/ ?st\b", work.text)
        assert match is not None
        if not re.search(r"%|" + PERCENT, work.masked[max(0, match.start() - 12) : match.end() + 24]):
            work.take("social_category", OneOf(frozenset(("sc", "st"))), match.start(), match.end())


def _of_members(work: Work, fact: str, match: re.Match[str]) -> bool:
    """Whether a word about persons tells of a part of the members ("15% of the units are SC"), not of who applies."""
    if fact not in ("social_category", "gender"):
        return False
    before, after = clause(work.text, match)
    around = before + match[0] + after
    first = match.start() - len(before)
    shares = PERCENT in work.masked[first : match.end() + len(after)]
    return shares and bool(re.search(r"\b(?:members?|units?|enterprises?|sadasya)\b|सदस्य|इकाइ", around))


def _lists(work: Work) -> None:
    """Areas and personal status: each entry may be said to hold or not to."""
    tables = lexicon().tables
    for name, fact in (("area_words", "area_categories"), ("status_words", "other_personal_status")):
        inside: set[str] = set()
        outside: set[str] = set()
        spans: list[tuple[int, int]] = []
        for said in tables[name]:
            for match in list(matches(said, work.text))[:1]:
                before, after = clause(work.text, match)
                if not lexicon().single["not_sure"].search(before + " " + after):
                    (outside if negated(before, match[0], after) else inside).add(said.value)
                    spans.append(match.span())
        if spans:
            _take_list(work, fact, frozenset(inside), frozenset(outside), spans[0])
    plain = lexicon().single["plain_area"].search(work.text)
    if plain and "area_categories" not in work.found:
        work.take("area_categories", ("none",), plain.start(), plain.end())


def _take_list(
    work: Work, fact: str, inside: frozenset[str], outside: frozenset[str], span: tuple[int, int]
) -> None:
    value: Value = Members(inside, outside)
    if fact == "other_personal_status" and not inside and {"divyang", "ex_serviceman"} <= outside:
        value = ("none",)
    work.take(fact, value, *span)


def _sectors(work: Work) -> None:
    named: list[str] = []
    spans: list[tuple[int, int]] = []
    for said in lexicon().sectors:
        match = first_said(said, work.text)
        if match is not None:
            named += [sector for sector in said.value if sector not in named]
            spans.append(match.span())
    if named:
        first = min(spans)
        work.take("sector", tuple(named), *first)


def _activity(work: Work) -> None:
    """Manufacturing, service or trading: the word with "unit" beside it counts first, then the one said first."""
    seen = []
    for said in lexicon().tables["activity"]:
        match = first_said(said, work.text)
        if match is not None:
            seen.append((match.start(), match.end(), said.value))
    if not seen:
        return
    start, end, value = min(seen)
    if (
        len(seen) > 1
        and {value for _, _, value in seen} - {"manufacturing"}
        and not _second_unit(work.text, seen)
    ):
        work.ask("activity", f"the text speaks of {listed(sorted(v for _, _, v in seen), 'and')}")
        return
    work.take("activity", value, start, end)


def _second_unit(text: str, seen: list[tuple[int, int, str]]) -> bool:
    """Whether the other activity belongs to another unit that is mentioned in passing."""
    last = max(seen)
    return bool(re.search(r"\b(?:second|other|another|doosr[ia]) (?:unit|business|one)\b", text[: last[1]]))


def _schooling(work: Work) -> None:
    if "education_class_passed" in work.found:
        return
    for said in lexicon().classes:
        match = next(matches(said, work.text), None)
        if match:
            work.take("education_class_passed", said.value, match.start(), match.end())
            return


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_INSTALLED = re.compile(
    r"\b(?:install|commission|upgrad|bought|purchas|lagay|lagi|laga)\w*\b[^.;,]{0,30}?"
    rf"(?:\b(?P<month>{'|'.join(_MONTHS)})[a-z]*[ ,.'-]*|\b(?:in|since|during)\s+)(?P<year>20\d\d)\b"
)


def _install_date(work: Work) -> None:
    """Read when machines were installed; of a month or a year the first day is taken."""
    match = _INSTALLED.search(work.text)
    if match:
        month = _MONTHS.index(match["month"]) + 1 if match["month"] else 1
        work.take("machine_install_date", date(int(match["year"]), month, 1), match.start(), match.end())


_STEPS: tuple[Callable[[Work], None], ...] = (
    take_figures,
    _flags,
    _subsidy,
    _choices,
    _lists,
    _sectors,
    _activity,
    _schooling,
    _install_date,
    take_applicant,
    take_size,
    tidy,
)
