"""What the engine reports of the window of the official portal. Part of ``reports``."""

from __future__ import annotations

from kiosk.visit.event import Discreet, Event


class WindowStands(Event, frozen=True):
    """The official page stands beside the answer sheet."""


class WindowRefused(Event, frozen=True):
    """No window stands there. ``code``: as of engine.portal_ports.PortalCode, or "copies-gone"."""

    code: str


class WindowGone(Event, frozen=True):
    """The browser has ended by itself."""


class NotCopied(Event, frozen=True):
    """The answer could not be put on the clipboard: it is shown large and typed by hand."""


class ClipboardCleared(Event, frozen=True):
    """What lay on the clipboard is overwritten: its time was up."""


class PortalCodeScanned(Discreet, frozen=True):
    """Something was read on the page that asks for the portal's code."""

    text: str


PortalReport = WindowStands | WindowRefused | WindowGone | NotCopied | ClipboardCleared | PortalCodeScanned
