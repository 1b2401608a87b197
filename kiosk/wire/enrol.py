"""Enrolling a kiosk: the short code that ward IT carries from the desk to it, and what the two say to each other.

The code never travels. Both sides stretch it (argon2id) into a key; the kiosk proves with it which public key is its
own, the desk which keys are the ward's. Whoever sits between them without the code can change neither, and finding the
code from what went by takes some 2^44 stretchings, of which none can begin before the code exists, and which are of no
use once it has been used or is over. What is said is public but for the list of helpers, which TLS hides.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final

from kiosk.ids import KioskId, WardCode
from kiosk.wire.drafts import Asking
from kiosk.wire.messages import Message

ENROL_PATH: Final = "/api/v1/enrol"
RETIRE_PATH: Final = "/api/v1/retire"
LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""None that is read as another one. 31 of them, a prime: one wrong letter or two swapped ones never check."""
RANDOM_LETTERS: Final = 9
"""44 bits."""
LENGTH: Final = RANDOM_LETTERS + 1
NONCE_BYTES: Final = 16
_TEXT_LIMIT = 64
_UNBIASED = 256 // len(LETTERS) * len(LETTERS)


class AskToEnrol(Message, frozen=True):
    """A kiosk's wish to be known by its public key."""

    protocol: int
    ward: WardCode
    kiosk_id: KioskId
    series: str
    """The letter before its ticket numbers."""
    point: str
    public_key: bytes
    """Ed25519, 32 bytes, made on the kiosk."""
    nonce: bytes
    asked_at: str
    proof: bytes
    """HMAC-SHA256 under the stretched code, over all other fields, the signature included."""
    signature: bytes
    """Ed25519 by that key over all fields but ``proof``: the kiosk holds what it wants to be known by."""


class Enrolled(Message, frozen=True):
    """The desk's answer to exactly one wish."""

    protocol: int
    kiosk_id: KioskId
    asked: bytes
    """SHA-256 over the whole wish."""
    ward_public: bytes
    """X25519: dossiers are sealed to it."""
    desk_public: bytes
    """Ed25519: signs receipts and statuses."""
    roster_public: bytes
    """Ed25519: signs who may help."""
    roster: bytes
    at: str
    proof: bytes
    """HMAC-SHA256 under the stretched code over all other fields."""


class AskToRetire(Asking, frozen=True):
    """A kiosk's last word: from now on nothing that bears its signature is its own."""


class Retired(Message, frozen=True):
    """The desk's word that it counts the kiosk as gone."""

    protocol: int
    kiosk_id: KioskId
    asked_at: str
    desk_key_id: str
    signature: bytes


def new_code(random_bytes: Callable[[int], bytes]) -> str:
    """Return a fresh code; each random letter is exactly uniform."""
    drawn = ""
    while len(drawn) < RANDOM_LETTERS:
        drawn += "".join(LETTERS[byte % len(LETTERS)] for byte in random_bytes(LENGTH) if byte < _UNBIASED)
    drawn = drawn[:RANDOM_LETTERS]
    return drawn + _check(drawn)


def grouped(code: str) -> str:
    """Return a code as it is shown: two groups of five."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def read_code(text: str) -> str | None:
    """Return the code in what was typed, or None where it is none. Blanks, dashes and small letters do not matter."""
    if len(text) > _TEXT_LIMIT:
        return None
    kept = [
        letter for letter in unicodedata.normalize("NFKC", text).upper() if letter not in "-–—_. \t\r\n\ufeff"
    ]
    code = "".join(kept)
    if len(code) != LENGTH or set(code) - set(LETTERS):
        return None
    return code if _check(code[:RANDOM_LETTERS]) == code[RANDOM_LETTERS:] else None


def _check(drawn: str) -> str:
    weighed = sum(place * LETTERS.index(letter) for place, letter in enumerate(drawn, 2))
    return LETTERS[weighed % len(LETTERS)]
