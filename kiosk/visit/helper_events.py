"""Touches of a helper, and of the resident who has called one. Part of ``events``."""

from __future__ import annotations

from kiosk.visit.event import Discreet, Event


class OpenSignIn(Event, frozen=True):
    """A helper wants to sign in by typing the badge."""


class StopCalling(Event, frozen=True):
    """The resident wants no help any more."""


class EnterBadge(Discreet, frozen=True):
    """A badge, scanned or typed. A secret: never logged."""

    text: str


class EnterPin(Discreet, frozen=True):
    """The PIN of the badge shown before. A secret: never logged."""

    pin: str


class HandBack(Event, frozen=True):
    """The helper gives the screen back to the resident, answers kept."""


class AskToConfirm(Event, frozen=True):
    """The helper asks the resident to confirm the whole application."""


class RevealAnswer(Event, frozen=True):
    """The helper looks at one masked answer."""

    question: str


class WithdrawConsent(Event, frozen=True):
    """The resident wants to go on alone: ends the take-over."""


class OpenDevices(Event, frozen=True):
    """The helper wants to see how the devices are."""


class LookAgain(Event, frozen=True):
    """The helper wants to know how the devices are now."""


class TryPrinter(Event, frozen=True):
    """The helper wants a test ticket."""


class TryScanner(Event, frozen=True):
    """The helper wants to see whether the scanner reads anything at all."""


class TrySound(Event, frozen=True):
    """The helper wants to hear a tone."""


class TryLamp(Event, frozen=True):
    """The helper wants to see the lamp shine."""


class Hide(Event, frozen=True):
    """The helper hides at once what is on the screen."""


class Uncover(Event, frozen=True):
    """The helper wants back what they have hidden."""


class SignOut(Event, frozen=True):
    """The helper signs out of the point."""


DeviceTouch = OpenDevices | LookAgain | TryPrinter | TryScanner | TrySound
"""On the page of the point's devices, and the way there."""
HelperTouch = (
    OpenSignIn
    | EnterBadge
    | EnterPin
    | HandBack
    | AskToConfirm
    | RevealAnswer
    | WithdrawConsent
    | Hide
    | Uncover
    | SignOut
)
"""What is a helper's, and what ends their work."""
CallTouch = StopCalling | TryLamp
"""Of calling for help."""
