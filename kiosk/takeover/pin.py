"""The PIN's verifier: argon2id over PIN ‖ badge secret.

Six digits alone fall in hours; with the badge's 103 bits in it a stolen roster tells no PIN.
"""

from __future__ import annotations

from collections.abc import Callable

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from kiosk.takeover.badge import BadgeSecret
from kiosk.wire.checkdigits import plain_digits
from kiosk.wire.messages import Message

PIN_DIGITS = 6
_SALT_BYTES = 16
_HASH_BYTES = 32
_UNBIASED = 250
"""Bytes below this fall evenly on the ten digits."""


class PinCost(Message, frozen=True):
    """What a guess costs."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4
    """With the defaults, RFC 9106's second recommended choice; about 0.2 s on two cores."""


class PinHash(Message, frozen=True):
    """A verifier with all that is needed to check against it."""

    salt: bytes
    digest: bytes
    cost: PinCost

    def __repr__(self) -> str:
        return "PinHash(…)"


FULL_COST = PinCost()


def new_pin(random_bytes: Callable[[int], bytes]) -> str:
    """Return six fresh digits, each exactly uniform."""
    digits = ""
    while len(digits) < PIN_DIGITS:
        byte = random_bytes(1)[0]
        digits += str(byte % 10) if byte < _UNBIASED else ""
    return digits


def hash_pin(
    pin: str, badge: BadgeSecret, *, random_bytes: Callable[[int], bytes], cost: PinCost = FULL_COST
) -> PinHash:
    """Return the verifier of a 6-digit PIN under this badge; ValueError when the PIN is no six digits."""
    digits = _pin_digits(pin)
    if digits is None:
        raise ValueError("a PIN has six digits")
    salt = random_bytes(_SALT_BYTES)
    return PinHash(salt=salt, digest=_argon(salt, cost).derive(_material(digits, badge)), cost=cost)


def pin_matches(pin: str, badge: BadgeSecret, known: PinHash) -> bool:
    """Tell whether this is the PIN; takes as long as the cost says, except for what is no PIN at all."""
    digits = _pin_digits(pin)
    if digits is None:
        return False
    try:
        _argon(known.salt, known.cost).verify(_material(digits, badge), known.digest)
    except InvalidKey:
        return False
    return True


def _pin_digits(pin: str) -> str | None:
    digits = plain_digits(pin)
    return digits if digits is not None and len(digits) == PIN_DIGITS else None


def _material(digits: str, badge: BadgeSecret) -> bytes:
    return (digits + badge.digits).encode()


def _argon(salt: bytes, cost: PinCost) -> Argon2id:
    return Argon2id(
        salt=salt, length=_HASH_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
