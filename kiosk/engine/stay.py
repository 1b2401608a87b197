"""Whoever is at the kiosk: a resident with a session, or somebody who practises. Lives on the core's thread."""

from __future__ import annotations

from kiosk.engine.parts import Parts
from kiosk.engine.practising import Practising
from kiosk.engine.recovering import Recovering
from kiosk.engine.session import Session, fresh
from kiosk.visit.events import Event
from kiosk.visit.kinds import RealVisit
from kiosk.visit.state import State
from kiosk.visit.states import Visit
from kiosk.visit.table import Step, refuse


class Stay:
    """One after another. While somebody practises, the session is a fresh one, and nothing reaches it."""

    def __init__(self, parts: Parts, recovering: Recovering) -> None:
        self._parts = parts
        self._recovering = recovering
        self._occupancy = parts.machine.occupancy
        self._found: Event | None = None
        self.session: Session = self._fresh()
        self.practice: Practising | None = None

    @property
    def holder(self) -> Session | Practising:
        """Return what inputs and outcomes are for: the practice, or the session."""
        return self.session if self.practice is None else self.practice

    @property
    def visit(self) -> Visit:
        """What the screen shows."""
        return self.holder.visit

    def enter(self, after: RealVisit) -> None:
        """The visit has become this; after each answer it is kept, locked, against a crash."""
        session = self.session
        if session.visit.state is State.ATTRACT and after.state is not State.ATTRACT:
            session.began = self._parts.world.clock.monotonic()
        session.helped = session.helped or session.lease is not None
        session.visit = after
        self._recovering.saw(self.session)

    def let_in(self, event: Event, step: Step) -> Step:
        """Return a step, or its refusal where it would begin a visit and the kiosk is about to be started anew.

        Whoever was here before a crash is not kept out.
        """
        begins = self.session.visit.state is State.ATTRACT and step.visit.state is not State.ATTRACT
        if not begins or self._occupancy.begins() or event is self._found:
            return step
        return refuse(self.session.visit, "started-anew")

    def settled(self) -> None:
        """A step is done with all that it asks for: a key that was for nobody's duty is forgotten.

        Only who is being asked why they help off shift may still take it up.
        """
        visit = self.session.visit
        if (visit.behind or visit.state) is not State.OVERRIDE:
            self.session.day_key = None

    def left_behind(self) -> Event | None:
        """Once, at the start: return what a crash has left of a visit, None where there is nothing."""
        found = self._recovering.find(self.session.visit.id)
        for name, value in found.remember.items():
            setattr(self.session, name, value)
        self._found = found.event
        return found.event

    def begin_anew(self) -> None:
        """Forget whoever was here; a session for whoever comes next."""
        self._forget()
        self._occupancy.ends()

    def practise(self, before: Visit) -> None:
        """Forget the visit and begin to practise: nothing else of it comes along than how it is shown and said."""
        self._forget()
        self.practice = Practising(self._parts.of_practice, before)

    def _forget(self) -> None:
        self.session, self.practice = self._fresh(), None
        self._recovering.forget()

    def _fresh(self) -> Session:
        world = self._parts.world
        return fresh(world.ids, world.clock.monotonic())
