"""One practice, from its beginning until somebody leaves it: a visit, the made-up world, and no more."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from msgspec import Struct

from kiosk.clock import Clock
from kiosk.engine.make_believe import MakeBelieve
from kiosk.engine.outcome import Outcome
from kiosk.engine.pin_keys import PIN_PAGES, scrambled
from kiosk.ids import Ids, VisitId
from kiosk.procedures import Catalogue
from kiosk.procedures.films import Films
from kiosk.settings import Point, Screen
from kiosk.texts import Texts
from kiosk.visit.effects import Effect, Wipe
from kiosk.visit.events import Event
from kiosk.visit.exercising import may_hint, practise
from kiosk.visit.kinds import PracticeVisit, must_be_practice
from kiosk.visit.reports import HintDue
from kiosk.visit.states import CORE, Control, State, Visit
from kiosk.visit.table import Context

HINT_AFTER: Final = 15.0
"""Seconds without a touch or a word, after which a hint helps on."""


class PracticeParts(Struct, frozen=True):
    """All that practice is built from."""

    catalogue: Catalogue
    texts: Texts
    films: Callable[[], Films]
    screen: Screen
    sound: bool
    """False where the point has no sound at all."""
    clock: Clock
    ids: Ids
    copies: bool
    """True where papers are copied here."""
    point: Point


class Practising:
    """Somebody practises. Used by the core's thread only."""

    def __init__(self, parts: PracticeParts, before: Visit) -> None:
        """``before``: the visit that practice began in; how it is shown and said comes along, and no more."""
        self._parts = parts
        self._world = MakeBelieve(parts.catalogue, parts.texts)
        self._jobs: deque[tuple[Effect, Callable[[], Outcome]]] = deque()
        self.visit = PracticeVisit(
            VisitId(parts.ids.new()),
            State.PRACTISE,
            before.language,
            before.look,
            loudness=before.loudness,
            person=self._world.person(),
        )
        self.pin_keys: tuple[str, ...] = ()
        self._touched = parts.clock.monotonic()
        self.over = False
        """True once it is left: what was practised is forgotten by dropping this."""

    def step(self, event: Event, control: Control) -> str:
        """Let an event happen; return why it was refused, "" when it was not."""
        before, parts = self.visit, self._parts
        if control is not CORE:
            self._touched = parts.clock.monotonic()
        outcome = practise(self._context(control), before, event)
        if outcome.refused:
            return outcome.refused
        self.visit = must_be_practice(outcome.visit)
        if self.visit.state in PIN_PAGES and before.state not in PIN_PAGES:
            self.pin_keys = scrambled(parts.ids)
        for effect in outcome.effects:
            if isinstance(effect, Wipe):
                self.over = True
                return ""
            self._jobs.append((effect, partial(self._carried_out, effect, self.visit)))
        return ""

    def jobs(self) -> Iterator[tuple[Effect, Callable[[], Outcome]]]:
        """Yield what the steps ask of the made-up world, each once; it is asked by a worker, as the real one is."""
        while self._jobs:
            yield self._jobs.popleft()

    def _carried_out(self, effect: Effect, visit: PracticeVisit) -> Outcome:
        return Outcome(self._world.report(effect, visit))

    def _context(self, control: Control) -> Context:
        parts = self._parts
        return Context(
            parts.catalogue,
            parts.clock.now(),
            control,
            parts.screen,
            attended=True,
            films=parts.films(),
            sound=parts.sound,
            copies=parts.copies,
            ward=parts.point.ward.code,
            hamlets=parts.point.hamlets,
        )

    def due(self) -> Event | None:
        """Return that a hint is due, None for nothing."""
        now = self._parts.clock.monotonic()
        if self.visit.speaking >= 0:
            self._touched = now  # nobody is waited for while something is being said
        if now - self._touched < HINT_AFTER:
            return None
        self._touched = now
        return HintDue() if may_hint(self.visit) and not self.visit.hinted else None
