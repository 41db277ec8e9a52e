"""Numbers as a workbook shows them: a cell that stores 0.6 and is formatted as a share says "60%", not "0.6".

Formats are those of Excel ("#,##0.00", "0%", "[$₹-4009] #,##0"). What a format adds beyond digits, grouping, sign,
share and fixed words (colours, conditions, fractions, exponents) is left out: then the number is written plainly.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0"}
BUILT_IN |= {39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00"}
SECTION = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*)(?:;|$)')
DIGITS = re.compile(r"[#0?](?:[#0?,.]|\\,)*")
CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
IN_BRACKETS = re.compile(r"\[[^\]]*\]")
FILL = re.compile(r"_.|\*.")
LITERAL = re.compile(r'"([^"]*)"|\\(.)')
INDIAN = re.compile(r"##\\?,##|0\\,00|##\\,")
PLAIN_DIGITS = 11  # Excel shows so many where no format is set


@dataclass(frozen=True, slots=True)
class Form:
    """How one format writes numbers: what stands around the digits, decimals shown at least and at most, grouping."""

    before: str
    after: str
    least: int
    most: int
    grouped: bool
    indian: bool
    share: bool
    thousands: int


def shown(value: float, code: str | None) -> str:
    """Write a number as a workbook shows it in a cell of that format; None or an unknown format writes it plainly.

    >>> shown(0.6, "0%"), shown(1234567.5, "#,##0.00"), shown(-3.0, None), shown(1500000, '"₹ "##\\,##\\,##0')
    ('60%', '1,234,567.50', '-3', '₹ 15,00,000')
    """
    form = form_of(code) if code else None
    return written(value, form) if form else plain(value)


def plain(value: float) -> str:
    """Write a number without a format: without the noise of binary fractions, never with an exponent.

    >>> plain(0.1 + 0.2), plain(25.0), plain(1e15)
    ('0.3', '25', '1000000000000000')
    """
    number = Decimal(repr(value))
    if number == number.to_integral_value():
        return f"{number:.0f}"
    places = max(0, PLAIN_DIGITS - max(number.adjusted(), 0) - 1)
    return f"{number:.{places}f}".rstrip("0").rstrip(".")


def form_of(code: str) -> Form | None:
    """Read a format; None where it does not say how to write digits (General, dates, fractions, exponents)."""
    section = SECTION.match(code)
    first = FILL.sub("", section.group(1)) if section else ""
    first = IN_BRACKETS.sub("", CURRENCY.sub(lambda found: f'"{found.group(1)}"', first))
    bare = LITERAL.sub(lambda found: "," if found.group(2) == "," else " ", first)
    digits = DIGITS.search(first)
    if digits is None or re.search(r"[/EeyYdDhHsS@]|General", bare):
        return None
    whole, _, part = digits.group().replace("\\,", ",").rstrip(",").partition(".")
    scaled = len(digits.group()) - len(digits.group().rstrip(","))
    grouped = "," in whole
    return Form(
        before=words(first[: digits.start()]),
        after=words(first[digits.end() :]),
        least=part.count("0"),
        most=len(part.replace(",", "")),
        grouped=grouped,
        indian=grouped and bool(INDIAN.search(code)),
        share="%" in bare,
        thousands=scaled,
    )


def words(text: str) -> str:
    """Take the signs of a format off the words that it puts beside the digits."""
    return LITERAL.sub(lambda found: found.group(1) or found.group(2) or "", text)


def written(value: float, form: Form) -> str:
    """Write a number by a form; the sign stands before everything."""
    number = abs(Decimal(repr(value))) * (100 if form.share else 1) / (Decimal(1000) ** form.thousands)
    rounded = number.quantize(Decimal(1).scaleb(-form.most), rounding=ROUND_HALF_UP)
    whole, _, part = f"{rounded:f}".partition(".")
    while len(part) > form.least and part.endswith("0"):
        part = part[:-1]
    sign = "-" if value < 0 and rounded else ""
    digits = group(whole, form.indian) if form.grouped else whole
    return f"{sign}{form.before}{digits}{'.' + part if part else ''}{form.after}".strip()


def group(whole: str, indian: bool) -> str:
    """Part the digits by commas, in thousands or as in India.

    >>> group("1234567", indian=True), group("1234567", indian=False)
    ('12,34,567', '1,234,567')
    """
    if not indian:
        return f"{int(whole):,}"
    head, tail = whole[:-3], whole[-3:]
    parts = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)]
    return ",".join([*reversed(parts), tail]) if parts else tail
