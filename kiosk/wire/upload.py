"""A large sealed dossier piece by piece, so that a line that breaks costs a piece and not the dossier.

As all others they travel by HTTP POST as MessagePack. The whole is the MessagePack of a SealedDossier; an upload is
named by its SHA-256, so that pieces of one can never end in another. Pieces follow each other without a gap: the desk
says how far it has it, and from there the kiosk goes on, in this call or in another week. No time is named: the same
piece again, sent or replayed by anybody, changes nothing. What counts in the end is the receipt alone.
"""

from __future__ import annotations

import hashlib
from typing import Final

import msgspec

from kiosk.ids import KioskId
from kiosk.wire.messages import IntakeResult, Message, SealedDossier

UPLOAD_PATH: Final = "/api/v1/upload"
PIECES_ABOVE: Final = 64 * 1024
"""A dossier of more sealed bytes travels by itself and in pieces."""
PIECE_BYTES: Final = 64 * 1024
"""Of the first piece."""
LEAST_PIECE: Final = 4 * 1024
LARGEST_PIECE: Final = 1024 * 1024
UPLOAD_LIMIT: Final = 16 * 1024 * 1024
"""Bytes of one whole."""


class UploadPiece(Message, frozen=True):
    """Some bytes of the whole, signed by the kiosk. No bytes: how far is it?"""

    protocol: int
    kiosk_id: KioskId
    upload_id: bytes
    """SHA-256 of the whole."""
    total: int
    """Bytes of the whole."""
    offset: int
    piece: bytes
    signature: bytes
    """Ed25519 by the kiosk over the canonical bytes of all fields above, the piece's own among them."""


class UploadReply(Message, frozen=True, omit_defaults=True):
    """How far the desk has it, and once it has all what became of the dossier."""

    protocol: int
    have: int
    """Bytes without a gap from the start; what is sent next begins here."""
    result: IntakeResult | None = None
    """As of a batch; with it nothing more is wanted, and ``have`` says nothing."""
    refused: str = ""
    """Why nothing of it is taken: unknown-kiosk, bad-signature, unreadable."""


def is_heavy(sealed_bytes: int) -> bool:
    """Tell whether a dossier of so many sealed bytes travels by itself and in pieces."""
    return sealed_bytes > PIECES_ABOVE


def packed_whole(sealed: SealedDossier) -> bytes:
    """Return the bytes of the whole."""
    return msgspec.msgpack.encode(sealed)


def unpacked_whole(whole: bytes) -> SealedDossier:
    """Read what ``packed_whole`` wrote; raises msgspec's errors on anything else."""
    return msgspec.msgpack.decode(whole, type=SealedDossier)


def name_of(whole: bytes) -> bytes:
    """Return the name of an upload."""
    return hashlib.sha256(whole).digest()
