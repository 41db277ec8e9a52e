"""Sums, shares and counts in the forms in which people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.eligibility.figures import Kind, figures, money
from service.eligibility.wording import grouped, rupees

LAKH, CRORE = 100_000, 10_000_000

SUMS = {
    "8 crore": 8 * CRORE,
    "8 crores": 8 * CRORE,
    "8crore": 8 * CRORE,
    "8 cr": 8 * CRORE,
    "8cr": 8 * CRORE,
    "8 Cr.": 8 * CRORE,
    "8 CR": 8 * CRORE,
    "8.5 crore": 85 * LAKH * 10,
    "0.8 crore": 80 * LAKH,
    ".5 crore": 50 * LAKH,
    "10.00 crore": 10 * CRORE,
    "1.25Cr": 125 * LAKH,
    "Rs 8 crore": 8 * CRORE,
    "Rs. 8 crore": 8 * CRORE,
    "Rs.8cr": 8 * CRORE,
    "rs 8 cr only": 8 * CRORE,
    "₹8 crore": 8 * CRORE,
    "₹ 8 crore": 8 * CRORE,
    "INR 8 crore": 8 * CRORE,
    "8 crore rupees": 8 * CRORE,
    "Rs 8,00,00,000": 8 * CRORE,
    "₹8,00,00,000/-": 8 * CRORE,
    "Rs 80000000": 8 * CRORE,
    "INR 80,000,000": 8 * CRORE,
    "8,00,00,000 rupees": 8 * CRORE,
    "8 karod": 8 * CRORE,
    "8 karor": 8 * CRORE,
    "8 kror": 8 * CRORE,
    "8 carore": 8 * CRORE,
    "8 करोड़": 8 * CRORE,
    "8 करोड": 8 * CRORE,
    "८ करोड़": 8 * CRORE,
    "८.५ करोड़ रुपये": 85 * LAKH * 10,
    "आठ करोड़": 8 * CRORE,
    "ढाई करोड़": 25 * LAKH * 10,
    "डेढ़ करोड़": 15 * LAKH * 10,
    "सवा दो करोड़": 225 * LAKH,
    "साढ़े तीन करोड़": 35 * LAKH * 10,
    "पौने दो करोड़": 175 * LAKH,
    "dedh crore": 15 * LAKH * 10,
    "dhai crore": 25 * LAKH * 10,
    "adhai lakh": 250_000,
    "sava crore": 125 * LAKH,
    "sava do lakh": 225_000,
    "sadhe paanch crore": 55 * LAKH * 10,
    "saadhe teen lakh": 350_000,
    "paune do crore": 175 * LAKH,
    "aadha crore": 50 * LAKH,
    "half crore": 50 * LAKH,
    "do crore": 2 * CRORE,
    "das lakh": 10 * LAKH,
    "pachas lakh": 50 * LAKH,
    "paanch sau crore": 500 * CRORE,
    "two crore": 2 * CRORE,
    "twenty five lakh": 25 * LAKH,
    "twenty-five lakh": 25 * LAKH,
    "one and a half crore": 15 * LAKH * 10,
    "five hundred crore": 500 * CRORE,
    "six crore fifty lakh": 65 * LAKH * 10,
    "1 crore 20 lakh": 120 * LAKH,
    "1 cr 50 lakh": 150 * LAKH,
    "8 lakh 50 hazar": 850_000,
    "1 lakh crore": 100_000 * CRORE,
    "80 lakh": 80 * LAKH,
    "80 lakhs": 80 * LAKH,
    "80 lac": 80 * LAKH,
    "80 lacs": 80 * LAKH,
    "80 laakh": 80 * LAKH,
    "80L": 80 * LAKH,
    "80 L": 80 * LAKH,
    "80 लाख": 80 * LAKH,
    "₹ ४० लाख": 40 * LAKH,
    "1.4 lakh": 140_000,
    "Rs 2,40,000": 240_000,
    "Rs 25000/-": 25_000,
    "25,000 rupees": 25_000,
    "Rs 9 thousand": 9_000,
    "10 million": CRORE,
    "INR 5 million": 50 * LAKH,
    "2 billion": 200 * CRORE,
    "about 8 crore": 8 * CRORE,
    "lagbhag 8 crore": 8 * CRORE,
}


@pytest.mark.parametrize(("text", "rupees_"), SUMS.items(), ids=SUMS.keys())
def test_a_sum_is_read_in_every_form(text: str, rupees_: int) -> None:
    (found,) = figures(text)
    assert (found.kind, found.value) == (Kind.MONEY, rupees_)
    assert money(text) == rupees_


PLAIN = {
    "501 artisans": 501,
    "25 units": 25,
    "25units": 25,
    "Six food companies": 6,
    "2,40,000 people": 240_000,
    "5 hazar karigar": 5_000,
    "two hundred and fifty weavers": 250,
    "१२ एकड़": 12,
    "पांच सौ कारीगर": 500,
    "45 yrs": 45,
    "8th pass": 8,
    "50k": 50_000,
}


@pytest.mark.parametrize(("text", "number"), PLAIN.items(), ids=PLAIN.keys())
def test_a_count_is_no_sum(text: str, number: int) -> None:
    (found,) = figures(text)
    assert (found.kind, found.value) == (Kind.PLAIN, number)


SHARES = {
    "35 percent": 35,
    "35%": 35,
    "35 per cent": 35,
    "35 pct": 35,
    "66.67 %": 66.67,
    "35 fisdi": 35,
    "३५ प्रतिशत": 35,
}


@pytest.mark.parametrize(("text", "share"), SHARES.items(), ids=SHARES.keys())
def test_a_share_is_read(text: str, share: float) -> None:
    (found,) = figures(text)
    assert (found.kind, float(found.value or 0)) == (Kind.PERCENT, share)


RANGES = {
    "5 to 6 crore": (5 * CRORE, 6 * CRORE),
    "5-6 crore": (5 * CRORE, 6 * CRORE),
    "between 5 and 6 crore": (5 * CRORE, 6 * CRORE),
    "above 10 crore": (10 * CRORE + 1, None),
    "more than 500": (501, None),
    "at least 20": (20, None),
    "500 se zyada": (500, None),
    "500+": (500, None),
    "under 5 crore": (None, 5 * CRORE - 1),
    "less than 250": (None, 249),
    "up to 10 lakh": (None, 10 * LAKH),
    "100 se kam": (None, 99),
}


@pytest.mark.parametrize(("text", "ends"), RANGES.items(), ids=RANGES.keys())
def test_a_range_or_limit_keeps_its_ends(text: str, ends: tuple[int | None, int | None]) -> None:
    (found,) = figures(text)
    assert (found.low, found.high) == ends


@pytest.mark.parametrize(
    "text",
    [
        "Section 8 company",
        "we do our work",
        "dus",
        "GST since 2017-18",
        "call 9876543210",
        "ISO 9001",
        "on 31-03-2026",
    ],
)
def test_what_is_no_figure_is_left_alone(text: str) -> None:
    assert figures(text) == ()


def test_each_figure_stands_where_it_was_written() -> None:
    text = "Machines Rs 3 crore, 15 members, 30% women"
    assert [text[f.start : f.end] for f in figures(text)] == ["Rs 3 crore", "15", "30%"]


@given(st.integers(min_value=1, max_value=10**12))
def test_indian_grouping_is_read_back(amount: int) -> None:
    assert money(f"Rs {grouped(amount)}") == amount


@given(st.integers(min_value=1000, max_value=10**12))
def test_what_we_write_is_what_we_read(amount: int) -> None:
    assert money(f"₹{rupees(amount)}") == amount
