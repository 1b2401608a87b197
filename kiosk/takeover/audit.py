"""The audit chain as this room uses it; kiosk and desk make and check it the same way, see ``wire.audit``."""

from __future__ import annotations

from kiosk.wire.audit import (
    GENESIS,
    Act,
    AuditError,
    Entry,
    Head,
    append,
    follows,
    head_of,
    head_text,
    parse_head,
    verify,
)

__all__ = [
    "GENESIS",
    "Act",
    "AuditError",
    "Entry",
    "Head",
    "append",
    "follows",
    "head_of",
    "head_text",
    "parse_head",
    "verify",
]
