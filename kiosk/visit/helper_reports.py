"""What is reported of helpers: their badges, sign-ins and leases. Part of ``reports``."""

from __future__ import annotations

from typing import Literal

from kiosk.ids import HelperId
from kiosk.visit.event import Event
from kiosk.visit.on_duty import Locked

WhyEnded = Literal["idle", "face", "roster", "role", "lost", "alone"]
"""Nothing was done for 90 s; the face gave no sign of life; the roster knows the helper no more; or as one who takes
nothing over; nobody knew of a lease; or somebody wants the screen
that a helper has hidden."""


class BadgeScanned(Event, frozen=True):
    """A badge was read and lies with the engine. ``helper``: whose it is, None for nobody's of this ward."""

    helper: HelperId | None = None
    signed_in: bool = False
    """True while that helper is signed in at this point: the badge alone is enough then."""


class HelperSignedIn(Event, frozen=True):
    """Badge and PIN were right."""

    helper: HelperId
    shown_name: str
    full_name: str
    team: str
    override: str = ""
    """What would have to be overlooked: off-shift or expired-roster; "" for nothing."""
    role: str = "volunteer"
    """volunteer, officer or it."""
    portrait: str = ""
    """Code of the drawn picture; "" for the usual one."""
    again: bool = False
    """True where the badge alone was enough: the helper was signed in at this point already."""


class HelperKnown(Event, frozen=True):
    """The badge is that of a helper of this ward; no PIN was asked for. Enough to call numbers, and for no more."""

    helper: HelperId
    shown_name: str
    full_name: str
    team: str
    override: str = ""
    role: str = "volunteer"
    portrait: str = ""


class PinWanted(Event, frozen=True):
    """The badge is that of a helper of this ward who is not signed in here: the PIN is needed."""


class SignInFailed(Event, frozen=True):
    """Badge or PIN was refused. ``code`` as of takeover.sign_in; ``wait`` in seconds when one must wait."""

    code: str
    wait: int = 0
    helper: HelperId | None = None
    """Whose badge it was, when it was anybody's."""


class LockedSeen(Event, frozen=True):
    """Whose PIN was guessed at too often, by the names that everybody may see."""

    locked: tuple[Locked, ...]
    failed: str = ""
    """Why it could not be seen, or why nobody was freed: the code of a complaint."""


class LeaseEnded(Event, frozen=True):
    """The helper's lease has ended by itself."""

    why: WhyEnded = "idle"
