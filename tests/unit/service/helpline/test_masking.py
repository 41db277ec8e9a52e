"""Numbers of persons in free text: taken out where they are one, left where they are a sum."""

from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet

from service.helpline.cases import Cases
from service.helpline.database import Database
from service.helpline.masking import masked, phones
from service.helpline.records import Channel, TurnKind
from service.helpline.sealing import Secrets

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("CFC grant? call 98765 43210", "CFC grant? call [phone number]"),
        ("९८७६५४३२१० पर फ़ोन करें", "[phone number] पर फ़ोन करें"),
        ("+91-9876543210,9812345678", "[phone number],[phone number]"),
        ("write to asha.d@example.org please", "write to [mail address] please"),
        ("Aadhaar no 1234 5678 9012, PAN abcpe1234f", "Aadhaar no [Aadhaar number], PAN [PAN]"),
        ("2345 6789 0123 is mine", "[Aadhaar number] is mine"),
        ("GSTIN 27ABCPE1234F1Z5", "GSTIN [PAN]"),
        ("a/c no 123456789012 of SBI", "a/c no [account number] of SBI"),
    ],
)
def test_a_number_of_a_person_is_taken_out(text: str, kept: str) -> None:
    assert masked(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "a project of Rs 7500000000",
        "9876543210 rupees",
        "₹9,87,65,43,210 or 12,00,00,000",
        "scheme of 2022-2023, PIN 380001",
        "reference 7K3M-2QZ",
        "6000000000 units",
        "UDYAM-GJ-01-0001234",
    ],
)
def test_sums_years_and_references_stay(text: str) -> None:
    assert masked(text) == text


def test_a_number_to_be_called_is_found() -> None:
    assert phones("call me on ९८७६५ ४३२१० or +91 98123 45678, cost Rs 9876543210") == [
        "98765 43210",
        "+91 98123 45678",
    ]


def test_what_a_case_keeps_of_a_callers_words_has_no_number_in_it(database: Database) -> None:
    cases = Cases(database, Secrets(Fernet.generate_key().decode()))
    reference = cases.open_case(Channel.SMS, None, None, NOW).reference
    asked = cases.add_turn(reference, TurnKind.QUESTION, {"text": "grant? 9876543210"}, NOW)
    sent = cases.add_turn(reference, TurnKind.MESSAGE_OUT, {"text": "Call 9876543210"}, NOW)
    assert asked.content == {"text": "grant? [phone number]"}
    assert sent.content == {"text": "Call 9876543210"}
    assert [turn.content for turn in cases.turns(reference)] == [asked.content, sent.content]
