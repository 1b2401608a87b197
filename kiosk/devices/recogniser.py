"""Understanding a few spoken words: ``CommandRecogniser`` and the twins implement ``engine.ports.Recogniser``.

The microphone is opened by ``arecord`` for one ``listen`` and no longer. The sound lies in memory and is gone when
``listen`` returns; what was said is in no log, no file and on no command line.
"""

from __future__ import annotations

import subprocess
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from kiosk.devices import programs
from kiosk.devices.engines import WAV

SECONDS: Final = 6
"""How long somebody may speak."""
_PATIENCE: Final = 10.0
"""Seconds that the program may think."""
_ENDING: Final = 1.0
"""Seconds that it takes at most to end."""
_FORM: Final = ("-t", "wav", "-f", "S16_LE", "-c", "1", "-r", "16000")
"""What such programs take."""


class CommandRecogniser:
    """A program for each language: it is given a wav in place of {wav} and prints the words.

    ``folder`` lies in memory (tmpfs); ``device`` is an ALSA name.
    """

    def __init__(
        self,
        commands: Mapping[str, Sequence[str]],
        folder: Path,
        device: str = "default",
        seconds: int = SECONDS,
    ) -> None:
        self._commands = {language: tuple(command) for language, command in commands.items()}
        self._folder = folder
        self._device = device
        self._seconds = seconds
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._listens = 0

    def listen(self, language: str, wanted: Callable[[], bool] = lambda: True) -> str:
        """Record, understand, delete; what runs already is ended first."""
        command = self._commands.get(language)
        if command is None:
            return ""
        self.stop()
        listening = self._listens
        # Asked only now: a stop before this is seen here, and one after it by its number.
        if not wanted():
            return ""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._folder) as passing:
            sound = Path(passing) / "words.wav"
            length = ("-d", str(self._seconds))
            record = ["arecord", "-q", "-D", self._device, *_FORM, *length, "--", str(sound)]
            if self._ran(record, self._seconds + 2.0, listening) is None or not sound.is_file():
                return ""
            words = self._ran([part.replace(WAV, str(sound)) for part in command], _PATIENCE, listening)
        return " ".join((words or b"").decode(errors="replace").split())

    def stop(self) -> None:
        """End what runs."""
        with self._lock:
            self._listens += 1
            if self._running is not None:
                programs.end(self._running)

    def _ran(self, command: Sequence[str], seconds: float, listening: int) -> bytes | None:
        """Return what a program printed; None when it failed, took too long or was stopped."""
        with self._lock:
            if listening != self._listens:
                return None
            try:
                self._running = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            except OSError:
                return None
            running = self._running
        try:
            printed, _ = running.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            _give_up(running)
            return None
        finally:
            with self._lock:
                # The next one, which has ended this one, may run already: a stop must still find it.
                if self._running is running:
                    self._running = None
        return printed if running.returncode == 0 and listening == self._listens else None


def _give_up(running: subprocess.Popen[bytes]) -> None:
    """End a program, and wait no longer than a moment for whoever holds its output."""
    programs.end(running)
    try:
        running.communicate(timeout=_ENDING)
    except subprocess.TimeoutExpired:
        if running.stdout is not None:
            running.stdout.close()


class DeafRecogniser:
    """The twin without a microphone: it understands nothing."""

    def listen(self, language: str, wanted: Callable[[], bool] = lambda: True) -> str:  # noqa: ARG002 - the port's
        """Return ""."""
        return ""

    def stop(self) -> None:
        """Nothing is open."""


class MemoryRecogniser:
    """The memory twin: it understands what it was told to."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = dict(words)
        self.stopped = 0

    def listen(self, language: str, wanted: Callable[[], bool] = lambda: True) -> str:
        """Return the words for this language, "" where there are none."""
        return self._words.get(language, "") if wanted() else ""

    def stop(self) -> None:
        """Count it."""
        self.stopped += 1
