"""A helper's badge: 34 digits in a QR code, told apart from a ticket by the first one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.wire import checkdigits

FORMAT_DIGIT = "2"


@dataclass(frozen=True, slots=True, repr=False)
class BadgeSecret(checkdigits.SecretDigits):
    """What only the badge holds: 34 ``digits``, printed as ``groups()``."""

    def __post_init__(self) -> None:
        checkdigits.SecretDigits.__post_init__(self)
        if not self.digits.startswith(FORMAT_DIGIT):
            raise ValueError("not a badge's digits")


def new_badge(random_bytes: Callable[[int], bytes]) -> BadgeSecret:
    """Return a fresh badge secret of 31 uniform digits (103 bits)."""
    return BadgeSecret(checkdigits.draw(FORMAT_DIGIT, random_bytes))


def parse_badge(text: str) -> BadgeSecret | None:
    """Return the badge in what was scanned or typed, or None when it is no badge or is mistyped.

    Spaces, dashes and the digits of any script are tolerated.
    """
    digits = checkdigits.read(FORMAT_DIGIT, text)
    return None if digits is None else BadgeSecret(digits)


def badge_digest(badge: BadgeSecret) -> bytes:
    """Return what the roster finds a helper by: 32 bytes that tell nothing about the badge."""
    return hashlib.sha256(b"kiosk badge 1: " + badge.digits.encode()).digest()
