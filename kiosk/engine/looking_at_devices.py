"""What a helper sees of the devices, as workers ask for it, and the test ticket."""

from __future__ import annotations

import threading
from collections.abc import Callable

from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.engine.printing import Printing
from kiosk.tickets.secret import new_secret
from kiosk.visit.device_reports import LampTried, ToneEnded
from kiosk.visit.effects import LookAtDevices, PlayTone, PrintTryout, ShineLamp
from kiosk.visit.reports import DeviceSeen, DevicesSeen, TryoutEnded

_JOB = "test"
_TONE_SECONDS = 5.0
"""It takes one; a sound card that has not played it by then does not play."""


class DeviceBench:
    """Looks and tries out; never in practice."""

    def __init__(self, parts: Parts, printing: Printing, shine: Callable[[], bool]) -> None:
        self._content = parts.content
        self._papers = parts.papers
        self._world = parts.world
        self._senses = parts.senses
        self._printing = printing
        self._shine = shine

    def job(self, effect: LookAtDevices | PrintTryout | PlayTone | ShineLamp) -> Callable[[], Outcome]:
        """Return what a worker does for this effect."""
        match effect:
            case LookAtDevices():
                return self.look
            case PrintTryout():
                return self.print_tryout
            case PlayTone():
                return self.play_tone
            case ShineLamp():
                return lambda: Outcome(LampTried(self._shine()))

    def look(self) -> Outcome:
        """Ask the printer how it is, and see what else is plugged in."""
        status = self._printing.status()
        low = status.code == "ready" and status.near_end
        printer = DeviceSeen("printer", "near-end" if low else status.code)
        return Outcome(DevicesSeen((printer, *map(self._opened, self._senses.plugged()))))

    def _opened(self, device: DeviceSeen) -> DeviceSeen:
        """Say of a scanner that is plugged in whether its line is open, too."""
        if (device.what, device.state) != ("scanner", "here"):
            return device
        return DeviceSeen("scanner", "ready" if self._senses.scanner.reads else "shut")

    def play_tone(self) -> Outcome:
        """Play a tone as all that is said is played, and wait for its end."""
        ended, heard = threading.Event(), [False]

        def over(whole: bool) -> None:  # noqa: FBT001 - as speakers call it
            heard[0] = whole
            ended.set()

        try:
            with self._senses.tone() as clip:
                self._senses.speaker.say([clip], over)
                if not ended.wait(_TONE_SECONDS):
                    self._senses.speaker.hush()
        except OSError as broken:
            self._world.journal.note("effect-failed", effect="PlayTone", code=type(broken).__name__)
        return Outcome(ToneEnded(heard[0]))

    def print_tryout(self) -> Outcome:
        """Print a test ticket, which is nobody's and counts as none."""
        from kiosk.tickets.tryout import (  # with all that draws, which only paper needs
            TryoutFacts,
            draw_tryout,
        )

        world, papers = self._world, self._papers
        kiosk_id = self._content.settings.kiosk.kiosk_id
        facts = TryoutFacts(kiosk_id, world.clock.now(), new_secret(world.ids.random_bytes))
        width = papers.printer.width_dots
        slip = draw_tryout(facts, self._content.texts, width, papers.pictures, papers.fonts)
        outcome = self._printing.put_out(slip, _JOB)
        world.journal.note("printer-tried", outcome=outcome.code)
        return Outcome(TryoutEnded(outcome.code))
