"""Who speaks in a text, and what depends on it: an SPV and its members, a person, or a unit of unknown form."""

import re

from service.eligibility.denial import denied, first_said
from service.eligibility.lexicon import PLAIN, lexicon
from service.eligibility.reading import Read, Work
from service.eligibility.roles import spend
from service.eligibility.values import Between, OneOf, Value
from service.eligibility.wording import listed

ONE_UNIT = frozenset(("individual", "proprietor_firm", "partnership", "llp", "company", "cooperative"))
FIRM = frozenset(("proprietor_firm", "partnership", "llp", "company"))


def take_applicant(work: Work) -> None:
    """Read who applies: a kind that is named, a group that formed a company, a person, or one unit of some form."""
    tables = lexicon().single
    for said in lexicon().applicants:
        match = first_said(said, work.text)
        if match is not None:
            value = _as_applicant(work, said.value)
            if value is not None:
                work.take("applicant_type", value, match.start(), match.end())
                return
    group = tables["company_of_many"].search(work.text)
    form = work.found.get("spv_legal_form")
    if group or (form and form.value == "section8_company" and is_group(work)):
        at = group.span() if group else (0, 0)
        _take_spv(work, form, at)
        return
    if form and form.value == "section8_company":
        work.found["applicant_type"] = Read(
            "applicant_type", "section8_company", form.start, form.end, form.words
        )
        return
    _person_or_unit(work)


def _as_applicant(work: Work, value: str) -> Value | None:
    """What a word for an applicant means in this text: a society that wants a CFC may be the SPV itself."""
    form = work.found.get("spv_legal_form")
    if value == "company" and form and form.value in ("section8_company", "producer_company"):
        return None
    if value in ("company", "society", "cooperative", "trust") and lexicon().single["company_of_many"].search(
        work.text
    ):
        return None
    if value == "spv" and (other := _another(work)):
        return OneOf(frozenset((value, other)))
    if value in ("society", "trust") and is_group(work) and _wishes_cluster(work):
        return OneOf(frozenset((value, "spv")))
    return value


def _another(work: Work) -> str | None:
    """An association or a person that speaks beside the SPV: which of them applies is then to be asked."""
    others = (said for said in lexicon().applicants if said.value in ("industry_association", "individual"))
    return next((str(said.value) for said in others if first_said(said, work.text)), None)


def _take_spv(work: Work, form: Read | None, at: tuple[int, int]) -> None:
    if at == (0, 0) and form:
        work.found["applicant_type"] = Read("applicant_type", "spv", form.start, form.end, form.words)
    else:
        work.take("applicant_type", "spv", *at)


def is_group(work: Work) -> bool:
    """Whether many units speak: members or units are counted, or a shared facility is wanted."""
    counted = {"spv_members", "cluster_units", "units_in_project", "artisans"} & set(work.found)
    return bool(counted or _wishes_cluster(work))


def _wishes_cluster(work: Work) -> bool:
    """Whether a cluster or shared facility is spoken of, and not only the list or scheme that a unit belongs to."""
    passing = [
        work.found[fact]
        for fact in ("in_adeetie_cluster", "in_sfurti_or_msecdp_cluster")
        if fact in work.found
    ]
    for match in lexicon().single["cluster_wish"].finditer(work.text):
        start, end = work.prepared.span(*match.span())
        aside = any(entry.start - 30 <= start and end <= entry.end + 30 for entry in passing)
        if not aside and not denied(work.text, match, ""):
            return True
    return False


def _person_or_unit(work: Work) -> None:
    tables = lexicon().single
    person, business = tables["person"].search(work.text), tables["business"].search(work.text)
    trade = next((m for m in tables["trades"].finditer(work.text) if not m[0].endswith("s")), None)
    told = {"applicant_age", "education_class_passed"} & set(work.found)
    if {"scst_owner_share_pct", "women_owner_share_pct"} & set(work.found):
        person = None  # a share that somebody holds is a share in a firm
    new = work.found.get("unit_is_new")
    if trade and not is_group(work):
        _age_beside(work, trade)
        work.take("applicant_type", OneOf(frozenset(("artisan", "individual"))), *trade.span())
        work.take("pmv_trade", True, *trade.span())
    elif (person or told) and (not business or (told and new and new.value is True)):
        span = person.span() if person else (0, 0)
        if span == (0, 0):
            source = work.found[next(iter(told))]
            work.found["applicant_type"] = Read(
                "applicant_type", "individual", source.start, source.end, source.words
            )
        else:
            work.take("applicant_type", "individual", *span)
    elif business and not is_group(work):
        firm = tables["firm"].search(work.text)
        work.take("applicant_type", OneOf(FIRM if firm else ONE_UNIT), *(firm or business).span())


def _age_beside(work: Work, trade: re.Match[str]) -> None:
    """Take the age that stands right beside a trade: "a potter, 41,"."""
    beside = re.compile(rf"[\s,(]*{PLAIN}+(?=[\s]*[,.;)])").match(work.masked, trade.end())
    if beside and "applicant_age" not in work.found:
        spend(work, "applicant_age", beside)


def take_size(work: Work) -> None:
    """Micro, small or medium: of the members where many apply, of the unit where one does."""
    group = _applies_as_group(work)
    fact = "member_units_class" if group else "msme_class"
    if fact in work.found:
        return
    if not group:
        work.found.pop("member_units_class", None)
    seen = []
    for said in lexicon().tables["msme_class"]:
        match = first_said(said, work.text)
        if match is not None:
            seen.append((match.span(), said.value))
    if len(seen) == 1:
        work.take(fact, seen[0][1], *seen[0][0])
    elif len(seen) > 1 and not group:
        work.ask("msme_class", f"the text speaks of {listed((value for _, value in seen), 'and')}")


def _applies_as_group(work: Work) -> bool:
    applicant = work.found.get("applicant_type")
    if applicant is None:
        return is_group(work)
    return applicant.value in (
        "spv",
        "cluster",
        "industry_association",
        "women_entrepreneur_association",
        "state_govt",
        "state_agency",
    ) or (isinstance(applicant.value, OneOf) and "spv" in applicant.value.options)


def tidy(work: Work) -> None:
    """Settle what depends on who applies: a legal form is an SPV's only where many apply, members are its units."""
    applicant = work.found.get("applicant_type")
    spv = applicant is not None and (
        applicant.value == "spv" or (isinstance(applicant.value, OneOf) and "spv" in applicant.value.options)
    )
    form = work.found.get("spv_legal_form")
    if form and not spv and form.value != "not_formed":
        del work.found["spv_legal_form"]
    members = work.found.get("spv_members")
    if form and form.value == "not_formed" and members and "spv" not in members.words.lower():
        del work.found["spv_members"]  # those of an association, or who may join one day
    if _applies_as_group(work):
        work.found.pop("unit_is_new", None)  # "we want to set up a CFC" says nothing of a unit
    units = work.found.get("cluster_units")
    if (
        spv
        and units
        and "spv_members" not in work.found
        and re.search(r"\b(?:we|us|hum|ham|hamar[ie])\b|हम", work.text)
    ):
        work.found["spv_members"] = Read("spv_members", units.value, units.start, units.end, units.words)
        if isinstance(units.value, int):
            work.found["cluster_units"] = Read(
                "cluster_units", Between(units.value, None), units.start, units.end, units.words
            )
