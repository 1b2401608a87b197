"""A call for help, as screens show it: who comes, whom else it has reached. Nothing in it is about the resident."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

CallStage = Literal["here", "wide", "taken", "phone"]
"""here: whoever is on duty is called by lamp and sound; wide: everybody of the ward who carries a telephone is; taken:
one of them is on the way; phone: nobody has answered, or there is no network, and the ward is to be telephoned."""


class HelpCallSeen(Struct, frozen=True):
    """The call of the resident at this kiosk."""

    stage: CallStage
    since: datetime
    """When help was called, aware."""
    name: str = ""
    """Shown name of who is on the way, or of who is called at the point; "" for nobody."""
    portrait: str = ""
    """Their picture's code, "" for none."""


class OpenCall(Struct, frozen=True):
    """One call of the ward that has not ended, as helpers are told of it."""

    point: str
    """The name of the point that it came from."""
    since: datetime
    """Aware."""
    name: str = ""
    """Shown name of who is on the way; "" while nobody is."""
