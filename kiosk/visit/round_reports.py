"""What the engine reports of a round. Part of ``reports``."""

from __future__ import annotations

from kiosk.visit.event import Discreet, Event
from kiosk.visit.round import Stage, Stop


class RoundOpened(Discreet, frozen=True):
    """The list of today, opened with what only its helper knows."""

    stops: tuple[Stop, ...]
    told: tuple[tuple[str, Stage], ...] = ()
    """Of which homes what is kept here already."""


class RoundShut(Event, frozen=True):
    """There is no list, or it cannot be opened: no-list, no-key, unreadable, store-broken."""

    code: str


class StopKept(Event, frozen=True):
    """What was done at a home lies sealed on the disk and goes to the ward by itself."""


RoundReport = RoundOpened | RoundShut | StopKept
