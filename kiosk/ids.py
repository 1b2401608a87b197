"""Identifiers and randomness, always passed in."""

from __future__ import annotations

import hashlib
import random
import secrets
from typing import NewType, Protocol

DossierId = NewType("DossierId", str)
"""32 lower-case hex digits; also the idempotency key at the desk."""
KioskId = NewType("KioskId", str)
HelperId = NewType("HelperId", str)
WardCode = NewType("WardCode", str)
"""The official 5-digit code of a ward or commune."""
ProcedureCode = NewType("ProcedureCode", str)
TicketId = NewType("TicketId", str)
"""What a ticket's secret is filed under: 32 hex digits derived from it, telling nothing about it."""
VisitId = NewType("VisitId", str)


class Ids(Protocol):
    """What makes identifiers and random bytes."""

    def new(self) -> str:
        """Return a fresh identifier: 32 lower-case hex digits, 128 random bits."""

    def random_bytes(self, count: int) -> bytes:
        """Return ``count`` bytes fit for keys."""

    def jitter(self) -> float:
        """Return a number in [0, 1) for spreading retries; never for keys."""


class SystemIds:
    """Identifiers from the operating system's generator."""

    def new(self) -> str:
        """Return 128 random bits in hex."""
        return secrets.token_hex(16)

    def random_bytes(self, count: int) -> bytes:
        """Return ``count`` bytes from the operating system."""
        return secrets.token_bytes(count)

    def jitter(self) -> float:
        """Return a random number in [0, 1)."""
        return secrets.randbelow(1 << 30) / (1 << 30)


class SeededIds:
    """Repeatable identifiers, for tests and tours on example keys; never for a real visit."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def new(self) -> str:
        """Return the next identifier of this seed."""
        return hashlib.sha256(self.random_bytes(32)).hexdigest()[:32]

    def random_bytes(self, count: int) -> bytes:
        """Return the next ``count`` bytes of this seed."""
        return self._random.randbytes(count)

    def jitter(self) -> float:
        """Return the next number in [0, 1) of this seed."""
        return self._random.random()
