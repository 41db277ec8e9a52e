"""What a link to the interview already knows, as the first words of its text."""

from ingest.sheets.names import SECTORS
from service.eligibility.rules import RuleBook


def link_words(state: str, sector: str, rules: RuleBook) -> str:
    """Say a State and a sector so that the intake reads them; what the vocabulary does not know is left out."""
    said = []
    if state and rules.gazetteer.state(state) == state:
        said.append(f"The place is in {state}.")
    if sector in rules.words.spec("sector").allowed:
        said.append(f"The sector is {SECTORS.get(sector, sector.replace('_', ' '))}.")
    return " ".join(said)
