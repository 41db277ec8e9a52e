"""What kind of help a part of a scheme is, and what a work is about: told by the words of the record itself."""

import re

from ingest.sheets.models import Work
from ingest.sheets.scheme_models import Component, Scheme

HELP = {
    "cfc": ("Common facilities", r"\bcfc\b|\bcommon\b|\bshared\b|facility|\bhard\b"),
    "infrastructure": (
        "Estates, parks and infrastructure",
        r"\bestates?\b|\bparks?\b|infrastructure|flatted|\broads?\b|plug-and-play",
    ),
    "training": (
        "Training and capacity",
        r"train|skill|capacity|\bsoft\b|incubat|handholding|form and run|tutor",
    ),
    "marketing": (
        "Marketing and exports",
        r"market|\bfairs?\b|exhibition|export|\bbrand|buyer|\bstalls?\b|tender|freight|purchase|onboarding|\bscrip\b|"
        r"duty-free",
    ),
    "credit": (
        "Credit, guarantee and interest",
        r"\bloans?\b|credit|guarantee|interest|working capital|invoice|subvention|seed capital|collateral|\bequity\b",
    ),
    "technology": (
        "Technology and machinery",
        r"technolog|machin|moderni|upgrad|\btools?\b|toolkit|equipment|energy-efficient|\bdesign\b|looms?\b|"
        r"laborator|industry 4|\bplant\b|\bbee\b|capital subsidy|innovation",
    ),
    "quality": (
        "Quality, certificates and patents",
        r"certif|\bzed\b|quality|testing|\blean\b|\biso\b|\bipr\b|patent|standards?\b",
    ),
    "environment": (
        "Effluent, energy and environment",
        r"effluent|\bcetp\b|zero liquid|discharge|pollution|energy|\bgreen\b|solar|\bwaste\b|environment|"
        r"cleaner",
    ),
    "start": ("Starting an enterprise", r"\bnew (unit|project)\b|start-?up|incubat|entrepreneur"),
    "studies": ("Studies and project reports", r"diagnostic|\bdpr\b|project report|\bstud(y|ies)\b"),
}
OTHER_HELP = "other"
HELP_NAMES = {**{key: name for key, (name, _) in HELP.items()}, OTHER_HELP: "Other help"}

SUBJECTS = {
    "policy": ("Cluster policy and programmes", r"polic|programme|scheme|government|state support"),
    "impact": ("Evaluation and impact", r"evaluat|impact|before and after|control group|effects? of"),
    "cooperation": (
        "Joint action and trust",
        r"joint action|cooperat|co-operat|collective|trust|network|association",
    ),
    "markets": ("Markets, exports and value chains", r"export|value chain|buyer|market|global"),
    "innovation": ("Technology and innovation", r"innovat|technolog|learning|knowledge|upgrad"),
    "environment": ("Environment and energy", r"environment|pollut|effluent|energy|clean|emission"),
    "work": ("Work, wages and artisans", r"wage|worker|labour|employment|artisan|\bjobs?\b|handloom|craft"),
    "finance": ("Finance", r"\bcredit\b|financ|\bloans?\b|\bbanks?\b|subsid"),
    "method": (
        "Methods and measures",
        r"method|indicator|mapping|benchmark|measure|observator|diagnos|guide",
    ),
}
OTHER_SUBJECT = "other"
SUBJECT_NAMES = {**{key: name for key, (name, _) in SUBJECTS.items()}, OTHER_SUBJECT: "Other"}


def help_kinds(component: Component) -> tuple[str, ...]:
    """Tell the kinds of help that one component gives; ``other`` where its words tell none."""
    said = f"{component.name} {component.funds}"
    if component.other_benefit:
        said += f" {component.other_benefit.kind.replace('_', ' ')}"
    return matching(HELP, said) or (OTHER_HELP,)


def scheme_kinds(scheme: Scheme) -> tuple[str, ...]:
    """Tell the kinds of help of a whole scheme, in a fixed order."""
    given = {kind for component in scheme.components for kind in help_kinds(component)}
    return tuple(kind for kind in HELP_NAMES if kind in given)


def subjects(work: Work) -> tuple[str, ...]:
    """Tell what a work is about, by its title and findings."""
    return matching(SUBJECTS, " ".join((work.title, *work.key_findings))) or (OTHER_SUBJECT,)


def matching(table: dict[str, tuple[str, str]], said: str) -> tuple[str, ...]:
    """Pick the keys of a table whose pattern occurs in a text."""
    return tuple(key for key, (_, pattern) in table.items() if re.search(pattern, said, re.I))
