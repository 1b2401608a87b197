"""The loudspeaker: ``AplaySpeaker`` and ``SilentSpeaker`` implement ``engine.ports.Speaker``.

Nothing here fails for want of a sound card: there is just nothing to hear.
"""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

OnDone = Callable[[bool], None]

_KILL_SECONDS = 0.2
"""A player that has not ended on SIGTERM by then is killed."""
_CLOSE_SECONDS = 1.0
_BUSY = b"busy"
"""What ``aplay`` says in English of a card that somebody else has: a film that is just being closed."""
_BUSY_SECONDS = 0.1
"""Between two attempts at such a card."""
_ATTEMPTS = 10


class AplaySpeaker:
    """Plays clips through ALSA's ``aplay``: one at a time, cut off at once by the next.

    ``device`` is an ALSA name; "null" plays into nothing.
    """

    def __init__(self, device: str = "default") -> None:
        self._device = device
        self._lock = threading.Lock()
        self._playing: _Play | None = None

    def say(self, clips: Sequence[Path], on_done: OnDone) -> None:
        """Start to play and return; what is playing is cut off.

        ``on_done`` is called once from another thread: True at the end, False when cut off or not audible.
        """
        command = ["aplay", "-q", "-D", self._device, "--", *map(str, clips)]
        with self._lock:
            before = self._playing
            self._playing = _Play(command if clips else [], on_done, before)
            if before is not None:
                before.cut()
            self._playing.start()

    def hush(self) -> None:
        """Cut off what is playing; nothing happens when it is still."""
        with self._lock:
            if self._playing is not None:
                self._playing.cut()

    def close(self) -> None:
        """Be still for good and wait for the player to let go of the device."""
        self.hush()
        with self._lock:
            playing, self._playing = self._playing, None
        if playing is not None and playing is not threading.current_thread():
            playing.join(_CLOSE_SECONDS)


class _Play(threading.Thread):
    """One run of ``aplay``; it begins when the one before has let go of the device."""

    def __init__(self, command: Sequence[str], on_done: OnDone, before: _Play | None) -> None:
        super().__init__(name="speaker", daemon=True)
        self._command = command
        self._on_done = on_done
        self._before = before
        self._lock = threading.Lock()
        self._cut = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def cut(self) -> None:
        """End it now."""
        with self._lock:
            self._cut.set()
            if self._process is not None:
                self._process.terminate()

    def run(self) -> None:
        """Play to the end or to the cut, then tell."""
        before, self._before = self._before, None
        if before is not None:
            before.join()
        ended = False
        for _ in range(_ATTEMPTS):
            process = self._begin()
            ended = not self._command if process is None else self._wait(process)
            busy = process is not None and _was_busy(process)
            if ended or not busy or self._cut.wait(_BUSY_SECONDS):
                break
        self._on_done(ended and not self._cut.is_set())

    def _begin(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._cut.is_set() or not self._command:
                return None
            try:
                self._process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    env={**os.environ, "LC_ALL": "C"},
                )
            except OSError:
                return None
            return self._process

    def _wait(self, process: subprocess.Popen[bytes]) -> bool:
        while True:
            try:
                return process.wait(_KILL_SECONDS) == 0
            except subprocess.TimeoutExpired:
                if self._cut.is_set():
                    process.kill()


def _was_busy(process: subprocess.Popen[bytes]) -> bool:
    """Tell whether a player that has ended found the card in somebody else's hands."""
    if process.stderr is None:
        return False
    with process.stderr as said:
        # Whatever it has started may hold its output open for ever.
        os.set_blocking(said.fileno(), False)
        return _BUSY in (said.read() or b"")


class SilentSpeaker:
    """The memory twin: every clip is over at once. Also of a point without sound: there, none is ever audible.

    ``run`` decides who calls ``on_done`` and when; by default ``say`` does, before it returns.
    """

    def __init__(
        self, run: Callable[[Callable[[], None]], None] | None = None, *, audible: bool = True
    ) -> None:
        self._run = run or (lambda call: call())
        self._audible = audible
        self.said: list[tuple[Path, ...]] = []

    def say(self, clips: Sequence[Path], on_done: OnDone) -> None:
        """Note the clips and be done."""
        self.said.append(tuple(clips))
        self._run(lambda: on_done(self._audible))

    def hush(self) -> None:
        """Nothing is ever playing."""

    def close(self) -> None:
        """There is nothing to let go of."""
