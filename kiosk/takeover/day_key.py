"""The key of a helper's day lists: derived from badge and PIN, so that neither alone opens where anybody lives.

The ward keeps its public half and the salt from the moment at which the PIN is made, and has forgotten the PIN; the
private half exists where its helper is signed in, in memory, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from kiosk.takeover.badge import BadgeSecret
from kiosk.takeover.pin import FULL_COST, PIN_DIGITS, PinCost
from kiosk.wire.checkdigits import plain_digits
from kiosk.wire.messages import Message

_KEY_BYTES = 32
_SALT_BYTES = 16
_CONTEXT = b"kiosk day list key 1"


class DayLock(Message, frozen=True):
    """What lists are sealed to, with all that is needed to derive its key from badge and PIN."""

    public: bytes
    """X25519, 32 bytes."""
    salt: bytes
    """Its own, 16 bytes: the verifier of the PIN tells nothing of the key."""
    cost: PinCost

    @property
    def key_id(self) -> str:
        """Return the name of the key."""
        return sha256(self.public).digest()[:8].hex()

    def __repr__(self) -> str:
        return "DayLock(…)"


@dataclass(frozen=True, slots=True)
class DayKey:
    """The private half. In memory only, from sign-in to sign-out."""

    raw: bytes = field(repr=False)

    @property
    def public(self) -> bytes:
        """Return the half that lists are sealed to."""
        return X25519PrivateKey.from_private_bytes(self.raw).public_key().public_bytes_raw()


def make_lock(
    pin: str, badge: BadgeSecret, *, random_bytes: Callable[[int], bytes], cost: PinCost = FULL_COST
) -> DayLock:
    """Return the lock of a fresh PIN; ValueError when it is no six digits."""
    salt = random_bytes(_SALT_BYTES)
    key = _derived(pin, badge, salt, cost)
    if key is None:
        raise ValueError("a PIN has six digits")
    return DayLock(public=key.public, salt=salt, cost=cost)


def open_lock(lock: DayLock, pin: str, badge: BadgeSecret) -> DayKey | None:
    """Return the key, None where badge or PIN is another; takes as long as the cost says."""
    key = _derived(pin, badge, lock.salt, lock.cost)
    return key if key is not None and key.public == lock.public else None


def _derived(pin: str, badge: BadgeSecret, salt: bytes, cost: PinCost) -> DayKey | None:
    digits = plain_digits(pin)
    if digits is None or len(digits) != PIN_DIGITS:
        return None
    argon = Argon2id(
        salt=salt,
        length=_KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
        ad=_CONTEXT,
    )
    return DayKey(argon.derive((digits + badge.digits).encode()))
