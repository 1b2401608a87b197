"""The transition table: which event is answered in which state, and how.

Every pair (state, event) is either listed here by one of the phase modules, or refused. Nothing else moves a visit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from kiosk.ids import HelperId
from kiosk.procedures import Catalogue
from kiosk.procedures.films import NO_FILMS, Films
from kiosk.settings import REFERENCE_SCREEN, Screen
from kiosk.visit.effects import DropCopy, Effect, Wipe
from kiosk.visit.events import Event
from kiosk.visit.room import Room, room_on
from kiosk.visit.states import Control, State, Visit


class Context(Struct, frozen=True):
    """What a step may look at besides the visit and the event."""

    catalogue: Catalogue
    now: datetime
    control: Control
    screen: Screen = REFERENCE_SCREEN
    """The glass that the visit is shown on."""

    attended: bool = True
    """False when nobody is on duty."""

    films: Films = NO_FILMS
    """What there is to be seen at this point."""

    sound: bool = True
    """False where the point has no sound at all."""

    counters: int = 0
    """At how many counters numbers are called here; 0: nobody takes one."""

    counter_of: Mapping[HelperId, int] = msgspec.field(default_factory=dict)
    """Where each helper called the last number."""

    listens: frozenset[str] = frozenset()
    """The languages in which spoken words are understood here."""

    copies: bool = False
    """True where a document scanner is named in the settings."""

    portal: bool = False
    """True where the official portal can be opened: a window is named in the settings, and there is a network."""

    ward: str = ""
    """The code of the ward that the point belongs to."""

    hamlets: tuple[str, ...] = ()
    """The names of its hamlets, as far as the settings tell."""

    def room(self, visit: Visit) -> Room:
        """Return how much one page holds for this visit."""
        return room_on(self.screen, visit.look)

    @property
    def today(self) -> date:
        """The date in Vietnam."""
        return self.now.date()


class Step(Struct, frozen=True):
    """The outcome of one event: the next visit and what to do. ``refused``: why nothing happened, as a code."""

    visit: Visit
    effects: tuple[Effect, ...] = ()
    refused: str = ""


E = TypeVar("E", bound=Event)
Handler = Callable[[Context, Visit, Any], Step]
TABLE: dict[tuple[State, type[Event]], Handler] = {}


def on(
    event: type[E], *states: State
) -> Callable[[Callable[[Context, Visit, E], Step]], Callable[[Context, Visit, E], Step]]:
    """Enter a handler for one event in the given states; entering a pair twice is a fault of the program."""

    def enter(handler: Callable[[Context, Visit, E], Step]) -> Callable[[Context, Visit, E], Step]:
        for state in states:
            if (state, event) in TABLE:
                msg = f"two handlers for {event.__name__} in {state}"
                raise RuntimeError(msg)
            TABLE[state, event] = handler
        return handler

    return enter


INSTEAD: dict[tuple[State, type[Event]], Handler] = {}
"""What is done in place of what the table says, in a case for somebody who is not here."""


def instead(
    event: type[E], *states: State
) -> Callable[[Callable[[Context, Visit, E], Step]], Callable[[Context, Visit, E], Step]]:
    """Enter a handler for one event in the given states of such a case; twice is a fault of the program."""

    def enter(handler: Callable[[Context, Visit, E], Step]) -> Callable[[Context, Visit, E], Step]:
        for state in states:
            if (state, event) in INSTEAD:
                msg = f"two handlers for {event.__name__} in {state}"
                raise RuntimeError(msg)
            INSTEAD[state, event] = handler
        return handler

    return enter


def go(visit: Visit, state: State, *effects: Effect, **changes: Any) -> Step:
    """Move to a state: first page, no complaint, not heard, nothing revealed, but for ``changes``.

    Back to what was seen of a paper, and is forgotten by now, leads to where the paper is laid down.
    """
    if state is State.COPY_SEEN and not changes.get("copies", visit.copies).verdict:
        state = State.LAY_DOWN
    fresh: dict[str, Any] = {
        "page": 0,
        "parts": {},
        "typed": "",
        "complaint": None,
        "heard": False,
        "silenced": frozenset(),
        "revealed": "",
        "speaking": -1,
        "slow": False,
        "told": "",
        "unmasked": False,
        "noting": False,
        "card": None,
    }
    if visit.copies.verdict and state is not State.COPY_SEEN:
        # What was seen of a paper is forgotten with the page that shows it.
        fresh["copies"], effects = visit.copies.unseen(), (DropCopy(), *effects)
    return Step(replace(visit, state=state, **{**fresh, **changes}), effects)


def stay(visit: Visit, *effects: Effect, **changes: Any) -> Step:
    """Keep the state and change something on its page."""
    return Step(replace(visit, **changes), effects)


def wiped(visit: Visit, *effects: Effect) -> Step:
    """The first screen with nothing of this visit in it."""
    return Step(type(visit)(id=visit.id), (*effects, Wipe()))


def refuse(visit: Visit, code: str) -> Step:
    """Do nothing, and say why."""
    return Step(visit, refused=code)
