"""What the desk signs about counts; the kiosk signs what it tells as it signs its questions."""

from __future__ import annotations

import hashlib

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.dossier.receipts import DeskSigner
from kiosk.dossier.seal import key_id, signed_by
from kiosk.wire.counts import Counts, CountsReply
from kiosk.wire.messages import PROTOCOL, canonical


def digest(counts: Counts) -> bytes:
    """Return SHA-256 over all cells of a batch."""
    return hashlib.sha256(msgspec.msgpack.encode(["kiosk counts 1", counts.ends, counts.opinions])).digest()


def sign_counted(counts: Counts, desk_signer: DeskSigner) -> CountsReply:
    """Return the desk's word that it has counted this batch."""
    unsigned = CountsReply(
        protocol=PROTOCOL,
        batch_id=counts.batch_id,
        sha256=digest(counts),
        kiosk_id=counts.kiosk_id,
        asked_at=counts.asked_at,
        desk_key_id=desk_signer.key_id,
        signature=b"",
    )
    return msgspec.structs.replace(unsigned, signature=desk_signer.key.sign(canonical(unsigned)))


def check_counted(reply: CountsReply, counts: Counts, desk_public: Ed25519PublicKey) -> bool:
    """Tell whether this is the desk's word about exactly this batch, told just now."""
    told = counts.kiosk_id, counts.asked_at, counts.batch_id, digest(counts)
    named = reply.desk_key_id == key_id(desk_public.public_bytes_raw())
    answers = (reply.kiosk_id, reply.asked_at, reply.batch_id, reply.sha256) == told
    return answers and named and signed_by(desk_public, reply.signature, canonical(reply))
