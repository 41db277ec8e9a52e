"""Whether a question asks what the interview answers: which schemes somebody qualifies for, or whether for one."""

import re

_US = (
    r"(?:\b(?:we|us|our|ours|i|me|my|mine|hum|ham|hame|hamein|hamen|hume|humein|humko|hamko|hamare|hamari|hamara|humare|"
    r"humari|humara|mujhe|mujhko|main|mai|mera|meri|mere|apne|apni|apna)\b|हम|हमें|हमको|हमारे|हमारी|हमारा|मुझे|मैं|मेरे|मेरी|अपने)"
)
_SCHEME = (
    r"(?:\b(?:scheme|schemes|skeem|sceme|schme|yojana|yojna|yojnaye|yojanayen|yojanaon|subsidy|subsidies|subsidi|grant|grants|"
    r"anudan|assistance|incentives?|programmes?|programs?|fund(?:s|ing)?|sahayata|madad)\b"
    r"|योजना|योजनाएं|योजनाओं|स्कीम|सब्सिडी|अनुदान|सहायता)"
)
_WHICH = (
    r"(?:\b(?:which|what|any|all|list|find|suggest|kaun|kaunsi|kaunse|konsi|konse|kon|kounsi|kin|kis|kya|kitni|koi|batao|"
    r"bataiye)\b|कौन|किस|किन|क्या|कोई|बताइए|बताओ)"
)
_GET = (
    r"(?:\b(?:qualif\w*|eligib\w*|elegible|entitled|get|apply|avail|available|use|take|claim|benefit\w*|fit|suit\w*|suitable|"
    r"mil|milegi|milega|milenge|mil sakt\w+|le sakt\w+|len[ai]|patra|labh|apply kar)\b"
    r"|मिल|ले सक|पात्र|लाभ|योग्य)"
)
_SELF = re.compile(_US, re.I)
_NAMED = re.compile(_SCHEME, re.I)
_CHOICE = re.compile(_WHICH, re.I)
_WISH = re.compile(_GET, re.I)
_OURSELVES = re.compile(
    r"\b(?:are|do|can|could|would|will|am) (?:we|i)\b[^.?!]{0,40}\b(?:qualif\w*|eligib\w*|entitled|apply)\b"
    r"|\b(?:kya )?(?:hum|ham|main)\b[^.?!]{0,40}\b(?:eligible|patra)\b|(?:हम|मैं)[^।?!]{0,40}पात्र",
    re.I,
)
_MANY = re.compile(
    r"\b(?:which|what|all|kaun ?si|konsi|kounsi|kin)\b[^.?!]{0,30}\b(?:schemes|yojana\w*|yojna\w*|subsidies|scheme)\b"
    r"|(?:कौन ?-?सी|किन|किस)[^।?!]{0,20}(?:योजना|स्कीम)",
    re.I,
)


def asks_what_fits(question: str, facts_told: int = 0) -> bool:
    """Whether a question is about somebody's own case, and not about a scheme as such.

    Args:
        question: As it was typed, in English, Hinglish or Hindi.
        facts_told: How many facts about a group stand in it: "which schemes for a foundry SPV in Pune" is about a case
            although nobody says "we".

    Example: "hum kaun si scheme le sakte hain" is; "Who can apply for SFURTI?" is not.
    """
    if _OURSELVES.search(question):
        return True
    asks = bool(_NAMED.search(question)) and bool(_CHOICE.search(question))
    if asks and _SELF.search(question) and _WISH.search(question):
        return True
    return (
        facts_told >= 2
        and bool(_MANY.search(question))
        and bool(_WISH.search(question) or _SELF.search(question))
    )
