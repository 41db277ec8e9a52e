"""Words that fit every scheme and every cluster: a question made of them alone cannot be answered without a name."""

import re

from service.answers.words import fold, stem

# Words that every scheme shares: a question made of these alone cannot be answered without knowing which.
COMMON = frozenset(
    stem(word)
    for word in """scheme schemes yojana grant grants subsidy subsidies ceiling cap limit limits maximum minimum
    eligible eligibility qualify apply applying application applications amount state states cluster
    clusters money fund funds funding loan documents document papers deadline date last project
    projects help percentage percent share benefit benefits cost contribution members member units
    unit rate process procedure steps form office available open closed status rules rule conditions
    condition criteria crore lakh rupees want know whether possible anudan patra hain kya hum hame
    humko hamara hamari humara kitna kitni kitne milega milegi milta milti chahiye area region
    district place government govt company people group new now today year years present current
    currently sir madam please hello namaste get term full long time answer question thing things
    kind type sort good best better enough required requirement necessary approval approved
    still yet already ever really actually special
    guidelines changed sanction sanctioned release released instalment receive received""".split()
)
OWN = frozenset(
    """we our us i my me hum hamara hamari hamare hame humko mera meri mujhe apna apne apni
    हम हमारा हमारी हमारे हमें मैं मेरा मेरी मेरे मुझे""".split()
)
# Who applies, what is paid for and what becomes of an application: each scheme has a word on these.
OF_EACH = frozenset(
    stem(word)
    for word in """women woman men lady ladies female company companies society societies samiti committee trust
    individual person alone only keep ready put ourselves myself pocket side bring call contact phone number
    helpline email visit meet whom officer manager send submit post portal website online reject rejected
    rejection refused cancelled pending file registered register registration count counted counting include
    included land building rent shed machine machines machinery equipment interest byaj repay repayment instalment
    installment come coming happen next first set up start started starting owner owners business udyam msme firm
    firms total whole each paid pay pays back allowed tell details detail information explain show give given
    size small large minimum least most highest lowest chance chances compulsory mandatory""".split()
)
# What a group builds together; without the scheme it is only generic where the caller asks for a sum for his own group.
BUILT = frozenset(
    map(
        stem,
        "common facility facilities centre center cfc spv dpr workshop plant tools training shared".split(),
    )
)
_ABOUT_HELP = re.compile(
    r"\b(grants?|subsid\w+|anudan|eligib\w+|qualif\w+|patra|appl(?:y|ies|ied|ication)\w*|form|documents?|papers?|kaga[zj]\w*"
    r"|date|deadline|tarikh|contribut\w+|money|paisa|interest|byaa?j|loan|land|sanction\w*|approv\w+|open|regist\w+"
    r"|scheme|yojana|percent\w*|share|ceiling|limit|cost|get|put in"
    r"|members?|sadasya|call|help|pay|paid|milega|milegi)\b"
    r"|अनुदान|पात्र|आवेदन|दस्तावेज|कागज|ब्याज|सब्सिडी"
)

# A list of schemes, or of clusters, is asked for, and no single one.
LISTS_SCHEMES = re.compile(
    r"\b(schemes|yojanas|yojan?a?[iy]?e[ni]?|yojanaon|programmes)\b|योजनाएं|योजनाएँ|योजनाओं"
    r"|\b(list|names?) of (all |the )?(schemes?|yojana)\b|\bschemes? names?\b"
    r"|\b(which|what|all|kaun ?s[ei]|konsi) (schemes?|yojana)\b|^\W*\w+ (schemes?|yojana)\W*$",
    re.MULTILINE,
)
LISTS_CLUSTERS = re.compile(
    r"\b(which|what|list|all|show|name)\b[\w ]*\bclusters\b|(?m:^\W*clusters (in|of|for|making)\b)"
)


def telling(terms: tuple[str, ...], asked: str, own: bool) -> list[str]:
    """The stems of a question that say which scheme, cluster or theme is meant.

    Args:
        terms: Stems of its words that carry meaning.
        asked: The question, as typed and in English.
        own: Whether it speaks of the caller's own group.
    """
    known = COMMON
    general = not own and re.search(r"\bclusters?\b", fold(asked))  # clusters as such: a question for a text
    if _ABOUT_HELP.search(fold(asked)) and not general:
        known = known | OF_EACH | (BUILT if own else frozenset())
    return [term for term in terms if term not in known and not term.isdigit()]
