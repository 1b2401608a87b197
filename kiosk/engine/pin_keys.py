"""The ten keys of a PIN pad, elsewhere each time: nobody reads a PIN off the hand that types it."""

from __future__ import annotations

from kiosk.ids import Ids
from kiosk.visit.states import State

DIGITS = "0123456789"
PIN_PAGES = frozenset({State.SIGN_IN_PIN, State.HIDDEN_PIN})
"""Where a PIN is asked for."""


def scrambled(ids: Ids) -> tuple[str, ...]:
    """Return the ten digits in random order (Fisher-Yates over bytes, without modulo bias)."""
    order = list(DIGITS)
    for last in range(len(order) - 1, 0, -1):
        bound = 256 - 256 % (last + 1)
        byte = 256
        while byte >= bound:
            byte = ids.random_bytes(1)[0]
        other = byte % (last + 1)
        order[last], order[other] = order[other], order[last]
    return tuple(order)
