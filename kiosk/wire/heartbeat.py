"""The heartbeat: once a minute a kiosk says that it lives, what it has recorded and where its audit chain stands.

The desk answers with what it has of the chain, and with a newer roster where there is one. Both are signed, and
an answer names the heartbeat it belongs to, so that no old one stands for a new one. Nothing here is personal data:
the audit holds codes, the rest are counts.
"""

from __future__ import annotations

from typing import Final, Literal

from kiosk.ids import KioskId
from kiosk.wire.audit import Entry, Head
from kiosk.wire.messages import READS, Message

HEARTBEAT_PATH: Final = "/api/v1/heartbeat"
HEARTBEAT_LOCKS: Final = "locks"
HEARTBEAT_CONDITION: Final = "condition"
HEARTBEAT_EVERY: Final = "every"
HEARTBEAT_ASKED: Final = "&".join(
    (
        f"{HEARTBEAT_PATH}?{READS}={HEARTBEAT_EVERY}",
        f"{READS}={HEARTBEAT_CONDITION}",
        f"{READS}={HEARTBEAT_LOCKS}",
    )
)
"""Where a kiosk asks that can read a roster with the locks of helpers' day lists, and that a desk reads Condition,
and ``every`` in it; others get none of it. Older desks look at the last word alone.
"""
ENTRY_LIMIT: Final = 200
"""Entries in one heartbeat; what is behind follows in the next."""
SPAN_LIMIT: Final = 500
"""Entries that one proof covers."""


class Span(Message, frozen=True):
    """Part of the chain of which the desk wants to see that it stands there as it came: ``since`` <= n < ``until``."""

    since: int
    until: int
    nonce: bytes
    """Fresh each time, so that the proof cannot be kept ready."""


class Proof(Message, frozen=True):
    """What stands in a span now."""

    span: Span
    digest: bytes
    """SHA-256 over the nonce and all fields of all entries."""


class Condition(Message, frozen=True, omit_defaults=True):
    """How the machine is, beyond what every heartbeat says. Of people nothing but the hour of the last visit."""

    version: str = ""
    """Of the program; "" where it is not known, as all below at its default."""
    ring: int = -1
    """In which ring it takes updates; -1: not known."""
    content: str = ""
    """A fingerprint of the content that is served; LAST_GOOD where what lies there cannot be served."""
    near_end: bool = False
    """The printer has said that its roll is nearly used up."""
    scanner: str = ""
    """here, absent or not-used."""
    sound: str = ""
    """Likewise."""
    disk_mb: int = -1
    """Free, in MB, rounded down to a hundred."""
    oldest_hours: int = 0
    """Since when the dossier has waited that has waited longest to be sent: whole hours."""
    last_visit: str = ""
    """The hour in which a visit last ended, ISO 8601 with offset; "" when there was none in this run."""
    visit_minutes: int = 0
    """So many somebody has been at it in this run."""
    faults: int = 0
    """So many things did not work in this run, as the journal counts them."""
    every: int = 0
    """Minutes from one heartbeat to the next, where it is not the one; only to a desk that reads it."""


LAST_GOOD: Final = "last-good"


class Heartbeat(Message, frozen=True, omit_defaults=True):
    """What a kiosk says of itself."""

    protocol: int
    kiosk_id: KioskId
    at: str
    """ISO 8601 with offset, by the kiosk's clock."""
    run: str
    """32 hex digits, drawn at each start: two machines that go by one key give themselves away."""
    number: int
    """Counts the heartbeats of this run from 1."""
    roster_version: int
    """0: none that is of use."""
    since: int | None
    """The number that the desk wants next, as it said last; None until it has said so."""
    entries: tuple[Entry, ...]
    """From that number on, at most ENTRY_LIMIT."""
    head: Head
    """Where the chain stands now, entries that were not sent included."""
    proof: Proof | None
    """Of the span that the desk asked for last."""
    waiting: int
    """Dossiers that wait to be sent."""
    stuck: int
    """Dossiers that need a person."""
    printer: str
    """How the printer is, as a code: "" where nobody has asked it yet."""
    signature: bytes
    """Ed25519 by the kiosk over the canonical bytes of all other fields."""
    condition: Condition | None = None
    """Where the desk reads it, and it is another than the desk has heard last in this run."""


Verdict = Literal["taken", "behind", "broken", "late"]


class HeartbeatReply(Message, frozen=True, omit_defaults=True):
    """What the desk says to it."""

    protocol: int
    kiosk_id: KioskId
    run: str
    number: int
    """Of the heartbeat that is answered."""
    at: str
    """By the desk's clock."""
    roster: bytes
    """The signed roster where it is newer than the kiosk's, else empty."""
    audit: Verdict
    """``taken``: the desk has all up to the head. ``behind``: more is wanted at once. ``broken``: what came does not
    fit to what the desk has; nothing is taken until somebody there has looked into it. ``late``: not judged, as a
    later heartbeat was here before."""
    audit_count: int
    """How many entries the desk has: it wants the one of this number next."""
    prove: Span | None
    """What is to be proven in the next heartbeat."""
    desk_key_id: str
    signature: bytes
    """Ed25519 by the desk over the canonical bytes of all other fields."""
    reads_condition: bool = False
    """The desk reads Condition; said only to a kiosk that has asked at HEARTBEAT_ASKED."""
    reads_every: bool = False
    """It reads ``every`` in it too; likewise."""
