"""A film that is decoded and heard on threads of its own: the painting thread only takes the latest picture.

The one door to ffpyplayer, which is read when a film begins: no kiosk that shows none carries it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

_WAIT: Final = 0.01
"""Seconds between two looks for the next picture."""
_PATIENCE: Final = 600
"""Looks in vain, after which a film counts as broken: six seconds."""
_WOUND: Final = 200
"""Pictures after which a film that cannot be wound on is shown from where it is."""
_NEAR: Final = 0.2
"""Seconds."""
_LOUDEST: Final = 1.0
_TRIAL: Final = 10.0
"""Seconds within which a first picture must come."""
_SMALLER: Final = (
    r"scale=w=min(iw\,{}):h=min(ih\,{}):force_original_aspect_ratio=decrease:force_divisible_by=2"
)
"""From the very first picture on: one of a film in 4K has 33 MB, more than many a graphics chip takes."""

Outcome = Literal["", "ended", "broken"]


@dataclass(frozen=True)
class Frame:
    """One decoded picture."""

    size: tuple[int, int]
    pixels: bytearray
    """Four bytes each, from the upper left."""
    at: float
    """Seconds from the film's beginning."""


class Reel(threading.Thread):
    """One run of one film. ``changed`` is called on this thread whenever there is something new to take.

    ``most``: the largest size in px in which pictures are wanted. ``start``: seconds from the beginning.
    """

    def __init__(
        self,
        path: Path,
        changed: Callable[[], None],
        *,
        most: tuple[int, int],
        start: float = 0.0,
        silent: bool = False,
    ) -> None:
        super().__init__(name="film", daemon=True)
        self._path, self._changed, self._most = path, changed, most
        self._start_at, self._silent = start, silent
        self._lock = threading.Lock()
        self._latest: Frame | None = None
        self._wanted = threading.Event()
        self._closing = threading.Event()
        self._faults: list[str] = []
        self._wound = 0
        self.outcome: Outcome = ""
        self.source = 0, 0
        """Width and height in px as the film lies in its file, once its first picture is there."""
        self.at = start
        """Seconds from the beginning of the picture that was decoded last."""

    def play(self, *, plays: bool) -> None:
        """Go on, or stand."""
        if plays:
            self._wanted.set()
        else:
            self._wanted.clear()

    def close(self) -> None:
        """Be silent and end; returns at once."""
        self._closing.set()
        self._wanted.set()

    def take(self) -> Frame | None:
        """Return the latest picture, each only once."""
        with self._lock:
            picture, self._latest = self._latest, None
        return picture

    def run(self) -> None:
        """Decode until the end, a fault, or ``close``."""
        try:
            player = self._opened()
        except Exception:  # noqa: BLE001 - a film that cannot be opened is a broken one, whatever the library says
            self._over("broken")
            return
        outcome: Outcome = "broken"
        try:
            outcome = self._shown(player)
        finally:
            # The sound card is let go of first: what is said after the film may need it for itself.
            player.close_player()
            self._over(outcome)

    def _opened(self) -> Any:
        from ffpyplayer.player import MediaPlayer
        from ffpyplayer.tools import set_loglevel

        set_loglevel("quiet")
        # One that is to stand or to be wound on shows its first picture all the same, but is not heard.
        quiet = not self._wanted.is_set() or self._start_at > 0
        options = {
            "out_fmt": "rgba",
            "sn": True,
            "an": self._silent,
            "volume": 0.0 if quiet else _LOUDEST,
            "vf": [_SMALLER.format(*self._most)],
        }
        return MediaPlayer(str(self._path), callback=self._noted, ff_opts=options, loglevel="quiet")

    def _noted(self, what: str, _value: object) -> None:
        if what.endswith("error") and not what.startswith("audio"):
            self._faults.append(what)

    def _shown(self, player: Any) -> Outcome:
        """Hand out pictures as their time comes; return how it ended."""
        seen, in_vain = False, 0
        while not self._closing.is_set():
            if seen and not self._wanted.is_set():
                player.set_pause(True)
                self._wanted.wait()
                if not self._closing.is_set():
                    player.set_volume(_LOUDEST)
                    player.set_pause(False)
                continue
            frame, wait = player.get_frame()
            if wait == "eof":
                return "ended" if seen else "broken"
            if frame is not None and not seen and self._winds(player, frame[1]):
                continue
            if frame is not None:
                if not seen:
                    self.source = player.get_metadata()["src_vid_size"]
                    if self._wanted.is_set():
                        player.set_volume(_LOUDEST)
                self._keep(*frame)
                seen, in_vain = True, 0
                self._closing.wait(min(wait, _WAIT * 10) if isinstance(wait, float) else _WAIT)
                continue
            in_vain += 1
            if (self._faults and not seen) or in_vain > _PATIENCE:
                return "ended" if seen else "broken"
            self._closing.wait(_WAIT)
        return ""

    def _winds(self, player: Any, at: float) -> bool:
        """Tell whether the picture of this moment comes before the beginning that is wanted."""
        if at >= self._start_at - _NEAR or self._wound > _WOUND:
            return False
        if not self._wound:
            player.seek(self._start_at, relative=False, accurate=True)
        self._wound += 1
        return True

    def _keep(self, image: Any, at: float) -> None:
        picture = Frame(tuple(image.get_size()), image.to_bytearray()[0], at)
        with self._lock:
            self._latest = picture
        self.at = at
        self._changed()

    def _over(self, outcome: Outcome) -> None:
        self.outcome = outcome
        if outcome:
            self._changed()


def tried(path: Path, most: tuple[int, int]) -> tuple[int, int] | None:
    """Return width and height in px of a film, without a sound; None where no picture of it comes. Up to 10 s."""
    there = threading.Event()
    reel = Reel(path, there.set, most=most, silent=True)
    reel.start()
    there.wait(_TRIAL)
    reel.close()
    reel.join(_TRIAL)
    return reel.source if reel.source != (0, 0) else None
