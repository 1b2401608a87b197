"""What the desk signs about calls for help; the kiosk signs its questions as those about saved visits."""

from __future__ import annotations

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.dossier.receipts import DeskSigner
from kiosk.dossier.seal import key_id, signed_by
from kiosk.wire.calls import CallReply
from kiosk.wire.drafts import Asking
from kiosk.wire.messages import canonical


def sign_call(reply: CallReply, desk_signer: DeskSigner) -> CallReply:
    """Return the reply with the desk's key id and signature."""
    unsigned = msgspec.structs.replace(reply, desk_key_id=desk_signer.key_id, signature=b"")
    return msgspec.structs.replace(unsigned, signature=desk_signer.key.sign(canonical(unsigned)))


def check_call(reply: CallReply, asking: Asking, desk_public: Ed25519PublicKey) -> bool:
    """Tell whether this is the desk's answer to exactly this question."""
    asked = asking.kiosk_id, asking.asked_at, getattr(asking, "call_id", "")
    named = reply.desk_key_id == key_id(desk_public.public_bytes_raw())
    answers = (reply.kiosk_id, reply.asked_at, reply.call_id) == asked
    return answers and named and signed_by(desk_public, reply.signature, canonical(reply))
