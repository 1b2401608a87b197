"""The messages about saved visits: the desk keeps ciphertext by id, so that any point of the ward can open a ticket.

As all others they travel by HTTP POST as MessagePack: a ticket's id stands in no address and in no log. The kiosk
signs what it asks, the desk what it answers. The desk learns an id, a size in steps of 4 KiB and a day; the ticket's
secret, the birth year and what was told never leave the kiosk in clear. It deletes only for whoever shows the write
proof, and overwrites nothing: every saving has an id of its own.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from kiosk.ids import KioskId, TicketId
from kiosk.wire.messages import Message

TRIES: Final = 5
"""Wrong birth years before a ticket is refused for good, counted by the kiosk and by the desk."""
CIPHERTEXT_LIMIT: Final = 256 * 1024
"""Bytes of one saved visit; a long one takes about a twentieth."""
NONCE_BYTES: Final = 12
DIGEST_BYTES: Final = 32
CHECK_LIMIT: Final = 200
"""Ids in one CheckDrafts."""


class LockedDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A draft as it is stored and carried: by id, without the means to read it."""

    id: TicketId
    version: int
    """Counts the savings of one visit from 1."""
    expires: str
    """ISO 8601 with offset; deleted from then on."""
    nonce: bytes
    ciphertext: bytes
    write_digest: bytes
    """SHA-256 of the write proof that must be shown to delete it."""


class WriteRight(msgspec.Struct, frozen=True, kw_only=True):
    """The right to delete one draft. Kept no longer than it takes to delete it everywhere."""

    id: TicketId
    proof: bytes
    """32 bytes, whose SHA-256 lies with the draft."""
    expires: str
    """As the draft's: ISO 8601 with offset; from then on there is nothing to delete."""

    def __repr__(self) -> str:
        return "WriteRight(…)"


class Asking(Message, frozen=True):
    """What all questions about drafts share. ``signature``: Ed25519 by the kiosk over all other fields."""

    protocol: int
    kiosk_id: KioskId
    asked_at: str
    signature: bytes


class KeepDraft(Asking, frozen=True):
    """Keep this ciphertext. The same again changes nothing; other bytes under a known id are never taken."""

    draft: LockedDraft


class FetchDraft(Asking, frozen=True):
    """Hand out what is kept under this id."""

    ticket_id: TicketId


class ForgetDraft(Asking, frozen=True):
    """Delete, by right of the write proof. An id that is not known yet is dead, too, when it comes."""

    ticket_id: TicketId
    proof: bytes
    expires: str
    heir: str
    """The ticket that took its place, "" for none. Of two, the first that the desk hears of lives."""


class MissDraft(Asking, frozen=True):
    """Count a try at the birth year, before it is looked at."""

    ticket_id: TicketId


class ForgiveDraft(Asking, frozen=True):
    """The right birth year was told: forget the tries."""

    ticket_id: TicketId
    proof: bytes


class CheckDrafts(Asking, frozen=True):
    """Which of these, at most CHECK_LIMIT, are dead?"""

    ticket_ids: tuple[TicketId, ...]


PATHS: Final[dict[type[Asking], str]] = {
    KeepDraft: "/api/v1/draft/keep",
    FetchDraft: "/api/v1/draft/fetch",
    ForgetDraft: "/api/v1/draft/forget",
    MissDraft: "/api/v1/draft/miss",
    ForgiveDraft: "/api/v1/draft/forgive",
    CheckDrafts: "/api/v1/draft/check",
}
"""Each question has a door of its own."""


class DraftWord(Message, frozen=True):
    """What the desk says of one ticket, signed. It never says why one is dead: deleted, replaced, tried too often."""

    ticket_id: TicketId
    state: Literal["kept", "dead", "unknown"]
    sha256: bytes
    """``digest`` of what is kept; empty otherwise."""
    misses: int
    """Tries at the birth year so far, at all kiosks."""
    kiosk_id: KioskId
    asked_at: str
    """Of the question, so that no old answer stands for a new one."""
    desk_key_id: str
    signature: bytes


class DraftReply(Message, frozen=True):
    """One word a ticket; the draft itself where it was asked for and is kept."""

    protocol: int
    words: tuple[DraftWord, ...]
    draft: LockedDraft | None = None
