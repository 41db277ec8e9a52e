"""The engine's front door: facts or a sentence in, one assessment per scheme component out."""

from collections.abc import Mapping, Sequence
from datetime import date

from service.eligibility import derive, facts, identity
from service.eligibility.evaluate import assess_component
from service.eligibility.facts import Profile
from service.eligibility.intake import read
from service.eligibility.reading import Reading
from service.eligibility.records import Assessment
from service.eligibility.rules import RuleBook


def as_profile(given: Mapping[str, object] | Profile, rules: RuleBook) -> Profile:
    """Check facts given by name; a profile passes as it is.

    Raises:
        BadRequestError: a fact is unknown or has a value it cannot have.
    """
    return given if isinstance(given, Profile) else facts.profile(given, rules.words, rules.gazetteer)


def assess(
    given: Mapping[str, object] | Profile,
    rules: RuleBook,
    as_of: date,
    schemes: Sequence[str] | None = None,
) -> tuple[Assessment, ...]:
    """Assess a profile against schemes on a day, in the order of the rule book (or of ``schemes``).

    Args:
        given: Facts by name as in ``corpus/facts.yaml``, or a profile.
        rules: The rule book.
        as_of: The day asked about: status, editions and dated lists are those of that day.
        schemes: Scheme ids; None = all.

    Raises:
        BadRequestError: a fact or a scheme id is unknown, or a value cannot be used.
    """
    profile = as_profile(given, rules)
    known = derive.derive(profile, rules, as_of)
    stamp = identity.determination(profile, rules.digest, as_of)
    return tuple(
        assess_component(scheme, component, known, rules.words, as_of, stamp)
        for scheme in rules.only(schemes)
        for component in scheme.components
    )


def assess_text(
    text: str, rules: RuleBook, as_of: date, schemes: Sequence[str] | None = None
) -> tuple[Reading, tuple[Assessment, ...]]:
    """Read a caller's words and assess what was understood: the reading to be shown and corrected, and the verdicts.

    Raises:
        BadRequestError: a scheme id is unknown.
    """
    reading = read(text, rules)
    return reading, assess(reading.profile, rules, as_of, schemes)
