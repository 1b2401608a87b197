"""One practice, from its beginning until somebody leaves it: a visit, the made-up world, and no more."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct

from kiosk.clock import Clock
from kiosk.engine.make_believe import MakeBelieve
from kiosk.engine.pin_keys import scrambled
from kiosk.ids import Ids, VisitId
from kiosk.procedures import Catalogue
from kiosk.procedures.films import Films
from kiosk.settings import Screen
from kiosk.texts import Texts
from kiosk.visit.effects import Wipe
from kiosk.visit.events import Event, Language
from kiosk.visit.exercising import may_hint, practise
from kiosk.visit.kinds import PracticeVisit, must_be_practice
from kiosk.visit.look import Look
from kiosk.visit.reports import HintDue
from kiosk.visit.states import CORE, Control, State
from kiosk.visit.table import Context

HINT_AFTER: Final = 15.0
"""Seconds without a touch or a word, after which a hint helps on."""


class PracticeParts(Struct, frozen=True):
    """All that practice is built from."""

    catalogue: Catalogue
    texts: Texts
    films: Callable[[], Films]
    screen: Screen
    clock: Clock
    ids: Ids


class Practising:
    """Somebody practises. Used by the core's thread only."""

    def __init__(self, parts: PracticeParts, language: Language, look: Look) -> None:
        self._parts = parts
        self._world = MakeBelieve(parts.catalogue, parts.texts)
        self._reports: deque[Event] = deque()
        self.visit = PracticeVisit(
            VisitId(parts.ids.new()),
            State.PRACTISE,
            language,
            look,
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
        now, films = parts.clock.now(), parts.films()
        context = Context(parts.catalogue, now, control, parts.screen, attended=True, films=films)
        outcome = practise(context, before, event)
        if outcome.refused:
            return outcome.refused
        self.visit = must_be_practice(outcome.visit)
        if self.visit.state is State.SIGN_IN_PIN and before.state is not State.SIGN_IN_PIN:
            self.pin_keys = scrambled(parts.ids)
        for effect in outcome.effects:
            if isinstance(effect, Wipe):
                self.over = True
                return ""
            report = self._world.report(effect, self.visit)
            if report is not None:
                self._reports.append(report)
        return ""

    def reports(self) -> Iterator[Event]:
        """Yield what the made-up world reports, each once."""
        while self._reports:
            yield self._reports.popleft()

    def due(self) -> Event | None:
        """Return that a hint is due, None for nothing."""
        now = self._parts.clock.monotonic()
        if self.visit.speaking >= 0:
            self._touched = now  # nobody is waited for while something is being said
        if now - self._touched < HINT_AFTER:
            return None
        self._touched = now
        return HintDue() if may_hint(self.visit) and not self.visit.hinted else None
