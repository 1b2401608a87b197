"""A yes that somebody nods or shows because they cannot touch the glass, and who saw it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kiosk.visit.states import State

Seer = Literal["relative", "other"]
"""Who says that they saw it; never the helper who is let in by it."""


@dataclass(frozen=True)
class Witness:
    """Which page was asked about, and who has seen the answer."""

    asked_on: State | None = None
    """The page that is decided; None while nobody is asked for a witness."""
    page: int = 0
    """Of that page."""
    silenced: frozenset[int] = frozenset()
    """Its pages whose buttons woke because hands kept the voice from coming to the end."""
    seer: Seer | Literal[""] = ""
    """"" for a decision by the person's own hand."""
