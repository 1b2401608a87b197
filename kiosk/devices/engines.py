"""What turns words into sound: espeak-ng, or a program of the ward's choice such as piper.

Words go in on standard input, never on a command line, which every user of the machine can read, and never
through a shell. Nothing here fails for want of a program: there is just nothing to hear.
"""

from __future__ import annotations

import hashlib
import shlex
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Protocol

from kiosk.devices import programs, wav

WAV: Final = "{wav}"
"""Stands in a command for the file to write."""
SLOWER: Final = 0.75
"""How much slower the second saying is."""


class Engine(Protocol):
    """Makes the sound of words."""

    def settings(self, language: str) -> str:
        """Return all that the sound depends on besides the words, on one line; "" without a voice for it."""

    def speak(self, words: str, language: str, to: Path, seconds: float, *, slow: bool = False) -> bool:
        """Write what ``words`` sound like to the file ``to``; False when there is nothing after ``seconds``.

        Raises OSError when the disk fails or is full.
        """


@dataclass(frozen=True, slots=True)
class _EspeakVoice:
    name: str
    words_a_minute: int


class EspeakEngine:
    """espeak-ng. It has no voice for Khmer: only recordings speak it."""

    _VOICES: Final = {"vi": _EspeakVoice("vi-vn-x-south", 140), "en": _EspeakVoice("en-gb", 150)}
    _AMPLITUDE: Final = 50
    """Of 200. At its usual 100 every second sentence is clipped; the level is set afterwards."""

    def settings(self, language: str) -> str:
        """Return the voice, its speed and its loudness."""
        voice = self._VOICES.get(language)
        return f"espeak-ng {voice.name} {voice.words_a_minute} {self._AMPLITUDE}" if voice else ""

    def speak(self, words: str, language: str, to: Path, seconds: float, *, slow: bool = False) -> bool:
        """Write the wav; False without a voice, without the program, or when it takes too long."""
        voice = self._VOICES.get(language)
        if voice is None:
            return False
        pace = int(voice.words_a_minute * (SLOWER if slow else 1))
        command = ["espeak-ng", "-v", voice.name, "-s", str(pace), "-a", str(self._AMPLITUDE)]
        return run([*command, "--stdin", "-w", str(to)], words, seconds) and _dress(to)


class CommandEngine:
    """A program for each language, and another engine for the languages without one.

    The words come to it on standard input as one line; it writes a wav of any rate to the file that stands in its
    command as {wav}.
    """

    def __init__(self, commands: Mapping[str, Sequence[str]], otherwise: Engine) -> None:
        self._commands = {language: tuple(command) for language, command in commands.items() if command}
        self._otherwise = otherwise

    def settings(self, language: str) -> str:
        """Return the command, and what is in the program and the files that it names: another model, other clips."""
        command = self._commands.get(language)
        if command is None:
            return self._otherwise.settings(language)
        named = (shutil.which(command[0]) or command[0], *command[1:])
        return " ".join([shlex.join(command), *(_inside(part) for part in named if WAV not in part)]).strip()

    def speak(self, words: str, language: str, to: Path, seconds: float, *, slow: bool = False) -> bool:
        """Write the wav; False when the program is missing, fails or takes too long."""
        command = self._commands.get(language)
        if command is None:
            return self._otherwise.speak(words, language, to, seconds, slow=slow)
        with tempfile.TemporaryDirectory(dir=to.parent) as folder:
            made = Path(folder) / "made.wav"
            line = " ".join(words.split()) + "\n"
            asked = [part.replace(WAV, str(made)) for part in command]
            return (
                run(asked, line, seconds) and made.is_file() and converted(made, to, slow=slow) and _dress(to)
            )


def _inside(named: str) -> str:
    """Return what tells the file of this name from others; "" where there is none."""
    try:
        found = Path(named).stat()
    except (OSError, ValueError):
        return ""
    return _digest(named, found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else ""


@lru_cache(maxsize=64)
def _digest(path: str, size: int, _changed: int) -> str:
    """Return the digest of a file's both ends: a model is too large to be read whole whenever a clip is looked for."""
    try:
        with Path(path).open("rb") as file:
            head = file.read(_END)
            file.seek(max(0, size - _END))
            return hashlib.sha256(b"%d " % size + head + file.read(_END)).hexdigest()[:_DIGITS]
    except OSError:
        return ""


_END: Final = 1 << 16
"""Bytes."""
_DIGITS: Final = 16


def converted(made: Path, to: Path, *, slow: bool = False) -> bool:
    """Write any sound file as a clip of the kiosk, said more slowly if asked for; False when sox cannot."""
    form = ["-t", "wav", "-r", str(wav.RATE), "-c", "1", "-b", "16", "-e", "signed-integer"]
    slower = ["tempo", "-s", str(SLOWER)] if slow else []
    return run(["sox", "-V1", "-G", str(made), *form, str(to), *slower], "", _CONVERTING_SECONDS)


_CONVERTING_SECONDS: Final = 10.0


def run(command: Sequence[str], words: str, seconds: float) -> bool:
    """Run a program with ``words`` on its standard input; True when it ended well within ``seconds``."""
    try:
        running = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    with running:
        try:
            running.communicate(words.encode(), timeout=seconds)
        except subprocess.TimeoutExpired:
            return False
        finally:
            programs.end(running)
    return running.returncode == 0


def _dress(clip: Path) -> bool:
    """Trim and level a clip where it lies; False when nothing is to be heard in it. Raises OSError."""
    try:
        speech = wav.dressed(wav.read(clip))
    except wav.WavError:
        return False
    wav.write(clip, speech)
    return len(speech) > 0
