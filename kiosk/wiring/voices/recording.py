"""``kiosk voice record``: leads somebody through the texts to record, one by one, and goes on where it was left.

The microphone is opened by ``arecord`` while a text is spoken and at no other time. What was spoken is trimmed and
brought to the level of all clips before it is played back.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, Protocol

from kiosk.devices import wav
from kiosk.devices.engines import converted, run
from kiosk.wiring.voices import recorded
from kiosk.wiring.voices.checking import MOST_AT_FULL
from kiosk.wiring.voices.recorded import Recording
from kiosk.wiring.voices.script import Entry

Say = Callable[[str], None]
Ask = Callable[[str], str]
"""Shows a question and returns what is typed, without the end of the line. Raises EOFError when nothing more comes."""

_SHORTEST: Final = 0.15
"""Seconds; less than this is a click, not a word."""
_FAINT: Final = -45.0
"""dB below full scale; a voice fainter than this would bring the noise of the room along."""
_CLOSE_SECONDS: Final = 2.0
_PLAY_SECONDS: Final = 120.0
_ANSWERS: Final = {"": "go", "s": "skip", "q": "quit", "r": "again", "p": "play"}


class Microphone(Protocol):
    """Takes up what is spoken."""

    def begin(self, to: Path) -> bool:
        """Record into a wav; False when there is no microphone."""

    def end(self) -> None:
        """Close the microphone."""


class ArecordMicrophone:
    """ALSA's ``arecord``. ``device`` is an ALSA name."""

    def __init__(self, device: str = "default") -> None:
        self._device = device
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self, to: Path) -> bool:
        """Record until ``end``."""
        form = ["-t", "wav", "-f", "S16_LE", "-c", "1", "-r", str(wav.RATE)]
        try:
            self._process = subprocess.Popen(
                ["arecord", "-q", "-D", self._device, *form, "--", str(to)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            return False
        return True

    def end(self) -> None:
        """Let arecord finish its file."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def play(clip: Path, device: str = "default") -> bool:
    """Play a clip to its end; False when it cannot be heard."""
    return run(["aplay", "-q", "-D", device, "--", str(clip)], "", _PLAY_SECONDS)


@dataclass
class Session:
    """One sitting. ``folder`` is that of the language's recordings, ``today`` the day."""

    folder: Path
    entries: Sequence[Entry]
    say: Say
    ask: Ask
    microphone: Microphone
    play: Callable[[Path], bool]
    today: date
    kept: int = field(default=0, init=False)
    """How many were recorded, also when somebody breaks it off."""

    def run(self) -> int:
        """Go through the texts. Returns 0 when all are recorded, 1 when some are left, 2 when the list is broken."""
        try:
            with suppress(EOFError, KeyboardInterrupt):
                speaker = self._speaker(recorded.read(self.folder))
                if speaker:
                    self._all(speaker)
        except recorded.RecordingsError:
            self.say(f"{self.folder / recorded.LIST} cannot be read: mend or remove it first")
            return 2
        self.microphone.end()
        self.say(f"{self.kept} recorded, {len(self.entries) - self.kept} left")
        return 1 if self.kept < len(self.entries) else 0

    def _speaker(self, known: dict[str, Recording]) -> Recording | None:
        """Return who speaks, with their consent; None without it."""
        last = max(known.values(), key=lambda one: one.day, default=None)
        name = self.ask(f"Who speaks? A name or any sign{f' [{last.speaker}]' if last else ''}: ").strip()
        name = name or (last.speaker if last else "")
        if not name:
            self.say("Nobody speaks: nothing is recorded.")
            return None
        agreed = next((one.agreed for one in known.values() if one.speaker == name), "")
        if not agreed:
            self.say(
                "Recordings become part of the kiosk: everybody may use, change and pass them on (Apache-2.0)."
            )
            if self.ask(f"Does {name} agree to that? [y/N] ").strip().lower() != "y":
                self.say("Without consent nothing is recorded.")
                return None
            agreed = self.today.isoformat()
        return Recording(text="", speaker=name, agreed=agreed, day=self.today.isoformat())

    def _all(self, speaker: Recording) -> None:
        with tempfile.TemporaryDirectory() as passing:
            for entry in self.entries:
                self.say(f"\n{entry.number} of {len(self.entries)} · {entry.where}\n\n    {entry.text}\n")
                self.say(f"    {entry.vietnamese}" + (f"   (in: {entry.within})" if entry.within else ""))
                clip, outcome = Path(passing) / entry.file, self._one(Path(passing), entry)
                if outcome == "quit":
                    break
                if outcome == "keep":
                    self._keep(clip, entry, speaker)

    def _one(self, passing: Path, entry: Entry) -> str:
        """Record one text until it is kept, skipped or the sitting ended."""
        answer = _ANSWERS.get(self.ask("Enter: record   s: skip   q: quit > ").strip().lower(), "go")
        while answer in {"go", "again"}:
            clip = self._spoken(passing, passing / entry.file)
            if clip is None:
                answer = _ANSWERS.get(
                    self.ask("Enter: once more   s: skip   q: quit > ").strip().lower(), "again"
                )
                continue
            answer = "play"
            while answer == "play":
                if not self.play(clip):
                    self.say("It cannot be played here.")
                asked = self.ask("Enter: keep   r: record again   p: play again   s: skip   q: quit > ")
                answer = _ANSWERS.get(asked.strip().lower(), "play")
            if answer == "go":
                return "keep"
        return answer

    def _spoken(self, passing: Path, clip: Path) -> Path | None:
        """Return what was spoken, trimmed and levelled; None when it cannot be used, which is told."""
        raw, even = passing / "raw.wav", passing / "even.wav"
        raw.unlink(missing_ok=True)
        if not self.microphone.begin(raw):
            self.say("There is no microphone: arecord is missing.")
            return None
        self.ask("Speak now. Enter: done > ")
        self.microphone.end()
        samples = _read(raw, even)
        if samples is None:
            self.say("Nothing came from the microphone.")
            return None
        speech = wav.trimmed(samples, room=wav.room(samples))
        told = _amiss(wav.measured(speech))
        if told:
            self.say(told)
            return None
        wav.write(clip, wav.faded(wav.levelled(speech)))
        return clip

    def _keep(self, clip: Path, entry: Entry, speaker: Recording) -> None:
        place = self.folder / entry.file
        with recorded.held(self.folder):
            if place.is_file():
                self.say("Somebody has recorded this meanwhile: theirs stays.")
                return
            known = recorded.read(self.folder)
            passing = self.folder / f"{entry.file}.part"
            passing.write_bytes(clip.read_bytes())
            passing.replace(place)
            known[place.stem] = Recording(
                text=entry.text, speaker=speaker.speaker, agreed=speaker.agreed, day=speaker.day
            )
            recorded.write(self.folder, known)
        self.kept += 1


def _read(raw: Path, even: Path) -> wav.Samples[int] | None:
    """Return what arecord wrote, whatever form it chose; None when there is no sound in it."""
    if not raw.is_file() or not converted(raw, even):
        return None
    try:
        return wav.read(even)
    except wav.WavError:
        return None


def _amiss(loudness: wav.Loudness) -> str:
    """Return why what was spoken cannot be used, "" when it can."""
    if loudness.at_full > MOST_AT_FULL:
        return "Too loud: speak further from the microphone."
    if loudness.seconds < _SHORTEST or loudness.level < _FAINT:
        return "Hardly anything is to be heard: come closer, and wait with Enter until the end."
    return ""
