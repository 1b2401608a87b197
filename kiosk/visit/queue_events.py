"""Touches of the queue: a resident takes a number, a helper calls. Part of ``events``."""

from __future__ import annotations

from kiosk.visit.event import Event


class TakeNumber(Event, frozen=True):
    """Take a number to wait with: asks first whether somebody goes first."""


class ChooseTurn(Event, frozen=True):
    """Somebody here goes first, or nobody. Which of the pictures it was is told to nobody."""

    first: bool


class ChooseCounter(Event, frozen=True):
    """The helper calls to this counter, from 1."""

    counter: int


class CallNext(Event, frozen=True):
    """Call the next number; whoever was at the counter has been served."""


class CallAgain(Event, frozen=True):
    """Call the number at the counter once more."""


class CallNumber(Event, frozen=True):
    """Call a number that had stepped aside."""

    number: str


class MarkAbsent(Event, frozen=True):
    """Nobody came: back in line."""


class MarkDone(Event, frozen=True):
    """Whoever was at the counter has been served; nobody else is called yet."""


class PutFirst(Event, frozen=True):
    """A number that waits goes first, or does no more."""

    number: str
    first: bool


class PrintDay(Event, frozen=True):
    """The helper wants the slip of the day: what it was, in numbers."""


QueueTouch = (
    TakeNumber
    | ChooseTurn
    | ChooseCounter
    | CallNext
    | CallAgain
    | CallNumber
    | MarkAbsent
    | MarkDone
    | PutFirst
    | PrintDay
)
