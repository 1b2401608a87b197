"""A kiosk's backup: what the ward does not have yet, in one file that only the ward can open.

The file begins with MAGIC, then come pieces, each with its length before it (4 bytes, big-endian): the head in the
clear, then items, sealed one by one. The last item is the end, which counts all others and is signed by the kiosk: a
file that was cut off, or put together of two, has none that fits.
"""

from __future__ import annotations

from typing import Final

from kiosk.ids import KioskId, WardCode
from kiosk.wire.drafts import LockedDraft
from kiosk.wire.messages import Message, SealedDossier
from kiosk.wire.visits import SealedReport

MAGIC: Final = b"support point kiosk: backup 1\n"
FORMAT: Final = 1
PIECE_LIMIT: Final = 16 * 1024 * 1024
"""Bytes of one piece; the longest dossier with its copies takes two thirds of them."""


class BackupHead(Message, frozen=True):
    """Whose backup it is, of when, and by which key of the ward's it opens."""

    format: int
    kiosk_id: KioskId
    ward: WardCode
    made_at: str
    """ISO 8601 with offset."""
    key_id: str
    sealed_key: bytes
    """HPKE enc || ciphertext of the key of the items, bound to all fields above."""


class BackedDossier(Message, frozen=True, tag="dossier"):
    """A dossier without a receipt, as it would have been sent."""

    dossier: SealedDossier


class BackedDraft(Message, frozen=True, tag="draft"):
    """A saved visit, as the desk keeps it for whoever shows the ticket."""

    draft: LockedDraft


class BackedReport(Message, frozen=True, tag="report"):
    """A report of a visit at home, as it would have been sent."""

    report: SealedReport


class BackupEnd(Message, frozen=True, tag="end"):
    """That it is whole. ``signature``: Ed25519 by the kiosk over all other fields."""

    head_sha256: bytes
    items_sha256: bytes
    """Over all pieces between the head and this one, lengths included, in their order."""
    dossiers: int
    drafts: int
    reports: int
    signature: bytes


Item = BackedDossier | BackedDraft | BackedReport
Last = Item | BackupEnd
