"""A visit under way as it may lie on disk for as long as it lasts: locked under a key that no disk ever holds.

ChaCha20-Poly1305 with a fresh random nonce for every saving; the size tells only how many times 4 KiB it is. With
the key gone, at the end of the visit or with the power, nothing of it can be read any more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from kiosk.tickets.draft import Draft, pad, unpad
from kiosk.visit.events import Loudness
from kiosk.visit.look import Look
from kiosk.wire.drafts import NONCE_BYTES, WriteRight

KEY_BYTES: Final = 32
_BOUND: Final = b"kiosk autosave 1"


class Autosave(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All that brings a visit back after a crash. No consent, no helper, no lease."""

    draft: Draft
    """Without answers once they were handed off: then only the ticket's number is to come back."""
    look: Look
    loudness: Loudness
    at: float
    """When it was saved, in monotonic seconds: the key outlives the program, not the machine's uptime."""
    comebacks: int = 0
    """How often it was offered after a crash, with nothing done since."""
    saved: Literal["", "open", "gone", "gone-here"] = ""
    """As of visit.states: "open" for a visit that came back from a ticket."""
    resumed: WriteRight | None = None
    """The right to delete what this visit came back from."""
    versions: int = 0
    digits: str = ""
    """Of the ticket that was being issued, or has been; it is with the visit until the wipe."""
    helped_by: str = ""
    """Shown name of the helper, for the ticket and its reprints."""
    dossier: str = ""
    """Id of the dossier that was being filed, or has been."""

    def __repr__(self) -> str:
        return "Autosave(…)"


def lock(left: Autosave, key: bytes, random_bytes: Callable[[int], bytes]) -> bytes:
    """Return it as only the holder of ``key`` (32 bytes) can read it."""
    nonce = random_bytes(NONCE_BYTES)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, pad(msgspec.msgpack.encode(left)), _BOUND)


def unlock(locked: bytes, key: bytes) -> Autosave | None:
    """Return what was locked, or None where it is another key's, was changed, or is another release's."""
    try:
        padded = ChaCha20Poly1305(key).decrypt(locked[:NONCE_BYTES], locked[NONCE_BYTES:], _BOUND)
        return msgspec.msgpack.decode(unpad(padded), type=Autosave)
    except (InvalidTag, ValueError):  # ValueError is msgspec's kind too
        return None
