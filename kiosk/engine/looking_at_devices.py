"""What a helper sees of the devices, as workers ask for it, and the test ticket."""

from __future__ import annotations

from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.engine.printing import Printing
from kiosk.tickets.secret import new_secret
from kiosk.visit.reports import DeviceSeen, DevicesSeen, TryoutEnded

_JOB = "test"


class DeviceBench:
    """Looks and tries out; never in practice."""

    def __init__(self, parts: Parts, printing: Printing) -> None:
        self._content = parts.content
        self._papers = parts.papers
        self._world = parts.world
        self._plugged = parts.senses.plugged
        self._printing = printing

    def look(self) -> Outcome:
        """Ask the printer how it is, and see what else is plugged in."""
        status = self._printing.status()
        low = status.code == "ready" and status.near_end
        printer = DeviceSeen("printer", "near-end" if low else status.code)
        return Outcome(DevicesSeen((printer, *self._plugged())))

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
