"""The test tone: two notes, the second higher, so that a crackle or a hum is not taken for it; the chime of a call.

That one falls instead, and rings three notes, so that neither is taken for the other.
"""

from __future__ import annotations

import math
import tempfile
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kiosk.devices import wav

NOTES: Final = (523.25, 783.99)
"""Hertz."""
SECONDS: Final = 0.5
"""Of each note."""
CHIME: Final = (783.99, 659.25, 523.25)
"""Hertz."""
CHIME_SECONDS: Final = 0.35
"""Of each note."""
_PART: Final = 0.25
"""Of full scale: as loud as speech, which has the same level."""


@contextmanager
def tone() -> Iterator[Path]:
    """Give a file with the tone for as long as it is played. Raises OSError."""
    with tempfile.TemporaryDirectory(prefix="kiosk-tone-") as folder:
        path = Path(folder) / "tone.wav"
        wav.write(path, wav.joined((_note(hertz), 0.0) for hertz in NOTES))
        yield path


def chime(path: Path) -> Path | None:
    """Write the chime, unless it lies there already; None where it cannot be written."""
    if not path.exists():
        unfinished = path.with_suffix(".part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            wav.write(unfinished, wav.joined((_note(hertz, CHIME_SECONDS), 0.0) for hertz in CHIME))
            unfinished.replace(path)
        except OSError:
            return None
    return path


def _note(hertz: float, seconds: float = SECONDS) -> wav.Samples[int]:
    turn, top = 2 * math.pi * hertz / wav.RATE, _PART * wav.FULL
    return array("h", (round(top * math.sin(turn * at)) for at in range(int(seconds * wav.RATE))))
