"""A whole answer in parts by SMS: nothing is lost, and a line in Hindi does not make the English ones dearer."""

import re

from service.helpline.renderings.records import Encoding
from service.helpline.renderings.segments import count
from service.helpline.talk_parts import parts

ENGLISH = [f"Statement {n} says that the grant of scheme {n} is at most Rs {n} lakh." for n in range(1, 13)]
HINDI = "रिपोर्ट की लागत पाँच लाख रुपये तक मान्य है।"


def test_a_hindi_line_has_a_part_of_its_own_and_the_english_ones_stay_short() -> None:
    plain, mixed = parts(ENGLISH, "7K3M2QP"), parts([*ENGLISH, HINDI], "7K3M2QP")

    assert len(mixed) == len(plain) + 1
    assert [count(part.text).encoding for part in mixed] == [Encoding.GSM7] * len(plain) + [Encoding.UCS2]
    assert [part.language for part in mixed] == ["en"] * len(plain) + ["hi"]


def test_every_part_is_counted_over_all_and_none_of_the_words_is_lost() -> None:
    mixed = parts([ENGLISH[0], HINDI, ENGLISH[1]], "7K3M2QP")
    told = " ".join(word for part in mixed for word in part.variables[1:-1])

    assert [part.variables[0] for part in mixed] == ["1 of 3", "2/3", "3 of 3"]
    assert re.sub(r"\s+", " ", told) == f"{ENGLISH[0]} {HINDI} {ENGLISH[1]}"
