"""The audit chain: every act of a helper, each entry bound to all before it.

Entries hold codes only, no names and no answers. A cut-off end shows only against a head that is kept
elsewhere: it goes to the desk with each heartbeat, and on paper with the day slip.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import msgspec

from kiosk.ids import HelperId, KioskId, VisitId
from kiosk.wire.messages import Message

_CODE = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_HEAD = re.compile(r"([0-9]{1,9}):([0-9A-Fa-f]{64})", re.ASCII)
_CODE_OR_NOTHING = re.compile(r"[A-Za-z0-9._:-]{0,64}")


class AuditError(Exception):
    """A broken promise of the chain. Codes: not-a-code (a value that could tell something), broken-chain."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Head(Message, frozen=True):
    """Where the chain stands."""

    count: int
    digest: bytes


GENESIS = Head(count=0, digest=bytes(32))


def head_text(head: Head) -> str:
    """Return a head as people carry it from one machine to another: ``COUNT:HEX``."""
    return f"{head.count}:{head.digest.hex()}"


def parse_head(text: str) -> Head | None:
    """Return the head in ``COUNT:HEX``, capitals or not, spaces anywhere; None for anything else."""
    found = _HEAD.fullmatch("".join(text.split()))
    return None if found is None else Head(count=int(found[1]), digest=bytes.fromhex(found[2]))


class Act(Message, frozen=True):
    """What happened. All but ``at`` are codes of letters, digits and ``. _ : -``."""

    at: str
    """ISO 8601 with offset."""
    kiosk: KioskId
    helper: HelperId | None
    act: str
    visit: VisitId | None = None
    detail: str = ""


class Entry(Message, frozen=True):
    """An act in its place."""

    number: int
    """0 is the first."""
    previous: bytes
    act: Act
    digest: bytes
    """SHA-256 over number, previous and act."""

    def head(self) -> Head:
        """Return the chain's head when this entry is the last."""
        return Head(count=self.number + 1, digest=self.digest)


def append(head: Head, act: Act) -> Entry:
    """Return the entry that puts ``act`` after ``head``. Raises AuditError ``not-a-code``."""
    for needed in (act.kiosk, act.act):
        _must_match(_CODE, needed)
    for optional in (act.helper, act.visit, act.detail):
        _must_match(_CODE_OR_NOTHING, optional or "")
    return Entry(
        number=head.count, previous=head.digest, act=act, digest=_digest(head.count, head.digest, act)
    )


def follows(entry: Entry, head: Head) -> bool:
    """Tell whether ``entry`` is whole and stands right after ``head``."""
    placed = (entry.number, entry.previous) == (head.count, head.digest)
    return placed and entry.digest == _digest(entry.number, entry.previous, entry.act)


def verify(entries: Sequence[Entry], start: Head = GENESIS, known: Head | None = None) -> int | None:
    """Return the index in ``entries`` of the first one that breaks the chain, or None when it is whole.

    ``start`` is the head before the first entry. ``known`` is a head held elsewhere (at the desk): the chain
    must pass through it, else the index is that of the entry that differs, or ``len(entries)`` when the end
    was cut off.
    """
    head = start
    for index, entry in enumerate(entries):
        if not follows(entry, head):
            return index
        head = entry.head()
        if known is not None and head.count == known.count and head.digest != known.digest:
            return index
    return len(entries) if known is not None and head.count < known.count else None


def head_of(entries: Sequence[Entry], start: Head = GENESIS) -> Head:
    """Return the head after the last of ``entries``."""
    return entries[-1].head() if entries else start


def _digest(number: int, previous: bytes, act: Act) -> bytes:
    values = [getattr(act, name) for name in act.__struct_fields__]
    return hashlib.sha256(msgspec.msgpack.encode(["kiosk audit 1", number, previous, *values])).digest()


def _must_match(pattern: re.Pattern[str], value: str) -> None:
    if pattern.fullmatch(value) is None:
        raise AuditError("not-a-code")
