"""Touches of a helper at the workbench. Part of ``events``."""

from __future__ import annotations

from typing import Literal

from kiosk.visit.event import Discreet, Event
from kiosk.visit.filing_ways import FilingWay
from kiosk.visit.portal_events import EnterPortalCode, PortalTouch

Sought = Literal["missing", "doubt"]


class GoToNext(Event, frozen=True):
    """To the next answer that is missing, or that something speaks against; it is opened."""

    sought: Sought


class SettleDoubt(Event, frozen=True):
    """What speaks against this answer has been asked about: it is right all the same."""

    question: str


class OpenNote(Event, frozen=True):
    """The helper wants to write something for the officer."""


class WriteNote(Discreet, frozen=True):
    """What is to be told to the officer; "" for nothing any more."""

    text: str


class KeysOnGlass(Event, frozen=True):
    """There is no keyboard here: from now on answers are put in by keys on the glass."""


class ChooseFiling(Event, frozen=True):
    """How it is to be filed, of the ways that the procedure declares."""

    way: FilingWay


BenchTouch = PortalTouch | ChooseFiling | GoToNext | SettleDoubt | OpenNote | WriteNote | KeysOnGlass

__all__ = [
    "BenchTouch",
    "ChooseFiling",
    "EnterPortalCode",
    "GoToNext",
    "KeysOnGlass",
    "OpenNote",
    "SettleDoubt",
    "Sought",
    "WriteNote",
]
"""What is handed on besides what stands here."""
