"""The queue at the point, as workers handle it: numbers taken, printed, called. The line of today is at hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.engine.printing import Printing
from kiosk.ids import HelperId, TicketId
from kiosk.tickets.numbering import shown_number
from kiosk.tickets.ports import StoreError
from kiosk.visit.effects import WorkQueue
from kiosk.visit.kinds import RealVisit, must_be_real
from kiosk.visit.reports import NotKept, NumberTaken, QueueChanged
from kiosk.waiting import line as lines
from kiosk.waiting.line import Act, Line

_CALLS = frozenset({"next", "again", "call"})


class Queueing:
    """The line as it was last kept. Written by workers one after the other, read by the core's thread."""

    def __init__(self, parts: Parts, printing: Printing) -> None:
        self._store = parts.waiting
        self._content = parts.content
        self._papers = parts.papers
        self._world = parts.world
        self._printing = printing
        self._line: Line | None = None
        self.counter_of: dict[HelperId, int] = {}
        """Where each helper called the last number: the board opens there again. The core's thread."""

    @property
    def line(self) -> Line | None:
        """The line of today; None where no numbers are called, or nobody can read it."""
        if not self._content.settings.point.counters or self._line is None:
            return None
        return lines.on_day(self._line, lines.day_of(self._world.clock.now()))

    def settle(self) -> None:
        """Read the line as it is kept: at the start it stands as it stood."""
        try:
            self._line = self._store.line(self._world.clock.now())
        except StoreError as broken:
            self._failed("line", broken)

    def take(self, visit: RealVisit, *, first: bool) -> Outcome:
        """Take the next number and commit. Neither why it goes first nor whose it is comes along."""
        ids, now = self._world.ids, self._world.clock.now()
        ticket_id, series = TicketId(ids.new()), self._content.settings.series
        language = must_be_real(visit).language
        try:
            place = self._store.take(series, ticket_id, first=first, language=language, at=now)
        except StoreError as broken:
            self._failed("take-number", broken)
            return Outcome(NotKept(broken.code))
        self.settle()
        self._world.journal.note("number-taken", number=place.number)
        return Outcome(NumberTaken(place.number), {"ticket_id": ticket_id, "secret": None})

    def work(self, effect: WorkQueue) -> Outcome:
        """Do what a helper does at a counter, and commit."""
        now = self._world.clock.now()
        before = self._line
        try:
            self._line = after = self._store.change(_act(effect, now), now)
        except StoreError as broken:
            self._failed("queue", broken)
            return Outcome(NotKept(broken.code))
        place = after.at(effect.counter)
        # Where nobody waits any more, nobody is called.
        called = effect.act in _CALLS and place is not None and after != before
        number = place.number if place is not None and called else effect.number
        self._world.journal.note("queue-worked", act=effect.act, number=number, counter=effect.counter)
        return Outcome(QueueChanged(called))

    def print_number(self, visit: RealVisit, ticket_id: TicketId, *, reprint: bool) -> Outcome:
        """Print the number; as any ticket's, its state is known before, during and after."""
        from kiosk.tickets.number_words import NumberFacts, number_text
        from kiosk.tickets.slip import draw  # with all that draws, which only paper needs

        line, now = self.line, self._world.clock.now()
        place = line.find(visit.paper.number) if line is not None else None
        facts = NumberFacts(
            number=shown_number(visit.paper.number),
            issued=place.taken_at if place is not None else now,
            first=place is not None and place.first,
            language=visit.language,
            reprint=reprint,
            trial=self._content.trial,
            # How many come first was true when the number was taken; how long that takes is told on the screen alone.
            ahead=lines.ahead(line, place.number, now) if line and place and not reprint else None,
        )
        text = number_text(facts, self._content.settings.point, self._content.texts)
        papers = self._papers
        slip = draw(text, papers.printer.width_dots, papers.pictures, papers.fonts)
        return self._printing.put_on_paper(slip, visit.paper.number, ticket_id, reprint=reprint)

    def purge(self) -> None:
        """Delete the lines of days that are long over. A store that fails is noted; the next purge tries again."""
        try:
            self._store.purge(self._world.clock.now())
        except StoreError as broken:
            self._failed("purge", broken)

    def _failed(self, effect: str, broken: StoreError) -> None:
        self._world.journal.note("effect-failed", effect=effect, code=broken.code)


def _act(effect: WorkQueue, now: datetime) -> Act:
    counter, number = effect.counter, effect.number
    acts: dict[str, Callable[[Line], Line]] = {
        "next": partial(lines.call_next, counter=counter, now=now),
        "again": partial(lines.call_again, counter=counter),
        "call": partial(lines.call, number=number, counter=counter, now=now),
        "absent": partial(lines.absent, counter=counter),
        "done": partial(lines.done, counter=counter),
        "first": partial(lines.put_first, number=number, first=True),
        "usual": partial(lines.put_first, number=number, first=False),
    }
    return acts[effect.act]
