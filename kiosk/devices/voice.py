"""The voice: ``EspeakVoice`` implements ``engine.ports.Voice``.

Nothing here fails for want of espeak-ng: there is just nothing to hear.
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

_NOW_SECONDS = 0.3
_BEFOREHAND_SECONDS = 10.0
_SLOWER = 0.72
"""How many words are said slowly in the time of one said usually."""
_SLOW = "-slow"
_EMPTY_WAV = 44
"""Bytes of a wav header with no sound after it."""


@dataclass(frozen=True, slots=True)
class _EspeakVoice:
    name: str
    words_a_minute: int


_VOICES = {"vi": _EspeakVoice("vi-vn-x-south", 140), "en": _EspeakVoice("en-gb", 150)}
"""Khmer has no voice in espeak-ng: only recordings speak it."""


def clip_key(text: str, language: str) -> str:
    """Return the name under which the sound of a text is filed: it doesn't tell the text."""
    # Break marks between Khmer words are for the eye: moving one must not orphan a recording.
    spoken = unicodedata.normalize("NFC", " ".join(text.replace("\u200b", "").split()))
    return hashlib.sha256(f"{language}\n{spoken}".encode()).hexdigest()


class EspeakVoice:
    """Finds or makes the sound of a text: a person's recording, a clip made beforehand, or one made now.

    ``recordings``/<language>/<clip_key>.wav wins. ``cache`` holds what ``prepare`` made: texts of the program
    and of the procedures only. ``passing`` holds what a visit needed besides, answers too: give a folder in
    memory (tmpfs) and call ``forget`` at the end of every visit.
    """

    def __init__(
        self, *, recordings: Path, cache: Path, passing: Path, now_seconds: float = _NOW_SECONDS
    ) -> None:
        self._recordings = recordings
        self._cache = cache
        self._passing = passing
        self._now_seconds = now_seconds
        self._visits = 0

    def clip(self, text: str, language: str, *, slow: bool = False) -> Path | None:
        """Return the wav that says ``text``; None when the language has no voice or it took over 0.3 s."""
        visit = self._visits
        clip = self._slowly(text, language) if slow else None
        clip = clip or self._found(text, language)
        clip = clip or self._made(text, language, self._passing, self._now_seconds)
        if visit != self._visits and clip is not None and clip.parent == self._passing:
            # The visit ended while its clip was being made: nothing of it stays for the next one.
            clip.unlink(missing_ok=True)
            return None
        return clip

    def prepare(self, text: str, language: str) -> Path | None:
        """Make the clip of a text that is nobody's own, to be kept; None when there is no voice."""
        found = self._found(text, language)
        return found or self._made(text, language, self._cache, _BEFOREHAND_SECONDS)

    def forget(self) -> None:
        """Delete what was made for the visit, and what is being made for it just now."""
        self._visits += 1
        if self._passing.is_dir():
            for clip in self._passing.iterdir():
                clip.unlink(missing_ok=True)

    def _slowly(self, text: str, language: str) -> Path | None:
        """Return a slower clip made for this visit; None where a person has recorded the text: that one is said."""
        name, voice = clip_key(text, language), _VOICES.get(language)
        if voice is None or (self._recordings / language / f"{name}.wav").is_file():
            return None
        slower = replace(voice, words_a_minute=round(voice.words_a_minute * _SLOWER))
        made = self._passing / f"{name}{_SLOW}.wav"
        return made if made.is_file() else self._spoken(text, slower, made, self._now_seconds)

    def _found(self, text: str, language: str) -> Path | None:
        name = f"{clip_key(text, language)}.wav"
        places = (self._recordings / language / name, self._cache / name, self._passing / name)
        return next((place for place in places if place.is_file()), None)

    def _made(self, text: str, language: str, folder: Path, seconds: float) -> Path | None:
        voice = _VOICES.get(language)
        if voice is None:
            return None
        return self._spoken(text, voice, folder / f"{clip_key(text, language)}.wav", seconds)

    @staticmethod
    def _spoken(text: str, voice: _EspeakVoice, clip: Path, seconds: float) -> Path | None:
        if not text.strip():
            return None
        try:
            clip.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=clip.parent, suffix=".part") as unfinished:
                if not _speak(text, voice, Path(unfinished.name), seconds):
                    return None
                # Linked, not renamed: it comes into place whole, and the temporary name goes by itself.
                clip.hardlink_to(unfinished.name)
        except FileExistsError:
            return clip
        except OSError:
            return None
        return clip


def _speak(text: str, voice: _EspeakVoice, wav: Path, seconds: float) -> bool:
    # On standard input: a command line can be read by every user of the machine.
    command = ["espeak-ng", "-v", voice.name, "-s", str(voice.words_a_minute), "--stdin", "-w", str(wav)]
    try:
        done = subprocess.run(
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and wav.stat().st_size > _EMPTY_WAV
