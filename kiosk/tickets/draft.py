"""An unfinished visit as it may lie on disk: locked under its ticket's secret.

ChaCha20-Poly1305 with a fresh random nonce for every saving; format, id, version and expiry are
authenticated, so none of them can be changed; the size tells only how many times 4 KiB it is. What is never
kept (bank account numbers) is left out by whoever makes the Draft.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Literal

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from kiosk.ids import ProcedureCode, TicketId
from kiosk.tickets.secret import TicketKeys, TicketSecret, derive
from kiosk.wire.drafts import NONCE_BYTES, LockedDraft, WriteRight

FORMAT = 1
BLOCK = 4096
"""The plaintext is padded to a multiple of this many bytes."""
_LENGTH_BYTES = 4


class DraftAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer and whose it is."""

    value: str
    by: Literal["resident", "helper", "card"]

    def __repr__(self) -> str:
        return "DraftAnswer(…)"


class Draft(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All that brings a visit back."""

    language: str
    procedure: ProcedureCode
    apart: dict[str, str]
    """Answers to the questions that tell sibling procedures apart, by question id."""
    answers: dict[str, DraftAnswer]
    """By question id."""
    papers: dict[str, bool]
    """By paper id: True when the resident has it."""
    birth_year: int
    """Asked before any answer is shown again."""
    position: str
    """Where the visit stood, in the visit's own words."""
    made_at: str
    """ISO 8601 with offset."""
    extra: dict[str, str] = {}
    """What a later release adds without a new FORMAT."""

    def __repr__(self) -> str:
        return "Draft(…)"


def lock(
    draft: Draft,
    secret: TicketSecret,
    *,
    version: int,
    expires: datetime,
    random_bytes: Callable[[int], bytes],
) -> LockedDraft:
    """Return the draft as only the holder of the ticket can read it. ``expires`` is aware."""
    if expires.tzinfo is None:
        raise ValueError("a draft expires at an aware time")
    keys = derive(secret)
    nonce = random_bytes(NONCE_BYTES)
    until = expires.isoformat(timespec="seconds")
    bound = _bound(keys.id, version, until)
    return LockedDraft(
        id=keys.id,
        version=version,
        expires=until,
        nonce=nonce,
        ciphertext=ChaCha20Poly1305(keys.key).encrypt(nonce, pad(msgspec.msgpack.encode(draft)), bound),
        write_digest=write_digest(keys),
    )


def unlock(locked: LockedDraft, secret: TicketSecret) -> Draft | None:
    """Return the draft, or None when it is another ticket's, was changed, or is of another format.

    Does not look at the time: ask ``is_expired`` first.
    """
    key = derive(secret).key
    bound = _bound(locked.id, locked.version, locked.expires)
    try:
        padded = ChaCha20Poly1305(key).decrypt(locked.nonce, locked.ciphertext, bound)
        return msgspec.msgpack.decode(unpad(padded), type=Draft)
    except (InvalidTag, ValueError):  # ValueError is msgspec's kind too
        return None


def is_expired(locked: LockedDraft, now: datetime) -> bool:
    """Tell whether the time of keeping is over at ``now`` (aware)."""
    return now >= datetime.fromisoformat(locked.expires)


def write_digest(keys: TicketKeys) -> bytes:
    """Return what is stored to judge a write proof by."""
    return hashlib.sha256(keys.write).digest()


def may_write(locked: LockedDraft, proof: bytes) -> bool:
    """Tell whether ``proof`` (TicketKeys.write) gives the right to overwrite or delete this draft."""
    return hashlib.sha256(proof).digest() == locked.write_digest


def write_right(secret: TicketSecret, locked: LockedDraft) -> WriteRight:
    """Return the right to delete this draft, as its ticket gives it."""
    keys = derive(secret)
    return WriteRight(id=keys.id, proof=keys.write, expires=locked.expires)


def _bound(ticket: TicketId, version: int, expires: str) -> bytes:
    return msgspec.msgpack.encode(("kiosk draft", FORMAT, ticket, version, expires))


def pad(plain: bytes) -> bytes:
    """Return it with its length before it, filled up to a multiple of 4 KiB."""
    framed = len(plain).to_bytes(_LENGTH_BYTES, "big") + plain
    return framed + bytes(-len(framed) % BLOCK)


def unpad(padded: bytes) -> bytes:
    """Return what was filled up."""
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    return padded[_LENGTH_BYTES : _LENGTH_BYTES + length]
