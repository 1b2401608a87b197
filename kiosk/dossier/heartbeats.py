"""What kiosk and desk sign of a heartbeat, and how a span of the audit chain is proven."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.dossier.receipts import DeskSigner
from kiosk.dossier.seal import KioskSigner, key_id, signed_by
from kiosk.wire.audit import Entry
from kiosk.wire.heartbeat import Heartbeat, HeartbeatReply, Proof, Span
from kiosk.wire.messages import canonical


def sign_heartbeat(unsigned: Heartbeat, signer: KioskSigner) -> Heartbeat:
    """Return the heartbeat with the kiosk's signature in place of whatever stood there."""
    bare = msgspec.structs.replace(unsigned, signature=b"")
    return msgspec.structs.replace(bare, signature=signer.key.sign(canonical(bare)))


def check_heartbeat(beat: Heartbeat, kiosk_public: Ed25519PublicKey) -> bool:
    """Tell whether the kiosk with this key said this; whose key it is, the caller looks up by kiosk id."""
    return signed_by(kiosk_public, beat.signature, canonical(beat))


def sign_heartbeat_reply(reply: HeartbeatReply, desk_signer: DeskSigner) -> HeartbeatReply:
    """Return the reply with the desk's key id and signature."""
    bare = msgspec.structs.replace(reply, desk_key_id=desk_signer.key_id, signature=b"")
    return msgspec.structs.replace(bare, signature=desk_signer.key.sign(canonical(bare)))


def check_heartbeat_reply(reply: HeartbeatReply, beat: Heartbeat, desk_public: Ed25519PublicKey) -> bool:
    """Tell whether this is the desk's answer to exactly this heartbeat."""
    answers = (reply.kiosk_id, reply.run, reply.number) == (beat.kiosk_id, beat.run, beat.number)
    named = reply.desk_key_id == key_id(desk_public.public_bytes_raw())
    return answers and named and signed_by(desk_public, reply.signature, canonical(reply))


def prove(span: Span, entries: Sequence[Entry]) -> Proof:
    """Return what stands in a span: ``entries`` are those that are there now, in order, whatever they are."""
    rows = [
        [entry.number, entry.previous, *msgspec.structs.astuple(entry.act), entry.digest] for entry in entries
    ]
    told = msgspec.msgpack.encode(["kiosk audit span 1", span.since, span.until, span.nonce, rows])
    return Proof(span=span, digest=hashlib.sha256(told).digest())
