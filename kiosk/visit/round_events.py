"""Touches of a helper who visits homes, and of the resident who signs there. Part of ``events``."""

from __future__ import annotations

from kiosk.visit.event import Discreet, Event
from kiosk.visit.round import Seer, Stage


class OpenRound(Event, frozen=True):
    """The helper wants the list of the homes that they visit today."""


class OpenStop(Event, frozen=True):
    """One home of the list."""

    stop: str


class OpenStage(Event, frozen=True):
    """What is being done there now."""

    stage: Stage


class Tick(Event, frozen=True):
    """A paper is here, a step is done, a result is handed over; or not after all."""

    thing: str


class AskToSign(Event, frozen=True):
    """All that changes hands is ticked: both sides sign for it."""


class KeepSteps(Event, frozen=True):
    """What was done there is to be kept; nothing has changed hands."""


class DrawStroke(Discreet, frozen=True):
    """A finger has drawn on the glass and was lifted: one stroke, as ``ink`` packs it."""

    stroke: bytes


class WipeInk(Event, frozen=True):
    """What was drawn goes; it is begun anew."""


class CannotWrite(Event, frozen=True):
    """The resident cannot write and makes a cross or a mark of the thumb; or writes after all."""

    cross: bool


class CrossSeen(Event, frozen=True):
    """Somebody besides the helper saw the cross being made."""

    seer: Seer


class SignedByHelper(Event, frozen=True):
    """The helper has signed, too."""


RoundTouch = (
    OpenRound
    | OpenStop
    | OpenStage
    | Tick
    | AskToSign
    | KeepSteps
    | DrawStroke
    | WipeInk
    | CannotWrite
    | CrossSeen
    | SignedByHelper
)
