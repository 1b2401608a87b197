"""Touches beside the official portal. Part of ``events``."""

from __future__ import annotations

from kiosk.visit.event import Discreet, Event


class OpenWindow(Event, frozen=True):
    """The official page is to be opened, or opened again after its browser has ended."""


class CopyThis(Event, frozen=True):
    """The answer to this question is to be pasted in the portal."""

    question: str


class TickThis(Event, frozen=True):
    """The answer to this question stands in the portal; once more: it does not yet."""

    question: str


class EnterPortalCode(Discreet, frozen=True):
    """The code that the portal gave, typed or scanned."""

    text: str


class NoPortalCode(Event, frozen=True):
    """It is filed there, and no code has come yet."""


class FileOtherwise(Event, frozen=True):
    """It is not filed on the portal after all: back to the form, where another way is chosen."""


PortalTouch = OpenWindow | CopyThis | TickThis | EnterPortalCode | NoPortalCode | FileOtherwise
