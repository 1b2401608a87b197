"""Whose hand an input comes from: a face says where it was, the kiosk's settings say whose that is."""

from __future__ import annotations

from kiosk.presenter.ports import Source
from kiosk.settings import Keypad
from kiosk.visit.states import Hand


def hand_of(source: Source, keypad: Keypad) -> Hand:
    """Return the hand. Keys are a helper's unless the settings say that residents alone have them."""
    if source == "glass":
        return "touch"
    return "keypad" if source == "keypad" and keypad.whose == "resident" else "keys"
