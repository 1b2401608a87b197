"""The slip of the day, as a worker makes it: counted from the audit chain and the queue, then put on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.engine.printing import Printing
from kiosk.takeover.audit import Entry, Head
from kiosk.tickets.ports import StoreError
from kiosk.visit.device_reports import DaySlipEnded
from kiosk.visit.kinds import RealVisit
from kiosk.waiting.line import Line

_JOB: Final = "day"
_AT_ONCE: Final = 500
"""Entries that are looked through first: more than most days have."""


class DaySlips:
    """Counts and prints; never in practice."""

    def __init__(self, parts: Parts, printing: Printing) -> None:
        self._content = parts.content
        self._papers = parts.papers
        self._world = parts.world
        self._audit = parts.people.audit
        self._printing = printing

    def job(self, visit: RealVisit, line: Line | None) -> Callable[[], Outcome]:
        """Return what a worker does for whoever holds ``visit``; ``line``: of today, None where none is called."""
        by = visit.helper.full_name if visit.helper is not None else ""
        return lambda: self._print(by, line)

    def _print(self, by: str, line: Line | None) -> Outcome:
        from kiosk.tickets.day_slip import (  # with all that draws, which only paper needs
            DayFacts,
            count_day,
            draw_day_slip,
        )

        now, content = self._world.clock.now(), self._content
        try:
            head, entries = self._of_day(now.date())
        except StoreError as broken:
            self._world.journal.note("effect-failed", effect="PrintDaySlip", code=broken.code)
            return Outcome(DaySlipEnded("failed"))
        counts = count_day(entries, now.date())
        if line is not None:
            done = sum(place.standing == "done" for place in line.places)
            counts = replace(counts, numbers=len(line.places), served=done)
        facts = DayFacts(
            point=content.settings.point.short_name,
            ward=content.settings.point.ward.name,
            kiosk_id=content.settings.kiosk.kiosk_id,
            printed=now,
            by=by,
            counts=counts,
            head=head,
            trial=content.trial,
        )
        width, papers = self._papers.printer.width_dots, self._papers
        slip = draw_day_slip(facts, content.texts, width, papers.pictures, papers.fonts)
        outcome = self._printing.put_out(slip, _JOB)
        self._world.journal.note("day-slip-printed", outcome=outcome.code)
        return Outcome(DaySlipEnded(outcome.code))

    def _of_day(self, today: date) -> tuple[Head, Sequence[Entry]]:
        """Return the head and at least all entries of ``today`` before it; a long chain is not read as a whole."""
        from kiosk.tickets.day_slip import begins_before

        head, many = self._audit.head(), _AT_ONCE
        while True:
            since = max(0, head.count - many)
            entries = [entry for entry in self._audit.entries(since) if entry.number < head.count]
            if since == 0 or begins_before(entries, today):
                return head, entries
            many *= 4
