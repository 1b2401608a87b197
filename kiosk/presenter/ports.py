"""The link between faces and core: bytes both ways, so that they can become two processes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol

import msgspec

from kiosk.visit.event import Event
from kiosk.visit.events import Touch

Source = Literal["glass", "keypad", "keys"]
"""The glass, a keypad that is the residents' own by the kiosk's settings, or keys that are a helper's."""


class Alive(Event, frozen=True):
    """A face says from its own loop that it goes on painting; one that hangs, or is gone, does not."""


class FaceInput(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a face sends: an event, where the hand was, and the screen that it answered."""

    event: Touch | Alive
    source: Source
    serial: int
    """ScreenView.serial that was on the glass; an input for an older screen of another state is dropped."""


class FaceLink(Protocol):
    """The core's end as a face sees it."""

    def send(self, raw: bytes) -> None:
        """Hand over an encoded FaceInput; returns at once, from any thread."""

    def subscribe(self, on_view: Callable[[bytes], None]) -> None:
        """Call ``on_view`` with every encoded ScreenView from now on, from the core's thread, the latest first."""


class CoreEnd(FaceLink, Protocol):
    """A FaceLink in the core's own process, which tells whether the core is alive."""

    def ask_alive(self, answer: Callable[[], None]) -> None:
        """Call ``answer`` from the core's loop, in its turn; returns at once, from any thread.

        It only notes that it was called: whatever it waited for, the core would wait for.
        """


def encode_input(given: FaceInput) -> bytes:
    """Return the bytes that travel to the core."""
    return msgspec.msgpack.encode(given)


def decode_input(raw: bytes) -> FaceInput:
    """Read what ``encode_input`` wrote; raises msgspec errors on anything else."""
    return msgspec.msgpack.decode(raw, type=FaceInput)
