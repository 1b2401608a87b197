"""Sound as samples: reading, trimming, levelling and joining speech. No program is started for it.

All clips of the kiosk are alike, so that they can be joined: 22,050 samples a second, one channel, 16 bits.
"""

from __future__ import annotations

import math
import sys
import wave
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from operator import mul
from pathlib import Path
from typing import Final

RATE: Final = 22_050
"""Samples a second."""
FULL: Final = 32_767
"""The loudest sample that 16 bits hold."""
LEVEL: Final = -20.0
"""How loud a clip is as a whole: its root mean square, in dB below full scale."""
PEAK: Final = -1.0
"""No sample of a clip is louder, in dB below full scale."""
SILENCE: Final = -100.0
"""What stands for the level of nothing at all, in dB."""

_QUIET: Final = 0.008
"""Softer than this part of the loudest sample is silence, at the ends of a clip."""
_SPEECH_ABOVE: Final = 4
"""Speech is this many times as loud as the room, or the room cannot be told from it."""
_STEP: Final = RATE // 200
"""5 ms: how finely the ends are looked for."""
_BEFORE: Final = RATE // 100
_AFTER: Final = RATE // 25
"""10 ms and 40 ms are left at the ends: a soft consonant lives there."""
_FADE: Final = RATE // 250
"""4 ms: clips grow out of silence and into each other over this time, so that nothing clicks."""

_HEADER: Final = 44
"""Bytes before the first sample."""
_SHIFT: Final = 14
"""Samples are multiplied as whole numbers: half as long as with fractions, and a clip has 22,050 a second."""

Samples = array  # of signed 16-bit numbers: array("h")


class WavError(Exception):
    """A file that is no clip. ``code``: unreadable, form (another rate, width or number of channels), empty."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Loudness:
    """What can be measured of a clip."""

    seconds: float
    level: float
    """Root mean square of all samples, dB below full scale."""
    peak: float
    """The loudest sample, dB below full scale."""
    at_full: int
    """How many samples stand at full scale."""


def is_whole(path: Path) -> bool:
    """Tell whether there is a clip at all: a file with more in it than the header of a wav."""
    try:
        return path.stat().st_size > _HEADER
    except OSError:
        return False


def read(path: Path) -> Samples[int]:
    """Return the samples of a clip. Raises WavError."""
    try:
        with wave.open(str(path)) as sound:
            form = (sound.getframerate(), sound.getnchannels(), sound.getsampwidth())
            frames = sound.readframes(sound.getnframes())
    except (OSError, EOFError, RuntimeError, wave.Error) as broken:
        # RuntimeError: a part of the file says that it is longer than the whole.
        raise WavError("unreadable") from broken
    if form != (RATE, 1, 2):
        raise WavError("form")
    samples = array("h", frames[: len(frames) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    if not samples:
        raise WavError("empty")
    return samples


def write(path: Path, samples: Samples[int]) -> None:
    """Write a clip. Raises OSError."""
    if sys.byteorder == "big":
        samples = array("h", samples)
        samples.byteswap()
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, RATE, 0, "NONE", ""))
        sound.writeframes(samples.tobytes())


def measured(samples: Samples[int]) -> Loudness:
    """Return how long and how loud a clip is."""
    loudest = _loudest(samples)
    at_full = sum(abs(one) >= FULL for one in samples) if loudest >= FULL else 0
    return Loudness(len(samples) / RATE, _db(_mean(samples)), _db(loudest), at_full)


def dressed(samples: Samples[int]) -> Samples[int]:
    """Return speech without the silence at its ends, at the level of all clips, growing out of silence."""
    return faded(levelled(trimmed(samples)))


def trimmed(samples: Samples[int], before: int = _BEFORE, after: int = _AFTER, room: int = 0) -> Samples[int]:
    """Return the speech without the silence at both ends but ``before`` and ``after`` samples of it.

    ``room``: how loud silence is where it was recorded.
    """
    threshold = max(1, int(_loudest(samples) * _QUIET), room)
    first, last = 0, len(samples)
    while first < last and _loudest(samples[first : first + _STEP]) <= threshold:
        first += _STEP
    while last > first and _loudest(samples[max(0, last - _STEP) : last]) <= threshold:
        last -= _STEP
    return samples[max(0, first - before) : max(0, last) + after]


def room(samples: Samples[int]) -> int:
    """Return how loud the room is in which somebody spoke: four times the loudest sample of its quietest moments."""
    moment = 4 * _STEP
    moments = sorted(_loudest(samples[at : at + moment]) for at in range(0, len(samples), moment))
    quiet = 4 * moments[len(moments) // 10] if moments else 0
    return quiet if quiet < _loudest(samples) // _SPEECH_ABOVE else 0


def levelled(samples: Samples[int]) -> Samples[int]:
    """Return the speech at ``LEVEL``, or as near to it as ``PEAK`` allows."""
    # One sample in three tells the mean to a tenth of a dB.
    loudest, mean = _loudest(samples), _mean(samples[::3])
    if not loudest or not mean:
        return samples
    gain = min(_times(LEVEL) * FULL / mean, _times(PEAK) * FULL / loudest)
    by = int(gain * (1 << _SHIFT))
    return array("h", [one * by >> _SHIFT for one in samples])


def joined(parts: Iterable[tuple[Samples[int], float]]) -> Samples[int]:
    """Return clips one after the other; each with the seconds of silence that follow it.

    Where none follow, what was left of silence is taken away and the two overlap by 4 ms: a number made of words
    has no gaps.
    """
    whole: Samples[int] = array("h")
    pause = 0.0
    for part, after in parts:
        speech = faded(trimmed(part, before=_FADE, after=_FADE))
        if whole and not pause:
            _overlap(whole, speech)
        else:
            whole.frombytes(bytes(2 * int(pause * RATE)))
            whole.extend(speech)
        pause = after
    return whole


def _overlap(whole: Samples[int], speech: Samples[int]) -> None:
    """Lay the beginning of ``speech``, which grows out of silence, over the end of ``whole``, which fades."""
    shared = min(_FADE, len(whole), len(speech))
    at = len(whole) - shared
    for index in range(shared):
        whole[at + index] = max(-FULL, min(FULL, whole[at + index] + speech[index]))
    whole.extend(speech[shared:])


def faded(samples: Samples[int]) -> Samples[int]:
    """Return the speech growing out of silence and into it within 4 ms, so that nothing clicks."""
    faded = array("h", samples)
    length = min(_FADE, len(faded) // 2)
    for index in range(length):
        faded[index] = faded[index] * index // length
        faded[-1 - index] = faded[-1 - index] * index // length
    return faded


def _loudest(samples: Samples[int]) -> int:
    if not samples:
        return 0
    above, below = max(samples), -min(samples)
    return max(above, below)


def _mean(samples: Samples[int]) -> float:
    return math.sqrt(sum(map(mul, samples, samples)) / len(samples)) if samples else 0.0


def _times(decibels: float) -> float:
    return float(10 ** (decibels / 20))


def _db(loudness: float) -> float:
    return 20 * math.log10(loudness / FULL) if loudness else SILENCE
