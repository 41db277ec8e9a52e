"""Sound is made by espeak-ng where it is installed, once, within a time limit."""

import stat
from pathlib import Path

import pytest

from service.helpline.renderings.audio import Audio, AudioError, merged, seconds
from service.helpline.renderings.records import Language, Piece, Speech
from service.helpline.renderings.speaking import lasts

SPOKEN = Speech(
    (
        Piece("The grant is at most five crore rupees.", Language.ENGLISH),
        Piece("दोहराने के लिए 9, व्यक्ति के लिए 0 दबाएँ।", Language.HINDI),
    ),
    0,
)


def program(folder: Path, script: str) -> str:
    path = folder / "voice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return str(path)


def test_a_speech_in_two_languages_becomes_one_file_that_is_kept(tmp_path: Path) -> None:
    audio = Audio(tmp_path / "audio")
    if not audio.available:
        pytest.skip("espeak-ng is not installed; to run this test: apt-get install espeak-ng")

    made = audio.file(SPOKEN)
    first = made.stat().st_mtime_ns

    assert 4 < seconds(made) < 10
    assert audio.file(SPOKEN).stat().st_mtime_ns == first
    assert [path.name for path in made.parent.iterdir()] == [made.name]


def test_without_the_program_it_says_what_to_install(tmp_path: Path) -> None:
    audio = Audio(tmp_path, program="no-such-voice")

    assert not audio.available
    with pytest.raises(AudioError, match="apt install"):
        audio.file(SPOKEN)


def test_a_program_that_hangs_is_ended(tmp_path: Path) -> None:
    audio = Audio(tmp_path / "audio", program(tmp_path, "exec sleep 30"), seconds=0.2)

    with pytest.raises(AudioError, match="timed out"):
        audio.file(SPOKEN)
    assert not list((tmp_path / "audio").iterdir())


def test_a_program_that_writes_no_sound_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="no sound"):
        Audio(tmp_path / "audio", program(tmp_path, "cat > /dev/null")).file(SPOKEN)


def test_neighbours_in_one_language_share_a_voice() -> None:
    one, two = Piece("One.", Language.ENGLISH), Piece("Two.", Language.ENGLISH)

    assert merged((one, two, SPOKEN.pieces[1])) == [Piece("One. Two.", Language.ENGLISH), SPOKEN.pieces[1]]


@pytest.mark.parametrize("language", list(Language))
def test_the_longest_speech_is_over_in_25_seconds(tmp_path: Path, language: Language) -> None:
    audio = Audio(tmp_path)
    if not audio.available:
        pytest.skip("espeak-ng is not installed; to run this test: apt-get install espeak-ng")
    words = {
        Language.ENGLISH: "The grant is at most seventy-seven crore ninety-nine lakh rupees.",
        Language.HINDI: "अनुदान अधिक से अधिक सतहत्तर करोड़ निन्यानवे लाख रुपये है।",
    }[language].split()
    longest = " ".join((words * 5)[:45])

    assert 10 < seconds(audio.file(Speech((Piece(longest, language),), 0))) < 25


@pytest.mark.parametrize("language", list(Language))
def test_how_long_a_speech_takes_is_foretold_within_two_seconds(tmp_path: Path, language: Language) -> None:
    audio = Audio(tmp_path)
    if not audio.available:
        pytest.skip("espeak-ng is not installed; to run this test: apt-get install espeak-ng")
    texts = {
        Language.ENGLISH: "SFURTI, revised twenty twenty-two, regular cluster. Hard part of regular cluster outside "
        "North East, Jammu and Kashmir or hill State. Grant: ninety percent of the cost of the hard part. At most two "
        "crore fifty lakh rupees. Whether open: not known. Other cases differ. Repeat: 9. Person: 0.",
        Language.HINDI: "SFURTI, दो हज़ार बाईस में संशोधित, रेगुलर क्लस्टर। पूर्वोत्तर, जम्मू-कश्मीर या पहाड़ी राज्य के बाहर "
        "रेगुलर क्लस्टर का हार्ड भाग। अनुदान हार्ड भाग की लागत का नब्बे प्रतिशत। अधिकतम दो करोड़ पचास लाख रुपये।",
    }
    spoken = Speech((Piece(texts[language], language),), 0)

    assert abs(seconds(audio.file(spoken)) - lasts(spoken.pieces)) < 2
