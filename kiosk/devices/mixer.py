"""The mixer of the sound card, by ALSA's ``amixer``: how loud it is, and whether headphones are plugged in.

``AlsaVolume`` and ``FixedVolume`` implement ``engine.ports.Volume``; ``AlsaHeadphones`` and ``FixedHeadphones``
``engine.ports.Headphones``. Nothing here fails for want of a sound card, a mixer or ``amixer``.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from typing import Final

_SECONDS: Final = 1.0
_CONTROLS: Final = ("Master", "PCM", "Speaker", "Headphone", "Digital")
"""What sets the loudness of everything, the first that a card has."""
_NAME: Final = re.compile(r"^Simple mixer control '([^']+)',\d+", re.MULTILINE)
_CARD: Final = re.compile(r"(?:plug|sysdefault|front|dmix)?(?:hw)?:(?:CARD=)?(?P<card>[\w-]+)")
_JACK: Final = re.compile(r"iface=CARD,name='(?P<name>[^']*)'")
_IN: Final = ": values=on"


class AlsaVolume:
    """Sets the loudness of a card. ``percents``: how far each step opens it, the quietest first."""

    def __init__(self, device: str, percents: Sequence[int]) -> None:
        self._mixer = mixer_of(device)
        self._percents = tuple(percents)
        self._control: str | None = None

    def set(self, step: int) -> bool:
        """Set the loudness of a step, 1 the quietest; False where there is no such control. Takes up to 2 s."""
        control = self._control or self._found()
        if control is None:
            return False
        percent = self._percents[step - 1]
        # -M: as loud as it sounds, not as the card counts it.
        done = _amixer("-M", "-q", "-D", self._mixer, "sset", control, f"{percent}%", "unmute")
        # A control without a switch refuses "unmute", and all with it.
        again = done is None and _amixer("-M", "-q", "-D", self._mixer, "sset", control, f"{percent}%")
        self._control = control if done is not None or isinstance(again, str) else None
        return self._control is not None

    def _found(self) -> str | None:
        names = set(_NAME.findall(_amixer("-D", self._mixer, "scontrols") or ""))
        return next((name for name in _CONTROLS if name in names), None)


class FixedVolume:
    """The memory twin: notes every step. ``works``: False for a machine without a mixer."""

    def __init__(self, *, works: bool = True) -> None:
        self.works = works
        self.steps: list[int] = []

    def set(self, step: int) -> bool:
        """Note the step."""
        if self.works:
            self.steps.append(step)
        return self.works


class AlsaHeadphones:
    """Asks the sockets of a card."""

    def __init__(self, device: str) -> None:
        self._mixer = mixer_of(device)

    def plugged(self) -> bool:
        """Tell whether something is plugged into a socket for headphones now; False where nobody knows."""
        controls = (_amixer("-D", self._mixer, "contents") or "").split("numid=")
        return any(_is_socket(control) and _IN in control for control in controls)


class FixedHeadphones:
    """The memory twin; also what is so by the point's own settings."""

    def __init__(self, *, plugged: bool = False) -> None:
        self.is_plugged = plugged

    def plugged(self) -> bool:
        """Return what was set."""
        return self.is_plugged


def mixer_of(device: str) -> str:
    """Return the mixer that belongs to a device of ``aplay``: "plughw:CARD=PCH,DEV=0" has "hw:PCH"."""
    card = _CARD.match(device)
    return f"hw:{card['card']}" if card else device


def _is_socket(control: str) -> bool:
    found = _JACK.search(control)
    if found is None:
        return False
    name = found["name"]
    # "Phantom": a socket that cannot tell, and says "on" for ever.
    return name.endswith("Jack") and "Phantom" not in name and "Mic" not in name and "Head" in name


def _amixer(*arguments: str) -> str | None:
    """Return what ``amixer`` says, None when it fails."""
    try:
        done = subprocess.run(
            ["amixer", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode(errors="replace") if done.returncode == 0 else None
