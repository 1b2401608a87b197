"""The secret on a ticket's QR code, and the keys that come from it (the ticket is the key)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.ids import TicketId
from kiosk.wire import checkdigits

FORMAT_DIGIT = "1"
_ID_BYTES = 16
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True, repr=False)
class TicketSecret(checkdigits.SecretDigits):
    """What only the paper and the open visit know: 34 ``digits``, printed as ``groups()``."""

    def __post_init__(self) -> None:
        checkdigits.SecretDigits.__post_init__(self)
        if not self.digits.startswith(FORMAT_DIGIT):
            raise ValueError("not a ticket's digits")


@dataclass(frozen=True, slots=True)
class TicketKeys:
    """What comes from a secret. Only ``id`` may be stored or sent as it is."""

    id: TicketId
    key: bytes = field(repr=False)
    """32 bytes: locks the draft."""
    write: bytes = field(repr=False)
    """32 bytes: proves the right to overwrite or delete; stored is its SHA-256 only."""


def new_secret(random_bytes: Callable[[int], bytes]) -> TicketSecret:
    """Return a fresh secret of 31 uniform digits (103 bits)."""
    return TicketSecret(checkdigits.draw(FORMAT_DIGIT, random_bytes))


def parse(text: str) -> TicketSecret | None:
    """Return the secret in what was scanned or typed, or None when it is no ticket or is mistyped.

    Spaces, dashes and the digits of any script are tolerated.
    """
    digits = checkdigits.read(FORMAT_DIGIT, text)
    return None if digits is None else TicketSecret(digits)


def derive(secret: TicketSecret) -> TicketKeys:
    """Return the id, the key and the write proof of a secret; none of them tells another or the secret."""
    return TicketKeys(
        id=TicketId(_expand(secret, b"id", _ID_BYTES).hex()),
        key=_expand(secret, b"key", _KEY_BYTES),
        write=_expand(secret, b"write", _KEY_BYTES),
    )


def _expand(secret: TicketSecret, purpose: bytes, length: int) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=length, salt=None, info=b"kiosk ticket 1: " + purpose)
    return kdf.derive(secret.digits.encode())
