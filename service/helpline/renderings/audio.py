"""Speech as sound: espeak-ng, where it is installed, turns the text to read aloud into a WAV file, made once and kept.

``Audio.file`` runs a program and takes up to some seconds: call it from a thread, never from the event loop.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
import wave
from collections.abc import Mapping
from pathlib import Path

from service.helpline.errors import HelplineError
from service.helpline.renderings.records import Language, Piece, Speech

SECONDS = 10.0
"""The longest that one piece of speech may take to be made."""
MOST_FILES = 400
_VOICES: Mapping[Language, tuple[str, int]] = {Language.ENGLISH: ("en", 165), Language.HINDI: ("hi", 165)}
"""Voice and words a minute; both known to every installation of espeak-ng."""
_PAUSE_SECONDS = 0.25


class AudioError(HelplineError):
    """Speech could not be made into sound; the message says why and what to do."""


class Audio:
    """Makes and keeps sound files in a folder; the oldest go when there are more than ``MOST_FILES``."""

    def __init__(self, folder: Path, program: str = "espeak-ng", seconds: float = SECONDS) -> None:
        self._folder, self._program, self._seconds = folder, program, seconds

    @property
    def available(self) -> bool:
        """Whether the program is installed."""
        return shutil.which(self._program) is not None

    def file(self, spoken: Speech) -> Path:
        """The WAV file of a speech, made now or taken from the folder.

        Raises:
            AudioError: espeak-ng is not installed, failed or took too long.
        """
        name = hashlib.sha256(repr((spoken.pieces, _VOICES)).encode()).hexdigest()[:32]
        path = self._folder / f"{name}.wav"
        if not path.is_file():
            self._folder.mkdir(parents=True, exist_ok=True)
            self._write(path, [self._voiced(piece) for piece in merged(spoken.pieces)])
            self._tidy()
        return path

    def _voiced(self, piece: Piece) -> bytes:
        if not self.available:
            raise AudioError(
                f"{self._program} is not installed, so that nothing can be read aloud. Install it (Debian: apt install "
                "espeak-ng) or read the text yourself (docs/how-to/run-a-helpline.md)."
            )
        voice, pace = _VOICES[piece.language]
        # The text goes in by standard input: it never meets a shell, nor is it taken for an option.
        command = [self._program, "-v", voice, "-s", str(pace), "-b", "1", "--stdin", "--stdout"]
        try:
            done = subprocess.run(  # noqa: S603 -- a fixed command
                command, input=piece.text.encode(), capture_output=True, timeout=self._seconds, check=True
            )
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError, OSError) as error:
            raise AudioError(
                f"{self._program} did not read the text aloud: {error}. Read it yourself."
            ) from error
        if b"data" not in done.stdout:
            raise AudioError(f"{self._program} made no sound of the text. Read it yourself.")
        return done.stdout

    def _write(self, path: Path, sounds: list[bytes]) -> None:
        """Join the pieces into one file, in one step: who reads meanwhile finds all of it or nothing."""
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
        with os.fdopen(handle, "wb") as raw, wave.open(raw, "wb") as joined:
            for number, sound in enumerate(sounds):
                rate, frames = _frames(sound)
                if number == 0:
                    joined.setnchannels(1)
                    joined.setsampwidth(2)
                    joined.setframerate(rate)
                joined.writeframes(frames + b"\0\0" * int(rate * _PAUSE_SECONDS))
        Path(name).replace(path)

    def _tidy(self) -> None:
        files = sorted(self._folder.glob("*.wav"), key=lambda path: path.stat().st_mtime)
        for path in files[:-MOST_FILES]:
            path.unlink(missing_ok=True)


def merged(pieces: tuple[Piece, ...]) -> list[Piece]:
    """Neighbours in one language as one piece: a voice is started once for them."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].language is piece.language:
            joined[-1] = Piece(f"{joined[-1].text} {piece.text}", piece.language)
        else:
            joined.append(piece)
    return joined


def seconds(path: Path) -> float:
    """How long a sound file runs."""
    with wave.open(str(path), "rb") as sound:
        return sound.getnframes() / sound.getframerate()


def _frames(sound: bytes) -> tuple[int, bytes]:
    """Rate and samples of what espeak-ng writes: to a pipe it gives a length that is not true, so read to the end."""
    rate = int.from_bytes(sound[24:28], "little")
    return rate, sound[sound.index(b"data") + 8 :]
