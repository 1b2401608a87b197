"""The slip of the day, as a worker makes it: counted from audit chain, queue and store, then put on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.engine.ports import DayStore
from kiosk.engine.printing import Printing
from kiosk.settings import Settings
from kiosk.takeover.audit import Entry, Head
from kiosk.takeover.ports import AuditStore
from kiosk.tickets.numbering import Number, parse_number
from kiosk.tickets.ports import StoreError, TicketStore
from kiosk.visit.device_reports import DaySlipEnded
from kiosk.visit.kinds import RealVisit
from kiosk.waiting.line import Line

if TYPE_CHECKING:
    from kiosk.tickets.day_slip import DayCounts, DayFacts

_JOB: Final = "day"
_AT_ONCE: Final = 500
"""Entries that are looked through first: more than most days have."""


@dataclass(frozen=True)
class Books:
    """Where all of it is counted from."""

    audit: AuditStore
    day: DayStore
    tickets: TicketStore


@dataclass(frozen=True)
class Wanted:
    """Which slip."""

    day: date
    printed: datetime
    by: str
    """Full name of who wants it; "" where it is nobody at the screen."""
    trial: bool


class DaySlips:
    """Counts and prints; never in practice."""

    def __init__(self, parts: Parts, printing: Printing) -> None:
        self._content = parts.content
        self._papers = parts.papers
        self._world = parts.world
        self._books = Books(parts.people.audit, parts.day, parts.papers.store)
        self._printing = printing

    def job(self, visit: RealVisit, line: Line | None) -> Callable[[], Outcome]:
        """Return what a worker does for whoever holds ``visit``; ``line``: of today, None where none is called."""
        by = visit.helper.full_name if visit.helper is not None else ""
        return lambda: self._print(by, line)

    def _print(self, by: str, line: Line | None) -> Outcome:
        from kiosk.tickets.day_slip import draw_day_slip  # with all that draws, which only paper needs

        now, content = self._world.clock.now(), self._content
        try:
            wanted = Wanted(now.date(), now, by, content.trial)
            facts = day_facts(content.settings, self._books, line, wanted)
        except StoreError as broken:
            self._world.journal.note("effect-failed", effect="PrintDaySlip", code=broken.code)
            return Outcome(DaySlipEnded("failed"))
        width, papers = self._papers.printer.width_dots, self._papers
        slip = draw_day_slip(facts, content.texts, width, papers.pictures, papers.fonts)
        outcome = self._printing.put_out(slip, _JOB)
        self._world.journal.note("day-slip-printed", outcome=outcome.code)
        return Outcome(DaySlipEnded(outcome.code))


def day_facts(settings: Settings, books: Books, line: Line | None, wanted: Wanted) -> DayFacts:
    """Return what stands on the slip; ``line``: of that day, None where none is called. Raises StoreError."""
    from kiosk.tickets.day_slip import DayFacts

    head, entries = _of_day(books.audit, wanted.day)
    outing = settings.outing
    return DayFacts(
        point=settings.point.short_name,
        ward=settings.point.ward.name,
        kiosk_id=settings.kiosk.kiosk_id,
        printed=wanted.printed,
        by=wanted.by,
        counts=_counted(entries, settings.series, books.day, line, wanted.day),
        head=head,
        trial=wanted.trial,
        place=outing.place if outing is not None else "",
        last=_last(books.tickets, settings.series, wanted.day) if outing is not None else "",
    )


def _counted(
    entries: Sequence[Entry], series: str, store: DayStore, line: Line | None, day: date
) -> DayCounts:
    from kiosk.tickets.day_slip import count_day

    handed_in = store.handed_in(day)
    counts = replace(count_day(entries, day), handed_in=handed_in.count, here=handed_in.here)
    if line is None:
        return counts
    # on a team's day out those who took a number at the office before are the office's
    mine = [one for one in line.places if (number := parse_number(one.number)) and number.series == series]
    return replace(counts, numbers=len(mine), served=sum(one.standing == "done" for one in mine))


def _last(tickets: TicketStore, series: str, day: date) -> str:
    last = tickets.last_number(series)
    return Number(series, last[1]).shown if last is not None and last[0] == day else ""


def _of_day(audit: AuditStore, day: date) -> tuple[Head, Sequence[Entry]]:
    """Return the head and at least all entries of ``day`` before it; a long chain is not read as a whole."""
    from kiosk.tickets.day_slip import begins_before

    head, many = audit.head(), _AT_ONCE
    while True:
        since = max(0, head.count - many)
        entries = [entry for entry in audit.entries(since) if entry.number < head.count]
        if since == 0 or begins_before(entries, day):
            return head, entries
        many *= 4
