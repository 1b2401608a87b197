"""How a resident wants to be spoken to and shown things, put away while a helper has the screen."""

from __future__ import annotations

from msgspec import Struct

from kiosk.visit.events import Language, Loudness
from kiosk.visit.look import Look


class Stash(Struct, frozen=True):
    """What comes back, whatever ends the helper's page."""

    language: Language
    look: Look
    loudness: Loudness
    slow: bool
