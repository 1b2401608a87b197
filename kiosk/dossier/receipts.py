"""What the desk signs for the kiosk (receipts, status) and the kiosk for the desk (questions)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.dossier.seal import KioskSigner, key_id, moment, signed_by
from kiosk.ids import KioskId, TicketId
from kiosk.wire.messages import PROTOCOL, DossierStatus, Receipt, SealedDossier, StatusQuery, canonical

ReceiptVerdict = Literal["good", "wrong-dossier", "wrong-bytes", "wrong-kiosk", "bad-signature"]


@dataclass(frozen=True, slots=True)
class DeskSigner:
    """The key by which kiosks know their ward's desk."""

    key: Ed25519PrivateKey = field(repr=False)

    @property
    def public(self) -> Ed25519PublicKey:
        """Return the key that kiosks check with."""
        return self.key.public_key()

    @property
    def key_id(self) -> str:
        """Return the key's name as receipts carry it."""
        return key_id(self.public.public_bytes_raw())


def sealed_digest(sealed: SealedDossier) -> bytes:
    """Return what a receipt vouches for: SHA-256 of the sealed bytes (enc ‖ ciphertext)."""
    return hashlib.sha256(sealed.sealed).digest()


def make_receipt(sealed: SealedDossier, desk_signer: DeskSigner, received_at: datetime) -> Receipt:
    """Return the desk's promise that it keeps exactly these bytes; call it after the commit only."""
    unsigned = Receipt(
        dossier_id=sealed.dossier_id,
        sealed_sha256=sealed_digest(sealed),
        kiosk_id=sealed.kiosk_id,
        received_at=moment(received_at),
        desk_key_id=desk_signer.key_id,
        signature=b"",
    )
    return msgspec.structs.replace(unsigned, signature=desk_signer.key.sign(canonical(unsigned)))


def check_receipt(
    receipt: Receipt, sealed: SealedDossier, kiosk_id: KioskId, desk_public: Ed25519PublicKey
) -> ReceiptVerdict:
    """Tell whether a receipt is the desk's, for this dossier, these bytes and this kiosk.

    The signature is judged first: of an unsigned paper nothing else is worth saying.
    """
    if not _by_desk(desk_public, receipt):
        return "bad-signature"
    if receipt.dossier_id != sealed.dossier_id:
        return "wrong-dossier"
    if receipt.sealed_sha256 != sealed_digest(sealed):
        return "wrong-bytes"
    if receipt.kiosk_id != kiosk_id:
        return "wrong-kiosk"
    return "good"


def sign_status(status: DossierStatus, desk_signer: DeskSigner) -> DossierStatus:
    """Return the status with the desk's key id and signature in place of whatever stood there."""
    unsigned = msgspec.structs.replace(status, desk_key_id=desk_signer.key_id, signature=b"")
    return msgspec.structs.replace(unsigned, signature=desk_signer.key.sign(canonical(unsigned)))


def check_status(status: DossierStatus, ticket_id: TicketId, desk_public: Ed25519PublicKey) -> bool:
    """Tell whether this status is the desk's word about exactly this ticket."""
    return status.ticket_id == ticket_id and _by_desk(desk_public, status)


def sign_query(ticket_id: TicketId, signer: KioskSigner, asked_at: datetime) -> StatusQuery:
    """Return a question about a ticket, signed by the kiosk that asks it."""
    unsigned = StatusQuery(
        protocol=PROTOCOL,
        kiosk_id=signer.kiosk_id,
        ticket_id=ticket_id,
        asked_at=moment(asked_at),
        signature=b"",
    )
    return msgspec.structs.replace(unsigned, signature=signer.key.sign(canonical(unsigned)))


def check_query(query: StatusQuery, kiosk_public: Ed25519PublicKey) -> bool:
    """Tell whether the kiosk with this key asked this; whose key it is, the caller looks up by kiosk id."""
    return signed_by(kiosk_public, query.signature, canonical(query))


def _by_desk(desk_public: Ed25519PublicKey, paper: Receipt | DossierStatus) -> bool:
    named = paper.desk_key_id == key_id(desk_public.public_bytes_raw())
    return named and signed_by(desk_public, paper.signature, canonical(paper))
