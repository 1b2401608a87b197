"""Who acts: a resident, a helper, the machine itself."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kiosk.ids import HelperId

Hand = Literal["touch", "keypad", "keys"]
"""What somebody acts with: the glass, the residents' own keypad, or keys that are a helper's."""


class Resident(Struct, frozen=True):
    """The person in front of the glass has control."""

    by: Hand = "touch"


class Helper(Struct, frozen=True):
    """A helper has control, by sign-in and lease."""

    id: HelperId
    shown_name: str
    full_name: str
    team: str
    override: str = ""
    by_badge: bool = False
    """True where only the badge was shown: enough to call numbers, and for no more."""
    role: str = "volunteer"
    """volunteer, officer or it."""
    portrait: str = ""
    """Code of the drawn picture; "" for the usual one."""


class Core(Struct, frozen=True):
    """The machine itself reports something: a device, the ward, the clock."""


Control = Resident | Helper | Core
RESIDENT = Resident()
CORE = Core()
