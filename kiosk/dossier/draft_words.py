"""What kiosk and desk sign about saved visits: the kiosk its questions, the desk its words."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.dossier.receipts import DeskSigner
from kiosk.dossier.seal import KioskSigner, key_id, moment, signed_by
from kiosk.ids import TicketId
from kiosk.wire.drafts import Asking, DraftWord, LockedDraft
from kiosk.wire.messages import PROTOCOL, canonical

A = TypeVar("A", bound=Asking)


def digest(draft: LockedDraft) -> bytes:
    """Return what the desk vouches for: SHA-256 over all fields of what is kept."""
    return hashlib.sha256(msgspec.msgpack.encode(msgspec.structs.astuple(draft))).digest()


def sign_asking(kind: type[A], signer: KioskSigner, asked_at: datetime, **fields: Any) -> A:
    """Return a question of this kind, signed by the kiosk that asks it. ``asked_at`` is aware."""
    unsigned = kind(
        protocol=PROTOCOL, kiosk_id=signer.kiosk_id, asked_at=moment(asked_at), signature=b"", **fields
    )
    return msgspec.structs.replace(unsigned, signature=signer.key.sign(canonical(unsigned)))


def check_asking(asking: Asking, kiosk_public: Ed25519PublicKey) -> bool:
    """Tell whether the kiosk with this key asked this; whose key it is, the caller looks up by kiosk id."""
    return signed_by(kiosk_public, asking.signature, canonical(asking))


def sign_word(word: DraftWord, desk_signer: DeskSigner) -> DraftWord:
    """Return the word with the desk's key id and signature."""
    unsigned = msgspec.structs.replace(word, desk_key_id=desk_signer.key_id, signature=b"")
    return msgspec.structs.replace(unsigned, signature=desk_signer.key.sign(canonical(unsigned)))


def check_word(word: DraftWord, ticket_id: TicketId, asking: Asking, desk_public: Ed25519PublicKey) -> bool:
    """Tell whether this is the desk's word about exactly this ticket, in answer to exactly this question."""
    answers = (word.kiosk_id, word.asked_at, word.ticket_id) == (asking.kiosk_id, asking.asked_at, ticket_id)
    named = word.desk_key_id == key_id(desk_public.public_bytes_raw())
    return answers and named and signed_by(desk_public, word.signature, canonical(word))


def vouches(word: DraftWord, draft: LockedDraft) -> bool:
    """Tell whether the desk's word is that it keeps exactly these bytes."""
    return (word.ticket_id, word.state, word.sha256) == (draft.id, "kept", digest(draft))
